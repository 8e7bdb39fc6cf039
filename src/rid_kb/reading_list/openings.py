"""Where in an outline sessions begin, decided over the whole document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from rid_kb.outline import Cell, OutlineNode, cut
from rid_kb.reading_list.dates import MONTH, find_date
from rid_kb.reading_list.entries import plain
from rid_kb.reading_list.headings import is_topic
from rid_kb.reading_list.labels import Label, find_heading_label, find_label, find_number
from rid_kb.reading_list.schedule import column_of
from rid_kb.reading_list.terms import is_term_heading
from rid_kb.reading_list.vocabulary import NEWS, Column

LOOK_AHEAD = 8
_FIELD = re.compile(r"\W{0,4}([A-Za-z][A-Za-z /()&-]{1,28}?)\s*:{1,2}\s+(?=\S)")
_NEXT_FIELD = re.compile(
    r"\s+[|;,]?\s*(?=(?:date|when|time|presenter|speaker|lead|room|where|slide|paper|reading|topic|"
    r"title|recording|video|note)s?\s*:\s)",
    re.IGNORECASE,
)
_FIELD_COLUMNS = frozenset({"date", "leads", "room", "topic", "abstract"})
_DATE_LINE = 45
_DAY = re.compile(r"\W{0,3}([0-3]?[0-9])(?:st|nd|rd|th)?\s*[:–—|-]\s*(?=\S)")
_MONTH = re.compile(rf"\W*({MONTH}(?:\s+[0-9]{{4}})?)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """A line of the form `Speaker: …`."""

    column: Column
    header: str
    cell: Cell


def find_field(node: OutlineNode) -> Field | None:
    """Read a line of the form `Speaker: …`, or a property.

    >>> find_field(OutlineNode("item", 1, text="Presenter: Ann")).column
    'leads'
    >>> find_field(OutlineNode("item", 1, text="Book: The Precipice")) is None
    True
    """
    if node.kind == "property":
        return Field(column_of(node.name), node.name, Cell(node.text, node.links))
    match = _FIELD.match(node.text)
    if match is None or len(match.group(1).split()) > 3:
        return None
    header = match.group(1).strip()
    column = column_of(header)
    rest = cut(node, match.end())
    if column not in _FIELD_COLUMNS:
        is_only_links = bool(rest.links) and rest.links[0].start == 0
        if column not in ("reading", "resource") or not (node.bold or is_only_links):
            return None
    return Field(column, header, Cell(rest.text, rest.links))


def find_fields(node: OutlineNode) -> list[Field]:
    """Read all fields of a line that has several of them.

    >>> node = OutlineNode("paragraph", 1, text="Date: 8 Sept Presenter: Ann Slides: none")
    >>> [(field.column, field.cell.text) for field in find_fields(node)]
    [('date', '8 Sept'), ('leads', 'Ann'), ('resource', 'none')]
    """
    starts = [0, *(match.end() for match in _NEXT_FIELD.finditer(node.text)), len(node.text)]
    if node.kind == "property" or len(starts) == 2:
        found = find_field(node)
        return [found] if found else []
    parts = [cut(node, *span) for span in pairwise(starts)]
    fields = [find_field(replace(part, bold=1)) for part in parts]
    return [field for field in fields if field] if all(fields) else []


def find_openings(nodes: Sequence[OutlineNode]) -> Mapping[int, Label]:
    """Find the nodes that open sessions, by their place in the outline, with their labels.

    A heading is dated by itself or by a line below it (`Date: …`). Bare numbers count only
    where nothing is dated. Dated items count within a dated heading only where they are more.
    """
    headings = {
        place: label
        for place, node in enumerate(nodes)
        if _is_heading(node) and (label := _heading_label(nodes, place))
    }
    items = {
        place: label
        for place, node in enumerate(nodes)
        if not _is_heading(node)
        and (label := _item_label(nodes, place))
        and not _is_news(nodes, place)
    }
    has_rows = any(node.kind == "row" for node in nodes)
    if not (headings or items or has_rows) and (label := _front_matter_label(nodes)):
        return {0: label}
    dated = [label for label in (*headings.values(), *items.values()) if label.date]
    if not dated and not items and not has_rows:
        numbers = {
            place: label
            for place, node in enumerate(nodes)
            if _is_heading(node) and (label := find_number(node.text))
        }
        if len(numbers) > 1 and not headings:
            return numbers
    return headings | {
        place: label
        for place, label in items.items()
        if not _is_within(place, headings, nodes) or _outnumber(items, headings)
    }


def _front_matter_label(nodes: Sequence[OutlineNode]) -> Label | None:
    """Find the date of a document that is about one session, as blogs and note-takers keep them.

    One with several topics is a list, whose date is that of its last edit.
    """
    front = [*takewhile(lambda node: node.kind == "property", nodes)]
    topics = [node for node in nodes if node.kind == "heading" and is_topic(node.text)]
    if len([node for node in topics if node.level > 1]) > 1:
        return None
    for node in front:
        if column_of(node.name) == "date" and (date := find_date(node.text)):
            return Label(date.text, 0, date)
    return None


def _is_heading(node: OutlineNode) -> bool:
    if node.kind != "paragraph" or node.level or not node.bold:
        return node.kind == "heading"
    return node.is_bold or find_label(node.text[: node.bold]) is not None


def _heading_label(nodes: Sequence[OutlineNode], place: int) -> Label | None:
    text = nodes[place].text
    if is_term_heading(text) and find_date(text) is None:
        return None
    label = find_heading_label(text) or _bold_label(nodes[place])
    if label and label.date:
        return label
    date = _date_below(nodes, place) if nodes[place].kind == "heading" else None
    if date is None:
        return label
    before, after = (label.before, label.after) if label else ("", text)
    return replace(date, end=len(text), before=before, after=after)


def _bold_label(node: OutlineNode) -> Label | None:
    """Read a label that is set off from the text behind it by being bold alone."""
    label = find_label(node.text[: node.bold]) if node.bold else None
    if label is None or label.after:
        return None
    return replace(label, after=node.text[label.end :].strip(" :|–—-"))


def _date_below(nodes: Sequence[OutlineNode], place: int) -> Label | None:
    """Find the date that the first lines below a heading tell; several dates are not its own."""
    below = [*takewhile(lambda node: node.kind not in ("heading", "row"), nodes[place + 1 :])]
    fields = filter(None, map(find_field, below))
    if sum(field.column == "date" for field in fields) > 1:
        return None
    for node in below[:LOOK_AHEAD]:
        field = find_field(node)
        if field and field.column == "date" and (date := find_date(field.cell.text)):
            return Label(plain(field.cell.text), 0, date)
        if node.kind == "paragraph" and not node.links and len(node.text) < _DATE_LINE:
            label = find_label(node.text)
            if label and label.date and not label.after:
                return label
    return None


def _item_label(nodes: Sequence[OutlineNode], place: int) -> Label | None:
    node = nodes[place]
    if node.kind not in ("item", "paragraph"):
        return None
    if label := find_label(node.text) or _bold_label(node) or _day_of_month(nodes, place):
        return label
    for following in nodes[place + 1 : place + 1 + LOOK_AHEAD]:
        if following.kind != "property":
            break
        if column_of(following.name) == "date" and (date := find_date(following.text)):
            return Label(plain(following.text), 0, date, "", node.text)
    return None


def _is_news(nodes: Sequence[OutlineNode], place: int) -> bool:
    """Tell whether what stands above an item is the caption of news."""
    above = (node for node in reversed(nodes[:place]) if node.kind in ("heading", "paragraph"))
    caption = next(above, None)
    return caption is not None and NEWS.fullmatch(caption.text) is not None


def _day_of_month(nodes: Sequence[OutlineNode], place: int) -> Label | None:
    """Read "12: …" under the heading of a month."""
    day = _DAY.match(nodes[place].text) if nodes[place].kind == "item" else None
    if day is None:
        return None
    above = (node for node in reversed(nodes[:place]) if node.kind == "heading")
    month = _MONTH.fullmatch(next(above, nodes[place]).text)
    date = find_date(f"{day[1]} {month[1]}") if month else None
    return Label(date.text, day.end(), date, "", nodes[place].text[day.end() :]) if date else None


def _is_within(place: int, headings: Mapping[int, Label], nodes: Sequence[OutlineNode]) -> bool:
    """Tell whether the section that a node stands in is one of a session."""
    level = 9
    for above in range(place - 1, -1, -1):
        node = nodes[above]
        if _is_heading(node) and (node.level if node.kind == "heading" else 8) < level:
            level = node.level if node.kind == "heading" else 8
            if above in headings:
                return headings[above].date is not None or nodes[place].kind == "paragraph"
    return False


def _outnumber(items: Mapping[int, Label], headings: Mapping[int, Label]) -> bool:
    dated = sum(label.date is not None for label in items.values())
    return dated > sum(label.date is not None for label in headings.values())
