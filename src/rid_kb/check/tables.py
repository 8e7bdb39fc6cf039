"""Cells of the tables of a document, by what their columns hold."""

from collections.abc import Iterator

from rid_kb.check.documents import Document
from rid_kb.outline import Cell, OutlineNode
from rid_kb.reading_list.schedule import column_of
from rid_kb.reading_list.vocabulary import Column


def cells_of(document: Document, column: Column) -> Iterator[tuple[OutlineNode, Cell]]:
    """Give the cells of a column of every table that has one, with their rows."""
    places: dict[int, list[int]] = {}
    for node in document.nodes:
        if node.kind != "row":
            continue
        if node.is_header:
            names = [column_of(cell.text) for cell in node.cells]
            places[node.table] = [place for place, name in enumerate(names) if name == column]
            continue
        for place in places.get(node.table, ()):
            if place < len(node.cells):
                yield node, node.cells[place]
