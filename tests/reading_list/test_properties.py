"""What holds for every document: it parses, each line is accounted for, no link is lost."""

from hypothesis import given
from hypothesis import strategies as st

from rid_kb.model import Source
from rid_kb.reading_list import merge_reading_lists, parse_reading_list

FRAGMENTS = st.sampled_from(
    ["# ", "## ", "### ", "- ", "* ", "1. ", "  - ", "\t- ", "> ", "| ", " | ", "|---|---|",
     "---",
     "```", "<table>", "<td>", "<!--", "-->", "[x](", ")", "[", "]", "[[", "]]", "::", "**", ":---",
     "<https://example.org/a>", "[a](https://arxiv.org/abs/1706.03762)",
     "https://doi.org/10.1/x",
     "[^1]", "[^1]: note", "2023-10-05", "05/10/23", "Oct 5", "Week 3", "Fall 2023",
     "31/02/2024",
     "Date", "Speaker:", "TBC", "led by ", "Ann", ":star:", "\t", "\\", "`",
     "&amp;", "<br>", "\r\n"]
)  # fmt: skip
DOCUMENTS = st.lists(
    st.one_of(FRAGMENTS, st.just("\n"), st.just("\n"), st.text(max_size=8)), max_size=60
).map("".join)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=20).map(str.strip)
HEADINGS = st.sampled_from(
    ["## 2023-10-05", "### Oct 5, 2023: Scaling", "## Vision", "# Fall 2023", "**12/10/2023**",
     "#### Main", "## Week 4", "<details>\n<summary>More</summary>\n", ""]
)  # fmt: skip


def collection(text):
    source = Source("list.md", text)
    parsed = parse_reading_list(source)
    return parsed, merge_reading_lists("group", [(source, parsed)])


@given(DOCUMENTS)
def test_any_document_parses_and_every_line_is_accounted_for(text):
    parsed, merged = collection(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbers = [number for number, _ in parsed.explained]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= len(lines) for number in numbers)
    ids = [session.id for session in merged.sessions]
    assert len(ids) == len(set(ids))


@given(DOCUMENTS)
def test_reading_a_document_again_gives_the_same(text):
    assert collection(text) == collection(text)


@given(st.lists(st.tuples(HEADINGS, st.integers(0, 3), WORDS), min_size=1, max_size=12))
def test_no_link_of_an_item_is_lost(parts):
    links = [f"https://example.org/{place}" for place in range(len(parts))]
    text = "".join(
        f"\n{heading}\n\n- {'read ' * words}[{name or 'x'}]({link})\n"
        for (heading, words, name), link in zip(parts, links, strict=True)
    )
    _, merged = collection("# Group\n\n## Papers\n" + text)
    kept = [each.url for each in merged.readings]
    for session in merged.sessions:
        kept += [each.url for each in (*session.readings, *session.resources)]
    assert sorted(kept) == sorted(links)
