"""RK101: the text of a link tells of another work than the link leads to."""

from collections.abc import Iterator
from difflib import get_close_matches

from rid_kb.check.documents import Group, words_of
from rid_kb.check.findings import Problem, Rule
from rid_kb.check.likeness import likeness, names_authors, telling_words, tells_of
from rid_kb.model import Work
from rid_kb.reading_list.entries import is_unnamed

CERTAIN = 0.85  # likeness from where on a title is meant
_FEW_WORDS = 3
_SAME_NAME = 0.75  # likeness of a family name and its misspelling


def check(group: Group) -> Iterator[Problem]:
    """Compare each link's text with the title and the authors of what it leads to.

    >>> from rid_kb.check.examples import found
    >>> from rid_kb.model import Contributor, Identifier
    >>> bert = Work("BERT: Pre-training of Deep Bidirectional Transformers", issued="2018",
    ...     contributors=(Contributor("Devlin"),), identifiers=(Identifier("arxiv", "1810.04805"),))
    >>> lora = Work("LoRA: Low-Rank Adaptation", identifiers=(Identifier("arxiv", "2106.09685"),))
    >>> (line,) = found(RULE, "- [LoRA](https://arxiv.org/abs/1810.04805)", works=[bert, lora])
    >>> line.split("; ")[1]
    'did you mean arxiv:2106.09685, “LoRA: Low-Rank Adaptation”?'
    >>> found(RULE, "- [the BERT paper](https://arxiv.org/abs/1810.04805)", works=[bert, lora])
    []
    >>> found(RULE, "- [Devlin et al., 2018](https://arxiv.org/abs/1810.04805)", works=[bert])
    []
    """
    titles = list({id(work): work for work in group.facts.works.values()}.values())
    for document in group.documents:
        for reading in document.readings():
            work = group.work_of(reading)
            text = reading.text.split(": ")[-1] if is_unnamed(reading.text) else reading.text
            if work is None or not work.title or is_unnamed(text, reading.url):
                continue
            meant = _meant(text, work, titles)
            if meant or _is_of_others(text, work):
                hint = _hint(meant) if meant else "check the link"
                place = document.place(reading.text, reading.line)
                yield Problem(place, f"this leads to “{work.title}”; {hint}")


def _meant(text: str, work: Work, works: list[Work]) -> Work | None:
    """Find another work that the text names for certain."""
    if likeness(text, work.title) >= CERTAIN or tells_of(text, work):
        return None
    best = max(works, key=lambda each: likeness(text, each.title), default=None)
    return best if best and likeness(text, best.title) >= CERTAIN else None


def _is_of_others(text: str, work: Work) -> bool:
    """Tell a text of which no word is known of the work, or that names other authors."""
    if named := names_authors(text):
        families = {word for each in work.contributors for word in words_of(each.family)}
        is_cut = work.is_truncated or not families
        return not is_cut and not get_close_matches(named[0], families, cutoff=_SAME_NAME)
    return len(telling_words(text)) >= _FEW_WORDS and not tells_of(text, work)


def _hint(meant: Work) -> str:
    return f"did you mean {meant.identifiers[0]}, “{meant.title}”?"


RULE = Rule(
    "RK101", "other-work", "warning", "A link leads to another work than its text tells of.", check
)
