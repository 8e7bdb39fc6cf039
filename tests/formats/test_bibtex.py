from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rid_kb.errors import BibliographyError, DuplicateCitationKey
from rid_kb.formats.bib_entries import entries_to_ascii
from rid_kb.formats.bibtex import works_from_bibtex, works_to_bibtex
from rid_kb.formats.latex import is_balanced, latex_to_text
from rid_kb.formats.markup import normal_text
from rid_kb.model import Contributor, Identifier, Work

LIBRARY = Path(__file__).parents[2] / "data" / "library.bib"

PREPRINT = Work(
    "LoRA: Low-Rank Adaptation of Large Language Models",
    type="article",
    contributors=(Contributor("Hu", "Edward J."), Contributor("Allen-Zhu", "Zeyuan")),
    issued="2021-06-17",
    url="https://arxiv.org/abs/2106.09685",
    primary_category="cs.CL",
    subjects=("Computation and Language", "Machine Learning"),
    identifiers=(Identifier("arxiv", "2106.09685"),),
    citation_key="hu2021lora",
)


def test_a_preprint_is_misc_with_its_eprint():
    assert works_to_bibtex([PREPRINT]) == (
        "@misc{hu2021lora,\n"
        "  title = {{LoRA}: Low-Rank Adaptation of Large Language Models},\n"
        "  author = {Hu, Edward J. and Allen-Zhu, Zeyuan},\n"
        "  year = {2021},\n"
        "  month = jun,\n"
        "  day = {17},\n"
        "  eprint = {2106.09685},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.CL},\n"
        "  url = {https://arxiv.org/abs/2106.09685},\n"
        "  keywords = {Computation and Language; Machine Learning}\n"
        "}\n"
    )


def test_a_preprint_comes_back_equal_with_the_words_that_were_protected():
    [work] = works_from_bibtex(works_to_bibtex([PREPRINT]))
    assert work.cased == ("LoRA",)
    assert works_to_bibtex([work]) == works_to_bibtex([PREPRINT])
    assert (work.issued, work.identifiers, work.subjects) == (
        "2021-06-17",
        (Identifier("arxiv", "2106.09685"),),
        ("Computation and Language", "Machine Learning"),
    )


def test_no_works_are_no_text():
    assert works_to_bibtex([]) == ""
    assert works_from_bibtex("") == ()


def test_the_anthologys_entries_are_understood():
    [work] = works_from_bibtex(
        r"""@inproceedings{svoboda-etal-2031-glow,
    title = "{GLOW}: the {M}ini{WOZ} of {\v{S}}koda, at 5{\%}",
    author = "Mass{\'e} Blondin, Anne  and
      Du{\v{s}}ek, Ond{\v{r}}ej",
    editor = "van Doe, Jane",
    booktitle = "Proceedings of the Fifth Workshop",
    month = "aug 23{--}aug 27",
    year = "2031",
    address = "Online",
    url = "https://aclanthology.org/2031.glow-1.4",
    doi = "10.18653/v1/2031.glow-1.4",
    pages = "34--46"
}"""
    )
    assert work.title == "GLOW: the MiniWOZ of Škoda, at 5%"
    assert work.cased == ("GLOW", "MiniWOZ")
    assert [person.name for person in work.contributors] == [
        "Anne Massé Blondin",
        "Ondřej Dušek",
        "Jane van Doe",
    ]
    assert (work.issued, work.pages, work.type) == ("2031-08", "34-46", "paper-conference")
    assert [str(each) for each in work.identifiers] == [
        "acl:2031.glow-1.4",
        "doi:10.18653/v1/2031.glow-1.4",
    ]
    assert (work.citation_key, work.aliases) == ("", ("svoboda-etal-2031-glow",))


def test_biblatex_fields_are_understood():
    [work] = works_from_bibtex(
        "@online{doe, title={A}, date={2021-03-04}, eprint={2101.00001}, eprinttype={arxiv},"
        " eprintclass={cs.LG}, ids={one, two}, author={Doe, Jr., Jane}}"
    )
    assert (work.issued, work.primary_category, work.type) == ("2021-03-04", "cs.LG", "article")
    assert work.aliases == ("one", "two")
    assert work.contributors == (Contributor("Doe", "Jane", suffix="Jr."),)


