"""Markdown text as an outline: headings, table rows, items, paragraphs and their links.

CommonMark (https://spec.commonmark.org) with GitHub's tables, and what lists in the wild add:
HTML, front matter, footnotes, bare URLs, wikilinks, task lists, `key:: value` properties.
"""

from rid_kb.outline.document import parse_outline
from rid_kb.outline.nodes import Cell, Link, OutlineNode, cut, drop
from rid_kb.outline.preparation import split_lines

__all__ = ["Cell", "Link", "OutlineNode", "cut", "drop", "parse_outline", "split_lines"]
