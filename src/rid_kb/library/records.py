"""What the upstreams said, and what became of each attempt."""

import json
import sqlite3
from collections.abc import Sequence

from rid_kb.model import Identifier, Record, Resolution


def all_records(connection: sqlite3.Connection) -> dict[Identifier, list[Record]]:
    """Read what every upstream said about every identifier."""
    records: dict[Identifier, list[Record]] = {}
    for row in connection.execute(
        "select scheme, value, upstream, csl, fetched_at from records order by 1, 2, 3"
    ):
        record = record_from_row(row)
        records.setdefault(record.identifier, []).append(record)
    return records


def all_resolutions(connection: sqlite3.Connection) -> tuple[Resolution, ...]:
    """Read the last attempt for each identifier and upstream; records are left out."""
    rows = connection.execute(
        "select scheme, value, upstream, status, http_status, message, attempts, attempted_at "
        "from resolutions order by scheme, value, upstream"
    )
    return tuple(
        Resolution(
            Identifier(scheme, value),
            upstream,
            status,
            http_status=http_status,
            message=message or "",
            attempts=attempts,
            attempted_at=attempted_at or "",
        )
        for scheme, value, upstream, status, http_status, message, attempts, attempted_at in rows
    )


def record_from_row(row: Sequence[str]) -> Record:
    """Read a row of scheme, value, upstream, csl and fetched_at."""
    scheme, value, upstream, csl, fetched_at = row
    return Record(scheme, value, upstream, json.loads(csl), fetched_at or "")  # type: ignore[arg-type]
