"""Publishers: how a DOI follows from the URL of a page.

Most carry the DOI in the path or the query. For the rest a line of `_TABLE` says how it follows.
"""

import re

from rid_kb.identifiers.doi import DOI, UNLIKELY, identifier_of_doi, trimmed
from rid_kb.identifiers.urls import Location
from rid_kb.model import Identifier

# (host, path and query, DOI): `\1` is what the first group matched. The comment says why the
# DOI follows: which part of the publisher's DOIs its URLs show.
_TABLE = (
    # The id is the suffix; those of two journals are Palgrave's, those of some are written without
    # the dots around the year. Ids of seven digits alone lack their journal.
    (r"nature\.com", r"/articles/(s41599-[\w-]+|palcomms[\w.]+)", r"10.1057/\1"),
    (
        r"nature\.com",
        r"/articles/(sdata|nplants|nenergy|nmicrobiol|natrevmats|hortres|npj[a-z]+)(201[4-7])(\d{1,3})",
        r"10.1038/\1.\2.\3",
    ),
    (
        r"nature\.com",
        r"/articles/(?!\d{7}\b|10\.)([a-z]*\d[\w.-]*?|[a-z]+\.[\w.-]+?)(?:_reference)?",
        r"10.1038/\1",
    ),
    (r"nature\.com", r"/[\w-]+/journal/.*/([\w.-]+?)(?:_[A-Z]+)?\.(?:html|pdf)", r"10.1038/\1"),
    # The number of the article, with five digits at least.
    (
        r"elifesciences\.org",
        r"/(?:articles|reviewed-preprints)/0*([1-9]\d{4,5})(?:v\d+)?",
        r"10.7554/elife.\1",
    ),
    (r"elifesciences\.org", r"/(?:articles|content)/(?:\d+/e)?(0\d{4})", r"10.7554/elife.\1"),
    # The number of the record.
    (r"zenodo\.org", r"/(?:api/)?(?:records?|deposit)/(\d+)", r"10.5281/zenodo.\1"),
    # The number of the article, with the abbreviation of the journal if it is not the first.
    (r"peerj\.com", r"/articles/(\d+)", r"10.7717/peerj.\1"),
    (r"peerj\.com", r"/articles/([a-z]+)-(\d+)", r"10.7717/peerj-\1.\2"),
    (r"peerj\.com", r"/preprints/(\d+)(?:v\d+)?", r"10.7287/peerj.preprints.\1"),
    # The id is the suffix.
    (r"joss\.theoj\.org", r"/papers/(joss\.\d{5})", r"10.21105/\1"),
    # The number of the abstract.
    (
        r"ssrn\.com",
        r"/sol3/(?:papers|delivery)\.cfm.*[?&]abstract_?id=(\d+)(?:&.*)?",
        r"10.2139/ssrn.\1",
    ),
    (r"ssrn\.com", r"/abstract=(\d+)", r"10.2139/ssrn.\1"),
    # The id of an article since 2000 is the suffix.
    (
        r"pubs\.rsc\.org",
        r"/.*/article(?:landing|html|pdf)/.*/([a-d]\d[a-z]{2}\d{5}[a-z\d])",
        r"10.1039/\1",
    ),
    # Behind the date stands the suffix, which has the date itself since the end of 2019.
    (
        r"(?:bio|med)rxiv\.org",
        r"/content/(?:(?:bio|med)rxiv/)?early/\d{4}/\d\d/\d\d/"
        r"((?:\d{4}\.\d\d\.\d\d\.)?\d{6,8}(?:v\d+)?)",
        r"10.1101/\1",
    ),
    # `doid` is the suffix.
    (r"acm\.org", r"/citation\.cfm\?(?:.*&)?doid=(\d+\.\d+)(?:&.*)?", r"10.1145/\1"),
    # The number and the version of the manuscript; each version has its own DOI.
    (r"preprints\.org", r"/manuscript/(\d{6}\.\d{4})/(v\d+)", r"10.20944/preprints\1.\2"),
    (r"researchsquare\.com", r"/article/(rs-\d+)/(v\d+)", r"10.21203/rs.3.\1/\2"),
    # The id at the Open Science Framework, five letters and digits.
    (r"psyarxiv\.com", r"/(?!about|login)([a-z0-9]{5})", r"10.31234/osf.io/\1"),
    (r"osf\.io", r"/preprints/psyarxiv/([a-z0-9]{5})", r"10.31234/osf.io/\1"),
    # The year and the number of the paper, since 2017.
    (r"ijcai\.org", r"/proceedings/(201[7-9]|20[2-9]\d)/0*(\d+)", r"10.24963/ijcai.\1/\2"),
    # The id is the suffix since 2008.
    (r"bmj\.com", r"/content/(?:bmj/)?\d+/(bmj[.-][\w.-]+?)", r"10.1136/\1"),
    # The year and the number of the article.
    (r"hindawi\.com", r"/journals/\w+/(\d{4})/(\d{6,7})", r"10.1155/\1/\2"),
    # The abbreviation of the journal is its host; volume, page and year follow.
    (
        r"([a-z]+)\.copernicus\.org",
        r"/articles/(\d+)/(\d+)/(\d{4})",
        r"10.5194/\1-\2-\3-\4",
    ),
)
_AFTERWARDS = r"(?:\.(?:pdf|html?|xml|ris|epub|abstract|full|short)[\w+.-]*)?(?:[/?#].*)?"
_RULES = tuple(
    (re.compile(rf"(?:[\w-]+\.)*{host}{address}{_AFTERWARDS}", re.I | re.A), doi)
    for host, address, doi in _TABLE
)

