"""`rid-kb cite`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rid_kb.cli.lookup import opened_lookup
from rid_kb.cli.options import current_config, database_of, database_option

if TYPE_CHECKING:
    from rid_kb.model import Identifier


@click.command()
@click.argument("identifiers", metavar="IDENTIFIER...", nargs=-1, required=True)
@click.option("--offline", is_flag=True, help="Ask no upstream.")
@database_option
def cite(identifiers: tuple[str, ...], offline: bool, database: Path | None) -> None:
    """Look up arXiv ids, ACL ids, DOIs or URLs, and print their BibTeX."""
    from rid_kb.citation import cite_works
    from rid_kb.formats.bibtex import works_to_bibtex
    from rid_kb.resolve import Policy

    wanted = [_identifier(text) for text in identifiers]
    config = current_config()
    with opened_lookup(config, Policy(), offline=offline) as lookup:
        works, lacking = cite_works(
            wanted, database or database_of(config), lookup, config.citation_key
        )
    click.echo(works_to_bibtex(works), nl=False)
    for identifier, reason in lacking:
        click.echo(f"{identifier}: {reason}", err=True)
    if lacking:
        raise SystemExit(1)


def _identifier(text: str) -> "Identifier":
    from rid_kb.identifiers import identify_url

    identifier = identify_url(text)
    if identifier is None:
        raise click.BadParameter(f"{text!r} is no arXiv id, ACL id, DOI or URL.")
    return identifier
