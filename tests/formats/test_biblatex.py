"""BibLaTeX: entry types and fields, and what comes back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rid_kb.formats.biblatex import works_to_biblatex
from rid_kb.formats.bibtex import works_from_bibtex
from rid_kb.formats.latex import is_balanced
from rid_kb.model import Contributor, Identifier, Work

LIBRARY = Path(__file__).parents[2] / "data" / "library.bib"
AUTHOR = (Contributor("Hu", "Edward J."),)


def test_a_preprint_is_online_with_its_eprint():
    work = Work(
        "LoRA: Low-Rank Adaptation",
        type="article",
        contributors=AUTHOR,
        issued="2021-06-17",
        url="https://arxiv.org/abs/2106.09685",
        primary_category="cs.CL",
        identifiers=(Identifier("arxiv", "2106.09685"),),
        citation_key="hu2021lora",
    )
    assert works_to_biblatex([work]) == (
        "@online{hu2021lora,\n"
        "  title = {{LoRA}: Low-Rank Adaptation},\n"
        "  author = {Hu, Edward J.},\n"
        "  date = {2021-06-17},\n"
        "  eprint = {2106.09685},\n"
        "  eprinttype = {arxiv},\n"
        "  eprintclass = {cs.CL},\n"
        "  url = {https://arxiv.org/abs/2106.09685}\n"
        "}\n"
    )


def test_a_web_page_has_the_day_on_which_it_was_read():
    work = Work("A post", type="webpage", url="https://x.org/", accessed="2024-02-19")
    assert "  urldate = {2024-02-19}\n" in works_to_biblatex([work])
    [again] = works_from_bibtex(works_to_biblatex([work]))
    assert again.accessed == "2024-02-19"


def test_without_a_date_it_was_there_when_it_was_read():
    work = Work("A post", type="webpage", url="https://x.org/", accessed="2024-02-19")
    assert "  date = {/2024-02-19}," in works_to_biblatex([work])
    assert "  date = {..}\n" in works_to_biblatex([Work("A post")])


def test_an_alias_is_one_entrys_only_and_no_key():
    works = [
        Work("A", citation_key="a", aliases=("shared", "with_under", "x, y", "b")),
        Work("B", citation_key="b", aliases=("shared", "own")),
    ]
    text = works_to_biblatex(works)
    assert re.findall(r"ids = {(.*)}", text) == ["shared,with_under,x-y", "own"]
    assert works_to_biblatex(works_from_bibtex(text)) == text


def test_and_parts_no_publisher():
    work = Work("A", type="book", contributors=AUTHOR, publisher="Wiley and Sons")
    assert "  publisher = {{Wiley and Sons}},\n" in works_to_biblatex([work])
    [again] = works_from_bibtex(works_to_biblatex([work]))
    assert again.publisher == "Wiley and Sons"


def test_the_key_of_the_anthology_is_known_as_an_alias():
    work = Work("BERT", aliases=("devlin-etal-2019-bert",), citation_key="devlin2019bert")
    assert "  ids = {devlin-etal-2019-bert},\n" in works_to_biblatex([work])


@pytest.mark.parametrize(
    ("type_", "known", "entry"),
    [
        ("article-journal", {"contributors": AUTHOR, "container_title": "J"}, "article"),
        ("article-journal", {"contributors": AUTHOR}, "misc"),
        ("paper-conference", {"contributors": AUTHOR, "container_title": "P"}, "inproceedings"),
        ("chapter", {"contributors": AUTHOR, "container_title": "B"}, "inbook"),
        ("book", {"contributors": (Contributor("Ed", role="editor"),)}, "collection"),
        ("thesis", {"contributors": AUTHOR, "publisher": "A University"}, "thesis"),
        ("report", {"contributors": AUTHOR, "url": "https://x.org/"}, "online"),
        ("software", {}, "software"),
        ("dataset", {}, "dataset"),
        ("motion_picture", {"url": "https://x.org/"}, "online"),
        ("post-weblog", {"url": "https://x.org/"}, "online"),
    ],
)
def test_an_entry_type_has_what_it_needs(type_, known, entry):
    work = replace(Work("T", type=type_, citation_key="key"), **known)
    assert works_to_biblatex([work]).startswith(f"@{entry}{{key,")


def test_the_library_comes_back_with_the_same_bytes():
    text = works_to_biblatex(works_from_bibtex(LIBRARY.read_text("utf-8")))
    assert text.count("\n@") > 80
    assert works_to_biblatex(works_from_bibtex(text)) == text


@given(data=st.data())
def test_write_read_write_gives_the_same_bytes(works, data):
    text = works_to_biblatex([data.draw(works)])
    assert is_balanced(text)
    again = works_from_bibtex(text)
    assert len(again) == 1
    assert works_to_biblatex(again) == text
