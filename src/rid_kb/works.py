"""What is true of works: which identifiers name one work, what its records add up to, its key.

An upstream's word counts by field, in the order of `PREFERENCE`; among records of one
upstream the version of record comes before the preprint.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from rid_kb.formats.csl import PREPRINT_SERVERS, work_from_csl
from rid_kb.model import UNRESOLVED, Identifier, Reading, Record, Work, WorkStatus

KEY_PATTERN = "{family}{year}{word}"
OVERRIDE = "override"  # what the user states in the configuration, kept as records too

_PUBLISHERS_FIRST = (OVERRIDE, "acl", "doi", "arxiv", "bibliography")
_ARXIV_FIRST = (OVERRIDE, "arxiv", "acl", "doi", "bibliography")

# What belongs to one publication: here any upstream's version of record comes before a preprint.
_OF_THE_PUBLICATION = (
    "type",
    "issued",
    "container_title",
    "series",
    "publisher",
    "publisher_place",
    "volume",
    "issue",
    "pages",
    "edition",
    "isbn",
    "issn",
)

# Field by field, the upstreams in the order in which they are believed.
PREFERENCE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": _PUBLISHERS_FIRST,
        "cased": (
            OVERRIDE,
            "acl",
            "bibliography",
            "doi",
            "arxiv",
        ),  # marks of the title chosen
        **dict.fromkeys(("contributors", *_OF_THE_PUBLICATION), _PUBLISHERS_FIRST),
        "abstract": _ARXIV_FIRST,
        "language": _PUBLISHERS_FIRST,
        "url": _PUBLISHERS_FIRST,
        "pdf_url": _ARXIV_FIRST,
        "primary_category": _ARXIV_FIRST,
        "subjects": _ARXIV_FIRST,
        "comment": _ARXIV_FIRST,
        "journal_ref": _ARXIV_FIRST,
        "citation_key": (OVERRIDE, "bibliography"),
    }
)

_PREPRINT_TYPES = frozenset({"article", "manuscript"})
_PUBLISHED_TYPES = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "book", "chapter"}
    | {"entry-dictionary", "entry-encyclopedia", "paper-conference", "report", "review", "thesis"}
)
_TYPES_OF_MEDIA = {
    "blog post": "post-weblog",
    "book": "book",
    "code": "software",
    "course": "webpage",
    "dataset": "dataset",
    "notebook": "software",
    "paper": "article",
    "podcast": "broadcast",
    "preprint": "article",
    "slides": "speech",
    "social post": "post",
    "video": "motion_picture",
    "web page": "webpage",
}
_SCHEMES = ("acl", "doi", "arxiv", "url")
# Letters that Unicode does not take apart.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_FILLER = frozenset(
    {"a", "an", "the", "on", "in", "of", "for", "to", "from", "with", "and", "or", "is", "are"}
    | {"at", "by", "how", "why", "what"}
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A record with the work it tells of."""

    record: Record
    work: Work

    @property
    def is_preprint(self) -> bool:
        """Tell whether the record is of something that has not been published elsewhere."""
        return self.record.upstream == "arxiv" or self.work.type in _PREPRINT_TYPES

    @property
    def is_of_record(self) -> bool:
        """Tell whether the record tells where the work was published for good."""
        container = self.work.container_title.casefold()
        is_in_print = self.work.type in _PUBLISHED_TYPES or container not in ("", *PREPRINT_SERVERS)
        return self.record.upstream != "arxiv" and is_in_print


