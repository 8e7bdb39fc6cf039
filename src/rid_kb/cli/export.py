"""`rid-kb export`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rid_kb.cli.options import database_option, opened_library

if TYPE_CHECKING:
    from rid_kb.library import Citations, Order, Version


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
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["bibtex", "biblatex", "csl-json", "ris", "markdown"]),
    default="bibtex",
    show_default=True,
    help="The format.",
)
@click.option("--ascii", "is_ascii", is_flag=True, help="LaTeX for all other characters.")
@click.option("--notes", "with_notes", is_flag=True, help="With the notes of the list.")
@click.option(
    "--sort",
    "order",
    type=click.Choice(["reading", "key", "year", "author"]),
    default="reading",
    show_default=True,
    help="The order.",
)
@click.option("--resolved-only", is_flag=True, help="Without what only the list tells of.")
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
    format_name: str,
    is_ascii: bool,
    with_notes: bool,
    order: "Order",
    resolved_only: bool,
    database: Path | None,
) -> None:
    """Write the bibliography of SESSION (a date, an id or a label), or of what options choose."""
    from rid_kb.formats.bib_entries import entries_to_ascii
    from rid_kb.formats.exports import EXPORT_FORMATS
    from rid_kb.library import Selection, find_citations, resolve_selection, sort_works

    wanted = Selection(
        session_id=session, collection_id=collection, lead=lead, topic=topic, year=year
    )
    if wanted == Selection() and not everything:
        raise click.UsageError("Name a session, or choose with --lead, --topic, --year … or --all.")
    if is_ascii and format_name not in ("bibtex", "biblatex"):
        raise click.UsageError("--ascii is for BibTeX and BibLaTeX; leave it out.")
    with opened_library(database) as connection:
        found = find_citations(
            connection,
            resolve_selection(connection, wanted),
            prefer,
            resolved_only=resolved_only,
            with_notes=with_notes,
        )
    text = EXPORT_FORMATS[format_name].write(sort_works(found.works, order))
    _write(entries_to_ascii(text) if is_ascii else text, output)
    click.echo(_summary(found), err=True)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        problem = f"{output}: cannot be written: {error.strerror}; name another file with -o"
        raise click.ClickException(problem) from error


def _summary(found: "Citations") -> str:
    entries = "1 entry" if len(found.works) == 1 else f"{len(found.works)} entries"
    without = f", {found.unresolved} of them without metadata" if found.unresolved else ""
    left_out = ", ".join(f"{count} {reason}" for reason, count in found.left_out.items())
    return f"{entries}{without}" + (f"; left out: {left_out}" if left_out else "")
