"""RK206: a session of the schedule that is past, and that no archive tells of."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule


def check(group: Group) -> Iterator[Problem]:
    r"""Compare the rows of a schedule that are past with the archive, where there is one.

    >>> from rid_kb.check.examples import found
    >>> head = "| Date | Topic | Lead |\n|---|---|---|\n"
    >>> plan = head + "| 2024-01-08 | A | Ann |\n| 2024-01-15 | TBC | TBC |\n"
    >>> found(RULE, plan, head + "| 2024-01-08 | A | Ann |\n")
    ['4:3 2024-01-15 is past and still to be confirmed; say what became of it']
    >>> found(RULE, plan.replace("TBC", "B"), head + "| 2024-01-08 | A | Ann |\n")
    ['4:3 the archive has no session of 2024-01-15; move this one there, or say it was cancelled']
    >>> found(RULE, plan, plan)
    []
    """
    archives = [each for each in group.documents if each.source.role == "archive"]
    held = {each.iso for document in archives for each in document.told}
    today = group.facts.today.isoformat()
    for document in group.documents:
        for row in document.rows if document.source.role == "schedule" and archives else ():
            if not row.iso or row.iso >= today or row.iso in held or row.status == "cancelled":
                continue
            message = (
                f"the archive has no session of {row.iso}; "
                "move this one there, or say it was cancelled"
            )
            if not row.topic and not row.leads:
                message = f"{row.iso} is past and still to be confirmed; say what became of it"
            place = document.dated(row)
            yield Problem(place, message)


RULE = Rule(
    "RK206", "forgotten-session", "warning", "A past session is in the schedule alone.", check
)
