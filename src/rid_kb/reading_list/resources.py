"""Slides, notebooks and the like, named after a topic."""

import re

from rid_kb.model import Resource
from rid_kb.outline import Cell, Link, OutlineNode, drop
from rid_kb.reading_list.entries import is_unnamed, plain, says_something
from rid_kb.reading_list.nodes import has_words_beside_links
from rid_kb.reading_list.targets import is_reading

_KINDS = (
    ("slides", r"slides?|slide deck|deck|presentation|pptx?"),
    ("notebook", r"(?:jupyter |colab )?notebooks?|colab"),
    ("materials", r"materials?"),
    ("video", r"videos?|recordings?|youtube|recorded talk"),
    ("code", r"code|repo(?:sitory)?|demo|github"),
    ("notes", r"notes|minutes|meeting notes|handouts?|write-?up"),
)
_AROUND = r"\W*(?:the |link to |our )?(?:{})(?:\W|[0-9]|pdf|pptx?|link|part|here)*"
_GROUP = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")


def resource_kind(text: str) -> str:
    """Tell which kind of resource a link's text names; empty if none.

    >>> resource_kind("Slides (pdf)"), resource_kind("Attention")
    ('slides', '')
    """
    return next(
        (
            kind
            for kind, words in _KINDS
            if re.fullmatch(_AROUND.format(words), text, re.IGNORECASE)
        ),
        "",
    )


def split_resources(cell: Cell) -> tuple[str, list[Resource], list[Link]]:
    """Part a topic from what is linked after it: its text, resources, and other links.

    Links to places in the document are neither.
    """
    text = cell.text
    groups = [match.span() for match in _GROUP.finditer(text) if _is_group(cell, match)]
    resources, links = [], []
    spans = list(groups)
    for link in cell.links:
        if kind := resource_kind(link.text):
            resources.append(Resource(kind, link.text, link.url))
            if not any(start <= link.start < end for start, end in groups):
                spans.append((link.start, link.end))
        elif is_reading(link):
            links.append(link)
            if link.is_bare or is_unnamed(link.text):
                spans.append((link.start, link.end))
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    text = re.sub(r"\(\s*[,/|]?\s*\)|\[\s*\]", "", text)
    return plain(text).rstrip(" ,;|–—-:") or _only_link_text(links), resources, links


def without_resources(node: OutlineNode) -> tuple[OutlineNode, list[Resource]]:
    """Part an item from the resources linked after what is read; alone, they are what is read.

    >>> links = (Link("X", "https://x.org", 1, 0, 1), Link("slides", "https://y.org", 1, 3, 9))
    >>> node, resources = without_resources(OutlineNode("item", 1, text="X [slides]", links=links))
    >>> node.text, [each.url for each in resources]
    ('X', ['https://y.org'])
    """
    kinds = {link: resource_kind(link.text) for link in node.links if is_reading(link)}
    if all(kinds.values()) and not has_words_beside_links(node):
        return node, []
    resources = [Resource(kind, link.text, link.url) for link, kind in kinds.items() if kind]
    for link in sorted((each for each in kinds if kinds[each]), key=_start, reverse=True):
        around = re.compile(r"\s*[(\[]?\s*$").search(node.text, 0, link.start)
        behind = re.compile(r"\s*[)\]]?").match(node.text, link.end)
        start = around.start() if around else link.start
        node = drop(node, start, behind.end() if behind else link.end)
    return node, resources


def _start(link: Link) -> int:
    return link.start


def _only_link_text(links: list[Link]) -> str:
    return links[0].text if len(links) == 1 and not links[0].is_bare else ""


def _is_group(cell: Cell, match: re.Match[str]) -> bool:
    """Tell whether brackets hold nothing but links."""
    inside = [
        link for link in cell.links if match.start() <= link.start and link.end <= match.end()
    ]
    if not inside:
        return False
    rest = cell.text[match.start() : match.end()]
    for link in sorted(inside, key=lambda link: link.start, reverse=True):
        start, end = link.start - match.start(), link.end - match.start()
        rest = rest[:start] + rest[end:]
    return not says_something(rest)
