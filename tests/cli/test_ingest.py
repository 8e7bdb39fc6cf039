"""`rid-kb ingest`, as organisers run it."""

import json
import sqlite3

import pytest


def query(path, sql):
    connection = sqlite3.connect(path)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


def counts(report):
    return {
        each["id"]: (each["sessions"], each["readings"], each["resolved"], len(each["unresolved"]))
        for each in report["collections"]
    }


def test_the_five_lists_without_a_network(project, rid_kb):
    result = rid_kb("ingest", "--json")
    report = json.loads(result.stdout)
    assert {name: each[0] for name, each in counts(report).items()} == {
        "robots-in-disguise": 50,
        "foundation-model-digests": 9,
        "ml-notes": 0,
        "ai-workshop": 9,
    }
    lacking = [each for part in report["collections"] for each in part["unresolved"]]
    assert [(each["identifier"], each["path"]) for each in lacking] == [
        ("doi:10.1038/s42256-020-0164-7", "data/lists/ai-workshop.md")
    ]
    problem = "127.0.0.1:9 cannot be connected to; the next ingest asks again."
    assert result.stderr.splitlines() == [
        f"arXiv could not be asked about 73 works: {problem}",
        f"The ACL Anthology could not be asked about 2 works: {problem}",
        f"The DOI resolver could not be asked about 3 works: {problem}",
    ]
    path = project / "data" / "readings.db"
    held = "select status, count(*) from sessions where collection_id = 'robots-in-disguise' "
    assert query(path, held + "group by status order by status") == [("held", 48), ("planned", 2)]
    assert query(path, "select count(*) from readings where title is null or title = ''") == [(0,)]


def test_the_second_time_nothing_is_written(project, rid_kb):
    rid_kb("ingest")
    path = project / "data" / "readings.db"
    before = path.read_bytes()
    assert "data/readings.db: nothing changed" in rid_kb("ingest").stdout
    assert "data/readings.db: nothing changed" in rid_kb("ingest", "--offline").stdout
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "library.bib",
        "lists",
        "readings.db",
    ]


def test_each_service_is_asked_as_little_as_it_can_be(project, stand_in, rid_kb):
    rid_kb("ingest")
    assert {name: stand_in.count(name) for name in ("arxiv", "acl")} == {"arxiv": 1, "acl": 2}
    dois = [each.path for each in stand_in.requests if each.path.startswith("/10.")]
    assert len(dois) == len(set(dois)) == 3
    asked = len(stand_in.requests)
    rid_kb("ingest")
    assert len(stand_in.requests) == asked


def test_a_dry_run_asks_nobody_and_writes_nothing(project, stand_in, rid_kb):
    result = rid_kb("ingest", "--dry-run")
    requests = [line.split("\t")[:2] for line in result.stdout.splitlines()]
    assert requests == [["arxiv", "73"], ["acl", "1"], ["acl", "1"], *[["doi", "1"]] * 3]
    assert stand_in.requests == []
    assert not (project / "data" / "readings.db").exists()


def test_strict_fails_when_something_is_unresolved(project, rid_kb):
    rid_kb("ingest", "--offline", "--strict", status=1)


def test_any_list_in_an_empty_folder(folder, rid_kb):
    (folder / "my-list.md").write_text(
        "# 2024\n\n## 2024-03-01\n- [BERT](arxiv.org/abs/1810.04805)\n"
    )
    result = rid_kb("ingest", "--offline", "my-list.md")
    assert [line.split() for line in result.stdout.splitlines()[:2]] == [
        ["Collection", "Sessions", "Readings", "Works", "resolved", "Unresolved"],
        ["my-list", "1", "1", "0", "1"],
    ]
    assert result.stdout.splitlines()[2:] == [
        "my-list.md:4: arxiv:1810.04805 is unresolved (was not asked for yet)",
        "readings.db: 7 rows added, 0 changed, 0 removed",
    ]
    assert query(folder / "readings.db", "select id from sessions") == [("my-list/2024-03-01",)]


def test_one_source_that_cannot_be_read_does_not_stop_the_others(folder, rid_kb):
    (folder / "a.md").write_text("## 2024-03-01\n- [A](https://example.org/a)\n")
    result = rid_kb("ingest", "--offline", "none.md", "a.md", status=1)
    assert result.stderr == "Error: none.md: is not there; check the path\n"
    assert query(folder / "readings.db", "select id from sessions") == [("a/2024-03-01",)]


