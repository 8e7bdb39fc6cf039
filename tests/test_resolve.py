import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rid_kb.errors import UpstreamError
from rid_kb.formats.csl import work_to_csl
from rid_kb.model import Identifier, Record, Resolution, Work
from rid_kb.resolve import Batch, Known, Policy, plan_lookups, resolve
from rid_kb.upstream.bibliography import Bibliography, read_bibliography
from rid_kb.upstream.services import open_upstreams
from rid_kb.upstream.settings import HttpSettings, Timing

NOW = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
ATTENTION = Identifier("arxiv", "1706.03762", 5)
BERT = Identifier("arxiv", "1810.04805")
PREPRINT = Identifier("arxiv", "2401.99998")
PUBLISHED = Identifier("doi", "10.5555/test-data.1")
BERT_PAPER = Identifier("acl", "N19-1423")
HOPFIELD = Identifier("doi", "10.1073/pnas.79.8.2554")
NATURE = Identifier("doi", "10.1038/s42256-020-0164-7")
BLOG = Identifier("url", "https://example.org/blog")


def clock():
    return NOW


@dataclass
class Shelf:
    """An upstream that knows nothing, for plans, which ask nobody."""

    name: str
    schemes: frozenset[str]
    batch_size: int

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Resolution]:
        raise AssertionError


PLANNED = (
    Shelf("arxiv", frozenset({"arxiv"}), 100),
    Shelf("acl", frozenset({"acl"}), 1),
    Shelf("doi", frozenset({"doi"}), 1),
)


def plan(identifiers, records=None, resolutions=(), policy=Policy()):  # noqa: B008
    return plan_lookups(identifiers, PLANNED, Known(records or {}, resolutions), policy, NOW)


def record(identifier, upstream):
    return Record(identifier.scheme, identifier.value, upstream, {"title": "T"})


def attempt(identifier, upstream, status, days_ago):
    moment = (NOW - timedelta(days=days_ago)).isoformat()
    return Resolution(identifier, upstream, status, attempted_at=moment)


def test_each_identifier_goes_to_the_upstream_of_its_scheme():
    assert plan([BERT_PAPER, ATTENTION, HOPFIELD, BERT, BLOG, NATURE]) == (
        Batch("arxiv", (ATTENTION, BERT)),
        Batch("acl", (BERT_PAPER,)),
        Batch("doi", (HOPFIELD,)),
        Batch("doi", (NATURE,)),
    )


def test_an_identifier_is_asked_for_once_whatever_version_links_name():
    assert plan([ATTENTION, Identifier("arxiv", "1706.03762")]) == (Batch("arxiv", (ATTENTION,)),)


def test_what_is_held_is_not_asked_for_again_unless_refreshed():
    records = {BERT: [record(BERT, "arxiv")]}
    assert plan([BERT], records) == ()
    assert plan([BERT], records, policy=Policy(refresh=True)) == (Batch("arxiv", (BERT,)),)


def test_what_only_a_bibliography_knows_is_asked_for():
    assert plan([BERT], {BERT: [record(BERT, "bibliography")]}) == (Batch("arxiv", (BERT,)),)


@pytest.mark.parametrize(
    ("status", "days_ago", "policy", "is_asked"),
    [
        ("unknown", 6, Policy(), False),
        ("unknown", 7, Policy(), True),
        ("unknown", 0, Policy(retry_unknown=True), True),
        ("unknown", 0, Policy(refresh=True), True),
        ("unsupported", 1, Policy(), False),
        ("malformed", 1, Policy(), False),
        ("unavailable", 0, Policy(), True),
        ("blocked", 0, Policy(), True),
    ],
)
def test_when_a_failure_is_asked_about_again(status, days_ago, policy, is_asked):
    resolutions = [attempt(NATURE, "doi", status, days_ago)]
    assert bool(plan([NATURE], resolutions=resolutions, policy=policy)) == is_asked


