"""One real request, asked politely: in turn, bounded, tried again, redirects looked at first.

It sits below the cache, so nothing here happens for an answer that is held.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from rid_kb.errors import UpstreamError
from rid_kb.upstream.redirects import redirect_problem
from rid_kb.upstream.settings import HttpSettings, Service, Timing
from rid_kb.upstream.waiting import rate_limit_interval, retry_after_seconds

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({429, 500, 502, 503, 504})
_BODY_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class _PassingFault:
    """What went wrong with one try and may go right with the next."""

    problem: str
    status: int | None = None
    retry_after: float | None = None


class Transport(HTTPAdapter):
    """Send the requests of all services, each found by the media type that it is asked for.

    Raises UpstreamError when there is no answer: the host cannot be reached, shuts us out,
    redirects where we do not follow, or sends what is no answer. Answers with other statuses
    are returned as they are.
    """

    def __init__(
        self, settings: HttpSettings, services: Mapping[str, Service], timing: Timing
    ) -> None:
        super().__init__(max_retries=0)
        self._settings = settings
        self._services = services
        self._timing = timing
        self._known_hosts = frozenset(service.host for service in services.values())
        self._closed: dict[tuple[str, str], UpstreamError] = {}
        self._failures: dict[str, int] = {}
        self._next_turn: dict[str, float] = {}
        self._intervals: dict[str, float] = {}

    def send(  # type: ignore[override]  # called by requests with these, always by name
        self, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        """Ask until there is an answer, at most `max_tries` times."""
        service = self._services[str(request.headers["Accept"])]
        options |= {
            "stream": True,
            "timeout": (self._settings.connect_timeout, self._settings.read_timeout),
        }
        self._check_open(service, str(request.url))
        tried = 0
        while True:
            self._wait_for_turn(service)
            outcome = self._try(request, service, options)
            if isinstance(outcome, requests.Response):
                self._failures[service.name] = 0
                return outcome
            tried += 1
            if tried == self._settings.max_tries:
                raise self._given_up(service, str(request.url), outcome)
            self._timing.sleep(self._backoff(outcome, tried))

    def _try(
        self, request: requests.PreparedRequest, service: Service, options: dict[str, Any]
    ) -> requests.Response | _PassingFault:
        try:
            response = self._follow(request, service, options)
        except (requests.Timeout, urllib3.exceptions.TimeoutError):
            return _PassingFault("does not answer in time")
        except (requests.RequestException, urllib3.exceptions.HTTPError):
            return _PassingFault("breaks off the connection")
        status = response.status_code
        if status in PASSING:
            waiting = retry_after_seconds(
                response.headers.get("Retry-After", ""), self._timing.now()
            )
            return _PassingFault(f"answers {status} {response.reason}".strip(), status, waiting)
        url = str(response.url)
        if status == 403 and service.is_403_a_block:
            problem = "shuts us out (403)"
            error = UpstreamError(service.name, url, problem, status, is_blocked=True)
            self._closed[service.name, _host(url)] = error
            raise error
        if status != 200:
            return response
        judgement = service.judge(response.content)
        if judgement == "throttled":
            return _PassingFault("asks us to slow down", status)
        if judgement == "fault":
            kind = response.headers.get("Content-Type", "").split(";")[0] or "something unnamed"
            problem = f"sends no readable {service.accept.split(',')[0]} but {kind[:60]}"
            raise UpstreamError(service.name, url, problem, status)
        return response

    def _follow(
        self, request: requests.PreparedRequest, service: Service, options: dict[str, Any]
    ) -> requests.Response:
        """Ask, and go where the answers lead; the answer belongs to the first request."""
        hop = request
        for _ in range(self._settings.max_redirects + 1):
            response = self._ask(hop, service, options)
            self._heed_rate_limit(service, response.headers)
            target = response.headers.get("Location", "")
            if response.status_code not in REDIRECTS or not target:
                response.url = str(hop.url)
                response.request = request
                return response
            hop = self._next_hop(hop, target, service)
        problem = f"redirects more than {self._settings.max_redirects} times"
        raise UpstreamError(service.name, str(request.url), problem, response.status_code)

    def _next_hop(
        self, hop: requests.PreparedRequest, target: str, service: Service
    ) -> requests.PreparedRequest:
        following = hop.copy()
        try:
            following.prepare_url(urljoin(str(hop.url), target), None)
            problem = redirect_problem(str(hop.url), str(following.url), self._known_hosts)
        except (requests.RequestException, ValueError):
            problem = "redirects to what is no web address"
        if problem:
            raise UpstreamError(service.name, str(hop.url), problem)
        for secret in ("Authorization", "Cookie"):
            following.headers.pop(secret, None)
        return following

    def _ask(
        self, request: requests.PreparedRequest, service: Service, options: dict[str, Any]
    ) -> requests.Response:
        url = str(request.url)
        self._check_open(service, url)
        started = self._timing.monotonic()
        try:
            response = super().send(request, **options)
        except requests.RequestException as error:
            if not _is_unreachable(error):
                raise
            problem = f"{_host(url)} cannot be connected to"
            closed = UpstreamError(service.name, url, problem, is_unreachable=True)
            self._closed[service.name, _host(url)] = closed
            raise closed from error
        with closing(response.raw):
            body = self._read_body(response.raw, service, url, started)
        return self._whole(request, response.raw, body)

    def _read_body(
        self, raw: urllib3.HTTPResponse, service: Service, url: str, started: float
    ) -> bytes:
        body = bytearray()
        # One system read at a time, so that a trickle cannot outlast the time limit.
        while chunk := raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > self._settings.max_bytes:
                problem = f"sends more than {self._settings.max_bytes:,} bytes"
                raise UpstreamError(service.name, url, problem, raw.status)
            if self._timing.monotonic() - started > self._settings.total_timeout:
                problem = f"takes more than {self._settings.total_timeout:g} s for one answer"
                raise UpstreamError(service.name, url, problem, raw.status)
        return bytes(body)

    def _whole(
        self, request: requests.PreparedRequest, raw: urllib3.HTTPResponse, body: bytes
    ) -> requests.Response:
        """Make the response that holds all of its body."""
        headers = {
            name: value for name, value in raw.headers.items() if name.lower() not in _BODY_HEADERS
        }
        whole = urllib3.HTTPResponse(
            BytesIO(body),
            headers,
            raw.status,
            reason=raw.reason,
            preload_content=False,
            request_url=request.url,
        )
        response = self.build_response(request, whole)
        _ = response.content
        return response

    def _check_open(self, service: Service, url: str) -> None:
        closed = self._closed.get((service.name, _host(url)))
        if closed is not None:
            raise closed

    def _wait_for_turn(self, service: Service) -> None:
        turn = self._next_turn.get(service.name, 0.0)
        now = self._timing.monotonic()
        if turn > now:
            self._timing.sleep(turn - now)
        interval = self._intervals.get(service.name, service.interval)
        self._next_turn[service.name] = max(now, turn) + interval

    def _heed_rate_limit(self, service: Service, headers: Mapping[str, str]) -> None:
        stated = rate_limit_interval(headers)
        if stated is not None:
            bounded = min(stated, self._settings.max_wait)
            self._intervals[service.name] = max(service.interval, bounded)

    def _backoff(self, fault: _PassingFault, tried: int) -> float:
        own = self._settings.first_backoff * 2.0 ** (tried - 1) * (0.5 + self._timing.jitter() / 2)
        return min(max(own, fault.retry_after or 0.0), self._settings.max_wait)

    def _given_up(self, service: Service, url: str, fault: _PassingFault) -> UpstreamError:
        problem = f"{fault.problem}, {self._settings.max_tries} times in a row"
        self._failures[service.name] = self._failures.get(service.name, 0) + 1
        error = UpstreamError(service.name, url, problem, fault.status)
        if self._failures[service.name] >= self._settings.max_failures:
            problem = f"{service.host} fails again and again ({fault.problem})"
            self._closed[service.name, service.host] = UpstreamError(
                service.name, service.base_url, problem, fault.status, is_unreachable=True
            )
        return error


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _is_unreachable(error: requests.RequestException) -> bool:
    """Tell a connection that was never made from one that broke."""
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.ProxyError)):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, (urllib3.exceptions.MaxRetryError, urllib3.exceptions.SSLError))
