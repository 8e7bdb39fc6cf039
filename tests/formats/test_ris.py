"""RIS: tags, hostile text, and what comes back."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rid_kb.formats.bibtex import works_from_bibtex
from rid_kb.formats.ris import works_from_ris, works_to_ris
from rid_kb.model import Contributor, Identifier, Work

LIBRARY = Path(__file__).parents[2] / "data" / "library.bib"
# What RIS can hold of a work of the library; particles and cased words it cannot.
HELD = (
    "title", "issued", "container_title", "series", "publisher", "publisher_place", "volume",
    "issue", "pages", "edition", "isbn", "issn", "abstract", "language", "url", "pdf_url",
    "subjects", "citation_key",
)  # fmt: skip


def test_a_conference_paper():
    work = Work(
        "BERT",
        type="paper-conference",
        contributors=(
            Contributor("Devlin", "Jacob"),
            Contributor("Google AI Language", is_organisation=True),
            Contributor("King", "Martin Luther", suffix="Jr."),
            Contributor("Burstein", "Jill", role="editor"),
        ),
        issued="2019-06",
        container_title="Proceedings of NAACL",
        pages="4171-4186",
        isbn="978-1-950737-13-0",
        issn="1234-567X",
        identifiers=(Identifier("acl", "N19-1423"), Identifier("doi", "10.18653/v1/N19-1423")),
        citation_key="devlin2019bert",
    )
    assert works_to_ris([work]).splitlines() == [
        "TY  - CPAPER",
        "AU  - Devlin, Jacob",
        "AU  - Google AI Language",
        "AU  - King, Martin Luther, Jr.",
        "ED  - Burstein, Jill",
        "TI  - BERT",
        "T2  - Proceedings of NAACL",
        "ID  - devlin2019bert",
        "PY  - 2019",
        "DA  - 2019/06//",
        "SP  - 4171",
        "EP  - 4186",
        "SN  - 978-1-950737-13-0",
        "SN  - 1234-567X",
        "AN  - acl:N19-1423",
        "DO  - 10.18653/v1/N19-1423",
        "ER  - ",
    ]


def test_no_text_makes_a_line_of_its_own():
    work = Work("A\nER  - \nTY  - JOUR", abstract="one\r\ntwo\u2028AU  - Evil")
    assert [line[:6] for line in works_to_ris([work]).splitlines()] == [
        "TY  - ", "TI  - ", "AB  - ", "ER  - "
    ]  # fmt: skip


def test_the_library_comes_back_as_far_as_ris_holds_it():
    works = works_from_bibtex(LIBRARY.read_text("utf-8"))
    text = works_to_ris(works)
    again = works_from_ris(text)
    assert works_to_ris(again) == text
    for name in HELD:
        assert [getattr(each, name) for each in again] == [getattr(each, name) for each in works]


def test_files_of_other_programs_are_read():
    text = "\ufeffTY  - JOUR\r\nA1  - Doe, J.\r\nTI  - A title\r\n  over two lines\r\nER  -\r\n"
    [work] = works_from_ris(text)
    assert (work.title, work.contributors) == (
        "A title over two lines",
        (Contributor("Doe", "J."),),
    )


def test_the_tags_of_other_programs_are_known():
    text = "TY  - JOUR\nT1  - LoRA\nJO  - J. Foo\nY1  - 2021/06//\nN2  - We\nER  - \n"
    [work] = works_from_ris(text)
    assert (work.title, work.container_title, work.issued, work.abstract) == (
        "LoRA",
        "J. Foo",
        "2021-06",
        "We",
    )


@given(data=st.data())
def test_write_read_write_gives_the_same_bytes(works, data):
    text = works_to_ris([data.draw(works)])
    assert works_to_ris(works_from_ris(text)) == text
