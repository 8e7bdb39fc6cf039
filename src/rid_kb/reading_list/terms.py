"""Years for dates that do not write theirs."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rid_kb.reading_list.dates import MONTH, DateOrder, WrittenDate, iso_date

_SEASONS = (
    r"(?:fall|autumn|winter|spring|summer|michaelmas|hilary|trinity|lent|easter|semester|term|"
    r"quarter|trimester|year|academic|season|series)"
)
_YEARS = (
    r"(?<![0-9/.-])(?P<first>20[0-9]{2})(?:\s*[/–-]\s*(?P<second>(?:20)?[0-9]{2}))?(?![0-9/.-])"
)
_TERM = re.compile(_YEARS)
_TERM_HEADING = re.compile(
    rf"(?:\W|{_SEASONS}|{MONTH}|{_YEARS}|the|of|in|sessions?|meetings?|schedule|readings?|papers?|"
    r"[0-9](?:st|nd|rd|th)?|one|two|first|second|wise|so|se|ws|ss|past|previous|upcoming|archive)+",
    re.IGNORECASE,
)
_AUTUMN = re.compile(r"fall|autumn|michaelmas", re.IGNORECASE)
ACADEMIC_YEAR_STARTS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """The year that a heading gives to the dates below it; an academic year has two."""

    first: int
    second: int
    is_autumn: bool = False

    def year(self, month: int) -> int:
        """Tell the year of a month in this term.

        >>> Term(2022, 2023).year(10), Term(2022, 2023).year(3)
        (2022, 2023)
        """
        if self.first != self.second:
            return self.first if month >= ACADEMIC_YEAR_STARTS else self.second
        return self.first + (self.is_autumn and month <= 2)


def find_term(heading: str) -> Term | None:
    """Find the year that a heading names.

    >>> find_term("Fall 2023"), find_term("2022/23")
    (Term(first=2023, second=2023, is_autumn=True), Term(first=2022, second=2023, is_autumn=False))
    """
    years = _TERM.search(heading)
    if years is None:
        return None
    first = int(years.group("first"))
    second = (
        int(years.group("second")[-2:]) + first // 100 * 100 if years.group("second") else first
    )
    if second not in (first, first + 1):
        second = first
    return Term(first, second, bool(_AUTUMN.search(heading)))


def is_term_heading(heading: str) -> bool:
    """Tell whether a heading says nothing but a term.

    >>> is_term_heading("Spring term 2024"), is_term_heading("NeurIPS 2023")
    (True, False)
    """
    return find_term(heading) is not None and bool(_TERM_HEADING.fullmatch(heading))


def years_from_neighbours(
    dates: Sequence[tuple[WrittenDate, str]], order: DateOrder
) -> tuple[str, ...]:
    """Give dates without a year the one that brings them next to the dates around them.

    Takes each date with its ISO form, empty where it is not known, in the document's order.
    A weekday that is written counts more than nearness. Without any year all stay empty.
    """
    known = [iso for _, iso in dates]
    for places in (range(len(dates)), range(len(dates) - 1, -1, -1)):
        last = ""
        for place in places:
            if not known[place] and last:
                known[place] = _nearest(dates[place][0], order, last)
            last = known[place] or last
    return tuple(known)


def _nearest(date: WrittenDate, order: DateOrder, neighbour: str) -> str:
    other = datetime.date.fromisoformat(neighbour)
    candidates = [
        datetime.date.fromisoformat(iso)
        for year in (other.year - 1, other.year, other.year + 1)
        if (iso := iso_date(date, order, year))
    ]
    if not candidates:
        return ""
    best = min(
        candidates,
        key=lambda day: (
            date.weekday is not None and day.weekday() != date.weekday,
            abs((day - other).days),
        ),
    )
    return best.isoformat()
