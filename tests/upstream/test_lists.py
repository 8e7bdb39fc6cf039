"""Reading lists that are named by a URL."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from rid_kb.errors import SourceError
from rid_kb.upstream.lists import fetch_list, raw_url
from rid_kb.upstream.settings import HttpSettings

PAGES = {
    "/list.md": (200, b"# Reading group\n"),
    "/page": (200, b"<!-- x -->\n<!DOCTYPE html><html><body>a list</body></html>"),
    "/big.md": (200, b"x" * 5000),
}


class Pages(http.server.BaseHTTPRequestHandler):
    """Serve `PAGES`, and lead away to where nobody may be led."""

    def do_GET(self):
        if self.path == "/away.md":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2/secret.md")
            self.end_headers()
            return
        status, body = PAGES.get(self.path, (404, b"no"))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,127.0.0.2")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_list_is_fetched_as_it_is(site):
    assert fetch_list(f"{site}/list.md#top", HttpSettings()) == b"# Reading group\n"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/none.md", "answers 404 Not Found; check the address"),
        ("/page", "is a web page; give the address of the Markdown file itself"),
        ("/away.md", "cannot be fetched: redirects to a private address"),
        ("/big.md", "cannot be fetched: sends more than 1,000 bytes"),
    ],
)
def test_what_is_no_list_is_said_in_one_sentence(site, path, problem):
    with pytest.raises(SourceError) as raised:
        fetch_list(site + path, HttpSettings(max_bytes=1000))
    assert str(raised.value) == f"{site}{path}: {problem}"


def test_a_host_that_is_not_there_is_tried_once():
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:9 cannot be connected to"):
        fetch_list("http://127.0.0.1:9/list.md", HttpSettings())


@pytest.mark.parametrize(
    ("page", "raw"),
    [
        (
            "https://github.com/a/b/blob/main/docs/LIST.md",
            "https://raw.githubusercontent.com/a/b/main/docs/LIST.md",
        ),
        ("https://github.com/a/b.git", "https://raw.githubusercontent.com/a/b/HEAD/README.md"),
        ("https://gitlab.com/a/b/-/blob/main/R.md", "https://gitlab.com/a/b/-/raw/main/R.md"),
        ("https://gist.github.com/a/0123abc", "https://gist.github.com/a/0123abc/raw"),
        ("https://github.com/a", "https://github.com/a"),
    ],
)
def test_pages_that_show_a_file_lead_to_the_file(page, raw):
    assert raw_url(page) == raw
