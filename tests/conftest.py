"""What several tests share."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from rid_kb.upstream.services import open_upstreams
from rid_kb.upstream.settings import HttpSettings, Timing


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


def required_program(*names: str, package: str) -> str:
    """Find a program, or skip; where RID_KB_REQUIRE_PROGRAMS is set, fail instead."""
    for name in names:
        if path := shutil.which(name):
            return path
    problem = f"{names[0]} is not installed (on Debian: apt install {package})"
    if os.environ.get("RID_KB_REQUIRE_PROGRAMS"):
        pytest.fail(problem)
    pytest.skip(problem)


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """Find a program that some tests need and not every machine has."""
    return required_program


@contextmanager
def serve(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `rid-kb serve` in a folder on any free port; give the process and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rid_kb", "serve", "--port", "0", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = re.search(r"http://\S+", process.stdout.readline())
        assert said is not None
        yield process, said.group()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], str]]]:
    """Serve the knowledge base of a folder for as long as the context lasts."""
    return serve


@pytest.fixture
def upstream_server(faults, monkeypatch) -> Iterator[object]:
    """A running stand-in for arXiv, the ACL Anthology and the DOI resolver."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    server = faults.UpstreamServer()
    server.start()
    yield server
    server.stop()


START = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)


@dataclass
class FakeTime:
    """Time that passes by waiting alone; `waits` are the seconds of each wait."""

    waits: list[float] = field(default_factory=list)
    step: float = 0.0
    passed: float = 0.0

    def monotonic(self) -> float:
        self.passed += self.step
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.passed += seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def timing(self) -> Timing:
        return Timing(self.monotonic, self.sleep, self.now, lambda: 1.0)


@pytest.fixture
def time():
    return FakeTime()


@pytest.fixture
def open_stand_in(upstream_server, time, tmp_path):
    """Open the three upstreams by name; settings and base URLs may be replaced."""
    with ExitStack() as stack:

        def open_(urls=(), **settings):
            base_urls = dict.fromkeys(("arxiv", "acl", "doi"), upstream_server.url) | dict(urls)
            merged = {"cache": tmp_path / "cache", "read_timeout": 0.2} | settings
            context = open_upstreams(HttpSettings(**merged), base_urls, time.timing())
            return {each.name: each for each in stack.enter_context(context)}

        yield open_
