"""Which readings are meant, by the names that people use."""

import difflib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from rid_kb.errors import AmbiguousSession, NotFound, SessionNotFound


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


def resolve_selection(connection: sqlite3.Connection, wanted: Selection) -> Selection:
    """Put what the knowledge base calls them for a session, a lead and a topic.

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
    return replace(wanted, session_id=session_id, lead=lead, topic=topic)


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
