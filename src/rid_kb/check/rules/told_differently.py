"""RK207: a session that the schedule and the archive tell differently."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.reading_list.drafts import SessionDraft
from rid_kb.reading_list.joining import likeness

_ALIKE = 0.6


def check(group: Group) -> Iterator[Problem]:
    r"""Compare topic, room and leads of a row in the schedule with those of the archive.

    >>> from rid_kb.check.examples import found
    >>> head = "| Date | Topic | Room | Lead |\n|---|---|---|---|\n"
    >>> plan = head + "| 2024-01-08 | Toxicity | Enigma | Ann Lee |\n"
    >>> found(RULE, plan, plan.replace("Toxicity", "Quantisation").replace("Ann", "Bo"))
    ['3:3 the archive tells 2024-01-08 otherwise: topic “Quantisation”, lead Bo Lee']
    >>> found(RULE, plan, plan)
    []
    """
    held = {
        each.iso: each
        for document in group.documents
        if document.source.role == "archive"
        for each in document.rows
        if each.iso
    }
    for document in group.documents:
        for row in document.rows if document.source.role == "schedule" else ():
            other = held.get(row.iso)
            differences = _differences(row, other) if other else []
            if differences:
                place = document.dated(row)
                told = ", ".join(differences)
                yield Problem(place, f"the archive tells {row.iso} otherwise: {told}")


def _differences(plan: SessionDraft, held: SessionDraft) -> list[str]:
    differences = []
    if plan.topic and held.topic and likeness(plan.topic, held.topic) < _ALIKE:
        differences.append(f"topic “{held.topic}”")
    if plan.room and held.room and plan.room != held.room:
        differences.append(f"room {held.room}")
    planned = {each.name for each in plan.leads}
    if planned and held.leads and planned.isdisjoint(each.name for each in held.leads):
        differences.append(f"lead {', '.join(each.name for each in held.leads)}")
    return differences


RULE = Rule(
    "RK207", "told-differently", "info", "Schedule and archive tell a session differently.", check
)
