"""Dates as people write them."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rid_kb.errors import MixedDateOrders

DateOrder = Literal["dmy", "mdy"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:(?:19|20)[0-9]{2}(?![0-9]))"
_DASH = r"\s*(?:[-–—/&+]|to\b|and\b)\s*"

_FORMS = (
    # 2023-10-05, 2023/10/5, 2023.10.05, 2023_10_05, 20231005
    rf"(?P<y1>{_YEAR})(?P<s1>[-/._])(?P<m1>[0-9]{{1,2}})(?P=s1)(?P<d1>[0-9]{{1,2}})(?![0-9])",
    r"(?P<y2>20[0-9]{2})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12][0-9]|3[01])(?![0-9])",
    # 05/10/23, 05.10.2023, 5-10-2023
    r"(?P<a3>[0-9]{1,2})\s?(?P<s3>[/.\-])\s?(?P<b3>[0-9]{1,2})\s?(?P=s3)\s?"
    r"(?P<y3>[0-9]{4}|[0-9]{2})(?![0-9])",
    # 2023 Oct 5, 2023-Oct-05
    rf"(?P<y4>{_YEAR})[,\s-]+(?P<m4>{MONTH})[\s-]*(?P<d4>{_DAY})(?![0-9])",
    # 5 October 2023, 5th of Oct, 5-6 Oct '23, 05-Oct-23
    rf"(?P<d5>{_DAY})(?:{_DASH}{_DAY})?[\s-]*(?:of\s+)?(?P<m5>{MONTH})"
    rf"(?:(?:,?\s*|[-/])(?P<y5>{_YEAR})|(?:\s*['’]|[-/]|\s)(?P<z5>[0-9]{{2}})(?![0-9:.]|\s*[ap]\.?m))?",
    # October 5, 2023; Oct 5-7; Oct 5 – Nov 2, 2023
    rf"(?P<m6>{MONTH})[\s-]*(?P<d6>{_DAY})(?!:?[0-9])(?:{_DASH}{_DAY}(?!:?[0-9]))?"
    rf"(?:\s*[,-]?\s*(?P<y6>{_YEAR})|,?\s*['’](?P<z6>[0-9]{{2}})(?![0-9]))?",
    # 5/10, 5.10.
    r"(?P<a7>[0-9]{1,2})(?:/(?P<b7>[0-9]{1,2})(?![/0-9%])|\.(?P<c7>[0-9]{1,2})\.(?![0-9]))",
)
_DATE = re.compile(
    rf"(?<![\w./-])(?:(?P<w>{WEEKDAY})[\s,]*(?:the\s+)?)?(?:{'|'.join(_FORMS)})"
    rf"(?:[\s,]*\(?(?P<x>{WEEKDAY})\)?)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![0-9])([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-][0-9]{2,4})?(?![0-9])")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a text, from `start` to `end`.

    `year` is None when it is not written. `month` and `day` are in the order they are written
    when `is_numeric`, which only the document can tell. `weekday` is 0 for Monday. `is_weak`
    says that two numbers alone stand there, which may be no date at all.
    """

    text: str
    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    is_numeric: bool = False
    is_weak: bool = False

    def months_and_days(self, order: DateOrder) -> tuple[int, int]:
        """Tell month and day in a document that writes its dates in `order`."""
        if self.is_numeric and order == "dmy":
            return self.day, self.month
        return self.month, self.day


def find_date(text: str, start: int = 0) -> WrittenDate | None:
    """Find the first date in a text; of a range its first day.

    >>> date = find_date("Thursday 5th Oct: BERT")
    >>> date.text, date.year, date.month, date.day, date.weekday
    ('Thursday 5th Oct', None, 10, 5, 3)
    >>> find_date("28 Sep – 2 Oct 2023").year
    2023
    >>> find_date("version 1.2.3") is None
    True
    """
    for match in _DATE.finditer(text, start):
        date = _written(match)
        if date and is_possible(date):
            return _with_range(date, text)
    return None


