"""How every service is asked; the DOI resolver stands for all of them."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest
import requests_cache

from rid_kb.errors import UpstreamError
from rid_kb.model import Identifier
from rid_kb.upstream.http import user_agent
from rid_kb.upstream.redirects import redirect_problem

HOPFIELD = Identifier("doi", "10.1073/pnas.79.8.2554")
TEST_DATA = Identifier("doi", "10.5555/test-data.1")


@pytest.fixture
def ask(open_stand_in):
    def ask_(identifier=HOPFIELD, **settings):
        (resolution,) = open_stand_in(**settings)["doi"].fetch([identifier])
        return resolution

    return ask_


def test_names_itself_with_a_contact_address(ask, upstream_server):
    ask(contact="group@example.org")
    agents = {each.headers["User-Agent"] for each in upstream_server.requests}
    assert agents == {"rid-kb/0.1.0 (mailto:group@example.org)"}


def test_names_itself_to_arxiv_too(open_stand_in, upstream_server):
    list(open_stand_in()["arxiv"].fetch([Identifier("arxiv", "1706.03762")]))
    assert upstream_server.requests[0].headers["User-Agent"] == "rid-kb/0.1.0"


def test_a_contact_address_cannot_smuggle_in_a_header():
    assert "\n" not in user_agent("a@example.org\r\nX-Evil: 1")


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_passing_status_is_tried_again(ask, upstream_server, faults, code):
    upstream_server.order("doi", faults.status(code), faults.status(code))
    assert ask().status == "resolved"
    assert upstream_server.count("doi") == 3


@pytest.mark.parametrize("fault", ["reset", "silent"])
def test_a_broken_connection_is_tried_again(ask, upstream_server, faults, fault):
    upstream_server.order("doi", getattr(faults, fault))
    assert ask().status == "resolved"
    assert upstream_server.count("doi") == 2


def test_a_truncated_answer_is_tried_again(ask, upstream_server, faults):
    upstream_server.order("agency", faults.truncated)
    assert ask().status == "resolved"


@pytest.mark.parametrize(
    ("fault", "message", "http_status"),
    [
        ("reset", "breaks off the connection, 4 times in a row", None),
        ("truncated", "breaks off the connection, 4 times in a row", None),
        ("silent", "does not answer in time, 4 times in a row", None),
        ("busy", "answers 503 Service Unavailable, 4 times in a row", 503),
    ],
)
def test_gives_up_after_four_tries(ask, upstream_server, faults, fault, message, http_status):
    ordered = faults.status(503) if fault == "busy" else getattr(faults, fault)
    upstream_server.order_for_good("doi", ordered)
    resolution = ask()
    assert (resolution.status, resolution.message) == ("unavailable", message)
    assert resolution.http_status == http_status
    assert upstream_server.count("doi") == 4


def test_waits_twice_as_long_before_each_try(ask, upstream_server, faults, time):
    upstream_server.order_for_good("doi", faults.status(503))
    ask()
    assert time.waits == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("stated", "waited"),
    [
        ("7", 7.0),
        ("Fri, 20 Nov 2026 12:00:09 GMT", 9.0),
        ("86400", 60.0),
        ("Fri, 20 Nov 2020 12:00:00 GMT", 1.0),
        ("later", 1.0),
    ],
)
def test_waits_as_long_as_it_is_told_to_within_reason(
    ask, upstream_server, faults, time, stated, waited
):
    upstream_server.order("doi", faults.status(429, Retry_After=stated))
    assert ask().status == "resolved"
    assert time.waits == [waited]


def test_other_statuses_are_not_tried_again(ask, upstream_server, faults):
    upstream_server.order("doi", faults.status(418))
    resolution = ask()
    assert (resolution.status, resolution.http_status) == ("unavailable", 418)
    assert upstream_server.count("doi") == 1


def test_an_endless_answer_is_cut_off(ask, upstream_server, faults):
    upstream_server.order("doi", faults.endless)
    resolution = ask(max_bytes=300_000)
    assert resolution.message == "sends more than 300,000 bytes"
    assert upstream_server.count("doi") == 1


def test_a_small_answer_that_unpacks_without_end_is_cut_off(ask, upstream_server, faults):
    upstream_server.order("doi", faults.compressed(b" " * 30_000_000, "application/json"))
    assert ask(max_bytes=1_000_000).message == "sends more than 1,000,000 bytes"


def test_a_compressed_answer_is_read_whole(ask, upstream_server, faults):
    item = {"title": "Packed", "abstract": "".join(f"{number} " for number in range(50_000))}
    upstream_server.order("doi", faults.compressed(json.dumps(item).encode(), "application/json"))
    assert ask().record.csl["abstract"] == item["abstract"].strip()
    assert ask().record.csl["title"] == "Packed"
    assert upstream_server.count("doi") == 1


def test_a_charset_that_is_not_that_of_the_answer_changes_nothing(ask, upstream_server, faults):
    item = json.dumps({"title": "Café"}, ensure_ascii=False)
    upstream_server.order("doi", faults.body(item, "application/json; charset=iso-8859-1"))
    assert ask().record.csl["title"] == "Café"


def test_other_services_never_see_what_the_first_was_shown(open_stand_in, upstream_server, faults):
    upstream_server.headers = {"Set-Cookie": "session=secret"}
    list(open_stand_in()["doi"].fetch([HOPFIELD, TEST_DATA]))
    agency = [each for each in upstream_server.requests if each.service == "agency"]
    assert len(agency) == 2
    assert not any("Cookie" in each.headers for each in agency)


def test_a_trickle_is_cut_off(ask, upstream_server, faults, time):
    time.step = 1.0
    upstream_server.order("doi", faults.trickle)
    resolution = ask(total_timeout=5.0)
    assert resolution.message == "takes more than 5 s for one answer"
    assert upstream_server.count("doi") == 1


def test_a_service_that_fails_again_and_again_is_left_alone(open_stand_in, upstream_server, faults):
    upstream_server.order_for_good("doi", faults.status(500))
    doi = open_stand_in()["doi"]
    outcomes = []
    with pytest.raises(UpstreamError, match="fails again and again"):
        outcomes.extend(doi.fetch([Identifier("doi", f"10.5555/{n}") for n in range(9)]))
    assert upstream_server.count("doi") == 12


def test_a_loop_of_redirects_ends(ask, upstream_server, faults):
    upstream_server.order_for_good("doi", faults.redirect_to_itself)
    resolution = ask()
    assert (resolution.status, resolution.message) == ("unavailable", "redirects more than 5 times")
    assert upstream_server.count("doi") == 6


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("http://127.0.0.1:9/", "redirects to a private address"),
        ("http://localhost:9/", "redirects to a private address"),
        ("http://10.0.0.1/", "redirects to a private address"),
        ("http://169.254.169.254/latest", "redirects to a private address"),
        ("http://[::1]/", "redirects to a private address"),
        ("http://[::ffff:10.0.0.1]/", "redirects to a private address"),
        ("http://0x7f000001/", "redirects to a private address"),
        ("file:///etc/passwd", "redirects to what is no web address"),
        ("http://[broken/", "redirects to what is no web address"),
    ],
)
def test_some_redirects_are_not_followed(ask, upstream_server, faults, target, message):
    upstream_server.order("doi", faults.redirect(target))
    resolution = ask()
    assert (resolution.status, resolution.message) == ("unavailable", message)
    assert len(upstream_server.requests) == 1


def test_never_from_https_to_http():
    assert redirect_problem("https://doi.org/10.1/x", "http://93.184.216.34/", ()) == (
        "redirects from https to http"
    )
    assert redirect_problem("https://doi.org/10.1/x", "https://93.184.216.34/", ()) == ""


@pytest.fixture
def expire(tmp_path):
    """Make all that is held old."""

    def expire_():
        path = str(tmp_path / "cache" / "http.sqlite")
        with requests_cache.CachedSession(path, serializer="json") as session:
            session.cache.reset_expiration(datetime(2020, 1, 1, tzinfo=UTC))

    return expire_


def test_an_old_answer_is_asked_about_by_its_tag(ask, upstream_server, expire):
    before = ask()
    expire()
    after = ask()
    assert after.record == before.record
    assert upstream_server.count("agency") == 2
    assert "If-None-Match" in upstream_server.requests[-1].headers
    assert ask().status == "resolved"
    assert upstream_server.count("agency") == 2


@pytest.mark.parametrize(
    "fault", ["HTML", "BAD_JSON", "RATE_EXCEEDED", "reset", "silent", "truncated", "endless"]
)
def test_an_old_answer_serves_while_its_service_fails(ask, upstream_server, faults, expire, fault):
    before = ask()
    upstream_server.order_for_good("doi", getattr(faults, fault))
    for _ in range(2):
        expire()
        assert ask(max_bytes=300_000).record.csl == before.record.csl


def test_a_cache_that_cannot_be_used_costs_only_requests(ask, tmp_path, upstream_server):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "http.sqlite").write_bytes(b"this is no database" * 100)
    assert ask().status == "resolved"
    assert upstream_server.count("doi") == 1
    other = tmp_path / "other"
    other.mkdir()
    connection = sqlite3.connect(other / "http.sqlite")
    connection.execute("create table responses (something_else text)")
    connection.close()
    assert ask(cache=other).status == "resolved"
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert ask(TEST_DATA, cache=blocked).status == "resolved"
