import arxiv
import pytest

from rid_kb.errors import UpstreamError
from rid_kb.formats.csl import work_from_csl
from rid_kb.model import Identifier
from rid_kb.upstream.arxiv import judge_feed


def eprint(value, version=None):
    return Identifier("arxiv", value, version)


def outcomes(resolutions):
    return {each.identifier.value: each.status for each in resolutions}


ATTENTION = eprint("1706.03762", 5)
BERT = eprint("1810.04805")
NEVER_ISSUED = eprint("2401.99996")


def test_the_client_still_has_the_session_that_we_replace():
    assert "_session" in vars(arxiv.Client())
    assert arxiv.Client.query_url_format.endswith("/api/query?{}")


def test_reads_an_eprint_whole(open_stand_in):
    (resolution,) = open_stand_in()["arxiv"].fetch([ATTENTION])
    record = resolution.record
    work = work_from_csl(record.csl)
    assert (resolution.status, resolution.http_status) == ("resolved", 200)
    assert (record.scheme, record.value, record.upstream) == ("arxiv", "1706.03762", "arxiv")
    assert record.fetched_at == "2026-11-20T12:00:00Z"
    assert work.title == "Attention Is All You Need"
    assert work.issued == "2017-06-12"
    assert [each.name for each in work.contributors][-2:] == ["Lukasz Kaiser", "Illia Polosukhin"]
    assert work.identifiers[0] == ATTENTION
    assert work.status == "preprint"


def test_a_title_on_two_lines_becomes_one(open_stand_in):
    (resolution,) = open_stand_in()["arxiv"].fetch([BERT])
    assert resolution.record.csl["title"] == (
        "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
    )


def test_many_identifiers_are_one_request_and_are_matched_by_id(open_stand_in, upstream_server):
    identifiers = [ATTENTION, NEVER_ISSUED, BERT]
    resolutions = {r.identifier: r for r in open_stand_in()["arxiv"].fetch(identifiers)}
    assert len(resolutions) == 3
    assert resolutions[ATTENTION].record.csl["title"] == "Attention Is All You Need"
    assert resolutions[NEVER_ISSUED].status == "unknown"
    assert resolutions[NEVER_ISSUED].http_status == 200
    assert upstream_server.count("arxiv") == 1
    assert "max_results=3" in upstream_server.requests[0].path


def test_more_than_a_hundred_are_asked_in_hundreds_three_seconds_apart(
    open_stand_in, upstream_server, time
):
    upstream_server.serves_any = True
    identifiers = [eprint(f"2001.{number:05}") for number in range(1, 151)]
    resolutions = list(open_stand_in()["arxiv"].fetch(identifiers))
    assert {each.status for each in resolutions} == {"resolved"}
    assert len(resolutions) == 150
    assert upstream_server.count("arxiv") == 2
    assert time.waits == [3.0]


def test_held_answers_cost_no_request_and_no_wait(open_stand_in, upstream_server, time):
    for _ in range(3):
        (resolution,) = open_stand_in()["arxiv"].fetch([ATTENTION])
        assert resolution.status == "resolved"
    assert upstream_server.count("arxiv") == 1
    assert time.waits == []


def test_refresh_asks_in_spite_of_a_held_answer(open_stand_in, upstream_server):
    list(open_stand_in()["arxiv"].fetch([ATTENTION]))
    list(open_stand_in(refresh=True)["arxiv"].fetch([ATTENTION]))
    assert upstream_server.count("arxiv") == 2


def test_what_is_no_arxiv_identifier_is_never_sent(open_stand_in, upstream_server):
    hostile = eprint("1706.03762&max_results=9")
    resolutions = open_stand_in()["arxiv"].fetch([hostile, ATTENTION])
    assert outcomes(resolutions) == {hostile.value: "malformed", "1706.03762": "resolved"}
    assert "max_results%3D9" not in upstream_server.requests[0].path


def test_another_scheme_is_a_mistake_of_the_caller(open_stand_in):
    with pytest.raises(ValueError, match=r"arxiv does not know doi:10\.1/x"):
        list(open_stand_in()["arxiv"].fetch([Identifier("doi", "10.1/x")]))


