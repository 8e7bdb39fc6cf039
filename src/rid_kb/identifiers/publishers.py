"""Publishers: how a DOI follows from the URL of a page.

Most carry the DOI in the path or the query. For the rest a line of `_RULES` says how it
follows, with the page that promises it.
"""

import re

from rid_kb.identifiers.doi import DOI, identifier_of_doi, trimmed
from rid_kb.identifiers.urls import Location
from rid_kb.model import Identifier

# (host, pattern of path and query, DOI); `\1` is what the pattern's group matched.
_RULES: tuple[tuple[str, str, str], ...] = (
    # https://www.nature.com/nature-portfolio/editorial-policies: the id is the DOI's suffix.
    ("nature.com", r"/articles/(s41599-[\w-]+|palcomms[\w.]+)", r"10.1057/\1"),
    ("nature.com", r"/articles/(?!\d{7}\b)([a-z]*[\d][\w.-]*?|[a-z]+\.[\w.-]+?)(?:\.pdf)?", r"10.1038/\1"),
    ("nature.com", r"/[\w-]+/journal/.*/([\w.-]+?)(?:_[A-Z]+)?\.(?:html|pdf)", r"10.1038/\1"),
    # https://elifesciences.org/about/aims-scope
    ("elifesciences.org", r"/(?:articles|reviewed-preprints)/0*(\d{5,6})(?:v\d+)?", r"10.7554/elife.\1"),
    ("elifesciences.org", r"/(?:articles|content)/(?:\d+/e)?(0\d{4})", r"10.7554/elife.\1"),
    # https://help.zenodo.org/docs/deposit/describe-records/reserve-doi/
    ("zenodo.org", r"/(?:api/)?(?:records?|deposit)/(\d+)", r"10.5281/zenodo.\1"),
    # https://peerj.com/about/publications/
    ("peerj.com", r"/articles/(\d+)(?:\.pdf)?", r"10.7717/peerj.\1"),
    ("peerj.com", r"/articles/([a-z]+)-(\d+)(?:\.pdf)?", r"10.7717/peerj-\1.\2"),
    ("peerj.com", r"/preprints/(\d+)(?:v\d+)?(?:\.pdf)?", r"10.7287/peerj.preprints.\1"),
    # https://joss.readthedocs.io
    ("joss.theoj.org", r"/papers/(joss\.\d{5})", r"10.21105/\1"),
    # https://www.ssrn.com/index.cfm/en/ssrn-faq/
    ("ssrn.com", r"/sol3/(?:papers|delivery)\.cfm.*[?&]abstract_?id=(\d+).*", r"10.2139/ssrn.\1"),
    ("ssrn.com", r"/abstract=(\d+)", r"10.2139/ssrn.\1"),
    # https://pubs.rsc.org: the id of an article since 2000 is the DOI's suffix.
    ("pubs.rsc.org", r"/.*/article(?:landing|html|pdf)/.*/([a-c\d]\d[a-z]{2}\d{5}[a-z\d])", r"10.1039/\1"),
    # https://www.biorxiv.org/content/about-biorxiv: before 2019 the path has the date instead.
    ("biorxiv.org", r"/content/(?:biorxiv/)?early/\d{4}/\d\d/\d\d/(\d{6,8})", r"10.1101/\1"),
    ("medrxiv.org", r"/content/(?:medrxiv/)?early/\d{4}/\d\d/\d\d/(\d{8})", r"10.1101/\1"),
    # https://dl.acm.org: `doid` is the suffix.
    ("acm.org", r"/citation\.cfm\?(?:.*&)?doid=(\d+\.\d+).*", r"10.1145/\1"),
    # https://www.preprints.org/about
    ("preprints.org", r"/manuscript/(\d{6}\.\d{4})(?:/v\d+)?", r"10.20944/preprints\1"),
    # https://help.osf.io/article/220-create-a-preprint
    ("psyarxiv.com", r"/([a-z0-9]{5})", r"10.31234/osf.io/\1"),
)  # fmt: skip
_AFTERWARDS = r"(?:[./?#].*)?"

_RESOLVERS = ("doi.org", "doi.acm.org", "doi.ieeecomputersociety.org", "doi.wiley.com", "doi.apa.org", "hdl.handle.net")
_IN_ADDRESS = re.compile(rf"(?P<before>(?:^|[/=:]|%2F)(?:doi[:/]|doi%3A)?){DOI}", re.I | re.A)
# Parts of paths that say which view of an article is meant.
_VIEW = re.compile(
    r"/(?:full|fulltext|full-text|abstract|abs|pdf|epdf|pdfdirect|epub|html|xml|meta|ampdf|summary"
    r"|references?|figures?|tables?|citations?|cited-by|metrics|suppl|suppl_file|supplementary"
    r"|supplemental|supporting-information|asset|assets|peer-review|transform|download|related"
    r"|standard|print|tab-\w+|pdf-\w+|(?:fulltext|full)\.(?:html|pdf))(?:/.*)?\Z",
    re.I,
)
_ENDING = re.compile(
    r"\.(?:pdf\+html|pdf|x?html?|xml|epub|abstract|full(?:-text)?|short|long|ris|bib|nbib"
    r"|figures-only|supplementary-material|article-info|article-metrics)\Z",
    re.I,
)
# Sites where the DOI in the path is followed by an internal number and a title.
_SILVERCHAIR = ("academic.oup.com", "direct.mit.edu", "pubs.aip.org", "pubs.geoscienceworld.org", "aacrjournals.org")
_SILVERCHAIR_TAIL = re.compile(r"/\d{4,9}(?:/.*)?\Z")
_PLOS_PART = re.compile(r"(10\.1371/journal\.p[a-z]{3}\.\d{7})\.[gts]\d{3}.*", re.I)
_DATE_LIKE = re.compile(r"10\.(?:199\d|20[0-3]\d)/")


def doi_at(location: Location) -> Identifier | None:
    """Read the DOI that the URL of a resolver or a publisher carries or implies."""
    if any(location.is_at(host) for host in _RESOLVERS):
        return _carried(location.path, is_exact=True)
    return _implied(location) or _carried_by_page(location)


def _implied(location: Location) -> Identifier | None:
    for host, pattern, doi in _RULES:
        if location.is_at(host):
            found = re.fullmatch(pattern + _AFTERWARDS, location.address, re.I | re.A)
            if found:
                return identifier_of_doi(found.expand(doi))
    return None


def _carried_by_page(location: Location) -> Identifier | None:
    for place in (location.path, *(f"={value}" for _, value in location.query)):
        identifier = _carried(place, is_exact=False, has_tail=any(map(location.is_at, _SILVERCHAIR)))
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
    if _DATE_LIKE.match(doi) and "doi" not in place[: found.end("before")].lower():
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
