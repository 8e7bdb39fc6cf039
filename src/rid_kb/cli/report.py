"""What an ingest prints: its report, its plan, and what each line was taken for."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rid_kb.cli.output import show_table, visible

if TYPE_CHECKING:
    from rid_kb.errors import SourceError
    from rid_kb.intake import Intake
    from rid_kb.report import Report
    from rid_kb.resolve import Batch

_SHOWN = 12


def print_report(report: "Report", *, as_json: bool) -> None:
    """Print what an ingest came to; problems go to standard error."""
    if as_json:
        from rid_kb.report import report_to_json

        click.echo(json.dumps(report_to_json(report), ensure_ascii=False, indent=2))
    else:
        _print_collections(report)
        _print_unresolved(report)
        _print_changes(report)
    for failure in report.failures:
        click.echo(visible(failure), err=True)
    _print_problems(report.problems)


def exit_status(report: "Report", *, strict: bool) -> int:
    """Fail when a source could not be read, or, if `strict`, when anything is unresolved."""
    return 1 if report.problems or (strict and report.unresolved) else 0


def print_plan(intake: "Intake", batches: Sequence["Batch"]) -> None:
    """Print the requests of the first round, one a line."""
    for batch in batches:
        names = " ".join(str(each) for each in batch.identifiers)
        click.echo(f"{batch.upstream}\t{len(batch.identifiers)}\t{visible(names)}")
    works = sum(len(batch.identifiers) for batch in batches)
    click.echo(f"{len(batches)} requests for {works} works in the first round", err=True)
    _print_problems(intake.problems)


def print_explanations(intake: "Intake") -> None:
    """Print what each line was taken for."""
    from rid_kb.intake import explanations

    for path, line, taken_for, text in explanations(intake):
        click.echo(f"{visible(path)}:{line}\t{visible(taken_for)}\t{visible(text)}")
    _print_problems(intake.problems)


def _print_problems(problems: Sequence["SourceError"]) -> None:
    for problem in problems:
        click.echo(f"Error: {visible(str(problem))}", err=True)


def _print_collections(report: "Report") -> None:
    headers = ["Collection", "Sessions", "Readings", "Works resolved", "Unresolved"]
    rows = [
        (each.id, *map(str, (each.sessions, each.readings, each.resolved, each.unresolved)))
        for each in report.collections
    ]
    if rows:
        show_table(headers, rows)


def _print_unresolved(report: "Report") -> None:
    for each in report.unresolved[:_SHOWN]:
        where = f"{each.path}:{each.line}"
        click.echo(visible(f"{where}: {each.identifier} is unresolved ({each.reason})"))
    if len(report.unresolved) > _SHOWN:
        click.echo(f"… and {len(report.unresolved) - _SHOWN} more; all: rid-kb unresolved")


def _print_changes(report: "Report") -> None:
    if not report.collections:
        return
    changes = report.changes
    counts = f"{changes.added} rows added, {changes.changed} changed, {changes.removed} removed"
    click.echo(f"{report.database}: {counts if changes else 'nothing changed'}")
