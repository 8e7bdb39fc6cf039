import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rid_kb.errors import NotCslItem
from rid_kb.model import Contributor, Identifier, Record, Work
from rid_kb.works import (
    PREFERENCE,
    citation_key,
    claimed_identifiers,
    field_sources,
    group_identifiers,
    work_from_records,
)

ARXIV = Record(
    "arxiv",
    "1810.04805",
    "arxiv",
    {
        "type": "article",
        "title": "BERT: pre-training",
        "author": [{"family": "Devlin", "given": "J."}, {"family": "Extra"}],
        "issued": {"date-parts": [[2018, 10, 11]]},
        "abstract": "We introduce",
        "DOI": "10.1000/bert",
        "URL": "https://arxiv.org/abs/1810.04805",
        "custom": {
            "identifiers": ["arxiv:1810.04805", "doi:10.1000/bert"],
            "subjects": ["Computation and Language"],
            "primary_category": "cs.CL",
        },
    },
)
DOI = Record(
    "doi",
    "10.1000/bert",
    "doi",
    {
        "type": "paper-conference",
        "title": "BERT: Pre-training of Deep Models",
        "author": [{"family": "Devlin", "given": "Jacob"}],
        "issued": {"date-parts": [[2019, 6]]},
        "abstract": "Abstract of the publisher",
        "container-title": "Proceedings",
        "page": "1-9",
        "custom": {"identifiers": ["doi:10.1000/bert"]},
    },
)
OTHER = Record(
    "doi",
    "10.1000/bert",
    "doi",
    {
        "title": "On Soil",
        "author": [{"family": "Roe"}],
        "custom": {"identifiers": ["doi:10.1000/bert"]},
    },
)
LOCAL = Record(
    "arxiv",
    "1810.04805",
    "bibliography",
    {
        "type": "paper-conference",
        "title": "Bert",
        "volume": "7",
        "issued": "2020",
        "custom": {"identifiers": ["arxiv:1810.04805"], "comment": "seen"},
    },
)


def test_the_version_of_record_wins_and_arxiv_gives_abstract_and_subjects():
    work = work_from_records([ARXIV, DOI])
    assert work.title == "BERT: Pre-training of Deep Models"
    assert work.contributors == (Contributor("Devlin", "Jacob"),)
    assert (work.issued, work.type, work.pages) == ("2019-06", "paper-conference", "1-9")
    assert (work.abstract, work.subjects) == ("We introduce", ("Computation and Language",))
    assert work.status == "published"
    assert [str(each) for each in work.identifiers] == ["doi:10.1000/bert", "arxiv:1810.04805"]


def test_the_local_bibliography_fills_in_last_but_knows_where_a_preprint_was_published():
    work = work_from_records([LOCAL, ARXIV])
    assert work.title == "BERT: pre-training"
    assert (work.issued, work.type, work.volume) == ("2020", "paper-conference", "7")
    assert work.comment == "seen"


def test_the_order_of_the_records_does_not_count():
    assert work_from_records([ARXIV, DOI, LOCAL]) == work_from_records([LOCAL, DOI, ARXIV])


@pytest.mark.parametrize(
    ("records", "status"),
    [
        ([ARXIV], "preprint"),
        ([ARXIV, DOI], "published"),
        ([Record("arxiv", "1", "arxiv", {"title": "A", "custom": {"status": "withdrawn"}})],
         "withdrawn"),
        ([Record("doi", "10.1101/1", "doi", {"title": "A", "type": "posted-content",
                                             "container-title": "bioRxiv"})], "preprint"),
        ([Record("url", "https://x.org", "bibliography", {"title": "A", "type": "webpage"})], ""),
    ],
)  # fmt: skip
def test_the_status(records, status):
    assert work_from_records(records).status == status


def test_the_users_own_facts_win():
    csl = {"issued": {"date-parts": [[2018]]}, "container-title": "Own", "DOI": "10.1000/own"}
    stated = Record("arxiv", "1810.04805", "override", csl)
    records = [ARXIV, DOI, stated]
    work = work_from_records(records)
    assert (work.container_title, work.issued, work.abstract) == ("Own", "2018", "We introduce")
    assert work.title == work_from_records([ARXIV, DOI]).title
    assert work.type == work_from_records([ARXIV, DOI]).type
    assert Identifier("doi", "10.1000/own") in work.identifiers
    assert field_sources(records)["issued"] is stated
    assert field_sources(records)["title"] is DOI


