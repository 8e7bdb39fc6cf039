"""Opening the knowledge base for reading, and telling it from other databases."""

import sqlite3
from pathlib import Path

from rid_kb.errors import DatabaseError, SchemaTooNew

APPLICATION_ID = 0x5249444B  # "RIDK" in ASCII
SCHEMA_VERSION = 1


def open_library(path: Path) -> sqlite3.Connection:
    """Open the knowledge base at `path` for reading only.

    Raises DatabaseError when it is not there or is none, SchemaTooNew when a later rid-kb
    wrote it.
    """
    connection = find_library(path)
    if connection is None:
        raise DatabaseError(str(path), "is not there; make it with: rid-kb ingest")
    return connection


def find_library(path: Path) -> sqlite3.Connection | None:
    """Open the knowledge base at `path` for reading only; None where nothing was stored yet.

    Raises DatabaseError when the file is none, SchemaTooNew when a later rid-kb wrote it.
    """
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        version = _schema_version(connection)
    except sqlite3.DatabaseError as error:
        problem = "is not a knowledge base of rid-kb; name one with --db"
        raise DatabaseError(str(path), problem) from error
    if version is None:
        connection.close()
        return None
    if version > SCHEMA_VERSION:
        connection.close()
        raise SchemaTooNew(str(path), version, SCHEMA_VERSION)
    if not is_knowledge_base(connection):
        connection.close()
        raise DatabaseError(str(path), "belongs to another program; name another file with --db")
    return connection


def is_knowledge_base(connection: sqlite3.Connection) -> bool:
    """Tell whether rid-kb wrote this database, whatever its name."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(application_id == APPLICATION_ID)


def _schema_version(connection: sqlite3.Connection) -> int | None:
    """Read the version; None for a file without tables, or cut off while they were made."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    is_begun = version == 0 and is_knowledge_base(connection)
    return None if is_begun or not tables else int(version)
