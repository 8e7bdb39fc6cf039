"""Opening the file for writing, and leaving it as a good neighbour in git."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from rid_kb.database.schema import migrations
from rid_kb.errors import DatabaseError, SchemaTooNew
from rid_kb.library import APPLICATION_ID, SCHEMA_VERSION

# What lies in the file and its place, not in us. https://www.sqlite.org/rescode.html
_OF_THE_FILE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)


@contextmanager
def open_database(path: Path) -> Iterator[Database]:
    """Open the knowledge base at `path` for writing, and create it when it is not there.

    Foreign keys are on. On leaving, everything is checkpointed into the one file and no
    `-wal` stays behind, unless another process still reads it. Raises DatabaseError when the
    file belongs to another program or cannot be written, SchemaTooNew when a later rid-kb
    wrote it; nothing is written then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(str(path), f"cannot be opened for writing: {error}") from error
    try:
        db = _prepared(connection, path)
    except BaseException:
        connection.close()
        raise
    try:
        yield db
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _OF_THE_FILE:
            raise
        problem = f"cannot be written: {error}; is it read-only or in use by another program?"
        raise DatabaseError(str(path), problem) from error
    finally:
        _leave(connection)


def _prepared(connection: sqlite3.Connection, path: Path) -> Database:
    try:
        application_id, version, tables = (
            connection.execute(sql).fetchone()[0]
            for sql in (
                "PRAGMA application_id",
                "PRAGMA user_version",
                "SELECT count(*) FROM sqlite_master",
            )
        )
    except sqlite3.DatabaseError as error:
        problem = "is not a knowledge base; name another file with --db"
        raise DatabaseError(str(path), problem) from error
    if tables and application_id != APPLICATION_ID:
        raise DatabaseError(str(path), "belongs to another program; name another file with --db")
    if version > SCHEMA_VERSION:
        raise SchemaTooNew(str(path), version, SCHEMA_VERSION)
    connection.execute("PRAGMA foreign_keys = ON")
    db = Database(connection, execute_plugins=False)
    if not tables:
        # First of all, so that a run that is cut off leaves a file that is known as ours.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if migrations.pending(db):
        migrations.apply(db)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return db


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Make the writes inside one transaction, in WAL mode so that readers are not held up."""
    db.conn.execute("PRAGMA journal_mode = WAL")
    with db.atomic():
        db.conn.execute("PRAGMA defer_foreign_keys = ON")
        yield


def _leave(connection: sqlite3.Connection) -> None:
    in_wal = connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    if in_wal:
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            # Another process reads the file: it, or the next run, takes the -wal away.
            pass
    connection.close()
