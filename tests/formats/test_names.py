import pytest

from rid_kb.formats.bibtex_names import names_to_bibtex, split_names
from rid_kb.formats.names import contributor_from_name
from rid_kb.model import Contributor


@pytest.mark.parametrize(
    ("name", "given", "particle", "family", "suffix"),
    [
        ("Aidan N. Gomez", "Aidan N.", "", "Gomez", ""),
        ("Harm de Vries", "Harm", "de", "Vries", ""),
        ("Laurens van der Maaten", "Laurens", "van der", "Maaten", ""),
        ("Benjamin Van Durme", "Benjamin", "", "Van Durme", ""),
        ("Blaise Agüera y Arcas", "Blaise", "", "Agüera y Arcas", ""),
        ("Henrique Ponde de Oliveira Pinto", "Henrique Ponde", "de", "Oliveira Pinto", ""),
        ("Guy L. Steele Jr.", "Guy L.", "", "Steele", "Jr."),
        ("Steele, Jr., Guy L.", "Guy L.", "", "Steele", "Jr."),
        ("García Márquez, Gabriel", "Gabriel", "", "García Márquez", ""),
        ("Nguyen Van Anh", "Nguyen Van", "", "Anh", ""),
        ("Suharto", "", "", "Suharto", ""),
        ("bell hooks", "bell", "", "hooks", ""),
        ("Jose\u0301  Doe", "José", "", "Doe", ""),
    ],
)
def test_a_person(name, given, particle, family, suffix):
    assert contributor_from_name(name) == Contributor(family, given, particle, suffix)


@pytest.mark.parametrize(
    "name", ["Llama Team, AI @ Meta", "The ATLAS Collaboration", "BigScience Workshop Team"]
)
def test_an_organisation(name):
    assert contributor_from_name(name) == Contributor(name, is_organisation=True)


@pytest.mark.parametrize(
    ("person", "written"),
    [
        (Contributor("Doe", "Jane"), "Doe, Jane"),
        (Contributor("Doe", "Jane", suffix="III"), "Doe, III, Jane"),
        (Contributor("Doe", suffix="III"), "Doe, III, {}"),
        (Contributor("de Doe", "Jane"), "{de Doe}, Jane"),
        (Contributor("Ben and Jerry", is_organisation=True), "{Ben and Jerry}"),
        (Contributor("Research & Co", is_organisation=True), r"{Research \& Co}"),
        (Contributor("others", "Jane"), "{others}, Jane"),
    ],
)
def test_a_name_in_bibtex_comes_back(person, written):
    assert names_to_bibtex([person]) == [written]
    assert split_names(written, "author") == ((person,), False)


def test_names_inside_braces_are_not_split():
    people, is_truncated = split_names("{Ben and Jerry} AND Jane Doe and others", "editor")
    assert [person.name for person in people] == ["Ben and Jerry", "Jane Doe"]
    assert is_truncated
