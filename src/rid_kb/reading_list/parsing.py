"""One document as sessions and readings, with an account of every line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rid_kb.model import Reading, Session, SessionStatus, Source, SourceRole
from rid_kb.outline import parse_outline, split_lines
from rid_kb.reading_list.documents import read_document
from rid_kb.reading_list.drafts import Document
from rid_kb.reading_list.joining import date_drafts, join_drafts
from rid_kb.reading_list.vocabulary import DEFAULT, Vocabulary

_ARCHIVE_NAME = re.compile(
    r"(?<![a-z])(?:previous|past|archived?|history|old)(?![a-z])", re.IGNORECASE
)
_UPCOMING = re.compile(r"\b(?:upcoming|next|future|planned)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:previous|past|archived?|earlier|history)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadingList:
    """What one document tells: its sessions in its own order, and the readings of no session.

    `explained` says, for every line that is not blank, in order, what it was taken for.
    """

    sessions: tuple[Session, ...] = ()
    readings: tuple[Reading, ...] = ()
    title: str = ""
    explained: tuple[tuple[int, str], ...] = ()


def parse_reading_list(source: Source, vocabulary: Vocabulary = DEFAULT) -> ReadingList:
    r"""Read the Markdown of one document, whatever it says.

    >>> text = "## 2024-02-19: Fine-tuning\n- [LoRA](https://arxiv.org/abs/2106.09685)"
    >>> (session,) = parse_reading_list(Source("list.md", text)).sessions
    >>> session.date, session.topic, [reading.text for reading in session.readings]
    ('2024-02-19', 'Fine-tuning', ['LoRA'])
    """
    return join_told(source, read_told(source, vocabulary))


def read_told(source: Source, vocabulary: Vocabulary = DEFAULT) -> Document:
    """Read the sessions of a document as it tells them: rows and sections apart, with dates."""
    document = read_document(parse_outline(source.text), vocabulary)
    date_drafts(document.drafts)
    return document


def join_told(source: Source, document: Document) -> ReadingList:
    """Put rows and sections of the same session together; the drafts change by it."""
    default: SessionStatus = "planned" if source.role == "schedule" else "held"
    return ReadingList(
        tuple(draft.session(source.path, default) for draft in join_drafts(document.drafts)),
        tuple(replace(reading, path=source.path) for reading in document.readings),
        document.title,
        tuple(_explain_lines(source.text, document.explained)),
    )


def infer_role(source: Source) -> SourceRole:
    """Tell from its name and headings whether a document is a schedule, an archive or a list.

    >>> infer_role(Source("PREVIOUS.md", "")), infer_role(Source("a.md", "## Upcoming schedule"))
    ('archive', 'schedule')
    """
    name = source.path.rsplit("/", 1)[-1]
    if _ARCHIVE_NAME.search(name):
        return "archive"
    headings = [node.text for node in parse_outline(source.text) if node.kind == "heading"]
    if _is_any(_UPCOMING, headings) and not _is_any(_PAST, headings):
        return "schedule"
    return "list"


def _is_any(pattern: re.Pattern[str], headings: Iterable[str]) -> bool:
    return any(pattern.search(heading) for heading in headings)


def _explain_lines(text: str, explained: Iterable[tuple[int, str]]) -> Iterable[tuple[int, str]]:
    """Say what every line that is not blank was taken for; a block may go over several."""
    meanings: dict[int, str] = {}
    for line, meaning in explained:
        meanings[line] = f"{meanings[line]}; {meaning}" if line in meanings else meaning
    above = "what stands before the list"
    for number, content in enumerate(split_lines(text), start=1):
        if number in meanings:
            above = f"{meanings[number]}, continued"
        if content.strip():
            yield number, meanings.get(number, above)
