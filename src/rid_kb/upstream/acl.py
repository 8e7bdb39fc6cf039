"""The ACL Anthology: one BibTeX file for each paper.

https://aclanthology.org/info/ids/
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rid_kb.errors import BibliographyError, UpstreamError
from rid_kb.formats.bibtex import works_from_bibtex
from rid_kb.formats.csl import work_to_csl
from rid_kb.identifiers import parse_identifier
from rid_kb.model import Identifier, Record, Resolution, Scheme, Work
from rid_kb.upstream import check_schemes
from rid_kb.upstream.http import Http, fetch_each
from rid_kb.upstream.settings import Judgement, Service, timestamp

INTERVAL = 1.0  # seconds; the Anthology states no limit


class Acl:
    """Know papers by their Anthology id."""

    name = "acl"
    schemes: frozenset[Scheme] = frozenset({"acl"})
    batch_size = 1

    def __init__(self, http: Http, service: Service) -> None:
        self._http = http
        self._service = service

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Resolution]:
        """Ask for each of `identifiers` in turn.

        A page of HTML, or a file about another paper, is a fault of the service:
        "unavailable". Raises UpstreamError when the Anthology cannot be reached.
        """
        check_schemes(self, identifiers)
        yield from fetch_each(self._service, identifiers, self._ask)

    def _ask(self, identifier: Identifier) -> Resolution:
        if parse_identifier(identifier.value) != identifier:
            return Resolution(
                identifier, self.name, "malformed", message="is no identifier of the Anthology"
            )
        url = f"{self._service.base_url}/{identifier.value}.bib"
        response = self._http.get(self._service, url)
        status = response.status_code
        if status == 404:
            return Resolution(
                identifier,
                self.name,
                "unknown",
                http_status=status,
                message="the ACL Anthology knows no such paper",
            )
        if status != 200:
            problem = f"answers {status} {response.reason or ''}".strip()
            raise UpstreamError(self.name, url, problem, status)
        work = _work_of(identifier, works_from_bytes(response.content))
        if work is None:
            raise UpstreamError(self.name, url, "tells of another paper", status)
        record = Record(
            identifier.scheme,
            identifier.value,
            self.name,
            work_to_csl(work),
            timestamp(self._http.timing.now()),
        )
        return Resolution(identifier, self.name, "resolved", record, http_status=status)


def acl_service(base_url: str) -> Service:
    """Describe the Anthology at `base_url`, by default https://aclanthology.org.

    Its 403 concerns a page that programs may not read, not the whole service.
    """
    return Service(
        "acl", base_url, "application/x-bibtex", INTERVAL, judge_bibtex, is_403_a_block=False
    )


def judge_bibtex(body: bytes) -> Judgement:
    """Tell BibTeX with an entry from everything else.

    >>> judge_bibtex(b"<!DOCTYPE html><title>Just a moment</title>")
    'fault'
    """
    return "stored" if works_from_bytes(body) else "fault"


def works_from_bytes(body: bytes) -> tuple[Work, ...]:
    """Read the works of a BibTeX file in UTF-8; none when it is no BibTeX."""
    try:
        return works_from_bibtex(body.decode("utf-8-sig"), "answer.bib")
    except (UnicodeDecodeError, BibliographyError):
        return ()


def _work_of(identifier: Identifier, works: Sequence[Work]) -> Work | None:
    """Pick the work that the answer has for `identifier`, its key kept as an alias."""
    for work in works:
        named = {each.value for each in work.identifiers if each.scheme == "acl"}
        if identifier.value in named or (not named and len(works) == 1):
            key = (work.citation_key,) if work.citation_key else ()
            return replace(
                work,
                citation_key="",
                aliases=tuple(dict.fromkeys((*key, *work.aliases))),
                identifiers=tuple(dict.fromkeys((identifier, *work.identifiers))),
            )
    return None
