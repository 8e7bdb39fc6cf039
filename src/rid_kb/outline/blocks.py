"""Tokens of the CommonMark parser to the nodes of an outline."""

import re
import textwrap
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from markdown_it.token import Token

from rid_kb.outline.fragment import TASK_BOX, Fragment
from rid_kb.outline.markdown import markdown
from rid_kb.outline.nodes import Cell, NodeKind, OutlineNode
from rid_kb.outline.splitting import split_block
from rid_kb.outline.tags import INLINE_TAGS, MAX_SPAN, TABLE_TAGS, parse_tag, span

SUMMARY_LEVEL = 7
_MAX_DEPTH = 20
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")


class Walker:
    """Gathers nodes from tokens; HTML tags work across the tokens that they stand in."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self._lines = lines
        self.nodes: list[OutlineNode] = []
        self.marks: list[tuple[int, tuple[str, ...]]] = []
        self.references: MutableMapping[str, Any] = {}
        self.line = 1
        self._offset = 0
        self._depth = 0
        self._indents: list[int] = []
        self._nesting = 0
        self._html_lists = 0
        self._item_line = 0
        self._fragment: Fragment | None = None
        self._kind: NodeKind = "paragraph"
        self._level = 0
        self._anchors: list[str] = []
        self._table = 0
        self._row: list[Cell] | None = None
        self._row_line = 1
        self._is_header = False
        self._spans: dict[int, tuple[int, Cell]] = {}
        self._cell_span = (1, 1)

    def walk(self, tokens: Sequence[Token]) -> None:
        """Take tokens in order."""
        for token in tokens:
            if token.map:
                self.line = self._offset + token.map[0] + 1
            name, _, side = token.type.rpartition("_")
            if name in ("bullet_list", "ordered_list", "list_item"):
                self._take_list(name, side)
            elif name in ("table", "tr", "th", "td"):
                self._take_table(name, side)
            else:
                self._take_block(token)

    def _take_block(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._end_html_table()
                self._open_heading(int(token.tag[1]))
            case "heading_close" | "paragraph_close":
                self._end_block()
            case "paragraph_open":
                self._open_paragraph()
            case "fence":
                self._end_block()
                self.nodes.append(OutlineNode("code", self.line, text=token.content))
            case "inline":
                self._inline(token)

    def _take_list(self, name: str, side: str) -> None:
        match name, side:
            case "list_item", "open":
                self._end_block()
                self._item_line = self.line
                self._indents = [*self._indents[: self._depth - 1], self._indent()]
            case "list_item", "close":
                self._end_block()
            case _, "open":
                self._depth += 1
            case _, "close":
                self._depth -= 1
                self._indents = self._indents[: self._depth]

    def _take_table(self, name: str, side: str) -> None:
        match name, side:
            case "table", "open":
                self._end_html_table()
                self._table += 1
            case "tr", "open":
                self._open_row()
            case "tr", "close":
                self._close_row()
            case (("th" | "td"), "open"):
                self._open_cell(name, {})
            case (("th" | "td"), "close"):
                self._close_cell()

    def finish(self) -> None:
        """Close what is still open."""
        self._end_html_table()
        self._end_block()

    def _inline(self, token: Token) -> None:
        lines = token.content.split("\n")
        items = next((i for i, line in enumerate(lines) if i and _ITEM.match(line)), 0)
        if not items or self._nesting >= _MAX_DEPTH:
            self._children(token.children or ())
            return
        head = markdown().parseInline("\n".join(lines[:items]), self.references)
        line = self.line
        self._children(head[0].children or ())
        self._end_block()
        self._list_in_paragraph(line + items, lines[items:])

    def _list_in_paragraph(self, line: int, lines: Sequence[str]) -> None:
        """Read as a list what CommonMark takes for more text, being indented too far."""
        written = self._lines[line - 1 : line - 1 + len(lines)]
        if written and _ITEM.match(written[0]):
            lines = written
        lines = [each.expandtabs(4) for each in lines]
        indent = len(lines[0]) - len(lines[0].lstrip())
        offset, depth, indents = self._offset, self._depth, self._indents
        self._indents = [each for each in indents if each < indent]
        self._depth = len(self._indents)
        self._offset, self._nesting = line - 1, self._nesting + 1
        self.walk(markdown().parse(textwrap.dedent("\n".join(lines)), self.references))
        self._offset, self._nesting = offset, self._nesting - 1
        self._depth, self._indents = depth, indents

    def _children(self, children: Sequence[Token]) -> None:
        for child in children:
            match child.type:
                case "text" | "code_inline":
                    self._text(child.content)
                case "softbreak" | "hardbreak":
                    self.line += 1
                    if self._fragment:
                        self._fragment.break_line(
                            is_hard=child.type == "hardbreak", is_lazy=self._is_unindented()
                        )
                case "link_open":
                    self._writable().open_link(str(child.attrs["href"]))
                case "link_close":
                    self._writable().close_link()
                case "image":
                    self._writable().add_image(child.content, str(child.attrs["src"]))
                case "strong_open" | "s_open":
                    self._writable().start_mark("bold" if child.tag == "strong" else "struck")
                case "strong_close" | "s_close":
                    self._writable().end_mark("bold" if child.tag == "strong" else "struck")
                case "html_inline":
                    self._tag(child.content)

    def _is_unindented(self) -> bool:
        lines = self._lines[self.line - 1 : self.line]
        return bool(lines) and lines[0][:1] not in ("", " ", "\t")

    def _indent(self) -> int:
        lines = self._lines[self.line - 1 : self.line]
        written = lines[0].expandtabs(4) if lines else ""
        return len(written) - len(written.lstrip())

    def _text(self, text: str) -> None:
        if text.strip() or self._fragment:
            self._writable().add(text)

    def _writable(self) -> Fragment:
        if self._fragment is None:
            self._start("paragraph", self._depth + self._html_lists)
        assert self._fragment is not None  # noqa: S101
        return self._fragment

    def _start(self, kind: NodeKind, level: int) -> None:
        self._fragment = Fragment(self.line)
        self._kind, self._level = kind, level

    def _end_block(self) -> None:
        """Turn the text that was gathered into nodes; a cell goes on until its own end."""
        if self._row is not None or self._fragment is None:
            return
        fragment, self._fragment = self._fragment, None
        node = fragment.node(self._kind, self._level)
        if node.kind == "heading":
            node = replace(node, anchors=(*self._anchors, *node.anchors))
            self._anchors.clear()
        if not node.text and not node.links:
            return
        task = TASK_BOX.match(node.text) if node.kind in ("item", "paragraph") else None
        for part in split_block(node, fragment, task.end() if task else 0):
            is_done = task.group(1) in "xX" if task and not part.is_done else None
            self.nodes.append(replace(part, is_done=is_done))
            task = None
        if fragment.footnotes:
            self.marks.append((len(self.nodes) - 1, tuple(fragment.footnotes)))

    def _open_heading(self, level: int) -> None:
        self._end_block()
        if self._item_line:
            self._start("item", self._depth)
            self._item_line = 0
            self._writable().start_mark("bold")
        else:
            self._start("heading", level)

    def _open_paragraph(self) -> None:
        if self._row is not None:
            return
        self._end_block()
        if self._item_line:
            self.line, self._item_line = self._item_line, 0
            self._start("item", self._depth)

    def _open_row(self) -> None:
        self._end_block()
        self._row, self._row_line, self._is_header = [], self.line, False
        self._fill_spans()

    def _open_cell(self, tag: str, attributes: dict[str, str]) -> None:
        if self._row is None:
            self._open_row()
        self._close_cell()
        self._is_header |= tag == "th"
        self._cell_span = (span(attributes, "rowspan"), span(attributes, "colspan"))
        self._start("paragraph", 0)

    def _close_cell(self) -> None:
        if self._row is None or self._fragment is None:
            return
        cell, self._fragment = self._fragment.cell(), None
        rows, columns = self._cell_span
        for each in [cell, *[Cell("")] * (columns - 1)]:
            if rows > 1:
                self._spans[len(self._row)] = (rows - 1, each)
            self._row.append(each)
            self._fill_spans()

    def _fill_spans(self) -> None:
        """Repeat the cells that reach down from rows above."""
        while self._row is not None and len(self._row) in self._spans:
            column = len(self._row)
            rows, cell = self._spans.pop(column)
            if rows > 1:
                self._spans[column] = (rows - 1, cell)
            self._row.append(cell)
            if len(self._row) > MAX_SPAN:
                self._spans.clear()

    def _close_row(self) -> None:
        self._close_cell()
        cells, self._row = tuple(self._row or ()), None
        if any(cell.text or cell.links for cell in cells):
            self.nodes.append(
                OutlineNode(
                    "row",
                    self._row_line,
                    cells=cells,
                    text=" | ".join(cell.text for cell in cells),
                    is_header=self._is_header,
                    table=self._table,
                )
            )

    def _end_html_table(self) -> None:
        if self._row is not None:
            self._close_row()
        self._spans.clear()

    def _tag(self, markup: str) -> None:
        line, self.line = self.line, self.line
        tag = parse_tag(markup)
        if tag is not None:
            name, attributes, is_end = tag
            if not is_end and (anchor := attributes.get("id") or attributes.get("name")):
                self._anchors.append(anchor)
            if name in INLINE_TAGS:
                self._inline_tag(name, attributes, is_end=is_end)
            elif name in TABLE_TAGS:
                self._table_tag(name, attributes, is_end=is_end)
            elif self._row is None:
                self._block_tag(name, is_end=is_end)
        self.line = line + markup.count("\n")
        if self._fragment:
            self._fragment.line += markup.count("\n")

    def _inline_tag(self, name: str, attributes: dict[str, str], *, is_end: bool) -> None:
        match name, is_end:
            case "a", False if "href" in attributes:
                self._writable().open_link(attributes["href"])
            case "a", True if self._fragment:
                self._fragment.close_link()
            case "br", _ if self._fragment:
                self._fragment.break_line(is_hard=True, is_source=False)
            case "img", _ if self._fragment:
                self._fragment.add_image(attributes.get("alt", ""), attributes.get("src", ""))
            case "b" | "strong" | "s" | "del" | "strike", _:
                mark = "bold" if name in ("b", "strong") else "struck"
                fragment = self._writable()
                (fragment.end_mark if is_end else fragment.start_mark)(mark)

    def _table_tag(self, name: str, attributes: dict[str, str], *, is_end: bool) -> None:
        match name, is_end:
            case "table", False:
                self._end_html_table()
                self._end_block()
                self._table += 1
            case "table", True:
                self._end_html_table()
            case "tr", _:
                if self._row is not None:
                    self._close_row()
                if not is_end:
                    self._open_row()
            case "th" | "td", False:
                self._open_cell(name, attributes)
            case "th" | "td", True:
                self._close_cell()

    def _block_tag(self, name: str, *, is_end: bool) -> None:
        if name in ("ul", "ol"):
            self._html_lists = max(0, self._html_lists + (-1 if is_end else 1))
        if name == "p" and not is_end and self._fragment and self._kind == "item":
            return
        self._end_block()
        if is_end:
            return
        if name == "li":
            self._start("item", max(1, self._depth + self._html_lists))
        elif name == "summary":
            self._start("heading", SUMMARY_LEVEL)
        elif len(name) == 2 and name[0] == "h" and name[1].isdecimal():
            self._start("heading", int(name[1]))
