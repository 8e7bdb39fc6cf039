"""arXiv: what an id looks like, which sites have one in their paths, and its canonical URL.

Ids: https://info.arxiv.org/help/arxiv_identifier.html
"""

import re

from rid_kb.identifiers.urls import Location
from rid_kb.model import Identifier

# The archives that gave out ids of the form archive/YYMMNNN, https://arxiv.org/archive
_OLD_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|"
    "cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|"
    "nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_NEW_ARCHIVES = "stat|q-fin|eess|econ"
_MONTH = r"(?:0[1-9]|1[0-2])"
# Four digits from April 2007 to December 2014, five since; numbers start at 1.
_NEW = (
    rf"(?:(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){_MONTH})\.(?!0000)\d{{4}}"
    rf"|(?:1[5-9]|[2-9]\d){_MONTH}\.(?!00000)\d{{5}})"
)
# From 1991 to March 2007.
_CLASS = r"(?:\.(?:[A-Z]{2}|[a-z]+-[a-z]+(?:-[a-z]+)?))?"
_OLD_NUMBER = rf"(?:9[1-9]{_MONTH}|0[0-6]{_MONTH}|070[1-3])(?!000)\d{{3}}"
_OLD = rf"(?:{_OLD_ARCHIVES}){_CLASS}/{_OLD_NUMBER}"
_VERSION = r"(?:v[1-9]\d{0,2})?"
_END = r"(?!\w)(?![.\-/:,]\d)"
# Some write the archive before a new id as well; it is no part of it.
_WITH_ARCHIVE = rf"(?:(?:{_OLD_ARCHIVES}|{_NEW_ARCHIVES}){_CLASS}/{_NEW})"
_ID = rf"(?:{_NEW}|{_OLD}|{_WITH_ARCHIVE}){_VERSION}{_END}"
_PARTS = re.compile(
    rf"(?:.*/)?(?P<new>{_NEW})|(?P<archive>{_OLD_ARCHIVES}){_CLASS}/(?P<number>{_OLD_NUMBER})",
    re.I | re.A,
)
_VERSION_PART = re.compile(r"v(\d+)\Z", re.I | re.A)

_CATEGORY = rf"(?:{_OLD_ARCHIVES}|{_NEW_ARCHIVES})(?:\.[A-Za-z]+(?:-[a-z]+)*)?"
_LABEL = (
    r"(?:eprint\s*=\s*[{\"]|ar[xχ]iv(?:\.org)?"
    r"(?:[\s,]+(?:e-?prints?|preprints?|archive|paper|id|identifier|number|no)\b)*"
    r"(?:\s*[.,:/#=(\[\]<]{1,2}\s*|\s+)(?:arxiv[:.]\s*)?|CoRR[,:]?\s+(?=abs/))(?:(?:abs|pdf)[/:])?"
)
# A bare number is an id only with what no measurement has beside it: a version, a category,
# or the square brackets and the title with which the titles of arXiv's pages begin.
PROSE = (
    rf"(?<![\w@-])(?<![\w.]/)(?:(?i:{_LABEL}{_ID})|(?<!\d[.,])(?:"
    rf"(?:{_OLD}|{_WITH_ARCHIVE}){_VERSION}{_END}(?![./-]\w)|{_NEW}v[1-9]\d{{0,2}}{_END}(?![./-]\w)"
    rf"|{_NEW}(?=\s?\[{_CATEGORY}\])|(?<=\[){_NEW}(?=\]\s+[\"“]?[A-Z0-9]\w)))"
)
_WHOLE = re.compile(
    rf"(?:(?:oai|info|urn):)?(?:{_LABEL}|(?:abs|pdf)/)?(?P<id>{_ID})(?P<ending>\.pdf)?"
    rf"(?:\s*[(\[]{_CATEGORY}(?:[;,]\s*{_CATEGORY})*[)\]])?",
    re.I | re.A,
)

