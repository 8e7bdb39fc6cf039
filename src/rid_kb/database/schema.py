"""The tables, declared once, and the migrations that bring an older file up to them.

Columns that hold several values (`leads`, `topics`, `authors`, `subjects`, `headings`) are
JSON arrays. Dates are ISO 8601. Unknown values are NULL.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("rid-kb")

FTS_TOKENIZER = "porter unicode61 remove_diacritics 2"


@migrations()
def create_lists(db: Database) -> None:
    """Create what the reading lists say: collections, sources, sessions, leads."""
    db.create_table("collections", {"id": str, "title": str, "url": str}, pk="id")
    db.create_table(
        "sources",
        {
            "id": int,
            "collection_id": str,
            "path": str,
            "sha256": str,
            "role": str,
            "ingested_at": str,
            "text": str,
        },
        pk="id",
        foreign_keys=[("collection_id", "collections", "id")],
    ).create_index(["collection_id", "path"], unique=True)
    db.create_table(
        "sessions",
        {
            "id": str,
            "collection_id": str,
            "date": str,
            "label": str,
            "topic": str,
            "subtitle": str,
            "planned_topic": str,
            "kind": str,
            "room": str,
            "abstract": str,
            "status": str,
            "source_id": int,
            "line": int,
        },
        pk="id",
        foreign_keys=[("collection_id", "collections", "id"), ("source_id", "sources", "id")],
    ).create_index(["collection_id", "date"])
    db.create_table(
        "leads",
        {
            "id": str,
            "collection_id": str,
            "name": str,
            "affiliation": str,
            "url": str,
            "other_urls": str,
        },
        pk="id",
        foreign_keys=[("collection_id", "collections", "id")],
    ).create_index(["collection_id"])
    db.create_table(
        "session_leads",
        {"session_id": str, "lead_id": str, "position": int},
        pk=("session_id", "lead_id"),
        foreign_keys=[("session_id", "sessions", "id"), ("lead_id", "leads", "id")],
    ).create_index(["lead_id"])
    db.create_table(
        "session_resources",
        {"session_id": str, "position": int, "kind": str, "title": str, "url": str},
        pk=("session_id", "position"),
        foreign_keys=[("session_id", "sessions", "id")],
    )


@migrations()
def create_works(db: Database) -> None:
    """Create what is known of works: records, identifiers, works and their contributors."""
    db.create_table(
        "works",
        {
            "id": int,
            "citation_key": str,
            "type": str,
            "title": str,
            "issued": str,
            "year": int,
            "container_title": str,
            "publisher": str,
            "volume": str,
            "issue": str,
            "pages": str,
            "abstract": str,
            "language": str,
            "url": str,
            "pdf_url": str,
            "primary_category": str,
            "comment": str,
            "journal_ref": str,
            "status": str,
            "bibtex": str,
            "resolved_at": str,
        },
        pk="id",
    ).create_index(["citation_key"], unique=True)
    db.create_table(
        "retired_keys",
        {"citation_key": str, "work_id": int},
        pk="citation_key",
        foreign_keys=[("work_id", "works", "id")],
    )
    db.create_table(
        "identifiers",
        {"scheme": str, "value": str, "work_id": int},
        pk=("scheme", "value"),
        foreign_keys=[("work_id", "works", "id")],
    ).create_index(["work_id"])
    db.create_table(
        "records",
        {"scheme": str, "value": str, "upstream": str, "csl": str, "fetched_at": str},
        pk=("scheme", "value", "upstream"),
    )
    db.create_table(
        "resolutions",
        {
            "scheme": str,
            "value": str,
            "upstream": str,
            "status": str,
            "http_status": int,
            "message": str,
            "attempts": int,
            "attempted_at": str,
        },
        pk=("scheme", "value", "upstream"),
    )
    db.create_table("contributors", {"id": str, "name": str, "orcid": str}, pk="id").create_index(
        ["name"]
    )
    db.create_table(
        "contributions",
        {"work_id": int, "position": int, "contributor_id": str, "role": str},
        pk=("work_id", "position"),
        foreign_keys=[("work_id", "works", "id"), ("contributor_id", "contributors", "id")],
    ).create_index(["contributor_id"])
    db.create_table("subjects", {"id": str, "name": str}, pk="id")
    db.create_table(
        "work_subjects",
        {"work_id": int, "subject_id": str, "position": int},
        pk=("work_id", "subject_id"),
        foreign_keys=[("work_id", "works", "id"), ("subject_id", "subjects", "id")],
    ).create_index(["subject_id"])


@migrations()
def create_readings(db: Database) -> None:
    """Create the flat table that people browse, and the indexes behind its facets.

    What people read stands before what the rows are joined by. Date, topic, title, authors,
    year, venue, leads, topics, kind, room, subjects, citation key and collection are copies:
    a facet over a join takes twenty times as long.
    """
    readings = db.create_table(
        "readings",
        {
            "id": int,
            "date": str,
            "topic": str,
            "title": str,
            "authors": str,
            "year": int,
            "venue": str,
            "leads": str,
            "topics": str,
            "medium": str,
            "section": str,
            "note": str,
            "url": str,
            "text": str,
            "kind": str,
            "room": str,
            "subjects": str,
            "citation_key": str,
            "session_year": int,
            "collection": str,
            "headings": str,
            "position": int,
            "version": int,
            "line": int,
            "collection_id": str,
            "session_id": str,
            "work_id": int,
            "source_id": int,
        },
        pk="id",
        foreign_keys=[
            ("collection_id", "collections", "id"),
            ("session_id", "sessions", "id"),
            ("work_id", "works", "id"),
            ("source_id", "sources", "id"),
        ],
    )
    readings.create_index(["session_id", "position"])
    for column in FACETED_COLUMNS:
        readings.create_index([column])
    db.create_table(
        "reading_leads",
        {"reading_id": int, "lead_id": str},
        pk=("reading_id", "lead_id"),
        foreign_keys=[("reading_id", "readings", "id"), ("lead_id", "leads", "id")],
    ).create_index(["lead_id", "reading_id"])
    db.create_table(
        "reading_topics",
        {"reading_id": int, "topic": str},
        pk=("reading_id", "topic"),
        foreign_keys=[("reading_id", "readings", "id")],
    ).create_index(["topic", "reading_id"])
    db.create_table(
        "reading_subjects",
        {"reading_id": int, "subject_id": str},
        pk=("reading_id", "subject_id"),
        foreign_keys=[("reading_id", "readings", "id"), ("subject_id", "subjects", "id")],
    ).create_index(["subject_id", "reading_id"])


FACETED_COLUMNS = (
    "collection_id",
    "work_id",
    "date",
    "session_year",
    "topic",
    "kind",
    "room",
    "medium",
    "year",
    "venue",
)

SEARCHED_COLUMNS = {
    "sessions": ("topic", "subtitle", "planned_topic", "abstract", "kind"),
    "readings": ("title", "text", "authors", "leads", "topics", "note", "venue"),
    "works": ("title", "abstract", "container_title", "citation_key"),
}


@migrations()
def create_search(db: Database) -> None:
    """Create full-text search, kept up to date by triggers."""
    for table, columns in SEARCHED_COLUMNS.items():
        db.table(table).enable_fts(columns, tokenize=FTS_TOKENIZER, create_triggers=True)
