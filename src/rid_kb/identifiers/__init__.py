"""What a URL or a piece of text stands for: an arXiv id, an ACL Anthology id, a DOI or a page.

Pure: nothing is looked up, and no input raises.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from rid_kb.identifiers import acl, arxiv, doi
from rid_kb.identifiers.acl import acl_at, acl_url, find_acl, is_about_acl, parse_acl
from rid_kb.identifiers.arxiv import arxiv_at, arxiv_url, find_arxiv, parse_arxiv
from rid_kb.identifiers.doi import SICI, doi_url, find_doi, parse_doi, trimmed
from rid_kb.identifiers.pages import normalise_url
from rid_kb.identifiers.publishers import doi_at
from rid_kb.identifiers.urls import Location, origin_of, parse_location, up_to_unbalanced
from rid_kb.model import Identifier

__all__ = [
    "find_identifiers",
    "identifier_url",
    "identify_url",
    "normalise_url",
    "parse_identifier",
]

_OPENING = " \t\r\n<([{\"'“‘«*_`"
_CLOSING = " \t\r\n>\"'”’»*_`.,;:!?…\\"
_LOOKS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u200b": "", "\ufeff": "", "\u00ad": ""})
_WRITTEN = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#39|#x27);|\\([/_%&#~$])")
_ENTITIES = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"',
    "&apos;": "'", "&#39;": "'", "&#x27;": "'", "&nbsp;": " ",
}  # fmt: skip
_WRAPPER = re.compile(r"\\(?:url|doi|href)\{(.*)\}|<?URL:(.*)>?", re.I | re.S)

_URL_CHARACTER = rf"(?:{SICI}|[^\s\"<>|\\`“”«»])"
_URL = (
    rf"(?:https?://|(?<![\w@/.-])(?:[A-Za-z0-9_-]{{1,63}}\.)+[A-Za-z]{{2,24}}(?::\d{{1,5}})?/)"
    rf"{_URL_CHARACTER}{{0,2000}}"
)
_MENTION = re.compile(
    f"(?P<arxiv>{arxiv.PROSE})|(?P<url>{_URL})|(?P<doi>{doi.PROSE})|(?P<acl>{acl.PROSE})", re.A
)


def parse_identifier(text: str) -> Identifier | None:
    """Recognise the work that a URL or a bare identifier stands for; None if it names no work.

    The whole of `text` must stand for it; brackets, quotes and punctuation around it do not
    matter. DOIs that arXiv or the ACL register come back in the scheme of arXiv or the ACL,
    so that all links to one work are equal; DOIs are in lower case. `version` is kept but is
    no part of the identity. Syntax: https://info.arxiv.org/help/arxiv_identifier.html

    >>> parse_identifier("https://arxiv.org/pdf/1706.03762v5.pdf")
    Identifier(scheme='arxiv', value='1706.03762', version=5)
    >>> parse_identifier("https://doi.org/10.48550/arXiv.1706.03762")
    Identifier(scheme='arxiv', value='1706.03762', version=None)
    >>> parse_identifier("https://www.ruder.io/word-embeddings-1/") is None
    True
    """
    return _parse(_as_meant(text))


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Find the works that running text names, in order and without repeats.

    A number that merely could be an arXiv id is none unless `text` is nothing else.

    >>> [str(each) for each in find_identifiers("See arXiv:1706.03762, (doi:10.1000/182).")]
    ['arxiv:1706.03762', 'doi:10.1000/182']
    >>> find_identifiers("It weighs 1706.03762 g; see https://example.org/abs/1706.03762")
    ()
    """
    meant = _as_meant(text)
    whole = _parse(meant)
    if whole:
        return (whole,)
    is_acl = is_about_acl(meant)
    found: dict[Identifier, None] = {}
    position = 0
    while mention := _MENTION.search(meant, position):
        passage = mention.group()
        kind = mention.lastgroup or ""
        if kind == "url":
            passage = up_to_unbalanced(passage)
        elif kind == "doi":
            passage = trimmed(passage)
        identifier = (
            find_acl(passage, is_expected=is_acl) if kind == "acl" else _READERS[kind](passage)
        )
        if identifier:
            found.setdefault(identifier)
        position = mention.start() + max(len(passage), 1)
    return tuple(found)


@lru_cache(maxsize=4096)
def identify_url(url: str) -> Identifier | None:
    """Recognise the work behind a URL, or take the URL itself, normalised, as the identifier.

    None for what is neither a work nor an http(s) URL.

    >>> str(identify_url("http://www.distill.pub/2020/circuits/zoom-in/"))
    'url:https://distill.pub/2020/circuits/zoom-in'
    """
    normal = normalise_url(url.strip().removeprefix("url:"))
    identifier = parse_identifier(url) or parse_identifier(normal)
    if identifier:
        return identifier
    return Identifier("url", normal) if parse_location(normal) else None


def identifier_url(identifier: Identifier) -> str:
    """Give the canonical URL of what `identifier` names, ready to be followed.

    >>> identifier_url(Identifier("arxiv", "1706.03762", 5))
    'https://arxiv.org/abs/1706.03762v5'
    >>> identifier_url(Identifier("doi", "10.1002/(sici)1<1::aid-a1>3.0.co;2-1"))
    'https://doi.org/10.1002/(sici)1%3C1::aid-a1%3E3.0.co;2-1'
    """
    return _ADDRESSES[identifier.scheme](identifier)


_ADDRESSES: dict[str, Callable[[Identifier], str]] = {
    "arxiv": arxiv_url,
    "acl": acl_url,
    "doi": doi_url,
    "url": lambda identifier: identifier.value,
}


def _as_meant(text: str) -> str:
    """Undo what mark-up, LaTeX and typesetting did to the characters."""
    return _WRITTEN.sub(lambda found: found[1] or _ENTITIES[found.group()], text.translate(_LOOKS))


def _parse(text: str) -> Identifier | None:
    whole = _bare(text)
    return (
        parse_arxiv(whole) or parse_acl(whole) or parse_doi(whole) or _at_url(whole)
        if whole
        else None
    )


def _bare(text: str) -> str:
    """Take off what stands around; "" when something is left outside of the brackets."""
    wrapped = _WRAPPER.fullmatch(text.strip())
    inner = (wrapped[1] or wrapped[2] or "") if wrapped else text
    inner = inner.lstrip(_OPENING)
    whole = up_to_unbalanced(inner)
    rest = inner[len(whole) :]
    return "" if re.search(r"\w", rest) else whole.rstrip(_CLOSING)


def _at_url(text: str) -> Identifier | None:
    if re.search(r"\s", text):
        return None
    location = parse_location(text)
    if location is None:
        return None
    # A page that is about a work may mention another page in its query.
    return _at(location) or _at(origin_of(location))


def _at(location: Location) -> Identifier | None:
    return arxiv_at(location) or acl_at(location) or doi_at(location)


_READERS: dict[str, Callable[[str], Identifier | None]] = {
    "arxiv": find_arxiv,
    "doi": find_doi,
    "url": lambda passage: _at_url(passage.rstrip(_CLOSING)),
}
