"""Works as BibTeX: entry types and fields by table, both ways.

Source: Oren Patashnik, BibTeXing, https://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf;
`eprint` and its kin: https://info.arxiv.org/help/hypertex/bibstyles/
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ParsingFailedBlock,
)

from rid_kb.errors import BibliographyError
from rid_kb.formats.arxiv_categories import CATEGORIES, subject_name
from rid_kb.formats.bib_entries import (
    Fields,
    braced,
    identifier_value,
    in_braces,
    page_range,
    people,
    verbatim,
    write_entries,
)
from rid_kb.formats.bibtex_names import split_names, split_outside_braces
from rid_kb.formats.csl import PREPRINT_SERVERS, doi_identifiers
from rid_kb.formats.latex import latex_to_text, split_braced
from rid_kb.formats.titles import title_to_latex
from rid_kb.identifiers import identify_url, parse_identifier
from rid_kb.model import Identifier, Work

# CSL's types in the order of its specification, appendix III; all others are @misc.
ENTRY_TYPES = {
    "article": "misc",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "classic": "book",
    "collection": "book",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "review": "article",
    "thesis": "phdthesis",
}
# BibTeX's entry types in the order of BibTeXing, then BibLaTeX's that users' files hold.
CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "misc": "document",
    "phdthesis": "thesis",
    "proceedings": "book",
    "techreport": "report",
    "unpublished": "manuscript",
    "collection": "book",
    "dataset": "dataset",
    "mvbook": "book",
    "online": "webpage",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
    "video": "motion_picture",
}
# Where an entry type keeps the container title, and the publisher.
_CONTAINERS = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution", "misc": "organization"}
# What the standard styles warn about when it is missing; "author/editor" is either.
REQUIRED = {
    "article": ("author", "journal"),
    "book": ("author/editor", "publisher"),
    "booklet": ("title",),
    "incollection": ("author", "booktitle", "publisher"),
    "inproceedings": ("author", "booktitle"),
    "phdthesis": ("author", "school"),
    "techreport": ("author", "institution"),
}
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\w)", re.IGNORECASE)  # no title is sorted by it
_ACL_KEY = re.compile(r"[\w-]+-(?:19|20)\d\d-[\w-]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Where each field of a work may stand in others' files: the first that is there counts.
_READ_FIELDS = {
    "container_title": ("journal", "journaltitle", "booktitle", "howpublished", "titleaddon"),
    "series": ("series",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher_place": ("address", "location"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "edition": ("edition",),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "abstract": ("abstract",),
    "language": ("language", "langid"),
    "comment": ("annote", "annotation"),
}
# What is broken is raised; the library's own report of it would come on standard error too.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def works_to_bibtex(works: Sequence[Work]) -> str:
    r"""Write works as BibTeX, in the order given, one entry each, ending in a newline.

    Text is LaTeX-escaped, URLs are not; braces that do not balance are escaped too, so that
    the file always parses back. Preprints carry `eprint`, `archiveprefix`, `primaryclass`.
    A work without a citation key is keyed by its first identifier. Raises
    DuplicateCitationKey before anything is written.

    >>> work = Work("Search & Rescue", type="misc", citation_key="doe2020search")
    >>> print(works_to_bibtex([work]), end="")
    @misc{doe2020search,
      title = {Search \& Rescue},
      key = {Search \& Rescue},
      year = {n.d.}
    }
    """
    return write_entries(works, _types, _fields, REQUIRED)


def works_from_bibtex(text: str, path: str = "") -> tuple[Work, ...]:
    r"""Read the entries of a BibTeX file, also with BibLaTeX's fields; LaTeX becomes text.

    The entry's key is the work's citation key; for the ACL Anthology's own entries it is an
    alias. Raises BibliographyError with `path` and the line of the first broken entry, of a
    second entry under one key and of an entry without a title.

    >>> bibtex = r"@article{key, title={On {BERT} \& $O(1)$}, month=aug, year={2020}}"
    >>> [work] = works_from_bibtex(bibtex)
    >>> work.title, work.issued, work.cased
    ('On BERT & $O(1)$', '2020-08', ('BERT',))
    """
    # Every byte-order mark and carriage return would count as text of a value.
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n")
    library = parse_string(clean)
    _refuse_broken(library, path)
    strings = {name.lower(): each.value for name, each in library.strings_dict.items()}
    return tuple(_work(entry, strings, path) for entry in library.entries)


def _types(work: Work) -> Sequence[str]:
    return (ENTRY_TYPES.get(work.type, "misc"), "misc")


def _fields(type_: str, work: Work) -> Fields:
    """Give the entry's fields in their fixed order, values with their braces."""
    year, month, day = (*work.issued.split("-"), "", "")[:3]
    authors, editors = people(work, "author"), people(work, "editor")
    eprint = identifier_value(work, "arxiv")
    is_on_web = type_ == "misc" and not (work.container_title or eprint)
    yield "title", in_braces(title_to_latex(work.title, work.cased))
    yield "author", authors
    yield "editor", "" if type_ == "book" and authors else editors
    yield "key", "" if authors or editors else braced(_ARTICLE.sub("", work.title))
    place = _CONTAINERS.get(type_, "howpublished")
    yield place, f"{{\\url{verbatim(work.url)}}}" if is_on_web and work.url else ""
    yield place, braced(work.container_title)
    yield "series", braced(work.series)
    yield "volume", braced(work.volume)
    yield "number", braced(work.issue) if _has_number(type_, work) else ""
    yield "pages", page_range(work)
    yield "edition", braced(work.edition)
    yield _PUBLISHERS.get(type_, "publisher"), braced(work.publisher)
    yield "address", braced(work.publisher_place)
    yield "year", braced(year or "n.d.")
    yield "month", _MONTHS[int(month) - 1] if month else ""
    yield "day", braced(day.lstrip("0"))
    if eprint:
        yield "eprint", verbatim(eprint)
        yield "archiveprefix", "{arXiv}"
        yield "primaryclass", verbatim(work.primary_category)
    yield "doi", verbatim(identifier_value(work, "doi"))
    yield "isbn", braced(work.isbn)
    yield "issn", braced(work.issn)
    yield "url", verbatim(work.url)
    yield "language", braced(work.language)
    yield "keywords", braced("; ".join(work.subjects))
    accessed = f"Accessed {work.accessed}" if work.accessed else ""
    yield "note", braced("; ".join(part for part in (accessed, work.note) if part))
    yield "annote", braced(work.comment)


