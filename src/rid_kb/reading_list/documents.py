"""A document walked from top to bottom: what stands under which session or topic."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from rid_kb.model import Reading, SessionStatus
from rid_kb.outline import Cell, OutlineNode, cut
from rid_kb.reading_list.drafts import Document, SessionDraft, is_cancelled
from rid_kb.reading_list.entries import (
    is_certain,
    is_unnamed,
    item_readings,
    name_unnamed,
    plain,
    prose_readings,
    says_something,
    words_before_announcement,
)
from rid_kb.reading_list.headings import Heading, is_section, is_topic, read_heading
from rid_kb.reading_list.kinds import without_tbc
from rid_kb.reading_list.labels import Label
from rid_kb.reading_list.leads import (
    end_in_names,
    parse_leads,
    split_last_leads,
    split_leads,
    split_stated_leads,
)
from rid_kb.reading_list.media import infer_medium, medium_below
from rid_kb.reading_list.nodes import (
    BOLD_LEVEL,
    ITEM_LEVEL,
    document_title,
    has_words_beside_links,
    is_caption,
    is_minutes,
    is_of_table,
    is_remark,
    level_of,
)
from rid_kb.reading_list.openings import find_field, find_fields, find_openings
from rid_kb.reading_list.resources import split_resources, without_resources
from rid_kb.reading_list.schedule import column_of, read_table
from rid_kb.reading_list.topics import topic_of_item
from rid_kb.reading_list.vocabulary import Vocabulary

LONGEST_ENTRY = 80  # characters; a longer item without a link, outside sessions, is prose
_ABSTRACT = re.compile(r"(?:abstract|summary|description)\W*", re.IGNORECASE)


def read_document(nodes: Sequence[OutlineNode], vocabulary: Vocabulary) -> Document:
    """Find the sessions of an outline and give every reading its place."""
    walk = _Walk(nodes, vocabulary)
    place = 0
    while place < len(nodes):
        node = nodes[place]
        if node.kind == "row":
            rows = [*takewhile(partial(is_of_table, node.table), nodes[place:])]
            walk.take_table(rows)
            place += len(rows)
            continue
        walk.take(place, node)
        place += 1
    return walk.document


class _Walk:
    """Where in the document we are: under which headings, in which session and section."""

    def __init__(self, nodes: Sequence[OutlineNode], vocabulary: Vocabulary) -> None:
        self.nodes = nodes
        self.vocabulary = vocabulary
        self.openings = find_openings(nodes)
        self.has_names_in_titles = end_in_names(each.after for each in self.openings.values())
        self.document = Document(document_title(nodes, self.openings))
        self.headings: list[Heading] = []
        self.draft: SessionDraft | None = None
        self.draft_level = 0
        self.section = ""
        self.captions: list[tuple[int, str]] = []
        self.last_level: int | None = None

    def take(self, place: int, node: OutlineNode) -> None:
        """Take a node that is no row of a table."""
        if place in self.openings:
            self._open(place, node, self.openings[place])
        elif node.kind == "heading":
            self._take_heading(node)
        elif node.kind == "item":
            self._take_item(place, node)
        elif node.kind == "property":
            self._take_property(node)
        elif node.kind == "code":
            self._explain(node, "code")
        elif is_caption(node):
            self._take_caption(node)
        else:
            self._take_prose(node)

    def take_table(self, rows: Sequence[OutlineNode]) -> None:
        """Take a table: its sessions, or its readings where it tells of none."""
        table = read_table(rows, self.vocabulary)
        if table.drafts:
            self._close()
            for draft in table.drafts:
                self._place(draft)
        self._add(table.readings)
        self.document.explained += table.explained

    def _explain(self, node: OutlineNode, meaning: str) -> None:
        self.document.explained.append((node.line, meaning))

    def _close(self) -> None:
        self.draft = None
        self._enter("")

    def _enter(self, section: str) -> None:
        self.section = section
        self.captions = []
        self.last_level = None

    def _place(self, draft: SessionDraft) -> None:
        above = (each.term for each in reversed(self.headings) if each.term)
        draft.term = draft.term or next(above, None)
        draft.status = draft.status or self._status()
        self.document.drafts.append(draft)

    def _status(self) -> SessionStatus | None:
        return next((each.status for each in reversed(self.headings) if each.status), None)

    def _open(self, place: int, node: OutlineNode, label: Label) -> None:
        self._close()
        level = level_of(node)
        while node.kind == "heading" and self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        self.captions = [each for each in self.captions if each[0] < node.level]
        draft = SessionDraft(label.text, node.line, label.date, anchors=node.anchors)
        self.draft = draft
        self.draft_level = level
        if node.struck and node.struck >= len(node.text):
            draft.status = "cancelled"
        self._place(draft)
        self._explain(node, f"session {label.text}")
        if node.kind == "property":
            draft.needs_title = True
            self._take_property(node)
        elif node.kind == "item":
            self._open_item(draft, node, label)
        else:
            self._title_session(draft, node, label)

    def _title_session(self, draft: SessionDraft, node: OutlineNode, label: Label) -> None:
        rest = cut(node, label.end) if label.after and not label.before else node
        rest = self._titled(draft, rest)
        title, resources, _ = split_resources(Cell(rest.text, rest.links))
        title = words_before_announcement(rest) or title
        shown = label.before or (title if rest is not node else label.after)
        draft.set_topic(shown, self.vocabulary)
        draft.needs_title = not draft.topic and not draft.kind
        draft.resources += resources
        urls = {each.url for each in resources}
        self._add(
            [
                replace(each, note="")
                for each in item_readings(rest, self.vocabulary)
                if each.url and each.url not in urls
            ]
        )
        self.last_level = None

    def _titled(self, draft: SessionDraft, node: OutlineNode) -> OutlineNode:
        """Take who leads a session from its title."""
        rest, leads = split_leads(node)
        if not leads and self.has_names_in_titles:
            rest, leads = split_last_leads(node)
        draft.leads += leads
        return rest

    def _open_item(self, draft: SessionDraft, node: OutlineNode, label: Label) -> None:
        rest, draft.resources = without_resources(cut(node, label.end))
        rest = self._titled(draft, rest)
        readings = [each for each in item_readings(rest, self.vocabulary) if each.url]
        topic, abstract = topic_of_item(rest, readings)
        draft.set_topic(topic, self.vocabulary)
        draft.abstract += [abstract] if abstract else []
        whole = plain(rest.text)
        self._add(replace(each, note="") if each.note == whole else each for each in readings)
        self.last_level = node.level if readings else None

    def _take_heading(self, node: OutlineNode) -> None:
        if self.draft is not None and node.level > self.draft_level:
            self._take_inner_heading(self.draft, node)
            return
        self._close()
        while self.headings and self.headings[-1].level >= node.level:
            self.headings.pop()
        heading = read_heading(node, self.document.title)
        self.headings.append(heading)
        self._explain(node, f"topic {heading.text}" if heading.is_topic else "heading")
        if not heading.is_about:
            self._add(prose_readings(node, self.vocabulary))
            self.last_level = None

    def _take_inner_heading(self, draft: SessionDraft, node: OutlineNode) -> None:
        is_title = draft.needs_title and is_topic(node.text)
        draft.needs_title = False
        if is_title and not column_of(node.text):
            title, resources, _ = split_resources(Cell(node.text, node.links))
            draft.set_topic(title, self.vocabulary)
            draft.resources += resources
            self._explain(node, "title of the session")
            urls = {each.url for each in resources}
            self._add(
                [each for each in prose_readings(node, self.vocabulary) if each.url not in urls]
            )
            self.last_level = None
            return
        self._take_caption(node)

    def _take_caption(self, node: OutlineNode) -> None:
        """Take a heading or a bold line within a session or a topic."""
        if self.draft is not None and self.draft_level >= ITEM_LEVEL:
            self._close()
        text = plain(node.text).rstrip(" :.")
        if self.draft_level >= BOLD_LEVEL and is_remark(node) and not is_section(text):
            self._close()
        is_abstract = self.draft is not None and _ABSTRACT.fullmatch(text)
        self._enter("" if is_abstract else text)
        self._explain(node, "abstract" if is_abstract else f"section {text}")
        self._add(prose_readings(node, self.vocabulary))
        self.last_level = None

    def _take_property(self, node: OutlineNode) -> None:
        found = find_field(node)
        if self.draft is None or found is None or not found.column:
            self._explain(node, "a property")
            return
        self.draft.take(found.column, found.header, found.cell, node.line, self.vocabulary)
        self._explain(node, f"{found.column} of the session")

    def _take_field(self, node: OutlineNode) -> bool:
        """Take a line of the form `Speaker: …` within a session."""
        fields = find_fields(node) if self.draft is not None else []
        if self.draft is None or not fields or not all(each.column for each in fields):
            return False
        if any(each.column == "leads" and not parse_leads(each.cell) for each in fields):
            return False
        before = len(self.draft.readings)
        for each in fields:
            self.draft.take(each.column, each.header, each.cell, node.line, self.vocabulary)
        self.draft.readings[before:] = [self._placed(each) for each in self.draft.readings[before:]]
        self._explain(node, f"{' and '.join(each.column for each in fields)} of the session")
        return True

    def _without_leads(self, node: OutlineNode) -> OutlineNode:
        """Take who leads a session that has no lead yet from the end of one of its lines."""
        if self.draft is None or self.draft.leads:
            return node
        rest, leads = split_stated_leads(node)
        self.draft.leads += leads
        return rest

    def _take_item(self, place: int, node: OutlineNode) -> None:
        if self.draft is not None and ITEM_LEVEL + node.level <= self.draft_level:
            self._close()
        self.captions = [each for each in self.captions if each[0] < node.level]
        if self.draft is None:
            limit = ITEM_LEVEL + node.level
            self.headings = [each for each in self.headings if each.level < limit]
        if not says_something(node.text) and not node.links:
            self._explain(node, "nothing")
            return
        if self._take_field(node):
            return
        node = self._without_leads(node)
        readings = [each for each in item_readings(node, self.vocabulary) if each.url]
        if readings:
            self._add(self._allowed(readings))
            self.last_level = node.level
            self._explain(node, "reading")
        elif node.links:
            self._explain(node, "navigation or contact")
        else:
            self._take_words(node, has_items=self._has_items(place, node))

    def _has_items(self, place: int, node: OutlineNode) -> bool:
        following = self.nodes[place + 1 : place + 2]
        return any(each.kind == "item" and each.level > node.level for each in following)

    def _take_words(self, node: OutlineNode, *, has_items: bool) -> None:
        """Take an item without a link: a caption, a note, part of an abstract, or a reading."""
        text = plain(node.text)
        is_below = self.last_level is not None and node.level > self.last_level
        if self.draft is not None and is_cancelled(text) and not self.draft.readings:
            self.draft.status = "cancelled"
            self._explain(node, "status of the session")
        elif has_items and not is_below:
            self._take_item_caption(node, text.rstrip(" :"))
        elif is_below and not has_items:
            self._add_note(text)
            self._explain(node, "note of the reading above")
        elif (
            self.draft is not None and self.draft_level >= ITEM_LEVEL and not infer_medium("", text)
        ):
            self.draft.abstract.append(text)
            self._explain(node, "abstract of the session")
        elif self._is_entry(text):
            self._add(item_readings(node, self.vocabulary))
            self.last_level = node.level
            self._explain(node, "reading without a link")
        elif self.last_level is not None and " " in text and self._add_note(text):
            self._explain(node, "note of the reading above")
        else:
            self._explain(node, "prose")

    def _take_item_caption(self, node: OutlineNode, text: str) -> None:
        self.last_level = None
        if self.draft is not None:
            self.captions.append((node.level, text))
            self._explain(node, f"section {text}")
        elif len(text) <= LONGEST_ENTRY:
            self.headings.append(Heading(ITEM_LEVEL + node.level, text))
            self._explain(node, f"topic {text}")
        else:
            self._explain(node, "prose")

    def _is_entry(self, text: str) -> bool:
        if not without_tbc(text) or is_minutes(self.section):
            return False
        if self.draft is not None:
            return True
        is_placed = self.section or any(each.is_topic for each in self.headings)
        return bool(is_placed) and len(text) <= LONGEST_ENTRY and not text.endswith(":")

    def _take_prose(self, node: OutlineNode) -> None:
        if self.draft is not None and not node.level and self.draft_level >= ITEM_LEVEL:
            self._close()
        if self._take_field(node):
            return
        node = self._without_leads(node)
        readings = prose_readings(node, self.vocabulary)
        if readings and not has_words_beside_links(node):
            listed = item_readings(node, self.vocabulary)
            self._add(self._allowed([each for each in listed if each.url]))
            self.last_level = node.level
            self._explain(node, "readings")
            return
        text = plain(node.text)
        if self.draft is not None and is_remark(node):
            self._explain(node, "a remark")
        elif node.level and self.last_level is not None:
            self._add_note(text)
            self._explain(node, "note of the reading above")
        elif self.draft is not None:
            self.draft.abstract += [text] if without_tbc(text) else []
            self._explain(node, "abstract of the session")
        elif self.last_level is not None and not readings and self._add_note(text):
            self._explain(node, "note of the reading above")
        else:
            self._explain(node, "prose with readings" if readings else "prose")
            if not any(each.is_topic for each in self.headings):
                readings = [each for each in readings if is_certain(each)]
        last_level = self.last_level
        self._add(self._allowed(readings))
        self.last_level = last_level

    def _allowed(self, readings: list[Reading]) -> list[Reading]:
        """Leave out what stands where a document speaks of the group itself, works apart."""
        is_about = self.draft is None and any(each.is_about for each in self.headings)
        return [each for each in readings if is_certain(each)] if is_about else readings

    def _readings(self) -> list[Reading]:
        return self.document.readings if self.draft is None else self.draft.readings

    def _add(self, readings: Iterable[Reading]) -> None:
        self._readings().extend(self._placed(each) for each in readings)

    def _add_note(self, text: str) -> bool:
        readings = self._readings()
        if readings:
            notes = [readings[-1].note, text] if readings[-1].note else [text]
            readings[-1] = replace(readings[-1], note="; ".join(notes))
        return bool(readings)

    def _placed(self, reading: Reading) -> Reading:
        section = [self.section, *(text for _, text in self.captions), reading.section]
        above = self.headings if self.draft is None else []
        headings = tuple(each.text for each in above if each.is_topic)
        path = " / ".join(part for part in section if part)
        medium = medium_below(reading.medium, (*headings, *section))
        if headings and is_unnamed(reading.text):
            (reading,) = name_unnamed([reading], headings[-1])
        return replace(reading, section=path, headings=headings, medium=medium)
