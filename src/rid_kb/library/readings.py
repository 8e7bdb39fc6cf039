"""Readings, selected as exports and pages select them."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from rid_kb.identifiers import identify_url
from rid_kb.library.selections import Selection, Version, reading_conditions
from rid_kb.library.works import works_by_id
from rid_kb.model import Reading, Work

_READINGS = (
    "select readings.text, readings.url, section, headings, medium, note, version, path, "
    "readings.line, sessions.date, work_id from readings "
    "left join sources on sources.id = readings.source_id "
    "left join sessions on sessions.id = readings.session_id where "
)
_READING_ORDER = (
    " order by readings.collection_id, sessions.date is null, sessions.date, "
    "sessions.rowid, readings.position"
)
_ID_ORDER = " order by readings.id"


def find_readings(
    connection: sqlite3.Connection, selection: Selection, prefer: Version = "published"
) -> tuple[tuple[Reading, Work | None], ...]:
    """Read the selected readings in reading order, each with its work where it has one.

    `prefer` says which version of a work is meant: that of record, the preprint, or the one
    that the reading links to; where there is but one, it is that.
    """
    conditions, parameters = reading_conditions(selection)
    return _find(connection, conditions, parameters, prefer)


def find_readings_without_session(
    connection: sqlite3.Connection, collection_id: str
) -> tuple[tuple[Reading, Work | None], ...]:
    """Read the readings of a collection that belong to no session, in reading order."""
    conditions = "readings.collection_id = ? and readings.session_id is null"
    return _find(connection, conditions, [collection_id])


def find_readings_by_id(
    connection: sqlite3.Connection, ids: Sequence[int]
) -> tuple[tuple[Reading, Work | None], ...]:
    """Read the readings with these row ids, in the order of `ids`."""
    conditions = "readings.id in (select value from json_each(?))"
    found = _find(connection, conditions, [json.dumps(list(ids))], order=_ID_ORDER)
    places = {id_: place for place, id_ in enumerate(sorted(ids))}
    return tuple(found[places[id_]] for id_ in ids)


def _find(
    connection: sqlite3.Connection,
    conditions: str,
    parameters: Sequence[str | int],
    prefer: Version = "published",
    order: str = _READING_ORDER,
) -> tuple[tuple[Reading, Work | None], ...]:
    rows = connection.execute(_READINGS + conditions + order, parameters).fetchall()
    ids = {row[-1] for row in rows if row[-1] is not None}
    works = works_by_id(connection, ids)
    preprints = {} if prefer == "published" else works_by_id(connection, ids, as_preprints=True)
    found = []
    for row in rows:
        reading = _reading(row)
        is_linked = prefer == "as-linked" and _links_preprint(reading)
        is_preprint = prefer == "preprint" or is_linked
        found.append((reading, (preprints if is_preprint else works).get(row[-1])))
    return tuple(found)


def _links_preprint(reading: Reading) -> bool:
    return reading.identifier is not None and reading.identifier.scheme == "arxiv"


def _reading(row: Sequence[str | int | None]) -> Reading:
    text, url, section, headings, medium, note, version, path, line, day, _ = row
    identifier = identify_url(str(url)) if url else None
    if identifier and version is not None:
        identifier = replace(identifier, version=int(version))
    return Reading(
        text=str(text),
        url=str(url or ""),
        section=str(section or ""),
        headings=tuple(json.loads(str(headings))),
        medium=str(medium or ""),
        note=str(note or ""),
        identifier=identifier,
        path=str(path or ""),
        line=int(line or 0),
        read_on=str(day or ""),
    )