def work_from_records(records: Sequence[Record]) -> Work:
    """Compute a work from what the upstreams said about its identifiers.

    Field by field the first record in the order of `PREFERENCE` that has the field wins;
    contributors come from one record as a whole, never mixed; identifiers are the union.
    Needs at least one record.

    >>> csl = {"title": "BERT", "abstract": "We introduce"}
    >>> preprint = Record("arxiv", "1810.04805", upstream="arxiv", csl=csl)
    >>> csl = {"title": "BERT: Pre-training", "page": "4171-4186"}
    >>> published = Record("acl", "N19-1423", upstream="acl", csl=csl)
    >>> work = work_from_records([preprint, published])
    >>> work.abstract, work.pages, [identifier.scheme for identifier in work.identifiers]
    ('We introduce', '4171-4186', ['acl', 'arxiv'])
    """
    readings = _readings(records)
    chosen = _chosen(readings)
    values: dict[str, Any] = {name: getattr(each.work, name) for name, each in chosen.items()}
    values["title"] = values.get("title", "")
    if "contributors" in chosen:
        values["is_truncated"] = chosen["contributors"].work.is_truncated
    return Work(
        **values,
        status=_status(readings),
        identifiers=tuple(_all_identifiers(readings)),
        aliases=tuple(dict.fromkeys(alias for each in readings for alias in each.work.aliases)),
    )


def is_key_pattern(pattern: str) -> bool:
    """Tell whether a pattern makes keys that BibTeX, Biber and LaTeX take.

    >>> [is_key_pattern(each) for each in ("{Family}:{year}-{word}", "{title}", "{year}", "a b")]
    [True, False, False, False]
    """
    literal = re.sub(r"\{(?:family|Family|year|word|Word)\}", "", pattern)
    is_telling = re.search(r"\{(?:[Ff]amily|[Ww]ord)\}", pattern) is not None
    return is_telling and re.fullmatch(r"[A-Za-z0-9:._+-]*", literal) is not None


def preprint_from_records(records: Sequence[Record]) -> Work | None:
    """Compute the preprint of a work, without what belongs to its publication.

    None when no record is of a preprint.

    >>> preprint = Record("arxiv", "1810.04805", "arxiv", {"title": "BERT", "issued": "2018-10-11"})
    >>> published = Record("acl", "N19-1423", "acl", {"title": "BERT", "page": "4171-4186"})
    >>> work = preprint_from_records([preprint, published])
    >>> work.pages, [identifier.scheme for identifier in work.identifiers]
    ('', ['arxiv'])
    """
    readings = _readings(records)
    own = [each.record for each in readings if each.record.scheme == "arxiv"]
    own = own or [each.record for each in readings if each.is_preprint]
    if not own:
        return None
    work = work_from_records(own)
    kept: dict[str, Any] = {"type": "article", "issued": work.issued}
    identifiers = tuple(each for each in work.identifiers if each.scheme == own[0].scheme)
    publication = dict.fromkeys(_OF_THE_PUBLICATION, "") | kept
    return replace(work, **publication, identifiers=identifiers, status="preprint")


def field_sources(records: Sequence[Record]) -> Mapping[str, Record]:
    """Tell which record gave each field of the work, by the work's field names.

    Fields that no record has are left out.

    >>> preprint = Record("arxiv", "2106.09685", "arxiv", {"title": "LoRA", "abstract": "We"})
    >>> {name: record.upstream for name, record in field_sources([preprint]).items()}
    {'title': 'arxiv', 'abstract': 'arxiv'}
    """
    return {name: each.record for name, each in _chosen(_readings(records)).items()}


def citation_key(work: Work, taken: frozenset[str], pattern: str = KEY_PATTERN) -> str:
    """Make a key of the first author's family name, the year and the title's first word.

    `pattern` says how: `{family}`, `{year}` and `{word}` stand for lower-case ASCII, `{Family}`
    and `{Word}` for the same with a capital. A key in `taken` gets the suffix a, b, … z, aa ….
    Parts that are unknown are left out; a work with neither contributor nor title is keyed by
    its first identifier. Articles and prepositions are no first word.

    >>> from rid_kb.model import Contributor
    >>> authors = (Contributor("Vaswani"),)
    >>> work = Work("Attention is all you need", contributors=authors, issued="2017-06-12")
    >>> citation_key(work, taken=frozenset())
    'vaswani2017attention'
    >>> citation_key(work, taken=frozenset({"vaswani2017attention"}))
    'vaswani2017attentiona'
    """
    family = _ascii_word(work.contributors[0].family) if work.contributors else ""
    word = _first_word(work.title)
    parts = {"family": family, "Family": family.capitalize(), "word": word}
    key = pattern.format(**parts, Word=word.capitalize(), year=work.year or "")
    if not family and not word:
        named = _ascii_word("".join(map(str, work.identifiers[:1])))
        key = named or f"work{work.year or ''}"
    return next(each for each in _with_suffixes(key) if each not in taken)


