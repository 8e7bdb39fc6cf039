"""RK107: one work under two links in a list."""

from collections.abc import Iterator

from rid_kb.check.documents import Document, Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.model import Identifier, Reading


def check(group: Group) -> Iterator[Problem]:
    r"""Find works that a document links to at one place and at another.

    >>> from rid_kb.check.examples import found
    >>> from rid_kb.model import Work
    >>> work = Work("BERT", identifiers=(Identifier("arxiv", "1810.04805"),
    ...     Identifier("acl", "N19-1423")))
    >>> found(RULE, "- [BERT](https://arxiv.org/abs/1810.04805)\n"
    ...     "- [BERT](https://aclanthology.org/N19-1423)", works=[work])
    ['2:10 line 1 links to the same work at https://arxiv.org/abs/1810.04805; choose one']
    >>> found(RULE, "- [BERT](https://arxiv.org/abs/1810.04805)\n"
    ...     "- [BERT](https://arxiv.org/pdf/1810.04805)", works=[work])
    []
    """
    for document in group.documents:
        yield from _others(group, document)


def _others(group: Group, document: Document) -> Iterator[Problem]:
    firsts: dict[frozenset[Identifier], Reading] = {}
    for reading in document.readings():
        work = group.work_of(reading)
        if work is None or len(work.identifiers) < 2 or not reading.url:
            continue
        first = firsts.setdefault(frozenset(work.identifiers), reading)
        if first.identifier != reading.identifier:
            place = document.place(reading.url, reading.line)
            message = f"line {first.line} links to the same work at {first.url}; choose one"
            yield Problem(place, message)


RULE = Rule("RK107", "two-addresses", "info", "A list links to one work at two places.", check)
