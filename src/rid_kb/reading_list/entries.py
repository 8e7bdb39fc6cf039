"""Readings as items and sentences tell them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rid_kb.identifiers import find_identifiers, identify_url
from rid_kb.model import Identifier, Reading
from rid_kb.outline import Link, OutlineNode
from rid_kb.reading_list.media import infer_medium
from rid_kb.reading_list.targets import is_reading, place_in
from rid_kb.reading_list.vocabulary import Vocabulary

CAPTION_LENGTH = 60
TITLE_LENGTH = 300
_EDGES = " \t\n.,;:!–—→<>|•*_=-"
_CAPTION = re.compile(r"\s*([^:]+(?::[^\s:][^:]*)*):\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[A-Z0-9\"'“‘(])|\n+")
_UNNAMED = re.compile(
    r"\W*(?:the |link to (?:the )?)?(?:papers?|links?|pdf|arxiv|url|here|read(?:ing)?|article|doi|"
    r"preprint|openreview|acl(?: anthology)?|abs|html|full text|"
    r"arxiv\s*:?\s*[\w-]+[./]\d+(?:v\d+)?)\W*",
    re.IGNORECASE,
)
_VENUE = re.compile(r"(?:[A-Z]+\w*[A-Z]\w*|Nature|Science)[ ’']*(?:19|20)?\d\d")
_BESIDES = re.compile(
    r"\W*(?:official |our |project |source )?(?:code|github|repo(?:sitory)?|blog(?: ?post)?|post|"
    r"web ?(?:site|page)|page|project|slides?|poster|video|talk|recording|demo|data(?:set)?|notes|"
    r"notebook|colab|supplement(?:ary)?|appendix|thread|summary|errata|bibtex)\W*",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"(?:^|(?<=[\s.;,(]))(?:main |extra )?(?:readings?|papers?|articles?|texts?)\s*:\s*$",
    re.IGNORECASE,
)
_PICTURE = "[\u2190-\u2bff\u200d\ufe0f\U0001f000-\U0001faff]"
_JOINING = re.compile(r"^(?:first|second|then|next|and|also|finally)\b[,:]?\s+", re.IGNORECASE)
_ANNOUNCED = re.compile(r"^\W*(?:readings?|papers?|articles?|texts?)\s*:\s+", re.IGNORECASE)
_EMPTY_WORDS = frozenset({"and", "or", "by", "in", "see", "also", "the", "a", "with", "from", "at"})


def item_readings(node: OutlineNode, vocabulary: Vocabulary) -> list[Reading]:
    """Make one reading of each link of an item; without any, of its text where it has some.

    That a task is done is noted: it was read.
    """
    text = plain(node.text)
    links = [link for link in node.links if is_reading(link)]
    done = "read" if node.is_done else ""
    if not links:
        return [reading_of(text, "", done, node.line, vocabulary)] if says_something(text) else []
    caption = _caption(node.text[: links[0].start], links)
    titled = _titled_links(node, links)
    readings = []
    for place, link in enumerate(links):
        words, note = titled.get(place) or _words_and_note(node, links, place, caption)
        stated = "; ".join(part for part in (note, done) if part)
        readings.append(reading_of(words, link.url, stated, node.line, vocabulary))
    return readings


def name_unnamed(readings: Sequence[Reading], title: str) -> list[Reading]:
    """Call readings that are named only by what they are ("pdf", "code") by a title.

    >>> readings = [Reading("arXiv", "https://arxiv.org/abs/1"), Reading("code", "https://x.org")]
    >>> [reading.text for reading in name_unnamed(readings, "LoRA")]
    ['LoRA', 'LoRA: code']
    """
    names: set[str] = set()
    named = []
    for reading in readings:
        text = reading.text
        if title and reading.url and is_unnamed(text, reading.url):
            text = title if title not in names and not is_beside(text) else f"{title}: {text}"
            text = title if text.endswith(f": {reading.url}") else text
        names.add(text)
        named.append(replace(reading, text=text))
    return named


def is_certain(reading: Reading) -> bool:
    """Tell a reading that a registry names: by arXiv, the ACL Anthology or a DOI."""
    return reading.identifier is not None and reading.identifier.scheme != "url"


def is_unnamed(text: str, url: str = "") -> bool:
    """Tell whether the text of a link says only what it is."""
    is_generic = _UNNAMED.fullmatch(text) or _VENUE.fullmatch(text)
    return text == url or bool(is_generic) or is_beside(text)


def is_beside(text: str) -> bool:
    """Tell whether the text of a link names something that goes with a work."""
    return bool(_BESIDES.fullmatch(text))


def _titled_links(node: OutlineNode, links: Sequence[Link]) -> dict[int, tuple[str, str]]:
    """Give links that are named only by what they are the title that stands beside them."""
    titled: dict[int, tuple[str, str]] = {}
    title = ""
    for place, link in enumerate(links):
        start = links[place - 1].end if place else 0
        if words := _beside(node.text[start : link.start].strip(" ()[]/|,;")):
            title = words.rstrip(" .")
        if link.is_bare or link.end <= link.start or not is_unnamed(link.text):
            title = "" if link.is_bare else link.text
            continue
        after = node.text[link.end :] if place + 1 == len(links) else ""
        if not title and place == 0:
            after, rest = "", node.text[link.end : (links[1].start if len(links) > 1 else None)]
            title = _beside(rest.strip(" ()[]/|,;")).rstrip(" .")
        if title and len(title) <= TITLE_LENGTH and says_something(title):
            is_first = all(text != title for text, _ in titled.values())
            is_work = is_first and not is_beside(link.text)
            text = title if is_work else f"{title}: {_unbracketed(link.text)}"
            titled[place] = (text, _aside(after))
    return titled


def _unbracketed(text: str) -> str:
    """Drop the brackets that stand around all of a link's text."""
    inside = text[1:-1]
    is_around = text[:1] + text[-1:] in ("[]", "()") and not re.search(r"[()\[\]]", inside)
    return inside.strip() if is_around and inside.strip() else text


