"""The values that an outline is made of."""

from dataclasses import dataclass, replace
from typing import Literal

NodeKind = Literal["heading", "row", "item", "paragraph", "property", "code"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link and the place of its text within the text that holds it.

    `image` is the address of the picture where a link shows nothing but a picture; `text` is
    then what is said in its place. A footnote's link stands at the end, with an empty span.
    """

    text: str
    url: str
    line: int
    start: int = 0
    end: int = 0
    image: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether the link shows its own address."""
        return self.end > self.start and self.text in (self.url, self.url.split("://")[-1])


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row; a line feed stands where the cell breaks its line."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """One block of a document, plain text without marks.

    `level` is 1 to 6 for headings (7 for a `<summary>`), the depth of nesting from 1 for items,
    and for paragraphs that of the item they stand in (0 outside lists). `bold` and `struck` tell
    how many characters at the start are so. `is_done` is that of a task, None without a box.
    `name` is a property's key, `table` the number of a row's table, `anchors` are a heading's
    names for `#…` links, as GitHub makes them.
    """

    kind: NodeKind
    line: int
    level: int = 0
    text: str = ""
    links: tuple[Link, ...] = ()
    cells: tuple[Cell, ...] = ()
    is_header: bool = False
    bold: int = 0
    struck: int = 0
    is_done: bool | None = None
    name: str = ""
    table: int = 0
    anchors: tuple[str, ...] = ()

    @property
    def is_bold(self) -> bool:
        """Whether the whole text is bold, closing punctuation aside."""
        return self.bold > 0 and self.bold >= len(self.text.rstrip(" .:-–—"))


def cut(node: OutlineNode, start: int, end: int | None = None) -> OutlineNode:
    """Take the part of a node's text between two places, with the links in it.

    >>> node = OutlineNode("item", 1, text="Main: x", links=(Link("x", "u", 1, 6, 7),))
    >>> cut(node, 6).links[0].start
    0
    """
    stop = len(node.text) if end is None else end
    part = node.text[start:stop]
    shift = start + len(part) - len(part.lstrip())
    links = tuple(
        replace(link, start=link.start - shift, end=link.end - shift)
        for link in node.links
        if start <= link.start and link.end <= stop
    )
    return replace(
        node,
        text=part.strip(),
        links=links,
        bold=max(0, min(node.bold, stop) - shift),
        struck=max(0, min(node.struck, stop) - shift),
    )


def drop(node: OutlineNode, start: int, end: int) -> OutlineNode:
    """Take a part out of a node's text, with the links in it; marks at its start go too.

    >>> node = OutlineNode("item", 1, text="LoRA (Ann): x", links=(Link("x", "u", 1, 12, 13),))
    >>> drop(node, 4, 10).text, drop(node, 4, 10).links[0].start
    ('LoRA: x', 6)
    """
    size = end - start
    links = tuple(
        link if link.end <= start else replace(link, start=link.start - size, end=link.end - size)
        for link in node.links
        if link.end <= start or link.start >= end
    )
    return replace(node, text=node.text[:start] + node.text[end:], links=links, bold=0, struck=0)
