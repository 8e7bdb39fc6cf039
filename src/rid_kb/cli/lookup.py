"""Whom commands ask, as the configuration says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rid_kb.config import Config
    from rid_kb.model import Resolution
    from rid_kb.resolve import Lookup, Policy
    from rid_kb.upstream.settings import HttpSettings


@contextmanager
def opened_lookup(config: "Config", policy: "Policy", *, offline: bool) -> Iterator["Lookup"]:
    """Open the upstreams, unless `offline`, and read the local bibliographies."""
    from rid_kb.resolve import Lookup
    from rid_kb.upstream.bibliography import read_bibliography

    bibliographies = [read_bibliography(config.bibliographies)]
    if offline:
        yield Lookup((), bibliographies, policy, track)
        return
    from rid_kb.upstream.services import open_upstreams

    settings = http_settings(config, refresh=policy.refresh)
    with open_upstreams(settings, config.upstream_urls) as upstreams:
        yield Lookup(upstreams, bibliographies, policy, track)


@contextmanager
def interruptible() -> Iterator[None]:
    """Say how to go on after Ctrl-C, and leave with the status of an interrupt."""
    try:
        yield
    except KeyboardInterrupt:
        kept = (
            "Interrupted: what was looked up so far is kept; the same command goes on from there."
        )
        click.echo(f"\n{kept}", err=True)
        raise SystemExit(130) from None


def http_settings(config: "Config", *, refresh: bool = False) -> "HttpSettings":
    """Say how the configuration wants services to be asked."""
    from rid_kb.upstream.settings import HttpSettings

    return HttpSettings(cache=config.cache, contact=config.contact, refresh=refresh)


def track(outcomes: Iterator["Resolution"], due: int) -> Iterator["Resolution"]:
    """Show on a terminal how many of the `due` outcomes have come."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Looking up"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    shown = due > 0 and console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        yield from progress.track(outcomes, total=due)
