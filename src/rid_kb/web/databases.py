"""Which of the databases that Datasette serves are knowledge bases."""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from datasette.app import Datasette
from datasette.database import Database

from rid_kb.library import APPLICATION_ID

Answer = TypeVar("Answer")
_APPLICATION_ID_OFFSET = 68  # https://www.sqlite.org/fileformat.html#application_id


def is_ours(database: Database | None) -> bool:
    """Tell a knowledge base from other databases."""
    if database is None or not database.path:
        return False
    path = Path(database.path)
    return path.exists() and _is_ours(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _is_ours(path: Path, _changed: int) -> bool:
    return is_knowledge_base_file(path)


def is_knowledge_base_file(path: Path) -> bool:
    """Tell a knowledge base by the head of its file."""
    try:
        with path.open("rb") as file:
            file.seek(_APPLICATION_ID_OFFSET)
            return int.from_bytes(file.read(4), "big") == APPLICATION_ID
    except OSError:
        return False


def our_databases(datasette: Datasette) -> list[Database]:
    """List the knowledge bases in the order in which they were named."""
    return [each for each in datasette.databases.values() if is_ours(each)]


async def execute(database: Database, read: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Run a read on a connection of Datasette, whose rows are tuples for us."""

    def run(connection: sqlite3.Connection) -> Answer:
        factory, connection.row_factory = connection.row_factory, None
        try:
            return read(connection)
        finally:
            connection.row_factory = factory

    result: Answer = await database.execute_fn(run)
    return result
