"""Every read of the knowledge base, as functions that return values of the model.

The connection is a plain `sqlite3.Connection`, so that Datasette's own connections serve too.
A work is computed from its records here as it is when it is saved: no field is stored twice.
"""

import difflib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rid_kb.errors import AmbiguousSession, DatabaseError, NotFound, SessionNotFound
from rid_kb.identifiers import identifier_url, identify_url, parse_identifier
from rid_kb.model import (
    Identifier,
    Lead,
    Reading,
    Record,
    Resolution,
    Resource,
    Session,
    Source,
    Work,
)
from rid_kb.works import work_from_records

APPLICATION_ID = 0x5249444B  # "RIDK" in ASCII
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Selection:
    """Which readings are meant: all that satisfy every part that is given.

    `session_id` and `collection_id` are ids, `lead` a lead's id or name, `topic` a tag, `year`
    that of the session.
    """

    session_id: str = ""
    collection_id: str = ""
    lead: str = ""
    topic: str = ""
    year: int | None = None


def open_library(path: Path) -> sqlite3.Connection:
    """Open the knowledge base at `path` for reading only.

    Raises DatabaseError when it is not there or is none.
    """
    if not path.is_file():
        raise DatabaseError(str(path), "is not there; make it with: rid-kb ingest")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        is_ours = is_knowledge_base(connection)
    except sqlite3.DatabaseError:
        is_ours = False
    if not is_ours:
        connection.close()
        raise DatabaseError(str(path), "is not a knowledge base of rid-kb; name one with --db")
    return connection


