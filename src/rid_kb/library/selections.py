"""Which readings are meant, by the names that people use."""

import difflib
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Literal

from rid_kb.errors import AmbiguousSession, NotFound, SessionNotFound

Version = Literal["published", "preprint", "as-linked"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which readings are meant: all that satisfy every part that is given.

    `session_id` and `collection_id` are ids, `lead` and `subject` an id or a name, `topic` a tag,
    `year` that of the session.
    """

    session_id: str = ""
    collection_id: str = ""
    lead: str = ""
    topic: str = ""
    subject: str = ""
    year: int | None = None


def reading_conditions(selection: Selection) -> tuple[str, list[str | int]]:
    """Give the SQL conditions, with their parameters, that rows of `readings` satisfy."""
    return _conditions(_READING_CONDITIONS, selection)


def session_conditions(selection: Selection) -> tuple[str, list[str | int]]:
    """Give the SQL conditions for rows of `sessions`: its own lead and year, its readings' tags."""
    return _conditions(_SESSION_CONDITIONS, selection)


def _conditions(conditions: Mapping[str, str], selection: Selection) -> tuple[str, list[str | int]]:
    given = {name: value for name, value in asdict(selection).items() if value not in ("", None)}
    return " and ".join(["1", *(conditions[name] for name in given)]), list(given.values())


_SUBJECT_NAMES = "select name from subjects"
_READING_CONDITIONS = {
    "session_id": "readings.session_id = ?",
    "collection_id": "readings.collection_id = ?",
    "lead": "readings.id in (select reading_id from reading_leads join leads "
    "on leads.id = lead_id where ? in (leads.id, leads.name))",
    "topic": "readings.id in (select reading_id from reading_topics "
    "where topic = ? collate nocase)",
    "subject": "readings.id in (select reading_id from reading_subjects join subjects "
    "on subjects.id = subject_id where ? in (subjects.id, subjects.name))",
    "year": "readings.session_year = ?",
}
_SESSION_CONDITIONS = {
    "session_id": "sessions.id = ?",
    "collection_id": "sessions.collection_id = ?",
    "lead": "sessions.id in (select session_id from session_leads join leads "
    "on leads.id = lead_id where ? in (leads.id, leads.name))",
    "topic": "sessions.id in (select session_id from readings join reading_topics "
    "on reading_id = readings.id where reading_topics.topic = ? collate nocase)",
    "subject": "sessions.id in (select session_id from readings join reading_subjects "
    "on reading_id = readings.id join subjects on subjects.id = subject_id "
    "where ? in (subjects.id, subjects.name))",
    "year": "cast(substr(sessions.date, 1, 4) as integer) = ?",
}


def resolve_selection(connection: sqlite3.Connection, wanted: Selection) -> Selection:
    """Put what the knowledge base calls them for a session, a lead, a topic, a subject.

    Raises SessionNotFound, AmbiguousSession or NotFound, with what comes nearest.
    """
    if wanted.collection_id:
        _known(connection, "collection", wanted.collection_id, "select id from collections")
    session_id = wanted.session_id
    if session_id:
        session_id = resolve_session_id(connection, session_id, wanted.collection_id)
    lead, topic = wanted.lead, wanted.topic
    is_id = "select 1 from leads where id = ?"
    if lead and not connection.execute(is_id, [lead]).fetchone():
        lead = _known(connection, "lead", lead, "select name from leads")
    if topic:
        topic = _known(connection, "topic", topic, "select distinct topic from reading_topics")
    subject = wanted.subject
    if subject:
        subject = _known(connection, "subject", _subject_name(connection, subject), _SUBJECT_NAMES)
    return replace(wanted, session_id=session_id, lead=lead, topic=topic, subject=subject)


def _subject_name(connection: sqlite3.Connection, subject: str) -> str:
    row = connection.execute("select name from subjects where id = ?", [subject]).fetchone()
    return str(row[0]) if row else subject


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
        id_ for id_, day, label in rows if query in {day, label} or id_.endswith(f"/{query}")
    ]
    if len(matches) == 1:
        return str(matches[0])
    if matches:
        raise AmbiguousSession(query, matches)
    raise SessionNotFound(query, _nearest(query, {id_: day or "" for id_, day, _ in rows}))


def _nearest(query: str, dates: Mapping[str, str]) -> list[str]:
    """Choose three sessions: by the days between for a date, by the likeness of ids otherwise."""
    try:
        day = date.fromisoformat(query.rsplit("/", 1)[-1])
    except ValueError:
        tails = {id_.split("/", 1)[-1]: id_ for id_ in dates}
        near = difflib.get_close_matches(query, [*tails, *dates], n=3, cutoff=0.5)
        return [tails.get(each, each) for each in near]
    dated = [id_ for id_, held in dates.items() if held]
    return sorted(dated, key=lambda id_: abs(date.fromisoformat(dates[id_]) - day))[:3]


def _known(connection: sqlite3.Connection, kind: str, name: str, names: str) -> str:
    """Find a name, however its letters are cased, among those that a query gives."""
    known = {str(each).casefold(): str(each) for (each,) in connection.execute(names)}
    if name.casefold() not in known:
        near = difflib.get_close_matches(name.casefold(), known, n=3)
        raise NotFound(kind, name, [known[each] for each in near])
    return known[name.casefold()]