def test_each_field_has_its_record():
    sources = field_sources([ARXIV, DOI, LOCAL])
    assert sources["title"] is DOI
    assert sources["abstract"] is ARXIV
    assert sources["volume"] is LOCAL
    assert "isbn" not in sources


def test_a_citation_key_by_another_pattern():
    work = Work("The Bitter Lesson", contributors=(Contributor("O’Brien"),), issued="2019")
    assert citation_key(work, frozenset(), "{Family}:{year}-{Word}") == "Obrien:2019-Bitter"


def test_every_field_of_a_work_has_a_preference_or_is_computed():
    computed = {"status", "identifiers", "aliases", "is_truncated"}
    of_a_reading = {"accessed", "note"}
    assert set(PREFERENCE) | computed | of_a_reading == set(Work.__slots__)


def test_without_a_title_a_record_is_refused():
    with pytest.raises(NotCslItem):
        work_from_records([Record("doi", "10.1000/1", "doi", {})])


def test_a_doi_that_its_record_bears_out_ties():
    assert group_identifiers([ARXIV, DOI]) == (
        frozenset({Identifier("arxiv", "1810.04805"), Identifier("doi", "10.1000/bert")}),
    )


@pytest.mark.parametrize("records", [[ARXIV], [ARXIV, OTHER]])
def test_a_doi_that_nothing_bears_out_stays_a_claim(records):
    assert frozenset({Identifier("arxiv", "1810.04805")}) in group_identifiers(records)
    assert claimed_identifiers(ARXIV) == (Identifier("doi", "10.1000/bert"),)


def test_a_claim_that_nothing_bears_out_is_no_identifier_of_the_work():
    assert work_from_records([ARXIV]).identifiers == (Identifier("arxiv", "1810.04805"),)


def test_equal_titles_do_not_tie():
    records = [
        Record("url", f"https://x.org/{name}", "bibliography", {"title": "A"}) for name in "ab"
    ]
    assert len(group_identifiers(records)) == 2


def test_chains_are_one_work():
    def record(value, *others):
        names = [f"doi:{other}" for other in (value, *others)]
        csl = {"title": value, "custom": {"identifiers": names}}
        return Record("doi", value, "bibliography", csl)

    groups = group_identifiers([record("10.1/a", "10.1/b"), record("10.1/c"), record("10.1/b")])
    assert [sorted(each.value for each in group) for group in groups] == [
        ["10.1/a", "10.1/b"],
        ["10.1/c"],
    ]


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (Work("The Llama 3 Herd", contributors=(Contributor("Al-Dahle"),), issued="2024"),
         "aldahle2024llama"),
        (Work("Ørsted", contributors=(Contributor("Łukasz Straße"),)), "lukaszstrasseorsted"),
        (Work("$O(n)$ Connections", contributors=(Contributor("Yun"),), issued="2020-06"),
         "yun2020connections"),
        (Work("The The"), "the"),
        (Work("中文", identifiers=(Identifier("arxiv", "1706.03762"),)), "arxiv170603762"),
        (Work(""), "work"),
        (Work("", issued="2020"), "work2020"),
    ],
)  # fmt: skip
def test_a_citation_key(work, key):
    assert citation_key(work, frozenset()) == key


def test_keys_go_on_after_z():
    taken = frozenset({"a", *(f"a{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")})
    assert citation_key(Work("A"), taken) == "aaa"


@settings(deadline=None, max_examples=100)
@given(title=st.text(), family=st.text(min_size=1))
def test_any_key_is_ascii_and_free(title, family):
    work = Work(title, contributors=(Contributor(family),), issued="2020")
    key = citation_key(work, frozenset())
    assert key.isascii()
    assert key.isalnum()
    assert citation_key(work, frozenset({key})) == f"{key}a"
