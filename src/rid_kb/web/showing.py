"""How values are put for people: dates in words, safe links, bars of charts, COinS."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from datasette.app import Datasette
from markupsafe import Markup

from rid_kb.formats.bibtex import works_to_bibtex
from rid_kb.identifiers import identifier_url
from rid_kb.library import MARK_END, MARK_START, Count
from rid_kb.model import Reading, Session, Work


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; `height`, and `top` from above, are shares of 100 for the tallest."""

    name: str
    count: int
    height: float
    top: float = 0


CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SHOWN_QUARTERS = 16
FACET_TITLES = {
    "topics": "Topic",
    "session_year": "Year of session",
    "leads": "Lead",
    "year": "Year of work",
    "kind": "Kind of session",
    "medium": "Medium",
    "venue": "Venue",
    "subjects": "Subject",
}


def in_our_order(facets: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Put the facets that we name first, in the order in which people ask for them."""
    places = list(FACET_TITLES)
    return sorted(
        facets,
        key=lambda facet: places.index(facet["name"]) if facet["name"] in places else len(places),
    )


def common_context(datasette: Datasette) -> dict[str, Any]:
    """Give what every page with our base template needs."""
    return {
        **SHOWING,
        "site": site_title(datasette),
        "description": datasette.metadata("description") or "",
    }


def site_title(datasette: Datasette) -> str:
    """Name the site as its metadata do."""
    return datasette.metadata("title") or "Reading group"


def today() -> date:
    """Tell the day, the same for every reader wherever the server stands."""
    return datetime.now(UTC).date()


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


def host_of(url: str) -> str:
    """Name the site that an address is of.

    >>> host_of("https://www.nature.com/articles/s41586-021-03819-2")
    'nature.com'
    """
    return (urlsplit(url).hostname or url).removeprefix("www.")


def is_other_title(text: str, title: str) -> bool:
    """Tell whether a list names a work by more than the title, or words that say "the paper".

    >>> is_other_title("Attention is all you need!", "Attention Is All You Need")
    False
    >>> is_other_title("The transformer paper", "Attention Is All You Need")
    True
    """
    named, known = (" ".join(re.findall(r"\w+", each.casefold())) for each in (text, title))
    return bool(named) and named not in known


def source_url(collection_url: str, paths: Sequence[str], path: str, line: int) -> str:
    """Give the address of a line of a list, where its collection has one; else "".

    >>> paths = ["data/lists/group/README.md", "data/lists/group/old/2023.md"]
    >>> source_url("https://github.com/us/group/blob/main", paths, paths[1], 7)
    'https://github.com/us/group/blob/main/old/2023.md?plain=1#L7'
    """
    if web_url(path):
        return path
    if not web_url(collection_url):
        return ""
    local = [each for each in paths if not web_url(each)]
    folder = os.path.commonpath([os.path.dirname(each) for each in local])  # noqa: PTH120
    place = quote(os.path.relpath(path, folder).replace(os.sep, "/"))
    return f"{collection_url.rstrip('/')}/{place}?plain=1#L{line}"


def sections_of(
    readings: Iterable[tuple[Reading, Work | None]],
) -> list[tuple[str, list[tuple[Reading, Work | None]]]]:
    """Part readings by their section, in the order in which the sections begin."""
    return _parted(readings, lambda reading: reading.section)


def parts_of(
    readings: Iterable[tuple[Reading, Work | None]],
) -> list[tuple[str, list[tuple[Reading, Work | None]]]]:
    """Part readings by the headings that they stand under."""
    return _parted(readings, lambda reading: " / ".join(reading.headings))


def _parted(
    readings: Iterable[tuple[Reading, Work | None]], name: Callable[[Reading], str]
) -> list[tuple[str, list[tuple[Reading, Work | None]]]]:
    parts: dict[str, list[tuple[Reading, Work | None]]] = {}
    for reading, work in readings:
        parts.setdefault(name(reading), []).append((reading, work))
    return list(parts.items())


def work_facts(work: Work) -> list[tuple[str, str]]:
    """List what is known of a work's publication, under the names that readers use."""
    fields = [
        ("Published", work.issued),
        ("In", work.container_title),
        ("Series", work.series),
        ("Volume", work.volume),
        ("Issue", work.issue),
        ("Pages", work.pages),
        ("Edition", work.edition),
        ("Publisher", ", ".join(each for each in (work.publisher, work.publisher_place) if each)),
        ("Editors", ", ".join(each.name for each in work.contributors if each.role == "editor")),
        ("ISBN", work.isbn),
        ("ISSN", work.issn),
        ("Language", work.language),
        ("Journal reference", work.journal_ref),
        ("Comment", work.comment),
        ("Citation key", work.citation_key),
        ("Also", ", ".join(work.aliases)),
    ]
    return [(name, value) for name, value in fields if value]


def year_bars(counts: Sequence[Count]) -> list[Bar]:
    """Make the bars of a chart of the last ten years, the first one for all years before.

    >>> [(bar.name, bar.count) for bar in year_bars([Count("1982", "1982", 2)])]
    [('1982', 2)]
    """
    known = {int(each.name): each.count for each in counts}
    last, first = max(known, default=0), min(known, default=0)
    shown = {str(year): known.get(year, 0) for year in range(max(first, last - 9), last + 1)}
    if earlier := sum(count for year, count in known.items() if year < last - 9):
        shown = {f"–{last - 10}": earlier} | shown
    tallest = max(known.values(), default=1)
    return [Bar(name, count, 100 * count / max(tallest, earlier)) for name, count in shown.items()]


Quarter = tuple[str, str, int]  # its name, a kind of session, and how many there were


def kinds_of(quarters: Sequence[Quarter]) -> list[str]:
    """List the kinds of sessions, most frequent first; one without a kind is a "Session".

    >>> kinds_of([("2024 Q1", "Talk", 2), ("2024 Q1", "", 3)])
    ['Session', 'Talk']
    """
    counts: Counter[str] = Counter()
    for _, kind, count in quarters:
        counts[kind or "Session"] += count
    return [kind for kind, _ in counts.most_common()]


def quarter_bars(quarters: Sequence[Quarter]) -> list[tuple[str, list[Bar]]]:
    """Stack the sessions of each quarter by kind, as shares of the fullest quarter shown."""
    kinds = kinds_of(quarters)
    stacks: dict[str, Counter[str]] = {}
    for quarter, kind, count in quarters:
        stacks.setdefault(quarter, Counter())[kind or "Session"] += count
    shown = list(stacks.items())[-SHOWN_QUARTERS:]
    tallest = max((counts.total() for _, counts in shown), default=1)
    return [(quarter, list(_stacked(counts, kinds, tallest))) for quarter, counts in shown]


def _stacked(counts: Mapping[str, int], kinds: Sequence[str], tallest: int) -> Iterator[Bar]:
    top = 100.0
    for kind in sorted(counts, key=kinds.index):
        height = 100 * counts[kind] / tallest
        top -= height
        yield Bar(kind, counts[kind], height, top)


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


SHOWING: Mapping[str, Callable[..., Any]] = {
    "bibtex_of": works_to_bibtex,
    "citation_meta": citation_meta,
    "coins": coins,
    "day_in_words": day_in_words,
    "heading_of": heading_of,
    "host_of": host_of,
    "identifier_url": identifier_url,
    "in_our_order": in_our_order,
    "is_other_title": is_other_title,
    "marked": marked,
    "part": quote,
    "people": people,
    "web_url": web_url,
    "work_facts": work_facts,
}
