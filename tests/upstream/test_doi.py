import pytest

from rid_kb.errors import UpstreamError
from rid_kb.formats.csl import work_from_csl
from rid_kb.model import Identifier

CSL_TYPE = "application/vnd.citationstyles.csl+json"
HOPFIELD = Identifier("doi", "10.1073/pnas.79.8.2554")
TEST_DATA = Identifier("doi", "10.5555/test-data.1")


def test_follows_the_resolver_to_the_agency(open_stand_in, upstream_server):
    (resolution,) = open_stand_in()["doi"].fetch([HOPFIELD])
    work = work_from_csl(resolution.record.csl)
    assert work.contributors[0].family == "Hopfield"
    assert work.issued == "1982-04"
    assert work.identifiers == (HOPFIELD,)
    assert [each.service for each in upstream_server.requests] == ["doi", "agency"]
    accepted = {each.headers["Accept"] for each in upstream_server.requests}
    assert accepted == {CSL_TYPE}


def test_each_doi_is_asked_for_once_and_then_held(open_stand_in, upstream_server, time):
    list(open_stand_in()["doi"].fetch([HOPFIELD, TEST_DATA]))
    list(open_stand_in()["doi"].fetch([HOPFIELD, TEST_DATA]))
    assert upstream_server.count("doi") == 2
    assert time.waits == [0.2]


def test_goes_slower_when_the_service_says_so(open_stand_in, upstream_server, time):
    upstream_server.headers = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "1s"}
    list(open_stand_in()["doi"].fetch([HOPFIELD, TEST_DATA, Identifier("doi", "10.5555/none")]))
    assert time.waits == [0.2, 0.5]


@pytest.mark.parametrize(
    ("value", "status", "http_status", "message"),
    [
        ("10.1038/s42256-020-0164-7", "unknown", 404, "is registered nowhere"),
        ("10.5555/no-metadata", "unknown", 204, "is registered, but without metadata"),
    ],
)
def test_a_doi_without_metadata_is_unknown(open_stand_in, value, status, http_status, message):
    (resolution,) = open_stand_in()["doi"].fetch([Identifier("doi", value)])
    assert resolution.status == status
    assert (resolution.http_status, resolution.message) == (http_status, message)


def test_an_agency_without_csl_json_is_unsupported(open_stand_in, upstream_server, faults):
    upstream_server.order("agency", faults.status(406))
    (resolution,) = open_stand_in()["doi"].fetch([HOPFIELD])
    assert (resolution.status, resolution.http_status) == ("unsupported", 406)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("HTML", f"sends no readable {CSL_TYPE} but text/html"),
        (
            "BAD_JSON",
            f"sends no readable {CSL_TYPE} but {CSL_TYPE}",
        ),
    ],
)
def test_a_landing_page_is_no_metadata(open_stand_in, upstream_server, faults, fault, message):
    upstream_server.order("agency", getattr(faults, fault))
    first, second = open_stand_in()["doi"].fetch([HOPFIELD, TEST_DATA])
    assert (first.status, first.message) == ("unavailable", message)
    assert second.status == "resolved"


def test_an_agency_out_of_reach_concerns_its_own_dois(open_stand_in, upstream_server, faults):
    upstream_server.order("doi", faults.redirect("http://203.0.113.1.invalid/"))
    first, second = open_stand_in()["doi"].fetch([HOPFIELD, TEST_DATA])
    assert (first.status, first.http_status) == ("unavailable", None)
    assert upstream_server.count("doi") == 2
    assert first.message == "203.0.113.1.invalid cannot be connected to"
    assert second.status == "resolved"


def test_a_resolver_that_shuts_us_out_is_left_alone(open_stand_in, upstream_server, faults):
    upstream_server.order_for_good("doi", faults.status(403))
    doi = open_stand_in()["doi"]
    for _ in range(2):
        with pytest.raises(UpstreamError) as caught:
            list(doi.fetch([HOPFIELD, TEST_DATA]))
        assert caught.value.is_blocked
    assert upstream_server.count("doi") == 1


def test_odd_signs_in_a_doi_stay_within_the_path(open_stand_in, upstream_server):
    odd = "10.1002/(sici)1097-4571(199006)41:6<391::aid-asi1>3.0.co;2-9?x#y"
    list(open_stand_in()["doi"].fetch([Identifier("doi", odd)]))
    assert upstream_server.requests[0].path == (
        "/10.1002/(sici)1097-4571(199006)41:6%3C391::aid-asi1%3E3.0.co;2-9%3Fx%23y"
    )
