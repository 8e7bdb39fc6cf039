"""How values are put for people: dates in words, safe links, bars of charts, COinS."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

from rid_kb.identifiers import identifier_url
from rid_kb.library import MARK_END, MARK_START, Count
from rid_kb.model import Session, Work


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; `height` is a share of the tallest, from 0 to 100."""

    name: str
    count: int
    height: float
    kind: str = ""


def day_in_words(iso: str) -> str:
    """Write a date in words.

    >>> day_in_words("2024-02-19")
    'Monday 19 February 2024'
    """
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day:%A} {day.day} {day:%B %Y}"


def web_url(url: str) -> str:
    """Let only addresses on the web be links; anything else gives "".

    >>> web_url("javascript:alert(1)"), web_url("https://example.org/")
    ('', 'https://example.org/')
    """
    return url if urlsplit(url).scheme in ("http", "https") else ""


def marked(excerpt: str) -> Markup:
    r"""Mark what a search found; everything else is shown as it is.

    >>> marked("a \x02<b>\x03")
    Markup('a <mark>&lt;b&gt;</mark>')
    """
    safe = str(Markup.escape(excerpt))
    return Markup(safe.replace(MARK_START, "<mark>").replace(MARK_END, "</mark>"))  # noqa: S704


def heading_of(session: Session) -> str:
    """Name a session by its topic, or by what it has in its place."""
    named = session.topic or session.subtitle or session.kind
    return named or (session.readings[0].text if session.readings else "To be announced")


def people(work: Work, shown: int = 8) -> str:
    """Name the authors of a work, the first of many."""
    names = [each.name for each in work.contributors if each.role == "author"]
    if len(names) > shown:
        return f"{', '.join(names[:shown])} and {len(names) - shown} others"
    return ", ".join(names)


def bars(counts: Sequence[Count]) -> list[Bar]:
    """Make the bars of a chart, with the empty years between."""
    if not counts:
        return []
    known = {int(each.name): each.count for each in counts}
    tallest = max(known.values())
    recent = range(max(min(known), max(known) - 24), max(known) + 1)
    return [
        Bar(str(year), known.get(year, 0), 100 * known.get(year, 0) / tallest) for year in recent
    ]


def session_bars(sessions: Iterable[Session]) -> list[tuple[str, list[Bar]]]:
    """Stack the sessions of each quarter of a year by kind, as shares of the fullest quarter."""
    quarters: dict[str, Counter[str]] = {}
    for session in sessions:
        quarter = f"{session.date[:4]} Q{(int(session.date[5:7]) + 2) // 3}"
        quarters.setdefault(quarter, Counter())[session.kind or "Session"] += 1
    tallest = max((kinds.total() for kinds in quarters.values()), default=1)
    return [
        (
            quarter,
            [Bar(kind, count, 100 * count / tallest, kind) for kind, count in kinds.most_common()],
        )
        for quarter, kinds in sorted(quarters.items())
    ]


def coins(work: Work) -> str:
    """Describe a work for Zotero's connector, as an OpenURL context object.

    https://www.zotero.org/support/dev/exposing_metadata/coins
    """
    is_book = work.type in ("book", "chapter")
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{'book' if is_book else 'journal'}"),
        ("rft.genre", _GENRES.get(work.type, "article")),
        ("rft.btitle" if is_book else "rft.atitle", work.title),
        ("rft.jtitle", work.container_title),
        ("rft.date", work.issued),
        ("rft.volume", work.volume),
        ("rft.issue", work.issue),
        ("rft.pages", work.pages),
        *(("rft.au", each.name) for each in work.contributors if each.role == "author"),
        *(
            ("rft_id", f"info:doi/{each.value}")
            for each in work.identifiers
            if each.scheme == "doi"
        ),
        ("rft_id", work.url),
    ]
    return urlencode([(name, value) for name, value in fields if value])


_GENRES = {"book": "book", "chapter": "bookitem", "paper-conference": "proceeding"}


def citation_meta(work: Work) -> list[tuple[str, str]]:
    """Describe a work in the tags that Zotero's connector and Google Scholar read.

    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    container = "conference" if work.type == "paper-conference" else "journal"
    first, _, last = work.pages.partition("-")
    by_scheme = {each.scheme: each.value for each in work.identifiers}
    fields = [
        ("citation_title", work.title),
        *(("citation_author", each.name) for each in work.contributors if each.role == "author"),
        ("citation_publication_date", work.issued.replace("-", "/")),
        (f"citation_{container}_title", work.container_title),
        ("citation_volume", work.volume),
        ("citation_issue", work.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_publisher", work.publisher),
        ("citation_doi", by_scheme.get("doi", "")),
        ("citation_arxiv_id", by_scheme.get("arxiv", "")),
        ("citation_pdf_url", web_url(work.pdf_url)),
    ]
    return [(name, value) for name, value in fields if value]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "citation_meta": citation_meta,
    "coins": coins,
    "day_in_words": day_in_words,
    "heading_of": heading_of,
    "identifier_url": identifier_url,
    "marked": marked,
    "part": quote,
    "people": people,
    "web_url": web_url,
}
