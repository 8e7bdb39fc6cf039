import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rid_kb.formats.latex import is_balanced, latex_to_text, split_braced
from rid_kb.formats.titles import title_to_latex


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("BERT: Pre-training of Models", "{BERT}: Pre-training of Models"),
        ("GPT-4 and Word2Vec", "{GPT}-4 and {Word2Vec}"),
        ("DENOISING DIFFUSION IMPLICIT MODELS", "DENOISING DIFFUSION IMPLICIT MODELS"),
        ("GPT NEOX", "{GPT} {NEOX}"),
        ("Vitamin C is A Thing", "Vitamin {C} is A Thing"),
        ("Bayesian Flow", "{Bayesian} Flow"),
        ("$O(1)$ and $\\pi_0$ cost 5%", "$O(1)$ and $\\pi_0$ cost 5\\%"),
        ("Worth $5 or $10?", "Worth \\$5 or \\$10?"),
        ("C# & C++_x", "{C}\\# \\& {C}++\\_x"),
    ],
)
def test_whole_words_are_protected(title, latex):
    assert title_to_latex(title) == latex
    assert latex_to_text(latex) == title


def test_what_the_source_marks_is_protected_even_in_capitals():
    title = "ORANGE FRUIT FOR MODELS"
    assert title_to_latex(title, ("ORANGE",)) == "{ORANGE} FRUIT FOR MODELS"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Tom{\'a}{\v{s}} Du{\v s}ek", "Tomáš Dušek"),
        (r"{\L}ukasz \O rsted G\"odel na\"{\i}ve", "Łukasz Ørsted Gödel naïve"),
        (r"5{\%} of \emph{all} {\em things}", "5% of all things"),
        (r"``a''~-- b---c", "“a” – b—c"),
        (r"see \url{http://x.org/a_b}", "see http://x.org/a_b"),
        (r"\unknown{kept} " + "\\", "kept \\"),
        ("un{balanced", "unbalanced"),
        ("un}balanced", "unbalanced"),
        (r"\textbackslash{}x\textasciicircum{}", "\\x^"),
    ],
)
def test_latex_becomes_text(latex, text):
    assert latex_to_text(latex) == text


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_any_title_is_balanced_and_comes_back(data, texts):
    title = data.draw(texts)
    latex = title_to_latex(title)
    assert is_balanced(latex)
    text, cased = split_braced(latex)
    assert text == title
    assert title_to_latex(text, cased) == latex


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_no_latex_breaks_the_reader(data, texts):
    assert isinstance(latex_to_text(data.draw(texts)), str)
