"""`rid-kb check` and `rid-kb rules`."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rid_kb.cli.choice import is_at, read_groups, source_path
from rid_kb.cli.findings import print_diff, print_findings
from rid_kb.cli.lookup import interruptible, opened_lookup, track
from rid_kb.cli.options import current_config, database_of, database_option
from rid_kb.cli.output import print_table
from rid_kb.errors import RidKbError

if TYPE_CHECKING:
    from rid_kb.check import Document, Facts, Finding
    from rid_kb.config import Config
    from rid_kb.model import Identifier, Resolution

COULD_NOT_RUN = 2
MOST_PASSES = 5  # what one fix uncovers, the next one mends


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be checked, and how."""

    sources: tuple[str, ...]
    select: str
    ignore: str
    database: Path | None
    resolve: bool


@click.command()
@click.argument("sources", metavar="[FILE|FOLDER|URL]...", nargs=-1)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--select", default="", help="Only these rules, as in RK1,RK401.")
@click.option("--ignore", default="", help="Not these rules.")
@click.option("--fix", is_flag=True, help="Mend what has only one right answer.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option("--resolve", is_flag=True, help="Ask for what is not known first.")
@database_option
def check(
    sources: tuple[str, ...],
    format_name: str,
    select: str,
    ignore: str,
    fix: bool,
    diff: bool,
    resolve: bool,
    database: Path | None,
) -> None:
    """Say what is wrong with the lists that rid-kb.toml names, or with SOURCES.

    Exits with 0 when nothing is wrong, 1 when something is, 2 when it could not look.
    """
    request = _Request(sources, select, ignore, database, resolve)
    try:
        findings, documents = _fixed(request) if fix and not diff else _checked(request)
        if diff:
            print_diff(findings, documents)
        else:
            print_findings(findings, documents, format_name)
    except RidKbError as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    raise SystemExit(1 if findings else 0)


@click.command()
def rules() -> None:
    """List the rules of `rid-kb check`."""
    from rid_kb.check import RULES

    print_table(
        ["Code", "Name", "Severity", "--fix", "What it finds"],
        (
            (
                each.code,
                each.name,
                each.severity if each.is_default else f"{each.severity}, off",
                "yes" if each.is_fixable else "",
                each.summary,
            )
            for each in RULES
        ),
    )


def _fixed(request: _Request) -> tuple[list["Finding"], dict[str, "Document"]]:
    """Mend what can be mended, and find what is left."""
    from rid_kb.check import mended
    from rid_kb.sources import is_url, rewrite_source

    folder = current_config().folder
    for _ in range(MOST_PASSES):
        findings, documents = _checked(request)
        written = False
        for path in documents:
            own = [each for each in findings if each.problem.place.path == path]
            if own and not is_url(path):
                written |= rewrite_source(folder / path, partial(mended, findings=own))
        if not written:
            break
    return findings, documents


def _checked(request: _Request) -> tuple[list["Finding"], dict[str, "Document"]]:
    """Check each collection as a whole; give what is found in the sources that are named."""
    from rid_kb.check import Group, check_group, read_document
    from rid_kb.reading_list import Vocabulary

    config = current_config()
    select = _rule_names(request.select, config.select)
    ignore = _rule_names(request.ignore, config.ignore)
    words = Vocabulary(config.kinds, config.media, config.lead_aliases)
    groups = [
        [read_document(source, words) for source in group]
        for group in read_groups(config, request.sources)
    ]
    facts = _facts(config, groups, request)
    places = [source_path(config, name) for name in request.sources] or ["."]
    findings: list[Finding] = []
    documents: dict[str, Document] = {}
    for group in groups:
        named = {
            each.source.path: each
            for each in group
            if any(is_at(each.source.path, place) for place in places)
        }
        documents |= named
        found = check_group(Group(group, facts), select, ignore)
        findings += [each for each in found if each.problem.place.path in named]
    return findings, documents


def _rule_names(stated: str, configured: Sequence[str]) -> Sequence[str]:
    from rid_kb.check import unknown_selectors

    names = [part.strip() for part in stated.split(",") if part.strip()] or configured
    if unknown := unknown_selectors(names):
        raise click.UsageError(f"No rule is called {unknown[0]}; `rid-kb rules` lists them.")
    return names


def _facts(config: "Config", groups: Sequence[Sequence["Document"]], request: _Request) -> "Facts":
    """Gather what the knowledge base and the bibliographies know, and what an upstream says."""
    from rid_kb.check import Facts
    from rid_kb.citation import cite_works
    from rid_kb.library import all_resolutions, find_library
    from rid_kb.resolve import Policy

    unknown: set[Identifier] = set()

    def noticed(outcomes: Iterator["Resolution"], due: int) -> Iterator["Resolution"]:
        for outcome in track(outcomes, due):
            if outcome.status == "unknown":
                unknown.add(outcome.identifier)
            yield outcome

    database = request.database or database_of(config)
    if (connection := find_library(database)) is not None:
        with closing(connection):
            said = all_resolutions(connection)
        unknown |= {each.identifier for each in said if each.status == "unknown"}
    with interruptible(), opened_lookup(config, Policy(), offline=not request.resolve) as lookup:
        readings = (reading for group in groups for each in group for reading in each.readings())
        wanted = [*dict.fromkeys(each.identifier for each in readings if each.identifier)]
        works, _ = cite_works(wanted, database, replace(lookup, track=noticed))
    known = {identifier: work for work in works for identifier in work.identifiers}
    return Facts(known, frozenset(unknown))
