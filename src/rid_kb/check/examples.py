"""What a rule finds in a small list, for the examples in its docstring."""

from collections.abc import Iterable
from datetime import date

from rid_kb.check.checking import is_selected
from rid_kb.check.documents import Facts, Group, read_document
from rid_kb.check.findings import Finding, Rule
from rid_kb.check.mending import mended
from rid_kb.model import Identifier, Source, SourceRole, Work

TODAY = date(2024, 6, 1)


def found(rule: Rule, *texts: str, works: Iterable[Work] = (), unknown: str = "") -> list[str]:
    r"""Give what a rule says of one group's documents, an archive after the first one.

    >>> from rid_kb.check.rules.empty_line import RULE
    >>> found(RULE, "# List\n\n- \n")
    ['3:1 the item is empty; fill it or take it out']
    """
    return [
        f"{each.problem.place.line}:{each.problem.place.column} {each.problem.message}"
        for each in findings(rule, *texts, works=works, unknown=unknown)
    ]


def fixed(rule: Rule, text: str, works: Iterable[Work] = ()) -> str:
    """Give a document as a rule mends it."""
    return mended(text, findings(rule, text, works=works))


def findings(
    rule: Rule, *texts: str, works: Iterable[Work] = (), unknown: str = ""
) -> list[Finding]:
    """Apply one rule, whether it is one of those by default or not."""
    assert is_selected(rule, [rule.code], [])  # noqa: S101
    roles: list[SourceRole] = ["schedule", "archive"] if len(texts) > 1 else ["list"]
    documents = [
        read_document(Source(f"{role}.md", text, role))
        for role, text in zip(roles, texts, strict=True)
    ]
    known = {identifier: work for work in works for identifier in work.identifiers}
    missing = frozenset([Identifier("arxiv", unknown)] if unknown else [])
    group = Group(documents, Facts(known, missing, TODAY))
    return [Finding(rule, problem) for problem in rule.check(group)]
