"""RK104: the same work twice in one session."""

from collections.abc import Iterator

from rid_kb.check.documents import Document, Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.model import Reading, Session


def check(group: Group) -> Iterator[Problem]:
    r"""Find readings of a session that lead to a work which it lists already.

    >>> from rid_kb.check.examples import found
    >>> paper = "https://arxiv.org/abs/1706.03762"
    >>> found(RULE, f"## 2024-01-08\n- [a]({paper})\n- [b]({paper}v2)\n")
    ['3:7 this session lists the work on line 2 already; take one of them out']
    >>> found(RULE, f"## 2024-01-08\n- [a]({paper})\n## 2024-01-15\n- [b]({paper})\n")
    []
    """
    for document in group.documents:
        for session in document.reading_list.sessions:
            yield from _repeats(group, document, session)


def _repeats(group: Group, document: Document, session: Session) -> Iterator[Problem]:
    seen: dict[object, Reading] = {}
    for reading in session.readings:
        if reading.identifier is None or reading.note:
            continue
        known = group.work_of(reading)
        named = known.identifiers if known and known.identifiers else (reading.identifier,)
        first = seen.setdefault(frozenset(named), reading)
        if first is not reading and first.line != reading.line:
            place = document.place(reading.url, reading.line)
            message = f"this session lists the work on line {first.line} already"
            yield Problem(place, f"{message}; take one of them out")


RULE = Rule("RK104", "repeated-work", "warning", "A session lists the same work twice.", check)
