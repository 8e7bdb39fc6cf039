"""Headings that open no session: topics, terms, and what only orders a document."""

import re
from dataclasses import dataclass

from rid_kb.model import SessionStatus
from rid_kb.outline import OutlineNode
from rid_kb.reading_list.entries import plain
from rid_kb.reading_list.terms import Term, find_term, is_term_heading
from rid_kb.reading_list.vocabulary import ABOUT, BOILERPLATE, NEWS, SECTION_WORDS

_PLANNED = re.compile(r"\b(?:upcoming|planned|future|next|forthcoming|coming up)\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:previous|past|archived?|held|completed|earlier|history)\b", re.IGNORECASE)
# What may stand beside a word like "about" or "contact" in a heading about the group itself.
_OF_THE_GROUP = frozenset(
    "a an and at by for from group us the this our of to in on list reading club seminar "
    "meeting meetings info information details you your we is are be with how what who where "
    "when why rules guidelines schedule next can get repo repository page project website i "
    "or paper papers topic topics".split()
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above readings; its `level` is that of the outline, items counted on."""

    level: int
    text: str
    term: Term | None = None
    status: SessionStatus | None = None
    is_topic: bool = True
    is_about: bool = False


def read_heading(node: OutlineNode, title: str) -> Heading:
    """Tell what a heading says of what stands below it; `title` is that of the document."""
    text = plain(node.text)
    status: SessionStatus | None = "planned" if _PLANNED.search(text) else None
    if _HELD.search(text):
        status = "held"
    return Heading(
        node.level,
        text,
        find_term(text),
        status if is_boilerplate(text) or is_term_heading(text) else None,
        is_topic(text) and text != title,
        is_about(text) and text != title,
    )


def is_topic(text: str) -> bool:
    """Tell a topic from a heading that only orders the document.

    >>> [is_topic(text) for text in ("Vision", "Previous sessions", "Fall 2023", "How to join")]
    [True, False, False, False]
    """
    is_other = is_section(text) or is_boilerplate(text) or is_term_heading(text) or is_about(text)
    return not is_other and any(character.isalnum() for character in text)


def is_section(text: str) -> bool:
    """Tell the name of a part of a session, like "Further reading"."""
    words = set(re.findall(r"[\w-]+", text.lower()))
    return bool(words) and words <= SECTION_WORDS


def is_boilerplate(text: str) -> bool:
    """Tell a heading that orders the document."""
    return BOILERPLATE.fullmatch(text) is not None


def is_about(text: str) -> bool:
    """Tell a heading above what the document says of the group itself.

    >>> is_about("About the reading group"), is_about("Overview of knowledge graphs")
    (True, False)
    """
    if NEWS.fullmatch(text):
        return True
    if ABOUT.search(text) is None:
        return False
    rest = re.findall(r"[\w-]+", ABOUT.sub(" ", text).lower())
    return all(word in _OF_THE_GROUP for word in rest)
