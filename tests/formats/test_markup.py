import pytest

from rid_kb.formats.markup import mark_cased, marked_text, plain_text, split_cased


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("x < y and y > z", "x < y and y > z"),
        ("<i>Drosophila</i> &lt;i&gt;melanogaster&lt;/i&gt;", "Drosophila melanogaster"),
        ("AT&amp;amp;T", "AT&T"),
        ("the <blink> tag", "the <blink> tag"),
        (
            (
                "of <mml:math><mml:semantics><mml:mi>α</mml:mi><mml:annotation>\\alpha_0"
                "</mml:annotation></mml:semantics></mml:math>"
            ),
            "of $\\alpha_0$",
        ),
        ("H<sub>2</sub>O<br/>x", "H2O x"),
        ("a\x00b\u0301", "ab\u0301"),
    ],
)
def test_marks_go_and_text_stays(marked, text):
    assert plain_text(marked) == text


@pytest.mark.parametrize("text", ["R&D", "a <b> c", "&amp;", "&amp;lt;", "<!-- x -->", "x < y"])
def test_any_text_comes_back(text):
    assert plain_text(marked_text(text)) == text


def test_cased_words_come_back():
    title, cased = "A <i> of BERT and BERTs", ("BERT",)
    assert split_cased(mark_cased(title, cased)) == (title, cased)
