"""What is saved, what is left alone, and what is never lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from rid_kb.database import open_database, save_overrides, save_resolution, save_works
from rid_kb.errors import DatabaseError, SchemaTooNew
from rid_kb.library import Selection, cite_readings, explain_work, find_readings, open_library
from rid_kb.model import Identifier, Record, Resolution

ATTENTION = Identifier("arxiv", "1706.03762")


def rows(path, sql, *parameters):
    with sqlite3.connect(path) as connection:
        found = connection.execute(sql, parameters).fetchall()
    connection.close()
    return found


def dump(path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def test_the_flat_readings_hold_what_people_facet_on(save):
    path = save()
    assert rows(
        path,
        "select session_id, title, authors, year, session_year, leads, topics, subjects, version, "
        "citation_key from readings order by id",
    ) == [
        (
            "group/2024-02-19", "Attention Is All You Need", '["Ashish Vaswani"]', 2017, 2024,
            '["Ann Example"]', '["Transformers"]', '["Computation and Language"]', 5,
            "vaswani2017attention",
        ),
        (
            "group/2024-02-19", "A talk", "[]", None, 2024,
            '["Ann Example"]', '["Transformers"]', "[]", None, None,
        ),
        (
            "group/2024-02-26", "BERT: Deep Bidirectional Transformers", '["Jacob Devlin"]', 2018,
            2024, '["Ann Example", "Bo Other"]', '["Transformers"]', "[]", None, "devlin2018bert",
        ),
        (
            "group/2024-02-26", "Attention Is All You Need", '["Ashish Vaswani"]', 2017, 2024,
            '["Ann Example", "Bo Other"]', '["Transformers"]', '["Computation and Language"]',
            None, "vaswani2017attention",
        ),
        (None, "Old nets", "[]", None, None, "[]", '["More"]', "[]", None, None),
    ]  # fmt: skip


def test_saving_twice_leaves_the_file_as_it_was(save):
    before = save().read_bytes()
    assert save(outcomes=[]).read_bytes() == before


def test_nothing_stays_beside_the_file(save):
    path = save()
    assert [each.name for each in path.parent.iterdir()] == ["readings.db"]
    assert rows(path, "pragma journal_mode") == [("delete",)]
    assert rows(path, "pragma integrity_check") == [("ok",)]
    assert rows(path, "pragma foreign_key_check") == []


def test_full_text_search_knows_topics_titles_and_authors(save):
    path = save()
    found = "select count(*) from readings_fts where readings_fts match ?"
    assert rows(path, found, "vaswani") == [(2,)]
    assert rows(path, found, "bidirectionals") == [(1,)]
    assert rows(path, "select topic from sessions_fts where sessions_fts match 'encod*'") == [
        ("Encoders",)
    ]


def test_one_collection_leaves_the_rows_of_another_alone(save, group, rename):
    path = save()
    save(rename(group, "other"))
    before = rows(path, "select * from readings where collection_id = 'group'")
    first = group.sessions[0]
    edited = replace(first, topic="Self-attention", readings=first.readings[:1])
    save(rename(replace(group, sessions=(edited, *group.sessions[1:])), "other"))
    assert rows(path, "select * from readings where collection_id = 'group'") == before
    assert rows(path, "select count(*) from readings where collection_id = 'other'") == [(4,)]


def test_a_reading_keeps_its_id_while_its_session_lists_it(save, group):
    path = save()
    ids = rows(path, "select url, id from readings where session_id = 'group/2024-02-19'")
    first = group.sessions[0]
    turned = replace(first, readings=tuple(reversed(first.readings)))
    save(replace(group, sessions=(turned, *group.sessions[1:])))
    after = rows(
        path,
        "select url, id from readings where session_id = 'group/2024-02-19' order by position desc",
    )
    assert after == ids


def test_a_failed_attempt_is_counted_and_takes_nothing(save, resolutions):
    path = save()
    before = rows(path, "select * from records"), rows(path, "select * from works")
    failed = Resolution(
        ATTENTION, "arxiv", "unavailable", None, 503, "answers 503", attempted_at="2026-02-01"
    )
    save(outcomes=[failed])
    assert (rows(path, "select * from records"), rows(path, "select * from works")) == before
    assert rows(
        path,
        "select status, http_status, attempts, attempted_at from resolutions where value = ?",
        ATTENTION.value,
    ) == [("unavailable", 503, 2, "2026-02-01")]


def test_silence_repeated_writes_nothing(save):
    silent = Resolution(
        Identifier("doi", "10.1000/nets"), "doi", "unavailable", message="cannot be connected to"
    )
    path = save(outcomes=[replace(silent, attempted_at="2026-02-01")])
    before = path.read_bytes()
    save(outcomes=[replace(silent, attempted_at="2026-03-01")])
    assert path.read_bytes() == before


def test_what_the_user_states_wins_and_goes_when_it_is_taken_back(save):
    path = save()
    with open_database(path) as db:
        save_overrides(db, {ATTENTION: {"container-title": "NeurIPS"}})
        save_works(db, [])
    venue = "select container_title, title from works where citation_key = 'vaswani2017attention'"
    assert rows(path, venue) == [("NeurIPS", "Attention Is All You Need")]
    assert rows(path, "select distinct venue from readings where year = 2017") == [("NeurIPS",)]
    with open_database(path) as db:
        save_overrides(db, {})
        save_works(db, [])
    assert rows(path, venue) == [(None, "Attention Is All You Need")]


def test_two_works_that_turn_out_to_be_one_keep_the_elder_key(save):
    path = save()
    published = {
        "title": "Old nets",
        "type": "article-journal",
        "DOI": "10.1000/nets",
        "custom": {"identifiers": ["arxiv:1706.03762"]},
    }
    record = Record("doi", "10.1000/nets", "doi", published, "2026-02-01")
    resolution = Resolution(Identifier("doi", "10.1000/nets"), "doi", "resolved", record, 200)
    save(outcomes=[resolution])
    assert rows(
        path, "select citation_key, title from works where id = (select min(id) from works)"
    ) == [("vaswani2017attention", "Old nets")]
    assert rows(path, "select count(*) from works") == [(2,)]
    assert rows(
        path,
        "select distinct work_id from readings where citation_key = 'vaswani2017attention'",
    ) == [(1,)]
    assert rows(path, "pragma foreign_key_check") == []


def test_a_key_that_was_given_never_changes(save):
    path = save()
    csl = {"title": "All You Need", "author": [{"family": "Shazeer"}], "issued": {"raw": "2018"}}
    record = Record("arxiv", ATTENTION.value, "arxiv", csl, "2026-02-01")
    with open_database(path) as db:
        save_resolution(db, Resolution(ATTENTION, "arxiv", "resolved", record, 200))
        save_works(db, [])
    assert rows(path, "select citation_key, title from works where id = 1") == [
        ("vaswani2017attention", "All You Need")
    ]


def test_the_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    rows(path, "create table notes (text)")
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="belongs to another program"), open_database(path):
        pass
    assert path.read_bytes() == before


def test_what_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("# Notes, longer than the header of a database file would be" * 9)
    with pytest.raises(DatabaseError, match="is not a knowledge base"), open_database(path):
        pass
    assert path.read_text().startswith("# Notes")


def test_a_later_knowledge_base_is_left_alone(save):
    path = save()
    rows(path, "pragma user_version = 99")
    before = path.read_bytes()
    with pytest.raises(SchemaTooNew, match="schema 99, this one knows 1"), open_database(path):
        pass
    assert path.read_bytes() == before


def test_a_target_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(DatabaseError, match="cannot be opened for writing"),
        open_database(tmp_path / "file" / "readings.db"),
    ):
        pass


def test_a_save_that_fails_changes_nothing(save, group):
    path = save()
    before = dump(path)
    broken = replace(group.sessions[0], id="group/2024-02-26", topic="Changed")
    with pytest.raises(sqlite3.IntegrityError):
        save(replace(group, sessions=(broken, *group.sessions[1:])), outcomes=[])
    assert dump(path) == before


PUBLISHED = {
    "title": "BERT: Deep Bidirectional Transformers",
    "type": "paper-conference",
    "author": [{"family": "Devlin", "given": "Jacob"}],
    "container-title": "Proceedings of NAACL",
    "page": "4171-4186",
    "issued": {"date-parts": [[2019]]},
    "DOI": "10.1000/bert",
}


def with_doi(resolutions, item):
    """Let arXiv's second record claim a DOI, and let the DOI be resolved to an item."""
    first, second = resolutions
    claimed = replace(second.record, csl={**second.record.csl, "DOI": item["DOI"]})
    doi = Identifier("doi", item["DOI"].lower())
    record = Record("doi", doi.value, "doi", item, "2026-01-02T03:04:06Z")
    published = Resolution(doi, "doi", "resolved", record, 200, attempted_at=record.fetched_at)
    return [first, replace(second, record=claimed), published]


