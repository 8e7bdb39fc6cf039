"""The pages made for a reading group, from its home page to one work."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from rid_kb.errors import NotFound, SessionNotFound
from rid_kb.formats.bibtex import works_to_bibtex
from rid_kb.library import (
    Selection,
    cited_works,
    count_ways,
    count_work_years,
    explain_work,
    find_neighbours,
    find_readings,
    get_lead,
    get_session,
    get_work_id,
    list_collections,
    list_lead_ids,
    list_most_read,
    list_sessions,
    list_sessions_of,
    list_sessions_of_work,
    search,
)
from rid_kb.model import Session
from rid_kb.web.databases import our_databases
from rid_kb.web.showing import FILTERS, bars, session_bars

SHOWN_SESSIONS, SHOWN_WORKS, SHOWN_TOPICS = 5, 10, 40
_Context = Mapping[str, Any]
_Read = TypeVar("_Read")


async def home(datasette: Datasette, request: Request) -> Response:
    """Show what the knowledge base is about and the ways into it."""
    if not our_databases(datasette):
        return Response.redirect(datasette.urls.path("/-/databases"))
    today = datetime.now(UTC).date()
    return await _page(datasette, request, "home", lambda connection: _home(connection, today))


async def session_page(datasette: Datasette, request: Request) -> Response:
    """Show one session with its readings."""
    session_id = request.url_vars["session_id"]
    return await _page(
        datasette, request, "session", lambda connection: _session(connection, session_id)
    )


async def work_page(datasette: Datasette, request: Request) -> Response:
    """Show one work; an old key or an identifier leads to the address that it has now."""
    name = request.url_vars["name"]
    key = await _read(datasette, lambda connection: _citation_key(connection, name))
    if key and key != name:
        return Response.redirect(datasette.urls.path(f"/works/{key}"), status=301)
    return await _page(datasette, request, "work", lambda connection: _work(connection, name))


async def lead_page(datasette: Datasette, request: Request) -> Response:
    """Show a lead with the sessions they led."""
    lead_id = request.url_vars["lead_id"]
    return await _page(datasette, request, "lead", lambda connection: _lead(connection, lead_id))


async def topic_page(datasette: Datasette, request: Request) -> Response:
    """Show a topic with its readings."""
    topic = request.url_vars["topic"]
    return await _page(datasette, request, "topic", lambda connection: _topic(connection, topic))


async def year_page(datasette: Datasette, request: Request) -> Response:
    """Show the sessions of a year."""
    year = int(request.url_vars["year"])
    return await _page(datasette, request, "year", lambda connection: _year(connection, year))


async def collection_page(datasette: Datasette, request: Request) -> Response:
    """Show a collection: its sessions, and the readings of none."""
    name = request.url_vars["collection_id"]
    return await _page(
        datasette, request, "collection", lambda connection: _collection(connection, name)
    )


async def search_page(datasette: Datasette, request: Request) -> Response:
    """Show what is found for `?q=`."""
    text = request.args.get("q") or ""
    return await _page(
        datasette,
        request,
        "search",
        lambda connection: {"query": text, "hits": search(connection, text)},
    )


async def _page(
    datasette: Datasette,
    request: Request,
    name: str,
    read: Callable[[sqlite3.Connection], _Context],
) -> Response:
    """Read what a page shows and show it; what is not there is a page that offers the search."""
    status = 200
    try:
        context = await _read(datasette, read)
    except (NotFound, SessionNotFound) as error:
        name, context, status = "missing", {"problem": str(error)}, 404
    databases = our_databases(datasette)
    shown = {
        **FILTERS,
        **context,
        "database": databases[0].name if databases else "",
        "title": datasette.metadata("title") or "Reading group",
    }
    html = await datasette.render_template(f"rid_kb_{name}.html", shown, request=request)
    return Response.html(html, status=status)


async def _read(datasette: Datasette, read: Callable[[sqlite3.Connection], _Read]) -> _Read:
    """Read from the first knowledge base that has what is asked for."""
    missing: NotFound | SessionNotFound = NotFound("knowledge base", "")
    for database in our_databases(datasette):
        try:
            return await _execute(database, read)
        except (NotFound, SessionNotFound) as error:
            missing = error
    raise missing


async def _execute(database: Database, read: Callable[[sqlite3.Connection], _Read]) -> _Read:
    """Run a read on a connection of Datasette, whose rows are tuples for us."""

    def run(connection: sqlite3.Connection) -> _Read:
        factory, connection.row_factory = connection.row_factory, None
        try:
            return read(connection)
        finally:
            connection.row_factory = factory

    result: _Read = await database.execute_fn(run)
    return result


def _home(connection: sqlite3.Connection, today: date) -> _Context:
    sessions = [each for each in list_sessions(connection) if each.date]
    upcoming = [each for each in sessions if each.date >= today.isoformat()]
    latest = list(reversed(sessions))
    return {
        "upcoming": upcoming[:SHOWN_SESSIONS],
        "latest": latest[:SHOWN_SESSIONS],
        "collections": list_collections(connection),
        "topics": count_ways(connection, "topic")[:SHOWN_TOPICS],
        "years": count_ways(connection, "year"),
        "leads": count_ways(connection, "lead"),
        "most_read": list_most_read(connection, SHOWN_WORKS),
        "work_years": bars(count_work_years(connection)),
        "session_months": session_bars(sessions),
        "lead_ids": list_lead_ids(connection),
    }


def _session(connection: sqlite3.Connection, session_id: str) -> _Context:
    session = get_session(connection, session_id)
    readings = find_readings(connection, Selection(session_id=session_id))
    before, after = find_neighbours(connection, session)
    works = cited_works(readings)
    collections = {each.id: each for each in list_collections(connection)}
    return {
        "session": session,
        "collection": collections[session.id.partition("/")[0]],
        "readings": readings,
        "works": works,
        "bibtex": works_to_bibtex(works),
        "before": before,
        "after": after,
        "lead_ids": list_lead_ids(connection),
    }


def _citation_key(connection: sqlite3.Connection, name: str) -> str:
    return explain_work(connection, name).work.citation_key


def _work(connection: sqlite3.Connection, name: str) -> _Context:
    told = explain_work(connection, name)
    work_id = get_work_id(connection, name)
    return {
        "told": told,
        "work": told.work,
        "bibtex": works_to_bibtex([told.work]) if told.work.citation_key else "",
        "sessions": list_sessions_of_work(connection, work_id),
        "lead_ids": list_lead_ids(connection),
    }


def _lead(connection: sqlite3.Connection, lead_id: str) -> _Context:
    lead = get_lead(connection, lead_id)
    return {
        "lead": lead,
        "sessions": list_sessions_of(connection, Selection(lead=lead_id)),
        "lead_ids": list_lead_ids(connection),
    }


def _topic(connection: sqlite3.Connection, topic: str) -> _Context:
    readings = find_readings(connection, Selection(topic=topic))
    if not readings:
        raise NotFound("topic", topic)
    return {
        "topic": topic,
        "readings": readings,
        "sessions": list_sessions_of(connection, Selection(topic=topic)),
        "lead_ids": list_lead_ids(connection),
    }


def _year(connection: sqlite3.Connection, year: int) -> _Context:
    sessions = list_sessions_of(connection, Selection(year=year))
    if not sessions:
        raise NotFound("year", str(year))
    return {"year": year, "sessions": sessions, "lead_ids": list_lead_ids(connection)}


def _collection(connection: sqlite3.Connection, collection_id: str) -> _Context:
    collections = {each.id: each for each in list_collections(connection)}
    if collection_id not in collections:
        raise NotFound("collection", collection_id, list(collections))
    selection = Selection(collection_id=collection_id)
    sessions: tuple[Session, ...] = list_sessions(connection, collection_id)
    placed = {reading for each in sessions for reading in get_session(connection, each.id).readings}
    readings = find_readings(connection, selection)
    return {
        "collection": collections[collection_id],
        "sessions": sessions,
        "readings": tuple(pair for pair in readings if pair[0] not in placed),
        "lead_ids": list_lead_ids(connection),
    }
