"""What a node of an outline is, by itself: how deep it stands, a caption, a remark."""

import re
from collections.abc import Iterable, Sequence

from rid_kb.outline import OutlineNode
from rid_kb.reading_list.entries import CAPTION_LENGTH, plain, says_something
from rid_kb.reading_list.headings import is_section, is_topic
from rid_kb.reading_list.vocabulary import NEWS

FRONT_LEVEL, BOLD_LEVEL, PROSE_LEVEL, ITEM_LEVEL = 0, 8, 9, 10
_MINUTES = re.compile(
    r"(?:(?:meeting|discussion|our|key) )?(?:notes|minutes|discussion|questions|attendees|agenda|"
    r"summary|takeaways|action items|to-?dos?)\W*",
    re.IGNORECASE,
)
_REMARK = re.compile(r"(?:notes?|nb|n\.b\.|p\.?s\.?)\b", re.IGNORECASE)


def document_title(nodes: Sequence[OutlineNode], openings: Iterable[int]) -> str:
    """Find the heading of the whole document: the one of the first level, before all topics."""
    front = next((each for each in nodes if each.kind == "property" and each.name == "title"), None)
    if front is not None:
        return plain(front.text)
    opened = set(openings)
    headings = [(place, node) for place, node in enumerate(nodes) if node.kind == "heading"]
    if not headings or headings[0][1].level != 1 or headings[0][0] in opened:
        return ""
    others = [
        node
        for place, node in headings[1:]
        if node.level == 1 and place not in opened and is_topic(node.text)
    ]
    return "" if others else plain(headings[0][1].text)


def level_of(node: OutlineNode) -> int:
    """Order what can open a session: front matter, headings, bold lines, prose, items."""
    if node.kind == "property":
        return FRONT_LEVEL
    if node.kind == "heading":
        return node.level
    if node.kind == "item":
        return ITEM_LEVEL + node.level
    return BOLD_LEVEL if node.is_bold else PROSE_LEVEL


def is_caption(node: OutlineNode) -> bool:
    """Tell a line that names what follows: all of it bold, or "Further reading:"."""
    is_short = len(node.text) <= CAPTION_LENGTH and not node.text.endswith((".", "!"))
    if node.level or node.kind != "paragraph" or not is_short:
        return False
    is_named = is_section(node.text) or is_minutes(node.text)
    return node.is_bold or (node.text.endswith(":") and is_named)


def is_minutes(text: str) -> bool:
    """Tell the name of a part that says what happened; what it lists was not read.

    >>> is_minutes("Notes:"), is_minutes("Readings")
    (True, False)
    """
    return any(pattern.fullmatch(plain(text)) for pattern in (_MINUTES, NEWS))


def is_remark(node: OutlineNode) -> bool:
    """Tell a line that begins with a bold "Note"."""
    return bool(node.bold and _REMARK.match(node.text))


def has_words_beside_links(node: OutlineNode) -> bool:
    """Tell a sentence with links in it from links alone."""
    text = node.text
    for link in sorted(node.links, key=lambda link: link.start, reverse=True):
        text = text[: link.start] + text[link.end :]
    return says_something(text)


def is_of_table(table: int, node: OutlineNode) -> bool:
    """Tell a row of one table from all else."""
    return node.kind == "row" and node.table == table
