"""How the cells of Datasette's own tables are shown."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from rid_kb.controls import without_controls
from rid_kb.web.facets import TAGS

_NOTHING = Markup("\u00a0")  # Datasette shows the value itself in place of an empty cell
_SESSION_ID = {"sessions": "id", "readings": "session_id"}  # the column that names the session
_LISTS = frozenset({"authors", "headings", "leads", "subjects", "topics"})


def shown_cell(row: Any, value: Any, column: str, table: str, readings: str) -> Markup | None:
    """Show names as names, linked where one can filter by them, and titles linked to our pages.

    None leaves a cell to Datasette. `readings` is the address of the table of readings, below
    that of the site.
    """
    if column in _LISTS:
        return _shown_names(value, TAGS[column].argument if column in TAGS else "", readings)
    values = dict(row)
    site = readings.rsplit("/", 2)[0]
    if column == "title" and isinstance(value, str):
        key = values.get("citation_key")
        return linked(value, f"{site}/works/{quote(key)}" if key else values.get("url") or "")
    if column == "topic" and value and table in _SESSION_ID:
        session_id = _stored(values.get(_SESSION_ID[table]))
        return linked(str(value), f"{site}/sessions/{quote(session_id)}" if session_id else "")
    if isinstance(value, str) and value != without_controls(value):
        return Markup.escape(without_controls(value))
    return None


def _shown_names(value: Any, argument: str, readings: str) -> Markup | None:
    names = _names(value)
    if names is None:
        return None
    if not names:
        return _NOTHING
    return Markup(", ").join(
        linked(name, f"{readings}?{urlencode({argument: name})}" if argument else "")
        for name in names
    )


def _stored(value: Any) -> str:
    """Give the value of a cell that Datasette may have put with the label of its foreign row."""
    return str((value["value"] if isinstance(value, dict) else value) or "")


def linked(text: str, url: str) -> Markup:
    """Link a text to an address of ours or on the web; what may act otherwise is no link.

    >>> linked("<b>", "javascript:alert(1)")
    Markup('&lt;b&gt;')
    """
    if not url.startswith(("https://", "http://", "/")):
        return Markup.escape(text)
    return Markup('<a href="{}">{}</a>').format(url, text)


def _names(value: Any) -> list[str] | None:
    try:
        names = json.loads(value)
    except (TypeError, ValueError):
        return None
    return [str(name) for name in names] if isinstance(names, list) else None
