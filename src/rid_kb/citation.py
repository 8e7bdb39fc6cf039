"""Citing works that need stand in no list: looked up, computed, not stored."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rid_kb.library import all_records, all_resolutions, cited_keys, find_library
from rid_kb.model import Identifier, Record, Work
from rid_kb.resolve import Known, Lookup, resolve
from rid_kb.works import KEY_PATTERN, citation_key, group_identifiers, work_from_records

Lacking = tuple[Identifier, str]


def cite_works(
    wanted: Sequence[Identifier], database: Path, lookup: Lookup, key_pattern: str = KEY_PATTERN
) -> tuple[tuple[Work, ...], tuple[Lacking, ...]]:
    """Give the works that `wanted` name, once each, and why the others are lacking.

    What the knowledge base holds is not asked for again, and its citation keys are used.
    """
    known, keys = _held(database)
    records = {identifier: list(each) for identifier, each in known.records.items()}
    reasons = {each.identifier: each.message for each in known.resolutions}
    answers = resolve(wanted, lookup.upstreams, lookup.bibliographies, known, lookup.policy)
    for resolution in lookup.track(answers, len(wanted)):
        if resolution.record is not None:
            records.setdefault(resolution.identifier, []).append(resolution.record)
        elif resolution.message:
            reasons[resolution.identifier] = f"{resolution.upstream}: {resolution.message}"
    groups = group_identifiers([record for each in records.values() for record in each])
    group_of = {identifier: group for group in groups for identifier in group}
    found = dict.fromkeys(group_of[each] for each in wanted if each in group_of)
    lacking = [each for each in wanted if each not in group_of]
    return (
        _with_keys([_work(group, records) for group in found], keys, key_pattern),
        tuple((each, reasons.get(each, "is in no local bibliography")) for each in lacking),
    )


def _held(database: Path) -> tuple[Known, dict[Identifier, str]]:
    connection = find_library(database)
    if connection is None:
        return Known(), {}
    try:
        known = Known(all_records(connection), all_resolutions(connection))
        return known, cited_keys(connection)
    finally:
        connection.close()


def _work(group: frozenset[Identifier], records: dict[Identifier, list[Record]]) -> Work:
    return work_from_records([record for each in group for record in records.get(each, ())])


def _with_keys(
    works: Sequence[Work], keys: dict[Identifier, str], key_pattern: str
) -> tuple[Work, ...]:
    taken = set(keys.values())
    keyed = []
    for work in works:
        key = next((keys[each] for each in work.identifiers if each in keys), "")
        key = key or citation_key(work, frozenset(taken), key_pattern)
        taken.add(key)
        keyed.append(replace(work, citation_key=key))
    return tuple(keyed)
