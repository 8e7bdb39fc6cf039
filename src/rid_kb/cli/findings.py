"""How findings are printed: for people, for programs, for GitHub."""

import difflib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from rid_kb.cli.output import visible

if TYPE_CHECKING:
    from rid_kb.check import Document, Finding

_WIDTH = 100  # characters of a line that are shown
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def print_findings(
    findings: Sequence["Finding"], documents: Mapping[str, "Document"], format_name: str
) -> None:
    """Print findings in one of the formats."""
    if format_name == "json":
        click.echo(json.dumps([_as_item(each) for each in findings], ensure_ascii=False, indent=2))
    elif format_name == "github":
        for each in findings:
            click.echo(_as_command(each))
    else:
        for each in findings:
            _print_text(each, documents[each.problem.place.path])
        click.echo(_count(findings, len(documents)))


def print_diff(findings: Sequence["Finding"], documents: Mapping[str, "Document"]) -> None:
    """Print what `--fix` would change, as a unified diff."""
    from rid_kb.check import mended

    for path, document in documents.items():
        own = [each for each in findings if each.problem.place.path == path]
        before = document.source.text
        lines = difflib.unified_diff(
            before.splitlines(keepends=True),
            mended(before, own).splitlines(keepends=True),
            path,
            path,
        )
        click.echo("".join(lines), nl=False)


def _print_text(finding: "Finding", document: "Document") -> None:
    place, rule = finding.problem.place, finding.rule
    where = f"{place.path}:{place.line}:{place.column}"
    code = click.style(rule.code, bold=True)
    fixable = " [--fix]" if finding.problem.replacement is not None else ""
    click.echo(f"{where}: {code} {rule.severity}: {visible(finding.problem.message)}{fixable}")
    line = document.lines[place.line - 1].replace("\t", " ")
    start = max(0, place.column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH]
    margin = f"{place.line:>5} | "
    carets = "^" * max(1, min(place.length, len(shown) - (place.column - 1 - start)))
    click.echo(f"{margin}{visible(shown)}")
    click.echo(f"{'|':>7} {' ' * (place.column - 1 - start)}{carets}")


def _count(findings: Sequence["Finding"], documents: int) -> str:
    lists = "1 list" if documents == 1 else f"{documents} lists"
    if not findings:
        return f"Nothing is wrong with {lists}."
    fixable = sum(each.problem.replacement is not None for each in findings)
    found = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
    tail = f"; --fix mends {fixable}" if fixable else ""
    return f"{found} in {lists}{tail}."


def _as_item(finding: "Finding") -> dict[str, object]:
    place, problem = finding.problem.place, finding.problem
    return {
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.rule.severity,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "message": problem.message,
        "replacement": problem.replacement,
    }


def _as_command(finding: "Finding") -> str:
    """Write a workflow command, which annotates a line of a pull request.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    place, rule = finding.problem.place, finding.rule
    properties = {
        "file": place.path,
        "line": place.line,
        "col": place.column,
        "endColumn": place.column + place.length,
        "title": f"{rule.code} {rule.name}",
    }
    shown = ",".join(
        f"{name}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for name, value in properties.items()
    )
    return f"::{_GITHUB[rule.severity]} {shown}::{_escaped(finding.problem.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
