"""Datasette's own pages over a knowledge base: facets, filters, downloads, cells."""

import re
import sqlite3

import pytest
from click.testing import CliRunner

from rid_kb.cli import main

READINGS = "/group/readings"


def facets(response):
    return {
        name: {each["value"]: each["count"] for each in facet["results"]}
        for name, facet in response.json()["facet_results"].items()
    }


def test_the_facets_of_readings(get):
    found = facets(get(f"{READINGS}.json?_facet_size=max"))
    names = {"topics", "session_year", "year", "leads", "kind", "medium", "venue", "subjects"}
    assert set(found) == names
    assert found["session_year"] == {2023: 93, 2024: 78}
    assert found["leads"]["Ryan Chan"] == 31


def test_filters_by_topic_year_and_lead_work_together(get, library):
    query = "_lead=Ryan+Chan&_topic=Transformers&session_year=2023&year=2017"
    response = get(f"{READINGS}.json?{query}&_shape=objects")
    assert [row["title"] for row in response.json()["rows"]] == ["Attention Is All You Need"]
    connection = sqlite3.connect(library)
    (count,) = connection.execute(
        "select count(*) from readings where session_year = 2023 and year = 2017 "
        "and leads like '%\"Ryan Chan\"%' and topics like '%\"Transformers\"%'"
    ).fetchone()
    connection.close()
    assert count == 1
    assert response.json()["human_description_en"] == (
        'where lead is "Ryan Chan", topic is "Transformers", session_year = 2023 and year = 2017 '
        "sorted by date descending"
    )


def test_a_chosen_value_can_be_taken_back(get):
    response = get(f"{READINGS}.json?_topic=Retrieval")
    (chosen,) = [
        each
        for each in response.json()["facet_results"]["topics"]["results"]
        if each["value"] == "Retrieval"
    ]
    assert chosen["selected"] is True
    assert chosen["toggle_url"].endswith(f"{READINGS}.json")


def test_filters_outlive_the_search_form(get):
    page = get(f"{READINGS}?_lead=Ryan+Chan").text
    assert '<input type="hidden" name="_lead" value="Ryan Chan">' in page


def test_subjects_are_a_facet_by_their_names(get):
    found = facets(get(f"{READINGS}.json"))
    assert found["subjects"]["Computation and Language"] == 42


def test_hostile_filters_find_nothing_and_break_nothing(get):
    response = get(READINGS + ".json?_lead='\"%3B--<script>&_topic=%00")
    assert response.status_code == 200
    assert response.json()["rows"] == []


def test_bibtex_of_all_rows_that_a_filter_selects(get):
    everything = get(f"{READINGS}.bib?_lead=Ryan+Chan&_size=1")
    assert everything.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert everything.headers["content-disposition"] == 'attachment; filename="readings.bib"'
    keys = re.findall(r"^@\w+\{(.+),$", everything.text, re.MULTILINE)
    rows = get(f"{READINGS}.json?_lead=Ryan+Chan&_size=max&_shape=array").json()
    cited = dict.fromkeys(row["citation_key"] for row in rows if row["citation_key"])
    assert [key for key in keys if key in cited] == list(cited)
    assert len(cited) == 9
    linked = dict.fromkeys(row["url"] for row in rows if not row["citation_key"])
    assert everything.text.count("% Nothing is known") == len(linked) == len(keys) - 9


def test_bibtex_of_a_search(get):
    found = get(f"{READINGS}.bib?_search=diffusion")
    assert "ho2020denoising" in found.text
    assert "vaswani2017attention" not in found.text


def test_bibtex_of_works(get):
    assert get("/group/works.bib?citation_key=vaswani2017attention").text.startswith(
        "@inproceedings{vaswani2017attention,\n"
    )


def test_other_tables_have_no_bibtex(get):
    assert get("/group/leads.bib").status_code == 404
    assert ".bib" not in get("/group/leads").text


def test_a_session_has_the_same_bytes_as_the_export(get, library):
    served = get("/sessions/robots-in-disguise/2024-02-19.bib")
    exported = CliRunner().invoke(main, ["export", "2024-02-19", "--db", str(library)])
    assert served.text == exported.stdout
    assert served.headers["content-disposition"] == (
        'attachment; filename="robots-in-disguise-2024-02-19.bib"'
    )


@pytest.mark.parametrize("name", ["robots-in-disguise/2024-02-20", "none"])
def test_a_session_that_is_not_there(get, name):
    assert get(f"/sessions/{name}.bib").status_code == 404


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("upcoming_sessions", ["date", "kind", "topic", "room", "leads", "id"]),
        ("most_read_works", ["title", "year", "citation_key", "sessions", "last_read"]),
        ("readings_of_a_lead?lead=Ryan", ["date", "lead", "topic", "title", "url"]),
    ],
)
def test_the_canned_queries(get, query, columns):
    name, _, arguments = query.partition("?")
    response = get(f"/group/{name}.json?{arguments}")
    assert response.json()["columns"] == columns
    if name == "most_read_works":
        assert response.json()["rows"][0][:4] == [
            "Attention Is All You Need", 2017, "vaswani2017attention", 4
        ]  # fmt: skip


def test_names_are_shown_as_names(get):
    page = get(f"{READINGS}?_lead=Ryan+Chan&_topic=Retrieval&_size=1&_nofacet=1")
    assert page.status_code == 200
    assert "[&#34;" not in get(f"{READINGS}?_size=5&_nofacet=1").text


def test_internal_tables_are_hidden(get):
    tables = {each["name"]: each["hidden"] for each in get("/group.json").json()["tables"]}
    assert sorted(name for name, hidden in tables.items() if not hidden) == [
        "collections",
        "contributors",
        "leads",
        "readings",
        "resolutions",
        "sessions",
        "subjects",
        "works",
    ]


def test_other_databases_are_left_alone(get, tmp_path):
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("create table readings (id integer primary key, leads text, title text)")
    connection.execute("""insert into readings values (1, '["A"]', 'T')""")
    connection.commit()
    connection.close()
    page = get("/other/readings", path)
    assert page.status_code == 200
    assert "[&#34;A&#34;]" in page.text
    assert get("/other/readings.bib", path).status_code != 200
    assert get("/other/readings.json?_lead=A", path).json()["filtered_table_rows_count"] == 1
