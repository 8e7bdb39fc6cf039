import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rid_kb.identifiers import (
    find_identifiers,
    identifier_url,
    identify_url,
    normalise_url,
    parse_identifier,
)
from rid_kb.model import Identifier

ARCHIVES = ("hep-th", "math", "cond-mat", "cs", "q-bio", "astro-ph", "quant-ph")
VENUES = ("acl-long", "emnlp-main", "findings-naacl", "lrec-1", "c3nlp-1", "tacl-1")
FRAGMENTS = (
    *("10.1000/", "10.1101/2023.03.21.533548", "10.18653/v1/", "10.48550/arXiv.", "10.1016/S0022-"),
    *(
        "arXiv:",
        "1706.03762",
        "hep-th/9901001",
        "v2",
        "v2.full",
        ".pdf",
        "P14-1023",
        "2022.acl-long.318",
    ),
    *(
        "https://",
        "http://",
        "doi.org/",
        "arxiv.org/abs/",
        "aclanthology.org/",
        "nature.com/articles/",
    ),
    *(
        "example.org/",
        "doi:",
        "DOI ",
        "?url=",
        "?id=",
        "&x=1",
        "#",
        "%2F",
        "%252F",
        "%3C",
        "%",
        "\\",
    ),
    *("<1::AID-A1>3.0.CO;2-1", "&amp;", "&lt;", "(", ")", "[", "]", "{", "}", "<", ">", '"', "'"),
    *(
        " ",
        "\n",
        "\t",
        ".",
        ",",
        ";",
        ":",
        "/",
        "//",
        "-",
        "_",
        "*",
        "~",
        "|",
        "@",
        "0",
        "9",
        "a",
        "Z",
    ),
    *(
        "ü",
        "İ",
        "ß",
        "ſ",
        "\u212a",
        "\u0661",
        "\x00",
        "\ud800",
        "\u200b",
        "…",
        "-org.ezproxy.a.edu/",
    ),
)
pieces = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
texts = pieces | pieces.map("https://example.org/{}".format) | st.text()
months = st.integers(1, 12).map("{:02}".format)
versions = st.none() | st.integers(1, 99)
new_arxiv_ids = st.builds(
    "{:02}{}.{:05}".format, st.integers(15, 99), months, st.integers(1, 99999)
)
old_arxiv_ids = st.builds(
    "{}/{}{}{:03}".format,
    st.sampled_from(ARCHIVES),
    st.integers(91, 99),
    months,
    st.integers(1, 999),
)
old_acl_ids = st.builds(
    "{}{:02}-{}{:03}".format,
    st.sampled_from("PDNE"),
    st.integers(7, 17),
    st.integers(1, 4),
    st.integers(1, 999),
)
new_acl_ids = st.builds(
    "{}.{}.{}".format, st.integers(2020, 2026), st.sampled_from(VENUES), st.integers(1, 9999)
)
dois = st.builds(
    "10.{}/{}".format,
    st.integers(3000, 99999),
    st.from_regex(r"[a-z]{3}[a-z0-9.:;()_-]{0,20}[a-z0-9]", fullmatch=True).filter(
        lambda suffix: suffix.count("(") == suffix.count(")") == 0
    ),
)
identifiers = (
    st.builds(Identifier, st.just("arxiv"), new_arxiv_ids | old_arxiv_ids, versions)
    | st.builds(Identifier, st.just("acl"), old_acl_ids | new_acl_ids, versions)
    | st.builds(Identifier, st.just("doi"), dois)
)


@given(identifiers)
def test_formatting_and_reading_back_is_the_identity(identifier):
    read = parse_identifier(identifier_url(identifier))
    assert read == identifier
    assert read.version == identifier.version
    assert parse_identifier(str(identifier)) == identifier


@given(texts)
@example("https://doi.org/10.1000/İ")
@example("10.1000/\u212a")
@example("10.18653/v1/.pdf")
@example("10.1000/abc.pdf/.pdf")
def test_what_was_found_anywhere_reads_back_as_itself(text):
    for found in find_identifiers(text):
        assert parse_identifier(identifier_url(found)) == found
        assert parse_identifier(str(found)) == found
        assert find_identifiers(str(found)) == (found,)


@given(texts)
def test_the_identifier_of_a_url_is_its_own(text):
    identifier = identify_url(text)
    if identifier:
        assert identify_url(identifier_url(identifier)) == identifier
        assert identify_url(str(identifier)) == identifier


@given(texts)
@example("https://example.org/%25%32%46")
@example("https://example.org/a/index.html/index.html")
@example("https://example.org/a/index.html//")
@example("https://example.org/?a=%26&b")
@example("https://example.org/?a=\ud800")
@example("https://youtu.be/KuXjwB4LzSA?t=1")
def test_a_normal_url_is_its_own_normal_form(text):
    normal = normalise_url(text)
    assert normalise_url(normal) == normal


@given(st.text(st.characters()))
def test_no_text_raises(text):
    for url in (text, f"https://{text}", f"https://arxiv.org/{text}", f"https://doi.org/{text}"):
        find_identifiers(url)
        parse_identifier(url)
        identify_url(url)
        normalise_url(url)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "1",
            "10.",
            "10.1000/",
            "10.1000/(",
            "10.1000/<1:",
            "(",
            ")",
            "<",
            "[",
            "{",
            " ",
            "\n",
        ),
        *("arXiv:", "arXiv ", "arXiv preprint ", "1706.03762", "1706.03762 ", "hep-th/", "abs/"),
        *(
            "https://",
            "http://a.",
            "a.",
            "a-",
            "a.b/",
            "https://a.org/https://",
            "doi:",
            "doi ",
            "doi: ",
        ),
        *(
            "P14-1023",
            "P14-1023 ",
            "2022.acl-",
            "2022.a",
            "%25",
            "%2F",
            "&amp;",
            "&",
            "?a=",
            "?url=https://",
            "/",
            "-",
        ),
        *(
            "\\url{",
            "URL:",
            "<URL:",
            "\\",
            "é",
            "0",
            "eprint = ",
            "10.1.",
            "10.97",
            "v1",
            "/full",
            ".pdf",
        ),
    ],
)
@pytest.mark.parametrize(
    "start", ["", "https://", "https://arxiv.org/", "https://doi.org/10.1000/", "doi:"]
)
def test_long_hostile_text_is_read_to_its_end(piece, start):
    text = start + piece * (100_000 // len(piece))
    find_identifiers(text)
    parse_identifier(text)
    identify_url(text)
    normalise_url(text)
