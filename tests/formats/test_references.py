"""References in Markdown: the style, and that no text is markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rid_kb.formats.references import works_to_references
from rid_kb.model import Contributor, Identifier, Work


def test_a_journal_article():
    work = Work(
        "Neural networks and physical systems",
        type="article-journal",
        contributors=(Contributor("Hopfield", "John Joseph"), Contributor("Doe", "Jean-Luc")),
        issued="1982-04",
        container_title="Proceedings of the National Academy of Sciences",
        volume="79",
        issue="8",
        pages="2554-2558",
        identifiers=(Identifier("doi", "10.1073/pnas.79.8.2554"),),
    )
    assert works_to_references([work]) == (
        "- Hopfield, J. J. & Doe, J.-L. (1982). Neural networks and physical systems. "
        "*Proceedings of the National Academy of Sciences*, 79(8), 2554–2558. "
        "<https://doi.org/10.1073/pnas.79.8.2554>\n"
    )


def test_without_author_or_year():
    work = Work("Why?", type="webpage", url="https://example.org/a b")
    assert works_to_references([work]) == "- Why? (n.d.). <https://example.org/a%20b>\n"


def test_many_authors_are_cut():
    authors = tuple(Contributor(f"A{place}", "B") for place in range(12))
    assert "A9, B., et al. (n.d.)." in works_to_references([Work("T", contributors=authors)])


def test_the_note_of_the_list_stands_at_the_end():
    work = Work("T", issued="2020", url="https://x.org/", note="Read *§2*")
    assert works_to_references([work]) == "- T (2020). <https://x.org/> Note: Read \\*§2\\*.\n"


def test_initials_without_spaces():
    work = Work("T", contributors=(Contributor("Tolkien", "J.R.R."),), issued="1937")
    assert works_to_references([work]) == "- Tolkien, J. R. R. (1937). T.\n"


@pytest.mark.parametrize("title", ["1. One", "2) Two", "+ Plus", "- Minus", "=== Bar", "---"])
def test_a_title_opens_no_list_and_no_heading(title):
    page = MarkdownIt().render(works_to_references([Work(title)]))
    assert page == f"<ul>\n<li>{title} (n.d.).</li>\n</ul>\n"


def test_a_doi_is_quoted_whole():
    work = Work("T", identifiers=(Identifier("doi", "10.1000/a#b?c"),))
    assert "<https://doi.org/10.1000/a%23b%3Fc>" in works_to_references([work])


@given(data=st.data())
def test_no_text_is_markup(works, data):
    work = data.draw(works)
    text = works_to_references([work])
    assert text.count("\n") == 1
    page = MarkdownIt().render(text)
    assert page.startswith("<ul>\n<li>")
    assert set(re.findall(r"<(\w+)", page)) <= {"ul", "li", "em", "a"}
    assert not re.search(r'href="(?!https?://)', page)
