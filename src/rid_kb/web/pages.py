"""The pages made for a reading group, from its home page to one work."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from rid_kb import __version__
from rid_kb.errors import NotFound, SessionNotFound
from rid_kb.formats.exports import EXPORT_FORMATS
from rid_kb.library import (
    Selection,
    cite_readings,
    count_quarters,
    count_ways,
    count_work_years,
    explain_work,
    find_neighbours,
    find_readings,
    find_readings_without_session,
    get_collection,
    get_lead,
    get_session,
    get_work_id,
    list_collections,
    list_latest,
    list_lead_ids,
    list_most_read,
    list_sessions,
    list_sessions_of_work,
    list_source_paths,
    list_upcoming,
    resolve_selection,
    search,
)
from rid_kb.web.databases import Answer, execute, our_databases
from rid_kb.web.downloads import named
from rid_kb.web.showing import (
    CONTENT_SECURITY_POLICY,
    common_context,
    kinds_of,
    parts_of,
    quarter_bars,
    sections_of,
    source_url,
    today,
    year_bars,
)

SHOWN_SESSIONS, SHOWN_WORKS, SHOWN_WAYS = 5, 10, 40
_Context = Mapping[str, Any]


async def home(datasette: Datasette, request: Request) -> Response:
    """Show what the knowledge base is about and the ways into it."""
    if not our_databases(datasette):
        return Response.redirect(datasette.urls.path("/-/databases"))
    return await _page(datasette, request, "home", _home)


async def table_page(datasette: Datasette, request: Request) -> Response:
    """Lead from `/sessions` and `/works` to the table that lists them all."""
    for database in our_databases(datasette)[:1]:
        return Response.redirect(datasette.urls.table(database.name, named(request, "table")))
    return Response.redirect(datasette.urls.instance())


async def session_page(datasette: Datasette, request: Request) -> Response:
    """Show one session with its readings."""
    session_id = named(request, "session_id")
    return await _page(
        datasette, request, "session", lambda connection: _session(connection, session_id)
    )


async def work_page(datasette: Datasette, request: Request) -> Response:
    """Show one work; an old key or an identifier leads to the address that it has now."""
    name = named(request, "name")
    try:
        key = await _read(datasette, lambda connection: _citation_key(connection, name))
    except NotFound:
        key = ""
    if key and key != name:
        return Response.redirect(datasette.urls.path(f"/works/{key}"), status=301)
    return await _page(datasette, request, "work", lambda connection: _work(connection, name))


async def lead_page(datasette: Datasette, request: Request) -> Response:
    """Show a lead with the sessions they led."""
    lead_id = named(request, "lead_id")
    return await _page(datasette, request, "lead", lambda connection: _lead(connection, lead_id))


async def topic_page(datasette: Datasette, request: Request) -> Response:
    """Show a topic with its sessions and readings."""
    selection = Selection(topic=named(request, "topic"))
    return await _page(
        datasette, request, "topic", lambda connection: _tag(connection, "Topic", selection)
    )


async def subject_page(datasette: Datasette, request: Request) -> Response:
    """Show a subject, by the name or the code of its arXiv category."""
    selection = Selection(subject=named(request, "subject"))
    return await _page(
        datasette, request, "topic", lambda connection: _tag(connection, "Subject", selection)
    )


async def year_page(datasette: Datasette, request: Request) -> Response:
    """Show the sessions of a year."""
    year = int(named(request, "year"))
    return await _page(datasette, request, "year", lambda connection: _year(connection, year))


async def collection_page(datasette: Datasette, request: Request) -> Response:
    """Show a collection: its sessions, and the readings of none."""
    name = named(request, "collection_id")
    return await _page(
        datasette, request, "collection", lambda connection: _collection(connection, name)
    )


async def search_page(datasette: Datasette, request: Request) -> Response:
    """Show what is found for `?q=`, within `&topic=`, `&year=` and `&lead=`."""
    arguments = {name: request.args.get(name) or "" for name in ("q", "topic", "year", "lead")}
    return await _page(datasette, request, "search", lambda each: _search(each, arguments))


async def _page(
    datasette: Datasette,
    request: Request,
    name: str,
    read: Callable[[sqlite3.Connection], _Context],
) -> Response:
    """Read what a page shows and show it; what is not there is a page that offers the search.

    A page stays as it is while the databases do and the day lasts; its ETag says so.
    """
    state = etag(our_databases(datasette), request.full_path)
    if request.headers.get("if-none-match") == state:
        return Response("", status=304, headers={"etag": state})
    status = 200
    try:
        context = await _read(datasette, read)
    except (NotFound, SessionNotFound) as error:
        name, context, status = "missing", {"problem": str(error)}, 404
    databases = our_databases(datasette)
    shown = {
        **common_context(datasette),
        **context,
        "database": databases[0].name if databases else "",
        "formats": EXPORT_FORMATS.values(),
    }
    html = await datasette.render_template(f"rid_kb_{name}.html", shown, request=request)
    headers = {"content-security-policy": CONTENT_SECURITY_POLICY, "cache-control": "no-cache"}
    if status == 200:
        headers["etag"] = state
    return Response.html(html, status=status, headers=headers)


def etag(databases: Sequence[Database], address: str) -> str:
    """Name the state of a page: the program, the files of the databases, the day, the address."""
    files = [os.stat(each.path) for each in databases if each.path]  # noqa: PTH116
    state = [__version__, today().isoformat(), address]
    state += [f"{each.st_mtime_ns} {each.st_size}" for each in files]
    return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'


async def _read(datasette: Datasette, read: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Read from the first knowledge base that has what is asked for."""
    missing: NotFound | SessionNotFound = NotFound("knowledge base", "")
    for database in our_databases(datasette):
        try:
            return await execute(database, read)
        except (NotFound, SessionNotFound) as error:
            missing = error
    raise missing


