"""`rid-kb unresolved`."""

from pathlib import Path

import click

from rid_kb.cli.options import database_option, opened_library
from rid_kb.cli.output import print_table


@click.command()
@database_option
@click.option("--collection", default="", help="Only those of this collection.")
def unresolved(database: Path | None, collection: str) -> None:
    """List the works of which nothing is known, where they stand, and why."""
    from rid_kb.library import list_unresolved

    with opened_library(database) as connection:
        lacking = list_unresolved(connection, collection)
    print_table(
        ["Identifier", "Where", "Text", "Why"],
        (
            (str(each.identifier), f"{each.path}:{each.line}", each.text, each.reason)
            for each in lacking
        ),
    )
