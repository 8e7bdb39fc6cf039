"""Collections as a whole: what they were read from, what they hold and what they lack."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rid_kb.errors import NotFound
from rid_kb.library.records import all_resolutions
from rid_kb.model import Identifier, Resolution, Source


@dataclass(frozen=True, slots=True)
class CollectionSummary:
    """What a collection holds, in numbers.

    Works are counted once each; a web page that nobody has facts about is a reading, no work.
    """

    id: str
    title: str
    url: str
    sessions: int
    readings: int
    resolved: int
    unresolved: int


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An identifier of which nothing is known, where it first stands, and what was tried."""

    identifier: Identifier
    collection_id: str
    path: str
    line: int
    text: str
    attempts: tuple[Resolution, ...]

    @property
    def reason(self) -> str:
        """Why nothing is known, in words.

        >>> Unresolved(Identifier("doi", "10.1/x"), "group", "a.md", 3, "X", ()).reason
        'was not asked for yet'
        """
        said = (f"{each.upstream}: {each.message}" for each in self.attempts if each.message)
        return "; ".join(said) or "was not asked for yet"


def all_sources(connection: sqlite3.Connection) -> dict[str, tuple[Source, ...]]:
    """Read the sources of each collection, by its id, as they were last ingested."""
    sources: dict[str, tuple[Source, ...]] = {}
    for collection_id, *row in connection.execute(
        "select collection_id, path, text, role, sha256 from sources order by id"
    ):
        sources[collection_id] = (*sources.get(collection_id, ()), Source(*row))
    return sources


def get_collection(connection: sqlite3.Connection, collection_id: str) -> CollectionSummary:
    """Count what one collection holds. Raises NotFound, with the names of all."""
    found = list_collections(connection, collection_id)
    if not found:
        ids = [id_ for (id_,) in connection.execute("select id from collections")]
        raise NotFound("collection", collection_id, ids)
    return found[0]


def list_source_paths(connection: sqlite3.Connection, collection_id: str) -> tuple[str, ...]:
    """List the paths and URLs that a collection was read from."""
    rows = connection.execute("select path from sources where collection_id = ?", [collection_id])
    return tuple(path for (path,) in rows)


def list_collections(
    connection: sqlite3.Connection, collection_id: str = ""
) -> tuple[CollectionSummary, ...]:
    """Count what each collection, or one, holds, in the order in which they were first ingested."""
    rows = connection.execute(
        """
        select collections.id, coalesce(title, ''), coalesce(url, ''),
            (select count(*) from sessions where collection_id = collections.id),
            (select count(*) from readings where collection_id = collections.id),
            (select count(distinct works.id) from readings join works on works.id = work_id
             where collection_id = collections.id and works.citation_key is not null),
            (select count(distinct works.id) from readings join works on works.id = work_id
             where collection_id = collections.id and works.citation_key is null)
        from collections where ?1 in ('', collections.id) order by collections.rowid
        """,
        [collection_id],
    )
    return tuple(CollectionSummary(*row) for row in rows)


def list_unresolved(
    connection: sqlite3.Connection, collection_id: str = ""
) -> tuple[Unresolved, ...]:
    """List the works of which nothing is known, in reading order, each once a collection."""
    attempts = _attempts(all_resolutions(connection))
    rows = connection.execute(
        """
        select scheme, value, readings.collection_id, path, line, readings.text, min(readings.id)
        from readings join works on works.id = readings.work_id
        join identifiers on identifiers.work_id = works.id
        join sources on sources.id = readings.source_id
        where works.citation_key is null and ? in ('', readings.collection_id)
        group by scheme, value, readings.collection_id
        order by readings.collection_id, sources.id, line
        """,
        [collection_id],
    )
    return tuple(
        Unresolved(
            Identifier(scheme, value), owner, path, line, text, attempts.get((scheme, value), ())
        )
        for scheme, value, owner, path, line, text, _ in rows
    )


def _attempts(
    resolutions: Sequence[Resolution],
) -> Mapping[tuple[str, str], tuple[Resolution, ...]]:
    attempts: dict[tuple[str, str], tuple[Resolution, ...]] = {}
    for each in resolutions:
        key = (each.identifier.scheme, each.identifier.value)
        attempts[key] = (*attempts.get(key, ()), each)
    return attempts
