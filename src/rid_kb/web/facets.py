"""Leads, topics and subjects: facets where a reading has several values, and their filters.

Datasette's own facet on arrays reads every row and runs into its time limit on large tables;
these group the indexes `reading_leads`, `reading_topics` and `reading_subjects` instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.filters import FilterArguments
from datasette.utils import path_with_added_args, path_with_removed_args
from datasette.utils.asgi import Request


@dataclass(frozen=True, slots=True)
class Tag:
    """What readings are tagged with: the argument that filters by it, and its index.

    `index` has a row for each reading and tag, `join` finds its name, and `value` is the name.
    """

    argument: str
    index: str
    join: str
    value: str


TAGS = {
    "leads": Tag("_lead", "reading_leads", "join leads on leads.id = lead_id", "leads.name"),
    "topics": Tag("_topic", "reading_topics", "", "reading_topics.topic"),
    "subjects": Tag(
        "_subject",
        "reading_subjects",
        "join subjects on subjects.id = subject_id",
        "subjects.name",
    ),
}


class TagFacet(Facet):  # type: ignore[misc]  # datasette has no types
    """A facet over the values of `TAGS`; `facets: [{tag: leads}]` in the metadata."""

    type = "tag"

    async def suggest(self) -> list[dict[str, Any]]:
        """Suggest what is not shown yet."""
        if self.table != "readings":
            return []
        shown = {each["config"]["simple"] for each in self.get_configs()}
        return [
            {"name": name, "type": self.type, "toggle_url": self._url({"_facet_tag": name})}
            for name in TAGS
            if name not in shown
        ]

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Count the readings that the page selects, by each tag."""
        found, timed_out = [], []
        size = self.get_facet_size()
        for configured in self.get_configs() if self.table == "readings" else ():
            name = configured["config"]["simple"]
            if name not in TAGS:
                continue
            try:
                rows = await self._count(TAGS[name], size + 1)
            except QueryInterrupted:
                timed_out.append(name)
                continue
            off = path_with_removed_args(self.request, {"_facet_tag": name})
            found.append(
                {
                    "name": name,
                    "type": self.type,
                    "results": list(self._values(TAGS[name], rows[:size])),
                    "hideable": configured["source"] != "metadata",
                    "toggle_url": self.ds.urls.path(off),
                    "truncated": len(rows) > size,
                }
            )
        return found, timed_out

    async def _count(self, tag: Tag, limit: int) -> list[Any]:
        # Nothing of the request stands in this: it is made of `TAGS` and of Datasette's own SQL.
        sql = (
            f"select {tag.value} as value, count(*) as count "  # noqa: S608
            f"from ({self.sql}) as selected join {tag.index} on reading_id = selected.id "
            f"{tag.join} group by 1 order by 2 desc, 1 limit {limit}"
        )
        results = await self.ds.execute(
            self.database,
            sql,
            self.params,
            truncate=False,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        return list(results.rows)

    def _values(self, tag: Tag, rows: list[Any]) -> Iterator[dict[str, Any]]:
        pairs = self.get_querystring_pairs()
        for row in rows:
            chosen = {tag.argument: row["value"]}
            is_chosen = (tag.argument, row["value"]) in pairs
            change = path_with_removed_args if is_chosen else path_with_added_args
            path = self.ds.urls.path(change(self.request, chosen))
            yield {
                "value": row["value"],
                "label": row["value"],
                "count": row["count"],
                "toggle_url": self.ds.absolute_url(self.request, path),
                "selected": is_chosen,
            }

    def _url(self, added: dict[str, str]) -> str:
        path = self.ds.urls.path(path_with_added_args(self.request, added))
        return str(self.ds.absolute_url(self.request, path))


def tag_filters(request: Request) -> FilterArguments:
    """Make the conditions of `_lead=…`, `_topic=…` and `_subject=…`, each as often as given."""
    clauses, parameters, descriptions = [], {}, []
    for name, tag in TAGS.items():
        for number, value in enumerate(request.args.getlist(tag.argument)):
            parameter = f"{name}_{number}"
            parameters[parameter] = value
            clauses.append(
                f"id in (select reading_id from {tag.index} {tag.join} "  # noqa: S608  # made of `TAGS`
                f"where {tag.value} = :{parameter})"
            )
            descriptions.append(f'{tag.argument.strip("_")} is "{value}"')
    return FilterArguments(clauses, parameters, descriptions)
