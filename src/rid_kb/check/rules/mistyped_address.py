"""RK102: an address or an identifier that is mistyped."""

import re
from collections.abc import Iterator

from rid_kb.check.documents import Document, Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.identifiers import identify_url
from rid_kb.outline import Link

_MISTYPED_HOSTS = {"you.be": "youtu.be", "youtube.co": "youtube.com", "arxiv.com": "arxiv.org"}
_SCHEME = re.compile(r"^(?:h?t?tps?:?/{0,3}|https?:/{3,}|https?:/(?!/)|https?//)", re.IGNORECASE)
_GOOD_SCHEME = re.compile(r"^https?://(?!/)", re.IGNORECASE)
_BARE_ARXIV = re.compile(r"^(https?://(?:www\.)?arxiv\.org/)(\d{4}\.\d{4,5}(?:v\d+)?)$")
_ARXIV_PAPER = re.compile(r"^https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/([^?#]+)$", re.IGNORECASE)
_TRAIL = re.compile(r"[,;:!'\"]+$|(?<![./])\.$")


def check(group: Group) -> Iterator[Problem]:
    """Look for what no address has: see the examples.

    >>> from rid_kb.check.examples import fixed, found
    >>> found(RULE, "- [GPT-3](https://arxiv.org/2005.14165)")
    ['1:11 arXiv has its papers below /abs/; write https://arxiv.org/abs/2005.14165']
    >>> fixed(RULE, "- [GPT-3](https://arxiv.org/2005.14165)")
    '- [GPT-3](https://arxiv.org/abs/2005.14165)'
    >>> fixed(RULE, "- [post](https://example.org/post,)")
    '- [post](https://example.org/post)'
    >>> found(RULE, "- [talk](https://you.be/abc)")
    ['1:10 the host you.be is mistyped; write youtu.be']
    >>> found(RULE, "- [x](https://arxiv.org/abs/2313.01234)")
    ['1:7 “2313.01234” is no arXiv identifier; check it']
    >>> found(RULE, "- [x](https://arxiv.org/abs/2301.01234) and [y](https://doi.org/10.1000/182)")
    []
    """
    for document in group.documents:
        for link in _links(document):
            message, good = _problem(link.url)
            if message:
                found = document.find_address(link.url, link.line)
                place = found or document.place(link.url, link.line)
                yield Problem(place, message, good if found and good else None)


def _links(document: Document) -> Iterator[Link]:
    for node in document.nodes:
        yield from node.links
        for cell in node.cells:
            yield from (link for link in cell.links if link not in node.links)


def _problem(url: str) -> tuple[str, str]:
    """Say what is wrong with an address, and how it should be where that is certain."""
    if match := _BARE_ARXIV.match(url):
        good = f"{match[1]}abs/{match[2]}"
        return f"arXiv has its papers below /abs/; write {good}", good
    if _TRAIL.search(url) and _GOOD_SCHEME.match(url):
        good = _TRAIL.sub("", url)
        return f"the address ends in “{url[len(good) :]}”; take that off", good
    scheme = _SCHEME.match(url)
    if scheme and not _GOOD_SCHEME.match(url):
        return f"“{scheme[0]}” begins no address; write https://", ""
    if not _GOOD_SCHEME.match(url):
        return "", ""
    host = re.split(r"[/?#:]", _GOOD_SCHEME.sub("", url), maxsplit=1)[0].lower()
    if meant := _MISTYPED_HOSTS.get(host.removeprefix("www.")):
        return f"the host {host} is mistyped; write {meant}", ""
    if ("." not in host and host != "localhost") or ".." in host:
        return f"“{host}” is no host; check the address", ""
    return _identifier_problem(url)


def _identifier_problem(url: str) -> tuple[str, str]:
    paper = _ARXIV_PAPER.match(url)
    identifier = identify_url(url)
    if paper and (identifier is None or identifier.scheme != "arxiv"):
        return f"“{paper[1]}” is no arXiv identifier; check it", ""
    doi = re.match(r"https?://(?:dx\.)?doi\.org/(.+)", url)
    if doi and (identifier is None or identifier.scheme == "url"):
        return f"“{doi[1]}” is no DOI; one begins with 10.", ""
    return "", ""


RULE = Rule(
    "RK102",
    "mistyped-address",
    "error",
    "An address or an identifier is mistyped.",
    check,
    is_fixable=True,
)
