"""The Datasette plugin: facets, downloads and pages for knowledge bases of rid-kb.

A knowledge base is known by its application id, whatever its file is called; other databases
that Datasette serves beside it are left as they are. Each hook imports what it needs when it is
called: Datasette loads this module while its own modules are still loading.
"""

from typing import TYPE_CHECKING, Any

from datasette import hookimpl

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from markupsafe import Markup


@hookimpl
def register_facet_classes() -> list[type]:
    """Add the facet over leads, topics and subjects."""
    from rid_kb.web.facets import TagFacet

    return [TagFacet]


@hookimpl
def filters_from_request(
    request: "Request", database: str, table: str, datasette: "Datasette"
) -> Any:
    """Filter readings by `_lead`, `_topic` and `_subject`."""
    from rid_kb.web.databases import is_ours
    from rid_kb.web.facets import tag_filters

    is_readings = table == "readings" and is_ours(datasette.databases.get(database))
    return tag_filters(request) if is_readings else None


@hookimpl
def register_output_renderer(datasette: "Datasette") -> list[dict[str, Any]]:
    """Give readings and works as bibliographies: `.bib`, `.ris` and so on."""
    from rid_kb.web.downloads import renderers

    return renderers()


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: "Datasette"
) -> "Markup | None":
    """Show titles as links, and lists of names as names."""
    from rid_kb.web.cells import shown_cell
    from rid_kb.web.databases import is_ours

    if table is None or not isinstance(value, str):
        return None
    if not is_ours(datasette.databases.get(database)):
        return None
    return shown_cell(row, value, column, table, datasette.urls.table(database, "readings"))


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str, datasette: "Datasette"
) -> dict[str, Any]:
    """Let the page of readings have our template, and what it needs."""
    from rid_kb.formats.exports import EXPORT_FORMATS
    from rid_kb.web.databases import is_ours
    from rid_kb.web.showing import CONTENT_SECURITY_POLICY, FACET_TITLES, common_context

    is_readings = view_name == "table" and table == "readings"
    if not (is_readings and database and is_ours(datasette.databases.get(database))):
        return {}
    return {
        **common_context(datasette),
        "is_readings_of_rid_kb": True,
        "content_security_policy": CONTENT_SECURITY_POLICY.partition("; frame-ancestors")[0],
        "facet_titles": FACET_TITLES,
        "format_titles": {"json": "JSON"}
        | {
            each.extension: each.title
            for each in EXPORT_FORMATS.values()
            if each.extension != "json"
        },
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the addresses of our own; those that end in a format stand first."""
    from rid_kb.formats.exports import EXPORT_FORMATS
    from rid_kb.web import downloads, feeds, pages

    extensions = "|".join(each.extension for each in EXPORT_FORMATS.values())
    return [
        (r"^/$", pages.home),
        (r"^/search$", pages.search_page),
        (r"^/(?P<table>sessions|works|leads)/?$", pages.table_page),
        (r"^/sessions\.atom$", feeds.atom),
        (r"^/sessions\.ics$", feeds.calendar),
        (
            rf"^/(?P<kind>sessions|works)/(?P<name>.+)\.(?P<extension>{extensions})$",
            downloads.download,
        ),
        (r"^/sessions/(?P<session_id>.+)$", pages.session_page),
        (r"^/works/(?P<name>.+)$", pages.work_page),
        (r"^/leads/(?P<lead_id>[^/]+)$", pages.lead_page),
        (r"^/subjects/(?P<subject>.+)$", pages.subject_page),
        (r"^/topics/(?P<topic>.+)$", pages.topic_page),
        (r"^/years/(?P<year>[0-9]{4})$", pages.year_page),
        (r"^/collections/(?P<collection_id>[^/]+)$", pages.collection_page),
    ]
