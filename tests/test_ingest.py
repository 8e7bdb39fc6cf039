"""The whole line, with services that fail: what is stored, and that nothing is lost."""

import re
import sqlite3
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rid_kb.database import open_database
from rid_kb.ingest import Facts, ingest
from rid_kb.intake import Shelf, take_in
from rid_kb.model import Identifier
from rid_kb.reading_list import Vocabulary
from rid_kb.resolve import Lookup, Policy
from rid_kb.sources import CollectionSpec, SourceSpec

LIST = """# Our group

## 19/02/24
### Attention

- [Attention](https://arxiv.org/abs/1706.03762v5)
- [Hopfield](https://www.pnas.org/doi/10.1073/pnas.79.8.2554)

## 26/02/24
### Language models

- [BERT](https://arxiv.org/pdf/1810.04805)
- [Counting](https://aclanthology.org/P14-1023.pdf)
- [A preprint](https://arxiv.org/abs/2401.99998)
- [A withdrawn one](https://arxiv.org/abs/2401.99997)
- [One that nobody knows](https://arxiv.org/abs/2401.11111)
"""


@pytest.fixture
def run(tmp_path, open_stand_in):
    """Ingest `LIST` with the stand-in into `readings.db`, unless another is named."""
    numbers = count()

    def run_(database=None, policy=None, overrides=None, track=None):
        (tmp_path / "list.md").write_text(LIST)
        spec = CollectionSpec("group", (SourceSpec("list.md"),))
        intake = take_in([spec], Shelf(tmp_path, bytes, {}, Vocabulary()))
        # Its own folder of kept answers each time, so that every run asks.
        upstreams = open_stand_in(cache=tmp_path / f"cache-{next(numbers)}").values()
        track = track or (lambda outcomes, due: outcomes)
        lookup = Lookup(tuple(upstreams), (), policy or Policy(), track)
        return ingest(
            intake, database or tmp_path / "readings.db", Facts({}, overrides or {}), lookup
        )

    return run_


def contents(path) -> list[str]:
    """Dump a knowledge base without attempts, times, and how the index lies on its pages."""
    connection = sqlite3.connect(path)
    lines = sorted(connection.iterdump())
    connection.close()
    lines = [line for line in lines if not re.match(APART, line)]
    return [re.sub(r"\d{4}-\d\d-\d\d[T ][\d:.+]+Z?", "T", line) for line in lines]


def every_fault(faults):
    return {
        "500": faults.status(500),
        "503": faults.status(503),
        "429": faults.status(429, Retry_After="2"),
        "403": faults.status(403),
        "html": faults.HTML,
        "rate exceeded": faults.RATE_EXCEEDED,
        "bad xml": faults.BAD_XML,
        "bad json": faults.BAD_JSON,
        "reset": faults.reset,
        "truncated": faults.truncated,
        "redirect loop": faults.redirect_to_itself,
        "redirect to a private address": faults.redirect("http://127.0.0.3/"),
    }


FAULTS = ["500", "503", "429", "403", "html", "rate exceeded", "bad xml", "bad json", "reset"]
FAULTS += ["truncated", "redirect loop", "redirect to a private address"]
APART = r'INSERT INTO "(?:resolutions|_sqlite_migrations|\w+_fts_(?:data|idx|docsize))"'
SERVICES = ["arxiv", "acl", "doi"]


