"""Rules, and what they find."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from rid_kb.check.documents import Group, Place

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place and what to do, in one sentence.

    `replacement` is what should stand there, where that has only one right answer; None elsewhere.
    """

    place: Place
    message: str
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong. `is_default` tells whether it applies without being named."""

    code: str
    name: str
    severity: Severity
    summary: str
    check: Callable[[Group], Iterable[Problem]]
    is_fixable: bool = False
    is_default: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the rule that found it."""

    rule: Rule
    problem: Problem

    @property
    def order(self) -> tuple[Place, str]:
        """Where findings stand among others: by place, then by rule."""
        return self.problem.place, self.rule.code
