"""RK204: another weekday than the group's."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule

_USUAL = 0.6  # of all sessions fall on a group's usual weekday


def check(group: Group) -> Iterator[Problem]:
    r"""Find sessions that are not on the weekday of most.

    >>> from rid_kb.check.examples import found
    >>> days = ("2024-01-08", "2024-01-15", "2024-01-23", "2024-01-29")
    >>> found(RULE, "".join(f"## {day}\n\n" for day in days))
    ['5:4 this is a Tuesday; most sessions are on a Monday']
    >>> found(RULE, "".join(f"## {day}\n\n" for day in days[:2]))
    []
    """
    dated = {
        each.iso: (document, each)
        for document in group.documents
        for each in document.told
        if each.iso
    }
    weekdays = Counter(date.fromisoformat(day).strftime("%A") for day in dated)
    for usual, count in weekdays.most_common(1):
        if count < _USUAL * weekdays.total():
            return
        for day, (document, draft) in dated.items():
            weekday = date.fromisoformat(day).strftime("%A")
            if weekday != usual:
                place = document.dated(draft)
                yield Problem(place, f"this is a {weekday}; most sessions are on a {usual}")


RULE = Rule(
    "RK204",
    "unusual-weekday",
    "info",
    "A session is on another weekday than most.",
    check,
    is_default=False,
)
