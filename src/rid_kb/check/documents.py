"""What rules look at: the documents of a group, line by line, and what is known of their works."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rid_kb.model import Identifier, Reading, Source, Work
from rid_kb.outline import OutlineNode, parse_outline, split_lines
from rid_kb.reading_list import DEFAULT, ReadingList, Vocabulary
from rid_kb.reading_list.drafts import SessionDraft
from rid_kb.reading_list.parsing import join_told, read_told

LOOK_DOWN = 4  # lines below that of a node in which its text may go on


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A part of a line of a document; lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known without asking anybody.

    `works` are those of the knowledge base and the local bibliographies, by every identifier;
    `unknown` are identifiers that an upstream said it does not know.
    """

    works: Mapping[Identifier, Work] = field(default_factory=dict)
    unknown: frozenset[Identifier] = frozenset()
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class Document:
    """One source, as text and as what was read of it.

    `lines` are as CommonMark counts them; `told` are its sessions before rows and sections of
    the same one are joined.
    """

    source: Source
    lines: Sequence[str]
    nodes: Sequence[OutlineNode]
    reading_list: ReadingList
    told: Sequence[SessionDraft]

    @property
    def rows(self) -> list[SessionDraft]:
        """The sessions that rows of a schedule tell of."""
        return [each for each in self.told if each.is_row]

    @property
    def sections(self) -> list[SessionDraft]:
        """The sessions that have a heading or an item of their own."""
        return [each for each in self.told if not each.is_row]

    def find(self, text: str, line: int) -> Place | None:
        """Find a text on a line or shortly below."""
        for number in range(line, min(line + LOOK_DOWN, len(self.lines)) + 1):
            column = self.lines[number - 1].find(text) if text else -1
            if column >= 0:
                return Place(self.source.path, number, column + 1, len(text))
        return None

    def find_address(self, url: str, line: int, before: str = r"(?<![^\s(<|])") -> Place | None:
        """Find an address that stands on a line or shortly below, once and by itself."""
        pattern = re.compile(rf"{before}{re.escape(url)}(?=[\s)>|]|$)")
        for number in range(line, min(line + LOOK_DOWN, len(self.lines)) + 1):
            if matches := [*pattern.finditer(self.lines[number - 1])]:
                start = matches[0].start()
                is_one = len(matches) == 1
                return Place(self.source.path, number, start + 1, len(url)) if is_one else None
        return None

    def place(self, text: str, line: int) -> Place:
        """Find a text; where it does not stand as it is, all of the line."""
        whole = self.lines[line - 1]
        start = len(whole) - len(whole.lstrip())
        somewhere = Place(self.source.path, line, start + 1, max(1, len(whole.strip())))
        return self.find(text, line) or somewhere

    def dated(self, draft: SessionDraft) -> Place:
        """Find the date of a session."""
        return self.place(draft.date.text if draft.date else "", draft.line)

    def readings(self) -> Iterator[Reading]:
        """Give every reading, in the order of the lines."""
        found = [*self.reading_list.readings]
        for session in self.reading_list.sessions:
            found += session.readings
        return iter(sorted(found, key=lambda each: each.line))


@dataclass(frozen=True, slots=True)
class Group:
    """One group's documents, and what is known of their works."""

    documents: Sequence[Document]
    facts: Facts = field(default_factory=Facts)

    def work_of(self, reading: Reading) -> Work | None:
        """Give what is known of the work that a reading links to."""
        return self.facts.works.get(reading.identifier) if reading.identifier else None


def read_document(source: Source, vocabulary: Vocabulary = DEFAULT) -> Document:
    """Read a source for the rules to look at."""
    document = read_told(source, vocabulary)
    told = [draft.copy() for draft in document.drafts]
    reading_list = join_told(source, document)
    lines = split_lines(source.text)
    return Document(source, lines, parse_outline(source.text), reading_list, told)


def words_of(text: str) -> list[str]:
    """Part a text into its words, in lower case."""
    return re.findall(r"[^\W_]+", text.casefold())
