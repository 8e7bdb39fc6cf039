"""The CommonMark parser as reading lists need it."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MAX_NESTING = 100
_BARE_URL = re.compile(r"https?://[^\s<>\"`|]{1,4000}", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{"}


class _Markdown(MarkdownIt):
    """CommonMark that leaves addresses as they are written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Keep an address as it is: its typos are facts."""
        return url


@cache
def markdown() -> MarkdownIt:
    """Give the parser.

    Code by indentation is off, since lists are indented by tabs; so are blocks of HTML, since
    what stands in them is often Markdown: their tags come as inline tokens.
    """
    parser = _Markdown("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"]).disable(["code", "html_block"])
    parser.inline.ruler.push("bare_url", _bare_url)
    return parser


def trimmed_url(url: str) -> str:
    """Drop the punctuation of the sentence from the end of an address.

    >>> trimmed_url("https://en.wikipedia.org/wiki/Jaccard_(index)).")
    'https://en.wikipedia.org/wiki/Jaccard_(index)'
    """
    while url:
        last = url[-1]
        if last in ".,;:!?'*_~”’»" or (
            last in _PAIRS and url.count(last) > url.count(_PAIRS[last])
        ):
            url = url[:-1]
        else:
            break
    return url


def _bare_url(state: StateInline, silent: bool) -> bool:
    """Read an address in running text as a link, before emphasis sees its underscores."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending)
    if not scheme:
        return False
    start = state.pos - len(scheme.group())
    address = _BARE_URL.match(state.src, start, state.posMax)
    url = trimmed_url(address.group()) if address else ""
    if len(url) <= len("https://"):
        return False
    if not silent:
        state.pending = state.pending[: scheme.start()]
        state.push("link_open", "a", 1).attrs = {"href": url}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos = start + len(url)
    return True
