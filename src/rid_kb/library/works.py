"""Works, computed from their records as they are when they are saved."""

import difflib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rid_kb.errors import NotFound
from rid_kb.identifiers import identifier_url, identify_url, parse_identifier
from rid_kb.library.records import all_records, all_resolutions, record_from_row
from rid_kb.model import Identifier, Record, Resolution, Work
from rid_kb.works import (
    claimed_identifiers,
    field_sources,
    preprint_from_records,
    work_from_records,
)


def works_by_id(
    connection: sqlite3.Connection, ids: Iterable[int], *, as_preprints: bool = False
) -> dict[int, Work]:
    """Compute the works with these row ids from their records, in the order of `ids`.

    `as_preprints` gives the preprint of each work that has one.
    """
    wanted = json.dumps(list(ids))
    identifiers: dict[int, list[Identifier]] = {}
    for work_id, scheme, value in connection.execute(
        "select work_id, scheme, value from identifiers "
        "where work_id in (select value from json_each(?)) order by scheme, value",
        [wanted],
    ):
        identifiers.setdefault(work_id, []).append(Identifier(scheme, value))
    records: dict[int, list[Record]] = {}
    for work_id, *row in connection.execute(
        "select work_id, scheme, value, upstream, csl, fetched_at "
        "from identifiers join records using (scheme, value) "
        "where work_id in (select value from json_each(?)) order by 2, 3, 4",
        [wanted],
    ):
        records.setdefault(work_id, []).append(record_from_row(row))
    keys = connection.execute(
        "select works.id, citation_key from json_each(?) join works on works.id = json_each.value",
        [wanted],
    )
    return {
        work_id: replace(
            (preprint_from_records(records.get(work_id, ())) if as_preprints else None)
            or stated_work(records.get(work_id, ()), identifiers.get(work_id, ())),
            citation_key=key or "",
        )
        for work_id, key in keys
    }


def stated_work(records: Sequence[Record], identifiers: Sequence[Identifier]) -> Work:
    """Compute a work from its records; without any, all that is known is where it is."""
    if records:
        return work_from_records(records)
    return Work("", identifiers=tuple(identifiers), url=identifier_url(identifiers[0]))


def get_work_id(connection: sqlite3.Connection, name: str) -> int:
    """Find a work by citation key, a retired key, an identifier or a URL.

    Raises NotFound, with the nearest citation keys.
    """
    row = connection.execute(
        "select id from works where citation_key = ?1 "
        "union all select work_id from retired_keys where citation_key = ?1",
        [name],
    ).fetchone()
    identifier = parse_identifier(name) or identify_url(name)
    if row is None and identifier is not None:
        row = connection.execute(
            "select work_id from identifiers where scheme = ? and value = ?",
            [identifier.scheme, identifier.value],
        ).fetchone()
    if row is None:
        keys = [key for (key,) in connection.execute("select citation_key from works") if key]
        near = [key for key in keys if key.startswith(name)] or difflib.get_close_matches(
            name, keys
        )
        raise NotFound("work", name, near[:3])
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Provenance:
    """A work, the record that gave each field of it, and every attempt that was made.

    `doubted` are identifiers that a record claims for the work and nothing bears out.
    """

    work: Work
    sources: Mapping[str, Record]
    doubted: Mapping[Identifier, Record]
    attempts: tuple[Resolution, ...]


def explain_work(connection: sqlite3.Connection, name: str) -> Provenance:
    """Tell where each field of a work comes from; `name` is as in `get_work_id`."""
    work_id = get_work_id(connection, name)
    identifiers = [
        Identifier(scheme, value)
        for scheme, value in connection.execute(
            "select scheme, value from identifiers where work_id = ?", [work_id]
        )
    ]
    records = all_records(connection)
    own = [record for each in identifiers for record in records.get(each, ())]
    attempts = (each for each in all_resolutions(connection) if each.identifier in identifiers)
    work = works_by_id(connection, [work_id])[work_id]
    doubted = {
        claim: record
        for record in own
        for claim in claimed_identifiers(record)
        if claim not in work.identifiers
    }
    return Provenance(work, field_sources(own), doubted, tuple(attempts))


def cited_keys(connection: sqlite3.Connection) -> dict[Identifier, str]:
    """Give the citation key of every identifier whose work has one."""
    rows = connection.execute(
        "select scheme, value, citation_key from identifiers join works on works.id = work_id "
        "where citation_key is not null"
    )
    return {Identifier(scheme, value): key for scheme, value, key in rows}
