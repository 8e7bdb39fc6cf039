"""The other commands, on the project's own lists."""

import re

import pytest


@pytest.fixture
def ingested(project, rid_kb):
    rid_kb("ingest", "--offline")
    return project


def test_a_session_as_bibtex(ingested, rid_kb):
    result = rid_kb("export", "2024-02-19")
    keys = [
        line[line.index("{") + 1 : -1] for line in result.stdout.splitlines() if line[:1] == "@"
    ]
    assert keys == [
        "song2024combining",
        "tseriotou2023sig",
        "tsakalidis2022identifying",
        "su2021roformer",
        "min2022rethinking",
    ]


def test_a_session_into_a_file(ingested, rid_kb):
    printed = rid_kb("export", "robots-in-disguise/2024-02-19").stdout
    result = rid_kb("export", "19/02/24", "-o", "session.bib")
    assert result.stdout == ""
    assert (ingested / "session.bib").read_text("utf-8") == printed


def test_a_session_that_is_not_there_names_the_nearest(ingested, rid_kb):
    result = rid_kb("export", "2024-02-20", status=1)
    assert result.stderr == (
        "Error: no session '2024-02-20'; the nearest are robots-in-disguise/2024-02-19, "
        "robots-in-disguise/2024-02-26, robots-in-disguise/2024-02-12 (rid-kb sessions lists all)\n"
    )


def test_two_sessions_that_match_are_both_named(folder, rid_kb):
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text("## 2024-03-01\n- [A](https://example.org/a)\n")
    rid_kb("ingest", "--offline", "a.md", "b.md")
    result = rid_kb("export", "2024-03-01", status=1)
    assert result.stderr == (
        "Error: '2024-03-01' may mean a/2024-03-01 or b/2024-03-01; name one of them in full\n"
    )
    rid_kb("export", "2024-03-01", "--collection", "b")


def test_an_export_of_nothing_is_a_matter_of_usage(ingested, rid_kb):
    assert "Name a session, or choose with" in rid_kb("export", status=2).stderr


def test_what_is_not_there_is_said_with_what_comes_nearest(ingested, rid_kb):
    assert rid_kb("export", "--lead", "Ryan Chen", status=1).stderr == (
        "Error: no lead 'Ryan Chen' in the knowledge base; did you mean Ryan Chan?\n"
    )


def test_all_works_compile_to_one_bibliography(ingested, rid_kb):
    text = rid_kb("export", "--all").stdout
    keys = [line for line in text.splitlines() if line.startswith("@")]
    assert len(keys) == len(set(keys)) > 80


def test_sessions_are_listed_in_order(ingested, rid_kb):
    lines = rid_kb("sessions", "--collection", "robots-in-disguise").stdout.splitlines()
    assert len(lines) == 50
    dates = [line.split("\t")[0].partition("/")[2] for line in lines]
    assert dates == sorted(dates)


def test_why_shows_where_each_field_comes_from(ingested, rid_kb):
    lines = rid_kb("why", "https://arxiv.org/pdf/1706.03762v5").stdout.splitlines()
    assert lines[0].split("\t")[:2] == ["citation_key", "vaswani2017attention"]
    assert any(line.startswith("title\tAttention Is All You Need\tbibliography") for line in lines)


def test_unresolved_says_where_and_why(ingested, rid_kb):
    (line,) = rid_kb("unresolved").stdout.splitlines()
    identifier, where, _, why = line.split("\t")
    assert identifier == "doi:10.1038/s42256-020-0164-7"
    assert where.startswith("data/lists/ai-workshop.md:")
    assert why == "was not asked for yet"


def test_without_a_knowledge_base(folder, rid_kb):
    assert rid_kb("sessions", status=1).stderr == (
        "Error: readings.db: is not there; make it with: rid-kb ingest\n"
    )


def test_cite_looks_up_what_stands_in_no_list(folder, upstream_server, monkeypatch, rid_kb):
    for name in ("ARXIV", "ACL", "DOI"):
        monkeypatch.setenv(f"RID_KB_{name}_URL", upstream_server.url)
    result = rid_kb("cite", "arXiv:1706.03762v5")
    assert result.stdout.startswith("@misc{vaswani2017attention,\n")
    assert not (folder / "readings.db").exists()


def test_cite_says_what_it_could_not_find(folder, rid_kb):
    result = rid_kb("cite", "1706.03762", status=1)
    assert result.stdout == ""
    assert result.stderr == "arxiv:1706.03762: arxiv: 127.0.0.1:9 cannot be connected to\n"
    assert rid_kb("cite", "nonsense", status=2).stderr.endswith(
        "'nonsense' is no arXiv id, ACL id, DOI or URL.\n"
    )


