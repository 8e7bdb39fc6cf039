"""A topic's kind, and what is yet to be confirmed."""

import re
from functools import cache

from rid_kb.reading_list.vocabulary import DEFAULT, KINDS, Vocabulary

_UNCONFIRMED = r"(?:t\.?b\.?[acd]\.?|to be (?:confirmed|announced|decided|determined)|\?{2,})"
_TBC_START = re.compile(rf"\s*[\[(]?{_UNCONFIRMED}[\])]?\s*(?::|[-–—]|$)\s*", re.IGNORECASE)
_TBC_ANYWHERE = re.compile(rf"\s*[\[(]{_UNCONFIRMED}[\])]\s*", re.IGNORECASE)
_EMPTY = re.compile(r"[\s\-–—.:?]*(?:n/?a)?[\s\-–—.:?]*", re.IGNORECASE)


def without_tbc(text: str) -> str:
    """Drop the marks of what is not settled.

    >>> without_tbc("Toxicity [TBC]"), without_tbc("TBC: Marek Strong"), without_tbc("tbc")
    ('Toxicity', 'Marek Strong', '')
    """
    text = _TBC_ANYWHERE.sub(" ", text).strip()
    text = _TBC_START.sub("", text).strip()
    return "" if _EMPTY.fullmatch(text) else text


def split_kind(topic: str, vocabulary: Vocabulary = DEFAULT) -> tuple[str, str]:
    """Part a topic into its kind and the rest; a topic may be its kind alone.

    >>> split_kind("Invited Talk: How to Catch an AI Liar: Lie Detection")
    ('Invited Talk', 'How to Catch an AI Liar: Lie Detection')
    >>> split_kind("KAN: Kolmogorov-Arnold Networks")
    ('', 'KAN: Kolmogorov-Arnold Networks')
    >>> split_kind("Research at Turing")
    ('Research at Turing', '')
    """
    topic = without_tbc(topic)
    kind = _kinds(vocabulary.kinds).match(topic)
    if kind is None:
        return "", topic
    return kind.group(1).strip(), without_tbc(topic[kind.end() :])


@cache
def _kinds(more: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({*KINDS, *more}, key=len, reverse=True)
    known = "|".join(re.escape(word).replace("…", r"[^:|–—-]{1,40}?") for word in words)
    return re.compile(rf"({known})\s*(?::\s*|\s[-–—](?:\s+|$)|$)", re.IGNORECASE)
