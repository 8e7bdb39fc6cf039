"""Names of people and organisations: from one string to family, given, particle and suffix."""

import re
from typing import Literal

from rid_kb.formats.markup import normal_text
from rid_kb.model import Contributor

Role = Literal["author", "editor"]

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    {"af", "al", "auf", "aus", "av", "da", "dal", "dalla", "das", "de", "degli", "dei", "del"}
    | {"dell", "della", "delle", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "in"}
    | {"la", "las", "le", "lo", "los", "ten", "ter", "tot", "van", "ver", "vom", "von", "vor"}
    | {"y", "zu", "zum", "zur", "'t"}
)
_JOINING = frozenset({"y", "e", "i"})  # between two family names: Agüera y Arcas
_FAMILY_PREFIXES = frozenset(
    {"Da", "De", "Del", "Della", "Den", "Der", "Di", "Dos", "Du", "La", "Van", "Von"}
)
# Where "Van" is a middle name.
_VIETNAMESE = frozenset(
    {"Bui", "Dang", "Dinh", "Do", "Duong", "Ho", "Hoang", "Le", "Ly", "Ngo", "Nguyen", "Pham"}
    | {"Phan", "Tran", "Truong", "Vo", "Vu"}
)
_ORGANISATION = re.compile(
    r"@|\b(?:team|group|collaboration|consortium|committee|council|project|initiative|institute|"
    r"university|laborator(?:y|ies)|labs?|foundation|association|society|organi[sz]ation|company|"
    r"corporation|agency|ministry|department|network|community|contributors|inc\.|ltd\.?|gmbh)(?!\w)",
    re.IGNORECASE,
)


def contributor_from_name(name: str, role: Role = "author") -> Contributor:
    """Split a name that comes as one string, as arXiv sends it, or as "Family, Given".

    Names in reading order have the last word as family name, with the particles before it and
    both parts of a double name joined by "y" or "e"; an order that the source does not tell
    (Hungarian, Chinese) is not guessed. Organisations and single names are whole in `family`.

    >>> person = contributor_from_name("Ludwig van Beethoven")
    >>> person.given, person.particle, person.family
    ('Ludwig', 'van', 'Beethoven')
    >>> contributor_from_name("Llama Team, AI @ Meta").is_organisation
    True
    """
    text = normal_text(name)
    if is_organisation_name(text):
        return Contributor(text, role=role, is_organisation=True)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and parts[1].lower() not in _SUFFIXES:
        particle, family = split_particle(parts[0])
        return Contributor(family, parts[1], particle, role=role)
    if len(parts) == 3:
        given, suffix = parts[1:] if parts[2].lower() in _SUFFIXES else reversed(parts[1:])
        particle, family = split_particle(parts[0])
        return Contributor(family, given, particle, suffix, role)
    return _from_words(text.replace(",", " ").split(), role)


def split_particle(family: str) -> tuple[str, str]:
    """Part the lower-case particles from the family name behind them.

    >>> split_particle("de la Cruz"), split_particle("hooks")
    (('de la', 'Cruz'), ('', 'hooks'))
    """
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count] in _PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def is_organisation_name(name: str) -> bool:
    """Tell a team, a laboratory or a society from a person by the words of its name.

    >>> is_organisation_name("BigCode collaboration"), is_organisation_name("Ada Lovelace")
    (True, False)
    """
    return _ORGANISATION.search(name) is not None


def _from_words(words: list[str], role: Role) -> Contributor:
    suffix = ""
    if len(words) > 2 and words[-1].lower() in _SUFFIXES:
        suffix = words.pop()
    start = _family_start(words)
    given, last = " ".join(words[:start]), " ".join(words[start:])
    particle, family = split_particle(last)
    return Contributor(family, given, particle, suffix, role)


def _family_start(words: list[str]) -> int:
    """Find the first word of the family name with its particles."""
    last = len(words) - 1
    for place in range(1, last):
        if words[place] in _JOINING and place > 1:
            return place - 1
        if words[place] in _PARTICLES - _JOINING:
            return place
        if words[place] in _FAMILY_PREFIXES and words[0] not in _VIETNAMESE:
            return place
    return max(last, 0)