def test_identify_has_as_many_lines_out_as_in(rid_kb):
    lines = "see arxiv.org/pdf/1706.03762v5.pdf\n\nhttps://example.org/x\nW18-5713\n"
    assert rid_kb("identify", input=lines).stdout.splitlines() == [
        "see arxiv.org/pdf/1706.03762v5.pdf\tarxiv\t1706.03762\t5",
        "\t-\t-\t-",
        "https://example.org/x\t-\t-\t-",
        "W18-5713\tacl\tW18-5713\t-",
    ]
    assert rid_kb("identify", "a\tb", "10.1000/182").stdout == (
        "a b\t-\t-\t-\n10.1000/182\tdoi\t10.1000/182\t-\n"
    )


def entries(text):
    return re.findall(r"^@(\w+)\{(.+),$", text, re.MULTILINE)


def test_a_reading_without_metadata_is_an_honest_entry(ingested, rid_kb):
    result = rid_kb("export", "2024-08-12")
    assert result.stdout.startswith(
        "% Nothing is known of this but its title and link.\n"
        "@misc{llama-14b34f,\n"
        "  title = {The {Llama} 3 Herd of Models},\n"
        "  key = {Llama 3 Herd of Models},\n"
    )
    assert "  note = {Accessed 2024-08-12}\n" in result.stdout
    assert result.stderr == "3 entries, 1 of them without metadata\n"
    resolved = rid_kb("export", "2024-08-12", "--resolved-only")
    assert [key for _, key in entries(resolved.stdout)] == ["ainslie2023gqa", "su2021roformer"]
    assert resolved.stderr == "2 entries; left out: 1 without metadata\n"


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("bibtex", "@inproceedings{tsakalidis2022identifying,"),
        ("biblatex", "@inproceedings{tsakalidis2022identifying,"),
        ("csl-json", '    "id": "tsakalidis2022identifying",'),
        ("ris", "ID  - tsakalidis2022identifying"),
        ("markdown", "- Tsakalidis, A., Nanni, F., Hills, A., Chim, J., Song, J. & Liakata, M."),
    ],
)
def test_every_format(ingested, rid_kb, name, beginning):
    text = rid_kb("export", "2024-02-19", "--format", name).stdout
    assert any(line.startswith(beginning) for line in text.splitlines())
    assert rid_kb("export", "2024-02-19", "--format", name).stdout == text


def test_the_formats_that_export_knows_are_all_there_are(rid_kb):
    from rid_kb.cli.export import export
    from rid_kb.formats.exports import EXPORT_FORMATS

    (option,) = [each for each in export.params if each.name == "format_name"]
    assert list(option.type.choices) == list(EXPORT_FORMATS)


def test_the_order_of_the_entries(ingested, rid_kb):
    keys = {
        order: [key for _, key in entries(rid_kb("export", "2024-02-19", "--sort", order).stdout)]
        for order in ("reading", "key", "year", "author")
    }
    assert keys["reading"][:2] == ["song2024combining", "tseriotou2023sig"]
    assert keys["key"] == sorted(keys["reading"])
    assert keys["year"] == [
        "su2021roformer", "min2022rethinking", "tsakalidis2022identifying", "tseriotou2023sig",
        "song2024combining",
    ]  # fmt: skip
    assert keys["author"] == [
        "min2022rethinking", "song2024combining", "su2021roformer", "tsakalidis2022identifying",
        "tseriotou2023sig",
    ]  # fmt: skip


def test_ascii(ingested, rid_kb):
    text = rid_kb("export", "2024-08-12", "--ascii").stdout
    assert "Lebr{\\'o}n, Federico" in text
    assert text.isascii()
    rid_kb("export", "2024-08-12", "--ascii", "--format", "ris", status=2)


def test_notes(ingested, rid_kb):
    assert "  note = {Read pages 1-13" not in rid_kb("export", "--all").stdout
    assert rid_kb("export", "--all", "--notes").stdout.count("  note = {") > rid_kb(
        "export", "--all"
    ).stdout.count("  note = {")


def test_check_asks_for_what_is_not_known(folder, stand_in, rid_kb):
    (folder / "list.md").write_text(
        "- [LoRA: Low-Rank Adaptation of Language Models](https://arxiv.org/abs/1706.03762)\n"
        "- [x](https://arxiv.org/abs/2301.99999)\n"
    )
    assert rid_kb("check", "list.md").stdout == "Nothing is wrong with 1 list.\n"
    found = rid_kb("check", "list.md", "--resolve", status=1).stdout
    assert "list.md:1:4: RK101 warning: this leads to “Test data: the work 1706.03762”" in found
    assert "list.md:2:7: RK103 error: arXiv knows no 2301.99999; check it" in found
    assert not (folder / "readings.db").exists()
