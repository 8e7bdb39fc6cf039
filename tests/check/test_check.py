"""`rid-kb check` on small lists: what is selected, ignored, printed and mended."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from rid_kb.check import RULES, Facts, Group, check_group, mended, read_document
from rid_kb.cli import main
from rid_kb.model import Identifier, Source, Work

PROJECT = Path(__file__).parents[2]
BAD = "# List\n\n- [a](https://arxiv.org/2005.14165)\n- \n"


@pytest.fixture
def rid_kb(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, status):
        result = CliRunner(catch_exceptions=False).invoke(main, arguments)
        assert result.exit_code == status, result.output
        return result

    return run


def test_the_place_is_shown(rid_kb):
    Path("list.md").write_text(BAD)
    assert rid_kb("check", "list.md", status=1).output == (
        "list.md:3:7: RK102 error: arXiv has its papers below /abs/; "
        "write https://arxiv.org/abs/2005.14165 [--fix]\n"
        "    3 | - [a](https://arxiv.org/2005.14165)\n"
        "      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "list.md:4:1: RK402 warning: the item is empty; fill it or take it out\n"
        "    4 | -\n"
        "      | ^\n"
        "2 findings in 1 list; --fix mends 1.\n"
    )


def test_nothing_wrong(rid_kb):
    Path("list.md").write_text("# List\n\n- [a](https://example.org/a)\n")
    assert rid_kb("check", "list.md", status=0).output == "Nothing is wrong with 1 list.\n"


def test_json(rid_kb):
    Path("list.md").write_text(BAD)
    first, second = json.loads(rid_kb("check", "list.md", "--format", "json", status=1).output)
    assert first == {
        "code": "RK102",
        "name": "mistyped-address",
        "severity": "error",
        "path": "list.md",
        "line": 3,
        "column": 7,
        "length": 28,
        "message": "arXiv has its papers below /abs/; write https://arxiv.org/abs/2005.14165",
        "replacement": "https://arxiv.org/abs/2005.14165",
    }
    assert (second["code"], second["replacement"]) == ("RK402", None)


def test_github_annotations(rid_kb):
    Path("a,b.md").write_text("- [x](https://arxiv.org/abs/2313.01234)\n\n50 %\n")
    assert rid_kb("check", "a,b.md", "--format", "github", status=1).output == (
        "::error file=a%2Cb.md,line=1,col=7,endColumn=39,title=RK102 mistyped-address::"
        "“2313.01234” is no arXiv identifier; check it\n"
    )


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ("", "", ["RK102", "RK402"]),
        ("RK1", "", ["RK102"]),
        ("", "RK4", ["RK102"]),
        ("RK402", "RK4", ["RK402"]),
        ("all", "rk102", ["RK402"]),
    ],
)
def test_rules_are_selected_by_their_codes(rid_kb, select, ignore, codes):
    Path("list.md").write_text(BAD)
    arguments = ["--select", select, "--ignore", ignore, "--format", "json"]
    found = json.loads(rid_kb("check", "list.md", *arguments, status=1).output)
    assert [each["code"] for each in found] == codes


def test_rules_are_selected_in_the_configuration(rid_kb):
    Path("list.md").write_text(BAD)
    Path("rid-kb.toml").write_text('[check]\nignore = ["RK402", "RK102"]\n')
    rid_kb("check", "list.md", status=0)
    rid_kb("check", "list.md", "--ignore", "RK402", status=1)


@pytest.mark.parametrize(
    "text",
    [
        "- [a](https://arxiv.org/2005.14165) <!-- rid-kb: ignore RK102 -->\n",
        "<!-- rid-kb: ignore RK402, RK102 -->\n- [a](https://arxiv.org/2005.14165)\n",
        "<!-- rid-kb: ignore -->\n- [a](https://arxiv.org/2005.14165)\n",
    ],
)
def test_a_comment_leaves_a_line_out(rid_kb, text):
    Path("list.md").write_text(text)
    rid_kb("check", "list.md", status=0)


def test_a_comment_for_another_rule_does_not(rid_kb):
    Path("list.md").write_text(
        "- [a](https://arxiv.org/2005.14165) <!-- rid-kb: ignore RK101 -->\n"
    )
    rid_kb("check", "list.md", status=1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.md"], "none.md: is not there"),
        (["list.md", "--select", "RK999"], "No rule is called RK999"),
        ([], "Name a file"),
    ],
)
def test_what_cannot_be_checked(rid_kb, arguments, said):
    Path("list.md").write_text(BAD)
    assert said in rid_kb("check", *arguments, status=2).output


def test_a_broken_configuration(rid_kb):
    Path("rid-kb.toml").write_text("[check]\nselct = []\n")
    assert "rid-kb.toml:2: check has no key 'selct'" in rid_kb("check", status=2).output


def test_every_other_byte_stays(rid_kb):
    text = "\ufeff# L\r\n\r\n- [a](https://x.org/a,)\t\r\n\x1b- [b](https://x.org/b,)\rend"
    Path("list.md").write_bytes(text.encode())
    rid_kb("check", "list.md", "--fix", "--select", "RK102", status=1)
    assert Path("list.md").read_bytes() == text.replace("/a,", "/a").encode()


def test_what_cannot_be_written_is_one_sentence(rid_kb, monkeypatch):
    Path("list.md").write_text(BAD)

    def refuse(path, content):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    result = rid_kb("check", "list.md", "--fix", status=2)
    assert "list.md: cannot be written: Permission denied" in result.output
    assert Path("list.md").read_text() == BAD


def test_the_documentation_lists_the_rules_as_they_are(rid_kb):
    table = [
        f"| {each.code} | `{each.name}` | {each.severity}{'' if each.is_default else ', off'} "
        f"| {'yes' if each.is_fixable else ''} | {each.summary} |"
        for each in RULES
    ]
    page = (PROJECT / "docs" / "check.md").read_text("utf-8")
    assert [line for line in page.splitlines() if line.startswith("| RK")] == table
    lines = rid_kb("rules", status=0).output.splitlines()
    assert [line.split("\t")[0] for line in lines][-len(RULES) :] == [each.code for each in RULES]


def test_codes_and_names_are_of_one_rule_each():
    assert len({each.code for each in RULES}) == len({each.name for each in RULES}) == len(RULES)
    assert [each.code for each in RULES] == sorted(each.code for each in RULES)


FRAGMENTS = st.sampled_from(
    ["# ", "- ", "\t- ", "    - ", "| a | ", "\n", "\n\n", "\r\n", "[x](", ")", "](", "https://",
     "arxiv.org/2005.14165", "https://arxiv.org/abs/2106.09685", "https://x.org/,", "â€“", "Ã©",
     "2024-01-08", "31/02/24", "|---|---|\n", "| Date | Lead |\n", "<!-- rid-kb: ignore -->", "`",
     "```\n", "é", "\x0b", "\u2028", "TBC", "[08/01/24](#080124)", "## 08/01/24"]
)  # fmt: skip
LORA = Work("LoRA [draft] \\", identifiers=(Identifier("arxiv", "2106.09685"),))


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_any_list_can_be_checked_and_mended_once_for_all(text):
    def mend(text):
        facts = Facts({LORA.identifiers[0]: LORA})
        findings = check_group(Group([read_document(Source("a.md", text))], facts), ["all"])
        return mended(text, findings)

    states = [text]
    for _ in range(8):
        states.append(mend(states[-1]))
    assert states[-1] == states[-2]
