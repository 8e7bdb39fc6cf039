"""How values are shown: nothing that stands in a list can act upon the terminal."""

import sys
import unicodedata
from collections.abc import Iterable, Sequence

import click


def visible(text: str) -> str:
    r"""Put a text on one line and make what a terminal would obey visible.

    >>> visible("a\nb\x1b[31m")
    'a b\ufffd[31m'
    """
    return "".join(
        "\ufffd" if unicodedata.category(each) in ("Cc", "Cf", "Cs") else each
        for each in " ".join(text.split())
    )


def print_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns to a terminal, and separated by tabs, without headers, elsewhere."""
    if sys.stdout.isatty():
        show_table(headers, rows)
        return
    for row in rows:
        click.echo("\t".join(map(visible, row)))


def show_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns under their headers, wherever they go."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headers, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    Console().print(table)
