"""arXiv's query API: up to a hundred eprints in one request.

https://info.arxiv.org/help/api/user-manual.html
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.parsers import expat

import arxiv  # type: ignore[import-untyped]  # the package has hints but no py.typed
import requests

from rid_kb.errors import UpstreamError
from rid_kb.formats.arxiv_categories import subject_name
from rid_kb.formats.csl import doi_identifiers, work_to_csl
from rid_kb.formats.names import contributor_from_name
from rid_kb.identifiers import parse_identifier
from rid_kb.model import Identifier, Record, Resolution, ResolutionStatus, Scheme, Work
from rid_kb.upstream import check_schemes
from rid_kb.upstream.http import Http
from rid_kb.upstream.settings import Judgement, Service, timestamp

BATCH_SIZE = 100
INTERVAL = 3.0  # seconds, https://info.arxiv.org/help/api/tou.html

_REFUSED_ID = re.compile(rb"incorrect id format for ([^<\s]+)")
_WITHDRAWN = re.compile(
    r"^\s*withdrawn\b(?! from)|withdrawn by (?:the )?(?:authors?|arxiv)"
    r"|\b(?:paper|article|manuscript|submission|preprint|work|report|note)\b.{0,40}"
    r"\b(?:has been|have been|was|is) withdrawn\b(?! from)",
    re.IGNORECASE | re.DOTALL,
)


class Arxiv:
    """Know eprints by their arXiv identifier, each as it stands in its latest version."""

    name = "arxiv"
    schemes: frozenset[Scheme] = frozenset({"arxiv"})
    batch_size = BATCH_SIZE

    def __init__(self, http: Http, service: Service) -> None:
        self._http = http
        self._service = service

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Resolution]:
        """Ask for all of `identifiers`, a hundred a request.

        Ids that are none are "malformed" and never sent; an id that the answer leaves out is
        "unknown". Raises UpstreamError when arXiv gives no answer.
        """
        check_schemes(self, identifiers)
        valid = [each for each in identifiers if parse_identifier(each.value) == each]
        for identifier in identifiers:
            if identifier not in valid:
                yield self._outcome(identifier, "malformed", "is no arXiv identifier")
        for start in range(0, len(valid), BATCH_SIZE):
            yield from self._fetch_batch(valid[start : start + BATCH_SIZE])

    def _fetch_batch(self, batch: Sequence[Identifier]) -> Iterator[Resolution]:
        """Ask for a batch; where arXiv refuses it, find the ids that it minds."""
        try:
            # arXiv sometimes sends an empty feed for ids that it has.
            results = self._ask(batch) or self._ask(batch)
        except _BatchRefused as refused:
            yield from self._narrow(batch, refused)
            return
        for identifier in batch:
            if result := results.get(identifier):
                yield self._resolved(identifier, result)
            else:
                yield self._outcome(identifier, "unknown", "arXiv knows no such eprint", 200)

    def _narrow(
        self, batch: Sequence[Identifier], refused: "_BatchRefused"
    ) -> Iterator[Resolution]:
        named = [each for each in batch if each.value in refused.ids]
        if not named and len(batch) > 1:
            middle = len(batch) // 2
            yield from self._fetch_batch(batch[:middle])
            yield from self._fetch_batch(batch[middle:])
            return
        message = "arXiv refuses this identifier"
        for identifier in named or batch:
            yield self._outcome(identifier, "malformed", message, refused.status)
        rest = [each for each in batch if each not in named]
        if named and rest:
            yield from self._fetch_batch(rest)

    def _ask(self, batch: Sequence[Identifier]) -> dict[Identifier, arxiv.Result]:
        """Send one request; the answers by identifier, whatever their order."""
        client = arxiv.Client(page_size=len(batch), delay_seconds=0, num_retries=0)
        client.query_url_format = f"{self._service.base_url}/api/query?{{}}"
        client._session = _OnePage(self._http, self._service)
        search = arxiv.Search(id_list=[each.value for each in batch], max_results=len(batch))
        results: dict[Identifier, arxiv.Result] = {}
        try:
            for result in client.results(search):
                identifier = parse_identifier(result.entry_id)
                if identifier is not None and result.title.strip():
                    results.setdefault(identifier, result)
        except _NoSecondPage:
            pass
        return results

    def _resolved(self, identifier: Identifier, result: arxiv.Result) -> Resolution:
        record = Record(
            identifier.scheme,
            identifier.value,
            self.name,
            work_to_csl(work_from_result(identifier, result)),
            timestamp(self._http.timing.now()),
        )
        return Resolution(identifier, self.name, "resolved", record, http_status=200)

    def _outcome(
        self,
        identifier: Identifier,
        status: ResolutionStatus,
        message: str,
        http_status: int | None = None,
    ) -> Resolution:
        return Resolution(identifier, self.name, status, http_status=http_status, message=message)


class _NoSecondPage(Exception):
    """All that was asked for fits one page: a second one is never asked for."""


class _BatchRefused(Exception):
    """arXiv refuses a batch because of some of its ids; `ids` are those that it names."""

    def __init__(self, ids: frozenset[str], status: int) -> None:
        super().__init__(ids, status)
        self.ids = ids
        self.status = status


class _OnePage:
    """What the client takes for its session: one request, sent through ours."""

    def __init__(self, http: Http, service: Service) -> None:
        self._http = http
        self._service = service
        self._is_asked = False

    def get(self, url: str, **_: object) -> requests.Response:
        if self._is_asked:
            raise _NoSecondPage
        self._is_asked = True
        response = self._http.get(self._service, url)
        if response.status_code == 400 or b"/api/errors" in response.content:
            ids = frozenset(
                each.decode("utf-8", "replace") for each in _REFUSED_ID.findall(response.content)
            )
            raise _BatchRefused(ids, response.status_code)
        if response.status_code != 200:
            problem = f"answers {response.status_code} {response.reason or ''}".strip()
            raise UpstreamError(self._service.name, url, problem, response.status_code)
        return response


def arxiv_service(base_url: str) -> Service:
    """Describe arXiv's API at `base_url`, by default https://export.arxiv.org."""
    return Service("arxiv", base_url, "application/atom+xml", INTERVAL, judge_feed)


