"""A local stand-in for arXiv, the ACL Anthology and the DOI resolver, with faults to order.

All three speak at one address. By hand, to try the product without a network:

    python tests/upstream_server.py --port 8765
    export RID_KB_ARXIV_URL=http://127.0.0.1:8765 RID_KB_ACL_URL=http://127.0.0.1:8765
    export RID_KB_DOI_URL=http://127.0.0.1:8765
"""

import argparse
import gzip
import json
import re
import socket
import struct
import sys
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

ARXIV_ID = re.compile(r"((?:[0-9]{4}\.[0-9]{4,5})|(?:[a-z-]+/[0-9]{7}))(?:v([0-9]+))?")
ACL_PATH = re.compile(r"/([A-Z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9]+-[a-z0-9]+\.[0-9]+)\.bib")
CSL_TYPE = "application/vnd.citationstyles.csl+json"


@dataclass(frozen=True)
class ServedWork:
    """What the stand-in knows of one work; authors are (given, family)."""

    title: str
    authors: tuple[tuple[str, str], ...]
    issued: str
    arxiv: str = ""
    acl: str = ""
    doi: str = ""
    named_doi: str = ""
    acl_key: str = ""
    category: str = "cs.CL"
    comment: str = ""
    container_title: str = ""
    pages: str = ""
    volume: str = ""
    issue: str = ""
    publisher: str = ""


TEST_AUTHORS = (("Ada", "Example"), ("Bela", "Sample"))
BERT_AUTHORS = (
    ("Jacob", "Devlin"),
    ("Ming-Wei", "Chang"),
    ("Kenton", "Lee"),
    ("Kristina", "Toutanova"),
)
WORKS = (
    ServedWork(
        "Attention Is All You Need",
        (
            ("Ashish", "Vaswani"),
            ("Noam", "Shazeer"),
            ("Niki", "Parmar"),
            ("Jakob", "Uszkoreit"),
            ("Llion", "Jones"),
            ("Aidan N.", "Gomez"),
            ("Lukasz", "Kaiser"),
            ("Illia", "Polosukhin"),
        ),
        "2017-06-12",
        arxiv="1706.03762",
    ),
    ServedWork(
        "BERT: Pre-training of Deep Bidirectional\n  Transformers for Language Understanding",
        BERT_AUTHORS,
        "2018-10-11",
        arxiv="1810.04805",
    ),
    ServedWork(
        "{BERT}: Pre-training of Deep Bidirectional Transformers for Language Understanding",
        BERT_AUTHORS,
        "2019-06",
        acl="N19-1423",
        named_doi="10.18653/v1/N19-1423",
        acl_key="devlin-etal-2019-bert",
        pages="4171--4186",
        publisher="Association for Computational Linguistics",
    ),
    ServedWork(
        "Don{'}t count, predict! A systematic comparison of context-counting vs. "
        "context-predicting semantic vectors",
        (("Marco", "Baroni"), ("Georgiana", "Dinu"), ("Germ{\\'a}n", "Kruszewski")),
        "2014-06",
        acl="P14-1023",
        named_doi="10.3115/v1/P14-1023",
        acl_key="baroni-etal-2014-dont",
        pages="238--247",
    ),
    ServedWork(
        "Neural networks and physical systems with emergent collective computational abilities.",
        (("J J", "Hopfield"),),
        "1982-04",
        doi="10.1073/pnas.79.8.2554",
        container_title="Proceedings of the National Academy of Sciences",
        pages="2554-2558",
        volume="79",
        issue="8",
        publisher="Proceedings of the National Academy of Sciences",
    ),
    ServedWork(
        "Test data: a preprint that names its DOI",
        TEST_AUTHORS,
        "2024-01-31",
        arxiv="2401.99998",
        named_doi="10.5555/test-data.1",
        comment="Accepted; 12 pages",
    ),
    ServedWork(
        "Test data: a preprint that names its DOI, as published",
        TEST_AUTHORS,
        "2024-05-02",
        doi="10.5555/test-data.1",
        container_title="Journal of Test Data",
    ),
    ServedWork(
        "Test data: a withdrawn preprint",
        TEST_AUTHORS,
        "2024-01-30",
        arxiv="2401.99997",
        comment="This paper has been withdrawn by the authors",
    ),
)

