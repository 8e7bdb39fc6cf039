"""Sessions, found by what people call them."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from rid_kb.errors import SessionNotFound
from rid_kb.library.readings import find_readings
from rid_kb.library.selections import Selection, session_conditions
from rid_kb.model import Lead, Resource, Session

_SESSIONS = (
    "select sessions.id, date, label, topic, subtitle, planned_topic, kind, room, abstract, "
    "status, path, line from sessions left join sources on sources.id = source_id "
)


def list_sessions(connection: sqlite3.Connection, selection: Selection) -> tuple[Session, ...]:
    """List the selected sessions in order of date, undated ones last, with their leads.

    Their readings and resources are left out: `get_session` has them.
    """
    conditions, parameters = session_conditions(selection)
    return _listed(
        connection, f"{conditions} order by date is null, date, sessions.rowid", parameters
    )


def list_upcoming(connection: sqlite3.Connection, today: str, limit: int) -> tuple[Session, ...]:
    """List the next sessions from a day on, the first one first."""
    return _listed(connection, "date >= ? order by date, sessions.rowid limit ?", [today, limit])


def list_latest(connection: sqlite3.Connection, limit: int) -> tuple[Session, ...]:
    """List the sessions with the latest dates, the last one first."""
    conditions = "date is not null order by date desc, sessions.rowid desc limit ?"
    return _listed(connection, conditions, [limit])


def _listed(
    connection: sqlite3.Connection, conditions: str, parameters: Sequence[str | int]
) -> tuple[Session, ...]:
    rows = connection.execute(f"{_SESSIONS} where {conditions}", parameters).fetchall()
    leads = _leads_by_session(connection, [row[0] for row in rows])
    return tuple(replace(_session(row), leads=leads.get(row[0], ())) for row in rows)


def get_session(connection: sqlite3.Connection, session_id: str) -> Session:
    """Read one session whole. Raises SessionNotFound."""
    row = connection.execute(
        _SESSIONS + "where sessions.id = ?",
        [session_id],
    ).fetchone()
    if row is None:
        raise SessionNotFound(session_id, ())
    resources = connection.execute(
        "select kind, title, url from session_resources where session_id = ? order by position",
        [session_id],
    )
    return replace(
        _session(row),
        leads=_leads_by_session(connection, [session_id]).get(session_id, ()),
        resources=tuple(Resource(*each) for each in resources),
        readings=tuple(
            reading for reading, _ in find_readings(connection, Selection(session_id=session_id))
        ),
    )


def _session(row: Sequence[str | int | None]) -> Session:
    id_, date, label, topic, subtitle, planned, kind, room, abstract, status, path, line = row
    return Session(
        id=str(id_),
        date=str(date or ""),
        label=str(label or ""),
        topic=str(topic or ""),
        subtitle=str(subtitle or ""),
        planned_topic=str(planned or ""),
        kind=str(kind or ""),
        room=str(room or ""),
        abstract=str(abstract or ""),
        status=status,  # type: ignore[arg-type]  # the column holds nothing else
        path=str(path or ""),
        line=int(line or 0),
    )


def _leads_by_session(
    connection: sqlite3.Connection, session_ids: Sequence[str]
) -> dict[str, tuple[Lead, ...]]:
    leads: dict[str, tuple[Lead, ...]] = {}
    for id_, name, affiliation, url, other_urls in connection.execute(
        "select session_id, name, affiliation, url, other_urls "
        "from session_leads join leads on leads.id = lead_id "
        "where session_id in (select value from json_each(?)) order by session_id, position",
        [json.dumps(session_ids)],
    ):
        urls = (*([url] if url else []), *json.loads(other_urls))
        leads[id_] = (*leads.get(id_, ()), Lead(name, affiliation or "", urls))
    return leads