def _written(match: re.Match[str]) -> WrittenDate | None:
    parts = {name[0] + name[1:]: value for name, value in match.groupdict().items() if value}
    digit = next((name[1:] for name in parts if len(name) == 2), "")
    word = parts.get("w") or parts.get("x")
    year = parts.get(f"y{digit}") or parts.get(f"z{digit}")
    first = parts.get(f"m{digit}") or parts[f"a{digit}"]
    second = parts.get(f"d{digit}") or parts.get(f"b{digit}") or parts.get(f"c{digit}") or ""
    is_numeric = f"a{digit}" in parts
    if is_numeric and (parts.get(f"s{digit}") == "." or f"c{digit}" in parts):
        first, second, is_numeric = second, first, False  # dots: always the day first
    return WrittenDate(
        match.group().strip(),
        match.start(),
        match.end(),
        _full_year(year) if year else None,
        _number(first),
        _number(second),
        WEEKDAYS.index(word[:3].lower()) if word else None,
        is_numeric,
        digit == "7",
    )


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) - (100 if int(year) >= 70 else 0)


def _number(text: str) -> int:
    digits = re.match(r"[0-9]+", text)
    return int(digits.group()) if digits else MONTHS.index(text[:3].lower()) + 1


def is_possible(date: WrittenDate) -> bool:
    """Tell whether a date is one in any order."""
    year = date.year or 2000
    readings = {(date.month, date.day), (date.day, date.month) if date.is_numeric else (0, 0)}
    return any(_iso(year, month, day) for month, day in readings)


def _with_range(date: WrittenDate, text: str) -> WrittenDate:
    """Take in the last day of a range; it may tell the year of the first."""
    dash = re.compile(_DASH).match(text, date.end)
    match = _DATE.match(text, dash.end()) if dash else None
    last = _written(match) if match else None
    if match is None or last is None or last.is_weak or not is_possible(last):
        return date
    year = date.year
    if year is None and last.year is not None and not date.is_numeric:
        year = last.year - (date.month > last.month)
    return WrittenDate(
        text[date.start : last.end].strip(),
        date.start,
        last.end,
        year,
        date.month,
        date.day,
        date.weekday,
        date.is_numeric,
        date.is_weak,
    )


def _iso(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def iso_date(date: WrittenDate, order: DateOrder, year: int | None = None) -> str:
    """Write a date as ISO 8601; empty when its year is neither written nor given.

    A date that is impossible in `order` is read the other way.

    >>> iso_date(find_date("03/04/23"), "dmy"), iso_date(find_date("03/04/23"), "mdy")
    ('2023-04-03', '2023-03-04')
    """
    known = date.year or year
    if known is None:
        return ""
    month, day = date.months_and_days(order)
    return _iso(known, month, day) or (_iso(known, day, month) if date.is_numeric else "")


def infer_date_order(dates: Iterable[str]) -> DateOrder | None:
    """Decide how one document writes its dates, from those that can only be read one way.

    Returns None when every date can be read both ways; the caller then looks at the order
    of the rows. Raises MixedDateOrders when the dates contradict each other.

    >>> infer_date_order(["03/04/23", "17/04/23"])
    'dmy'
    >>> infer_date_order(["03/04/23", "05/06/23"]) is None
    True
    """
    first: dict[DateOrder, str] = {}
    for text in dates:
        if numbers := _NUMERIC.search(text):
            one, two = int(numbers.group(1)), int(numbers.group(2))
            if 12 < one <= 31 and two <= 12:
                first.setdefault("dmy", text)
            elif 12 < two <= 31 and one <= 12:
                first.setdefault("mdy", text)
    if len(first) == 2:
        raise MixedDateOrders(first["dmy"], first["mdy"])
    return next(iter(first), None)


def infer_order_from_rows(dates: Sequence[WrittenDate]) -> DateOrder | None:
    """Decide the order of dates that can be read both ways, from weekdays and their sequence."""
    numeric = [date for date in dates if date.is_numeric]
    scores = {order: _evidence(numeric, order) for order in ("dmy", "mdy")}
    if scores["dmy"] == scores["mdy"]:
        return None
    return "dmy" if scores["dmy"] > scores["mdy"] else "mdy"


def _evidence(dates: Sequence[WrittenDate], order: DateOrder) -> tuple[int, int, int]:
    """Weigh an order: possible dates, right weekdays, steps that go the way of most."""
    days = [
        (datetime.date.fromisoformat(iso), date.weekday)
        for date in dates
        if (iso := _iso(date.year or 2000, *date.months_and_days(order)))
    ]
    weekdays = sum(weekday == day.weekday() for day, weekday in days)
    steps = [(after[0] - before[0]).days for before, after in pairwise(days)]
    ups, downs = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    regular = sum(1 <= abs(step) <= 45 for step in steps)
    return len(days), weekdays, max(ups, downs) * 2 + regular
