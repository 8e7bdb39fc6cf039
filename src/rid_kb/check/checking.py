"""Applying rules: which ones, and where a list says that they should not."""

import re
from collections.abc import Sequence

from rid_kb.check.documents import Document, Group
from rid_kb.check.findings import Finding, Rule
from rid_kb.check.rules import RULES

_IGNORED = re.compile(r"<!--\s*rid-kb:\s*ignore\b([^>]*?)-->", re.IGNORECASE)
_CODE = re.compile(r"RK\d+", re.IGNORECASE)


def check_group(
    group: Group, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Apply the rules that are selected to one group's documents; findings by place.

    `select` and `ignore` name codes or their beginnings; the longer one counts. A comment
    `<!-- rid-kb: ignore RK101 -->` on a line or the one above leaves out what is found there,
    one without a code all of it.
    """
    documents = {each.source.path: each for each in group.documents}
    findings = [
        Finding(rule, problem)
        for rule in RULES
        if is_selected(rule, select, ignore)
        for problem in rule.check(group)
    ]
    kept = {
        each.order: each
        for each in findings
        if not _is_ignored(each, documents[each.problem.place.path])
    }
    return tuple(kept[order] for order in sorted(kept))


def is_selected(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Tell whether a rule applies; one that is off by default does when all of its code is named.

    >>> rule = RULES[0]
    >>> rule.code, is_selected(rule, ["RK1"], ["RK"]), is_selected(rule, [], [rule.code])
    ('RK101', True, False)
    """
    chosen, refused = (
        max((len(each) for each in names if _matches(rule.code, each)), default=-1)
        for names in (select, ignore)
    )
    if chosen < 0 and select:
        return False
    if not (rule.is_default or {name.upper() for name in select} & {rule.code, "ALL"}):
        return False
    return chosen > refused or refused < 0


def unknown_selectors(names: Sequence[str]) -> list[str]:
    """List the names that are of no rule."""
    return [name for name in names if not any(_matches(rule.code, name) for rule in RULES)]


def _matches(code: str, name: str) -> bool:
    return name.upper() == "ALL" or (bool(name) and code.startswith(name.upper()))


def _is_ignored(finding: Finding, document: Document) -> bool:
    place = finding.problem.place
    for line in (place.line, place.line - 1):
        for comment in _IGNORED.finditer(document.lines[line - 1] if line else ""):
            codes = [code.upper() for code in _CODE.findall(comment[1])]
            if not codes or finding.rule.code in codes:
                return True
    return False