_RESOLVERS = (
    "doi.org",
    "doi.acm.org",
    "doi.ieeecomputersociety.org",
    "doi.wiley.com",
    "doi.apa.org",
    "hdl.handle.net",
)
_IN_ADDRESS = re.compile(rf"(?P<before>(?:^|[/=:]|%2F)(?:doi[:/]|doi%3A)?){DOI}", re.I | re.A)
# Parts of paths that say which view of an article is meant.
_VIEW = re.compile(
    r"/(?:full|fulltext|full-text|abstract|abs|pdf|epdf|pdfdirect|epub|html|xml|meta|ampdf|summary"
    r"|references?|figures?|tables?|citations?|cited-by|metrics|suppl|suppl_file|supplementary"
    r"|supplemental|mediaobjects|supporting-information|asset|assets|peer-review|transform|download|related"
    r"|standard|print|tab-\w+|pdf-\w+|(?:fulltext|full)\.(?:html|pdf))(?:/.*)?\Z",
    re.I,
)
_ENDING = re.compile(
    r"\.(?:pdf\+html|pdf|x?html?|xml|epub|abstract|full(?:-text)?|short|long|ris|bib|nbib|svg"
    r"|figures-only|supplementary-material|article-info|article-metrics)\Z",
    re.I,
)
# Sites where the DOI in the path is followed by an internal number and a title.
_SILVERCHAIR = (
    "academic.oup.com",
    "direct.mit.edu",
    "pubs.aip.org",
    "pubs.geoscienceworld.org",
    "aacrjournals.org",
)
_SILVERCHAIR_TAIL = re.compile(r"/\d{4,9}(?:/.*)?\Z")
_PLOS_PART = re.compile(r"(10\.1371/journal\.p[a-z]{3}\.\d{7})\.[gts]\d{3}.*", re.I)
# Endings of files that are downloaded and no papers.
_FILE = re.compile(
    r"/index\.\w+\Z|\.(?:zip|exe|msi|dmg|pkg|deb|rpm|jar|whl|iso|apk|7z|rar|t?gz|png|jpe?g|gif|ico|js|css|json|php|aspx)\Z",
    re.I,
)


def doi_at(location: Location) -> Identifier | None:
    """Read the DOI that the URL of a resolver or a publisher carries or implies."""
    if any(location.is_at(host) for host in _RESOLVERS):
        return _carried(location.path, is_exact=True)
    return _implied(location) or _carried_by_page(location)


def _implied(location: Location) -> Identifier | None:
    for rule, doi in _RULES:
        found = rule.fullmatch(location.host + location.address)
        if found:
            return identifier_of_doi(found.expand(doi))
    return None


def _carried_by_page(location: Location) -> Identifier | None:
    for place in (location.path, *(f"={value}" for _, value in location.query)):
        identifier = _carried(
            place, is_exact=False, has_tail=any(map(location.is_at, _SILVERCHAIR))
        )
        if identifier:
            return identifier
    return None


def _carried(place: str, *, is_exact: bool, has_tail: bool = False) -> Identifier | None:
    found = _IN_ADDRESS.search(place)
    if found is None:
        return None
    doi = found.group().removeprefix(found["before"])
    if is_exact:
        return identifier_of_doi(doi)
    is_named = "doi" in place[: found.end("before")].lower()
    if not is_named and (UNLIKELY.match(doi) or _FILE.search(doi)):
        return None
    doi = _without_view(trimmed(doi))
    if has_tail:
        doi = _SILVERCHAIR_TAIL.sub("", doi)
    part = _PLOS_PART.fullmatch(doi)
    return identifier_of_doi(part[1] if part else doi)


def _without_view(doi: str) -> str:
    while (shorter := _ENDING.sub("", _VIEW.sub("", doi))) != doi:
        doi = shorter
    return doi
