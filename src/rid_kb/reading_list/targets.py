"""Where a link leads: to something to read, or only about the document and its group."""

import re
from urllib.parse import parse_qs, urlsplit

from rid_kb.identifiers import identify_url, parse_identifier
from rid_kb.outline import Link

_BADGE = re.compile(
    r"shields\.io|/badges?[/.]|badge\.svg|\bbadgen\.|travis-ci|codecov|badge\.fury|awesome\.re|"
    r"mybinder\.org/badge|colab-badge|circleci\.com|github/workflow|/actions/workflows/",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|ico|bmp)(?:$|[?#])", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\.(?:pdf|pptx?|ipynb|key|odp|docx?|zip|mp4|ps|epub|tex|bib|csv|py)(?:$|[?#])", re.IGNORECASE
)
# Where groups meet, talk and plan.
_CONTACT = re.compile(
    r"^(?:[\w-]+\.)*(?:slack\.com|discord\.(?:gg|com)|zoom\.us|zoom\.com|meet\.google\.com|"
    r"teams\.(?:microsoft|live)\.com|calendar\.google\.com|groups\.google\.com|forms\.gle|"
    r"eventbrite\.[\w.]+|meetup\.com|doodle\.com|when2meet\.com|gather\.town|whereby\.com|"
    r"signup\.com|calendly\.com|lu\.ma|webex\.com|lists\.[\w.-]+|mailman\.[\w.-]+|gitter\.im|"
    r"t\.me|chat\.whatsapp\.com|maps\.google\.[\w.]+|goo\.gl/maps|maps\.app\.goo\.gl)(?:[/:?#]|$)|"
    r"^docs\.google\.com/forms/|^(?:www\.)?google\.[\w.]+/maps|/mailman/|^join\.",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", re.IGNORECASE)


def is_url(url: str) -> bool:
    """Tell an address on the web from a place in the document or its repository."""
    return url.lower().startswith(("http://", "https://", "ftp://", "//"))


def is_reading(link: Link) -> bool:
    """Tell whether a link leads to something to read, watch or run.

    >>> [is_reading(Link("x", url, 1)) for url in ("#top", "PREVIOUS.md", "slides/1.pdf")]
    [False, False, True]
    """
    url = link.url.strip()
    if not url or url.startswith("#") or _BADGE.search(link.image) or _BADGE.search(url):
        return False
    if not is_url(url):
        is_path = not re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE)
        return is_path and bool(
            _DOCUMENT.search(url) or url.startswith("www.") or parse_identifier(url)
        )
    return not _PICTURE.search(url) and not is_contact(url)


def is_certain_work(link: Link) -> bool:
    """Tell whether a link names a work in a registry: arXiv, the ACL Anthology, a DOI."""
    identifier = identify_url(link.url) if is_url(link.url) else None
    return identifier is not None and identifier.scheme != "url"


def is_contact(url: str) -> bool:
    """Tell whether a URL is where a group meets, talks or plans."""
    return bool(_CONTACT.search(re.sub(r"^(?:https?:)?//", "", url, flags=re.IGNORECASE)))


def place_in(url: str) -> str:
    """Say which part of its target a URL asks for: a time of a video, a page of a file.

    >>> place_in("https://www.youtube.com/watch?v=kCc8FmEb1nY&t=4766s")
    'from 1:19:26'
    >>> place_in("https://example.org/paper.pdf#page=4")
    'page 4'
    """
    try:
        address = urlsplit(url)
    except ValueError:
        return ""
    if page := re.match(r"page=(\d{1,6})", address.fragment):
        return f"page {page.group(1)}"
    if not re.search(r"youtu|you\.be|vimeo", address.netloc):
        return ""
    query = parse_qs(address.query) | parse_qs(address.fragment)
    asked = (query.get("t") or query.get("start") or [""])[0]
    time = _TIME.fullmatch(asked) if len(asked) < 16 else None
    if not asked or time is None:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in time.groups())
    return f"from {_clock(hours * 3600 + minutes * 60 + seconds)}"


def _clock(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
