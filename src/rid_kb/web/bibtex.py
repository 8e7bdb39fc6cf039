"""BibTeX downloads: of a session, and of all rows that a filtered page selects."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from rid_kb.errors import AmbiguousSession, SessionNotFound
from rid_kb.formats.bibtex import works_to_bibtex
from rid_kb.library import (
    Selection,
    cited_works,
    find_readings,
    resolve_session_id,
    works_by_id,
)
from rid_kb.web.databases import is_ours, our_databases

CONTENT_TYPE = "application/x-bibtex; charset=utf-8"
_WORK_IDS = {"readings": "work_id", "works": "id"}
_PAGE = ("_size", "_next", "_shape", "_col", "_nocol", "_labels", "_facet", "_facet_size")


def can_render_bibtex(
    datasette: Datasette, database: str, table: str | None, columns: Sequence[str]
) -> bool:
    """Offer BibTeX where rows are readings or works of a knowledge base."""
    return table in _WORK_IDS and is_ours(datasette.databases.get(database))


async def render_bibtex(
    datasette: Datasette, database: str, table: str | None, request: Request, view_name: str
) -> Response:
    """Write the works of all rows that the address selects, once each, in their order."""
    if table not in _WORK_IDS or not is_ours(datasette.databases.get(database)):
        raise NotFound("Only readings and works can be had as BibTeX")
    column = _WORK_IDS[table]
    ids = [each async for each in _selected(datasette, request, column)]
    known = dict.fromkeys(each for each in ids if each is not None)
    works = await datasette.databases[database].execute_fn(
        lambda connection: works_by_id(connection, known)
    )
    cited = [works[each] for each in known if each in works and works[each].citation_key]
    return bibtex_response(works_to_bibtex(cited), table)


async def _selected(datasette: Datasette, request: Request, column: str) -> Any:
    """Follow the pages of the table to their end, as any client of Datasette's JSON would."""
    path = re.sub(r"\.bib$", "", request.path) + ".json"
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
            yield row.get(column)
        if not page.get("next"):
            return
        following = [("_next", page["next"])]


async def session_bibtex(datasette: Datasette, request: Request) -> Response:
    """Write the BibTeX of one session, as `rid-kb export` does."""
    session_id = request.url_vars["session_id"]
    for database in our_databases(datasette):
        text = await database.execute_fn(lambda connection: _export(connection, session_id))
        if text is not None:
            return bibtex_response(text, session_id)
    raise NotFound(f"No session {session_id}")


def _export(connection: Any, query: str) -> str | None:
    try:
        session_id = resolve_session_id(connection, query)
    except (SessionNotFound, AmbiguousSession):
        return None
    readings = find_readings(connection, Selection(session_id=session_id))
    return works_to_bibtex(cited_works(readings))


def bibtex_response(text: str, name: str) -> Response:
    """Send BibTeX as a file whose name is safe on every system."""
    safe = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.") or "readings"
    headers = {"content-disposition": f'attachment; filename="{safe}.bib"'}
    return Response(text, headers=headers, content_type=CONTENT_TYPE)
