"""Readings, selected as exports and pages select them."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rid_kb.identifiers import identify_url
from rid_kb.library.selections import Selection, reading_conditions
from rid_kb.library.works import works_by_id
from rid_kb.model import Reading, Work

_READINGS = (
    "select readings.text, readings.url, section, headings, medium, note, version, path, "
    "readings.line, work_id from readings left join sources on sources.id = readings.source_id "
    "left join sessions on sessions.id = readings.session_id where "
)
_READING_ORDER = (
    " order by readings.collection_id, sessions.date is null, sessions.date, "
    "sessions.rowid, readings.position"
)


def find_readings(
    connection: sqlite3.Connection, selection: Selection
) -> tuple[tuple[Reading, Work | None], ...]:
    """Read the selected readings in reading order, each with its work where it has one."""
    conditions, parameters = reading_conditions(selection)
    return _find(connection, conditions, parameters)


def find_readings_without_session(
    connection: sqlite3.Connection, collection_id: str
) -> tuple[tuple[Reading, Work | None], ...]:
    """Read the readings of a collection that belong to no session, in reading order."""
    conditions = "readings.collection_id = ? and readings.session_id is null"
    return _find(connection, conditions, [collection_id])


def _find(
    connection: sqlite3.Connection, conditions: str, parameters: Sequence[str | int]
) -> tuple[tuple[Reading, Work | None], ...]:
    rows = connection.execute(_READINGS + conditions + _READING_ORDER, parameters).fetchall()
    works = works_by_id(connection, {row[-1] for row in rows if row[-1] is not None})
    return tuple((_reading(row), works.get(row[-1])) for row in rows)


def cited_works(readings: Iterable[tuple[Reading, Work | None]]) -> tuple[Work, ...]:
    """Pick the works that can be cited, once each, in the order in which they are read.

    What only the plan of a session told of was not read in it, and is left out.
    """
    return tuple(
        dict.fromkeys(
            work
            for reading, work in readings
            if work and work.citation_key and not reading.is_only_planned
        )
    )


def _reading(row: Sequence[str | int | None]) -> Reading:
    text, url, section, headings, medium, note, version, path, line, _ = row
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
    )
