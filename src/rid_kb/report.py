"""What an ingest came to, for its user to read."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rid_kb.database import Changes
from rid_kb.errors import SourceError
from rid_kb.intake import Intake
from rid_kb.library import CollectionSummary, Unresolved, list_collections, list_unresolved
from rid_kb.model import Resolution

_NAMES = {"arxiv": "arXiv", "acl": "The ACL Anthology", "doi": "The DOI resolver"}


@dataclass(frozen=True, slots=True)
class Report:
    """The collections of this run, what is unresolved in them and why, and what went wrong.

    `failures` are sentences about services that could not be asked, one a service.
    """

    database: str
    collections: tuple[CollectionSummary, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    failures: tuple[str, ...] = ()
    problems: tuple[SourceError, ...] = ()
    changes: Changes = field(default_factory=Changes)


def report_on(
    connection: sqlite3.Connection,
    database: Path,
    intake: Intake,
    outcomes: Sequence[Resolution],
    changes: Changes,
) -> Report:
    """Count what the knowledge base holds of the collections that were taken in."""
    ids = [collection.id for collection in intake.collections]
    return Report(
        str(database),
        tuple(each for each in list_collections(connection) if each.id in ids),
        tuple(each for each in list_unresolved(connection) if each.collection_id in ids),
        tuple(_failures(outcomes)),
        intake.problems,
        changes,
    )


def report_to_json(report: Report) -> dict[str, object]:
    """Give the report as values that JSON has."""
    return {
        "database": report.database,
        "collections": [
            {
                "id": each.id,
                "title": each.title,
                "sessions": each.sessions,
                "readings": each.readings,
                "resolved": each.resolved,
                "unresolved": [
                    {
                        "identifier": str(lacking.identifier),
                        "path": lacking.path,
                        "line": lacking.line,
                        "text": lacking.text,
                        "reason": lacking.reason,
                    }
                    for lacking in report.unresolved
                    if lacking.collection_id == each.id
                ],
            }
            for each in report.collections
        ],
        "failures": list(report.failures),
        "problems": [str(problem) for problem in report.problems],
        "changes": {
            "added": report.changes.added,
            "changed": report.changes.changed,
            "removed": report.changes.removed,
        },
    }


def _failures(outcomes: Sequence[Resolution]) -> Iterator[str]:
    failed = [each for each in outcomes if each.status in ("unavailable", "blocked")]
    for upstream in dict.fromkeys(each.upstream for each in failed):
        own = [each for each in failed if each.upstream == upstream]
        works = "1 work" if len(own) == 1 else f"{len(own)} works"
        name = _NAMES.get(upstream, upstream)
        problem = own[0].message
        yield f"{name} could not be asked about {works}: {problem}; the next ingest asks again."