def test_a_refresh_that_failed_is_made_good_in_the_next_run():
    records = {BERT: [record(BERT, "arxiv")]}
    assert plan([BERT], records, [attempt(BERT, "arxiv", "unavailable", 0)]) == (
        Batch("arxiv", (BERT,)),
    )
    assert plan([BERT], records, [attempt(BERT, "arxiv", "resolved", 30)]) == ()


def test_that_a_bibliography_lacks_it_does_not_keep_an_upstream_from_being_asked():
    resolutions = [attempt(NATURE, "bibliography", "unknown", 0)]
    assert plan([NATURE], resolutions=resolutions) == (Batch("doi", (NATURE,)),)


values = st.integers(1, 400).map(lambda number: Identifier("arxiv", f"2001.{number:05}"))


@given(st.lists(values, max_size=500))
def test_a_plan_names_each_identifier_once_in_full_batches(identifiers):
    batches = plan(identifiers)
    planned = [each for batch in batches for each in batch.identifiers]
    assert planned == list(dict.fromkeys(identifiers))
    assert all(len(batch.identifiers) == 100 for batch in batches[:-1])
    assert all(batch.identifiers for batch in batches)


@dataclass
class Store:
    """What an ingest keeps between two runs."""

    records: dict[Identifier, dict[str, Record]] = field(default_factory=dict)
    resolutions: dict[tuple[Identifier, str], Resolution] = field(default_factory=dict)

    def keep(self, resolution: Resolution) -> None:
        self.resolutions[resolution.identifier, resolution.upstream] = resolution
        if resolution.record is not None:
            of_one = self.records.setdefault(resolution.identifier, {})
            of_one[resolution.upstream] = resolution.record

    def known(self) -> Known:
        records = {each: tuple(found.values()) for each, found in self.records.items()}
        return Known(records, tuple(self.resolutions.values()))


@pytest.fixture
def run(upstream_server, tmp_path):
    """Resolve against the stand-in as an ingest does; without a cache between runs."""
    store = Store()

    def run_(identifiers, bibliographies=(), policy=Policy(), urls=(), into=store):  # noqa: B008
        base_urls = dict.fromkeys(("arxiv", "acl", "doi"), upstream_server.url) | dict(urls)
        timing = Timing(lambda: 0.0, lambda _: None, clock, lambda: 0.0)
        settings = HttpSettings(read_timeout=0.2)
        with open_upstreams(settings, base_urls, timing) as upstreams:
            found = []
            for each in resolve(
                identifiers, upstreams, bibliographies, into.known(), policy, clock
            ):
                into.keep(each)
                found.append(each)
        return [(str(each.identifier), each.upstream, each.status) for each in found]

    run_.store = store
    return run_


LOCAL = Bibliography(
    [
        Work("BERT, as noted down", identifiers=(BERT, BERT_PAPER)),
        Work("A blog post", url="https://example.org/blog"),
    ],
    Timing(now=clock),
)


def test_upstreams_come_first_and_what_bibliographies_lack_is_no_outcome(run):
    assert run([ATTENTION, BLOG, NATURE], [LOCAL]) == [
        ("arxiv:1706.03762", "arxiv", "resolved"),
        ("doi:10.1038/s42256-020-0164-7", "doi", "unknown"),
        ("url:https://example.org/blog", "bibliography", "resolved"),
    ]


def test_every_outcome_bears_the_time_of_the_attempt(run):
    run([ATTENTION, BLOG], [LOCAL])
    moments = {each.attempted_at for each in run.store.resolutions.values()}
    assert moments == {"2026-11-20T12:00:00Z"}


def test_the_published_version_of_a_preprint_is_asked_for_in_the_next_round(run):
    assert run([PREPRINT]) == [
        ("arxiv:2401.99998", "arxiv", "resolved"),
        ("doi:10.5555/test-data.1", "doi", "resolved"),
    ]


def test_a_second_run_asks_for_nothing_that_is_held(run, upstream_server):
    wanted = [ATTENTION, PREPRINT, BERT_PAPER, HOPFIELD, NATURE]
    run(wanted)
    upstream_server.requests.clear()
    assert run(wanted) == []
    assert upstream_server.requests == []


