"""RK401: text that was decoded wrongly on its way."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import ftfy

from rid_kb.check.documents import Group, Place
from rid_kb.check.findings import Problem, Rule


def check(group: Group) -> Iterator[Problem]:
    r"""Find what ftfy can put right.

    >>> from rid_kb.check.examples import fixed, found
    >>> found(RULE, "# Models â€“ what to do\n")
    ['1:10 “â€“” was decoded wrongly; write “–”']
    >>> fixed(RULE, "# Models â€“ what to do\r\n")
    '# Models – what to do\r\n'
    >>> found(RULE, "# Modèles – que faire\n")
    []
    """
    for document in group.documents:
        for number, line in enumerate(document.lines, start=1):
            good = line if line.isascii() else ftfy.fix_encoding(line)
            if good == line:
                continue
            matcher = SequenceMatcher(None, line, good, autojunk=False)
            for start, end, start_good, end_good in _changes(matcher):
                bad, right = line[start:end], good[start_good:end_good]
                place = Place(document.source.path, number, start + 1, end - start)
                yield Problem(place, f"“{bad}” was decoded wrongly; write “{right}”", right)


def _changes(matcher: "SequenceMatcher[str]") -> list[tuple[int, int, int, int]]:
    """Give the spans that differ, those that touch as one."""
    joined: list[tuple[int, int, int, int]] = []
    for tag, start, end, start_good, end_good in matcher.get_opcodes():
        if tag == "equal":
            continue
        if joined and joined[-1][1] == start:
            start, _, start_good, _ = joined.pop()
        joined.append((start, end, start_good, end_good))
    return joined


RULE = Rule("RK401", "mojibake", "error", "Text was decoded wrongly.", check, is_fixable=True)