def _has_number(type_: str, work: Work) -> bool:
    """Tell whether BibTeX's styles know what to do with a number beside what else there is."""
    if type_ in ("article", "techreport", "misc"):
        return True
    return bool(work.series and not work.volume)


def _refuse_broken(library: Library, path: str) -> None:
    for block in library.failed_blocks:
        line = None if block.start_line is None else block.start_line + 1
        raise BibliographyError(path, line, _problem(block))


def _problem(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"a second entry has the key {block.key!r}"
    if isinstance(block, DuplicateFieldKeyBlock):
        return f"one entry has the field {', '.join(sorted(block.duplicate_keys))} twice"
    return "the entry that begins here is broken; look for a missing brace, quote or comma"


def _work(entry: Entry, strings: Mapping[str, str], path: str) -> Work:
    fields = {name.lower(): _joined(each, strings) for name, each in entry.fields_dict.items()}
    title, cased = split_braced(fields.get("title", ""))
    subtitle = latex_to_text(fields.get("subtitle", ""))
    if not title:
        line = None if entry.start_line is None else entry.start_line + 1
        raise BibliographyError(path, line, f"the entry {entry.key!r} has no title")
    url = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", fields.get("url", "").strip())
    url = url.replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#")
    identifiers = tuple(dict.fromkeys(_identifiers(fields, url)))
    is_of_acl = any(each.scheme == "acl" for each in identifiers) and _ACL_KEY.fullmatch(entry.key)
    texts: dict[str, Any] = {
        name: latex_to_text(_first(fields, names)) for name, names in _READ_FIELDS.items()
    }
    if fields.get("howpublished", "").startswith(r"\url{"):
        texts["container_title"] = ""
    accessed, note = _split_note(latex_to_text(fields.get("note", "")))
    authors, is_truncated = split_names(fields.get("author", ""), "author")
    editors, _ = split_names(fields.get("editor", ""), "editor")
    return Work(
        title=f"{title}: {subtitle}" if subtitle else title,
        type=_csl_type(entry.entry_type.lower(), identifiers, url, texts["publisher"]),
        contributors=(*authors, *editors),
        issued=_issued(fields),
        accessed=_date(fields.get("urldate", "")) or accessed,
        note=note,
        pages=re.sub(r"\s*[-–—]+\s*", "-", latex_to_text(fields.get("pages", ""))),
        url=url,
        primary_category=latex_to_text(_first(fields, ("primaryclass", "eprintclass"))),
        subjects=tuple(_subjects(fields)),
        identifiers=identifiers,
        citation_key="" if is_of_acl else entry.key,
        aliases=((entry.key,) if is_of_acl else ()) + tuple(_listed(fields.get("ids", ""), ",")),
        cased=cased,
        is_truncated=is_truncated,
        **texts,
    )


def _joined(field: Field, strings: Mapping[str, str]) -> str:
    """Join a value that is written in parts: `"10~" # jan`."""
    value = str(field.value)
    if field.enclosing != "no-enclosing" or "#" not in value:
        return value
    parts = split_outside_braces(value, r"\s*#\s*")
    return "".join(
        strings.get(part.lower(), re.sub(r'^[{"](.*)[}"]$', r"\1", part)) for part in parts
    )


def _first(fields: Mapping[str, str], names: Sequence[str]) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _csl_type(type_: str, identifiers: Sequence[Identifier], url: str, publisher: str) -> str:
    if type_ in ("misc", "online", "unpublished") and any(
        each.scheme == "arxiv" for each in identifiers
    ):
        return "article"
    if type_ == "misc" and publisher.casefold() in PREPRINT_SERVERS:
        return "article"
    if type_ == "misc" and any(each.scheme == "acl" for each in identifiers):
        return "paper-conference"
    if type_ == "misc" and url:
        return "webpage"
    return CSL_TYPES.get(type_, "document")


def _issued(fields: Mapping[str, str]) -> str:
    if date := _date(fields.get("date", "")):
        return date
    year = re.search(r"(?<!\d)\d{4}(?!\d)", fields.get("year", ""))
    if not year:
        return ""
    number = _month_number(latex_to_text(fields.get("month", "")).lower())
    if not number:
        return year[0]
    day = fields.get("day", "")
    is_day = day.isdigit() and 1 <= int(day) <= 31
    return f"{year[0]}-{number:02}-{int(day):02}" if is_day else f"{year[0]}-{number:02}"


def _date(written: str) -> str:
    date = re.match(r"\d{4}(?:-\d\d){0,2}", written)
    return date[0] if date else ""


def _split_note(note: str) -> tuple[str, str]:
    """Part what we write of the day of access from what else a note says."""
    accessed = re.fullmatch(r"Accessed (\d{4}(?:-\d\d){0,2})(?:; (.*))?", note)
    return (accessed[1], accessed[2] or "") if accessed else ("", note)


def _month_number(month: str) -> int:
    """Read a month that is written as digits, a macro or a word, alone or in a date; 0 if none."""
    if re.fullmatch(r"0?[1-9]|1[0-2]", month):
        return int(month)
    name = re.search(rf"(?<![a-z])({'|'.join(_MONTHS)})", month)
    return _MONTHS.index(name[1]) + 1 if name else 0


def _identifiers(fields: Mapping[str, str], url: str) -> Iterator[Identifier]:
    eprint = re.sub(r"^arxiv:", "", fields.get("eprint", "").strip(), flags=re.IGNORECASE)
    archive = _first(fields, ("archiveprefix", "eprinttype")).lower()
    if eprint and archive in ("arxiv", ""):
        identifier = parse_identifier(f"arXiv:{eprint}")
        if identifier:
            yield identifier
    yield from doi_identifiers(latex_to_text(fields.get("doi", "")))
    named = identify_url(url) if url else None
    if named:
        yield named


def _subjects(fields: Mapping[str, str]) -> Iterator[str]:
    """Read arXiv's categories among the keywords, by code or name; others are no subjects."""
    keywords = latex_to_text(fields.get("keywords", ""))
    separator = ";" if ";" in keywords else ","
    names = frozenset(CATEGORIES.values())
    whole = [keywords] if keywords in names else _listed(keywords, separator)
    for keyword in whole:
        if subject_name(keyword) in names:
            yield subject_name(keyword)


def _listed(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]
