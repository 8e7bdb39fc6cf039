"""An outline walked from top to bottom: what stands under which session or topic."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rid_kb.model import Reading, SessionStatus, SourceRole
from rid_kb.outline import Cell, OutlineNode, cut
from rid_kb.reading_list.drafts import SessionDraft
from rid_kb.reading_list.entries import (
    item_readings,
    plain,
    prose_readings,
    says_something,
)
from rid_kb.reading_list.kinds import without_tbc
from rid_kb.reading_list.labels import Label
from rid_kb.reading_list.openings import Field, find_field, find_openings
from rid_kb.reading_list.resources import split_resources
from rid_kb.reading_list.schedule import read_table
from rid_kb.reading_list.targets import is_reading
from rid_kb.reading_list.terms import Term, find_term, is_term_heading
from rid_kb.reading_list.topics_of_weeks import topic_of_item
from rid_kb.reading_list.vocabulary import ABOUT, BOILERPLATE, SECTION_WORDS, Vocabulary

BOLD_LEVEL, PROSE_LEVEL, ITEM_LEVEL = 8, 9, 10
_REMARK = re.compile(r"notes?\b", re.IGNORECASE)
_ABSTRACT = re.compile(r"(?:abstract|summary|description)\W*", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:upcoming|planned|future|next|forthcoming|coming up)\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:previous|past|archived?|held|completed|earlier|history)\b", re.IGNORECASE)
PROSE_LENGTH = 80


@dataclass(slots=True)
class Document:
    """What was read of one document, not yet joined: sessions, readings, and the account of it."""

    title: str = ""
    drafts: list[SessionDraft] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    explained: list[tuple[int, str]] = field(default_factory=list)