def work_of_reading(reading: Reading) -> Work | None:
    """Make a work of what a list says, for want of anything else; None if that names nothing.

    Its citation key follows from its link alone, so that it stays.

    >>> reading = Reading("The illustrated transformer", "https://x.org/t", medium="blog post")
    >>> work = work_of_reading(reading)
    >>> work.type, work.citation_key
    ('post-weblog', 'illustrated-a9ed6f')
    """
    type_ = _TYPES_OF_MEDIA.get(reading.medium, "document")
    if not reading.url and not reading.identifier and type_ in ("document", "webpage"):
        return None
    named = hashlib.sha256((reading.url or reading.text).encode()).hexdigest()[:6]
    return Work(
        reading.text,
        type=type_,
        url=reading.url,
        identifiers=(reading.identifier,) if reading.identifier else (),
        accessed=reading.read_on if reading.url else "",
        status=UNRESOLVED,
        citation_key=f"{_first_word(reading.text) or 'work'}-{named}",
    )


def claimed_identifiers(record: Record) -> tuple[Identifier, ...]:
    """List the other identifiers that a record gives its work, true or not.

    >>> csl = {"title": "LoRA", "DOI": "10.1000/182"}
    >>> [str(each) for each in claimed_identifiers(Record("arxiv", "2106.09685", "arxiv", csl))]
    ['doi:10.1000/182']
    """
    return tuple(each for each in _work_of(record).identifiers if each != record.identifier)


def group_identifiers(records: Sequence[Record]) -> tuple[frozenset[Identifier], ...]:
    """Gather the identifiers that records tie together: each set names one work.

    A record ties its own identifier to those in its item, never by a likeness of titles. A DOI
    in arXiv's record was typed in by an author: it ties only when a record of that DOI agrees
    in the title or in the family name of the first author, and else stays a claim. Sets come
    in the order in which their first identifier is met.

    >>> csl = {"title": "BERT", "custom": {"identifiers": ["acl:N19-1423", "arxiv:1810.04805"]}}
    >>> groups = group_identifiers([Record("acl", "N19-1423", "acl", csl)])
    >>> [sorted(map(str, each)) for each in groups]
    [['acl:N19-1423', 'arxiv:1810.04805']]
    """
    readings = _readings(records)
    witnesses = _witnesses(readings)
    groups: dict[Identifier, set[Identifier]] = {}
    for reading in readings:
        tied = {reading.record.identifier, *_trusted(reading, witnesses)}
        merged = set().union(tied, *(groups[each] for each in tied if each in groups))
        groups.update(dict.fromkeys(merged, merged))
    firsts = dict.fromkeys(each for record in records for each in groups[record.identifier])
    seen: dict[int, frozenset[Identifier]] = {}
    for identifier in firsts:
        seen.setdefault(id(groups[identifier]), frozenset(groups[identifier]))
    return tuple(seen.values())


def _readings(records: Sequence[Record]) -> tuple[_Reading, ...]:
    """Read the records, in an order that does not depend on how they came."""
    return tuple(sorted((_Reading(record, _work_of(record)) for record in records), key=_rank))


def _work_of(record: Record) -> Work:
    """Read a record; only what the user states may leave the title to others."""
    if record.upstream == OVERRIDE and "title" not in record.csl:
        return replace(work_from_csl({**record.csl, "title": "-"}), title="")
    return work_from_csl(record.csl)


