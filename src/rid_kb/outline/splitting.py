"""Blocks that CommonMark reads as one and a reader as several."""

import re
from dataclasses import replace

from rid_kb.outline.fragment import Fragment
from rid_kb.outline.nodes import OutlineNode, cut

_PROPERTY = re.compile(r"\W{0,3}([A-Za-z][\w -]{0,30})::(?:\s+|$)")
_LABEL = re.compile(r"[A-Z][\w /&()-]{1,24}:\s")
_ENDS_PHRASE = (".", ",", ":", ";", "-", "–", "(")


def split_block(node: OutlineNode, fragment: Fragment, start: int = 0) -> list[OutlineNode]:
    """Cut a block at the ends of its lines where something else begins.

    That is a property (`date:: 2023-10-05`), a bold caption on a line of its own and what comes
    after one, a line of the form `Label: …` after another, a link after a line that begins with
    one, a new sentence under an item that is complete. `start` is where the text begins.
    """
    places = [(start, node.line)]
    lines = [(0, node.line), *fragment.breaks]
    for index, (place, line) in enumerate(lines[1:], 1):
        end = lines[index + 1][0] if index + 1 < len(lines) else len(node.text)
        before, text = node.text[places[-1][0] : place].strip(), node.text[place:end].strip()
        if before and text and _begins(node, fragment, (places[-1][0], place), (before, text)):
            places.append((place, line))
    stops = [place for place, _ in places[1:]] + [len(node.text)]
    parts = [
        replace(cut(node, place, stop), line=line)
        for (place, line), stop in zip(places, stops, strict=True)
    ]
    return [
        _as_property(
            part
            if not index
            else replace(
                part,
                kind="paragraph" if part.kind == "item" else part.kind,
                bold=fragment.bold_ends.get(places[index][0], places[index][0]) - places[index][0],
            )
        )
        for index, part in enumerate(parts)
    ]


def _begins(
    node: OutlineNode, fragment: Fragment, places: tuple[int, int], texts: tuple[str, str]
) -> bool:
    """Tell whether something else begins at the second place, after what began at the first."""
    (last, place), (before, text) = places, texts
    starts = {link.start for link in node.links}
    if _PROPERTY.match(text) or _PROPERTY.match(before):
        return True
    if node.bold and last == 0 and node.bold >= len(before.rstrip(" .:")) and node.bold <= place:
        return True
    if place in fragment.bold_ends and (last in fragment.bold_ends or ":" in text[:40]):
        return True
    if node.kind == "paragraph" and (
        (place in starts and last in starts) or (_LABEL.match(before) and _LABEL.match(text))
    ):
        return True
    return (
        node.kind == "item"
        and not any(link.start >= place for link in node.links)
        and text[0].isupper()
        and not before.endswith(_ENDS_PHRASE)
        and place in fragment.lazy
    )


def _as_property(node: OutlineNode) -> OutlineNode:
    property_ = _PROPERTY.match(node.text)
    if property_ is None or node.kind == "heading":
        return node
    name = property_.group(1).strip().lower()
    return replace(cut(node, property_.end()), kind="property", name=name)
