"""Inline Markdown as plain text with the places of its links."""

import re

import ftfy

from rid_kb.outline.markdown import trimmed_url
from rid_kb.outline.nodes import Cell, Link, NodeKind, OutlineNode

TASK_BOX = re.compile(r"\[([ xX])\]\s+")
_SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])")
_EMOJI = re.compile(r"[\s\U0001F000-\U0001FAFF☀-➿⬀-⯿️‍⃣]+")
_WIKILINK = re.compile(r"!?\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_PLAIN_ADDRESS = re.compile(
    r"(?<![\w@./:-])(?:www\.|(?:arxiv|doi|aclanthology|openreview|github|youtu)\.(?:org|net|com|be)/)"
    r"[^\s<>\"`|]{2,4000}",
    re.IGNORECASE,
)


class Fragment:
    """Plain text that grows by pieces, whitespace collapsed, emoji at its start dropped."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.breaks: list[tuple[int, int]] = []
        self.lazy: set[int] = set()
        self.bold_ends: dict[int, int] = {}
        self.footnotes: list[str] = []
        self.anchors: list[str] = []
        self._first_line = line
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._links: list[Link] = []
        self._open: tuple[str, int, int] | None = None
        self._image = ""
        self._marks: dict[str, int] = {}
        self._marked = {"bold": 0, "struck": 0}

    def add(self, piece: str) -> None:
        """Append text; addresses without a scheme and wikilinks in it are understood."""
        piece = piece if piece.isascii() else ftfy.fix_encoding(piece)
        piece = _WIKILINK.sub(lambda link: link.group(2) or link.group(1), piece)
        piece = _SHORTCODE.sub("", piece)
        self.footnotes += _FOOTNOTE_MARK.findall(piece)
        piece = _FOOTNOTE_MARK.sub("", piece)
        place = 0
        if self._open is None:
            for address in _PLAIN_ADDRESS.finditer(piece):
                text = trimmed_url(address.group())
                self._append(piece[place : address.start()])
                self.open_link(f"https://{text}")
                self._append(text)
                self.close_link()
                place = address.start() + len(text)
        self._append(piece[place:])

    def _append(self, piece: str) -> None:
        piece = re.sub(r"\s+", " ", piece)
        if not self._length or (self._open and self._open[1] == self._length):
            piece = piece[_end(_EMOJI.match(piece)) :]
        if not self._length or self._last in " \n":
            piece = piece.lstrip()
        if piece:
            self._parts.append(piece)
            self._length += len(piece)
            self._last = piece[-1]

    def break_line(
        self, *, is_hard: bool = False, is_source: bool = True, is_lazy: bool = False
    ) -> None:
        """End a line: of the source, and of the text itself where the break is hard.

        The next line is lazy when it belongs to an item without being indented.
        """
        self.line += is_source
        if is_hard and self._length and self._last != "\n":
            self._parts.append("\n")
            self._length += 1
            self._last = "\n"
        else:
            self._append(" ")
        if self._open is None:
            self.breaks.append((self._length, self.line))
            if is_lazy:
                self.lazy.add(self._length)

    def open_link(self, url: str) -> None:
        """Begin a link; one within another ends that."""
        self.close_link()
        self._open = (url, self._length, self.line)
        self._image = ""

    def close_link(self) -> None:
        """End the link that is open, if one is."""
        if self._open is None:
            return
        url, start, line = self._open
        self._open = None
        text = "".join(self._parts)[start:] if self._length > start else ""
        end = start + len(text.rstrip())
        self._links.append(Link(text.strip() or self._image, url, line, start, end, self._image))

    def add_image(self, description: str, address: str) -> None:
        """Take a picture: it says nothing itself, but stands for the link around it."""
        if self._open is not None and self._open[1] == self._length:
            self._image = address or description

    def start_mark(self, mark: str) -> None:
        """Begin bold or struck text."""
        self._marks.setdefault(mark, self._length)

    def end_mark(self, mark: str) -> None:
        """End bold or struck text; what counts is the start of the text, a task's box aside."""
        start = self._marks.pop(mark, None)
        if start is not None and mark == "bold":
            self.bold_ends[start] = self._length
        before = "".join(self._parts)[:start]
        if start is not None and (not before or TASK_BOX.fullmatch(before)):
            self._marked[mark] = self._length

    def cell(self) -> Cell:
        """Give what was gathered as a table cell."""
        self.close_link()
        return Cell("".join(self._parts).strip(), tuple(self._links))

    def node(self, kind: NodeKind, level: int) -> OutlineNode:
        """Give what was gathered as a node."""
        self.close_link()
        return OutlineNode(
            kind,
            self._first_line,
            level,
            "".join(self._parts).rstrip(),
            tuple(self._links),
            bold=self._marked["bold"],
            struck=self._marked["struck"],
            anchors=tuple(self.anchors),
        )


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0
