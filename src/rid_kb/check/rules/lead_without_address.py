"""RK301: the link of a lead that is no address."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule
from rid_kb.check.tables import cells_of

_ADDRESSES = ("http://", "https://", "mailto:", "#")


def check(group: Group) -> Iterator[Problem]:
    r"""Look at the links in the column of the leads.

    >>> from rid_kb.check.examples import found
    >>> head = "| Date | Lead |\n|---|---|\n"
    >>> found(RULE, head + "| 2024-01-08 | [Tom](tom) |\n")
    ['3:22 “tom” is no address; write all of it, as in https://github.com/tom']
    >>> found(RULE, head + "| 2024-01-08 | [Tom](https://github.com/tom) |\n")
    []
    """
    for document in group.documents:
        for row, cell in cells_of(document, "leads"):
            for link in cell.links:
                if not link.url.lower().startswith(_ADDRESSES):
                    place = document.place(f"]({link.url}", row.line)
                    at_url = type(place)(place.path, place.line, place.column + 2, len(link.url))
                    hint = f"write all of it, as in https://github.com/{link.url.strip('@/')}"
                    yield Problem(at_url, f"“{link.url}” is no address; {hint}")


RULE = Rule("RK301", "lead-without-address", "warning", "A lead's link is no address.", check)
