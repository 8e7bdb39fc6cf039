"""RK202: a date that no calendar has."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.outline import OutlineNode

_ISO = re.compile(r"\W*(?P<y>\d{4})-(?P<a>\d\d?)-(?P<b>\d\d?)(?![\d-])")
_NUMERIC = re.compile(r"\W*(?P<a>\d\d?)(?P<s>[/.])(?P<b>\d\d?)(?P=s)(?P<y>\d{4}|\d\d)(?![\d/.])")


def check(group: Group) -> Iterator[Problem]:
    r"""Look at the dates that rows, headings and items begin with.

    >>> from rid_kb.check.examples import found
    >>> found(RULE, "## 31/02/24\n")
    ['1:4 31/02/24 is no day of any month; correct it']
    >>> found(RULE, "## 2024-13-01\n")
    ['1:4 2024-13-01 is no day of any month; correct it']
    >>> found(RULE, "## 29/02/24\n\n## 12/31/2023\n\n- version 1.20.30 of it\n")
    []
    """
    for document in group.documents:
        for node in document.nodes:
            for text in _beginnings(node):
                match = _ISO.match(text) or _NUMERIC.match(text)
                if match and not _is_date(match):
                    written = match[0].strip("[](){}*#| \t")
                    place = document.place(written, node.line)
                    yield Problem(place, f"{written} is no day of any month; correct it")


def _beginnings(node: OutlineNode) -> list[str]:
    return [cell.text for cell in node.cells] if node.kind == "row" else [node.text]


def _is_date(match: re.Match[str]) -> bool:
    year, first, second = (int(match[name]) for name in "yab")
    year += 2000 if year < 100 else 0
    is_iso = "s" not in match.re.groupindex
    for month, day in ((first, second),) if is_iso else ((first, second), (second, first)):
        with suppress(ValueError):
            date(year, month, day)
            return True
    return False


RULE = Rule("RK202", "impossible-date", "error", "No calendar has a date.", check)