def test_a_service_that_is_down_leaves_the_others_to_go_on(run, upstream_server, faults):
    upstream_server.order_for_good("arxiv", faults.status(503))
    assert run([ATTENTION, BERT, HOPFIELD], [LOCAL]) == [
        ("arxiv:1706.03762", "arxiv", "unavailable"),
        ("arxiv:1810.04805", "arxiv", "unavailable"),
        ("doi:10.1073/pnas.79.8.2554", "doi", "resolved"),
        ("arxiv:1810.04805", "bibliography", "resolved"),
    ]


def test_without_a_network_each_host_is_tried_once(run):
    nowhere = dict.fromkeys(("arxiv", "acl", "doi"), "http://127.0.0.1:9")
    found = run([ATTENTION, BERT, BERT_PAPER, HOPFIELD, NATURE], [LOCAL], urls=nowhere)
    assert [status for _, upstream, status in found if upstream != "bibliography"] == (
        ["unavailable"] * 5
    )
    assert ("arxiv:1810.04805", "bibliography", "resolved") in found
    messages = {each.message for each in run.store.resolutions.values() if each.upstream == "doi"}
    assert messages == {"127.0.0.1:9 cannot be connected to"}


def test_a_service_that_shuts_us_out_is_asked_nothing_more(run, upstream_server, faults):
    upstream_server.order_for_good("doi", faults.status(403))
    assert run([HOPFIELD, PREPRINT, NATURE])[-3:] == [
        ("doi:10.1073/pnas.79.8.2554", "doi", "blocked"),
        ("doi:10.1038/s42256-020-0164-7", "doi", "blocked"),
        ("doi:10.5555/test-data.1", "doi", "blocked"),
    ]
    assert upstream_server.count("doi") == 1


def test_one_that_shuts_us_out_is_no_reason_to_leave_another(run, upstream_server, faults):
    upstream_server.order_for_good("arxiv", faults.status(403))
    assert run([BERT, BERT_PAPER, HOPFIELD]) == [
        ("arxiv:1810.04805", "arxiv", "blocked"),
        ("acl:N19-1423", "acl", "resolved"),
        ("doi:10.1073/pnas.79.8.2554", "doi", "resolved"),
    ]


def test_the_doi_of_a_paper_of_the_anthology_needs_no_lookup_of_its_own(run, upstream_server):
    assert run([BERT_PAPER]) == [("acl:N19-1423", "acl", "resolved")]
    assert upstream_server.count("doi") == 0


def test_without_upstreams_only_the_bibliographies_are_asked():
    found = list(resolve([BERT, BLOG], (), [LOCAL], Known(), Policy(), clock))
    assert [each.status for each in found] == ["resolved", "resolved"]
    assert {each.record.upstream for each in found} == {"bibliography"}


def test_a_bibliography_is_asked_for_what_an_upstream_has_told_too(run):
    run([BERT])
    assert run([BERT], [LOCAL]) == [("arxiv:1810.04805", "bibliography", "resolved")]


def test_the_second_bibliography_has_what_the_first_lacks():
    second = Bibliography([Work("Attention", identifiers=(ATTENTION,))])
    found = resolve([BERT, ATTENTION], (), [LOCAL, second], Known(), Policy(), clock)
    resolved = {each.identifier: each for each in found if each.record}
    assert set(resolved) == {BERT, ATTENTION}


def test_records_that_lead_to_each_other_end():
    def leading(identifier, other):
        return Record(
            identifier.scheme,
            identifier.value,
            "arxiv",
            work_to_csl(Work("T", identifiers=(identifier, other))),
        )

    known = Known({BERT: [leading(BERT, HOPFIELD)], HOPFIELD: [leading(HOPFIELD, BERT)]})
    assert list(resolve([BERT], (), (), known, Policy(), clock)) == []


