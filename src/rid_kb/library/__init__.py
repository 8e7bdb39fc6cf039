"""Every read of the knowledge base, as functions that return values of the model.

The connection is a plain `sqlite3.Connection`, so that Datasette's own connections serve too.
A work is computed from its records here as it is when it is saved: no field is stored twice.
"""

from rid_kb.library.browsing import (
    Count,
    ReadWork,
    count_quarters,
    count_ways,
    count_work_years,
    find_neighbours,
    get_lead,
    list_lead_ids,
    list_most_read,
    list_sessions_of_work,
)
from rid_kb.library.citations import (
    Citations,
    Order,
    cite_readings,
    find_citations,
    find_citations_by_id,
    sort_works,
)
from rid_kb.library.collections import (
    CollectionSummary,
    Unresolved,
    all_sources,
    get_collection,
    list_collections,
    list_source_paths,
    list_unresolved,
)
from rid_kb.library.connection import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    find_library,
    is_knowledge_base,
    open_library,
)
from rid_kb.library.readings import (
    find_readings,
    find_readings_by_id,
    find_readings_without_session,
)
from rid_kb.library.records import all_records, all_resolutions
from rid_kb.library.searching import MARK_END, MARK_START, Hit, search
from rid_kb.library.selections import Selection, Version, resolve_selection, resolve_session_id
from rid_kb.library.sessions import get_session, list_latest, list_sessions, list_upcoming
from rid_kb.library.works import (
    Provenance,
    cited_keys,
    explain_work,
    get_work_id,
    stated_work,
    works_by_id,
)

__all__ = [
    "APPLICATION_ID",
    "MARK_END",
    "MARK_START",
    "SCHEMA_VERSION",
    "Citations",
    "CollectionSummary",
    "Count",
    "Hit",
    "Order",
    "Provenance",
    "ReadWork",
    "Selection",
    "Unresolved",
    "Version",
    "all_records",
    "all_resolutions",
    "all_sources",
    "cite_readings",
    "cited_keys",
    "count_quarters",
    "count_ways",
    "count_work_years",
    "explain_work",
    "find_citations",
    "find_citations_by_id",
    "find_library",
    "find_neighbours",
    "find_readings",
    "find_readings_by_id",
    "find_readings_without_session",
    "get_collection",
    "get_lead",
    "get_session",
    "get_work_id",
    "is_knowledge_base",
    "list_collections",
    "list_latest",
    "list_lead_ids",
    "list_most_read",
    "list_sessions",
    "list_sessions_of_work",
    "list_source_paths",
    "list_unresolved",
    "list_upcoming",
    "open_library",
    "resolve_selection",
    "resolve_session_id",
    "search",
    "sort_works",
    "stated_work",
    "works_by_id",
]
