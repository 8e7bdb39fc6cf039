"""Saving what upstreams answered, an outcome at a time, and what the user states."""

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlite_utils import Database

from rid_kb.database.rows import Changes, TableChanges, apply_changes, changes_of
from rid_kb.model import Identifier, Record, Resolution
from rid_kb.works import OVERRIDE


def save_resolution(db: Database, resolution: Resolution) -> Changes:
    """Store one outcome, and its record when there is one.

    A record that says the same as before is left alone, whenever it was fetched; an attempt
    that failed touches no record. Attempts that were answered are counted up; a service that
    could not be reached answered nothing, so the same outcome again is not written again.
    """
    changes = [_attempt_changes(db, resolution)]
    if resolution.record is not None:
        changes.append(_record_changes(db, resolution.record))
    return apply_changes(db, changes)


def save_overrides(db: Database, overrides: Mapping[Identifier, Mapping[str, object]]) -> Changes:
    """Make the records of what the user states equal to `overrides`, CSL fields by identifier."""
    rows = [
        {
            "scheme": identifier.scheme,
            "value": identifier.value,
            "upstream": OVERRIDE,
            "csl": _json(csl),
            "fetched_at": None,
        }
        for identifier, csl in overrides.items()
    ]
    return apply_changes(db, [changes_of(db, "records", rows, "upstream = ?", [OVERRIDE])])


def _json(csl: Mapping[str, object]) -> str:
    return json.dumps(csl, ensure_ascii=False, sort_keys=True, default=str)


def _attempt_changes(db: Database, resolution: Resolution) -> TableChanges:
    identifier = resolution.identifier
    key = (identifier.scheme, identifier.value, resolution.upstream)
    where = "scheme = ? and value = ? and upstream = ?"
    before = next(iter(db.table("resolutions").rows_where(where, list(key))), None)
    row = {
        "scheme": identifier.scheme,
        "value": identifier.value,
        "upstream": resolution.upstream,
        "status": resolution.status,
        "http_status": resolution.http_status,
        "message": resolution.message or None,
    }
    is_repeated = before is not None and all(before[name] == value for name, value in row.items())
    is_silent = resolution.http_status is None
    if is_repeated and is_silent:
        return TableChanges("resolutions")
    attempts = resolution.attempts + (before["attempts"] if before else 0)
    row |= {"attempts": attempts, "attempted_at": resolution.attempted_at or None}
    return changes_of(db, "resolutions", [row], where, key)


def _record_changes(db: Database, record: Record) -> TableChanges:
    key = (record.scheme, record.value, record.upstream)
    where = "scheme = ? and value = ? and upstream = ?"
    before = next(iter(db.table("records").rows_where(where, list(key))), None)
    csl = _json(record.csl)
    if before and before["csl"] == csl:
        record = replace(record, fetched_at=before["fetched_at"])
    row = {
        "scheme": record.scheme,
        "value": record.value,
        "upstream": record.upstream,
        "csl": csl,
        "fetched_at": record.fetched_at,
    }
    return changes_of(db, "records", [row], where, key)
