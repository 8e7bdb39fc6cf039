"""The ACL Anthology: what an id looks like and which sites have one in their paths.

Ids: https://aclanthology.org/info/ids/
"""

import re

from rid_kb.identifiers.urls import Location
from rid_kb.model import Identifier

# The letter of each venue in ids up to 2020, with the years in which it was given out.
_VENUES = {
    "A": (1983, 2000), "C": (1965, 2018), "D": (2000, 2019), "E": (1983, 2017),
    "F": (2012, 2014), "H": (1986, 2005), "I": (2004, 2017), "J": (1974, 2020),
    "K": (2015, 2019), "L": (2000, 2018), "M": (1991, 1998), "N": (2000, 2019),
    "O": (1988, 2019), "P": (1979, 2019), "Q": (2013, 2020), "R": (2009, 2019),
    "S": (1998, 2019), "T": (1975, 1987), "U": (2003, 2019), "W": (1977, 2019),
    "X": (1993, 1998), "Y": (1994, 2018),
}  # fmt: skip
# A year and a venue; what begins like the pre-release of a program is a version.
_NEW = (
    r"(?:19[5-9]|20[0-4])\d\.(?!(?:v\d|alpha|beta|rc|dev|pre|post|q\d|release)\w*-)"
    r"[a-z][a-z0-9]*-[a-z0-9]+\.\d{1,5}"
)
_ID = rf"(?:[{''.join(_VENUES)}]\d{{2}}-\d{{4}}|{_NEW})"
_VERSION = r"(?:v(?P<version>[1-9]\d?))?"
PROSE = rf"(?<![\w/@.-]){_ID}(?![\w-])(?!\.\w)"
_WHOLE = re.compile(rf"(?:acl(?:\s+anthology)?[:\s]\s*)?(?P<id>{_ID}){_VERSION}", re.I | re.A)
_IN_PATH = re.compile(rf"(?:/|/acl:)(?P<id>{_ID})(?:e\d|{_VERSION})(?![\w-])", re.I | re.A)
_DOI = re.compile(rf"10\.(?:18653|3115)/v1/(?P<id>{_ID}){_VERSION}", re.I | re.A)
_HOSTS = (
    "aclanthology.org",
    "aclweb.org",
    "aclanthology.info",
    "aclanthology.coli.uni-saarland.de",
    "aclanthology.lst.uni-saarland.de",
    "acl.ldc.upenn.edu",
)
# Venues whose ids nothing else looks like, and words without which any other id in running
# text may as well be the number of a part or of a release.
_SURE = re.compile(
    r"\d{4}\.(?:[a-z]*acl|[a-z\d]*nlp[a-z\d]*|[a-z]*mt|coling|lrec|conll|semeval|findings|cl|starsem"
    r"|sigdial|inlg|jeptalnrecital|rocling|paclic)-",
    re.I | re.A,
)
_FIELD = re.compile(r"\b(?:(?:NA|E|AA|T)?ACL|anthology|EMNLP|COLING|CoNLL|LREC)\b", re.I)


def parse_acl(text: str) -> Identifier | None:
    """Read an id of the ACL Anthology; volumes and front matter are no works.

    >>> parse_acl("P14-1023")
    Identifier(scheme='acl', value='P14-1023', version=None)
    >>> parse_acl("W18-6300") is None
    True
    """
    return _identifier(_WHOLE.fullmatch(text))


def acl_at(location: Location) -> Identifier | None:
    """Read the id out of the path of one of the Anthology's hosts, present and past."""
    is_about_papers = location.is_at("semanticscholar.org") and "/acl:" in location.path.lower()
    if not is_about_papers and not any(map(location.is_at, _HOSTS)):
        return None
    found = map(_identifier, _IN_PATH.finditer(location.path))
    return next((identifier for identifier in found if identifier), None)


def is_about_acl(text: str) -> bool:
    """Say whether `text` speaks of the Anthology or its venues, so that bare ids are expected.

    >>> is_about_acl("the ACL paper P14-1023"), is_about_acl("the part P14-1023")
    (True, False)
    """
    return _FIELD.search(text) is not None


def find_acl(passage: str, *, is_expected: bool) -> Identifier | None:
    """Read the id out of a passage that the pattern `PROSE` matched.

    Ids of forms that other things have too are read only where they are expected.

    >>> find_acl("P14-1023", is_expected=True).value
    'P14-1023'
    >>> find_acl("P14-1023", is_expected=False) is None
    True
    """
    return parse_acl(passage) if is_expected or _SURE.match(passage) else None


def acl_of_doi(doi: str) -> Identifier | None:
    """Read the id that the ACL's own DOIs carry.

    >>> acl_of_doi("10.3115/v1/p14-1023").value
    'P14-1023'
    """
    return _identifier(_DOI.fullmatch(doi))


def acl_url(identifier: Identifier) -> str:
    """Give the address of the paper's page, or of the PDF of the version asked for."""
    version = f"v{identifier.version}.pdf" if identifier.version else "/"
    return f"https://aclanthology.org/{identifier.value}{version}"


def _identifier(found: re.Match[str] | None) -> Identifier | None:
    if found is None:
        return None
    id_ = found["id"].upper() if found["id"][0].isalpha() else found["id"].lower()
    number = _paper_number_of_old(id_) if id_[0].isalpha() else int(id_.rpartition(".")[2])
    if not number:
        return None
    return Identifier("acl", id_, int(found["version"]) if found["version"] else None)


def _paper_number_of_old(id_: str) -> int:
    """Give the number within the volume; 0, which is the front matter, for what is no id."""
    year = int(id_[1:3])
    first, last = _VENUES[id_[0]]
    if not first <= year + (1900 if year >= 60 else 2000) <= last:
        return 0
    # W, C69 and the workshops of D19 number their volumes with two digits.
    has_wide_volume = id_[0] == "W" or id_.startswith("C69") or "D19-5" <= id_[:5] <= "D19-9"
    return int(id_[6 if has_wide_volume else 5 :])
