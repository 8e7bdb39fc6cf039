"""Our own pages over the project's lists: what a member and an organiser look for."""

import html
import json
import re

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from lxml import etree
from lxml import html as pages

from rid_kb.cli import main
from rid_kb.formats.exports import EXPORT_FORMATS

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
PAGES = (
    "/",
    "/sessions/robots-in-disguise/2024-02-19",
    "/works/vaswani2017attention",
    "/leads/ryan-chan",
    "/topics/Transformers",
    "/subjects/computation-and-language",
    "/years/2024",
    "/collections/ml-notes",
    "/search?q=diffusion",
)


def text_of(node):
    return re.sub(r"\s+", " ", node.text_content()).strip()


def texts(response, path):
    return [text_of(each) for each in pages.fromstring(response.text).cssselect(path)]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_calls_nobody(get, path):
    response = get(path)
    assert response.status_code == 200
    assert response.headers["content-security-policy"].startswith("default-src 'self';")
    page = pages.fromstring(response.text)
    assert len(page.cssselect("h1")) == 1
    assert len(page.cssselect("title")[0].text) > 0
    loaded = page.xpath("//@src | //link[@rel='stylesheet']/@href")
    assert loaded
    assert all(each.startswith("/-/static-plugins/rid-kb/") for each in loaded)
    assert not page.xpath("//*[@style] | //style | //script[not(@src)]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_address_on_our_pages_leads_somewhere(get):
    addresses = {
        address.partition("#")[0]
        for path in PAGES
        for address in pages.fromstring(get(path).text).xpath("//@href | //form/@action")
        if address.startswith("/")
    }
    assert len(addresses) > 100
    assert {address: get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_home_counts_the_ways_in(get):
    home = get("/")
    assert texts(home, ".switch li")[0] == "Robots in Disguise 50 sessions, 173 readings"
    assert texts(home, ".ways[aria-label=Years] li") == ["2024 28", "2023 22"]
    assert texts(home, ".ways[aria-label=Leads] li")[0] == "Ryan Chan 7"
    assert texts(home, ".works li")[0] == "Attention Is All You Need (2017) 4 sessions"
    assert texts(home, ".sessions .what a")[0] == "Sociotechnical Safety Evaluation of AI systems"


def test_a_session_shows_what_the_list_says_and_what_the_works_are(get):
    page = get("/sessions/robots-in-disguise/2024-02-19")
    assert texts(page, "h1") == ["Longitudinal NLP"]
    assert texts(page, ".facts dd") == [
        "Monday 19 February 2024",
        "Jenny Chim, Talia Tseriotou",
        "David Blackwell",
        "Slides",
    ]
    assert texts(page, "section h2") == [
        "Main", "Extra", "Planned / Main", "BibTeX of the session"
    ]  # fmt: skip
    assert texts(page, ".reading .title")[2] == (
        "Identifying Moments of Change from Longitudinal User Text"
    )
    assert texts(page, ".reading .about")[2].endswith(
        "(Volume 1: Long Papers), 2022 · paper · aclanthology.org"
    )
    assert texts(page, ".neighbours p") == [
        "Before Mechanistic interpretability 2024-02-12",
        "After Machine translation quality estimation 2024-02-26",
    ]
    (source,) = pages.fromstring(page.text).cssselect(".source a")
    assert source.get("href") == (
        "https://github.com/alan-turing-institute/robots-in-disguise/blob/main/PREVIOUS.md"
        "?plain=1#L34"
    )


def test_the_whole_session_is_shown_and_sent_as_the_same_bibtex(get):
    page = pages.fromstring(get("/sessions/robots-in-disguise/2024-02-19").text)
    (shown,) = page.cssselect("#bibtex-session")
    assert shown.text == get("/sessions/robots-in-disguise/2024-02-19.bib").text


def test_zotero_finds_the_items_of_a_session_and_of_a_work(get):
    session = pages.fromstring(get("/sessions/robots-in-disguise/2024-02-19").text)
    coins = [each.get("title") for each in session.cssselect("span.Z3988")]
    assert len(coins) == 6
    assert coins[0].startswith("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx")
    work = pages.fromstring(get("/works/vaswani2017attention").text)
    meta = {each.get("name"): each.get("content") for each in work.xpath("//meta[@name]")}
    assert meta["citation_title"] == "Attention Is All You Need"
    assert meta["citation_arxiv_id"] == "1706.03762"
    assert len(work.xpath("//meta[@name='citation_author']")) == 8


def test_a_work_tells_where_it_was_read_and_who_told_us(get):
    page = get("/works/vaswani2017attention")
    assert texts(page, ".sessions .when") == ["2023-05-31", "2023-06-26", "2024-07-01", "Week 3"]
    assert texts(page, "tbody tr")[0].startswith("titlebibliography, arxiv:1706.03762")
    assert texts(page, "pre")[0].startswith("@")


def test_a_work_is_found_by_its_identifier_at_its_one_address(get):
    response = get("/works/arxiv:1706.03762")
    assert (response.status_code, response.headers["location"]) == (
        301,
        "/works/vaswani2017attention",
    )


@pytest.mark.parametrize("table", ["sessions", "works", "leads"])
def test_the_list_of_all_is_the_table(get, table):
    response = get(f"/{table}")
    assert (response.status_code, response.headers["location"]) == (302, f"/group/{table}")


def test_downloads_of_a_work(get):
    assert get("/works/vaswani2017attention.bib").text.startswith(
        "@inproceedings{vaswani2017attention,\n"
    )
    (item,) = json.loads(get("/works/vaswani2017attention.json").text)
    assert item["title"] == "Attention Is All You Need"


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_a_session_in_every_format(get, library, name):
    format_ = EXPORT_FORMATS[name]
    served = get(f"/sessions/robots-in-disguise/2024-02-19.{format_.extension}")
    command = ["export", "2024-02-19", "--format", name, "--db", str(library)]
    assert served.text == CliRunner().invoke(main, command).stdout
    assert served.headers["content-type"] == f"{format_.content_type}; charset=utf-8"
    ending = format_.file_ending or format_.extension
    assert served.headers["content-disposition"].endswith(f'2024-02-19.{ending}"')


def test_search_marks_what_it_found(get):
    page = get("/search?q=diffusion")
    assert texts(page, "h2") == ["Sessions 3", "Works 4"]
    assert {each.lower() for each in texts(page, "mark")} == {"diffusion"}


def test_search_within_a_topic_a_year_and_of_a_lead(get):
    assert "Mechanistic" in get("/search?q=mechan&year=2024").text
    assert texts(get("/search?q=attention&lead=ryan-chan&year=2023&topic=Transformers"), "h2") == [
        "Sessions 1", "Works 1", "Other readings 5"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ['"', "'", "AND", "NEAR(", "a OR", "title:", "*", "😀", "x" * 5000, "\x00", "-", "^a"]
)
def test_nothing_that_is_typed_is_an_error(get, typed):
    assert get("/search", params={"q": typed}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/sessions/none", "/works/none2024", "/leads/none", "/topics/none", "/subjects/none",
     "/years/1900", "/collections/none"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_offers_the_search(get, path):
    response = get(path)
    assert response.status_code == 404
    assert pages.fromstring(response.text).cssselect("main form[role=search]")
    assert "none" in response.text or "1900" in response.text


def test_a_second_visit_is_answered_without_a_page(get):
    first = get("/")
    again = get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    assert get("/years/2024", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_the_feed_has_the_latest_sessions(get):
    response = get("/sessions.atom")
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(response.content)
    entries = feed.findall("atom:entry", ATOM)
    assert len(entries) == 30
    assert entries[0].findtext("atom:title", namespaces=ATOM) == (
        "2024-09-03: Sociotechnical Safety Evaluation of AI systems"
    )
    assert entries[0].findtext("atom:id", namespaces=ATOM) == (
        "http://localhost/sessions/robots-in-disguise/2024-09-03"
    )


def test_the_calendar_is_one_although_nothing_is_planned(get):
    calendar = Calendar.from_ical(get("/sessions.ics").text)
    assert calendar["version"] == "2.0"
    assert not calendar.events


def test_text_of_a_list_is_never_markup(get):
    found = get("/search", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in found
    assert html.escape("<script>alert(1)</script>") in found
