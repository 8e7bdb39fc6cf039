"""What BibTeX and BibLaTeX entries share: keys, braces, and entry types that hold together."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import quote

from pylatexenc.latexencode import UnicodeToLatexEncoder

from rid_kb.errors import DuplicateCitationKey
from rid_kb.formats.bibtex_names import names_to_bibtex
from rid_kb.formats.latex import accented_to_latex, escape_text, latex_to_text
from rid_kb.formats.markup import normal_text
from rid_kb.model import UNRESOLVED, Work

_ADDRESS = re.compile(r"[^\x00-\x7f]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII = "".join(map(chr, range(128)))
Fields = Iterator[tuple[str, str]]


def write_entries(
    works: Sequence[Work],
    types_of: Callable[[Work], Sequence[str]],
    fields_of: Callable[[str, Work], Fields],
    required: Mapping[str, Sequence[str]],
) -> str:
    """Write works in their order, one entry each; the same works give the same bytes.

    `types_of` gives the entry types that a work could have, the best one first; it has the
    first one whose `required` fields are known ("author/editor" means either). An entry of
    which nothing but a list's words are known says so in a comment above it. Raises
    DuplicateCitationKey before anything is written.
    """
    keys = [entry_key(work) for work in works]
    seen: set[str] = set()
    for key in keys:
        if key.lower() in seen:  # BibTeX does not tell capitals in keys apart
            raise DuplicateCitationKey(key)
        seen.add(key.lower())
    entries = []
    for key, work in zip(keys, works, strict=True):
        *better, last = types_of(work)
        type_ = next((each for each in better if _has_all(fields_of, each, work, required)), last)
        remark = "% Nothing is known of this but its title and link.\n"
        fields = ",\n".join(
            f"  {name} = {value}" for name, value in fields_of(type_, work) if value
        )
        entries.append(f"{remark * (work.status == UNRESOLVED)}@{type_}{{{key},\n{fields}\n}}\n")
    return "\n".join(entries)


def entries_to_ascii(text: str) -> str:
    r"""Write entries in ASCII: LaTeX for what has a command, percent-encoding in addresses.

    What has neither stays as it is, and so does a letter that LaTeX would make another of.

    >>> entries_to_ascii("  author = {Kaiser, Łukasz},\n  url = {https://x.org/é}\n")
    '  author = {Kaiser, {\\L}ukasz},\n  url = {https://x.org/%C3%A9}\n'
    """
    return "".join(
        _ADDRESS.sub(lambda match: quote(match[0], safe=_ASCII), line)
        if re.match(r"\s*(?:url|doi|eprint|howpublished = \{\\url)\b", line)
        else _NOT_ASCII.sub(lambda match: _character_to_latex(match[0]), line)
        for line in text.splitlines(keepends=True)
    )


@cache
def _character_to_latex(character: str) -> str:
    written: str = _to_latex().unicode_to_latex(character)
    is_letter = unicodedata.category(character).startswith("L")
    if not is_letter or (written.isascii() and latex_to_text(written) == character):
        return written
    # pylatexenc's table has some letters under a wrong accent, as "ű" under the acute.
    accented = f"{{{accented_to_latex(character)}}}"
    return accented if latex_to_text(accented) == character else character


@cache
def _to_latex() -> UnicodeToLatexEncoder:
    return UnicodeToLatexEncoder(
        non_ascii_only=True,
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


def entry_key(work: Work) -> str:
    """Give the key of a work's entry; one without a citation key has its first identifier."""
    key = work.citation_key or "-".join(
        f"{each.scheme}-{each.value}" for each in work.identifiers[:1]
    )
    return safe_key(key) or "untitled"


def safe_key(key: str) -> str:
    """Put a hyphen for what no key can hold.

    >>> safe_key("müller, 2020")
    'm-ller-2020'
    """
    return re.sub(r"[^A-Za-z0-9.:/+_-]+", "-", key).strip("-")


def people(work: Work, role: str) -> str:
    """Write the authors or the editors of a work, "others" for those that the source cut."""
    named = names_to_bibtex([each for each in work.contributors if each.role == role])
    others = ["others"] if work.is_truncated and role == "author" and named else []
    return in_braces(" and ".join([*named, *others]))


def identifier_value(work: Work, scheme: str) -> str:
    """Give the value of the first identifier of a scheme, "" without one."""
    return next((each.value for each in work.identifiers if each.scheme == scheme), "")


def page_range(work: Work) -> str:
    """Write pages with the dash of a range."""
    return in_braces(
        re.sub(r"\s*-+\s*", "--", escape_text(normal_text(work.pages.replace("–", "-"))))
    )


def braced(text: str) -> str:
    r"""Write text as LaTeX in braces; "" stays "".

    >>> braced("Search & Rescue")
    '{Search \\& Rescue}'
    """
    return in_braces(escape_text(normal_text(text)))


def one_in_list(text: str) -> str:
    """Write text for a field that "and" would part, as BibLaTeX's lists of publishers.

    >>> one_in_list("Wiley and Sons"), one_in_list("MIT Press")
    ('{{Wiley and Sons}}', '{MIT Press}')
    """
    value = braced(text)
    return in_braces(value) if re.search(r"\band\b", value, re.IGNORECASE) else value


def in_braces(value: str) -> str:
    """Put what is LaTeX already in braces; "" stays ""."""
    return f"{{{value}}}" if value else ""


def verbatim(value: str) -> str:
    """Leave a URL, a DOI or an eprint alone, but for what could leave its braces."""
    safe = re.sub(r"[\s{}\\\"<>\x00-\x1f\x7f]", lambda match: quote(match[0]), value.strip())
    return in_braces(safe)


def _has_all(
    fields_of: Callable[[str, Work], Fields],
    type_: str,
    work: Work,
    required: Mapping[str, Sequence[str]],
) -> bool:
    known = {name for name, value in fields_of(type_, work) if value}
    return all(known & {*names.split("/")} for names in required.get(type_, ()))
