"""How the services are to be asked, as plain values."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Judgement = Literal["stored", "passing", "throttled", "fault"]


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """Limits and manners of every request; times are seconds.

    `cache` is a folder, None keeps answers in memory only. `refresh` asks even where an
    answer is held. `total_timeout` and `max_bytes` bound the body of one answer, decoded;
    `max_wait` bounds each wait that a service asks for; after `max_failures` requests of a
    service in a row that came to nothing it is left alone.
    """

    cache: Path | None = None
    contact: str = ""
    refresh: bool = False
    expire_after: int = 86_400
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 120.0
    max_bytes: int = 20_000_000
    max_tries: int = 4
    first_backoff: float = 1.0
    max_wait: float = 60.0
    max_redirects: int = 5
    max_failures: int = 3


@dataclass(frozen=True, slots=True)
class Service:
    """One service: where it is, what it is asked for, and how to tell its answers.

    `interval` is the least time between two requests, in seconds. `judge` reads the body of a
    200: "stored" is an answer to keep, "passing" one to use now only, "throttled" asks us to
    slow down, "fault" is no answer at all. `accept` is the media type and differs between
    services: stored answers are told apart by it.
    """

    name: str
    base_url: str
    accept: str
    interval: float
    judge: Callable[[bytes], Judgement]
    is_403_a_block: bool = True

    @property
    def host(self) -> str:
        """The host with its port, as the base URL has it."""
        return urlsplit(self.base_url).netloc.lower()


@dataclass(frozen=True, slots=True)
class Timing:
    """The clocks and the waiting, so that tests need no real seconds.

    `monotonic` counts seconds, `now` is UTC, `jitter` gives a number from 0 to 1.
    """

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    jitter: Callable[[], float] = random.random


REAL_TIME = Timing()


def timestamp(moment: datetime) -> str:
    """Write a moment of UTC in ISO 8601, to the second.

    >>> timestamp(datetime(2024, 2, 19, 18, 30, 0, 999, tzinfo=UTC))
    '2024-02-19T18:30:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
