"""Sessions told twice in one document: a row of the schedule, and a section with the readings."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rid_kb.errors import MixedDateOrders
from rid_kb.reading_list.dates import (
    DateOrder,
    WrittenDate,
    infer_date_order,
    infer_order_from_rows,
    iso_date,
)
from rid_kb.reading_list.drafts import SessionDraft
from rid_kb.reading_list.terms import years_from_neighbours

_ALIKE = 0.6  # of 1, from where on two titles are taken for one


def date_drafts(drafts: Sequence[SessionDraft]) -> None:
    """Give each session its date in ISO 8601, where the document tells it.

    The order of day and month is decided for the whole document: by the dates that can be read
    one way only, then by weekdays and the order of the rows, and else the day comes first.
    """
    dates = [draft.date for draft in drafts if draft.date]
    order = _date_order(dates)
    for part in (True, False):
        dated = [draft for draft in drafts if draft.date and draft.is_row == part]
        known = [
            (draft.date, iso_date(draft.date, order, _term_year(draft, order)))
            for draft in dated
            if draft.date
        ]
        for draft, iso in zip(dated, years_from_neighbours(known, order), strict=True):
            draft.iso = iso
    _date_from_others(drafts, order)


def join_drafts(drafts: Sequence[SessionDraft]) -> list[SessionDraft]:
    """Put rows and sections of the same session together, in the order of the document.

    A row finds its section by anchor and by date; where these disagree, the titles decide. Two
    rows may share one section.
    """
    rows = [draft for draft in drafts if draft.is_row]
    sections = [draft for draft in drafts if not draft.is_row]
    found = _sections_of(rows, sections)
    for row, section in found.items():
        _complete(rows[row], sections[section])
    joined = {id(sections[section]) for section in found.values()}
    return [draft for draft in drafts if draft.is_row or id(draft) not in joined]


def likeness(one: str, other: str) -> float:
    """Tell how alike two titles are, from 0 to 1, however they are cased and punctuated.

    >>> likeness("Toxicity", "toxicity!"), likeness("", "BERT")
    (1.0, 0.0)
    """
    first, second = (re.sub(r"[\W_]+", " ", text.casefold()).strip() for text in (one, other))
    return SequenceMatcher(None, first, second).ratio() if first and second else 0.0


def _date_order(dates: Sequence[WrittenDate]) -> DateOrder:
    try:
        order = infer_date_order([date.text for date in dates if date.is_numeric])
    except MixedDateOrders:
        order = None  # one of them is a slip: what most of the rows say counts
    return order or infer_order_from_rows(dates) or "dmy"


def _term_year(draft: SessionDraft, order: DateOrder) -> int | None:
    if draft.term is None or draft.date is None:
        return None
    return draft.term.year(draft.date.months_and_days(order)[0])


def _date_from_others(drafts: Sequence[SessionDraft], order: DateOrder) -> None:
    """Give a date without a year the one that the same day has elsewhere in the document."""
    years = {draft.iso[5:]: draft.iso for draft in drafts if draft.iso}
    for draft in drafts:
        if draft.date and not draft.iso:
            month, day = draft.date.months_and_days(order)
            draft.iso = years.get(f"{month:02}-{day:02}", "")


def _sections_of(rows: Sequence[SessionDraft], sections: Sequence[SessionDraft]) -> dict[int, int]:
    """Find the section of each row, by their places: the likeliest pairs first."""
    pairs = sorted(_pairs(rows, sections))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, section in pairs:
        if row not in found and section not in taken:
            found[row] = section
            taken.add(section)
    for _, row, section in pairs:
        if row not in found and rows[row].target in sections[section].anchors:
            found[row] = section
    return found


def _pairs(
    rows: Sequence[SessionDraft], sections: Sequence[SessionDraft]
) -> Iterator[tuple[float, int, int]]:
    """Weigh what may belong together, the likeliest with the smallest weight."""
    for row_place, row in enumerate(rows):
        for section_place, section in enumerate(sections):
            is_target = bool(row.target) and row.target in section.anchors
            same_day = bool(row.iso) and row.iso == section.iso
            same_label = not row.iso and row.label.casefold() == section.label.casefold()
            if is_target or same_day or same_label:
                alike = likeness(row.topic, section.topic)
                evidence = is_target + same_day + same_label + 2 * (alike if alike > _ALIKE else 0)
                yield -evidence, row_place, section_place


def _complete(row: SessionDraft, section: SessionDraft) -> None:
    """Take into a row what its section tells."""
    if row.topic and section.topic and not _is_same(row.topic, section.topic):
        row.subtitle = section.topic
    row.topic = row.topic or section.topic
    row.kind = row.kind or section.kind
    row.room = row.room or section.room
    row.leads = row.leads or section.leads
    row.abstract = row.abstract + section.abstract
    row.resources = row.resources + section.resources
    urls = {reading.url for reading in section.readings if reading.url}
    own = [reading for reading in row.readings if reading.url not in urls]
    row.readings = own + section.readings
    row.status = row.status or section.status


def _is_same(one: str, other: str) -> bool:
    return likeness(one, other) == 1.0
