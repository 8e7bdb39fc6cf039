"""RK205: two sections with one date."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.reading_list.drafts import SessionDraft


def check(group: Group) -> Iterator[Problem]:
    r"""Find sections, or rows, of a document that have the date of one before them.

    >>> from rid_kb.check.examples import found
    >>> found(RULE, "## 2024-01-08: A\n\n## 2024-01-08: B\n")
    ['3:4 line 1 has a section of 2024-01-08 already; correct one, or join them']
    >>> found(RULE, "## 2024-01-08: A\n\n## 2024-01-15: B\n")
    []
    """
    for document in group.documents:
        for what, drafts in (("row", document.rows), ("section", document.sections)):
            firsts: dict[str, SessionDraft] = {}
            for draft in drafts:
                first = firsts.setdefault(draft.iso, draft)
                if draft.iso and first is not draft:
                    place = document.dated(draft)
                    message = f"line {first.line} has a {what} of {draft.iso} already"
                    yield Problem(place, f"{message}; correct one, or join them")


RULE = Rule("RK205", "repeated-date", "warning", "Two sections have one date.", check)
