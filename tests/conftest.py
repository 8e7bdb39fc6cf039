"""What several tests share."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def faults() -> ModuleType:
    """The module of the stand-in, with the faults to order and the works it serves."""
    spec = importlib.util.spec_from_file_location(
        "upstream_server", Path(__file__).with_name("upstream_server.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def upstream_server(faults, monkeypatch) -> Iterator[object]:
    """A running stand-in for arXiv, the ACL Anthology and the DOI resolver."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    server = faults.UpstreamServer()
    server.start()
    yield server
    server.stop()
