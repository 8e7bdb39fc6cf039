"""Whatever stands in a list or comes from a bibliography is text, on every page and in feeds."""

import asyncio
import re

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from lxml import etree, html

from rid_kb.cli import main
from rid_kb.web.serving import open_datasette

SCRIPT = "<script>alert(1)</script>"
LIST = f"""# Group {SCRIPT}

| Date | Topic | Room | Lead |
|---|---|---|---|
| 2031-01-05 | {SCRIPT} " onload="alert(1) | \u202eA | [Eve {SCRIPT}](javascript:alert(1)) |

## 2031-01-12 "><img src=x onerror=alert(1)>

- ["><svg onload=alert(1)>](https://example.org/"onmouseover="alert(1))
- [script](javascript:alert(1)) and [data](data:text/html,<script>alert(1)</script>)
- [{{{{ 7*7 }}}} \u202egnp.exe](https://arxiv.org/abs/1706.03762)
- [control \x0b \x1b[31m](https://example.org/control)
"""
BIBLIOGRAPHY = f"""@misc{{evil2017,
  title = {{{SCRIPT} \u202e" onload="alert(1)}},
  author = {{{SCRIPT}, Eve}},
  abstract = {{</p>{SCRIPT}}},
  year = {{2017}},
  eprint = {{1706.03762}},
  archiveprefix = {{arXiv}},
  url = {{javascript:alert(1)}}
}}
"""
CONFIG = """database = "evil.db"
bibliographies = ["evil.bib"]
[collections.evil]
title = "</title><script>alert(1)</script>"
url = "javascript:alert(1)"
sources = ["evil.md"]
"""


NO_PAGE = re.compile(r"_facet|_sort|_filter|_fts|[.](bib|json|csv|db)\b|sql=")


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evil")
    (folder / "evil.md").write_text(LIST, "utf-8")
    (folder / "evil.bib").write_text(BIBLIOGRAPHY, "utf-8")
    (folder / "rid-kb.toml").write_text(CONFIG, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(main, ["ingest", "--offline"])
    assert result.exit_code == 0, result.output
    datasette = open_datasette([folder / "evil.db"])
    return lambda path: asyncio.run(datasette.client.get(path, follow_redirects=True))


def addresses(get):
    """Follow every address of the site from its home page, downloads apart."""
    seen, following = set(), ["/"]
    while following:
        path = following.pop()
        if path in seen or NO_PAGE.search(path):
            continue
        seen.add(path)
        response = get(path)
        assert response.status_code == 200, path
        if "html" in response.headers["content-type"]:
            found = html.fromstring(response.text).xpath("//@href")
            following += [each for each in found if each.startswith("/") and "/-/" not in each]
    return seen


def test_nothing_acts_on_any_page(get):
    seen = addresses(get)
    assert {"/", "/sessions/evil/2031-01-05", "/sessions/evil/2031-01-12", "/evil/works"} <= seen
    for path in seen:
        response = get(path)
        if "html" not in response.headers["content-type"]:
            continue
        page = html.fromstring(response.text)
        scripts = [each.text or "" for each in page.xpath("//script")]
        assert not any(each.startswith("alert") for each in scripts), path
        assert not page.xpath("//img | //svg[@onload] | //@onload | //@onerror | //@onmouseover")
        targets = page.xpath("//@href | //@src | //@action | //@content")
        assert not [each for each in targets if re.match(r"\s*(javascript|data):", each)], path
        assert "\u202e" not in response.text, path
        assert "49" not in page.xpath("string(//h1)"), path


def test_feeds_are_well_formed(get):
    feed = etree.fromstring(get("/sessions.atom").content)
    assert "alert(1)" in "".join(feed.itertext())
    assert not feed.xpath("//*[local-name() = 'script']")
    calendar = Calendar.from_ical(get("/sessions.ics").text)
    assert len(calendar.events) == 2
    assert "\u202e" not in get("/sessions.ics").text + get("/sessions.atom").text
