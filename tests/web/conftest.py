"""The project's own lists, ingested without a network, behind Datasette."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from rid_kb.cli import main
from rid_kb.web.serving import open_datasette

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def library(tmp_path_factory) -> Path:
    """A knowledge base of the project's lists, under a name that says nothing."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(PROJECT / "data" / "lists", folder / "data" / "lists")
    shutil.copy(PROJECT / "data" / "library.bib", folder / "data")
    shutil.copy(PROJECT / "rid-kb.toml", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(main, ["ingest", "--offline", "--db", "group.db"])
    assert result.exit_code == 0, result.output
    return folder / "group.db"


@pytest.fixture
def get(library) -> Callable[..., httpx.Response]:
    """Ask the served knowledge base, and maybe other databases beside it, for a page."""

    def get_(path: str, *others: Path, **options: object) -> httpx.Response:
        datasette = open_datasette([library, *others])
        return asyncio.run(datasette.client.get(path, **options))

    return get_