def judge_feed(body: bytes) -> Judgement:
    """Tell an Atom feed with entries from an empty one, from throttling and from rubbish.

    >>> judge_feed(b"Rate exceeded."), judge_feed(b"<html></html>"), judge_feed(b"<feed/>")
    ('throttled', 'fault', 'passing')
    """
    if body[:200].strip().lower().startswith(b"rate exceeded"):
        return "throttled"
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: names.append(name.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
        for date in re.findall(rb"<(?:published|updated)>([^<]*)<", body):
            datetime.fromisoformat(date.decode().strip())
    except (expat.ExpatError, ValueError):
        return "fault"
    if names[0] != "feed":
        return "fault"
    return "stored" if "entry" in names and b"/api/errors" not in body else "passing"


def _refuse_doctype(*_: object) -> None:
    # A feed has none; refusing it shuts out entities that expand without end.
    raise ValueError


def work_from_result(identifier: Identifier, result: arxiv.Result) -> Work:
    """Read one entry of the feed as the work that `identifier` names.

    `issued` is the day of the first version, whatever version the entry is; a DOI that the
    author typed in stands among the identifiers.
    """
    categories = dict.fromkeys([result.primary_category, *result.categories])
    comment = _one_line(result.comment)
    abstract = _one_line(result.summary)
    is_withdrawn = _WITHDRAWN.search(comment) or _WITHDRAWN.search(abstract[:200])
    return Work(
        _one_line(result.title),
        type="article",
        contributors=tuple(
            contributor_from_name(_one_line(author.name))
            for author in result.authors
            if author.name.strip()
        ),
        issued=result.published.date().isoformat(),
        abstract=abstract,
        url=f"https://arxiv.org/abs/{identifier.value}",
        pdf_url=f"https://arxiv.org/pdf/{identifier.value}",
        primary_category=result.primary_category,
        subjects=tuple(name for name in map(subject_name, categories) if name),
        comment=comment,
        journal_ref=_one_line(result.journal_ref),
        status="withdrawn" if is_withdrawn else "preprint",
        identifiers=(Identifier(identifier.scheme, identifier.value), *_named_dois(result.doi)),
    )


def _named_dois(text: str | None) -> tuple[Identifier, ...]:
    """Read what an author typed in as DOI: sometimes several, sometimes a URL, sometimes none."""
    stated = [each.strip(",;") for each in (text or "").split()]
    found = (identifier for each in stated for identifier in doi_identifiers(each))
    return tuple(dict.fromkeys(each for each in found if each.scheme != "arxiv"))


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
