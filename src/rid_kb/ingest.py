"""The whole line, from reading lists to the knowledge base, as a list of its stages."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rid_kb.database import (
    Changes,
    open_database,
    save_collection,
    save_overrides,
    save_resolution,
    save_works,
)
from rid_kb.intake import Intake
from rid_kb.library import all_records, all_resolutions, find_library
from rid_kb.model import Collection, Identifier
from rid_kb.report import Report, report_on
from rid_kb.resolve import Batch, Known, Lookup, first_round, plan_lookups, resolve
from rid_kb.works import KEY_PATTERN


@dataclass(frozen=True, slots=True)
class Facts:
    """What the user states: words of topics, CSL fields by identifier, how keys are made."""

    topics: Mapping[str, Sequence[str]]
    overrides: Mapping[Identifier, Mapping[str, object]]
    key_pattern: str = KEY_PATTERN


def ingest(intake: Intake, database: Path, facts: Facts, lookup: Lookup) -> Report:
    """Resolve what the collections name, and save all of it to the knowledge base.

    Each outcome is stored as it comes, so that a run that is cut off loses nothing. Without
    any collection the file is not touched.
    """
    if not intake.collections:
        return Report(str(database), problems=intake.problems)
    identifiers = list_identifiers(intake.collections)
    changes, outcomes = Changes(), []
    with open_database(database) as db:
        changes += save_overrides(db, facts.overrides)
        known = _known(db.conn)
        due = sum(len(batch.identifiers) for batch in _plan(identifiers, known, lookup))
        answers = resolve(
            identifiers, lookup.upstreams, lookup.bibliographies, known, lookup.policy
        )
        for resolution in lookup.track(answers, due):
            changes += save_resolution(db, resolution)
            outcomes.append(resolution)
        catalogue = save_works(db, identifiers, facts.key_pattern)
        changes += catalogue.changes
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for collection in intake.collections:
            changes += save_collection(db, collection, catalogue, facts.topics, now)
        return report_on(db.conn, database, intake, outcomes, changes)


def plan_ingest(intake: Intake, database: Path, lookup: Lookup) -> tuple[Batch, ...]:
    """Say what the first round of requests would ask for; asks nobody and writes nothing."""
    connection = find_library(database)
    if connection is None:
        return _plan(list_identifiers(intake.collections), Known(), lookup)
    try:
        return _plan(list_identifiers(intake.collections), _known(connection), lookup)
    finally:
        connection.close()


def _plan(identifiers: Sequence[Identifier], known: Known, lookup: Lookup) -> tuple[Batch, ...]:
    wanted = first_round(identifiers, known)
    return plan_lookups(wanted, lookup.upstreams, known, lookup.policy, datetime.now(UTC))


def list_identifiers(collections: Sequence[Collection]) -> tuple[Identifier, ...]:
    """List what the readings of the collections name, in reading order, each once."""
    readings = (
        reading
        for collection in collections
        for part in (*(each.readings for each in collection.sessions), collection.readings)
        for reading in part
    )
    return tuple(dict.fromkeys(each.identifier for each in readings if each.identifier))


def _known(connection: sqlite3.Connection) -> Known:
    return Known(all_records(connection), all_resolutions(connection))
