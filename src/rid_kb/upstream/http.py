"""The one session through which every service is asked, and the answers it keeps."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import requests
import requests_cache

from rid_kb import __version__
from rid_kb.errors import UpstreamError
from rid_kb.model import Identifier, Resolution
from rid_kb.upstream import failed_resolution
from rid_kb.upstream.settings import REAL_TIME, HttpSettings, Service, Timing
from rid_kb.upstream.transport import Transport

# What these libraries log is told in the outcome of a lookup already.
for _name in ("requests_cache", "arxiv"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


class Http:
    """Ask services by GET; what a service's own reader accepts is kept and asked for once.

    A held answer costs no request and no wait; one that has expired serves when its service
    fails. To be closed, or used in a `with` block.
    """

    def __init__(
        self, settings: HttpSettings, services: Iterable[Service], timing: Timing = REAL_TIME
    ) -> None:
        self.timing = timing
        self._settings = settings
        self._services = {service.accept: service for service in services}
        self._transport = Transport(settings, self._services, timing)
        self._session = self._open()

    def get(self, service: Service, url: str) -> requests.Response:
        """Fetch `url`; the body is whole and within bounds.

        Raises UpstreamError when there is no answer that the service stands for.
        """
        try:
            return self._send(service, url)
        except sqlite3.Error:
            # A cache that cannot be used costs requests, never the run.
            self.close()
            self._session = self._start(None)
            return self._send(service, url)

    def close(self) -> None:
        """Let go of the connections and the file of answers."""
        self._session.close()  # type: ignore[no-untyped-call]  # requests-cache leaves it bare

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _send(self, service: Service, url: str) -> requests.Response:
        return self._session.get(
            url,
            headers={"Accept": service.accept, "User-Agent": user_agent(self._settings.contact)},
            allow_redirects=False,
            force_refresh=self._settings.refresh,
        )

    def _open(self) -> requests_cache.CachedSession:
        folder = self._settings.cache
        if folder is None:
            return self._start(None)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return self._start(str(folder / "http.sqlite"))
        except (OSError, sqlite3.Error):
            return self._start(None)

    def _start(self, path: str | None) -> requests_cache.CachedSession:
        session = requests_cache.CachedSession(
            path or "memory",
            backend="sqlite" if path else "memory",
            serializer="json" if path else None,
            expire_after=self._settings.expire_after,
            allowable_methods=("GET",),
            allowable_codes=(200,),
            match_headers=["Accept"],
            filter_fn=self._is_stored,
            stale_if_error=True,
        )
        session.mount("https://", self._transport)
        session.mount("http://", self._transport)
        return session

    def _is_stored(self, response: requests.Response) -> bool:
        service = self._services[str(response.request.headers["Accept"])]
        return service.judge(response.content) == "stored"


def user_agent(contact: str) -> str:
    """Name ourselves, with an address to complain to where there is one.

    https://www.crossref.org/documentation/retrieve-metadata/rest-api/tips-for-using-the-crossref-rest-api/
    """
    address = "".join(contact.split())
    return f"rid-kb/{__version__}" + (f" (mailto:{address})" if address else "")


def fetch_each(
    service: Service, identifiers: Sequence[Identifier], ask: Callable[[Identifier], Resolution]
) -> Iterator[Resolution]:
    """Ask for one identifier after the other, where a service knows no other way.

    A failure concerns its own identifier only, unless the service itself cannot be reached
    or shuts us out: then UpstreamError is raised.
    """
    for identifier in identifiers:
        try:
            yield ask(identifier)
        except UpstreamError as error:
            is_over = error.is_unreachable or error.is_blocked
            if is_over and urlsplit(error.url).netloc.lower() == service.host:
                raise
            yield failed_resolution(service.name, identifier, error)
