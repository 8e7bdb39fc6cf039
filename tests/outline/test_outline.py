"""Markdown as lists in the wild write it, as an outline."""

import pytest

from rid_kb.outline import parse_outline


def shown(text):
    return [(node.kind, node.line, node.level, node.text) for node in parse_outline(text)]


def links(text):
    return [(link.text, link.url, link.line) for node in parse_outline(text) for link in node.links]


def test_items_know_their_depth():
    assert shown("- a\n  - b\n    1. c\n- d\n") == [
        ("item", 1, 1, "a"),
        ("item", 2, 2, "b"),
        ("item", 3, 3, "c"),
        ("item", 4, 1, "d"),
    ]


def test_headings_have_the_anchors_that_github_makes():
    nodes = parse_outline("# A & B!\n\n## 13/11/23\n\n## 13/11/23\n\n<a name='own'></a>\n\n### C\n")
    assert [node.anchors for node in nodes if node.kind == "heading"] == [
        ("a--b",),
        ("131123",),
        ("131123-1",),
        ("own", "c"),
    ]


def test_a_table_has_its_cells_with_their_links():
    header, row = parse_outline(
        "| Date | Paper |\n|---|---|\n| 1 May | [A](https://a.org) \\| b |\n"
    )
    assert header.is_header
    assert not row.is_header
    assert [cell.text for cell in row.cells] == ["1 May", "A | b"]
    assert row.cells[1].links[0].url == "https://a.org"
    assert header.table == row.table


def test_a_table_of_html_is_one_too():
    text = "<table><tr><th>Date</th></tr>\n<tr><td><a href='https://a.org'>A</a><br>B</td></tr></table>"
    header, row = parse_outline(text)
    assert (header.kind, header.is_header, row.cells[0].text) == ("row", True, "A\nB")
    assert row.cells[0].links[0].url == "https://a.org"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://a.org)", [("a", "https://a.org", 1)]),
        ("see\n[a][1]\n\n[1]: https://a.org", [("a", "https://a.org", 2)]),
        ("<https://a.org>", [("https://a.org", "https://a.org", 1)]),
        ("https://a.org/x_y, and", [("https://a.org/x_y", "https://a.org/x_y", 1)]),
        ("a <a href='https://a.org'>b</a>", [("b", "https://a.org", 1)]),
        ("a[^1]\n\n[^1]: [b](https://a.org)", [("b", "https://a.org", 3)]),
        ("[[Page|b]] https://a.org", [("https://a.org", "https://a.org", 1)]),
        ("[a] (https://a.org)", [("a", "https://a.org", 1)]),
        ("`[a](https://a.org)`", []),
        ("<!-- [a](https://a.org) -->", []),
        ("```\n[a](https://a.org)\n```", []),
    ],
)
def test_links(text, expected):
    assert links(text) == expected


def test_a_link_knows_its_place_in_the_text():
    (node,) = parse_outline("- Main: **[A *b*](https://a.org)** (c)\n")
    (link,) = node.links
    assert node.text == "Main: A b (c)"
    assert node.text[link.start : link.end] == link.text == "A b"


def test_items_that_a_tab_makes_code_are_items():
    assert shown("### A\n\t- b\n")[1][0] == "item"
    assert shown("```\n- b\n```\n")[0][0] == "code"


def test_front_matter_and_properties():
    nodes = parse_outline("---\ntitle: T\ndate: 2024-01-01\n---\n- x\n  topic:: y\n")
    assert [(node.kind, node.name, node.text) for node in nodes] == [
        ("property", "title", "T"),
        ("property", "date", "2024-01-01"),
        ("item", "", "x"),
        ("property", "topic", "y"),
    ]


def test_tasks_and_what_is_struck_or_bold():
    done, open_ = parse_outline("- [x] ~~a~~\n- [ ] **b** c\n")
    assert (done.is_done, done.struck, done.text) == (True, 1, "a")
    assert (open_.is_done, open_.bold, open_.is_bold) == (False, 1, False)
    assert parse_outline("a ~~b~~\n")[0].struck == 0


def test_emoji_shortcodes_are_no_text():
    assert shown("- :movie_camera: video :star2:\n") == [("item", 1, 1, "video")]


def test_a_summary_is_a_heading_below_all_others():
    heading, item = parse_outline("<details><summary>2023</summary>\n\n- a\n\n</details>\n")
    assert (heading.kind, heading.level, heading.text, item.text) == ("heading", 7, "2023", "a")
