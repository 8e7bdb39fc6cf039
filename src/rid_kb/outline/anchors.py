"""The names that links within a document have for its headings."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rid_kb.outline.nodes import OutlineNode

_OWN = re.compile(r"\s*\{#([\w-]+)[^}]*\}$")


def heading_anchor(heading: str) -> str:
    """Name a heading as GitHub does.

    >>> heading_anchor("13/11/23"), heading_anchor("Week 3: Attention & more")
    ('131123', 'week-3-attention--more')
    """
    kept = (
        character
        for character in heading.strip().lower()
        if character in " -_" or unicodedata.category(character)[0] in "LNM"
    )
    return "".join(kept).replace(" ", "-")


def named_headings(nodes: Iterable[OutlineNode]) -> Iterator[OutlineNode]:
    """Give each heading its anchors; the second heading of one name ends in -1."""
    seen: Counter[str] = Counter()
    for node in nodes:
        if node.kind != "heading":
            yield node
            continue
        anchors = list(node.anchors)
        text = node.text
        if own := _OWN.search(text):
            anchors.append(own.group(1))
            text = text[: own.start()]
        name = heading_anchor(text)
        anchors.append(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
        yield replace(node, text=text, anchors=tuple(anchors))
