"""The upstreams: services, and the user's own bibliographies, that know works by identifier."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from rid_kb.errors import UpstreamError
from rid_kb.model import Identifier, Resolution, Scheme


class Upstream(Protocol):
    """What knows works: arXiv, the ACL Anthology, the DOI resolver, the local bibliographies.

    `batch_size` is how many identifiers one request can name.
    """

    name: str
    schemes: frozenset[Scheme]
    batch_size: int

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Resolution]:
        """Ask for all of `identifiers` in as few requests as the service allows.

        Yields exactly one Resolution for each, in any order. An identifier of a scheme not in
        `schemes` is a ValueError. Raises UpstreamError when the service cannot be asked at
        all; what was yielded before stays valid.
        """
        ...


def failed_resolution(upstream: str, identifier: Identifier, error: UpstreamError) -> Resolution:
    """Tell the failure of a service as the outcome for one identifier.

    >>> error = UpstreamError("doi", "https://doi.org/10.1/x", "answers 503", 503)
    >>> failed_resolution("doi", Identifier("doi", "10.1/x"), error).status
    'unavailable'
    """
    return Resolution(
        identifier,
        upstream,
        "blocked" if error.is_blocked else "unavailable",
        http_status=error.status,
        message=error.problem,
    )


def check_schemes(upstream: Upstream, identifiers: Sequence[Identifier]) -> None:
    """Raise ValueError for an identifier that `upstream` can never know."""
    for identifier in identifiers:
        if identifier.scheme not in upstream.schemes:
            raise ValueError(f"{upstream.name} does not know {identifier}")
