"""Works as a list of references in Markdown, in one plain style: author, year, title, where."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from rid_kb.formats.markup import normal_text
from rid_kb.model import Contributor, Work

SHOWN_AUTHORS = 10
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_OPENS_BLOCK = re.compile(r"^(\d*)([+.)=-])")
_IN_ITALICS = frozenset({"book", "collection", "report", "thesis"})


def works_to_references(works: Sequence[Work]) -> str:
    """Write one item of a list for each work, in the order given.

    What Markdown would read as markup is escaped; only addresses on the web are links.

    >>> person = Contributor("Hu", "Edward J.")
    >>> work = Work("LoRA", contributors=(person,), issued="2021", url="https://x.org/a_b")
    >>> print(works_to_references([work]), end="")
    - Hu, E. J. (2021). LoRA. <https://x.org/a_b>
    """
    return "".join(f"- {_inline(' '.join(_parts(work)))}\n" for work in works)


def _inline(item: str) -> str:
    """Keep the start of an item from being the start of a list or a heading within it."""
    return _OPENS_BLOCK.sub(r"\1\\\2", item)


def _parts(work: Work) -> Iterator[str]:
    authors = [each for each in work.contributors if each.role == "author"]
    title = f"*{_escaped(work.title)}*" if work.type in _IN_ITALICS else _escaped(work.title)
    year = f"({work.year or 'n.d.'})."
    if authors:
        yield f"{_listed(authors, is_cut=work.is_truncated)} {year}"
        yield _sentence(title)
    else:
        yield f"{title} {year}"
    if container := _container(work):
        yield container
    if publisher := ", ".join(filter(None, (work.publisher_place, work.publisher))):
        yield _sentence(_escaped(publisher))
    if address := _address(work):
        yield f"<{address}>"
    if work.note:
        yield _sentence(_escaped(f"Note: {work.note}"))


def _listed(authors: Sequence[Contributor], *, is_cut: bool) -> str:
    names = [_name(each) for each in authors[:SHOWN_AUTHORS]]
    if is_cut or len(authors) > SHOWN_AUTHORS:
        return ", ".join([*names, "et al."])
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} & {names[-1]}"


def _name(person: Contributor) -> str:
    family = " ".join(part for part in (person.particle, person.family) if part)
    initials = " ".join(_initial(part) for part in _given_names(person.given))
    return ", ".join(_escaped(part) for part in (family, initials, person.suffix) if part)


def _given_names(given: str) -> list[str]:
    """Part given names at spaces and after the points of initials."""
    return re.findall(r"[^\s.]+", given)


def _initial(given: str) -> str:
    """Shorten a given name, both halves of one with a hyphen."""
    return "-".join(f"{half[0]}." for half in given.split("-") if half)


def _container(work: Work) -> str:
    if not work.container_title:
        return ""
    number = work.volume + (f"({work.issue})" if work.issue else "")
    parts = [
        f"*{_escaped(work.container_title)}*",
        _escaped(number),
        _escaped(work.pages.replace("-", "–")),
    ]
    is_part = work.type in ("chapter", "paper-conference")
    return ("In " if is_part else "") + _sentence(", ".join(part for part in parts if part))


def _address(work: Work) -> str:
    doi = next((each.value for each in work.identifiers if each.scheme == "doi"), "")
    address = f"https://doi.org/{quote(doi, safe='/:;()')}" if doi else work.url
    is_web = urlsplit(address).scheme in ("http", "https")
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~._-") if is_web else ""


def _sentence(text: str) -> str:
    return text if re.search(r"[.!?]\W*$", text) else f"{text}."


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", normal_text(text))
