"""Fetching a reading list that is named by its URL."""

import re
from urllib.parse import urlsplit

from rid_kb.errors import SourceError, UpstreamError
from rid_kb.upstream.http import Http
from rid_kb.upstream.settings import REAL_TIME, HttpSettings, Judgement, Service, Timing

ACCEPT = "text/markdown, text/plain;q=0.9, */*;q=0.1"

# Pages that show a file, and where the file itself is.
# https://docs.github.com/en/repositories/working-with-files/using-files/viewing-and-understanding-files
# https://docs.gitlab.com/user/project/repository/files/
_RAW: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"https://github\.com/([^/]+/[^/]+)/(?:blob|raw)/(.+)"),
        r"https://raw.githubusercontent.com/\1/\2",
    ),
    (
        re.compile(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?"),
        r"https://raw.githubusercontent.com/\1/HEAD/README.md",
    ),
    (re.compile(r"(https://gitlab\.com/.+/-)/blob/(.+)"), r"\1/raw/\2"),
    (re.compile(r"(https://gist\.github\.com/[^/]+/[0-9a-f]+)/?"), r"\1/raw"),
)
_HTML_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head)\b", re.I | re.S)


def raw_url(url: str) -> str:
    """Give the URL of the file itself for a page of GitHub or GitLab that shows it.

    >>> raw_url("https://github.com/group/reading/blob/main/README.md?plain=1#L3")
    'https://raw.githubusercontent.com/group/reading/main/README.md'
    >>> raw_url("https://github.com/group/reading")
    'https://raw.githubusercontent.com/group/reading/HEAD/README.md'
    >>> raw_url("https://example.org/list.md")
    'https://example.org/list.md'
    """
    bare = urlsplit(url)._replace(query="", fragment="").geturl()
    for page, raw in _RAW:
        if shown := page.fullmatch(bare):
            return shown.expand(raw)
    return url.partition("#")[0]


def fetch_list(url: str, settings: HttpSettings, timing: Timing = REAL_TIME) -> bytes:
    """Fetch the Markdown at `url`, anew each time.

    Raises SourceError when nothing comes, or a page of HTML does.
    """
    parts = urlsplit(raw_url(url))
    service = Service("source", f"{parts.scheme}://{parts.netloc}", ACCEPT, 0.0, judge_list)
    with Http(settings, (service,), timing) as http:
        try:
            response = http.get(service, parts.geturl())
        except UpstreamError as error:
            raise SourceError(url, f"cannot be fetched: {error.problem}") from error
    if response.status_code != 200:
        problem = f"answers {response.status_code} {response.reason}; check the address"
        raise SourceError(url, problem)
    if _HTML_PAGE.match(response.content):
        raise SourceError(url, "is a web page; give the address of the Markdown file itself")
    return response.content


def judge_list(body: bytes) -> Judgement:
    """Take any answer, for now only: a list may have changed the next time.

    >>> judge_list(b"# Reading group")
    'passing'
    """
    return "passing"
