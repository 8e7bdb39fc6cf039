"""RK103: an identifier that the service does not know."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule

_NAMES = {"arxiv": "arXiv", "acl": "the ACL Anthology", "doi": "the DOI resolver", "url": "nobody"}


def check(group: Group) -> Iterator[Problem]:
    """Name the identifiers that the service they are of answered it does not know.

    >>> from rid_kb.check.examples import found
    >>> found(RULE, "- [x](https://arxiv.org/abs/2301.99999)", unknown="2301.99999")
    ['1:7 arXiv knows no 2301.99999; check it']
    >>> found(RULE, "- [x](https://arxiv.org/abs/2301.00001)", unknown="2301.99999")
    []
    """
    for document in group.documents:
        for reading in document.readings():
            named = reading.identifier
            if named in group.facts.unknown and group.work_of(reading) is None:
                place = document.place(reading.url, reading.line)
                yield Problem(place, f"{_NAMES[named.scheme]} knows no {named.value}; check it")


RULE = Rule(
    "RK103", "unknown-identifier", "error", "The service does not know an identifier.", check
)
