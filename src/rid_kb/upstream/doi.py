"""The DOI resolver: CSL-JSON by content negotiation, from whichever agency has the DOI.

https://citation.doi.org/docs.html
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from rid_kb.errors import NotCslItem, UpstreamError
from rid_kb.formats.csl import work_from_csl, work_to_csl
from rid_kb.model import Identifier, Record, Resolution, ResolutionStatus, Scheme, Work
from rid_kb.upstream import check_schemes
from rid_kb.upstream.http import Http, fetch_each
from rid_kb.upstream.settings import Judgement, Service, timestamp

ACCEPT = "application/vnd.citationstyles.csl+json"
INTERVAL = 0.2  # seconds; Crossref's public limit, its headers may state another

# https://citation.doi.org/docs.html#response-codes
_OUTCOMES: Mapping[int, tuple[ResolutionStatus, str]] = {
    204: ("unknown", "is registered, but without metadata"),
    404: ("unknown", "is registered nowhere"),
    406: ("unsupported", "its agency serves no CSL-JSON"),
    410: ("unknown", "was registered once and is no more"),
}


class Doi:
    """Know works by their DOI."""

    name = "doi"
    schemes: frozenset[Scheme] = frozenset({"doi"})
    batch_size = 1

    def __init__(self, http: Http, service: Service) -> None:
        self._http = http
        self._service = service

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Resolution]:
        """Ask for each of `identifiers` in turn, wherever the resolver sends us.

        An agency that is down or shuts us out concerns its own DOIs only. Raises
        UpstreamError when the resolver itself does.
        """
        check_schemes(self, identifiers)
        yield from fetch_each(self._service, identifiers, self._ask)

    def _ask(self, identifier: Identifier) -> Resolution:
        url = f"{self._service.base_url}/{quote(identifier.value, safe='/:;().,-_~')}"
        response = self._http.get(self._service, url)
        status = response.status_code
        if status in _OUTCOMES:
            outcome, message = _OUTCOMES[status]
            return Resolution(identifier, self.name, outcome, http_status=status, message=message)
        if status != 200:
            problem = f"answers {status} {response.reason or ''}".strip()
            raise UpstreamError(self.name, str(response.url), problem, status)
        work = work_from_bytes(response.content)
        work = replace(work, identifiers=tuple(dict.fromkeys((identifier, *work.identifiers))))
        record = Record(
            identifier.scheme,
            identifier.value,
            self.name,
            work_to_csl(work),
            timestamp(self._http.timing.now()),
        )
        return Resolution(identifier, self.name, "resolved", record, http_status=status)


def doi_service(base_url: str) -> Service:
    """Describe the DOI resolver at `base_url`, by default https://doi.org."""
    return Service("doi", base_url, ACCEPT, INTERVAL, judge_csl)


def judge_csl(body: bytes) -> Judgement:
    """Tell a CSL-JSON item from everything else.

    >>> judge_csl(b"Resource not found."), judge_csl(b'{"title": "LoRA"}')
    ('fault', 'stored')
    """
    try:
        work_from_bytes(body)
    except NotCslItem:
        return "fault"
    return "stored"


def work_from_bytes(body: bytes) -> Work:
    """Read one CSL-JSON item in UTF-8. Raises NotCslItem."""
    try:
        item = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotCslItem("it is no JSON") from error
    if not isinstance(item, dict):
        raise NotCslItem("it is no JSON object")
    return work_from_csl(item)
