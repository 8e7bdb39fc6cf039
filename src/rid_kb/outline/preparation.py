"""Text made ready for a CommonMark parser, line for line.

What CommonMark does not know is cut out or mended, and every line stays on its line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from rid_kb.controls import without_controls

_HIDDEN = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))
_FENCE = re.compile(r"\s*(?:[-*+]\s+)?(`{3,}|~{3,})")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)")
_INDENTED = re.compile(r"(?: {2,}|\t)\S")
_MENDS = (
    (re.compile(r"^(#{2,6})(?=[^#\s])"), r"\1 "),  # a heading without its space
    (re.compile(r"\] \((?=https?://)"), "]("),  # a space between a link's text and address
    (re.compile(r"\]\((https?://[^\s()<>\"]+(?: [^\s()<>\"]+)+)\)"), r"](<\1>)"),  # spaces in it
    (re.compile(r"\{:[^{}]*\}|\{%[^{}]*%\}"), ""),  # attributes and tags of site generators
)


@dataclass(frozen=True, slots=True)
class Footnote:
    """What a footnote says, and the line that it stands on."""

    text: str
    line: int


class Property(NamedTuple):
    """A key of the front matter, its value as text or as rows below a header, and its line."""

    name: str
    value: str | list[list[str]]
    line: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document for the parser, with what was cut out of it."""

    text: str
    front_matter: tuple[Property, ...] = ()
    footnotes: Mapping[str, Footnote] = field(default_factory=dict)


def prepare(text: str) -> Prepared:
    r"""Cut front matter, footnotes and what is hidden out of a document; mend its slips.

    >>> prepared = prepare("---\ntitle: Group\n---\n##Main\n<!-- no -->\n[^1]: A note\n")
    >>> prepared.text
    '\n\n\n## Main\n\n\n'
    >>> prepared.front_matter, prepared.footnotes
    ((Property(name='title', value='Group', line=2),), {'1': Footnote(text='A note', line=6)})
    """
    lines = split_lines(text)
    front_matter = _cut_front_matter(lines)
    visible = "\n".join(lines)
    for start, end in _HIDDEN:
        visible = _without(visible, start, end)
    lines = visible.split("\n")
    footnotes = dict(_cut_footnotes(lines))
    return Prepared("\n".join(_mended(lines)), front_matter, footnotes)


def split_lines(text: str) -> list[str]:
    r"""Part a document into lines as CommonMark counts them, without control characters.

    https://spec.commonmark.org/0.31.2/#line

    >>> split_lines("a\r\nb\x1ec\n")
    ['a', 'bc', '']
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return without_controls(text).split("\n")


def _cut_front_matter(lines: list[str]) -> tuple[Property, ...]:
    mark = lines[0].rstrip()
    ends = {"---": ("---", "..."), "+++": ("+++",)}.get(mark, ())
    stop = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ends), 0)
    if not stop:
        return ()
    matter = lines[1:stop]
    try:
        read = yaml.safe_load if mark == "---" else tomllib.loads
        values = read("\n".join(matter))
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return ()
    if not isinstance(values, dict):
        return ()
    lines[: stop + 1] = [""] * (stop + 1)
    found = (_property(str(key), value, matter) for key, value in values.items())
    return tuple(each for each in found if each.value)


def _property(key: str, value: object, matter: Sequence[str]) -> Property:
    place = re.compile(rf"""["']?{re.escape(key)}["']?\s*[:=]""")
    line = next((i for i, text in enumerate(matter, 2) if place.match(text)), 1)
    name = key.strip().lower()
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        tables = [each for each in value if isinstance(each, dict)]
        keys = list(dict.fromkeys(key for table in tables for key in table))
        rows = [[_plain(table.get(key)) for key in keys] for table in tables]
        return Property(name, [[str(key) for key in keys], *rows], line)
    return Property(name, _plain(value), line)


def _plain(value: object) -> str:
    """Write a value as text: a list by commas; tables within tables say nothing here."""
    if isinstance(value, list):
        texts = (_plain(each) for each in value if not isinstance(each, list))
        return ", ".join(text for text in texts if text)
    return "" if value is None or isinstance(value, (dict, list)) else str(value)


def _without(text: str, start: str, end: str) -> str:
    """Blank out what stands between two marks, keeping its line ends."""
    parts = []
    place = 0
    while (first := text.find(start, place)) >= 0 and (last := text.find(end, first)) >= 0:
        stop = last + len(end)
        parts += [text[place:first], "\n" * text.count("\n", first, stop)]
        place = stop
    return "".join([*parts, text[place:]])


def _cut_footnotes(lines: list[str]) -> Iterator[tuple[str, Footnote]]:
    place = 0
    while place < len(lines):
        if definition := _FOOTNOTE.match(lines[place]):
            first, words = place, [definition.group(2)]
            lines[place] = ""
            while place + 1 < len(lines) and _INDENTED.match(lines[place + 1]):
                place += 1
                words.append(lines[place].strip())
                lines[place] = ""
            yield definition.group(1), Footnote(" ".join(words), first + 1)
        place += 1


def _mended(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark.group(1)
            elif mark.group(1).startswith(fence):
                fence = ""
        elif not fence:
            for pattern, replacement in _MENDS:
                line = pattern.sub(replacement, line)
        yield line
