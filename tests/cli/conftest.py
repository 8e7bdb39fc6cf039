"""The command line in an empty folder, with the project's own lists, and the stand-in."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rid_kb.cli import main

PROJECT = Path(__file__).parents[2]
NOWHERE = "http://127.0.0.1:9"  # the port "discard": nobody listens


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty current folder; every upstream is unreachable."""
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RID_KB_CACHE", str(tmp_path / "cache"))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    for name in ("ARXIV", "ACL", "DOI"):
        monkeypatch.setenv(f"RID_KB_{name}_URL", NOWHERE)
    return folder


@pytest.fixture
def project(folder) -> Path:
    """The current folder with the lists, the bibliography and the configuration of the project."""
    shutil.copytree(PROJECT / "data" / "lists", folder / "data" / "lists")
    shutil.copy(PROJECT / "data" / "library.bib", folder / "data")
    shutil.copy(PROJECT / "rid-kb.toml", folder)
    return folder


@pytest.fixture
def stand_in(upstream_server, faults, monkeypatch) -> object:
    """The stand-in, which knows the works of the project's own bibliography."""
    upstream_server.works = faults.works_of_library(PROJECT / "data" / "library.bib")
    for name in ("ARXIV", "ACL", "DOI"):
        monkeypatch.setenv(f"RID_KB_{name}_URL", upstream_server.url)
    return upstream_server


@pytest.fixture
def rid_kb() -> Callable[..., Result]:
    """Run a command; an unexpected exception is one of the test."""

    def run(*arguments: str, status: int = 0, **more: str) -> Result:
        result = CliRunner(catch_exceptions=False).invoke(main, arguments, **more)
        assert result.exit_code == status, result.output
        return result

    return run
