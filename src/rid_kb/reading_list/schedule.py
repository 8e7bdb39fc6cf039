"""Schedules: tables whose rows are sessions, and tables of readings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rid_kb.model import Reading
from rid_kb.outline import Cell, OutlineNode
from rid_kb.reading_list.dates import find_date
from rid_kb.reading_list.drafts import SessionDraft
from rid_kb.reading_list.entries import (
    is_beside,
    is_unnamed,
    item_readings,
    name_unnamed,
    plain,
)
from rid_kb.reading_list.kinds import without_tbc
from rid_kb.reading_list.labels import find_label
from rid_kb.reading_list.leads import are_whole_names
from rid_kb.reading_list.terms import find_term
from rid_kb.reading_list.vocabulary import CANCELLED, COLUMNS, Column, Vocabulary

_NUMBERED = re.compile(r"week|session|meeting|lecture|class|seminar", re.IGNORECASE)


@dataclass(slots=True)
class Table:
    """What a table was read as: sessions, or readings where it tells of no sessions."""

    drafts: list[SessionDraft] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    explained: list[tuple[int, str]] = field(default_factory=list)


def column_of(header: str) -> Column:
    """Tell what a column holds, or a line that begins with such a word.

    >>> column_of("Date"), column_of("Paper presenter"), column_of("Slides link")
    ('date', 'leads', 'resource')
    """
    words = set(re.findall(r"[a-z]+|#", header.lower()))
    if words & {"required", "optional"} and words & {"material", "materials"}:
        return "reading"
    for column, known in COLUMNS:
        if words & set(known.split()):
            return column
    return ""


def read_table(rows: Sequence[OutlineNode], vocabulary: Vocabulary) -> Table:
    """Read a table whose rows all stand in `rows`, the header first if there is one."""
    columns, headers, body = _columns(rows)
    table = Table()
    if len(body) < len(rows):
        named = ", ".join(column or "-" for column in columns)
        table.explained.append((rows[0].line, f"header of a table: {named}"))
    dated = columns.index("date") if "date" in columns else -1
    numbered = _number_column(columns, headers)
    year = re.search(r"\b(?:19|20)[0-9]{2}\b", headers[dated]) if dated >= 0 else None
    term = find_term(year[0]) if year else None
    for row in body:
        cells = [*row.cells, *[Cell("")] * (len(columns) - len(row.cells))]
        label = _label(cells, dated, numbered, headers)
        if not label and table.drafts and dated >= 0 and not _has_text(cells[dated]):
            draft = table.drafts[-1]
            table.explained.append((row.line, f"more of session {draft.label}"))
        elif label and not _is_only_break(cells, columns, dated):
            draft = SessionDraft(label, row.line, is_row=True, term=term)
            table.drafts.append(draft)
            table.explained.append((row.line, f"session {label}"))
        else:
            table.readings += _row_readings(row, columns, headers, vocabulary)
            table.explained.append((row.line, "a row of readings"))
            continue
        _take_row(draft, list(zip(columns, headers, cells, strict=False)), row.line, vocabulary)
    return table


def _columns(
    rows: Sequence[OutlineNode],
) -> tuple[list[Column], list[str], Sequence[OutlineNode]]:
    """Tell the columns from the header, and the column of dates from what stands in it."""
    width = max(len(row.cells) for row in rows)
    first = [plain(cell.text) for cell in rows[0].cells]
    is_header = rows[0].is_header or sum(bool(column_of(text)) for text in first) * 2 > len(first)
    if is_header and any(find_label(text) and find_date(text) for text in first):
        is_header = False  # a row of dates above none that names its columns
    headers = first + [""] * (width - len(first)) if is_header else [""] * width
    columns = [column_of(header) for header in headers]
    body = rows[1:] if is_header else rows
    dated = [_dated_share(body, place) for place in range(width)]
    best = max(range(width), key=lambda place: dated[place])
    named = next((place for place, column in enumerate(columns) if column == "date"), -1)
    columns = ["" if column == "date" and place != named else column
               for place, column in enumerate(columns)]  # fmt: skip
    if named >= 0 and not dated[named]:
        columns[named] = ""
        named = -1
    if named < 0 and dated[best] > 0.5 and not (columns[best] == "" and headers[best]):
        columns[best] = "date"
    if "leads" not in columns and not any(headers):
        columns = ["leads" if not column and are_all_names(body, place) else column
                   for place, column in enumerate(columns)]  # fmt: skip
    if "topic" not in columns and "reading" not in columns:
        for place in range(width):
            if columns[place] in ("", "abstract", "note") and not headers[place]:
                columns[place] = "topic"
                break
    return columns, headers, body


def are_all_names(body: Sequence[OutlineNode], place: int) -> bool:
    """Tell a column of whole names, where no header says what it holds."""
    cells = [row.cells[place] for row in body if place < len(row.cells)]
    filled = [cell for cell in cells if cell.text.strip()]
    return len(filled) > 1 and all(are_whole_names(cell.text) for cell in filled)


def _dated_share(body: Sequence[OutlineNode], place: int) -> float:
    cells = [row.cells[place].text for row in body if place < len(row.cells)]
    filled = [text for text in cells if text.strip()]
    return sum(find_date(text[:60]) is not None for text in filled) / len(filled) if filled else 0.0


def _number_column(columns: Sequence[Column], headers: Sequence[str]) -> int:
    """Find the column that numbers sessions; a table of numbered papers has none."""
    for place, column in enumerate(columns):
        if column == "number" and (_NUMBERED.search(headers[place]) or "leads" in columns):
            return place
    return -1


def _label(cells: Sequence[Cell], dated: int, numbered: int, headers: Sequence[str]) -> str:
    text = plain(cells[dated].text) if dated >= 0 else ""
    if text and (find_date(text) or numbered < 0):
        return text
    number = plain(cells[numbered].text) if numbered >= 0 else ""
    if number.isdecimal():
        word = _NUMBERED.search(headers[numbered])
        return f"{word.group().capitalize()} {number}" if word else number
    return number or text


def _has_text(cell: Cell) -> bool:
    return bool(cell.text.strip())


def _is_only_break(cells: Sequence[Cell], columns: Sequence[Column], dated: int) -> bool:
    """Tell a row that says only that nothing takes place, on no certain day."""
    text = " ".join(cell.text for cell in cells)
    has_date = dated >= 0 and find_date(cells[dated].text) is not None
    return not has_date and bool(CANCELLED.search(text)) and not any(cell.links for cell in cells)


def _take_row(
    draft: SessionDraft,
    cells: Sequence[tuple[Column, str, Cell]],
    line: int,
    vocabulary: Vocabulary,
) -> None:
    before = len(draft.readings)
    topic = draft.topic
    for column, header, cell in cells:
        draft.take(column, header, cell, line, vocabulary)
    draft.topic = topic or draft.topic
    readings = _named(draft.readings[before:], draft.topic)
    draft.readings[before:] = readings
    if not draft.topic and not draft.kind:
        titles = [each.text for each in readings]
        besides = tuple(f"{title}: " for title in titles)
        titles = [title for title in titles if not title.startswith(besides)]
        draft.set_topic("; ".join(dict.fromkeys(titles[:3])), vocabulary)


def _named(readings: Sequence[Reading], topic: str) -> list[Reading]:
    """Join the title that a row tells with the links beside it."""
    linked = [each for each in readings if each.url]
    titles = [each.text for each in readings if not each.url]
    if not linked:
        return list(readings)
    title = titles[0] if len(titles) == 1 else topic
    names = {title.casefold(), topic.casefold(), *(each.text.casefold() for each in linked)}
    kept = [each for each in readings if each.url or without_tbc(each.text).casefold() not in names]
    return name_unnamed(kept, title)


def _row_readings(
    row: OutlineNode,
    columns: Sequence[Column],
    headers: Sequence[str],
    vocabulary: Vocabulary,
) -> list[Reading]:
    """Make readings of the links of a row; links named only by what they are take its title."""
    titles = [
        plain(cell.text)
        for cell, column in zip(row.cells, columns, strict=False)
        if column in ("topic", "reading") and not is_unnamed(cell.text)
    ]
    title = next((text for text in titles if text), plain(row.cells[0].text) if row.cells else "")
    readings: list[Reading] = []
    for cell, header in zip(row.cells, headers, strict=False):
        if not cell.links:
            continue
        node = OutlineNode("item", row.line, text=cell.text, links=cell.links)
        for reading in item_readings(node, vocabulary):
            is_header = reading.text == header and not is_beside(header)
            readings.append(replace(reading, text="link") if is_header else reading)
    if not readings and titles and titles[0]:
        return item_readings(OutlineNode("item", row.line, text=titles[0]), vocabulary)
    return name_unnamed(readings, title)
