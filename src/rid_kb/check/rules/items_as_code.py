"""RK404: items so far indented that they are code."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from rid_kb.check.documents import Group, Place
from rid_kb.check.findings import Problem, Rule

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S")


def check(group: Group) -> Iterator[Problem]:
    r"""Find indented items that CommonMark shows as code, not as a list.

    >>> from rid_kb.check.examples import fixed, found
    >>> text = "## Main\n\n    - [a](https://a.org)\n      - b\n"
    >>> found(RULE, text)[0]
    '3:1 CommonMark takes this indented item for code; indent it less'
    >>> fixed(RULE, text)
    '## Main\n\n- [a](https://a.org)\n  - b\n'
    >>> found(RULE, "- a\n    - b\n")
    []
    """
    for document in group.documents:
        for token in MarkdownIt().parse("\n".join(document.lines)):
            if token.type != "code_block" or token.map is None or token.level:
                continue
            first, end = token.map
            lines = [(n, document.lines[n - 1]) for n in range(first + 1, end + 1)]
            listed = [(n, line) for n, line in lines if line.strip()]
            if not listed or not _ITEM.match(listed[0][1]):
                continue
            indent = len(listed[0][1]) - len(listed[0][1].lstrip())
            for number, line in listed:
                shared = len(line) - len(line.lstrip())
                place = Place(document.source.path, number, 1, min(indent, shared))
                message = "CommonMark takes this indented item for code; indent it less"
                yield Problem(place, message, "")


RULE = Rule(
    "RK404",
    "items-as-code",
    "error",
    "Items are indented so far that they are code.",
    check,
    is_fixable=True,
)