@dataclass
class HalfWay:
    """An upstream that fails after its first answer."""

    name: str = "doi"
    schemes: frozenset[str] = frozenset({"doi"})
    batch_size: int = 10

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Resolution]:
        yield Resolution(identifiers[0], "doi", "resolved", record(identifiers[0], "doi"))
        raise UpstreamError("doi", "https://doi.org", "went away")


def test_what_was_yielded_before_a_failure_stays():
    found = list(resolve([HOPFIELD, NATURE], [HalfWay()], (), Known(), Policy(), clock))
    assert [(each.status, each.message) for each in found] == [
        ("resolved", ""),
        ("unavailable", "went away"),
    ]


FAULTS = (
    "reset",
    "truncated",
    "HTML",
    "BAD_XML",
    "BAD_JSON",
    "RATE_EXCEEDED",
    "redirect_to_itself",
)


@pytest.mark.parametrize("fault", FAULTS)
def test_after_any_fault_one_good_run_makes_it_good(run, upstream_server, faults, fault):
    wanted = [ATTENTION, PREPRINT, BERT_PAPER, HOPFIELD, NATURE]
    good = Store()
    run(wanted, into=good)
    run([ATTENTION, HOPFIELD])
    before = dict(run.store.records)
    for service in ("arxiv", "acl", "doi", "agency"):
        upstream_server.order_for_good(service, getattr(faults, fault))
    run(wanted, policy=Policy(refresh=True))
    assert all(run.store.records[each] == found for each, found in before.items())
    upstream_server.mend()
    run(wanted)
    assert run.store.records == good.records
    run(wanted, policy=Policy(refresh=True))
    assert run.store.resolutions == good.resolutions


@pytest.mark.parametrize("seed", range(6))
def test_after_any_sequence_of_faults_one_good_run_makes_it_good(
    run, upstream_server, faults, seed
):
    wanted = [ATTENTION, BERT, PREPRINT, BERT_PAPER, HOPFIELD, NATURE]
    good = Store()
    run(wanted, into=good)
    dice = random.Random(seed)  # noqa: S311
    ordered = [getattr(faults, name) for name in FAULTS]
    ordered += [faults.status(code) for code in (403, 418, 429, 503)]
    for _ in range(4):
        for service in ("arxiv", "acl", "doi", "agency"):
            upstream_server.order(service, *dice.sample(ordered, dice.randrange(6)))
        run(dice.sample(wanted, dice.randrange(1, 7)), policy=Policy(refresh=dice.random() < 0.3))
        upstream_server.mend()
    run(wanted)
    assert run.store.records == good.records
    assert run.store.resolutions == good.resolutions


def test_the_five_lists_are_one_request_to_arxiv_and_one_for_each_other(run, upstream_server):
    upstream_server.serves_any = True
    eprints = [Identifier("arxiv", f"2001.{number:05}") for number in range(1, 74)]
    others = [BERT_PAPER, Identifier("acl", "P14-1023"), HOPFIELD, NATURE]
    run([*eprints, *others])
    asked = {name: upstream_server.count(name) for name in ("arxiv", "acl", "doi")}
    assert asked == {"arxiv": 1, "acl": 2, "doi": 2}
    upstream_server.requests.clear()
    run([*eprints, *others])
    assert upstream_server.requests == []


def test_bibliographies_are_read_from_bibtex_and_csl_json(tmp_path):
    bib = tmp_path / "ours.bib"
    bib.write_text(
        "@book{bostrom2014, title = {Superintelligence}, author = {Bostrom, Nick}, "
        "year = 2014, url = {https://example.org/book}}\n"
    )
    items = tmp_path / "zotero.json"
    items.write_text(json.dumps([{"id": "a", "title": "Hopfield", "DOI": HOPFIELD.value}]))
    bibliography = read_bibliography([bib, items])
    book, hopfield, lacking = bibliography.fetch(
        [Identifier("url", "https://example.org/book"), HOPFIELD, BERT]
    )
    assert book.record.csl["title"] == "Superintelligence"
    assert hopfield.record.csl["title"] == "Hopfield"
    assert (lacking.status, lacking.message) == ("unknown", "is in no local bibliography")
