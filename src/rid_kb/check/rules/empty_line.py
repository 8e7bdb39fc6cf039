"""RK402: a heading or an item without anything in it."""

import re
from collections.abc import Iterator, Sequence

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule

_EMPTY = re.compile(r"\s*(?:(#{1,6})|[-*+]|\d+[.)])(?:\s*|\s+(?:\[[ xX]?\]|\[\]\(\)|\*\*\*\*)\s*)$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_BREAK = re.compile(r"\s*(?:-\s*){3,}$")


def check(group: Group) -> Iterator[Problem]:
    r"""Find lines that are nothing but the mark of a heading or an item.

    >>> from rid_kb.check.examples import found
    >>> found(RULE, "##\n\n- [ ]\n")[0]
    '1:1 the heading is empty; fill it or take it out'
    >>> found(RULE, "- a\n- \n")
    ['2:1 the item is empty; fill it or take it out']
    >>> found(RULE, "## A\n\n- b\n\n---\n")
    []
    """
    for document in group.documents:
        is_code = False
        for number, line in enumerate(document.lines, start=1):
            is_code ^= _FENCE.match(line) is not None
            match = None if is_code or _BREAK.match(line) else _EMPTY.match(line)
            is_dash = line.strip() == "-" and _has_text_above(document.lines, number)
            if match is not None and not is_dash:
                what = "heading" if match[1] else "item"
                message = f"the {what} is empty; fill it or take it out"
                yield Problem(document.place(line.strip(), number), message)


def _has_text_above(lines: Sequence[str], number: int) -> bool:
    above = lines[number - 2] if number > 1 else ""
    return bool(above.strip()) and not above.lstrip().startswith(("-", "*", "+", "#", "|"))


RULE = Rule("RK402", "empty-line", "warning", "A heading or an item is empty.", check)
