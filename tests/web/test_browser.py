"""What people do, in a real browser: Debian's Chromium."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PAGES = (
    "",
    "sessions/robots-in-disguise/2024-02-19",
    "works/vaswani2017attention",
    "leads/ryan-chan",
    "topics/Transformers",
    "subjects/computation-and-language",
    "years/2024",
    "collections/ml-notes",
    "search?q=diffusion",
    "sessions/none",
    "group/readings",
)


@pytest.fixture(scope="module")
def chromium(program):
    path = program("chromium", "chromium-browser", package="chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(library, serving):
    with serving(library.parent, "--db", library.name) as (_, address):
        yield address


@pytest.fixture
def open_page(chromium, site):
    """Open pages of the site; whatever is asked of another host, or an error, fails the test."""

    @contextmanager
    def open_page_(path, **options):
        with chromium.new_context(**options) as context:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            page = context.new_page()
            asked, errors = [], []
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: errors.append(message.text))
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(site + path)
            yield page
            assert all(url.startswith(site) for url in asked)
            assert [each for each in errors if "404" not in each] == []

    return open_page_


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_every_page(open_page, path, scheme):
    with open_page(path, color_scheme=scheme) as page:
        found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_narrow_screen(open_page, path):
    with open_page(path, viewport={"width": 320, "height": 640}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_member_finds_last_monday_and_takes_its_bibtex(open_page):
    with open_page("") as page:
        page.get_by_role("link", name="Robots in Disguise").click()
        page.get_by_role("link", name="Longitudinal NLP").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="BibTeX", exact=True).click()
        assert download.value.suggested_filename == "robots-in-disguise-2024-02-19.bib"
        assert download.value.path().read_text("utf-8").count("\n@") == 4


def test_filters_by_topic_and_year_and_lead_together(open_page):
    with open_page("group/readings") as page:
        facets = page.get_by_role("region", name="Facets")
        facets.get_by_role("link", name="Transformers", exact=True).click()
        facets.get_by_role("link", name="Ryan Chan", exact=True).click()
        facets.get_by_role("link", name="2017", exact=True).click()
        assert page.locator("td.col-title").all_inner_texts() == ["Attention Is All You Need"]
        page.get_by_role("link", name="Take back 2017").click()
        assert page.locator("h2").inner_text().startswith("23 readings where lead is")


def test_search_with_the_keyboard_alone(open_page):
    with open_page("") as page:
        page.keyboard.press("/")
        page.keyboard.type("mechanistic")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Sessions").wait_for()
        assert page.locator("mark").first.inner_text() == "Mechanistic"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_bibtex_is_copied(open_page, site):
    with open_page("works/vaswani2017attention") as page:
        page.get_by_role("button", name="Copy BibTeX").click()
        page.get_by_role("button", name="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("@inproceedings{vaswani2017attention,\n")


def test_without_javascript_nothing_is_missing(open_page):
    with open_page("works/vaswani2017attention", java_script_enabled=False) as page:
        assert page.locator("pre").inner_text().startswith("@inproceedings{vaswani2017attention")
        assert page.get_by_role("button", name="Copy BibTeX").count() == 0
