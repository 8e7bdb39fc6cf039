"""Topics: that of a session which an item opens, and the tags of a reading."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from rid_kb.model import Reading, Session
from rid_kb.outline import Link, OutlineNode
from rid_kb.reading_list.entries import (
    first_sentence,
    is_unnamed,
    plain,
    words_before_announcement,
)

_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
TOPIC_LENGTH, SENTENCE_LENGTH = 80, 160  # characters


def topic_of_item(node: OutlineNode, readings: Sequence[Reading]) -> tuple[str, str]:
    """Tell the topic of a session from the item that opens it, and what else the item says.

    The topic is its text without bare URLs where that is short, else the text of its first
    reading, else the beginning of its first sentence.
    """
    if announced := words_before_announcement(node):
        return announced, ""
    words = node.text
    for link in sorted(node.links, key=lambda link: link.start, reverse=True):
        if link.is_bare or is_unnamed(link.text) or _is_bracketed(words, link):
            words = words[: link.start] + words[link.end :]
    words = plain(_EMPTY_BRACKETS.sub("", words)).strip(" :,;–—-")
    if len(words) <= TOPIC_LENGTH:
        return words, ""
    topic = readings[0].text if readings else _shortened(first_sentence(words))
    text = plain(node.text)
    return topic, "" if topic == text else text


def _is_bracketed(words: str, link: Link) -> bool:
    """Tell a link that stands in brackets behind a title: "On graphs [GCN]"."""
    return link.start > 1 and words[link.start - 1] == "[" and words[link.end :][:1] == "]"


def _shortened(text: str) -> str:
    text = plain(text)
    if len(text) <= SENTENCE_LENGTH:
        return text
    return f"{text[:TOPIC_LENGTH].rsplit(' ', 1)[0]} …"


def infer_topics(
    session: Session | None, reading: Reading, title: str, topics: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Tag a reading with the topics whose words stand in its title, headings or session.

    `topics` gives the words and phrases of each topic, in the order of the tags. Headings of a
    list that is ordered by topic are tags as they stand, and come first.

    >>> reading = Reading("RAG", headings=("NLP",))
    >>> infer_topics(None, reading, "Retrieval-augmented generation", {"Retrieval": ["retrieval"]})
    ('NLP', 'Retrieval')
    """
    parts = [title, reading.text, *reading.headings]
    if session is not None:
        parts += [session.topic, session.subtitle]
    text = "\n".join(parts)
    found = (topic for topic, words in topics.items() if _pattern(tuple(words)).search(text))
    return tuple(dict.fromkeys((*reading.headings, *found)))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match whole words, in the plural too, whatever stands between those of a phrase."""
    phrases = (r"[\s-]+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases) or '(?!)'})(?:e?s)?(?!\w)", re.IGNORECASE)