def prose_readings(node: OutlineNode, vocabulary: Vocabulary) -> list[Reading]:
    """Make one reading of each link of a paragraph, with its sentence as the note."""
    readings = []
    for link in (link for link in node.links if is_reading(link)):
        sentence = sentence_around(node.text, link)
        text = link.text
        if link.is_bare:
            is_alone = not any(each.text in sentence for each in node.links if each != link)
            text = (_beside(sentence.replace(link.text, " ")) if is_alone else "") or link.url
        note = (
            ""
            if _same(sentence.replace(link.text, "") if link.is_bare else sentence, text)
            else sentence
        )
        readings.append(reading_of(text, link.url, note, link.line, vocabulary))
    return readings


def reading_of(text: str, url: str, note: str, line: int, vocabulary: Vocabulary) -> Reading:
    """Make a reading: recognise what it names, tell its medium, keep the place it asks for."""
    identifier = identify_url(url) if url else _named_in(text)
    return Reading(
        text=plain(text) or url,
        url=url,
        medium=infer_medium(url, text, identifier, vocabulary),
        note="; ".join(part for part in (plain(note), place_in(url)) if part),
        identifier=identifier,
        line=line,
    )


def _named_in(text: str) -> Identifier | None:
    found = find_identifiers(text)
    return found[0] if found and found[0].scheme != "url" else None


def _caption(before: str, links: Sequence[Link]) -> str:
    """Read the caption that stands before all links of an item ("Aya Initiative: …")."""
    caption = _CAPTION.fullmatch(before)
    if (
        _NAMING.search(before)
        or caption is None
        or len(caption.group(1)) > CAPTION_LENGTH
        or links[0].is_bare
    ):
        return ""
    return plain(caption.group(1))


