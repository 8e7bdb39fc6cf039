"""A document while it is still being read, and its sessions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rid_kb.model import Lead, Reading, Resource, Session, SessionStatus
from rid_kb.outline import Cell, Link, OutlineNode, cut
from rid_kb.reading_list.dates import WrittenDate, find_date
from rid_kb.reading_list.entries import item_readings, plain, without_pictures
from rid_kb.reading_list.kinds import split_kind, without_tbc
from rid_kb.reading_list.leads import is_names, parse_leads, split_leads
from rid_kb.reading_list.nodes import has_words_beside_links
from rid_kb.reading_list.resources import resource_kind, split_resources
from rid_kb.reading_list.targets import is_certain_work, is_reading
from rid_kb.reading_list.terms import Term
from rid_kb.reading_list.vocabulary import CANCELLED, Column, Vocabulary

LONGEST_EXCUSE = 8  # words
_CANCELLED_ONLY = re.compile(r"\W*(?:cancel+ed|postponed|called off)\W*", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:in |@ ?)?(?:(?:lecture |seminar )?room\b.{1,30}|(?:on )?zoom|online)", re.IGNORECASE
)
_QUOTED = re.compile(r"^[\"“]([^\"“”]+)[\"”]$")
_TELLS_STATUS = ("date", "topic", "status", "note", "reading", "kind")


@dataclass(slots=True)
class SessionDraft:
    """What was read of a session so far.

    `target` is the anchor that a schedule's row points at, `anchors` are those of a section's
    heading; `needs_title` says that the heading of a section told only when it was.
    """

    label: str
    line: int
    date: WrittenDate | None = None
    term: Term | None = None
    topic: str = ""
    kind: str = ""
    room: str = ""
    status: SessionStatus | None = None
    abstract: list[str] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    is_row: bool = False
    target: str = ""
    anchors: tuple[str, ...] = ()
    needs_title: bool = False
    subtitle: str = ""
    iso: str = ""

    def copy(self) -> "SessionDraft":
        """Make another one, which stays as it is when this one is joined."""
        return replace(
            self,
            leads=[*self.leads],
            readings=[*self.readings],
            resources=[*self.resources],
            abstract=[*self.abstract],
        )

    def set_topic(self, title: str, vocabulary: Vocabulary) -> None:
        """Take a title, parted into kind and topic; one that only says where is a room."""
        if _ROOM.fullmatch(title.strip()):
            self.room = self.room or plain(title)
            return
        kind, topic = split_kind(without_pictures(plain(title)), vocabulary)
        self.topic = _QUOTED.sub(r"\1", topic)
        self.kind = kind or self.kind
        self.needs_title = False
        if is_cancelled(title):
            self.status = "cancelled"
            self.topic = "" if _CANCELLED_ONLY.fullmatch(self.topic) else self.topic

    def take(self, column: Column, header: str, cell: Cell, line: int, words: Vocabulary) -> None:
        """Take what a cell of a table, or a line of the form `Speaker: …`, says."""
        text = plain(cell.text)
        match column:
            case "date":
                self.date = self.date or find_date(cell.text)
                self._take_target(cell)
            case "topic":
                self._take_topic(cell, line, words)
            case "reading":
                self._take_readings(header, cell, line, words)
            case "leads" if any(map(is_certain_work, cell.links)):
                before = cell.text[: cell.links[0].start].strip(" :,;–—-")
                self.leads += parse_leads(Cell(before)) if is_names(before) else ()
                self._take_readings(header, cell, line, words)
            case "leads":
                self.leads += [lead for lead in parse_leads(cell) if lead not in self.leads]
            case "room":
                self.room = self.room or without_tbc(text)
            case "resource":
                self._take_resources(header, cell)
            case "abstract":
                self.abstract += [text] if text and without_tbc(text) else []
            case "kind":
                self.kind = self.kind or without_tbc(text)
            case "note" | "status" | "number" | "":
                self._take_other_links(cell, line, words)
        if column in _TELLS_STATUS and is_cancelled(text) and not _work_links(cell):
            self.status = "cancelled"

    def _take_target(self, cell: Cell) -> None:
        anchors = [link.url[1:].lower() for link in cell.links if link.url.startswith("#")]
        self.target = self.target or next(iter(anchors), "")

    def _take_topic(self, cell: Cell, line: int, words: Vocabulary) -> None:
        self._take_target(cell)
        titled, leads = split_leads(OutlineNode("item", line, text=cell.text, links=cell.links))
        self.leads += [lead for lead in leads if lead not in self.leads]
        text, resources, links = split_resources(Cell(titled.text, titled.links))
        self.set_topic(_first_line(titled) or text, words)
        self.resources += resources
        for link in links:
            node = OutlineNode("item", line, text=link.text, links=(_alone(link),))
            readings = item_readings(node, words)
            if len(links) == 1 and link.is_bare:
                readings = [
                    replace(reading, text=self.topic or reading.text) for reading in readings
                ]
            self.readings += readings

    def _take_readings(self, header: str, cell: Cell, line: int, words: Vocabulary) -> None:
        rest, resources = _without_resources(cell)
        self.resources += resources
        section = "" if _is_plain_header(header) else header
        for part in _lines_of(rest):
            if not part.links and (is_cancelled(part.text) or not without_tbc(part.text)):
                continue
            node = OutlineNode("item", line, text=part.text, links=part.links)
            self.readings += [
                replace(reading, section=section, medium=reading.medium or "paper")
                for reading in item_readings(node, words)
            ]

    def _take_resources(self, header: str, cell: Cell) -> None:
        for link in cell.links:
            kind = resource_kind(link.text) or resource_kind(header) or header.lower()
            self.resources.append(Resource(kind, link.text or header, link.url))

    def _take_other_links(self, cell: Cell, line: int, words: Vocabulary) -> None:
        node = OutlineNode("item", line, text=cell.text, links=cell.links)
        for reading in item_readings(node, words) if cell.links else ():
            if kind := resource_kind(reading.text):
                self.resources.append(Resource(kind, reading.text, reading.url))
            elif reading.url:
                self.readings.append(reading)

    def session(self, path: str, default: SessionStatus) -> Session:
        """Give the finished session; its readings know their document."""
        return Session(
            label=self.label,
            date=self.iso,
            topic=self.topic,
            subtitle=self.subtitle,
            kind=self.kind,
            room=self.room,
            abstract="\n\n".join(self.abstract),
            status=self.status or default,
            leads=tuple(self.leads),
            resources=tuple(dict.fromkeys(self.resources)),
            readings=tuple(replace(reading, path=path) for reading in self.readings),
            path=path,
            line=self.line,
        )


@dataclass(slots=True)
class Document:
    """What was read of one document, not yet joined: sessions, readings, and the account of it."""

    title: str = ""
    drafts: list[SessionDraft] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    explained: list[tuple[int, str]] = field(default_factory=list)


def is_cancelled(text: str) -> bool:
    """Tell whether a title says that nothing takes place.

    >>> is_cancelled("No meeting (EMNLP deadline)"), is_cancelled("Breaking the bottleneck")
    (True, False)
    """
    return CANCELLED.search(text) is not None and len(text.split()) <= LONGEST_EXCUSE


def _first_line(titled: OutlineNode) -> str:
    """Take the words of a cell that stand alone above a line of links; "" without any."""
    first, _, others = titled.text.partition("\n")
    has_links = any(link.start < len(first) for link in titled.links)
    is_only_links = others.strip() and not has_words_beside_links(cut(titled, len(first)))
    return first if is_only_links and not has_links else ""


def _work_links(cell: Cell) -> list[Link]:
    return [link for link in cell.links if is_reading(link)]


def _alone(link: Link) -> Link:
    return replace(link, start=0, end=len(link.text))


def _is_plain_header(header: str) -> bool:
    """Tell a column of readings from one of readings of a certain sort ("Optional reading")."""
    sorts = {"optional", "required", "extra", "additional", "further", "background", "main"}
    return not sorts & set(header.lower().split())


def _without_resources(cell: Cell) -> tuple[Cell, list[Resource]]:
    """Part a cell of readings from the slides and the like that are named in it."""
    resources = [link for link in cell.links if resource_kind(link.text)]
    if len(resources) == len(cell.links) and not any(
        resource_kind(link.text) in ("slides", "video", "notes") for link in resources
    ):
        return cell, []
    links = tuple(link for link in cell.links if link not in resources)
    text = cell.text
    for link in reversed(resources):
        blank = " " * (link.end - link.start)
        text = text[: link.start] + blank + text[link.end :]
    return Cell(text, links), [
        Resource(resource_kind(link.text), link.text, link.url) for link in resources
    ]


def _lines_of(cell: Cell) -> Sequence[Cell]:
    """Part a cell at its line breaks."""
    parts = []
    start = 0
    for line in cell.text.split("\n"):
        end = start + len(line)
        parts.append(
            Cell(
                line,
                tuple(
                    replace(link, start=link.start - start, end=link.end - start)
                    for link in cell.links
                    if start <= link.start <= end and link.end <= end
                ),
            )
        )
        start = end + 1
    return parts
