"""`rid-kb sessions`."""

from pathlib import Path

import click

from rid_kb.cli.options import database_option, opened_library
from rid_kb.cli.output import print_table


@click.command()
@database_option
@click.option("--collection", default="", help="Only those of this collection.")
def sessions(database: Path | None, collection: str) -> None:
    """List the sessions: id, kind, topic and leads."""
    from rid_kb.library import Selection, list_sessions

    with opened_library(database) as connection:
        found = list_sessions(connection, Selection(collection_id=collection))
    print_table(
        ["Session", "Status", "Kind", "Topic", "Leads"],
        (
            (
                each.id,
                each.status,
                each.kind,
                each.topic or each.subtitle,
                ", ".join(lead.name for lead in each.leads),
            )
            for each in found
        ),
    )
