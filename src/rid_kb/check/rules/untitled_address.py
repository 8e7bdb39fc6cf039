"""RK405: an address without a title."""

from collections.abc import Iterator

from rid_kb.check.documents import Group
from rid_kb.check.findings import Problem, Rule

_ALONE = r"(?<!\S)"


def check(group: Group) -> Iterator[Problem]:
    r"""Find readings that are nothing but an address; where its work is known, so is a title.

    >>> from rid_kb.check.examples import fixed, found
    >>> from rid_kb.model import Identifier, Work
    >>> lora = Work("LoRA", identifiers=(Identifier("arxiv", "2106.09685"),))
    >>> found(RULE, "- https://arxiv.org/abs/2106.09685\n", works=[lora])
    ['1:3 this has no title; write [LoRA](https://arxiv.org/abs/2106.09685)']
    >>> fixed(RULE, "- <https://arxiv.org/abs/2106.09685>\n", works=[lora])
    '- [LoRA](https://arxiv.org/abs/2106.09685)\n'
    >>> found(RULE, "- https://example.org/\n- [x](https://example.org/x)\n")
    ['1:3 this has no title; write what it is']
    """
    for document in group.documents:
        for reading in document.readings():
            if not reading.url or reading.text != reading.url:
                continue
            found = document.find_address(f"<{reading.url}>", reading.line, _ALONE)
            found = found or document.find_address(reading.url, reading.line, _ALONE)
            work = group.work_of(reading)
            title = work.title if work else ""
            safe = title.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
            good = f"[{safe}]({reading.url})" if title else ""
            place = found or document.place(reading.url, reading.line)
            message = f"this has no title; write {good or 'what it is'}"
            yield Problem(place, message, good if good and found else None)


RULE = Rule("RK405", "untitled-address", "info", "An address has no title.", check, is_fixable=True)
