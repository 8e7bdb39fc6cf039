"""What is wrong with the project's own lists: every finding, read by eye and found right."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from rid_kb.cli import main

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def check(tmp_path, monkeypatch):
    shutil.copytree(PROJECT / "data" / "lists", tmp_path / "data" / "lists")
    shutil.copy(PROJECT / "data" / "library.bib", tmp_path / "data")
    shutil.copy(PROJECT / "rid-kb.toml", tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(*arguments, status=1):
        result = CliRunner(catch_exceptions=False).invoke(main, ["check", *arguments])
        assert result.exit_code == status, result.output
        return result.output

    return run


def findings(output):
    """Take the lines that begin with a place, without the folder and what --fix would do."""
    lines = [line for line in output.splitlines() if line.startswith("data/lists/")]
    return sorted(line.removeprefix("data/lists/").removesuffix(" [--fix]") for line in lines)


def test_the_works(check):
    assert findings(check("--select", "RK1", "--ignore", "RK105")) == sorted(
        [
            "robots-in-disguise/PREVIOUS.md:99:56: RK102 error: "
            "the host you.be is mistyped; write youtu.be",
            "foundation-model-digests.md:16:34: RK102 error: "
            "arXiv has its papers below /abs/; write https://arxiv.org/abs/2005.14165",
        ]
    )


def test_the_sessions(check):
    robots = "robots-in-disguise"
    assert findings(check("--select", "RK2")) == sorted(
        [
            f"{robots}/README.md:23:4: RK206 warning: the archive has no session of 2023-11-27; "
            "move this one there, or say it was cancelled",
            f"{robots}/README.md:29:4: RK207 info: the archive tells 2024-01-29 otherwise: "
            "topic “Vision Transformers Need Registers”",
            f"{robots}/README.md:30:4: RK207 info: the archive tells 2024-02-05 otherwise: "
            "topic “Existential Risk of AI?”, lead Levan Bokeria",
            f"{robots}/README.md:37:4: RK206 warning: 2024-03-25 is past and still to be "
            "confirmed; say what became of it",
            f"{robots}/README.md:38:4: RK207 info: the archive tells 2024-04-08 otherwise: "
            "room Ursula Franklin, lead Fede Nanni, Markus Hauru, Praveen Selvaraj",
            f"{robots}/PREVIOUS.md:19:14: RK201 error: #180923 is the section of 2023-09-18; "
            "this row is of 2023-09-25",
            f"{robots}/PREVIOUS.md:48:14: RK201 error: no heading has the anchor #150724; "
            "write its section, or unlink it",
            f"{robots}/PREVIOUS.md:49:14: RK201 error: no heading has the anchor #220724; "
            "write its section, or unlink it",
        ]
    )


def test_the_people(check):
    robots = "robots-in-disguise"
    address = "“tomogwen” is no address; write all of it, as in https://github.com/tomogwen"
    assert findings(check("--select", "RK3")) == sorted(
        [
            f"{robots}/README.md:29:82: RK301 warning: {address}",
            f"{robots}/PREVIOUS.md:31:285: RK301 warning: {address}",
            f"{robots}/PREVIOUS.md:32:242: RK302 info: "
            "Levan Bokeria has the address https://github.com/lbokeria on line 11; choose one",
        ]
    )


def test_the_text(check):
    assert findings(check("--select", "RK4", "--ignore", "RK404,RK405")) == sorted(
        [
            "robots-in-disguise/README.md:24:85: RK401 error: “â€“” was decoded wrongly; write “–”",
            "robots-in-disguise/PREVIOUS.md:177:3: RK403 warning: "
            "the text of this link goes over 3 lines; put it on one",
            "ai-workshop.md:17:1: RK402 warning: the item is empty; fill it or take it out",
        ]
    )


def test_what_is_mended_stays_so_and_nothing_else_changes(check):
    before = {path: path.read_bytes() for path in Path("data/lists").rglob("*.md")}
    assert check("--fix").splitlines()[-1].endswith("findings in 5 lists.")
    after = {path: path.read_bytes() for path in before}
    changed = {
        path.name: sum(
            a != b for a, b in zip(old.split(b"\n"), after[path].split(b"\n"), strict=True)
        )
        for path, old in before.items()
    }
    assert changed == {
        "README.md": 1,
        "PREVIOUS.md": 0,
        "foundation-model-digests.md": 1,
        "ml-notes.md": 22,
        "ai-workshop.md": 0,
    }
    check("--fix")
    assert {path: path.read_bytes() for path in before} == after
    assert not list(Path("data/lists").rglob(".*"))


def test_a_diff_changes_nothing(check):
    before = {path: path.read_bytes() for path in Path("data/lists").rglob("*.md")}
    shown = check("--diff", "data/lists/foundation-model-digests.md")
    assert [line for line in shown.splitlines() if line.startswith(("-", "+"))] == [
        "--- data/lists/foundation-model-digests.md",
        "+++ data/lists/foundation-model-digests.md",
        "-- :page_facing_up: [arxiv paper](https://arxiv.org/2005.14165)",
        "+- :page_facing_up: [arxiv paper](https://arxiv.org/abs/2005.14165)",
    ]
    assert {path: path.read_bytes() for path in before} == before


def test_a_document_is_checked_beside_the_others_of_its_group(check):
    shown = check("data/lists/robots-in-disguise/README.md", "--select", "RK206")
    assert len(findings(shown)) == 2


def test_another_weekday_is_told_only_when_it_is_asked_for(check):
    told = findings(check("--select", "RK204"))
    assert len(told) == 5
    assert told[0] == (
        "robots-in-disguise/PREVIOUS.md:101:4: RK204 info: "
        "this is a Wednesday; most sessions are on a Monday"
    )
