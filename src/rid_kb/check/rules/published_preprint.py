"""RK105: a preprint that has been published since."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.formats.csl import PREPRINT_SERVERS
from rid_kb.model import Work


def check(group: Group) -> Iterator[Problem]:
    """Name where a preprint that a list links to was published.

    >>> from rid_kb.check.examples import found
    >>> from rid_kb.model import Identifier
    >>> work = Work("RAG", container_title="NeurIPS", status="published",
    ...     identifiers=(Identifier("arxiv", "2005.11401"), Identifier("doi", "10.1000/rag")))
    >>> found(RULE, "- [RAG](https://arxiv.org/abs/2005.11401)", works=[work])
    ['1:9 this preprint was published in NeurIPS (https://doi.org/10.1000/rag)']
    >>> found(RULE, "- [RAG](https://doi.org/10.1000/rag)", works=[work])
    []
    """
    for document in group.documents:
        for reading in document.readings():
            work = group.work_of(reading)
            is_preprint = reading.identifier is not None and reading.identifier.scheme == "arxiv"
            if work is not None and is_preprint and (where := _published(work)):
                place = document.place(reading.url, reading.line)
                yield Problem(place, f"this preprint was published{where}")


def _published(work: Work) -> str:
    if work.status != "published":
        return ""
    container = work.container_title
    where = f" in {container}" if container.casefold() not in ("", *PREPRINT_SERVERS) else ""
    doi = next((each.value for each in work.identifiers if each.scheme == "doi"), "")
    return f"{where} (https://doi.org/{doi})" if doi else where


RULE = Rule("RK105", "published-preprint", "info", "A preprint has been published since.", check)
