"""RK203: a row of the schedule that is out of order."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule

_FEW = 0.25  # of all; where more are out of order, there is none


def check(group: Group) -> Iterator[Problem]:
    r"""Find the few rows, or else sections, whose date is not between those around them.

    >>> from rid_kb.check.examples import found
    >>> days = ("2024-01-08", "2024-01-15", "2023-01-22", "2024-01-29", "2024-02-05")
    >>> found(RULE, "".join(f"## {day}\n\n" for day in days))
    ['5:4 2023-01-22 stands between 2024-01-15 and 2024-01-29; is the year right?']
    >>> found(RULE, "".join(f"## {day}\n\n" for day in sorted(days, reverse=True)))
    []
    """
    for document in group.documents:
        for drafts in (document.rows, document.sections):
            dated = [each for each in drafts if each.iso]
            days = [each.iso for each in dated]
            rising = _out_of_order(days)
            falling = _out_of_order(days[::-1])
            wrong = rising if len(rising) <= len(falling) else {len(days) - 1 - i for i in falling}
            if not wrong or len(wrong) > _FEW * len(days):
                continue
            for place in sorted(wrong):
                before = days[place - 1] if place else "the beginning"
                after = days[place + 1] if place + 1 < len(days) else "the end"
                spot = document.dated(dated[place])
                hint = "is the year right?" if _is_year_off(days, place) else "is it right?"
                yield Problem(spot, f"{days[place]} stands between {before} and {after}; {hint}")


def _out_of_order(days: Sequence[str]) -> set[int]:
    """Find the fewest places without which the days rise."""
    tails: list[str] = []
    lengths = []
    for day in days:
        length = bisect_right(tails, day)
        tails[length : length + 1] = [day]
        lengths.append(length)
    kept, wanted = set(), len(tails) - 1
    latest = "9999"
    for place in reversed(range(len(days))):
        if lengths[place] == wanted and days[place] <= latest:
            kept.add(place)
            wanted, latest = wanted - 1, days[place]
    return set(range(len(days))) - kept


def _is_year_off(days: Sequence[str], place: int) -> bool:
    near = days[place - 1] if place else days[min(1, len(days) - 1)]
    return abs(int(days[place][:4]) - int(near[:4])) == 1 and days[place][5:] != near[5:]


RULE = Rule("RK203", "date-order", "warning", "A date is out of order.", check)
