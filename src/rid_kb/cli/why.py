"""`rid-kb why`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rid_kb.cli.options import database_option, opened_library
from rid_kb.cli.output import print_table

if TYPE_CHECKING:
    from rid_kb.library import Provenance

Row = tuple[str, ...]


@click.command()
@click.argument("name", metavar="KEY|IDENTIFIER")
@database_option
def why(name: str, database: Path | None) -> None:
    """Show what is known of a work, which record told it, and every attempt that was made."""
    from rid_kb.library import explain_work

    with opened_library(database) as connection:
        told = explain_work(connection, name)
    print_table(["Field", "Value", "From"], _fields(told))
    click.echo()
    print_table(["Identifier", "Upstream", "Outcome", "Attempts", "Last", "Said"], _attempts(told))


def _fields(told: "Provenance") -> Iterator[Row]:
    yield "citation_key", told.work.citation_key, "given once, then kept"
    yield "identifiers", " ".join(map(str, told.work.identifiers)), "all records"
    for claim, record in told.doubted.items():
        yield "not believed", str(claim), f"{record.upstream} {record.identifier} claims it"
    for field, record in told.sources.items():
        if field == "citation_key":
            continue
        value = getattr(told.work, field)
        if field == "contributors":
            value = "; ".join(person.name for person in value)
        elif isinstance(value, tuple):
            value = "; ".join(value)
        source = f"{record.upstream} {record.identifier}"
        yield field, value, f"{source} ({record.fetched_at})" if record.fetched_at else source


def _attempts(told: "Provenance") -> Iterator[Row]:
    for each in told.attempts:
        status = each.status if each.http_status is None else f"{each.status} {each.http_status}"
        yield (
            str(each.identifier),
            each.upstream,
            status,
            str(each.attempts),
            each.attempted_at,
            each.message,
        )