@pytest.mark.parametrize(
    ("month", "issued"),
    [
        ("aug", "2020-08"),
        ('"10~" # jan', "2020-01"),
        ("{September}", "2020-09"),
        ("{07}", "2020-07"),
        ("{13}", "2020"),
        ("{spring}", "2020"),
        ("{}", "2020"),
    ],
)
def test_months_in_all_their_forms(month, issued):
    [work] = works_from_bibtex(f"@misc{{a, title={{A}}, year=2020, month={month}}}")
    assert work.issued == issued


def test_strings_are_put_in_and_joined():
    [work] = works_from_bibtex(
        '@string{acl = {ACL}}\n@book{a, title={A}, publisher = acl # {, } # "Inc", series = acl}'
    )
    assert (work.publisher, work.series) == ("ACL, Inc", "ACL")


def test_a_broken_file_is_reported_once(capsys):
    with pytest.raises(BibliographyError):
        works_from_bibtex("@misc{a, title={open")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("@misc{a, title={A}}\n\n@misc{b, title={open\n", 3, "broken"),
        ("@misc{a, title={A}}\n@misc{a, title={B}}", 2, "a second entry has the key 'a'"),
        ("\n@misc{a, title={A}, title={B}}", 2, "the field title twice"),
        ("@misc{a, year={2020}}", 1, "has no title"),
    ],
)
def test_a_broken_entry_is_named_by_its_line(text, line, problem):
    with pytest.raises(BibliographyError) as caught:
        works_from_bibtex(text, "my.bib")
    assert (caught.value.path, caught.value.line) == ("my.bib", line)
    assert problem in caught.value.problem


def test_two_works_with_one_key_are_refused():
    with pytest.raises(DuplicateCitationKey):
        works_to_bibtex([Work("A", citation_key="doe2020"), Work("B", citation_key="Doe2020")])


def test_urls_stay_as_they_are_and_text_is_escaped():
    work = Work("A_b & 5%", url="https://example.org/a_b?c=1&d=%7E#e", citation_key="k")
    text = works_to_bibtex([work])
    assert r"title = {A\_b \& 5\%}" in text
    assert "url = {https://example.org/a_b?c=1&d=%7E#e}" in text


@pytest.mark.parametrize(
    "title",
    [
        "}\n}\n@misc{evil, title = {x}",
        r"\input{/etc/passwd}",
        r"$\input{/etc/passwd}$",
        "$ {",
        "\\",
        '"',
    ],
)
def test_hostile_titles_stay_one_entry(title):
    text = works_to_bibtex([Work(title, citation_key="k")])
    assert is_balanced(text)
    assert r"\input" not in text
    [work] = works_from_bibtex(text)
    assert work.title == " ".join(title.split())


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_write_read_write_gives_the_same_bytes(data, works):
    text = works_to_bibtex([data.draw(works)])
    read = works_from_bibtex(text)
    assert is_balanced(text)
    assert len(read) == 1
    assert works_to_bibtex(read) == text


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_texts_come_back_as_they_were(data, works):
    work = data.draw(works)
    [read] = works_from_bibtex(works_to_bibtex([work]))
    for name in ("title", "issued", "pages", "volume", "series", "publisher", "comment"):
        assert getattr(read, name) == getattr(work, name)


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("Szűcs", r"Sz{\H{u}}cs"),
        ("Nguyễn", r"Nguy{\~{\^{e}}}n"),
        ("Ħal", "Ħal"),
        ("Łukasz", r"{\L}ukasz"),
        ("李", "李"),
    ],
)
def test_letters_stay_the_same_in_ascii(name, latex):
    text = works_to_bibtex([Work("A", contributors=(Contributor(name),), citation_key="k")])
    ascii_text = entries_to_ascii(text)
    assert f"author = {{{latex}}}" in ascii_text
    assert works_from_bibtex(ascii_text) == works_from_bibtex(text)


def test_no_letter_becomes_another_in_ascii():
    letters = [chr(code) for code in range(0x80, 0x3000) if chr(code).isalpha()]
    for letter in filter(normal_text, letters):
        assert latex_to_text(entries_to_ascii(letter)) == normal_text(letter)