Fault = Callable[["Handler"], None]


class QuietServer(ThreadingHTTPServer):
    """A server that takes a client that hangs up as nothing strange."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        if not isinstance(sys.exception(), OSError):
            raise


@dataclass(frozen=True)
class LoggedRequest:
    """One request: the service it was meant for, its path with the query, its headers."""

    service: str
    path: str
    headers: dict[str, str]


@dataclass
class UpstreamServer:
    """The stand-in, at `url`. `requests` logs what was asked, in order.

    `serves_any` answers well-formed identifiers that are not in `works` with made-up test data.
    """

    works: tuple[ServedWork, ...] = WORKS
    port: int = 0
    serves_any: bool = False
    requests: list[LoggedRequest] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    is_total_too_large: bool = False
    refuses: frozenset[str] = frozenset()
    names_the_refused: bool = True

    def __post_init__(self) -> None:
        self._faults: dict[str, deque[Fault]] = {}
        self._lasting: dict[str, Fault] = {}
        self._server = QuietServer(("127.0.0.1", self.port), Handler)
        self._server.stand_in = self  # type: ignore[attr-defined]  # the handler finds us there
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def serve(self) -> None:
        self._server.serve_forever()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def order(self, service: str, *faults: Fault) -> None:
        """Answer the next requests of `service` with these faults, one each."""
        self._faults.setdefault(service, deque()).extend(faults)

    def order_for_good(self, service: str, fault: Fault) -> None:
        """Answer every request of `service` with this fault from now on."""
        self._lasting[service] = fault

    def mend(self) -> None:
        """Take back every fault."""
        self._faults.clear()
        self._lasting.clear()

    def next_fault(self, service: str) -> Fault | None:
        if self._faults.get(service):
            return self._faults[service].popleft()
        return self._lasting.get(service)

    def count(self, service: str) -> int:
        return sum(request.service == service for request in self.requests)

    def find(self, scheme: str, value: str) -> ServedWork | None:
        """Find a work by its identifier."""
        for work in self.works:
            if getattr(work, scheme).lower() == value.lower():
                return work
        if self.serves_any:
            title = f"Test data: the work {value}"
            return ServedWork(title, TEST_AUTHORS, "2020-01-02", **{scheme: value})
        return None


class Handler(BaseHTTPRequestHandler):
    """Answer as the three services do."""

    protocol_version = "HTTP/1.1"

    @property
    def stand_in(self) -> UpstreamServer:
        return self.server.stand_in  # type: ignore[attr-defined]  # put there by UpstreamServer

    def do_GET(self) -> None:
        service, answer = self._route()
        logged = LoggedRequest(service, self.path, dict(self.headers.items()))
        self.stand_in.requests.append(logged)
        fault = self.stand_in.next_fault(service)
        if fault is not None:
            fault(self)
        else:
            answer()

    def log_message(self, *args: object) -> None:
        """Keep quiet: the log is in `requests`."""

    def answer(self, status: int, kind: str, body: str | bytes, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        tag = f'"{zlib.crc32(data):08x}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, data = 304, b""
        self.send_response(status)
        if status == 200:
            self.send_header("ETag", tag)
        if status not in {204, 304}:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
        for name, value in (self.stand_in.headers | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if status not in {204, 304}:
            self.wfile.write(data)

    def _route(self) -> tuple[str, Callable[[], None]]:
        path = urlsplit(self.path).path
        if path == "/api/query":
            return "arxiv", self._answer_arxiv
        if ACL_PATH.fullmatch(path):
            return "acl", self._answer_acl
        if path.startswith("/v1/works/"):
            return "agency", self._answer_agency
        if path.startswith("/10."):
            return "doi", self._answer_doi
        return "other", lambda: self.answer(404, "text/html", "<h1>Not found</h1>")

    def _answer_arxiv(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        ids = [each for each in query.get("id_list", [""])[0].split(",") if each]
        start = int(query.get("start", ["0"])[0])
        size = int(query.get("max_results", ["10"])[0])
        for each in ids:
            if not ARXIV_ID.fullmatch(each) or each in self.stand_in.refuses:
                name = each if self.stand_in.names_the_refused else "something"
                self.answer(400, "application/atom+xml", _feed([_error_entry(name)], 1))
                return
        entries = []
        for each in ids:
            match = ARXIV_ID.fullmatch(each)
            work = self.stand_in.find("arxiv", match[1]) if match else None
            if work and match:
                entries.append(_entry(work, match[2] or "7"))
        total = len(ids) if self.stand_in.is_total_too_large else len(entries)
        page = list(reversed(entries))[start : start + size]
        self.answer(200, "application/atom+xml; charset=utf-8", _feed(page, total))

    def _answer_acl(self) -> None:
        match = ACL_PATH.fullmatch(self.path)
        work = self.stand_in.find("acl", match[1]) if match else None
        if work is None:
            self.answer(404, "text/html", "<h1>Not Found</h1>")
        else:
            self.answer(200, "text/plain; charset=utf-8", _bibtex(work))

    def _answer_doi(self) -> None:
        doi = unquote(self.path[1:])
        if doi.endswith("/no-metadata"):
            self.answer(204, "", "")
        elif self.stand_in.find("doi", doi) is None:
            self.answer(404, "text/html", "<h1>DOI Not Found</h1>")
        else:
            target = f"{self.stand_in.url}/v1/works/{quote(doi, safe='')}/transform"
            self.answer(302, "text/html", "", Location=target)

    def _answer_agency(self) -> None:
        doi = unquote(self.path.removeprefix("/v1/works/").removesuffix("/transform"))
        work = self.stand_in.find("doi", doi)
        if self.headers.get("Accept") != CSL_TYPE:
            self.answer(406, "text/plain", "")
        elif work is None:
            self.answer(404, "text/plain", "Resource not found.")
        else:
            self.answer(200, CSL_TYPE, json.dumps(_csl(work)))


def _feed(entries: list[str], total: int) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<title>stand-in</title><opensearch:totalResults>{total}</opensearch:totalResults>"
        f"<opensearch:startIndex>0</opensearch:startIndex>{''.join(entries)}</feed>\n"
    )


def _error_entry(name: str) -> str:
    return (
        f"<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_{escape(name)}</id>"
        "<title>Error</title><updated>2026-01-01T00:00:00Z</updated>"
        f"<summary>incorrect id format for {escape(name)}</summary></entry>"
    )


def _entry(work: ServedWork, version: str) -> str:
    authors = "".join(
        f"<author><name>{escape(given)} {escape(family)}</name></author>"
        for given, family in work.authors
    )
    extras = "".join(
        f"<arxiv:{name}>{escape(value)}</arxiv:{name}>"
        for name, value in (("comment", work.comment), ("doi", work.named_doi))
        if value
    )
    address = f"arxiv.org/abs/{work.arxiv}v{version}"
    return (
        f"<entry><id>http://{address}</id><title>{escape(work.title)}</title>"
        f"<updated>2025-01-01T00:00:00Z</updated><published>{work.issued}T17:57:34Z</published>"
        f'<link href="https://{address}" rel="alternate" type="text/html"/>'
        f'<link href="https://arxiv.org/pdf/{work.arxiv}v{version}" rel="related" '
        'type="application/pdf" title="pdf"/>'
        f"<summary>What this work is about.\n  On two lines.</summary>{authors}{extras}"
        f'<category term="{work.category}"/><category term="cs.LG"/>'
        f'<arxiv:primary_category term="{work.category}"/></entry>'
    )


def _bibtex(work: ServedWork) -> str:
    authors = "  and\n      ".join(f"{family}, {given}" for given, family in work.authors)
    fields = {
        "title": work.title,
        "author": authors,
        "year": work.issued[:4],
        "url": f"https://aclanthology.org/{work.acl}/",
        "doi": work.named_doi,
        "pages": work.pages,
        "publisher": work.publisher,
    }
    lines = ",\n".join(f'    {name} = "{value}"' for name, value in fields.items() if value)
    return f"@inproceedings{{{work.acl_key or 'test-data'},\n{lines}\n}}\n"


def _csl(work: ServedWork) -> dict[str, object]:
    return {
        "type": "article-journal",
        "DOI": work.doi,
        "title": work.title,
        "author": [{"given": given, "family": family} for given, family in work.authors],
        "issued": {"date-parts": [[int(part) for part in work.issued.split("-")]]},
        "container-title": work.container_title,
        "page": work.pages,
        "volume": work.volume,
        "issue": work.issue,
        "publisher": work.publisher,
    }


def status(code: int, body: str = "no", kind: str = "text/plain", **headers: str) -> Fault:
    """Answer with this status; `Retry_After` and the like become headers."""
    return lambda handler: handler.answer(code, kind, body, **headers)


def body(data: str | bytes, kind: str) -> Fault:
    """Answer 200 with this body, whatever it is."""
    return lambda handler: handler.answer(200, kind, data)


def compressed(data: bytes, kind: str) -> Fault:
    """Answer 200 with this body, compressed."""
    packed = gzip.compress(data)
    return lambda handler: handler.answer(200, kind, packed, Content_Encoding="gzip")


def redirect(target: str) -> Fault:
    """Send the client elsewhere."""
    return lambda handler: handler.answer(302, "text/html", "", Location=target)


def redirect_to_itself(handler: Handler) -> None:
    handler.answer(302, "text/html", "", Location=handler.path)


def reset(handler: Handler) -> None:
    """Break the connection off without a word."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True
    handler.rfile.close()
    handler.connection.close()


