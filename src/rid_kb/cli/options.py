"""What several commands share: the configuration, and the knowledge base that it names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import sqlite3

    from rid_kb.config import Config

database_option = click.option(
    "--db",
    "database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The knowledge base; by default the one that rid-kb.toml names, or ./readings.db.",
)


def current_config() -> "Config":
    """Read the configuration of the current folder."""
    from rid_kb.config import load_config

    return load_config(Path.cwd(), os.environ)


def database_of(config: "Config") -> Path:
    """Name the knowledge base as seen from the current folder."""
    return Path(os.path.relpath(config.database))


@contextmanager
def opened_library(database: Path | None) -> Iterator["sqlite3.Connection"]:
    """Open the knowledge base for reading."""
    from rid_kb.library import open_library

    connection = open_library(database or database_of(current_config()))
    try:
        yield connection
    finally:
        connection.close()
