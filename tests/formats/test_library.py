"""The bibliography that stands in where no upstream can be reached."""

from collections import Counter
from pathlib import Path

import pytest

from rid_kb.formats.bibtex import works_from_bibtex, works_to_bibtex
from rid_kb.model import Contributor, Identifier

PATH = Path(__file__).parents[2] / "data" / "library.bib"


@pytest.fixture(scope="module")
def library():
    works = works_from_bibtex(PATH.read_text(encoding="utf-8"), str(PATH))
    return {work.citation_key: work for work in works}


def test_every_fact_is_there(library):
    works = library.values()
    assert len(works) == 92
    assert Counter(work.type for work in works) == {
        "article": 65,
        "paper-conference": 17,
        "article-journal": 7,
        "report": 2,
        "webpage": 1,
    }
    assert all(work.title and work.contributors and work.issued and work.url for work in works)
    assert sum(bool(work.container_title) for work in works) == 33
    assert sum(bool(work.pages) for work in works) == 18
    assert sum(bool(work.volume) for work in works) == 14
    assert sum(bool(work.publisher) for work in works) == 17
    assert sum(bool(work.primary_category) for work in works) == 60
    assert sum(work.is_truncated for work in works) == 3
    assert sum(any(each.role == "editor" for each in work.contributors) for work in works) == 5


def test_it_is_written_as_we_write(library):
    lines = PATH.read_text(encoding="utf-8").splitlines(keepends=True)
    entries = "".join(line for line in lines if not line.startswith("%")).lstrip()
    assert works_to_bibtex(list(library.values())) == entries


def test_an_eprint(library):
    work = library["vaswani2017attention"]
    assert work.title == "Attention Is All You Need"
    assert work.issued == "2017-06-12"
    assert work.contributors[6] == Contributor("Kaiser", "Łukasz")
    assert work.identifiers == (Identifier("arxiv", "1706.03762"),)
    assert work.subjects == ("Computation and Language", "Machine Learning")
    assert (work.primary_category, work.comment) == ("cs.CL", "15 pages, 5 figures")


def test_an_eprint_and_its_published_form_share_identifiers(library):
    published = set(map(str, library["devlin2019bert"].identifiers))
    assert published == {"arxiv:1810.04805", "acl:N19-1423", "doi:10.18653/v1/N19-1423"}
    assert set(map(str, library["devlin2018bert"].identifiers)) == published


def test_an_organisation_among_people(library):
    [work] = [each for each in library.values() if each.title.startswith("The BigCode Project")]
    assert work.contributors[0] == Contributor("BigCode collaboration", is_organisation=True)
    assert work.contributors[2] == Contributor("Vries", "Harm", particle="de")


def test_formulas_and_urls_stay(library):
    titles = {work.title for work in library.values()}
    assert (
        "$O(n)$ Connections are Expressive Enough: "
        "Universal Approximability of Sparse Transformers" in titles
    )
    urls = {work.url for work in library.values()}
    assert "https://openreview.net/pdf?id=CF8H8MS5P8" in urls
    assert "https://transformer-circuits.pub/2021/framework/index.html" in urls
