"""Downloads: of a session, of a work, and of all rows that a filtered page selects."""

import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from rid_kb.errors import AmbiguousSession, SessionNotFound
from rid_kb.errors import NotFound as NothingFound
from rid_kb.formats.exports import EXPORT_FORMATS, ExportFormat
from rid_kb.library import (
    Selection,
    find_citations,
    find_citations_by_id,
    get_work_id,
    resolve_session_id,
    works_by_id,
)
from rid_kb.model import Work
from rid_kb.web.databases import execute, is_ours, our_databases

TABLES = ("readings", "works")
_PAGE = ("_size", "_next", "_shape", "_col", "_nocol", "_labels", "_facet", "_facet_size")


def renderers() -> list[dict[str, Any]]:
    """Give each format in which rows of readings and works download; JSON is Datasette's own."""
    return [
        {"extension": each.extension, "render": partial(_render, each), "can_render": can_render}
        for each in EXPORT_FORMATS.values()
        if each.extension != "json"
    ]


def can_render(
    datasette: Datasette, database: str, table: str | None, columns: Sequence[str]
) -> bool:
    """Offer a bibliography where rows are readings or works of a knowledge base."""
    return table in TABLES and is_ours(datasette.databases.get(database))


async def _render(
    format_: ExportFormat, datasette: Datasette, database: str, table: str | None, request: Request
) -> Response:
    """Write the works of all rows that the address selects, once each, in their order."""
    if table not in TABLES or not is_ours(datasette.databases.get(database)):
        raise NotFound("Only readings and works can be had as a bibliography")
    ids = [each async for each in _selected_ids(datasette, request)]
    cited = find_citations_by_id if table == "readings" else _cited_works
    works = await execute(datasette.databases[database], lambda connection: cited(connection, ids))
    return file_response(works, table, format_)


def _cited_works(connection: sqlite3.Connection, ids: Sequence[int]) -> tuple[Work, ...]:
    return tuple(each for each in works_by_id(connection, ids).values() if each.citation_key)


async def _selected_ids(datasette: Datasette, request: Request) -> AsyncIterator[int]:
    """Follow the pages of the table to their end, as any client of Datasette's JSON would."""
    path = re.sub(r"\.[a-z]+$", "", request.path) + ".json"
    kept = [
        (key, value)
        for key, value in parse_qsl(request.query_string, keep_blank_values=True)
        if key not in _PAGE and not key.startswith("_facet_")
    ]
    kept += [("_shape", "objects"), ("_size", "max"), ("_nofacet", "1"), ("_nosuggest", "1")]
    following: list[tuple[str, str]] = []
    while True:
        query = urlencode([*kept, *following])
        response = await datasette.client.get(f"{path}?{query}", cookies=request.cookies)
        page = response.json()
        for row in page["rows"]:
            yield row["id"]
        if not page.get("next"):
            return
        following = [("_next", page["next"])]


async def download(datasette: Datasette, request: Request) -> Response:
    """Write a session or a work in the format that the end of its address names."""
    kind, name, extension = (named(request, each) for each in ("kind", "name", "extension"))
    (format_,) = [each for each in EXPORT_FORMATS.values() if each.extension == extension]
    for database in our_databases(datasette):
        works = await execute(database, lambda connection: _WORKS[kind](connection, name))
        if works is not None:
            return file_response(works, name, format_)
    raise NotFound(f"Nothing here is called {name}")


def named(request: Request, part: str) -> str:
    """Read a part of the address; Datasette gives it as it was sent."""
    return unquote(request.url_vars[part])


def _works_of_session(connection: sqlite3.Connection, query: str) -> tuple[Work, ...] | None:
    try:
        session_id = resolve_session_id(connection, query)
    except (SessionNotFound, AmbiguousSession):
        return None
    return find_citations(connection, Selection(session_id=session_id)).works


def _work_named(connection: sqlite3.Connection, name: str) -> tuple[Work, ...] | None:
    try:
        work_id = get_work_id(connection, name)
    except NothingFound:
        return None
    return tuple(works_by_id(connection, [work_id]).values())


_WORKS = {"sessions": _works_of_session, "works": _work_named}


def file_response(works: Sequence[Work], name: str, format_: ExportFormat) -> Response:
    """Send works as a file whose name is safe on every system."""
    safe = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.") or "readings"
    file_name = f"{safe}.{format_.file_ending or format_.extension}"
    headers = {"content-disposition": f'attachment; filename="{file_name}"'}
    content_type = f"{format_.content_type}; charset=utf-8"
    return Response(format_.write(works), headers=headers, content_type=content_type)
