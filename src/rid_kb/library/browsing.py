"""What pages show: ways in with their counts, neighbours, and where a work was read."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rid_kb.errors import NotFound
from rid_kb.library.selections import Selection
from rid_kb.library.sessions import list_sessions
from rid_kb.model import Lead, Session

Way = Literal["topic", "year", "lead", "subject"]

_WAYS: Mapping[Way, str] = {
    "topic": "select topic, topic, count(*) from reading_topics group by topic",
    "year": "select substr(date, 1, 4), substr(date, 1, 4), count(*) from sessions "
    "where date is not null group by 1",
    "lead": "select leads.id, name, count(*) from session_leads join leads on leads.id = lead_id "
    "group by leads.id",
    "subject": "select subjects.id, name, count(*) from reading_subjects "
    "join subjects on subjects.id = subject_id group by subjects.id",
}


@dataclass(frozen=True, slots=True)
class Count:
    """A way in: the id that its address has, its name, and how much there is."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ReadWork:
    """A work with the number of sessions that read it."""

    citation_key: str
    title: str
    year: int | None
    sessions: int


def count_ways(connection: sqlite3.Connection, way: Way) -> tuple[Count, ...]:
    """Count sessions by year and lead, readings by topic and subject: most first, years last."""
    order = "1 desc" if way == "year" else "3 desc, 2"
    rows = connection.execute(f"{_WAYS[way]} order by {order}")
    return tuple(Count(str(id_), str(name), count) for id_, name, count in rows)


def list_most_read(connection: sqlite3.Connection, limit: int) -> tuple[ReadWork, ...]:
    """List the works that most sessions read, those that more than one did."""
    rows = connection.execute(
        "select works.citation_key, works.title, works.year, "
        "count(distinct readings.session_id) as sessions "
        "from readings join works on works.id = readings.work_id "
        "where works.citation_key is not null "
        "group by works.id having sessions > 1 "
        "order by sessions desc, max(readings.date) desc, works.title limit ?",
        [limit],
    )
    return tuple(ReadWork(*row) for row in rows)


def count_quarters(connection: sqlite3.Connection) -> tuple[tuple[str, str, int], ...]:
    """Count sessions by quarter of a year, as in "2024 Q1", and by kind; earliest first."""
    rows = connection.execute(
        "select substr(date, 1, 4) || ' Q' || ((substr(date, 6, 2) + 2) / 3), "
        "coalesce(kind, ''), count(*) from sessions where date is not null group by 1, 2 order by 1"
    )
    return tuple((quarter, kind, count) for quarter, kind, count in rows)


def count_work_years(connection: sqlite3.Connection) -> tuple[Count, ...]:
    """Count readings by the year in which their works were published, oldest first."""
    rows = connection.execute(
        "select year, year, count(*) from readings where year is not null group by year order by 1"
    )
    return tuple(Count(str(id_), str(name), count) for id_, name, count in rows)


def list_sessions_of_work(connection: sqlite3.Connection, work_id: int) -> tuple[Session, ...]:
    """List the sessions that read a work, in order of date."""
    rows = connection.execute("select session_id from readings where work_id = ?", [work_id])
    wanted = {id_ for (id_,) in rows}
    return tuple(each for each in list_sessions(connection, Selection()) if each.id in wanted)


def find_neighbours(
    connection: sqlite3.Connection, session: Session
) -> tuple[Session | None, Session | None]:
    """Find the sessions before and after one in its collection."""
    collection_id = session.id.partition("/")[0]
    sessions = list_sessions(connection, Selection(collection_id=collection_id))
    (place,) = [place for place, each in enumerate(sessions) if each.id == session.id]
    before = sessions[place - 1] if place else None
    after = sessions[place + 1] if place + 1 < len(sessions) else None
    return before, after


def get_lead(connection: sqlite3.Connection, lead_id: str) -> Lead:
    """Read a lead by the id that its address has. Raises NotFound."""
    row = connection.execute(
        "select name, affiliation, url, other_urls from leads where id = ?", [lead_id]
    ).fetchone()
    if row is None:
        raise NotFound("lead", lead_id)
    name, affiliation, url, other_urls = row
    return Lead(name, affiliation or "", (*([url] if url else []), *json.loads(other_urls)))


def list_lead_ids(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Give the id of each lead, by collection and name."""
    rows = connection.execute("select collection_id, name, id from leads")
    return {(collection_id, name): id_ for collection_id, name, id_ in rows}
