import pytest

from rid_kb.formats.arxiv_categories import CATEGORIES, subject_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("cs.LG", "Machine Learning"),
        ("stat.ML", "Machine Learning"),
        ("cond-mat.dis-nn", "Disordered Systems and Neural Networks"),
        ("gr-qc", "General Relativity and Quantum Cosmology"),
        ("cmp-lg", "Computation and Language"),
        ("cs.ZZ", "cs.ZZ"),
        ("", ""),
    ],
)
def test_a_code_has_its_name(code, name):
    assert subject_name(code) == name


def test_the_taxonomy_is_whole():
    archives = {code.split(".")[0] for code in CATEGORIES if "." in code}
    assert archives == {
        *("cs", "econ", "eess", "math", "astro-ph", "cond-mat", "nlin", "physics"),
        *("q-bio", "q-fin", "stat"),
    }
    assert sum(code.startswith("cs.") for code in CATEGORIES) == 40
    assert sum(code.startswith("math.") for code in CATEGORIES) == 32
    assert sum(code.startswith("physics.") for code in CATEGORIES) == 22
