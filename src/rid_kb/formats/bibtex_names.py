"""Names in BibTeX: lists joined by "and", "von Last, Jr, First", organisations in braces.

Source: Nicolas Markey, Tame the BeaST, section 11,
https://mirrors.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf
"""

import re
from collections.abc import Iterator, Sequence

from rid_kb.formats.latex import escape_text, latex_to_text
from rid_kb.formats.markup import normal_text
from rid_kb.formats.names import Role, contributor_from_name, split_particle
from rid_kb.model import Contributor


def names_to_bibtex(people: Sequence[Contributor]) -> list[str]:
    """Write names one by one; organisations stand in braces, and so does what would be misread.

    >>> names_to_bibtex([Contributor("Beethoven", "Ludwig", "van"), Contributor("Plato")])
    ['van Beethoven, Ludwig', 'Plato']
    >>> names_to_bibtex([Contributor("Llama Team, AI @ Meta", is_organisation=True)])
    ['{Llama Team, AI @ Meta}']
    """
    return [name for name in map(_name, people) if name]


def split_names(latex: str, role: Role) -> tuple[tuple[Contributor, ...], bool]:
    r"""Read a list of names, and whether "and others" cuts it.

    >>> people, is_truncated = split_names(r"de Vries, Harm and {BigCode} and others", "author")
    >>> [(person.particle, person.family) for person in people], is_truncated
    ([('de', 'Vries'), ('', 'BigCode')], True)
    """
    names = [part.strip() for part in split_outside_braces(latex, r"\s+and\s+")]
    is_truncated = "others" in names
    people = (_contributor(name, role) for name in names if name and name != "others")
    return tuple(person for person in people if person.family), is_truncated


def _name(person: Contributor) -> str:
    family = normal_text(person.family)
    particle = normal_text(person.particle)
    if not family:
        return ""
    if person.is_organisation:
        return _guarded(family)
    if particle and split_particle(f"{particle} X")[0] != particle:
        family, particle = f"{particle} {family}", ""
    last = _part(family, needs_guard=_is_misread(family, particle, bool(person.given)))
    if particle:
        last = f"{particle} {last}"
    given, suffix = _part(normal_text(person.given)), _part(normal_text(person.suffix))
    if suffix:
        return f"{last}, {suffix}, {given or '{}'}"
    return f"{last}, {given}" if given else last


def _is_misread(family: str, particle: str, has_given: bool) -> bool:
    """Tell whether a reader would take a part of the family name for something else."""
    is_bare = not has_given and not particle
    starts_low = family[0].islower() and " " in family
    return starts_low or (is_bare and " " in family) or family == "others"


def _part(text: str, *, needs_guard: bool = False) -> str:
    has_and = re.search(r"(?:^|\s)and(?:\s|$)", text, re.IGNORECASE)
    return _guarded(text) if needs_guard or has_and or "," in text else escape_text(text)


def _guarded(text: str) -> str:
    latex = escape_text(text)
    # A brace right before a command would be one of the command's own.
    return f"{{{{}}{latex}}}" if latex.startswith("\\") else f"{{{latex}}}"


def _contributor(name: str, role: Role) -> Contributor:
    if _is_guarded(name):
        return Contributor(latex_to_text(name), role=role, is_organisation=True)
    parts = [part.strip() for part in split_outside_braces(name, ",")]
    if len(parts) == 1:
        return _from_reading_order(name, role)
    last, given, suffix = parts[0], parts[-1], parts[1] if len(parts) > 2 else ""
    particle, family = _last_name(last)
    return Contributor(family, latex_to_text(given), particle, latex_to_text(suffix), role)


def _last_name(last: str) -> tuple[str, str]:
    """Part the particles from the family name; what stands in braces is all family name."""
    words = list(split_outside_braces(last, r"\s+"))
    if not _is_guarded(words[-1]):
        return split_particle(latex_to_text(last))
    before = " ".join(latex_to_text(word) for word in words[:-1])
    family = latex_to_text(words[-1])
    particle, rest = split_particle(f"{before} X")
    return (particle, family) if rest == "X" else ("", f"{before} {family}")


def _from_reading_order(name: str, role: Role) -> Contributor:
    words = [word for word in split_outside_braces(name, r"\s+|~") if word]
    if len(words) > 1 and _is_guarded(words[-1]):
        before, family = " ".join(map(latex_to_text, words[:-1])), latex_to_text(words[-1])
        if split_particle(f"{before} X")[0] == before:
            return Contributor(family, particle=before, role=role)
        return Contributor(family, before, role=role)
    text = latex_to_text(name)
    particle, family = split_particle(text)
    if particle:
        return Contributor(family, particle=particle, role=role)
    return contributor_from_name(text.replace(",", " "), role)


def _is_guarded(latex: str) -> bool:
    """Tell whether one pair of braces that serves no command holds all of it."""
    if not latex.startswith("{") or latex.startswith("{\\") or not latex.endswith("}"):
        return False
    depth = 0
    for place, character in enumerate(latex):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return place == len(latex) - 1
    return False


def split_outside_braces(latex: str, separator: str) -> Iterator[str]:
    r"""Split at the pattern `separator` wherever no brace is open.

    >>> list(split_outside_braces("{a # b} # c", r"\s*#\s*"))
    ['{a # b}', 'c']
    """
    depth, start = 0, 0
    for match in re.finditer(rf"[{{}}]|{separator}", latex, re.IGNORECASE):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 0:
            yield latex[start : match.start()]
            start = match.end()
    yield latex[start:]
