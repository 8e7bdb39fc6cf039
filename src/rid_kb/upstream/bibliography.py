"""The user's own bibliographies: local files, for what no upstream knows or can be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rid_kb.errors import BibliographyError, NotCslItem
from rid_kb.formats.bibtex import works_from_bibtex
from rid_kb.formats.csl import work_to_csl, works_from_csl
from rid_kb.identifiers import identify_url
from rid_kb.model import Identifier, Record, Resolution, Scheme, Work
from rid_kb.upstream.settings import REAL_TIME, Timing, timestamp

NAME = "bibliography"


class Bibliography:
    """Know the entries of local files by any of their identifiers and by their URL.

    Where two entries have one identifier, the first counts.
    """

    name = NAME
    schemes: frozenset[Scheme] = frozenset({"arxiv", "acl", "doi", "url"})
    batch_size = 1_000_000

    def __init__(self, works: Sequence[Work], timing: Timing = REAL_TIME) -> None:
        self._timing = timing
        self._works: dict[Identifier, Work] = {}
        for work in works:
            for identifier in _identifiers(work):
                self._works.setdefault(identifier, work)

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Resolution]:
        """Look all of `identifiers` up; what no entry has is "unknown"."""
        for identifier in identifiers:
            work = self._works.get(identifier)
            if work is None:
                message = "is in no local bibliography"
                yield Resolution(identifier, self.name, "unknown", message=message)
            else:
                yield self._resolved(identifier, work)

    def _resolved(self, identifier: Identifier, work: Work) -> Resolution:
        named = replace(work, identifiers=tuple(dict.fromkeys((identifier, *work.identifiers))))
        record = Record(
            identifier.scheme,
            identifier.value,
            self.name,
            work_to_csl(named),
            timestamp(self._timing.now()),
        )
        return Resolution(identifier, self.name, "resolved", record)


def read_bibliography(paths: Sequence[Path], timing: Timing = REAL_TIME) -> Bibliography:
    """Read BibTeX (.bib) and CSL-JSON (.json) files into one bibliography.

    Raises BibliographyError, with the file, when one of them cannot be read.
    """
    return Bibliography([work for path in paths for work in read_works(path)], timing)


def read_works(path: Path) -> tuple[Work, ...]:
    """Read the works of one file. Raises BibliographyError."""
    readers = {".bib": works_from_bibtex, ".json": works_from_json}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BibliographyError(str(path), None, "is neither BibTeX (.bib) nor CSL-JSON (.json)")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BibliographyError(str(path), None, "is not UTF-8 text") from error
    except OSError as error:
        raise BibliographyError(str(path), None, error.strerror or str(error)) from error
    return reader(text, str(path))


def works_from_json(text: str, path: str) -> tuple[Work, ...]:
    """Read a CSL-JSON file: a list of items, or one item. Raises BibliographyError.

    >>> [work.title for work in works_from_json('[{"id": "a", "title": "LoRA"}]', "a.json")]
    ['LoRA']
    """
    try:
        return works_from_csl(text)
    except NotCslItem as error:
        raise BibliographyError(path, None, f"is {error}") from error


def _identifiers(work: Work) -> tuple[Identifier, ...]:
    of_url = identify_url(work.url) if work.url else None
    return (*work.identifiers, *([of_url] if of_url else []))