def _rank(reading: _Reading) -> tuple[int, bool, int, str, str]:
    record = reading.record
    return (
        _position(record.upstream, _PUBLISHERS_FIRST),
        reading.is_preprint,
        _position(record.scheme, _SCHEMES),
        record.value,
        record.fetched_at,
    )


def _position(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _chosen(readings: Sequence[_Reading]) -> dict[str, _Reading]:
    """Choose the record of each field that any record has."""
    chosen: dict[str, _Reading] = {}
    for name, upstreams in PREFERENCE.items():
        having = [each for each in readings if _has(each, name)]
        if name == "cased" and "title" in chosen:
            having = [each for each in having if each.work.title == chosen["title"].work.title]
        if having:
            chosen[name] = min(having, key=lambda each: _order(each, name, upstreams))
    return chosen


def _order(reading: _Reading, name: str, upstreams: Sequence[str]) -> tuple[bool, int]:
    is_stated = reading.record.upstream == OVERRIDE
    is_later = name in _OF_THE_PUBLICATION and reading.is_preprint and not is_stated
    return is_later, _position(reading.record.upstream, upstreams)


def _has(reading: _Reading, name: str) -> bool:
    """Tell whether a record says something of a field; a type by default says nothing."""
    return bool(reading.record.csl.get("type") if name == "type" else getattr(reading.work, name))


def _status(readings: Sequence[_Reading]) -> WorkStatus:
    if any(each.work.status == "withdrawn" for each in readings):
        return "withdrawn"
    if any(each.is_of_record for each in readings):
        return "published"
    return "preprint" if any(each.is_preprint for each in readings) else ""


def _all_identifiers(readings: Sequence[_Reading]) -> Iterable[Identifier]:
    own = [each.record.identifier for each in readings]
    witnesses = _witnesses(readings)
    told = [name for each in readings for name in _trusted(each, witnesses)]
    found = dict.fromkeys((*own, *told))
    return sorted(found, key=lambda each: _position(each.scheme, _SCHEMES))


def _trusted(
    reading: _Reading, witnesses: Mapping[Identifier, Sequence[_Reading]]
) -> Iterator[Identifier]:
    """Give the identifiers of a record's item without the claims that no witness bears out."""
    for identifier in reading.work.identifiers:
        is_claim = reading.record.upstream == "arxiv" and identifier.scheme in ("doi", "acl")
        heard = witnesses.get(identifier, ())
        if not is_claim or any(_is_alike(reading.work, other.work) for other in heard):
            yield identifier


def _witnesses(readings: Sequence[_Reading]) -> Mapping[Identifier, Sequence[_Reading]]:
    """Sort by identifier what others than arXiv say of it."""
    said: dict[Identifier, list[_Reading]] = {}
    for reading in readings:
        if reading.record.upstream != "arxiv":
            for identifier in {reading.record.identifier, *reading.work.identifiers}:
                said.setdefault(identifier, []).append(reading)
    return said


def _is_alike(one: Work, other: Work) -> bool:
    families = [
        _ascii_word(each.contributors[0].family) for each in (one, other) if each.contributors
    ]
    same_author = len(families) == 2 and families[0] == families[1] != ""
    return same_author or _ascii_word(one.title) == _ascii_word(other.title) != ""


def _first_word(title: str) -> str:
    words = [
        _ascii_word(word) for word in re.split(r"[\s:/–—-]+", re.sub(r"\$[^$]*\$", " ", title))
    ]
    known = [word for word in words if word]
    return next((word for word in known if word not in _FILLER), known[0] if known else "")


def _ascii_word(text: str) -> str:
    spelt = text.lower().translate(_WHOLE_LETTERS)
    letters = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", letters)


def _with_suffixes(key: str) -> Iterator[str]:
    yield key
    suffixes = [""]
    while True:
        suffixes = [
            before + letter for before in suffixes for letter in "abcdefghijklmnopqrstuvwxyz"
        ]
        yield from (key + suffix for suffix in suffixes)