def _words_and_note(
    node: OutlineNode, links: Sequence[Link], place: int, caption: str
) -> tuple[str, str]:
    """Tell a link's words, and what the item says besides."""
    link = links[place]
    start = links[place - 1].end if place else 0
    end = links[place + 1].start if place + 1 < len(links) else len(node.text)
    before = node.text[start : link.start] if link.end > link.start else ""
    after = node.text[link.end : end] if link.end > link.start else ""
    if link.is_bare:
        if words := _beside(_NAMING.sub("", before)):
            words = _JOINING.sub("", words) if len(links) > 1 else words
            return words.rstrip(" ."), _aside(after) if place + 1 == len(links) else ""
        return (_beside(after) or link.url), ""
    words = _unbracketed(link.text)
    text = f"{caption}: {words}" if caption else words
    if not link.text:
        text = plain(node.text) or link.url
    if place == 0 and not caption and says_something(before) and link.end > link.start:
        return text, node.text
    return text, _aside(after)


def _beside(words: str) -> str:
    """Take the words beside an address, without arrows and closing punctuation.

    >>> _beside(" -> Chatbots are not the future of AI.")
    'Chatbots are not the future of AI.'
    """
    words = plain(re.sub(r"[-=]+>|<[-=]+|[→⇒←]|\(\s*\)", " ", _ANNOUNCED.sub("", words)))
    words = words.strip(" \t,;:–—|•*_-").removesuffix("(").rstrip()
    return words if any(character.isalnum() for character in words) else ""


def words_before_announcement(node: OutlineNode) -> str:
    """Take the words before the first link and the dash, or the "Reading:", that announces it.

    "" where nothing does.

    >>> node = OutlineNode("item", 1, text="Metaphor. Reading: Lakoff", links=(
    ...     Link("Lakoff", "https://example.org/", 1, 19, 25),))
    >>> words_before_announcement(node)
    'Metaphor'
    """
    before = node.text[: node.links[0].start] if node.links else ""
    announcement = _NAMING.search(before) or re.search(r"\s[-–—]+\s*$", before)
    return _beside(before[: announcement.start()]).rstrip(" .") if announcement else ""


def _aside(words: str) -> str:
    """Take trailing words as a note, without the brackets around all of them."""
    words = plain(words).strip(_EDGES)
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        words = words[1:-1].strip(_EDGES)
    for opening, closing in ("()", "[]"):
        if words.count(opening) > words.count(closing):
            words = words.rstrip(f"{opening} ").removeprefix(opening)
        elif words.count(closing) > words.count(opening):
            words = words.lstrip(f"{closing} ").removesuffix(closing)
    words = words.strip(_EDGES)
    return words if says_something(words) else ""


def sentence_around(text: str, link: Link) -> str:
    """Cut out the sentence that holds a link."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    places = [0, *(end for end in ends if not link.start < end < link.end), len(text)]
    for start, end in pairwise(places):
        if start <= link.start < max(end, start + 1):
            return plain(text[start:end])
    return plain(text)


def first_sentence(text: str) -> str:
    """Cut a text at the end of its first sentence."""
    end = _SENTENCE_END.search(text)
    return text[: end.start()] if end else text


def says_something(words: str) -> bool:
    """Tell words from punctuation and what merely joins."""
    found = re.findall(r"\w+", words.lower())
    return bool(set(found) - _EMPTY_WORDS)


def without_pictures(text: str) -> str:
    """Drop the emoji that a text begins and ends with.

    >>> without_pictures("🎤 Ned Fox 🎉")
    'Ned Fox'
    """
    return re.sub(rf"^(?:{_PICTURE}\s*)+|(?:\s*{_PICTURE})+$", "", text.strip())


def plain(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def _same(first: str, second: str) -> bool:
    return re.findall(r"\w+", first.lower()) == re.findall(r"\w+", second.lower())
