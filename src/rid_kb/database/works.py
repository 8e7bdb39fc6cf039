"""Computing the works from the records and saving them, with what readings copy of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from rid_kb.database.rows import Changes, TableChanges, apply_changes, changes_of
from rid_kb.formats.bibtex import works_to_bibtex
from rid_kb.library import all_records, stated_work
from rid_kb.model import Identifier, Record, Work
from rid_kb.slugs import slug
from rid_kb.works import KEY_PATTERN, citation_key, group_identifiers

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The works of the knowledge base by every identifier of theirs, with their row ids."""

    works: Mapping[Identifier, tuple[int, Work]]
    changes: Changes

    def find(self, identifier: Identifier | None) -> tuple[int, Work] | None:
        """Look up the work that `identifier` names."""
        return self.works.get(identifier) if identifier else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A work on its way into the tables, with the ids of the works that turned out to be it."""

    work_id: int
    merged_ids: tuple[int, ...]
    identifiers: frozenset[Identifier]
    records: tuple[Record, ...]
    work: Work


def save_works(
    db: Database, identifiers: Iterable[Identifier], key_pattern: str = KEY_PATTERN
) -> Catalogue:
    """Compute every work from its records, give new ones their citation keys, and save them.

    `identifiers` are those of the readings, in reading order: keys are given in that order,
    once a record tells contributor, year or title, and never change afterwards. Identifiers
    that records tie together become one work with the id and key of the elder; the other's
    key is kept in `retired_keys`. An identifier of arXiv, the ACL or a DOI without a record is
    a work all the same, without title or key; a plain URL is not.
    """
    entries = tuple(_entries(db, identifiers, key_pattern))
    changes = apply_changes(db, _table_changes(db, entries))
    return Catalogue(
        {
            identifier: (entry.work_id, entry.work)
            for entry in entries
            for identifier in entry.identifiers
        },
        changes,
    )


def work_copies(work: Work) -> Row:
    """List the columns that a reading copies from its work."""
    authors = [person.name for person in work.contributors if person.role == "author"]
    return {
        "title": work.title or None,
        "authors": _json(authors),
        "year": work.year,
        "venue": work.container_title or None,
        "subjects": _json(work.subjects),
        "citation_key": work.citation_key or None,
    }


def _entries(db: Database, identifiers: Iterable[Identifier], key_pattern: str) -> Iterator[_Entry]:
    records = all_records(db.conn)
    known = {
        Identifier(row["scheme"], row["value"]): row["work_id"]
        for row in db.table("identifiers").rows_where(order_by="work_id")
    }
    keys = {row["id"]: row["citation_key"] for row in db.table("works").rows}
    taken = {key for key in keys.values() if key}
    taken |= {row["citation_key"] for row in db.table("retired_keys").rows}
    next_id = max(keys, default=0) + 1
    used: set[int] = set()
    for group in _groups(identifiers, known, records):
        ids = sorted({known[each] for each in group if each in known} - used)
        work_id = ids[0] if ids else next_id
        next_id = max(next_id, work_id + 1)
        used.update(ids, [work_id])
        own = tuple(record for each in group for record in records.get(each, ()))
        work = stated_work(own, group)
        key = next((keys[each] for each in ids if keys[each]), None)
        if key is None and own:
            key = citation_key(work, frozenset(taken), key_pattern)
            taken.add(key)
        work = replace(work, citation_key=key or "")
        yield _Entry(work_id, tuple(ids[1:]), frozenset(group), own, work)


def _groups(
    identifiers: Iterable[Identifier],
    known: Mapping[Identifier, int],
    records: Mapping[Identifier, Sequence[Record]],
) -> Iterator[tuple[Identifier, ...]]:
    grouped = group_identifiers([record for each in records.values() for record in each])
    group_of = {identifier: group for group in grouped for identifier in group}
    seen: set[Identifier] = set()
    for identifier in (*identifiers, *known, *group_of):
        is_plain_url = identifier.scheme == "url" and identifier not in group_of
        if identifier in seen or is_plain_url:
            continue
        group = tuple(sorted(group_of.get(identifier, (identifier,)), key=str))
        seen.update(group)
        yield group


def _table_changes(db: Database, entries: Sequence[_Entry]) -> Iterator[TableChanges]:
    merged = {each: entry.work_id for entry in entries for each in entry.merged_ids}
    contributors, contributions = _contributor_rows(entries)
    subjects = {slug(name): name for entry in entries for name in entry.work.subjects}
    yield changes_of(db, "contributors", contributors)
    yield changes_of(db, "subjects", ({"id": id_, "name": name} for id_, name in subjects.items()))
    yield changes_of(db, "works", map(_work_row, entries))
    yield changes_of(
        db,
        "identifiers",
        (
            {"scheme": each.scheme, "value": each.value, "work_id": entry.work_id}
            for entry in entries
            for each in sorted(entry.identifiers, key=str)
        ),
    )
    yield changes_of(db, "retired_keys", _retired_key_rows(db, entries, merged))
    yield changes_of(db, "contributions", contributions)
    yield changes_of(
        db,
        "work_subjects",
        (
            {"work_id": entry.work_id, "subject_id": slug(name), "position": position}
            for entry in entries
            for position, name in enumerate(entry.work.subjects, start=1)
        ),
    )
    yield from _reading_changes(db, entries, merged)


def _work_row(entry: _Entry) -> Row:
    work = entry.work
    return {
        "id": entry.work_id,
        "citation_key": work.citation_key or None,
        "type": work.type if entry.records else None,
        "title": work.title or None,
        "issued": work.issued or None,
        "year": work.year,
        "container_title": work.container_title or None,
        "publisher": work.publisher or None,
        "volume": work.volume or None,
        "issue": work.issue or None,
        "pages": work.pages or None,
        "abstract": work.abstract or None,
        "language": work.language or None,
        "url": work.url or None,
        "pdf_url": work.pdf_url or None,
        "primary_category": work.primary_category or None,
        "comment": work.comment or None,
        "journal_ref": work.journal_ref or None,
        "status": work.status or None,
        "bibtex": works_to_bibtex([work]) if entry.records else None,
        "resolved_at": max((record.fetched_at for record in entry.records), default="") or None,
    }


def _contributor_rows(entries: Sequence[_Entry]) -> tuple[list[Row], list[Row]]:
    """List the contributors by name and ORCID, so that their ids depend on nothing else."""
    contributors: dict[str, Row] = {}
    contributions: list[Row] = []
    for entry in entries:
        for position, person in enumerate(entry.work.contributors, start=1):
            id_ = f"{person.name} {person.orcid}".strip()
            contributors[id_] = {"id": id_, "name": person.name, "orcid": person.orcid or None}
            contributions.append(
                {
                    "work_id": entry.work_id,
                    "position": position,
                    "contributor_id": id_,
                    "role": person.role,
                }
            )
    return list(contributors.values()), contributions


def _retired_key_rows(
    db: Database, entries: Sequence[_Entry], merged: Mapping[int, int]
) -> Iterator[Row]:
    for row in db.table("retired_keys").rows:
        yield {**row, "work_id": merged.get(row["work_id"], row["work_id"])}
    keys = {row["id"]: row["citation_key"] for row in db.table("works").rows}
    for entry in entries:
        for each in entry.merged_ids:
            if keys[each] and keys[each] != entry.work.citation_key:
                yield {"citation_key": keys[each], "work_id": entry.work_id}


def _reading_changes(
    db: Database, entries: Sequence[_Entry], merged: Mapping[int, int]
) -> Iterator[TableChanges]:
    works = {entry.work_id: entry.work for entry in entries}
    rows: list[Row] = []
    subjects: list[Row] = []
    for reading in db.table("readings").rows_where("work_id is not null"):
        work_id = merged.get(reading["work_id"], reading["work_id"])
        work = works[work_id]
        copies = work_copies(work)
        copies["title"] = copies["title"] or reading["text"]
        rows.append({"id": reading["id"], "work_id": work_id, **copies})
        subjects.extend(
            {"reading_id": reading["id"], "subject_id": slug(name)} for name in work.subjects
        )
    yield changes_of(db, "readings", rows, "work_id is not null")
    yield changes_of(db, "reading_subjects", subjects)


def _json(values: Sequence[str]) -> str:
    return json.dumps(values, ensure_ascii=False)
