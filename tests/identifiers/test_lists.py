"""The links of the reading lists that come with the project."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from rid_kb.identifiers import find_identifiers, identify_url

LISTS = Path(__file__).parents[2] / "data" / "lists"
LINK = re.compile(r"\]\((\S+?)\)(?=\W|$)|(?<!\()(https?://[^\s)>]+)", re.M)


@pytest.fixture(scope="module")
def links():
    texts = (path.read_text(encoding="utf-8") for path in sorted(LISTS.rglob("*.md")))
    return {link[1] or link[2] for text in texts for link in LINK.finditer(text)}


@pytest.fixture(scope="module")
def by_scheme(links):
    found = defaultdict(set)
    for link in links:
        if identifier := identify_url(link):
            found[identifier.scheme].add(identifier.value)
    return found


def test_every_work_is_recognised(by_scheme):
    assert len(by_scheme["arxiv"]) == 73
    assert by_scheme["acl"] == {"2022.acl-long.318", "P14-1023"}
    assert by_scheme["doi"] == {
        "10.1073/pnas.79.8.2554",
        "10.1038/s42256-020-0164-7",
        "10.1101/2023.03.21.533548",
    }


def test_the_links_of_scholarly_sites_that_stay_pages(by_scheme):
    sites = ("openreview", "mlr.press", "neurips", "distill", "ieee", "jmlr")
    pages = {page for page in by_scheme["url"] if any(site in page for site in sites)}
    assert "https://openreview.net/forum?id=c9lAOPvQHS" in pages
    assert "https://proceedings.mlr.press/v125/ji20a.html" in pages
    assert not any("arxiv" in page or "doi.org" in page for page in by_scheme["url"])


def test_every_web_link_has_an_identifier(links):
    web = [link for link in links if link.startswith("http")]
    assert [link for link in web if identify_url(link) is None] == []


def test_a_line_names_the_work_of_its_link(links):
    for link in links:
        identifier = identify_url(link)
        if identifier and identifier.scheme != "url":
            assert find_identifiers(f"- [Some paper]({link}), read first") == (identifier,)
