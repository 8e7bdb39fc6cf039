"""Who leads a session, as a cell or a line tells it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rid_kb.model import Lead
from rid_kb.outline import Cell, OutlineNode, cut, drop
from rid_kb.reading_list.entries import without_pictures
from rid_kb.reading_list.kinds import without_tbc
from rid_kb.reading_list.vocabulary import NOBODY

_SEPARATOR = re.compile(r"\s*(?:[,;\n&+|]|\band\b|\bwith\b|\s/\s)\s*")
_AFFILIATION = re.compile(r"(.*?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_ROLE = re.compile(
    r"^(?:led by|presented by|presenters?|speakers?|leads?|leaders?|discussants?|hosts?|by)\b"
    r"[\s:]*",
    re.IGNORECASE,
)
_EDGES = " \t\n.,:;-–—*_"
_LED = re.compile(
    r"[\s,;|–—(\[-]*\b(?:(?:led|presented|hosted|chaired) by|(?:paper |discussion )?"
    r"(?:presenters?|speakers?|leads?|leaders?|discussants?|hosts?|chairs?|moderators?|facilitators?)\s*:)\s*"
    r"([^()\[\]:]+(?:\([^()]*\))?)[)\]]?\W*$",
    re.IGNORECASE,
)
_NAMES_FIRST = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*[:–—-]*\s*(?=\S)")
_NAMES_LAST = re.compile(r"\s*(?:[-–—|]+\s+|[(\[])([^()\[\]|]+)[)\]]?\W*$")
_NAME = re.compile(r"@?[^\W\d_](?:[\w.'’-]*[^\W\d_])?\.?")
_NAMES_AT_END = re.compile(r"\s*[(\[]([^()\[\]|]+)[)\]]\W*$")
_ENOUGH, _MOST = 3, 0.6  # titles that end in names, and their share of all
# Ann Lee, "On graphs", or Ann Lee (MIT): On graphs
_NAMES_THEN_TITLE = re.compile(
    r"\s*(([^\"“”:()]+?)(?:\s*\([^()]+\)\s*:|(?:\s*\([^()]+\))?\s*[,:–—-]?(?=\s*[\"“])))\s*(?=\S)"
)
_BARS = (r"\s+\|\s+", r"\s+//\s+")  # what parts a title as a table does
_DASH = r"\s+[-–—]+\s+"
_PARTICLES = frozenset("al ben da de del della den der di dos du el la le ten van von zu".split())
_NO_NAMES = frozenset(
    "nature science cell blog paper papers slides video part optional recap intro introduction "
    "overview survey review discussion cancelled canceled online hybrid remote zoom tba tbd tbc "
    "continued required workshop tutorial talk distill preprint book chapter reading code notes "
    "position session week room oral poster spotlight draft new".split()
)


def parse_leads(cell: Cell) -> tuple[Lead, ...]:
    """Read names, linked or not, between commas, "and" or "&".

    >>> [(lead.name, lead.affiliation) for lead in parse_leads(Cell("Fede & Tim H (Microsoft)"))]
    [('Fede', ''), ('Tim H', 'Microsoft')]
    >>> parse_leads(Cell("TBC"))
    ()
    """
    leads: list[Lead] = []
    for start, end in _parts(cell):
        urls = tuple(
            link.url
            for link in cell.links
            if start <= link.start < end and link.url.startswith(("http://", "https://"))
        )
        lead = _lead(cell.text[start:end], urls)
        if lead and all(lead.name != other.name for other in leads):
            leads.append(lead)
    return tuple(leads)


def split_leads(node: OutlineNode) -> tuple[OutlineNode, tuple[Lead, ...]]:
    """Part a session's title from who leads it, where the title tells that too.

    Names are told by a word ("presented by", "Speaker:"), or stand before all ("(Ann): …"), or
    after the link that the title is ("[…](…) - Ann").

    >>> node, leads = split_leads(OutlineNode("heading", 1, text="GANs (presenter: Ann Lee)"))
    >>> node.text, [lead.name for lead in leads]
    ('GANs', ['Ann Lee'])
    """
    rest, leads = split_stated_leads(node)
    if rest is not node:
        return rest, leads
    first = _NAMES_FIRST.match(node.text)
    if first and is_names(first.group(1)):
        rest, leads = cut(node, first.end()), parse_leads(_cell(cut(node, *first.span(1))))
        return rest, leads
    told = _NAMES_THEN_TITLE.match(node.text)
    if told and are_whole_names(told.group(2)):
        return cut(node, told.end()), parse_leads(_cell(cut(node, *told.span(1))))
    if rest_and_leads := _split_parts(node):
        return rest_and_leads
    place = max((link.end for link in node.links if not link.is_bare), default=0)
    last = _NAMES_LAST.match(node.text, place) if place else None
    if last and is_names(last.group(1)):
        return _without(node, last.start(), last.span(1))
    return node, ()


def _split_parts(node: OutlineNode) -> tuple[OutlineNode, tuple[Lead, ...]] | None:
    """Take the names out of "Topic | Ann Lee | …" and of "Topic – Ann Lee – [paper](…)"."""
    for separator in (*_BARS, _DASH):
        ends = [match.span() for match in re.finditer(separator, node.text)]
        spans = [*pairwise([0, *(place for span in ends for place in span), len(node.text)])][::2]
        named = [span for span in spans if are_whole_names(node.text[slice(*span)])]
        before_link = [
            span
            for span, after in pairwise(spans)
            if span != spans[0] and any(link.start == after[0] for link in node.links)
        ]
        if len(spans) > 1 and len(named) == 1 and (separator in _BARS or named[0] in before_link):
            start, end = named[0]
            place = spans.index(named[0])
            gap = (spans[place - 1][1], end) if place else (0, spans[1][0])
            return drop(node, *gap), parse_leads(_cell(cut(node, start, end)))
    return None


def are_whole_names(text: str) -> bool:
    """Tell names of people by their given and family names.

    >>> are_whole_names("Ann Lee, Bo Ek"), are_whole_names("Ann"), are_whole_names("On graphs")
    (True, False, False)
    """
    parts = [
        part for part in _SEPARATOR.split(without_pictures(text).strip(_EDGES)) if part.strip()
    ]
    return bool(parts) and all(len(part.split()) > 1 and _is_name(part) for part in parts)


def end_in_names(titles: Iterable[str]) -> bool:
    """Tell a document that names who leads in parentheses at the end of most titles.

    >>> end_in_names(["GANs (Ann Lee)", "Flows (Bo)", "VAEs (Cy Ek)", "EBMs"])
    True
    >>> end_in_names(["GANs (part one)", "GANs (Part Two)", "Flows", "VAEs (Cy Ek)"])
    False
    """
    matches = [_NAMES_AT_END.search(title) for title in titles if title]
    named = sum(match is not None and is_names(match[1]) for match in matches)
    return named >= _ENOUGH and named >= _MOST * len(matches)


def split_last_leads(node: OutlineNode) -> tuple[OutlineNode, tuple[Lead, ...]]:
    """Part a title from the names in parentheses at its end."""
    last = _NAMES_AT_END.search(node.text)
    return _without(node, last.start(), last.span(1)) if last and is_names(last[1]) else (node, ())


def split_stated_leads(node: OutlineNode) -> tuple[OutlineNode, tuple[Lead, ...]]:
    """Part a line from who leads, where a word at its end says so ("presented by Ann")."""
    stated = _LED.search(node.text)
    names = re.sub(r"\s*\([^()]*\)", "", stated.group(1)) if stated else ""
    if stated and (is_names(names) or not without_tbc(names)):
        return _without(node, stated.start(), stated.span(1))
    return node, ()


def is_names(text: str) -> bool:
    """Tell whether a text reads like the names of people.

    >>> [is_names(text) for text in ("Ann & Bob de Vries", "NeurIPS 2023", "part one", "ICML")]
    [True, False, False, False]
    """
    return all(_is_name(part) for part in _SEPARATOR.split(text) if part.strip())


def _is_name(text: str) -> bool:
    words = text.split()
    known = [word for word in words if word.lower() not in _PARTICLES]
    return 0 < len(words) <= 4 and all(
        _NAME.fullmatch(word)
        and (word[0].isupper() or word[0] == "@")
        and not (word.isupper() and len(word) > 2)
        and not re.search(r"[a-z][A-Z]{2}", word)
        and word.lower().strip(".") not in _NO_NAMES
        for word in known
    )


def _without(
    node: OutlineNode, start: int, names: tuple[int, int]
) -> tuple[OutlineNode, tuple[Lead, ...]]:
    leads = parse_leads(_cell(cut(node, *names)))
    return (cut(node, 0, start), leads) if leads else (node, ())


def _cell(node: OutlineNode) -> Cell:
    return Cell(node.text, node.links)


def _parts(cell: Cell) -> Iterator[tuple[int, int]]:
    """Cut at the separators that stand neither in a link nor in parentheses."""
    kept = [(link.start, link.end) for link in cell.links]
    kept += [match.span() for match in re.finditer(r"\([^()]*\)", cell.text)]
    start = 0
    for separator in _SEPARATOR.finditer(cell.text):
        if not any(first < separator.end() and separator.start() < last for first, last in kept):
            yield start, separator.start()
            start = separator.end()
    yield start, len(cell.text)


def _lead(text: str, urls: tuple[str, ...]) -> Lead | None:
    name = without_tbc(_ROLE.sub("", without_pictures(" ".join(text.split())).strip(_EDGES)))
    affiliation = ""
    if match := _AFFILIATION.fullmatch(name):
        name, affiliation = match.groups()
    name = name.strip(_EDGES).removeprefix("@")
    affiliation = without_tbc(affiliation)
    if not any(character.isalpha() for character in name) or NOBODY.fullmatch(name):
        return None
    if name.startswith(("http://", "https://")):
        return None
    return Lead(name, affiliation, urls)


def merge_leads(
    groups: Sequence[Sequence[Lead]], aliases: Mapping[str, str]
) -> tuple[tuple[Lead, ...], ...]:
    """Make one lead of all that is said of one person, group by group.

    A first name alone is the only lead who bears it. URLs and affiliation come from all the
    places together. `aliases` gives the name for other ways to write it.

    >>> merge_leads([[Lead("Fede Nanni", urls=("https://x.org",))], [Lead("Fede")]], {})[1]
    (Lead(name='Fede Nanni', affiliation='', urls=('https://x.org',)),)
    """
    known = {alias.casefold(): name for alias, name in aliases.items()}
    named = [
        [replace(lead, name=known.get(lead.name.casefold(), lead.name)) for lead in group]
        for group in groups
    ]
    names = {lead.name.casefold(): lead.name for group in reversed(named) for lead in group}
    people: dict[str, Lead] = {}
    for group in named:
        for lead in group:
            name = _whole_name(lead.name, names)
            other = people.get(name, Lead(name))
            people[name] = Lead(
                name,
                other.affiliation or lead.affiliation,
                tuple(dict.fromkeys((*other.urls, *lead.urls))),
            )
    return tuple(
        tuple(dict.fromkeys(people[_whole_name(lead.name, names)] for lead in group))
        for group in named
    )


def _whole_name(name: str, names: Mapping[str, str]) -> str:
    """Find the one longer name that begins with a first name that stands alone."""
    if " " not in name:
        longer = [other for key, other in names.items() if key.startswith(f"{name.casefold()} ")]
        if len(longer) == 1:
            return longer[0]
    return names[name.casefold()]
