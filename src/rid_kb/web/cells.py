"""How the cells of Datasette's own tables are shown."""

import json
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from rid_kb.web.facets import TAGS

_NOTHING = Markup("\u00a0")  # Datasette shows the value itself in place of an empty cell
_LISTS = frozenset({"authors", "headings", "leads", "subjects", "topics"})


def shown_cell(row: Any, value: Any, column: str, readings: str) -> Markup | None:
    """Show names as names, linked where one can filter by them; None leaves it to Datasette.

    `readings` is the address of the table of readings.
    """
    if column in _LISTS:
        names = _names(value)
        if names is None:
            return None
        if not names:
            return _NOTHING
        argument = TAGS[column].argument if column in TAGS else ""
        return Markup(", ").join(
            linked(name, f"{readings}?{urlencode({argument: name})}" if argument else "")
            for name in names
        )
    if column == "title" and isinstance(value, str):
        return linked(value, dict(row).get("url") or "")
    return None


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
