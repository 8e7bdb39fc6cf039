"""URLs: their parts, decoded, and where they lead in the end.

Syntax: https://www.rfc-editor.org/rfc/rfc3986
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_MAX_LENGTH = 2048
_MAX_DECODINGS = 3
_MAX_DETOURS = 3
_BARE_URL = re.compile(r"(?://)?(?:[a-z0-9_-]{1,63}\.)+[a-z]{2,24}(?::\d{1,5})?/", re.I | re.A)
_CLOSING = {")": "(", "]": "[", "}": "{"}
# Library proxies and translators put themselves behind the host, dots written as hyphens or
# kept: https://help.oclc.org/Library_Management/EZproxy
_PROXY = re.compile(
    r"(?P<host>[\w-]+-(?:com|org|net|edu|gov|int|io|press|[a-z]{2})(?=(?:-s)?\.)"
    r"|(?:[\w-]+\.)+?(?:com|org|net|edu|gov|int|io|press|ac\.uk))(?:-s)?\."
    r"(?:(?:[\w-]+\.)*(?:[\w-]*(?:proxy|ezp|vpn|remotexs)[\w-]*|lib|library|bib)\.[\w.-]+"
    r"|[\w.-]+\.oclc\.org|translate\.goog)",
    re.A,
)
_DETOUR = re.compile(r".*[/=]https?:/{1,2}", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a URL points: `host` in lower case without `www.`; `path` and `query` decoded."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The path with its query, for rules that look at both."""
        query = "&".join(f"{name}={value}" for name, value in self.query)
        return f"{self.path}?{query}" if query else self.path

    def is_at(self, host: str) -> bool:
        """Say whether this is `host` or a host below it."""
        return self.host == host or self.host.endswith(f".{host}")


def parse_location(text: str) -> Location | None:
    """Take an http(s) URL apart, one without its scheme too; None for anything else.

    >>> parse_location("www.nature.com/articles/s42256-020-0164-7?proof=t")
    Location(host='nature.com', path='/articles/s42256-020-0164-7', query=(('proof', 't'),))
    """
    parts = split_url(text)
    host, path = (host_of(parts), decoded(parts.path)) if parts else ("", None)
    if parts is None or not host or path is None:
        return None
    return Location(host, path, tuple(parse_qsl(parts.query, keep_blank_values=True)))


def origin_of(location: Location) -> Location:
    """Follow a library proxy, an archive or a redirecting page to the page that it leads to.

    One that leads nowhere is its own origin.

    >>> origin_of(Location("dl-acm-org.ezproxy.example.edu", "/doi/10.1145/1")).host
    'dl.acm.org'
    >>> origin_of(Location("web.archive.org", "/web/2023/https://arxiv.org/abs/1706.03762")).host
    'arxiv.org'
    """
    for _ in range(_MAX_DETOURS):
        inner = _inner(location)
        if inner is None:
            break
        location = inner
    proxied = _PROXY.fullmatch(location.host)
    if proxied is None:
        return location
    host = proxied["host"]
    if "." not in host:
        host = host.replace("--", "\0").replace("-", ".").replace("\0", "-")
    return Location(host.removeprefix("www."), location.path, location.query)


def _inner(location: Location) -> Location | None:
    places = (location.address, *(f"={value}" for _, value in location.query))
    for place in reversed(places):
        detour = _DETOUR.match(place)
        if detour:
            return parse_location("https://" + place[detour.end() :])
    return None


def decoded(text: str) -> str | None:
    """Undo percent-encoding, done once or several times over; None when there is no end to it.

    >>> decoded("10.1000%252Fxyz")
    '10.1000/xyz'
    """
    for _ in range(_MAX_DECODINGS):
        plain = unquote(text)
        if plain == text:
            return text
        text = plain
    return text if unquote(text) == text else None


def up_to_unbalanced(text: str) -> str:
    """Cut `text` before the first bracket that closes what was not opened in it.

    >>> up_to_unbalanced("https://example.org/a_(b)).")
    'https://example.org/a_(b)'
    """
    still_open: list[str] = []
    for position, character in enumerate(text):
        if character in "([{":
            still_open.append(character)
        elif character in _CLOSING and (not still_open or still_open.pop() != _CLOSING[character]):
            return text[:position]
    return text


def split_url(text: str) -> SplitResult | None:
    """Split an http(s) URL, one without its scheme too; None for anything else."""
    if len(text) > _MAX_LENGTH:
        return None
    if _BARE_URL.match(text):
        text = "https://" + text.removeprefix("//")
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.netloc else None


def host_of(parts: SplitResult) -> str:
    """Give the host in lower case and ASCII, without `www.`; "" when it is none."""
    try:
        host = (parts.hostname or "").strip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return host.strip(".").removeprefix("www.")
