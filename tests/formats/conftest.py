"""Works as Hypothesis makes them, hostile texts included."""

import pytest
from hypothesis import strategies as st

from rid_kb.formats.markup import normal_text
from rid_kb.model import Contributor, Identifier, Work

_PIECES = st.one_of(
    st.sampled_from(list("{}\\$&%#_~^`'\",;=|<>()[]:.-/?!*aA1 \n\x00\u200b\u00a0–éßİ")),
    st.sampled_from(["''", "--", "---", "@article{x,", "},\n", " and ", " others ", "e\u0301"]),
    st.sampled_from(["<i>", "</i>", "&amp;", "&amp;lt;", "$O(n)$", "$\\pi_0$", "$\\input{x}$"]),
    st.sampled_from(["\\input{/etc/passwd}", "\\'e", '{\\"o}', "\\textbf{", "\\\\"]),
    st.sampled_from(["BERT", "Word2Vec", "of", "the", "中文", "de la", "van"]),
)
TEXT = st.lists(_PIECES, max_size=8).map("".join).map(normal_text)
_NAMED = TEXT.filter(bool)


def _people(role):
    return st.lists(
        st.builds(
            Contributor,
            family=_NAMED,
            given=TEXT,
            particle=st.sampled_from(["", "van", "de la", "Mac Og", "{x"]),
            suffix=st.sampled_from(["", "Jr.", "III", "a, b"]),
            role=st.just(role),
        )
        | st.builds(Contributor, family=_NAMED, role=st.just(role), is_organisation=st.just(True)),
        max_size=3,
    )


_IDENTIFIERS = st.sampled_from(
    [
        Identifier("arxiv", "1706.03762"),
        Identifier("acl", "N19-1423"),
        Identifier("doi", "10.1000/182"),
    ]
)


@pytest.fixture(scope="session")
def texts():
    return TEXT


@pytest.fixture(scope="session")
def works():
    """Any work that a record may tell of, authors before editors as CSL keeps them."""
    return st.builds(
        Work,
        title=_NAMED,
        type=st.sampled_from(
            ["article", "article-journal", "paper-conference", "book", "report", "webpage"]
        ),
        contributors=st.builds(lambda a, e: (*a, *e), _people("author"), _people("editor")),
        issued=st.sampled_from(["", "1997", "2017-06", "2017-06-12", "0800-01-09"]),
        container_title=TEXT,
        series=TEXT,
        publisher=TEXT,
        publisher_place=TEXT,
        volume=TEXT,
        issue=TEXT,
        pages=st.sampled_from(["", "1-12", "e17", "S1-S4", "238-247, 250"]),
        edition=TEXT,
        isbn=st.sampled_from(["", "978-0-262-03384-8"]),
        abstract=TEXT,
        language=st.sampled_from(["", "en"]),
        url=st.sampled_from(["", "https://example.org/a_b?c=1&d=%7E#e", "https://example.org/}{"]),
        primary_category=st.sampled_from(["", "cs.CL"]),
        subjects=st.sampled_from([(), ("Computation and Language", "Databases")]),
        comment=TEXT,
        identifiers=st.lists(_IDENTIFIERS, unique=True, max_size=3).map(tuple),
        citation_key=st.sampled_from(["", "doe2020search", "é{}, x"]),
        aliases=st.sampled_from([(), ("doe-2020-search",)]),
        cased=st.lists(_NAMED, max_size=2, unique=True).map(tuple),
        is_truncated=st.booleans(),
    )