def _home(connection: sqlite3.Connection) -> _Context:
    quarters = count_quarters(connection)
    return {
        "upcoming": list_upcoming(connection, today().isoformat(), SHOWN_SESSIONS),
        "latest": list_latest(connection, SHOWN_SESSIONS),
        "collections": list_collections(connection),
        "topics": count_ways(connection, "topic")[:SHOWN_WAYS],
        "years": count_ways(connection, "year"),
        "leads": count_ways(connection, "lead")[:SHOWN_WAYS],
        "subjects": count_ways(connection, "subject")[:SHOWN_WAYS],
        "most_read": list_most_read(connection, SHOWN_WORKS),
        "work_years": year_bars(count_work_years(connection)),
        "session_quarters": quarter_bars(quarters),
        "kinds": kinds_of(quarters),
        "lead_ids": list_lead_ids(connection),
    }


def _session(connection: sqlite3.Connection, session_id: str) -> _Context:
    session = get_session(connection, session_id)
    readings = find_readings(connection, Selection(session_id=session_id))
    before, after = find_neighbours(connection, session)
    collection = get_collection(connection, session_id.partition("/")[0])
    paths = list_source_paths(connection, collection.id)
    return {
        "session": session,
        "collection": collection,
        "sections": sections_of(readings),
        "works": cite_readings(readings).works,
        "before": before,
        "after": after,
        "source_url": source_url(collection.url, paths, session.path, session.line),
        "lead_ids": list_lead_ids(connection),
    }


def _citation_key(connection: sqlite3.Connection, name: str) -> str:
    return explain_work(connection, name).work.citation_key


def _work(connection: sqlite3.Connection, name: str) -> _Context:
    told = explain_work(connection, name)
    return {
        "name": name,
        "told": told,
        "work": told.work,
        "sessions": list_sessions_of_work(connection, get_work_id(connection, name)),
        "lead_ids": list_lead_ids(connection),
    }


def _lead(connection: sqlite3.Connection, lead_id: str) -> _Context:
    return {
        "lead": get_lead(connection, lead_id),
        "sessions": list_sessions(connection, Selection(lead=lead_id)),
        "lead_ids": list_lead_ids(connection),
    }


def _tag(connection: sqlite3.Connection, way: str, selection: Selection) -> _Context:
    named = resolve_selection(connection, selection)
    return {
        "way": way,
        "topic": named.topic or named.subject,
        "readings": find_readings(connection, named),
        "sessions": list_sessions(connection, named),
        "lead_ids": list_lead_ids(connection),
    }


def _year(connection: sqlite3.Connection, year: int) -> _Context:
    sessions = list_sessions(connection, Selection(year=year))
    if not sessions:
        raise NotFound("year", str(year))
    return {"year": year, "sessions": sessions, "lead_ids": list_lead_ids(connection)}


def _collection(connection: sqlite3.Connection, collection_id: str) -> _Context:
    collection = get_collection(connection, collection_id)
    return {
        "collection": collection,
        "sessions": list_sessions(connection, Selection(collection_id=collection_id)),
        "parts": parts_of(find_readings_without_session(connection, collection_id)),
        "lead_ids": list_lead_ids(connection),
    }


def _search(connection: sqlite3.Connection, arguments: Mapping[str, str]) -> _Context:
    year = int(arguments["year"]) if re.fullmatch("[0-9]{4}", arguments["year"]) else None
    within = Selection(topic=arguments["topic"], lead=arguments["lead"], year=year)
    return {
        "searched": arguments["q"],
        "chosen": arguments,
        "hits": search(connection, arguments["q"], within),
        "filters": [
            ("topic", "Topic", count_ways(connection, "topic")),
            ("year", "Year", count_ways(connection, "year")),
            ("lead", "Lead", count_ways(connection, "lead")),
        ],
    }
