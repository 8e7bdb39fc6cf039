"""HTML tags that stand in Markdown."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

MAX_SPAN = 1000
INLINE_TAGS = frozenset(
    {"a", "b", "br", "del", "em", "font", "i", "img", "s", "span", "strike", "strong", "sub", "sup"}
    | {"abbr", "cite", "code", "kbd", "q", "small", "tt", "u", "mark"}
)
TABLE_TAGS = frozenset({"table", "tr", "td", "th"})


class _TagReader(HTMLParser):
    """Keeps the first tag that it meets."""

    def __init__(self) -> None:
        super().__init__()
        self.tag: tuple[str, dict[str, str], bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a start tag."""
        self.tag = (tag, {name: (value or "").strip() for name, value in attrs}, False)

    def handle_endtag(self, tag: str) -> None:
        """Keep an end tag; that of `<br/>` is its start."""
        self.tag = self.tag or (tag, {}, True)


def parse_tag(markup: str) -> tuple[str, dict[str, str], bool] | None:
    """Read one tag: its name, its attributes, and whether it ends an element.

    >>> parse_tag('<a href="https://x.org?a=1&amp;b=2">')
    ('a', {'href': 'https://x.org?a=1&b=2'}, False)
    """
    reader = _TagReader()
    reader.feed(markup)
    return reader.tag


def span(attributes: Mapping[str, str], name: str) -> int:
    """Read how many rows or columns a cell covers.

    >>> span({"rowspan": "2"}, "rowspan"), span({}, "colspan")
    (2, 1)
    """
    value = attributes.get(name, "")
    return min(int(value), MAX_SPAN) if re.fullmatch(r"[1-9][0-9]{0,3}", value) else 1
