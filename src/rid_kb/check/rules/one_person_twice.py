"""RK302: one person under two addresses or two spellings."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from rid_kb.check.documents import Document, Group, words_of
from rid_kb.check.findings import Problem, Rule
from rid_kb.model import Lead

_ALIKE = 0.88


def check(group: Group) -> Iterator[Problem]:
    r"""Compare the leads of all sessions by name and by address.

    >>> from rid_kb.check.examples import found
    >>> head = "| Date | Lead |\n|---|---|\n"
    >>> ann = "| 2024-01-08 | [Ann Lee](https://a.org) |\n"
    >>> found(RULE, head + ann + "| 2024-01-15 | [Ann Lee](https://b.org) |\n")
    ['4:17 Ann Lee has the address https://a.org on line 3; choose one']
    >>> found(RULE, head + ann + "| 2024-01-15 | [Anne Lee](https://b.org) |\n")
    ['4:17 line 3 writes “Ann Lee”; is it the same person?']
    >>> found(RULE, head + ann + "| 2024-01-15 | [Bo Ek](https://b.org) |\n")
    []
    """
    seen: list[tuple[Document, int, Lead]] = []
    for document in group.documents:
        for draft in document.told:
            for lead in draft.leads:
                if message := _message(lead, document, seen):
                    yield Problem(document.place(lead.name, draft.line), message)
                if not any(each == lead for _, _, each in seen):
                    seen.append((document, draft.line, lead))


def _message(lead: Lead, document: Document, seen: list[tuple[Document, int, Lead]]) -> str:
    if any(lead == other for _, _, other in seen):
        return ""
    for where, line, other in seen:
        spot = f"line {line}" if where is document else f"{where.source.path}:{line}"
        urls = {url.rstrip("/") for url in lead.urls} ^ {url.rstrip("/") for url in other.urls}
        if lead.name == other.name and lead.urls and other.urls and urls:
            return f"{lead.name} has the address {other.urls[0]} on {spot}; choose one"
        if lead.name != other.name and _is_near(lead, other):
            return f"{spot} writes “{other.name}”; is it the same person?"
    return ""


def _is_near(one: Lead, other: Lead) -> bool:
    if not set(one.urls).isdisjoint(other.urls):
        return True
    first, second = " ".join(words_of(one.name)), " ".join(words_of(other.name))
    is_whole = " " in first and " " in second
    return is_whole and SequenceMatcher(None, first, second).ratio() >= _ALIKE


RULE = Rule("RK302", "one-person-twice", "info", "One person has two addresses or names.", check)
