import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rid_kb.errors import NotCslItem
from rid_kb.formats.csl import work_from_csl, work_to_csl, works_from_csl, works_to_csl
from rid_kb.model import Contributor, Identifier, Work


def test_a_crossref_item():
    work = work_from_csl(
        {
            "type": "proceedings-article",
            "title": ["Glow<sub>2</sub> of <i>E. coli</i> &amp;amp; <scp>dna</scp>", "other"],
            "subtitle": ["A Survey"],
            "author": [
                {"given": "Jose\u0301", "family": "van der Doe", "suffix": "Jr."},
                {"name": "The Glow Consortium", "sequence": "additional"},
                {"family": "Roe", "ORCID": "http://orcid.org/0000-0001-2345-6789"},
            ],
            "editor": [{"literal": "Some Press"}],
            "issued": {"date-parts": [[None]]},
            "published-online": {"date-parts": [[2031, 2, 30]]},
            "container-title": ["Trans. Glow &amp; Light"],
            "page": "12–34",
            "DOI": "10.1000/Glow.2",
            "URL": "http://dx.doi.org/10.1000/glow.2",
            "ISSN": ["1234-5678", "8765-4321"],
            "volume": 7,
            "abstract": "<jats:title>Abstract</jats:title><jats:p>One x &lt; y.</jats:p>"
            "\n  <jats:p>Two.</jats:p>",
        }
    )
    assert work.title == "Glow2 of E. coli & dna: A Survey"
    assert work.type == "paper-conference"
    assert work.contributors == (
        Contributor("Doe", "José", particle="van der", suffix="Jr."),
        Contributor("The Glow Consortium", is_organisation=True),
        Contributor("Roe", orcid="0000-0001-2345-6789"),
        Contributor("Some Press", role="editor", is_organisation=True),
    )
    assert work.issued == "2031-02-30"
    assert (work.container_title, work.pages, work.volume) == ("Trans. Glow & Light", "12-34", "7")
    assert (work.issn, work.abstract) == ("1234-5678", "One x < y.\n\nTwo.")
    assert [each.scheme for each in work.identifiers] == ["doi"]


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2017]]}, "2017"),
        ({"date-parts": [["2017", "07", "07"]]}, "2017-07-07"),
        ({"date-parts": [[2018, 10, 21, 13]]}, "2018-10-21"),
        ({"date-parts": [[2018, 13]]}, "2018"),
        ({"date-parts": [[2018, None, 3]]}, "2018"),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": None}, ""),
        ({"raw": "2020-5-1"}, "2020-05-01"),
        ({"literal": "forthcoming"}, ""),
        ("2022-05", "2022-05"),
        (None, ""),
    ],
)
def test_dates_keep_their_precision(issued, date):
    assert work_from_csl({"title": "A", "issued": issued}).issued == date


@pytest.mark.parametrize("item", [{}, {"title": []}, {"title": None}, {"title": " <b></b>"}])
def test_without_a_title_it_is_no_item(item):
    with pytest.raises(NotCslItem, match="no title"):
        work_from_csl(item)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("<html>", "no JSON"), ("[1]", "entry 1"), ('[{"title": "A"}, {}]', "no title")],
)
def test_a_file_that_is_no_csl_json(text, problem):
    with pytest.raises(NotCslItem, match=problem):
        works_from_csl(text)


def test_any_json_value_in_a_field_is_borne():
    odd = [None, True, 3, 2.5, "x", [], [None], {}, {"a": 1}, [[1]], [{"family": None}]]
    names = ["author", "issued", "DOI", "URL", "custom", "page", "abstract", "subtitle", "type"]
    for name in names:
        for value in odd:
            work = work_from_csl({"title": "A", name: value})
            assert work.title in ("A", "A: 3", "A: 2.5", "A: x")


def test_what_csl_has_no_field_for_stands_under_custom():
    work = Work(
        "BERT for all",
        primary_category="cs.CL",
        subjects=("Computation and Language",),
        status="withdrawn",
        identifiers=(Identifier("arxiv", "1810.04805"), Identifier("doi", "10.1000/182")),
        aliases=("devlin-2019-bert",),
        cased=("BERT",),
        is_truncated=True,
    )
    item = work_to_csl(work)
    assert item == {
        "id": "arxiv:1810.04805",
        "type": "document",
        "title": '<span class="nocase">BERT</span> for all',
        "DOI": "10.1000/182",
        "custom": {
            "eprint": "1810.04805",
            "primary_category": "cs.CL",
            "subjects": ["Computation and Language"],
            "status": "withdrawn",
            "identifiers": ["arxiv:1810.04805", "doi:10.1000/182"],
            "aliases": ["devlin-2019-bert"],
            "is_truncated": True,
        },
    }
    assert work_from_csl(item) == work


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_write_read_write_gives_the_same_bytes(data, works):
    text = works_to_csl([data.draw(works)])
    assert json.loads(text)
    assert works_to_csl(works_from_csl(text)) == text


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_a_work_comes_back_equal_but_for_marks_on_words_it_does_not_have(data, works):
    work = data.draw(works)
    read = work_from_csl(work_to_csl(work))
    for name in ("title", "contributors", "abstract", "identifiers", "subjects", "comment"):
        assert getattr(read, name) == getattr(work, name)
