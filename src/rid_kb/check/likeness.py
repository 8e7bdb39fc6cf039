"""Whether the text of a link tells of a work: by its title, its authors, or its short name."""

import re
from difflib import SequenceMatcher

from rid_kb.check.documents import words_of
from rid_kb.model import Work

_GENERIC = frozenset(
    "a an the and or of on in for to from with by at as is are be this that it its how why what "
    "main extra paper papers article preprint pdf arxiv link links original here read reading "
    "website site web page blog post code slides video talk lecture recording website github "
    "notes tutorial survey overview book chapter section part full text version published "
    "optional recommended introduction intro new latest first second using via et al see also "
    "huggingface hf openreview acl neurips icml iclr cvpr emnlp naacl nature science pnas doi "
    "model models work report tech technical supplementary material appendix project our "
    "their".split()
)
_AUTHOR_YEAR = re.compile(
    r"^\W*(?P<name>[^\W\d_]+(?:-[^\W\d_]+)*)(?:\s+(?:et\.? al\.?|and|&)[^()\d]*)?[\s,(.'’]*"
    r"(?P<year>(?:19|20)?\d\d)\)?\W*$",
    re.IGNORECASE,
)


def telling_words(text: str) -> list[str]:
    """Give the words of a text that could tell one work from another.

    >>> telling_words("The original BERT paper (2018)")
    ['bert']
    """
    return [
        _singular(word)
        for word in words_of(text)
        if word not in _GENERIC and not word.isdecimal() and len(word) > 1
    ]


def tells_of(text: str, work: Work) -> bool:
    """Tell whether a text may be meant for a work; words that say nothing are meant for any.

    >>> from rid_kb.model import Contributor
    >>> work = Work("Retrieval-Augmented Generation", contributors=(Contributor("Lewis"),))
    >>> [tells_of(each, work) for each in ("RAG", "Lewis et al. '20", "this paper", "BERT paper")]
    [True, True, True, False]
    """
    words = set(telling_words(text))
    title = telling_words(work.title)
    known = {*title, *_names(work), *telling_words(work.container_title), _acronym(work.title)}
    known |= {each.casefold() for each in work.aliases}
    if not words or words & known or likeness(text, work.title) > 0.5:
        return True
    joined = "".join(words_of(work.title))
    return any(word in joined or _is_within(word, known) for word in words)


def names_authors(text: str) -> tuple[str, str] | None:
    """Read a text of the form "Elhage et al.'21": the name and the year's last two digits.

    >>> names_authors("Elhage et al.'21"), names_authors("GPT-4")
    (('elhage', '21'), None)
    """
    match = _AUTHOR_YEAR.match(text)
    has_mark = match is not None and re.search(r"et\.? al|&|\band\b|\(|['’]\d\d", text) is not None
    return (match["name"].casefold(), match["year"][-2:]) if match and has_mark else None


def likeness(one: str, other: str) -> float:
    """Tell how alike two titles are, from 0 to 1; a subtitle that one of them lacks is nothing.

    >>> likeness("LoRA", "LoRA: Low-Rank Adaptation of Large Language Models")
    1.0
    """
    pairs = [(one, other), (one.split(": ")[0], other.split(": ")[0])]
    if ": " not in one:
        pairs.append((one, other.split(": ")[0]))
    if ": " not in other:
        pairs.append((one.split(": ")[0], other))
    is_cut = (": " in one) != (": " in other)
    chosen = pairs if is_cut else pairs[:1]
    return max(_ratio(first, second) for first, second in chosen)


def _ratio(one: str, other: str) -> float:
    first, second = " ".join(words_of(one)), " ".join(words_of(other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first and second else 0.0


def _names(work: Work) -> set[str]:
    return {word for person in work.contributors for word in words_of(person.family)}


def _acronym(title: str) -> str:
    initials = re.findall(r"\b[^\W\d_]", title.split(":")[0])
    return "".join(initials).casefold()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _is_within(word: str, known: set[str]) -> bool:
    """Tell an abbreviation by its beginning, or a compound by one of its parts."""
    return any(
        len(word) > 3 and len(other) > 3 and (other.startswith(word[:5]) or word in other)
        for other in known
    )
