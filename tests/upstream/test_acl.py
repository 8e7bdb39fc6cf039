import pytest

from rid_kb.errors import UpstreamError
from rid_kb.formats.csl import work_from_csl
from rid_kb.model import Identifier

BERT = Identifier("acl", "N19-1423")
COUNT = Identifier("acl", "P14-1023")


def test_reads_a_paper(open_stand_in):
    (resolution,) = open_stand_in()["acl"].fetch([BERT])
    work = work_from_csl(resolution.record.csl)
    assert (resolution.status, resolution.http_status) == ("resolved", 200)
    assert work.title == (
        "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
    )
    assert [each.family for each in work.contributors] == ["Devlin", "Chang", "Lee", "Toutanova"]
    assert work.identifiers[0] == BERT


def test_the_key_of_the_anthology_is_an_alias(open_stand_in):
    (resolution,) = open_stand_in()["acl"].fetch([BERT])
    work = work_from_csl(resolution.record.csl)
    assert work.aliases == ("devlin-etal-2019-bert",)
    assert work.citation_key == ""


def test_latex_in_names_and_titles_is_decoded(open_stand_in):
    (resolution,) = open_stand_in()["acl"].fetch([COUNT])
    work = work_from_csl(resolution.record.csl)
    assert work.contributors[-1].given == "Germán"
    assert work.title.startswith(("Don't count, predict!", "Don’t count, predict!"))


def test_each_paper_is_one_request_and_then_none(open_stand_in, upstream_server, time):
    list(open_stand_in()["acl"].fetch([BERT, COUNT]))
    list(open_stand_in()["acl"].fetch([BERT, COUNT]))
    assert [each.path for each in upstream_server.requests] == ["/N19-1423.bib", "/P14-1023.bib"]
    assert time.waits == [1.0]


def test_a_paper_that_is_not_there_is_unknown(open_stand_in):
    (resolution,) = open_stand_in()["acl"].fetch([Identifier("acl", "P99-9999")])
    assert (resolution.status, resolution.http_status) == ("unknown", 404)
    assert resolution.message == "the ACL Anthology knows no such paper"


def test_what_is_no_id_is_never_sent(open_stand_in, upstream_server):
    (resolution,) = open_stand_in()["acl"].fetch([Identifier("acl", "../etc/passwd")])
    assert resolution.status == "malformed"
    assert upstream_server.requests == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("HTML", "sends no readable application/x-bibtex but text/html"),
        ("BROKEN", "sends no readable application/x-bibtex but text/plain"),
        ("LATIN_1", "sends no readable application/x-bibtex but text/plain"),
        ("ANOTHER", "tells of another paper"),
        ("FORBIDDEN", "answers 403 Forbidden"),
    ],
)
def test_what_is_no_bibtex_of_the_paper_is_a_fault_of_the_service(
    open_stand_in, upstream_server, faults, fault, message
):
    text = '@misc{a, title = "Caf\u00e9", url = "https://aclanthology.org/%s"}'
    ordered = {
        "HTML": faults.HTML,
        "BROKEN": faults.body("@misc{a, title = {", "text/plain"),
        "LATIN_1": faults.body((text % "N19-1423").encode("latin-1"), "text/plain"),
        "ANOTHER": faults.body(text % "P14-1023", "text/plain"),
        "FORBIDDEN": faults.status(403),
    }
    upstream_server.order("acl", ordered[fault])
    first, second = open_stand_in()["acl"].fetch([BERT, COUNT])
    assert (first.status, first.message) == ("unavailable", message)
    assert second.status == "resolved"
    assert first.record is None


def test_an_anthology_that_cannot_be_reached_is_tried_once(open_stand_in, time):
    acl = open_stand_in({"acl": "http://127.0.0.1:9"})["acl"]
    with pytest.raises(UpstreamError) as caught:
        list(acl.fetch([BERT, COUNT]))
    assert caught.value.is_unreachable
    assert caught.value.problem == "127.0.0.1:9 cannot be connected to"
    assert time.waits == []
