"""Applying what findings would change, and nothing else of a text."""

import re
from collections.abc import Iterable, Sequence

from rid_kb.check.findings import Finding
from rid_kb.controls import without_controls


def mended(text: str, findings: Iterable[Finding]) -> str:
    """Put each replacement in its place; every other character stays, line ends too.

    A line with control characters is left alone. Where two would change the same place, the
    first one does; the other is found again.
    """
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    offset = len(text) - len(text.removeprefix("\ufeff"))
    for number, edits in _by_line(findings).items():
        line = lines[number - 1]
        if line != without_controls(line):
            continue
        shift = offset if number == 1 else 0
        for column, length, replacement in edits:
            start = column - 1 + shift
            line = line[:start] + replacement + line[start + length :]
        lines[number - 1] = line
    return "".join(lines)


def _by_line(findings: Iterable[Finding]) -> dict[int, Sequence[tuple[int, int, str]]]:
    """Gather the edits of each line, the last one first, without those that overlap."""
    lines: dict[int, list[tuple[int, int, str]]] = {}
    for finding in sorted(findings, key=lambda each: each.order):
        place, replacement = finding.problem.place, finding.problem.replacement
        if replacement is None:
            continue
        edits = lines.setdefault(place.line, [])
        if not edits or edits[-1][0] + edits[-1][1] <= place.column:
            edits.append((place.column, place.length, replacement))
    return {line: edits[::-1] for line, edits in lines.items()}
