"""Works as BibLaTeX, whose entry types and fields know more than BibTeX's.

Source: Philip Kime et al., The biblatex Package, sections 2.1 and 2.2,
https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf; what an entry type
needs stands in its data model, blx-dm.def, which `biber --validate-datamodel` applies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rid_kb.formats.bib_entries import (
    Fields,
    braced,
    entry_key,
    identifier_value,
    in_braces,
    one_in_list,
    page_range,
    people,
    safe_key,
    verbatim,
    write_entries,
)
from rid_kb.formats.titles import title_to_latex
from rid_kb.model import Work

# CSL's types in the order of its specification, appendix III; all others are @misc.
ENTRY_TYPES = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "broadcast": "online",
    "chapter": "incollection",
    "classic": "book",
    "collection": "collection",
    "dataset": "dataset",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "manuscript": "unpublished",
    "motion_picture": "online",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "post": "online",
    "post-weblog": "online",
    "report": "report",
    "review": "article",
    "software": "software",
    "speech": "unpublished",
    "thesis": "thesis",
    "webpage": "online",
}
REQUIRED = {
    "article": ("author", "journaltitle"),
    "book": ("author",),
    "booklet": ("author/editor",),
    "collection": ("editor",),
    "inbook": ("author", "booktitle"),
    "incollection": ("author", "editor", "booktitle"),
    "inproceedings": ("author", "booktitle"),
    "inreference": ("author", "editor", "booktitle"),
    "online": ("url/doi/eprint",),
    "report": ("author", "institution"),
    "thesis": ("author", "institution"),
    "unpublished": ("author",),
}
# Where an entry type keeps the container title, and the publisher.
_CONTAINERS = {
    "article": "journaltitle",
    "inbook": "booktitle",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "inreference": "booktitle",
    "misc": "howpublished",
    "online": "titleaddon",
}
_PUBLISHERS = {
    "report": "institution",
    "thesis": "institution",
    "online": "organization",
    "misc": "organization",
}
_INSTEAD = {"book": ("collection",), "incollection": ("inbook",), "inreference": ("inbook",)}
# What the data model does not let an entry type have.
_NOT_OF_PAPERS = frozenset({"publisher", "location"})
_NOT_OF_THINGS = frozenset({"volume", "number", "pages", "edition", "series", "isbn", "issn"})
_REFUSED = {
    "article": _NOT_OF_PAPERS | {"isbn", "edition"},
    "book": frozenset({"issn"}),
    "collection": frozenset({"issn"}),
    "inbook": frozenset({"issn"}),
    "incollection": frozenset({"issn"}),
    "inproceedings": frozenset({"issn", "edition"}),
    "inreference": frozenset({"issn"}),
    "booklet": _NOT_OF_THINGS | {"publisher"},
    "dataset": _NOT_OF_THINGS - {"edition", "series", "number"},
    "misc": _NOT_OF_THINGS,
    "online": _NOT_OF_THINGS | {"location"},
    "report": _NOT_OF_THINGS - {"number", "pages"} | {"editor"},
    "software": _NOT_OF_THINGS | {"publisher"},
    "thesis": _NOT_OF_THINGS - {"pages"} | {"editor"},
    "unpublished": _NOT_OF_THINGS | {"publisher", "editor"},
}
_KINDS = {"report": "techreport", "thesis": "phdthesis"}


def works_to_biblatex(works: Sequence[Work]) -> str:
    r"""Write works as BibLaTeX, in the order given, one entry each, ending in a newline.

    `ids` holds the keys that others cite a work by, like the ACL Anthology's, once in the whole
    file; `urldate` is the day on which a web page was read. Raises DuplicateCitationKey before
    anything is written.

    >>> work = Work("Search & Rescue", type="misc", issued="2020-05", citation_key="doe2020search")
    >>> print(works_to_biblatex([work]), end="")
    @misc{doe2020search,
      title = {Search \& Rescue},
      date = {2020-05}
    }
    """
    return write_entries(tuple(_with_own_aliases(works)), _types, _allowed_fields, REQUIRED)


def _with_own_aliases(works: Sequence[Work]) -> Iterator[Work]:
    """Leave each work the aliases that are no key and no alias of another entry."""
    taken = {entry_key(work) for work in works}
    for work in works:
        aliases = dict.fromkeys(map(safe_key, work.aliases))
        own = tuple(alias for alias in aliases if alias and alias not in taken)
        taken.update(own)
        yield replace(work, aliases=own)


def _types(work: Work) -> Sequence[str]:
    type_ = ENTRY_TYPES.get(work.type, "misc")
    if type_ == "collection" and any(each.role == "author" for each in work.contributors):
        type_ = "book"
    return (type_, *_INSTEAD.get(type_, ()), "online", "misc")


def _allowed_fields(type_: str, work: Work) -> Fields:
    refused = _REFUSED.get(type_, frozenset())
    return ((name, value) for name, value in _fields(type_, work) if name not in refused)


def _keywords(work: Work) -> str:
    """List the subjects as BibLaTeX parts them, by commas; where one has a comma, by others."""
    separator = "; " if any("," in subject for subject in work.subjects) else ", "
    return separator.join(work.subjects)


def _unknown_date(work: Work) -> str:
    """Give the date that the data model asks for: before the day of reading, or any at all.

    The forms are those of ISO 8601-2, https://www.loc.gov/standards/datetime/
    """
    return f"/{work.accessed}" if work.accessed else ".."


def _fields(type_: str, work: Work) -> Fields:
    eprint = identifier_value(work, "arxiv")
    container = _CONTAINERS.get(type_)
    yield "ids", in_braces(",".join(work.aliases))
    yield "title", in_braces(title_to_latex(work.title, work.cased))
    yield "author", people(work, "author")
    yield "editor", people(work, "editor")
    if container:
        yield container, braced(work.container_title)
    yield "series", braced(work.series)
    yield "type", in_braces(_KINDS.get(type_, ""))
    yield "volume", braced(work.volume)
    yield "number", braced(work.issue)
    yield "pages", page_range(work)
    yield "edition", braced(work.edition)
    yield _PUBLISHERS.get(type_, "publisher"), one_in_list(work.publisher)
    yield "location", one_in_list(work.publisher_place)
    yield "date", in_braces(work.issued or _unknown_date(work))
    if eprint:
        yield "eprint", verbatim(eprint)
        yield "eprinttype", "{arxiv}"
        yield "eprintclass", verbatim(work.primary_category)
    yield "doi", verbatim(identifier_value(work, "doi"))
    yield "isbn", braced(work.isbn)
    yield "issn", braced(work.issn)
    yield "url", verbatim(work.url)
    yield "urldate", in_braces(work.accessed)
    yield "language", braced(work.language)
    yield "keywords", braced(_keywords(work))
    yield "note", braced(work.note)
    yield "annotation", braced(work.comment)
