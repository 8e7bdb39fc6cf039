"""DOIs: where one begins and ends, and what the DOIs of arXiv and of the ACL stand for.

Syntax: https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html; letters compare without case.
"""

import re
from urllib.parse import quote

from rid_kb.identifiers.acl import acl_of_doi
from rid_kb.identifiers.arxiv import parse_arxiv
from rid_kb.identifiers.urls import decoded, up_to_unbalanced
from rid_kb.model import Identifier

# The only angle brackets in DOIs: https://en.wikipedia.org/wiki/Serial_Item_and_Contribution_Identifier
SICI = r"<[0-9]+:[^<>\s]{0,40}>[0-9]\.[0-9]\.[A-Za-z]{2};2(?:-[0-9A-Za-z#])?"
# Registrants have four digits or more; 978 and 979 are followed by a publisher's ISBN prefix.
_PREFIX = r"10\.(?:\d{4,9}(?:\.\d{1,9})*|97[89]\.\d{2,8}|\d{3})"
_SUFFIX = rf"(?:{SICI}|[!#-;=?-\[\]^_a-z{{}}~\u00c0-\u1fff]){{1,500}}"
DOI = rf"{_PREFIX}(?:/|%2F|%252F){_SUFFIX}"
_LABEL = (
    r"(?:(?:info:|urn:)?\bdoi(?:\s+(?:is|number|no\.?|name))?(?:\s*[:=>\].,({\[\"'/]{1,3}\s*|\s+)"
    r"(?:doi:\s*)?|\bdoi(?=10\.))"
)
PROSE = rf"(?i:{_LABEL}{DOI}|(?<![\w./@%$€£-]){DOI})"
_WHOLE = re.compile(rf"(?P<label>{_LABEL})?(?P<doi>{DOI})", re.I | re.A)
_AFTER_LABEL = re.compile(DOI, re.I | re.A)

_NOT_PART = re.compile(
    r"""\?|(?<!;2-)\#|&[\w.]+=|;jsessionid|[,;|](?=doi:|https?:|10\.\d{4,9}/)|'(?=[,;)\]}])"""
    r"""|\](?=\()|\)(?=\[)""",
    re.I,
)
_TRAILING = ".,;:!'*_~/&([{=^$"
# Months and years are written like this, and hardly a registrant has such a number.
UNLIKELY = re.compile(r"10\.(?:\d{3}|199\d|20[0-3]\d)/")
# Quotients and rates are written like this.
_NUMBER_LIKE = re.compile(
    r"[^/]+/(?:\d{1,2}(?:[.,]\d{1,3})?|[a-z]\+?|(?:[kmcgt]?(?:wh|hz|pa|bit|byte|b/s|gb)|[kmcdnµ]?[glms]|mol"
    r"|h|hr|hours?|min|sec|seconds?|days?|weeks?|months?|yr|years?|units?|shares?|litres?|liters?"
    r"|gallons?|oz|lbs?|pcs?|each|persons?|people|pax|night|gb|mb|tb|x86_64|x64|x86|amd64|arm64"
    r"|win\d*|linux|darwin|macos)(?:[23²³]|/.*)?)"
)
# https://www.biorxiv.org/content/about-biorxiv: one DOI for all versions.
_BIORXIV = re.compile(r"(10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,9})v([1-9]\d?)(?:\..*)?")
_QUOTIENT = re.compile(r"(?!10\.1000/\d{3}$)10\.\d+/(?:\d{1,4}|\d{1,3}[.,]\d{1,4})")
# Which view of an article is meant, taken along from the publisher's URL.
_VIEW = re.compile(r"(?:/(?:full|fulltext|abstract|e?pdf)|\.full|\.pdf)+\Z")
_ARXIV = re.compile(r"10\.48550/(?=arxiv\.)")
_SAFE = "/:;()!*',@$&=+~"


def parse_doi(text: str) -> Identifier | None:
    """Read a DOI, alone or with its label.

    >>> parse_doi("doi:10.1016/S0022-0000(05)80064-3").value
    '10.1016/s0022-0000(05)80064-3'
    """
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    doi = found["doi"].lower()
    is_number = UNLIKELY.match(doi) and not re.search(r"/.*[a-z]", doi)
    if not found["label"] and (is_number or _NUMBER_LIKE.fullmatch(doi)):
        return None
    return identifier_of_doi(found["doi"])


def find_doi(passage: str) -> Identifier | None:
    """Read the DOI out of a passage that the pattern `PROSE` matched.

    >>> find_doi("10.12/3") is None
    True
    """
    found = _AFTER_LABEL.search(passage)
    if found is None:
        return None
    identifier = identifier_of_doi(found.group())
    is_bare = found.start() == 0
    if is_bare and identifier and identifier.scheme == "doi" and _is_doubtful(identifier.value):
        return None
    return identifier


def _is_doubtful(doi: str) -> bool:
    return bool(UNLIKELY.match(doi) or _NUMBER_LIKE.fullmatch(doi) or _QUOTIENT.fullmatch(doi))


def identifier_of_doi(doi: str) -> Identifier | None:
    """Give the identifier that a DOI stands for, whatever hangs on behind it cut off.

    >>> identifier_of_doi("10.1101/2023.03.21.533548v2")
    Identifier(scheme='doi', value='10.1101/2023.03.21.533548', version=2)
    """
    plain = decoded(doi)
    found = _AFTER_LABEL.match(plain) if plain else None
    if found is None:
        return None
    value = _without_view(found.group().lower())
    if not re.fullmatch(rf"{_PREFIX}/.*[^\W_].*", value):
        return None
    named = parse_arxiv(value[len("10.48550/") :]) if _ARXIV.match(value) else acl_of_doi(value)
    if named:
        return named
    versioned = _BIORXIV.fullmatch(value)
    return (
        Identifier("doi", versioned[1], int(versioned[2]))
        if versioned
        else Identifier("doi", value)
    )


def _without_view(doi: str) -> str:
    while (shorter := _VIEW.sub("", trimmed(doi))) != doi:
        doi = shorter
    return doi


def trimmed(doi: str) -> str:
    """Cut what follows a DOI: query, fragment, a further link, brackets and full stops.

    >>> trimmed("10.1016/S0022-0000(05)80064-3).")
    '10.1016/S0022-0000(05)80064-3'
    """
    end = _NOT_PART.search(doi)
    return up_to_unbalanced(doi[: end.start()] if end else doi).rstrip(_TRAILING)


def doi_url(identifier: Identifier) -> str:
    """Give the address at the resolver, percent-encoded; a DOI has no versions."""
    return f"https://doi.org/{quote(identifier.value, safe=_SAFE)}"
