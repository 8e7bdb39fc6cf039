"""RK106: a work that was withdrawn."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule


def check(group: Group) -> Iterator[Problem]:
    """Name the works that their authors or publishers took back.

    >>> from rid_kb.check.examples import found
    >>> from rid_kb.model import Identifier, Work
    >>> doi = Identifier("doi", "10.1000/1")
    >>> work = Work("Cold fusion", status="withdrawn", identifiers=(doi,))
    >>> found(RULE, "- [Cold fusion](https://doi.org/10.1000/1)", works=[work])
    ['1:17 “Cold fusion” was withdrawn; say so in the list, or take it out']
    >>> found(RULE, "- [Cold fusion](https://doi.org/10.1000/2)", works=[work])
    []
    """
    for document in group.documents:
        for reading in document.readings():
            work = group.work_of(reading)
            if work is not None and work.status == "withdrawn":
                place = document.place(reading.url, reading.line)
                message = f"“{work.title}” was withdrawn; say so in the list, or take it out"
                yield Problem(place, message)


RULE = Rule("RK106", "withdrawn-work", "error", "A work was withdrawn.", check)
