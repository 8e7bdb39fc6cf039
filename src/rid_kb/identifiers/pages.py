"""The one form in which two links to a page are equal."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode

from rid_kb.identifiers.urls import host_of, split_url

# Parameters that say where a reader came from or how a page is shown, never what it is.
_IDLE_PARAMETERS = re.compile(
    r"utm_\w+|(?:fb|g|ms|tw|yc|dc|gb|wb)clid|mc_[ce]id|_hs\w+|hs\w+|igsh(?:id)?|ref|ref_src|ref_url"
    r"|referrer|usp|si|feature|source|sharing|share|tab|trk|cmpid|spm|proof|needaccess|via",
    re.I,
)
_START_PAGE = re.compile(r"(?:/+(?:(?:index|default)\.(?:html?|php|aspx?))?)+\Z", re.I)
# What a page that is drawn by its own scripts shows stands behind the #.
_ROUTE = re.compile(r"[!/]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_PATH_CHARACTERS = re.compile(r"%(?P<code>[0-9A-Fa-f]{2})?|[^A-Za-z0-9._~!$&'()*+,;=:@/%-]")
_VIDEO = r"([\w-]{6,20})"

# Pages that have several addresses: (host, pattern of path and query, the address to use).
_SAME_PAGE: tuple[tuple[str, str, str], ...] = (
    ("youtu.be", rf"/{_VIDEO}", r"https://youtube.com/watch?v=\1"),
    ("you.be", rf"/{_VIDEO}", r"https://youtube.com/watch?v=\1"),
    ("youtube.com", rf"/watch/?\?(?:.*&)?v={_VIDEO}", r"https://youtube.com/watch?v=\1"),
    ("youtube.com", rf"/(?:embed|shorts|live|v|watch)/{_VIDEO}", r"https://youtube.com/watch?v=\1"),
    ("youtube-nocookie.com", rf"/embed/{_VIDEO}", r"https://youtube.com/watch?v=\1"),
    ("vimeo.com", r"/(?:video/)?(\d+)", r"https://vimeo.com/\1"),
    ("openreview.net", r"/(?:forum|pdf|attachment)\?(?:.*&)?id=([\w-]+)", r"https://openreview.net/forum?id=\1"),
    ("openreview.net", r"/pdf/([0-9a-f]{40})\.pdf", r"https://openreview.net/pdf/\1.pdf"),
    ("proceedings.mlr.press", r"/(v\d+)/([\w-]+)(?:/\2)?(?:-supp)?\.(?:html|pdf)", r"https://proceedings.mlr.press/\1/\2.html"),
    ("jmlr.org", r"/papers/v(?:olume)?(\d+)/([\w-]+)(?:/\2)?\.(?:html|pdf)", r"https://jmlr.org/papers/v\1/\2.html"),
    ("jmlr.csail.mit.edu", r"/papers/v(?:olume)?(\d+)/([\w-]+)(?:/\2)?\.(?:html|pdf)", r"https://jmlr.org/papers/v\1/\2.html"),
    ("neurips.cc", r"/(?:paper_files/)?paper/(\d{4})/(?:hash|file)/([0-9a-f]{32})-.*", r"https://proceedings.neurips.cc/paper/\1/hash/\2-Abstract.html"),
    ("nips.cc", r"/(?:paper_files/)?paper/(\d{4})/(?:hash|file)/([0-9a-f]{32})-.*", r"https://proceedings.neurips.cc/paper/\1/hash/\2-Abstract.html"),
    ("ieeexplore.ieee.org", r"/(?:abstract/)?document/(\d+)(?:/.*)?", r"https://ieeexplore.ieee.org/document/\1"),
    ("ieeexplore.ieee.org", r"/.*\?(?:.*&)?arnumber=0*(\d+).*", r"https://ieeexplore.ieee.org/document/\1"),
    ("thecvf.com", r"/(content\w*)/(?:html|papers)/([\w.-]+_paper)\.(?:html|pdf)", r"https://openaccess.thecvf.com/\1/html/\2.html"),
    ("thecvf.com", r"/(content/[\w/]+?)/(?:html|papers)/([\w.-]+_paper)\.(?:html|pdf)", r"https://openaccess.thecvf.com/\1/html/\2.html"),
    ("docs.google.com", r"/(\w+)/d/([\w-]+)(?:/.*)?", r"https://docs.google.com/\1/d/\2"),
    ("drive.google.com", r"/file/d/([\w-]+)(?:/.*)?", r"https://drive.google.com/file/d/\1"),
)  # fmt: skip


def normalise_url(url: str) -> str:
    """Give the form in which links to one page are equal.

    What is no http(s) URL comes back as it is, without the spaces around it.
    The scheme is https, the host lower case without `www.` and default port; no slash at the
    end, no start page (`index.html`), no fragment but the route of a scripted page (`#/…`),
    no parameters of tracking or display, the others in order of name; percent-encoding only
    where it is needed. A video is its `watch?v=`, a paper of a conference site its abstract page.

    >>> normalise_url("http://www.youtube.com/watch?v=KuXjwB4LzSA&t=705s")
    'https://youtube.com/watch?v=KuXjwB4LzSA'
    >>> normalise_url("https://youtu.be/KuXjwB4LzSA") == normalise_url("https://you.be/KuXjwB4LzSA")
    True
    """
    parts = split_url(url.strip())
    host = host_of(parts) if parts else ""
    if parts is None or not host:
        return url.strip()
    path = _START_PAGE.sub("", _plain(parts.path))
    query = _query(parts)
    address = f"{path}?{query}" if query else path
    for site, pattern, same in _SAME_PAGE:
        if host == site or host.endswith(f".{site}"):
            found = re.match(rf"{pattern}(?![\w-])", address, re.A)
            if found:
                return found.expand(same)
    fragment = f"#{_plain(parts.fragment)}" if _ROUTE.match(parts.fragment) else ""
    return f"https://{host}{_port(parts)}{address}{fragment}"


def _port(parts: SplitResult) -> str:
    port = parts.netloc.rpartition("@")[2].rpartition(":")[2]
    return (
        f":{int(port)}" if port.isascii() and port.isdigit() and int(port) not in (80, 443) else ""
    )


def _query(parts: SplitResult) -> str:
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(each for each in parameters if not _IDLE_PARAMETERS.fullmatch(each[0]))
    return urlencode(kept, errors="replace")


def _plain(text: str) -> str:
    """Write a path with percent-encoding where it is needed and nowhere else."""

    def encoded(found: re.Match[str]) -> str:
        if found["code"]:
            character = chr(int(found["code"], 16))
            return character if _UNRESERVED.fullmatch(character) else found.group().upper()
        return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "replace"))

    return _PATH_CHARACTERS.sub(encoded, text)
