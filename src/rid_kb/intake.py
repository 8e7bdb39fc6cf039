"""What the collections are now, as their sources tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rid_kb.errors import SourceError
from rid_kb.model import Collection, Source
from rid_kb.outline import split_lines
from rid_kb.reading_list import (
    ReadingList,
    Vocabulary,
    infer_role,
    merge_reading_lists,
    parse_reading_list,
)
from rid_kb.sources import CollectionSpec, FetchText, SourceSpec, read_sources


@dataclass(frozen=True, slots=True)
class Intake:
    """The collections that could be read, what could not, and what each line was taken for.

    `lists` are the documents as they were read, one by one, with their sources.
    """

    collections: tuple[Collection, ...]
    lists: tuple[tuple[Source, ReadingList], ...]
    problems: tuple[SourceError, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known before reading: the folder that relative paths start at, and old texts.

    `stored` has the sources of each collection as they were last ingested.
    """

    folder: Path
    fetch: FetchText
    stored: Mapping[str, Sequence[Source]]
    vocabulary: Vocabulary


def take_in(specs: Sequence[CollectionSpec], shelf: Shelf) -> Intake:
    """Read and parse every source; one that cannot be read keeps what was last read from it.

    A collection without any source that was ever read is left out.
    """
    collections: list[Collection] = []
    lists: list[tuple[Source, ReadingList]] = []
    problems: list[SourceError] = []
    for spec in specs:
        stored = shelf.stored.get(spec.id, ())
        parts = [_parsed(each, shelf) for each in _others(stored, spec)]
        for source_spec in spec.sources:
            try:
                parts += _read(source_spec, shelf)
            except SourceError as problem:
                problems.append(problem)
                parts += [_parsed(each, shelf) for each in stored if _is_at(each, source_spec)]
        if parts:
            collections.append(_collection(spec, parts, shelf.vocabulary))
            lists += parts
    return Intake(tuple(collections), tuple(lists), tuple(problems))


def _others(stored: Sequence[Source], spec: CollectionSpec) -> list[Source]:
    """Choose the sources that stay although they are not named."""
    if not spec.keeps_others:
        return []
    return [each for each in stored if not any(_is_at(each, named) for named in spec.sources)]


def _read(spec: SourceSpec, shelf: Shelf) -> list[tuple[Source, ReadingList]]:
    parts = []
    for source, role in read_sources(spec, shelf.folder, shelf.fetch):
        known = replace(source, role=role or infer_role(source))
        parts.append(_parsed(known, shelf))
    telling = [part for part in parts if part[1].sessions or part[1].readings]
    if not telling:
        problem = "has neither a session nor a link; is it a reading list?"
        raise SourceError(spec.path, problem)
    return telling


def _parsed(source: Source, shelf: Shelf) -> tuple[Source, ReadingList]:
    return source, parse_reading_list(source, shelf.vocabulary)


def _is_at(source: Source, spec: SourceSpec) -> bool:
    return source.path == spec.path or source.path.startswith(f"{spec.path.rstrip('/')}/")


def _collection(
    spec: CollectionSpec, parts: Sequence[tuple[Source, ReadingList]], vocabulary: Vocabulary
) -> Collection:
    merged = merge_reading_lists(spec.id, parts, vocabulary)
    return replace(merged, title=spec.title or merged.title, url=spec.url)


def explanations(intake: Intake) -> Iterator[tuple[str, int, str, str]]:
    """Tell, line by line, the path, the number, what it was taken for, and the line."""
    for source, reading_list in intake.lists:
        lines = split_lines(source.text)
        for line, taken_for in reading_list.explained:
            yield source.path, line, taken_for, lines[line - 1]
