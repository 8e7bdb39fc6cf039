"""A whole document as an outline: its blocks, footnotes and front matter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rid_kb.outline.anchors import named_headings
from rid_kb.outline.blocks import Walker
from rid_kb.outline.markdown import markdown
from rid_kb.outline.nodes import Cell, Link, OutlineNode
from rid_kb.outline.preparation import Footnote, Property, prepare


@lru_cache(maxsize=8)
def parse_outline(text: str) -> tuple[OutlineNode, ...]:
    r"""Flatten Markdown into headings, table rows, items and paragraphs, each with its line.

    Lines count from 1 and are those of `text`, so a finding can point at them. An item
    indented by a tab right under a heading is an item, although CommonMark calls it code.
    Front matter comes as properties. Any text parses: what cannot be understood becomes a
    paragraph.

    >>> [(node.kind, node.line) for node in parse_outline("## 31/05/23\n\n- [BERT](https://x.org)\n")]
    [('heading', 1), ('item', 3)]
    """
    prepared = prepare(text)
    walker = Walker(prepared.text.split("\n"))
    walker.walk(markdown().parse(prepared.text, walker.references))
    walker.finish()
    nodes = _with_footnotes(walker.nodes, dict(walker.marks), prepared.footnotes)
    return tuple(named_headings([*_front_matter_nodes(prepared.front_matter), *nodes]))


def _inline_nodes(text: str, line: int) -> list[OutlineNode]:
    """Read text that was cut out of its document; all of it stands on one line."""
    walker = Walker()
    walker.walk(markdown().parse(text, walker.references))
    walker.finish()
    return [
        replace(node, line=line, links=tuple(replace(link, line=line) for link in node.links))
        for node in walker.nodes
    ]


def _with_footnotes(
    nodes: Sequence[OutlineNode],
    marks: Mapping[int, Sequence[str]],
    footnotes: Mapping[str, Footnote],
) -> Iterator[OutlineNode]:
    """Give each node the links of the footnotes it points at; the rest of them stand alone."""
    used = set()
    for place, node in enumerate(nodes):
        links = list(node.links)
        for name in marks.get(place, ()):
            if name in footnotes:
                used.add(name)
                links += _footnote_links(footnotes[name], len(node.text))
        yield replace(node, links=tuple(links))
    for name, footnote in footnotes.items():
        if name not in used:
            yield from _inline_nodes(footnote.text, footnote.line)


def _footnote_links(footnote: Footnote, place: int) -> Iterator[Link]:
    for node in _inline_nodes(footnote.text, footnote.line):
        for link in node.links:
            words = node.text[: link.start].rstrip(" .,:;-–—→>") if link.is_bare else link.text
            yield replace(link, text=words or link.url, start=place, end=place)


def _front_matter_nodes(matter: Sequence[Property]) -> Iterator[OutlineNode]:
    """Give front matter as properties; a list of tables in it as the rows of a table."""
    for name, value, line in matter:
        if isinstance(value, str):
            for node in _inline_nodes(value, line)[:1]:
                yield replace(node, kind="property", level=0, name=name)
            continue
        for number, row in enumerate(value):
            cells = tuple(
                Cell(node.text, node.links)
                for text in row
                for node in (_inline_nodes(text, line) or [OutlineNode("paragraph", line)])[:1]
            )
            text = " | ".join(cell.text for cell in cells)
            yield OutlineNode(
                "row", line, text=text, cells=cells, is_header=not number, table=-line
            )
