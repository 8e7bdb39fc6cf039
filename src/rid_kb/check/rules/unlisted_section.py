"""RK208: a section that no row of the schedule leads to."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule


def check(group: Group) -> Iterator[Problem]:
    r"""Find dated sections without a row of their date or with their anchor.

    >>> from rid_kb.check.examples import found
    >>> head = "| Date | Topic |\n|---|---|\n| [08/01/24](#080124) | A |\n\n"
    >>> found(RULE, head + "## 08/01/24\n\n## 15/01/24\n")
    ['7:4 no row of the schedule leads here; add one for 2024-01-15']
    >>> found(RULE, head + "## 08/01/24\n")
    []
    """
    for document in group.documents:
        rows = document.rows
        dates, targets = {each.iso for each in rows}, {each.target for each in rows}
        for section in document.sections if rows else ():
            is_led_to = section.iso in dates or not targets.isdisjoint(section.anchors)
            if section.iso and not is_led_to:
                place = document.dated(section)
                message = f"no row of the schedule leads here; add one for {section.iso}"
                yield Problem(place, message)


RULE = Rule("RK208", "unlisted-section", "warning", "No row leads to a section.", check)