def test_one_good_run(run):
    report = run()
    (group,) = report.collections
    assert (group.sessions, group.readings, group.resolved, group.unresolved) == (2, 7, 6, 1)
    (lacking,) = report.unresolved
    assert (str(lacking.identifier), lacking.line) == ("arxiv:2401.11111", 16)
    assert report.failures == ()


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_mended_by_the_next_run(
    run, upstream_server, faults, tmp_path, service, name
):
    run(tmp_path / "good.db")
    upstream_server.order_for_good(service, every_fault(faults)[name])
    report = run(tmp_path / "hurt.db")
    assert [failure.split(" could not")[0] for failure in report.failures] == [
        {"arxiv": "arXiv", "acl": "The ACL Anthology", "doi": "The DOI resolver"}[service]
    ]
    assert all("\n" not in failure for failure in report.failures)
    upstream_server.mend()
    assert run(tmp_path / "hurt.db").failures == ()
    assert contents(tmp_path / "hurt.db") == contents(tmp_path / "good.db")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_takes_nothing_from_what_is_stored(
    run, upstream_server, faults, tmp_path, service, name
):
    run()
    before = contents(tmp_path / "readings.db")
    upstream_server.order_for_good(service, every_fault(faults)[name])
    run(policy=Policy(refresh=True))
    assert contents(tmp_path / "readings.db") == before


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(SERVICES), st.sampled_from(FAULTS), min_size=1),
        min_size=1,
        max_size=3,
    )
)
def test_after_any_faults_one_good_run_completes(
    run, upstream_server, faults, tmp_path_factory, runs
):
    folder = tmp_path_factory.mktemp("faults")
    upstream_server.mend()
    run(folder / "good.db")
    for ordered in runs:
        upstream_server.mend()
        for service, name in ordered.items():
            upstream_server.order_for_good(service, every_fault(faults)[name])
        run(folder / "hurt.db")
    upstream_server.mend()
    run(folder / "hurt.db")
    assert contents(folder / "hurt.db") == contents(folder / "good.db")


def test_what_is_known_is_not_asked_for_again(run, upstream_server):
    run()
    asked = len(upstream_server.requests)
    assert not run().changes
    assert len(upstream_server.requests) == asked


def test_what_is_unknown_is_asked_for_again_when_the_user_says_so(run, upstream_server):
    run()
    upstream_server.requests.clear()
    run(policy=Policy(retry_unknown=True))
    # Twice, since arXiv is known to send an empty feed for an id that it has.
    assert ["2401.11111" in request.path for request in upstream_server.requests] == [True, True]


def test_a_named_doi_is_asked_for_and_makes_one_work(run, tmp_path):
    run()
    connection = sqlite3.connect(tmp_path / "readings.db")
    rows = connection.execute(
        "select scheme, value, works.title, container_title, status from works "
        "join identifiers on work_id = works.id where works.id in "
        "(select work_id from identifiers where value = '2401.99998') order by 1"
    ).fetchall()
    connection.close()
    title = "Test data: a preprint that names its DOI, as published"
    assert rows == [
        ("arxiv", "2401.99998", title, "Journal of Test Data", "published"),
        ("doi", "10.5555/test-data.1", title, "Journal of Test Data", "published"),
    ]


def test_a_withdrawn_work_is_marked(run, tmp_path):
    run()
    connection = sqlite3.connect(tmp_path / "readings.db")
    found = connection.execute("select title from works where status = 'withdrawn'").fetchall()
    connection.close()
    assert found == [("Test data: a withdrawn preprint",)]


def test_what_the_user_states_wins(run, tmp_path):
    stated = {Identifier("arxiv", "1706.03762"): {"container-title": "NeurIPS"}}
    run(overrides=stated)
    connection = sqlite3.connect(tmp_path / "readings.db")
    assert connection.execute("select distinct venue from readings where line = 6").fetchall() == [
        ("NeurIPS",)
    ]
    connection.close()


def test_an_interrupt_keeps_what_was_resolved_so_far(run, tmp_path):
    run(tmp_path / "good.db")

    def interrupted(outcomes, due):
        yield next(outcomes)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "cut.db", track=interrupted)
    connection = sqlite3.connect(tmp_path / "cut.db")
    assert connection.execute("select count(*) from records").fetchall() == [(1,)]
    connection.close()
    run(tmp_path / "cut.db")
    assert contents(tmp_path / "cut.db") == contents(tmp_path / "good.db")


def test_the_file_of_a_run_that_was_killed_is_completed(run, tmp_path):
    with open_database(tmp_path / "readings.db"):
        pass
    run(tmp_path / "good.db")
    run()
    assert contents(tmp_path / "readings.db") == contents(tmp_path / "good.db")
