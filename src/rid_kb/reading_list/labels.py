"""What makes a heading, a paragraph or an item the beginning of a session."""

import re
from dataclasses import dataclass

from rid_kb.reading_list.dates import WrittenDate, find_date

_OPENERS = " \t[({*_#~>|–—•·:-"
_LEAD_IN = re.compile(
    r"(?:(?:the )?week (?:of|commencing|starting|beginning)(?: the)?|w/c|date:|when:|on|"
    r"(?:our |the |this week's )?(?:next |upcoming )?(?:meeting|session|seminar|talk)(?: is)?"
    r"(?: on|:))\s+",
    re.IGNORECASE,
)
_SEPARATORS = " \t\n])}*_|–—•·:,;./-"
_ORDINAL = re.compile(
    r"(?:(?:week|wk|session|meeting|lecture|class|seminar|talk|episode|module|day|unit|round|"
    r"sitzung|block)\s*(?:no\.?|nr\.?|#)?\s*[0-9]{1,3}(?:\s*[-–&/]\s*[0-9]{1,3})?|w[0-9]{1,2}|"
    r"#[0-9]{1,3})(?![\w/])(?!\.[0-9])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?([0-9]{1,3})(?:[.):]\s+|\s+[-–—]\s+)(?=\S)")
_COUNTED = re.compile(r"^[0-9]{1,3}[.)]\s+(?=\S)")
_CLOSES_WEAK = re.compile(r"\s*(?:$|[])}:|,;–—-])")
_LEADS_TO_DATE = re.compile(
    r".*(?:[-–—|:(,@\[/]|\bon|\bof|\bfor)\s*$|(?:[A-Za-z]+\s+){0,4}", re.DOTALL
)
_NO_SESSION = re.compile(
    r"\b(?:updat\w+|deadline|since|until|created|submit\w+|revised|as of|published|posted|due|"
    r"changelog|version|starting|from now|copyright|accessed|last)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^[\s,;@(|–-]*(?:at\s+|from\s+)?[0-9]{1,2}(?:[:.h][0-9]{2})?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:-|–|—|to)\s*[0-9]{1,2}(?:[:.h][0-9]{2})?\s*(?:[ap]\.?m\.?)?)?"
    r"(?:\s*(?:UTC|GMT|BST|C?ES?T|P[SD]?T|ET|E[SD]T)(?:[+-][0-9]+)?)?(?=\s*(?:$|[])}:|,;–—-]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """How a session is called: from `start` to `end` of the text that it begins.

    `before` and `after` are what the text says besides.
    """

    text: str
    end: int
    date: WrittenDate | None = None
    before: str = ""
    after: str = ""


def find_label(text: str) -> Label | None:
    """Read a date, "Week 3", "Session 3 (Oct 5)" or the like at the start of a text.

    >>> label = find_label("Week 3 (Oct 5): Attention")
    >>> label.text, label.date.day, label.after
    ('Week 3 (Oct 5)', 5, 'Attention')
    >>> find_label("3/4 of all models") is None
    True
    """
    start = len(text) - len(text.lstrip(_OPENERS))
    if lead_in := _LEAD_IN.match(text, start):
        start = lead_in.end()
    ordinal = _ORDINAL.match(text, start)
    place = _skip(text, ordinal.end(), " \t,:;([|–—-") if ordinal else start
    date = find_date(text, place)
    if date is not None and (
        date.start != place or (date.is_weak and not _CLOSES_WEAK.match(text, date.end))
    ):
        date = None
    if date is None and ordinal is None:
        return None
    end = date.end if date else (ordinal.end() if ordinal else start)
    words = text[start:end]
    if "(" in words and ")" not in words and text[end:].lstrip().startswith(")"):
        words = f"{words})"
    if date and (time := _TIME.match(text[end:])):
        end += time.end()
    end = _skip(text, end, _SEPARATORS)
    return Label(words.strip(_SEPARATORS.replace(")", "")), end, date, "", text[end:].strip())


def find_heading_label(text: str) -> Label | None:
    """Read the label of a heading, where the date may also stand after the topic.

    >>> label = find_heading_label("Attention is all you need (5 Oct 2023)")
    >>> label.text, label.before
    ('5 Oct 2023', 'Attention is all you need')
    >>> find_heading_label("Last updated: 5 Oct 2023") is None
    True
    """
    if _NO_SESSION.search(text):
        return None
    if label := find_label(text):
        if label.date or (date := find_date(label.after)) is None or date.is_weak:
            return label
        before = label.after[: date.start].strip(_OPENERS + _SEPARATORS)
        after = label.after[date.end :].strip(_SEPARATORS)
        return Label(label.text, len(text), date, before, after)
    date = find_date(text)
    if date is None or date.is_weak or not _LEADS_TO_DATE.fullmatch(text[: date.start]):
        return None
    after = text[date.end :]
    if time := _TIME.match(after):
        after = after[time.end() :]
    before = _COUNTED.sub("", text[: date.start].strip(_OPENERS + _SEPARATORS))
    before = re.sub(r"(?:^|\s+)(?:(?:the )?week of|on|of|for)$", "", before, flags=re.IGNORECASE)
    return Label(date.text, len(text), date, before, after.strip(_SEPARATORS))


def find_number(text: str) -> Label | None:
    """Read the number of a numbered heading.

    >>> find_number("3. CLIP: Contrastive Pre-training")
    Label(text='3', end=3, date=None, before='', after='CLIP: Contrastive Pre-training')
    """
    number = _NUMBER.match(text)
    if number is None:
        return None
    return Label(number.group(1), number.end(), None, "", text[number.end() :].strip())


def _skip(text: str, place: int, characters: str) -> int:
    return len(text) - len(text[place:].lstrip(characters))
