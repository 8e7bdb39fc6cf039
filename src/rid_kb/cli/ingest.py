"""`rid-kb ingest`."""

from pathlib import Path

import click

from rid_kb.cli.choice import taken_in
from rid_kb.cli.lookup import interruptible, opened_lookup
from rid_kb.cli.options import current_config, database_of, database_option
from rid_kb.cli.report import exit_status, print_explanations, print_plan, print_report


@click.command()
@click.argument("sources", metavar="[FILE|FOLDER|URL]...", nargs=-1)
@click.option("--collection", default="", help="The collection that the sources belong to.")
@database_option
@click.option("--offline", is_flag=True, help="Ask no upstream.")
@click.option("--refresh", is_flag=True, help="Ask again for everything.")
@click.option("--retry-unknown", is_flag=True, help="Ask again for what was said to be unknown.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything stays unresolved.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--dry-run", is_flag=True, help="Print what would be asked; ask and write nothing.")
@click.option("--explain", is_flag=True, help="Print what each line is taken for; write nothing.")
def ingest(
    sources: tuple[str, ...],
    collection: str,
    database: Path | None,
    offline: bool,
    refresh: bool,
    retry_unknown: bool,
    strict: bool,
    as_json: bool,
    dry_run: bool,
    explain: bool,
) -> None:
    """Read the lists that rid-kb.toml names, or SOURCES, look their works up, and store all."""
    from rid_kb.ingest import Facts, ingest, plan_ingest
    from rid_kb.resolve import Policy

    config = current_config()
    path = database or database_of(config)
    intake = taken_in(config, path, sources, collection)
    if explain:
        print_explanations(intake)
        raise SystemExit(1 if intake.problems else 0)
    policy = Policy(refresh, retry_unknown)
    with opened_lookup(config, policy, offline=offline) as lookup, interruptible():
        if dry_run:
            print_plan(intake, plan_ingest(intake, path, lookup))
            raise SystemExit(1 if intake.problems else 0)
        report = ingest(
            intake, path, Facts(config.topics, config.overrides, config.citation_key), lookup
        )
    print_report(report, as_json=as_json)
    raise SystemExit(exit_status(report, strict=strict))
