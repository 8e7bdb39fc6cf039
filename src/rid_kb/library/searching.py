"""Full-text search over sessions, works and readings: whatever is typed, no error."""

import re
import sqlite3
from dataclasses import dataclass

from rid_kb.library.selections import Selection, reading_conditions, session_conditions

MARK_START, MARK_END = "\x02", "\x03"  # what nobody types, around what was found


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, the id or key of its page, its name, and where it matched.

    `kind` is "session", "work" or "reading"; a reading's `target` is its session, or "" without
    one, and `url` where it leads. `excerpt` has `MARK_START` and `MARK_END` around each match.
    """

    kind: str
    target: str
    name: str
    excerpt: str
    date: str = ""
    url: str = ""


def search_query(text: str) -> str:
    """Make an FTS5 query of what somebody typed: all of its words, the last one as a prefix.

    https://www.sqlite.org/fts5.html#full_text_query_syntax

    >>> search_query('diffusion "mod')
    '"diffusion" "mod"*'
    >>> search_query("*** ???")
    ''
    """
    words = re.findall(r"\w+", text)
    return " ".join(f'"{word}"' for word in words) + ("*" if words else "")


def search(
    connection: sqlite3.Connection, text: str, within: Selection, limit: int = 50
) -> tuple[Hit, ...]:
    """Find sessions, then works, then readings that no work stands for, the best ones first.

    `limit` is that of each of the three.
    """
    query = search_query(text)
    if not query:
        return ()
    hits = []
    for kind, sql in _SEARCHES.items():
        conditions = session_conditions if kind == "session" else reading_conditions
        where, parameters = conditions(within)
        rows = connection.execute(
            sql.replace("{where}", where), [MARK_START, MARK_END, query, *parameters, limit]
        )
        hits += [
            Hit(kind, target, name, _in_words(excerpt), *rest)
            for target, name, excerpt, *rest in rows
        ]
    return tuple(hits)


def _in_words(excerpt: str) -> str:
    """Take the marks of a JSON array, which names and tags are stored as, out of an excerpt."""
    return re.sub(r'", ?"', ", ", excerpt).replace('["', "").replace('"]', "")


_SEARCHES = {
    "session": """
        select sessions.id, coalesce(sessions.topic, sessions.subtitle, label),
            snippet(sessions_fts, -1, ?, ?, ' … ', 24), coalesce(date, ''), ''
        from sessions_fts join sessions on sessions.rowid = sessions_fts.rowid
        where sessions_fts match ? and {where} order by rank limit ?""",
    "work": """
        select works.citation_key, works.title, snippet(works_fts, -1, ?, ?, ' … ', 24),
            coalesce(issued, ''), coalesce(url, '')
        from works_fts join works on works.rowid = works_fts.rowid
        where works_fts match ? and works.citation_key is not null
            and works.id in (select work_id from readings where {where}) order by rank limit ?""",
    "reading": """
        select coalesce(session_id, ''), readings.title, snippet(readings_fts, -1, ?, ?, ' … ', 24),
            coalesce(date, ''), coalesce(url, '')
        from readings_fts join readings on readings.rowid = readings_fts.rowid
        where readings_fts match ? and readings.citation_key is null and {where}
        order by rank limit ?""",
}
