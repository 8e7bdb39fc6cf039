"""What BibTeX, Biber and pandoc say of what we write: nothing."""

import re
import subprocess
from pathlib import Path

import pytest

from rid_kb.formats.bib_entries import entries_to_ascii
from rid_kb.formats.biblatex import works_to_biblatex
from rid_kb.formats.bibtex import works_from_bibtex, works_to_bibtex
from rid_kb.formats.csl import works_to_csl
from rid_kb.formats.ris import works_to_ris
from rid_kb.model import UNRESOLVED, Contributor, Identifier, Work

LIBRARY = Path(__file__).parents[2] / "data" / "library.bib"
PEOPLE = (
    Contributor("Beethoven", "Ludwig", "van"),
    Contributor("King", "Martin Luther", suffix="Jr."),
    Contributor("Llama Team, AI @ Meta & friends", is_organisation=True),
    Contributor("Plato"),
    Contributor("Łukasiewicz", "Žofia-Ñuria"),
    Contributor("张", "伟"),
)
TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "book", "broadcast",
    "chapter", "classic", "collection", "dataset", "document", "entry-dictionary",
    "entry-encyclopedia", "manuscript", "motion_picture", "pamphlet", "paper-conference", "post",
    "post-weblog", "report", "review", "software", "speech", "thesis", "webpage",
)  # fmt: skip
# BibTeX's styles let a book have authors or editors, not both.
EDITED = ("article-journal", "manuscript", "paper-conference", "report", "speech", "thesis")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # a style that labels by them has one for each
TORTURE = [
    Work(
        f"{LETTERS[place]}{type_}: 100 % of $O(n^2)$ & {{more}}: a_b #1 ~ ^ \\ “quotes” – "
        "<i>E. coli</i> 🤗",
        type=type_,
        contributors=(Contributor(f"Author{place}", "An"), *PEOPLE) * has_people
        + (Contributor("Roe", "Ed", role="editor"),)
        * (has_people and has_more and type_ in EDITED),
        issued=issued,
        container_title="Things & Stuff {" * has_more,
        series="Lecture Notes" * has_more,
        publisher="A & B and Sons" * has_more,
        publisher_place="Zürich" * has_more,
        edition="2" * has_more,
        isbn="978-0-262-03384-8" * has_more,
        issn="2049-3630" * has_more,
        volume="7" * has_more,
        issue="3" * has_more,
        pages="1-12" * has_more,
        url="https://example.org/a_b%20c?d=1&e={x}~#f",
        accessed="2024-02-19",
        note="Read §2 & $x$" * has_more,
        status=UNRESOLVED if not has_people else "",
        identifiers=(Identifier("doi", "10.1000/(x)_y;2-#"),) * has_more,
        citation_key=f"key-{type_}-{issued}-{has_people}-{has_more}".replace("_", "-"),
    )
    for place, type_ in enumerate(TYPES)
    for issued in ("", "2017", "2017-06-12")
    for has_people in (False, True)
    for has_more in (False, True)
]
WORKS = {"library": works_from_bibtex(LIBRARY.read_text("utf-8")), "torture": TORTURE}


def said(command, folder):
    """Run a tool; give the lines in which it complains."""
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    lines = (result.stdout + result.stderr).splitlines()
    problems = [line for line in lines if re.search("warn|error|couldn't|missing", line, re.I)]
    return problems if result.returncode == 0 else [f"status {result.returncode}", *lines]


@pytest.mark.parametrize("works", WORKS)
@pytest.mark.parametrize("style", ["plain", "abbrv", "apalike"])
def test_bibtex(program, tmp_path, works, style):
    bibtex = program("bibtex", package="texlive-binaries texlive-base")
    text = entries_to_ascii(works_to_bibtex(WORKS[works]))
    (tmp_path / "all.bib").write_text(text, "utf-8")
    (tmp_path / "x.aux").write_text(
        f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{all}}\n"
    )
    assert said([bibtex, "x"], tmp_path) == []
    assert (tmp_path / "x.bbl").read_text("latin-1").count("\\bibitem") == len(WORKS[works])


@pytest.mark.parametrize("works", WORKS)
def test_biber(program, tmp_path, works):
    biber = program("biber", package="biber")
    (tmp_path / "all.bib").write_text(works_to_biblatex(WORKS[works]), "utf-8")
    command = [biber, "--tool", "--validate-datamodel", "--output-file", "out.bib", "all.bib"]
    assert said(command, tmp_path) == []
    written = (tmp_path / "out.bib").read_text("utf-8")
    assert len(re.findall(r"^@(?!comment)", written, re.M | re.I)) == len(WORKS[works])


@pytest.mark.parametrize("works", WORKS)
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("all.bib", works_to_bibtex),
        ("latex.bib", works_to_biblatex),
        ("all.json", works_to_csl),
        ("all.ris", works_to_ris),
    ],
)
def test_pandoc(program, tmp_path, works, name, write):
    pandoc = program("pandoc", package="pandoc")
    formats = subprocess.run([pandoc, "--list-input-formats"], capture_output=True, text=True)
    if name.endswith(".ris") and "ris" not in formats.stdout.split():
        pytest.skip("this pandoc is from before 3.0 and does not read RIS")
    (tmp_path / name).write_text(write(WORKS[works]), "utf-8")
    (tmp_path / "all.md").write_text('---\nnocite: "@*"\n---\n')
    command = [pandoc, "--citeproc", "--bibliography", name, "all.md", "--to", "html"]
    assert said([*command, "--output", "all.html"], tmp_path) == []
    page = (tmp_path / "all.html").read_text("utf-8")
    assert page.count('class="csl-entry"') == len(WORKS[works])
