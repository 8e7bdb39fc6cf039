"""RK201: a link of the schedule whose section is not there, or is another session's."""

from collections.abc import Iterator

from rid_kb.check.documents import Document, Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.reading_list.drafts import SessionDraft


def check(group: Group) -> Iterator[Problem]:
    r"""Follow the anchors of the schedule's rows.

    >>> from rid_kb.check.examples import fixed, found
    >>> head = "| Date | Topic |\n|---|---|\n"
    >>> text = head + "| [08/01/24](#080124) | A |\n| [15/01/24](#150224) | B |\n\n"
    >>> sections = "## 08/01/24\n\n## 15/01/24\n"
    >>> found(RULE, text + sections)
    ['4:14 no heading has the anchor #150224; the section of this day is #150124']
    >>> fixed(RULE, text + sections).splitlines()[3]
    '| [15/01/24](#150124) | B |'
    >>> found(RULE, text.replace("#150224", "#080124") + sections)
    ['4:14 #080124 is the section of 2024-01-08; that of this day is #150124']
    >>> found(RULE, text.replace("#150224", "#150124") + sections)
    []
    """
    for document in group.documents:
        anchors = {name for node in document.nodes for name in node.anchors}
        for row in document.rows:
            if row.target:
                yield from _problems(document, row, anchors)


def _problems(document: Document, row: SessionDraft, anchors: set[str]) -> Iterator[Problem]:
    own = [each for each in document.sections if row.iso and each.iso == row.iso and each.anchors]
    led_to = [each for each in document.sections if row.target in each.anchors]
    place = document.place(f"#{row.target}", row.line)
    good = f"#{own[0].anchors[0]}" if len(own) == 1 else None
    if row.target not in anchors:
        hint = f"the section of this day is {good}" if good else "write its section, or unlink it"
        yield Problem(place, f"no heading has the anchor #{row.target}; {hint}", good)
    elif led_to and row.iso and led_to[0].iso and led_to[0].iso != row.iso:
        hint = f"that of this day is {good}" if good else f"this row is of {row.iso}"
        message = f"#{row.target} is the section of {led_to[0].iso}; {hint}"
        yield Problem(place, message, good)


RULE = Rule(
    "RK201",
    "wrong-anchor",
    "error",
    "A row of the schedule leads to no section, or another's.",
    check,
    is_fixable=True,
)