def truncated(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"title": "Half of')
    handler.close_connection = True


def silent(handler: Handler) -> None:
    """Answer nothing until the client hangs up."""
    handler.connection.recv(1)
    handler.close_connection = True


def trickle(handler: Handler) -> None:
    """Send a byte at a time, for as long as the client listens."""
    _send_without_end(handler, b" ", pause=0.01)


def endless(handler: Handler) -> None:
    """Send as much as the client takes."""
    _send_without_end(handler, b" " * 65_536, pause=0.0)


def _send_without_end(handler: Handler, chunk: bytes, pause: float) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    try:
        while True:
            handler.wfile.write(chunk)
            time.sleep(pause)
    except OSError:
        return


HTML = body("<!DOCTYPE html><title>Just a moment...</title>", "text/html")
RATE_EXCEEDED = body("Rate exceeded.", "text/plain")
BAD_XML = body("<feed><entry></feed>", "application/atom+xml")
BAD_JSON = body('{"title": ', CSL_TYPE)


def works_of_library(library: Path) -> tuple[ServedWork, ...]:
    """Make test data for every eprint, Anthology id and DOI that a .bib file names."""
    text = library.read_text("utf-8")
    found = {
        "arxiv": re.findall(r"eprint\s*=\s*[{\"]([^}\"]+)", text),
        "acl": re.findall(r"aclanthology\.org/([A-Za-z0-9.-]+?)/?[}\"]", text),
        "doi": re.findall(r"doi\s*=\s*[{\"](10\.[^}\"]+)", text),
    }
    return tuple(
        ServedWork(f"Test data: the work {value}", TEST_AUTHORS, "2020-01-02", **{scheme: value})
        for scheme, values in found.items()
        for value in dict.fromkeys(values)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Stand in for arXiv, the Anthology and doi.org.")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--library", type=Path, help="serve test data for all that this .bib names")
    parser.add_argument("--any", action="store_true", help="serve test data for any identifier")
    options = parser.parse_args()
    extra = works_of_library(options.library) if options.library else ()
    server = UpstreamServer((*WORKS, *extra), options.port, options.any)
    print(f"arXiv, the ACL Anthology and doi.org stand in at {server.url}")  # noqa: T201
    try:
        server.serve()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    main()
