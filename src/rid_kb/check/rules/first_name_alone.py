"""RK303: a first name alone that could be two people."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule


def check(group: Group) -> Iterator[Problem]:
    r"""Find leads by a first name that several others have.

    >>> from rid_kb.check.examples import found
    >>> head = "| Date | Lead |\n|---|---|\n| 2024-01-08 | Ann Lee |\n| 2024-01-15 | Ann |\n"
    >>> found(RULE, head + "| 2024-01-22 | Ann Ek |\n")
    ['4:16 “Ann” could be Ann Ek or Ann Lee; write the whole name']
    >>> found(RULE, head + "| 2024-01-22 | Bo Ek |\n")
    []
    """
    names = {
        lead.name for document in group.documents for draft in document.told for lead in draft.leads
    }
    for document in group.documents:
        for draft in document.told:
            for lead in draft.leads:
                others = sorted(each for each in names if each.startswith(f"{lead.name} "))
                if " " not in lead.name and len(others) > 1:
                    place = document.place(lead.name, draft.line)
                    message = f"“{lead.name}” could be {' or '.join(others)}; write the whole name"
                    yield Problem(place, message)


RULE = Rule("RK303", "first-name-alone", "warning", "A first name could be two people.", check)