def is_knowledge_base(connection: sqlite3.Connection) -> bool:
    """Tell whether rid-kb wrote this database, whatever its name."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(application_id == APPLICATION_ID)


def all_records(connection: sqlite3.Connection) -> dict[Identifier, list[Record]]:
    """Read what every upstream said about every identifier."""
    records: dict[Identifier, list[Record]] = {}
    for row in connection.execute(
        "select scheme, value, upstream, csl, fetched_at from records order by 1, 2, 3"
    ):
        record = _record(row)
        records.setdefault(record.identifier, []).append(record)
    return records


def all_resolutions(connection: sqlite3.Connection) -> tuple[Resolution, ...]:
    """Read the last attempt for each identifier and upstream; records are left out."""
    rows = connection.execute(
        "select scheme, value, upstream, status, http_status, message, attempts, attempted_at "
        "from resolutions order by scheme, value, upstream"
    )
    return tuple(
        Resolution(
            Identifier(scheme, value),
            upstream,
            status,
            http_status=http_status,
            message=message or "",
            attempts=attempts,
            attempted_at=attempted_at or "",
        )
        for scheme, value, upstream, status, http_status, message, attempts, attempted_at in rows
    )


def find_sources(connection: sqlite3.Connection, collection_id: str) -> tuple[Source, ...]:
    """Read the sources of a collection as they were last ingested."""
    rows = connection.execute(
        "select path, text, role, sha256 from sources where collection_id = ? order by id",
        [collection_id],
    )
    return tuple(Source(path, text, role, sha256) for path, text, role, sha256 in rows)


def list_sessions(connection: sqlite3.Connection, collection_id: str = "") -> tuple[Session, ...]:
    """List the sessions in order of date, undated ones last, with their leads.

    Their readings and resources are left out: `get_session` has them.
    """
    rows = connection.execute(
        f"select {_SESSION_COLUMNS} from sessions left join sources on sources.id = source_id "  # noqa: S608
        "where ? in ('', sessions.collection_id) "
        "order by date is null, date, sessions.rowid",
        [collection_id],
    ).fetchall()
    leads = _leads_by_session(connection)
    return tuple(replace(_session(row), leads=leads.get(row[0], ())) for row in rows)


def resolve_session_id(connection: sqlite3.Connection, query: str, collection_id: str = "") -> str:
    """Find the one session that `query` means: an id, a date, a label, or the end of an id.

    Raises SessionNotFound, naming the nearest ones, or AmbiguousSession, naming all.
    """
    rows = connection.execute(
        "select id, date, label from sessions where ? in ('', collection_id) order by date, id",
        [collection_id],
    ).fetchall()
    ids = [row[0] for row in rows]
    if query in ids:
        return query
    matches = [
        id_ for id_, date, label in rows if query in {date, label} or id_.endswith(f"/{query}")
    ]
    if len(matches) == 1:
        return str(matches[0])
    if matches:
        raise AmbiguousSession(query, matches)
    tails = {id_.split("/", 1)[-1]: id_ for id_ in ids}
    near = difflib.get_close_matches(query, [*tails, *ids], n=3, cutoff=0.5)
    raise SessionNotFound(query, [tails.get(each, each) for each in near])


def get_session(connection: sqlite3.Connection, session_id: str) -> Session:
    """Read one session whole. Raises SessionNotFound."""
    row = connection.execute(
        f"select {_SESSION_COLUMNS} from sessions left join sources on sources.id = source_id "  # noqa: S608
        "where sessions.id = ?",
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
        leads=_leads_by_session(connection, session_id).get(session_id, ()),
        resources=tuple(Resource(*each) for each in resources),
        readings=tuple(
            reading for reading, _ in find_readings(connection, Selection(session_id=session_id))
        ),
    )


def find_readings(
    connection: sqlite3.Connection, selection: Selection
) -> tuple[tuple[Reading, Work | None], ...]:
    """Read the selected readings in reading order, each with its work where it has one."""
    conditions, parameters = _conditions(selection)
    rows = connection.execute(
        "select text, readings.url, section, headings, medium, note, version, path, line, work_id "
        "from readings left join sources on sources.id = readings.source_id "
        f"left join sessions on sessions.id = readings.session_id where {conditions} "  # noqa: S608
        "order by readings.collection_id, sessions.date is null, sessions.date, "
        "sessions.rowid, readings.position",
        parameters,
    ).fetchall()
    works = works_by_id(connection, {row[-1] for row in rows if row[-1] is not None})
    return tuple((_reading(row), works.get(row[-1])) for row in rows)


def works_by_id(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Work]:
    """Compute the works with these row ids from their records, in the order of `ids`."""
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
        records.setdefault(work_id, []).append(_record(row))
    keys = connection.execute(
        "select works.id, citation_key from json_each(?) join works on works.id = json_each.value",
        [wanted],
    )
    return {
        work_id: replace(
            stated_work(records.get(work_id, ()), identifiers.get(work_id, ())),
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
        raise NotFound("work", name, difflib.get_close_matches(name, keys, n=3))
    return int(row[0])


_SESSION_COLUMNS = (
    "sessions.id, date, label, topic, subtitle, planned_topic, kind, room, abstract, status, "
    "path, line"
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
    connection: sqlite3.Connection, session_id: str = ""
) -> dict[str, tuple[Lead, ...]]:
    leads: dict[str, tuple[Lead, ...]] = {}
    for id_, name, affiliation, url, other_urls in connection.execute(
        "select session_id, name, affiliation, url, other_urls "
        "from session_leads join leads on leads.id = lead_id "
        "where ? in ('', session_id) order by session_id, position",
        [session_id],
    ):
        urls = (*([url] if url else []), *json.loads(other_urls))
        leads[id_] = (*leads.get(id_, ()), Lead(name, affiliation or "", urls))
    return leads


def _conditions(selection: Selection) -> tuple[str, list[str | int]]:
    conditions: list[str] = ["1"]
    parameters: list[str | int] = []
    if selection.session_id:
        conditions.append("readings.session_id = ?")
        parameters.append(selection.session_id)
    if selection.collection_id:
        conditions.append("readings.collection_id = ?")
        parameters.append(selection.collection_id)
    if selection.lead:
        conditions.append(
            "readings.id in (select reading_id from reading_leads join leads "
            "on leads.id = lead_id where ? in (leads.id, leads.name))"
        )
        parameters.append(selection.lead)
    if selection.topic:
        conditions.append(
            "readings.id in (select reading_id from reading_topics where topic = ? collate nocase)"
        )
        parameters.append(selection.topic)
    if selection.year is not None:
        conditions.append("readings.session_year = ?")
        parameters.append(selection.year)
    return " and ".join(conditions), parameters


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


def _record(row: Sequence[str]) -> Record:
    scheme, value, upstream, csl, fetched_at = row
    return Record(scheme, value, upstream, json.loads(csl), fetched_at)  # type: ignore[arg-type]
