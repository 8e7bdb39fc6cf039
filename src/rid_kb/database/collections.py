"""Saving one group's lists: its sources, sessions, leads and readings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from rid_kb.database.rows import Changes, TableChanges, apply_changes, changes_of
from rid_kb.database.works import Catalogue, work_copies
from rid_kb.model import Collection, Lead, Reading, Session
from rid_kb.reading_list import infer_topics
from rid_kb.slugs import slug

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A reading in its place, with its row id."""

    id: int
    reading: Reading
    session: Session | None
    position: int


def save_collection(
    db: Database,
    collection: Collection,
    catalogue: Catalogue,
    topics: Mapping[str, Sequence[str]],
    ingested_at: str,
) -> Changes:
    """Make the rows of `collection` equal to what its lists say, in one transaction.

    Rows that are equal are not written, and rows of other collections never touched. A reading
    keeps its id as long as its session still lists its URL (or text, where it has none).
    `topics` gives the words that mean each topic.
    """
    sources = _source_ids(db, collection)
    leads = _lead_ids(db, collection)
    placed = _placed_readings(db, collection)
    changes = [
        changes_of(db, "collections", [_collection_row(collection)], "id = ?", [collection.id]),
        *_source_changes(db, collection, sources, ingested_at),
        *_session_changes(db, collection, sources, leads),
        *_reading_changes(db, collection, placed, _Places(sources, leads, catalogue, topics)),
    ]
    return apply_changes(db, changes)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a reading are found: ids of sources and leads, works and topics."""

    sources: Mapping[str, int]
    leads: Mapping[Lead, str]
    catalogue: Catalogue
    topics: Mapping[str, Sequence[str]]


def _collection_row(collection: Collection) -> Row:
    return {"id": collection.id, "title": collection.title or None, "url": collection.url or None}


def _source_ids(db: Database, collection: Collection) -> dict[str, int]:
    rows = list(db.table("sources").rows)
    ids = {row["path"]: row["id"] for row in rows if row["collection_id"] == collection.id}
    next_id = max((row["id"] for row in rows), default=0) + 1
    for source in collection.sources:
        if source.path not in ids:
            ids[source.path] = next_id
            next_id += 1
    return ids


def _source_changes(
    db: Database, collection: Collection, ids: Mapping[str, int], ingested_at: str
) -> Iterator[TableChanges]:
    before = {row["id"]: row for row in db.table("sources").rows}
    rows = []
    for source in collection.sources:
        old = before.get(ids[source.path])
        is_same = old is not None and old["sha256"] == source.sha256
        rows.append(
            {
                "id": ids[source.path],
                "collection_id": collection.id,
                "path": source.path,
                "sha256": source.sha256,
                "role": source.role,
                "ingested_at": old["ingested_at"] if old and is_same else ingested_at,
                "text": source.text,
            }
        )
    yield changes_of(db, "sources", rows, "collection_id = ?", [collection.id])


def _lead_ids(db: Database, collection: Collection) -> dict[Lead, str]:
    rows = list(db.table("leads").rows)
    known = {row["name"]: row["id"] for row in rows if row["collection_id"] == collection.id}
    taken = {row["id"] for row in rows if row["collection_id"] != collection.id}
    ids: dict[Lead, str] = {}
    for lead in dict.fromkeys(lead for each in collection.sessions for lead in each.leads):
        known.setdefault(lead.name, _free_id(slug(lead.name), taken))
        taken.add(known[lead.name])
        ids[lead] = known[lead.name]
    return ids


def _free_id(wanted: str, taken: set[str]) -> str:
    number = 1
    free = wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def _session_changes(
    db: Database, collection: Collection, sources: Mapping[str, int], leads: Mapping[Lead, str]
) -> Iterator[TableChanges]:
    own = [collection.id]
    of_collection = "session_id in (select id from sessions where collection_id = ?)"
    yield changes_of(
        db,
        "leads",
        (_lead_row(collection.id, id_, lead) for lead, id_ in leads.items()),
        "collection_id = ?",
        own,
    )
    yield changes_of(
        db,
        "sessions",
        (_session_row(collection.id, sources, session) for session in collection.sessions),
        "collection_id = ?",
        own,
    )
    yield changes_of(
        db,
        "session_leads",
        (
            {"session_id": session.id, "lead_id": leads[lead], "position": position}
            for session in collection.sessions
            for position, lead in enumerate(session.leads, start=1)
        ),
        of_collection,
        own,
    )
    yield changes_of(
        db,
        "session_resources",
        (
            {
                "session_id": session.id,
                "position": position,
                "kind": resource.kind,
                "title": resource.title,
                "url": resource.url,
            }
            for session in collection.sessions
            for position, resource in enumerate(session.resources, start=1)
        ),
        of_collection,
        own,
    )


def _lead_row(collection_id: str, lead_id: str, lead: Lead) -> Row:
    return {
        "id": lead_id,
        "collection_id": collection_id,
        "name": lead.name,
        "affiliation": lead.affiliation or None,
        "url": lead.urls[0] if lead.urls else None,
        "other_urls": _json(lead.urls[1:]),
    }


def _session_row(collection_id: str, sources: Mapping[str, int], session: Session) -> Row:
    return {
        "id": session.id,
        "collection_id": collection_id,
        "date": session.date or None,
        "label": session.label,
        "topic": session.topic or None,
        "subtitle": session.subtitle or None,
        "planned_topic": session.planned_topic or None,
        "kind": session.kind or None,
        "room": session.room or None,
        "abstract": session.abstract or None,
        "status": session.status,
        "source_id": sources[session.path],
        "line": session.line,
    }


def _placed_readings(db: Database, collection: Collection) -> tuple[_Placed, ...]:
    (last_id,) = db.execute("select coalesce(max(id), 0) from readings").fetchone()
    ids: dict[tuple[str, str, str], list[int]] = {}
    for row in db.table("readings").rows_where(
        "collection_id = ?", [collection.id], order_by="position"
    ):
        where = (row["session_id"] or "", row["headings"], row["url"] or row["text"])
        ids.setdefault(where, []).append(row["id"])
    placed = []
    for session, readings in _by_session(collection):
        for position, reading in enumerate(readings, start=1):
            session_id = session.id if session else ""
            where = (session_id, _json(reading.headings), reading.url or reading.text)
            kept = ids.get(where)
            if kept:
                reading_id = kept.pop(0)
            else:
                last_id += 1
                reading_id = last_id
            placed.append(_Placed(reading_id, reading, session, position))
    return tuple(placed)


def _by_session(
    collection: Collection,
) -> Iterator[tuple[Session | None, tuple[Reading, ...]]]:
    for session in collection.sessions:
        yield session, session.readings
    yield None, collection.readings


def _reading_changes(
    db: Database, collection: Collection, placed: Sequence[_Placed], places: _Places
) -> Iterator[TableChanges]:
    rows, leads, topics, subjects = [], [], [], []
    for each in placed:
        row, reading_topics, reading_subjects = _reading_row(collection, each, places)
        rows.append(row)
        session_leads = each.session.leads if each.session else ()
        leads += [{"reading_id": each.id, "lead_id": places.leads[lead]} for lead in session_leads]
        topics += [{"reading_id": each.id, "topic": topic} for topic in reading_topics]
        subjects += [
            {"reading_id": each.id, "subject_id": slug(subject)} for subject in reading_subjects
        ]
    of_collection = "reading_id in (select id from readings where collection_id = ?)"
    yield changes_of(db, "readings", rows, "collection_id = ?", [collection.id])
    yield changes_of(db, "reading_leads", leads, of_collection, [collection.id])
    yield changes_of(db, "reading_topics", topics, of_collection, [collection.id])
    yield changes_of(db, "reading_subjects", subjects, of_collection, [collection.id])


def _reading_row(
    collection: Collection, placed: _Placed, places: _Places
) -> tuple[Row, Sequence[str], Sequence[str]]:
    reading, session = placed.reading, placed.session
    found = places.catalogue.find(reading.identifier)
    work_id, work = found if found else (None, None)
    title = (work.title if work else "") or reading.text
    topics = infer_topics(session, reading, title, places.topics)
    row: Row = {
        "id": placed.id,
        "collection_id": collection.id,
        "session_id": session.id if session else None,
        "work_id": work_id,
        "section": reading.section or None,
        "headings": _json(reading.headings),
        "position": placed.position,
        "text": reading.text,
        "url": reading.url or None,
        "version": reading.identifier.version if reading.identifier else None,
        "medium": reading.medium or None,
        "note": reading.note or None,
        "source_id": places.sources[reading.path],
        "line": reading.line,
        "collection": collection.title or collection.id,
        **_session_copies(session),
        "topics": _json(topics),
        **(work_copies(work) if work else _NO_WORK),
        "title": title,
    }
    return row, topics, work.subjects if work else ()


_NO_WORK: Row = {
    "authors": "[]",
    "year": None,
    "venue": None,
    "subjects": "[]",
    "citation_key": None,
}


def _session_copies(session: Session | None) -> Row:
    date = session.date if session else ""
    return {
        "date": date or None,
        "session_year": int(date[:4]) if date else None,
        "topic": (session.topic or None) if session else None,
        "kind": (session.kind or None) if session else None,
        "room": (session.room or None) if session else None,
        "leads": _json([lead.name for lead in session.leads] if session else []),
    }


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
