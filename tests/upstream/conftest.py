"""The upstreams on the stand-in, with a clock that only waiting moves."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from rid_kb.upstream.services import open_upstreams
from rid_kb.upstream.settings import HttpSettings, Timing

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
