"""RK403: the text of a link that goes over several lines."""

import re
from collections.abc import Iterator

from rid_kb.check.documents import Group, Place
from rid_kb.check.findings import Problem, Rule

_LINK = re.compile(r"(?<!\\)\[([^\[\]]*\n[^\[\]]*)\]\((?=[^)\s])")


def check(group: Group) -> Iterator[Problem]:
    r"""Find links whose text is broken, which many programs do not take for links.

    >>> from rid_kb.check.examples import found
    >>> found(RULE, "- [A long\n  title](https://example.org/)\n")
    ['1:3 the text of this link goes over 2 lines; put it on one']
    >>> found(RULE, "- [A title](https://example.org/)\n")
    []
    """
    for document in group.documents:
        text = "\n".join(document.lines)
        for link in _LINK.finditer(text):
            if "\n\n" in link[1]:
                continue
            line = text.count("\n", 0, link.start()) + 1
            start = link.start() - (text.rfind("\n", 0, link.start()) + 1)
            length = len(document.lines[line - 1]) - start
            place = Place(document.source.path, line, start + 1, length)
            lines = link[1].count("\n") + 1
            yield Problem(place, f"the text of this link goes over {lines} lines; put it on one")


RULE = Rule("RK403", "broken-link-text", "warning", "A link's text goes over several lines.", check)
