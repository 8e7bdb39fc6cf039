"""From identifiers to records: decide whom to ask what, then ask."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from rid_kb.errors import UpstreamError
from rid_kb.identifiers import parse_identifier
from rid_kb.model import Identifier, Record, Resolution, ResolutionStatus
from rid_kb.upstream import Upstream, failed_resolution
from rid_kb.works import claimed_identifiers

RETRY_UNKNOWN_AFTER = timedelta(days=7)
LOCAL = "bibliography"
_LASTING: frozenset[ResolutionStatus] = frozenset({"unknown", "malformed", "unsupported"})
_MAX_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is held already: all records by identifier, and the last attempts."""

    records: Mapping[Identifier, Sequence[Record]] = field(default_factory=dict)
    resolutions: Sequence[Resolution] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """What to ask again: everything, or also what a service said it does not know."""

    refresh: bool = False
    retry_unknown: bool = False


Track = Callable[[Iterator[Resolution], int], Iterator[Resolution]]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Whom to ask, and what again. `track` sees the outcomes pass, and how many are due."""

    upstreams: Sequence[Upstream]
    bibliographies: Sequence[Upstream]
    policy: Policy
    track: Track


@dataclass(frozen=True, slots=True)
class Batch:
    """What one request to one upstream asks for."""

    upstream: str
    identifiers: tuple[Identifier, ...]


def plan_lookups(
    identifiers: Sequence[Identifier],
    upstreams: Sequence[Upstream],
    known: Known,
    policy: Policy,
    now: datetime,
) -> tuple[Batch, ...]:
    """Decide which identifiers go to which upstream in which batches; asks nobody.

    In the order of `upstreams`, each batch in the order of `identifiers`. What an upstream
    has a record of is not asked for again, unless `policy` says refresh; what it does not
    know, refuses or does not serve only after a week, or when `policy` says so; what failed
    for a passing reason always, a refresh that failed included.
    """
    last = {(each.identifier, each.upstream): each for each in known.resolutions}
    held = {
        (identifier, record.upstream)
        for identifier, records in known.records.items()
        for record in records
    }

    def is_settled(identifier: Identifier, upstream: str) -> bool:
        attempt = last.get((identifier, upstream))
        if attempt is None or attempt.status == "resolved":
            return (identifier, upstream) in held
        return attempt.status in _LASTING and not policy.retry_unknown and _is_recent(attempt, now)

    batches = []
    for upstream in upstreams:
        wanted = [
            each
            for each in dict.fromkeys(identifiers)
            if each.scheme in upstream.schemes
            and (policy.refresh or not is_settled(each, upstream.name))
        ]
        for start in range(0, len(wanted), upstream.batch_size):
            batch = tuple(wanted[start : start + upstream.batch_size])
            batches.append(Batch(upstream.name, batch))
    return tuple(batches)


def first_round(identifiers: Sequence[Identifier], known: Known) -> tuple[Identifier, ...]:
    """Add to `identifiers` those that the records held of them name.

    So a published version that could not be asked for in an earlier run is asked for in this.
    """
    found = dict.fromkeys(identifiers)
    waiting = list(found)
    while waiting:
        for record in known.records.get(waiting.pop(), ()):
            new = [each for each in named_identifiers(record) if each not in found]
            found |= dict.fromkeys(new)
            waiting += new
    return tuple(found)


def named_identifiers(record: Record) -> tuple[Identifier, ...]:
    """List the other identifiers that an upstream gives for a work; none from a local file.

    >>> record = Record("arxiv", "1810.04805", "arxiv", {"title": "T", "DOI": "10.1234/5678"})
    >>> [str(each) for each in named_identifiers(record)]
    ['doi:10.1234/5678']
    """
    if record.upstream == LOCAL:
        return ()
    claimed = claimed_identifiers(record)
    # A DOI of arXiv or the ACL stands beside the id that it carries: one lookup serves both.
    others = (parse_identifier(each.value) or each for each in claimed if each.scheme != "url")
    return tuple(dict.fromkeys(each for each in others if each != record.identifier))


def resolve(
    identifiers: Sequence[Identifier],
    upstreams: Sequence[Upstream],
    bibliographies: Sequence[Upstream],
    known: Known,
    policy: Policy,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Resolution]:
    """Ask round after round, first the upstreams, then the bibliographies.

    Yields every outcome as it comes, with the time of the attempt, so that each can be stored
    at once: what was yielded stays true whatever happens later. Identifiers that an answer
    names are asked for in the next round. An upstream that cannot be asked is left alone for
    the rest of the run; its identifiers are "unavailable" or "blocked", and the others go on.
    Bibliographies are asked for everything, so that what is stored does not depend on which
    service failed when; what they lack is no outcome.
    """
    asking = _Asking(upstreams, clock)
    seen: set[Identifier] = set()
    wanted = first_round(identifiers, known)
    for _ in range(_MAX_ROUNDS):
        seen.update(wanted)
        named: dict[Identifier, None] = {}
        for batch in plan_lookups(wanted, upstreams, known, policy, clock()):
            for resolution in asking.ask(batch):
                yield resolution
                if resolution.record is not None:
                    named |= dict.fromkeys(named_identifiers(resolution.record))
        yield from _ask_locally(wanted, bibliographies, clock)
        wanted = tuple(each for each in named if each not in seen)
        if not wanted:
            return


class _Asking:
    """Ask upstreams by name; one that failed as a whole is not asked again."""

    def __init__(self, upstreams: Sequence[Upstream], clock: Callable[[], datetime]) -> None:
        self._upstreams = {upstream.name: upstream for upstream in upstreams}
        self._clock = clock
        self._failed: dict[str, UpstreamError] = {}

    def ask(self, batch: Batch) -> Iterator[Resolution]:
        """Yield one outcome for each identifier of the batch, whatever happens."""
        unanswered = dict.fromkeys(batch.identifiers)
        if batch.upstream not in self._failed:
            try:
                for resolution in self._upstreams[batch.upstream].fetch(batch.identifiers):
                    unanswered.pop(resolution.identifier, None)
                    yield _dated(resolution, self._clock)
            except UpstreamError as error:
                self._failed[batch.upstream] = error
        for identifier in unanswered:
            failed = failed_resolution(batch.upstream, identifier, self._failed[batch.upstream])
            yield _dated(failed, self._clock)


def _ask_locally(
    identifiers: Sequence[Identifier],
    bibliographies: Sequence[Upstream],
    clock: Callable[[], datetime],
) -> Iterator[Resolution]:
    """Ask one bibliography after the other; they may have been edited, so each run anew."""
    left = list(identifiers)
    for bibliography in bibliographies:
        answers = list(bibliography.fetch(left))
        left = [each.identifier for each in answers if each.record is None]
        yield from (_dated(answer, clock) for answer in answers if answer.record is not None)


def _is_recent(resolution: Resolution, now: datetime) -> bool:
    if not resolution.attempted_at:
        return False
    attempted_at = datetime.fromisoformat(resolution.attempted_at)
    if attempted_at.tzinfo is None:
        attempted_at = attempted_at.replace(tzinfo=UTC)
    return now - attempted_at < RETRY_UNKNOWN_AFTER


def _dated(resolution: Resolution, clock: Callable[[], datetime]) -> Resolution:
    moment = clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return replace(resolution, attempted_at=moment)