def test_an_id_that_arxiv_refuses_by_name_is_dropped(open_stand_in, upstream_server):
    upstream_server.refuses = frozenset({NEVER_ISSUED.value})
    resolutions = open_stand_in()["arxiv"].fetch([ATTENTION, NEVER_ISSUED, BERT])
    assert outcomes(resolutions) == {
        "1706.03762": "resolved",
        "2401.99996": "malformed",
        "1810.04805": "resolved",
    }
    assert upstream_server.count("arxiv") == 2


def test_an_id_that_arxiv_refuses_without_a_name_is_found_by_halving(
    open_stand_in, upstream_server
):
    upstream_server.serves_any = True
    upstream_server.refuses = frozenset({"2001.00003"})
    upstream_server.names_the_refused = False
    identifiers = [eprint(f"2001.{number:05}") for number in range(1, 9)]
    found = outcomes(open_stand_in()["arxiv"].fetch(identifiers))
    assert found.pop("2001.00003") == "malformed"
    assert set(found.values()) == {"resolved"}
    assert len(found) == 7
    assert upstream_server.count("arxiv") == 7


def test_an_empty_feed_is_asked_for_once_more(open_stand_in, upstream_server, faults):
    upstream_server.order("arxiv", faults.body("<feed/>", "application/atom+xml"))
    (resolution,) = open_stand_in()["arxiv"].fetch([ATTENTION])
    assert resolution.status == "resolved"
    assert upstream_server.count("arxiv") == 2


def test_an_eprint_that_twice_is_not_there_is_unknown(open_stand_in, upstream_server):
    (resolution,) = open_stand_in()["arxiv"].fetch([NEVER_ISSUED])
    assert (resolution.status, resolution.message) == ("unknown", "arXiv knows no such eprint")
    assert upstream_server.count("arxiv") == 2


def test_a_total_larger_than_the_answer_asks_for_no_second_page(open_stand_in, upstream_server):
    upstream_server.is_total_too_large = True
    resolutions = open_stand_in()["arxiv"].fetch([ATTENTION, NEVER_ISSUED])
    assert outcomes(resolutions) == {"1706.03762": "resolved", "2401.99996": "unknown"}
    assert upstream_server.count("arxiv") == 1


def test_a_withdrawn_paper_is_marked(open_stand_in):
    (resolution,) = open_stand_in()["arxiv"].fetch([eprint("2401.99997")])
    assert work_from_csl(resolution.record.csl).status == "withdrawn"


def test_the_doi_that_an_author_typed_in_is_kept(open_stand_in):
    (resolution,) = open_stand_in()["arxiv"].fetch([eprint("2401.99998")])
    identifiers = work_from_csl(resolution.record.csl).identifiers
    assert Identifier("doi", "10.5555/test-data.1") in identifiers


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("HTML", "sends no readable application/atom+xml but text/html"),
        ("BAD_XML", "sends no readable application/atom+xml but application/atom+xml"),
        ("RATE_EXCEEDED", "asks us to slow down, 4 times in a row"),
    ],
)
def test_what_is_no_feed_is_no_answer_and_is_not_kept(
    open_stand_in, upstream_server, faults, fault, problem
):
    upstream_server.order_for_good("arxiv", getattr(faults, fault))
    with pytest.raises(UpstreamError) as caught:
        list(open_stand_in()["arxiv"].fetch([ATTENTION]))
    assert caught.value.problem == problem
    upstream_server.mend()
    (resolution,) = open_stand_in()["arxiv"].fetch([ATTENTION])
    assert resolution.status == "resolved"


def test_a_403_shuts_us_out(open_stand_in, upstream_server, faults):
    upstream_server.order_for_good("arxiv", faults.status(403))
    with pytest.raises(UpstreamError) as caught:
        list(open_stand_in()["arxiv"].fetch([ATTENTION]))
    assert caught.value.is_blocked
    assert caught.value.status == 403
    assert upstream_server.count("arxiv") == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"<feed><entry><published>yesterday</published></entry></feed>",
        b'<!DOCTYPE feed [<!ENTITY a "aaaa">]><feed><entry>&a;</entry></feed>',
        "<feed><title>Café</title></feed>".encode("latin-1"),
    ],
)
def test_judges_rubbish_as_a_fault(body):
    assert judge_feed(body) == "fault"