def test_a_source_that_is_gone_keeps_what_was_read_of_it(folder, rid_kb):
    (folder / "a.md").write_text("## 2024-03-01\n- [A](https://example.org/a)\n")
    rid_kb("ingest", "--offline", "a.md")
    before = (folder / "readings.db").read_bytes()
    (folder / "a.md").unlink()
    rid_kb("ingest", "--offline", "a.md", status=1)
    assert (folder / "readings.db").read_bytes() == before


def test_a_collection_grows_by_what_is_added(folder, rid_kb):
    (folder / "a.md").write_text("## 2024-03-01\n- [A](https://example.org/a)\n")
    (folder / "b.md").write_text("## 2024-03-08\n- [B](https://example.org/b)\n")
    rid_kb("ingest", "--offline", "--collection", "group", "a.md")
    rid_kb("ingest", "--offline", "--collection", "group", "b.md")
    assert query(folder / "readings.db", "select id from sessions order by 1") == [
        ("group/2024-03-01",),
        ("group/2024-03-08",),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.md", None, "none.md: is not there; check the path"),
        ("binary.md", b"\x00\x01", "binary.md:1: is a binary file; name a Markdown file"),
        ("latin.md", b"\xe9", "latin.md:1: is no UTF-8 text; save the list as UTF-8 Markdown"),
        (
            "prose.md",
            b"Hello.",
            "prose.md: has neither a session nor a link; is it a reading list?",
        ),
        ("empty.md", b"", "empty.md: has neither a session nor a link; is it a reading list?"),
    ],
)
def test_what_is_no_list_leaves_nothing_behind(folder, rid_kb, name, content, message):
    if content is not None:
        (folder / name).write_bytes(content)
    result = rid_kb("ingest", name, status=1)
    assert (result.stdout, result.stderr) == ("", f"Error: {message}\n")
    assert not (folder / "readings.db").exists()


def test_a_folder_without_markdown(folder, rid_kb):
    (folder / "lists").mkdir()
    result = rid_kb("ingest", "lists", status=1)
    assert result.stderr.startswith("Error: lists: has no Markdown file (*.md) in it")


def test_nothing_to_read_is_a_matter_of_usage(folder, rid_kb):
    result = rid_kb("ingest", status=2)
    assert "Name a file, a folder or a URL, or write a rid-kb.toml." in result.stderr


def test_a_broken_configuration(folder, rid_kb):
    (folder / "rid-kb.toml").write_text("\ndatabase = 3\n")
    result = rid_kb("ingest", status=1)
    assert result.stderr == "Error: rid-kb.toml:2: database must be text in quotes\n"


def test_the_database_of_another_program(folder, rid_kb):
    (folder / "a.md").write_text("## 2024-03-01\n- [A](https://example.org/a)\n")
    connection = sqlite3.connect(folder / "other.db")
    connection.execute("create table notes (text)")
    connection.close()
    before = (folder / "other.db").read_bytes()
    result = rid_kb("ingest", "a.md", "--db", "other.db", status=1)
    assert result.stderr == (
        "Error: other.db: belongs to another program; name another file with --db\n"
    )
    assert (folder / "other.db").read_bytes() == before


def test_a_later_knowledge_base(folder, rid_kb):
    (folder / "a.md").write_text("## 2024-03-01\n- [A](https://example.org/a)\n")
    rid_kb("ingest", "--offline", "a.md")
    query(folder / "readings.db", "pragma user_version = 9")
    result = rid_kb("ingest", "a.md", status=1)
    assert result.stderr.startswith(
        "Error: readings.db: was written by a later rid-kb (schema 9, this one knows 1)"
    )


def test_a_target_that_cannot_be_written(folder, rid_kb):
    (folder / "a.md").write_text("## 2024-03-01\n- [A](https://example.org/a)\n")
    result = rid_kb("ingest", "--offline", "a.md", "--db", "a.md/readings.db", status=1)
    assert result.stderr.startswith("Error: a.md/readings.db: cannot be opened for writing")


def test_explain_tells_line_by_line(folder, rid_kb):
    (folder / "a.md").write_text("## 2024-03-01\n\n- [A](https://example.org/a)\n")
    lines = rid_kb("ingest", "--explain", "a.md").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["a.md:1", "a.md:3"]
    assert lines[0].split("\t")[2] == "## 2024-03-01"
    assert not (folder / "readings.db").exists()