_ARXIV_HOSTS = (
    "arxiv.org", "arxiv.com", "ar5iv.org", "lanl.gov", "xxx.itp.ac.cn", "xxx.soton.ac.uk",
    "xxx.tau.ac.il", "xxx.if.usp.br", "xxx.adelaide.edu.au", "xxx.yukawa.kyoto-u.ac.jp",
)  # fmt: skip
_ARXIV_PATH = (
    r"/+(?:(?:abs|pdf|html|ps|format|src|e-print|other|dvi|cits|refs|bibtex|tb|show-email/\w+"
    r"|(?:PS_cache|ftp)/[a-z-]+/(?:pdf|ps|papers)/\d{4})/+"
    r"|(?:api/query|oai2)\?(?:.*&)?(?:id_list|identifier)=(?:oai:arxiv\.org:)?)?"
)
_CACHE_PATH = re.compile(
    rf"/(?:PS_cache|ftp)/({_OLD_ARCHIVES})/(?:pdf|ps|papers)/\d{{4}}/({_OLD_NUMBER}{_VERSION})\b",
    re.I | re.A,
)
# Other sites, each with what stands before the id in its path and query.
_SITES = (
    ("alphaxiv.org", r"/(?:[a-z-]+/){0,2}"),
    ("huggingface.co", r"/(?:api/)?papers/"),
    ("hf.co", r"/papers/"),
    ("paperswithcode.com", r"/(?:.*[/=])?(?:arxiv[:-])?"),
    ("semanticscholar.org", r"/(?:arxiv/|(?:.*/)?arxiv:)"),
    ("arxiv-vanity.com", r"/papers/"),
    ("arxiv-sanity.com", r"/"),
    ("arxiv-sanity-lite.com", r"/\?(?:.*&)?pid="),
    ("scirate.com", r"/arxiv/"),
    ("inspirehep.net", r"/(?:api/)?arxiv/"),
    ("adsabs.harvard.edu", r"/abs/arxiv:"),
    ("eprintweb.org", r"/s/article/arxiv/"),
    ("catalyzex.com", r"/paper/arxiv:"),
    ("connectedpapers.com", r"/(?:api/redirect|main)/arxiv[:/]"),
    ("papers.cool", r"/arxiv/"),
    ("emergentmind.com", r"/papers/"),
    ("talk2arxiv.org", r"/(?:abs|pdf)/"),
)


def parse_arxiv(text: str) -> Identifier | None:
    """Read an arXiv id, alone or with its label, version and categories.

    >>> parse_arxiv("arXiv:1706.03762v5 [cs.CL]")
    Identifier(scheme='arxiv', value='1706.03762', version=5)
    >>> parse_arxiv("math.CA/0611800").value
    'math/0611800'
    """
    found = _WHOLE.fullmatch(text)
    # A bare id with an ending is the name of a file.
    if found is None or (found["ending"] and found.start("id") == 0):
        return None
    return _identifier(found["id"])


def arxiv_at(location: Location) -> Identifier | None:
    """Read the arXiv id that a page of arXiv, a mirror or a site about its papers has."""
    before = _prefix_at(location)
    if before is None:
        return None
    found = re.match(rf"{before}(?:arxiv:)?(?P<id>{_ID})", location.address, re.I | re.A)
    if found:
        return _identifier(found["id"])
    cached = _CACHE_PATH.match(location.path)
    return _identifier(f"{cached[1]}/{cached[2]}") if cached else None


def _prefix_at(location: Location) -> str | None:
    if any(location.is_at(host) for host in _ARXIV_HOSTS):
        return _ARXIV_PATH
    return next((before for host, before in _SITES if location.is_at(host)), None)


def find_arxiv(text: str) -> Identifier | None:
    """Read the id out of a passage that the pattern `PROSE` matched.

    >>> find_arxiv("CoRR abs/1706.03762").value
    '1706.03762'
    """
    found = re.search(_ID, text, re.I | re.A)
    return _identifier(found.group()) if found else None


def arxiv_url(identifier: Identifier) -> str:
    """Give the address of the abstract page, https://info.arxiv.org/help/arxiv_identifier_for_services.html."""
    version = f"v{identifier.version}" if identifier.version else ""
    return f"https://arxiv.org/abs/{identifier.value}{version}"


def _identifier(id_with_version: str) -> Identifier | None:
    parts = _PARTS.match(id_with_version)
    if parts is None:
        return None
    version = _VERSION_PART.search(id_with_version)
    value = parts["new"] or f"{parts['archive'].lower()}/{parts['number']}"
    return Identifier("arxiv", value, int(version[1]) if version else None)
