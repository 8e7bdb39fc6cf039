from collections.abc import Callable

import pytest

from rid_kb.identifiers import find_identifiers, identify_url
from rid_kb.model import Identifier


def _name(identifier: Identifier | None) -> str:
    if identifier is None:
        return ""
    version = "" if identifier.version is None else f" v{identifier.version}"
    return f"{identifier}{version}"


@pytest.fixture
def first() -> Callable[[str], str]:
    """The first identifier in a text ("arxiv:1706.03762 v5"), "" without one."""
    return lambda text: _name(next(iter(find_identifiers(text)), None))


@pytest.fixture
def at_url() -> Callable[[str], str]:
    return lambda url: _name(identify_url(url))