@pytest.mark.parametrize(
    ("prefer", "pages", "year"),
    [("published", "4171-4186", 2019), ("preprint", "", 2018), ("as-linked", "", 2018)],
)
def test_the_version_that_is_preferred(save, group, resolutions, prefer, pages, year):
    path = save(group, with_doi(resolutions, PUBLISHED))
    with closing(open_library(path)) as connection:
        found = find_readings(connection, Selection(session_id="group/2024-02-26"), prefer)
    works = cite_readings(found).works
    assert [each.citation_key for each in works] == ["devlin2019bert", "vaswani2017attention"]
    assert (works[0].pages, works[0].year) == (pages, year)
    assert Identifier("arxiv", "1810.04805") in works[0].identifiers


def test_a_doi_that_leads_to_the_work_of_others_is_noted_and_not_merged(save, group, resolutions):
    others = {**PUBLISHED, "title": "Other", "author": [{"family": "Else", "given": "Some"}]}
    path = save(group, with_doi(resolutions, others))
    with closing(open_library(path)) as connection:
        told = explain_work(connection, "arxiv:1810.04805")
    assert told.work.identifiers == (Identifier("arxiv", "1810.04805"),)
    assert {str(claim): record.upstream for claim, record in told.doubted.items()} == {
        "doi:10.1000/bert": "arxiv"
    }
