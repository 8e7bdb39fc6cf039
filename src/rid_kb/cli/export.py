"""`rid-kb export`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rid_kb.cli.options import database_option, opened_library

if TYPE_CHECKING:
    from rid_kb.library import Version
    from rid_kb.model import Reading, Work


@click.command()
@click.argument("session", default="")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file.")
@click.option("--all", "everything", is_flag=True, help="Everything.")
@click.option("--collection", default="", help="Only this collection.")
@click.option("--lead", default="", help="Only sessions of this lead.")
@click.option("--topic", default="", help="Only readings of this topic.")
@click.option("--year", type=int, help="Only sessions of this year.")
@click.option(
    "--prefer",
    type=click.Choice(["published", "preprint", "as-linked"]),
    default="published",
    show_default=True,
    help="Which version of a work that has several.",
)
@database_option
def export(
    session: str,
    output: Path | None,
    everything: bool,
    collection: str,
    lead: str,
    topic: str,
    year: int | None,
    prefer: "Version",
    database: Path | None,
) -> None:
    """Write the BibTeX of SESSION (a date, an id or a label), or of what the options choose."""
    from rid_kb.formats.bibtex import works_to_bibtex
    from rid_kb.library import Selection, cited_works, find_readings, resolve_selection

    wanted = Selection(
        session_id=session, collection_id=collection, lead=lead, topic=topic, year=year
    )
    if wanted == Selection() and not everything:
        raise click.UsageError("Name a session, or choose with --lead, --topic, --year … or --all.")
    with opened_library(database) as connection:
        readings = find_readings(connection, resolve_selection(connection, wanted), prefer)
    works = cited_works(readings)
    _write(works_to_bibtex(works), output)
    click.echo(_summary(works, readings), err=True)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        problem = f"{output}: cannot be written: {error.strerror}; name another file with -o"
        raise click.ClickException(problem) from error


def _summary(works: Sequence["Work"], readings: Sequence[tuple["Reading", "Work | None"]]) -> str:
    planned = sum(reading.is_only_planned for reading, _ in readings)
    lacking = sum(
        not reading.is_only_planned and not (work and work.citation_key)
        for reading, work in readings
    )
    entries = "1 entry" if len(works) == 1 else f"{len(works)} entries"
    left_out = [
        f"{count} {what}"
        for count, what in ((lacking, "without metadata"), (planned, "only planned"))
        if count
    ]
    tail = f"; left out: {', '.join(left_out)}" if left_out else ""
    return f"{entries} from {len(readings)} readings{tail}"
