"""Works as CSL-JSON, the form in which upstreams answer and records are kept.

Schema: https://github.com/citation-style-language/schema (csl-data.json). What CSL has no
field for stands under `custom`, so that a work comes back from its item as it was.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from rid_kb.errors import NotCslItem
from rid_kb.formats.markup import (
    mark_cased,
    marked_text,
    normal_text,
    plain_paragraphs,
    plain_text,
    split_cased,
)
from rid_kb.formats.names import split_particle
from rid_kb.identifiers import identify_url, parse_identifier
from rid_kb.model import Contributor, Identifier, Scheme, Work, WorkStatus

Item = dict[str, object]

# The work's plain fields and their names in CSL.
# https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
TEXT_FIELDS = (
    ("container_title", "container-title"),
    ("series", "collection-title"),
    ("publisher", "publisher"),
    ("publisher_place", "publisher-place"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("edition", "edition"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    ("language", "language"),
    ("note", "note"),
)
# Those that CSL has no variable for, under `custom`.
CUSTOM_FIELDS = ("primary_category", "comment", "journal_ref", "pdf_url")

# Crossref's and DataCite's types that CSL does not know, as content negotiation returns them.
# https://api.crossref.org/types
TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "preprint": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "reference-entry": "entry-encyclopedia",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "dissertation": "thesis",
    "report-component": "report",
    "peer-review": "review",
    "computer_program": "software",
    "entry": "document",
}
PREPRINT_SERVERS = ("arxiv", "biorxiv", "chemrxiv", "medrxiv", "psyarxiv", "ssrn")
_DATES = ("issued", "published", "published-print", "published-online")
_SCHEMES: Mapping[str, Scheme] = {name: name for name in get_args(Scheme)}
_STATUSES: Mapping[str, WorkStatus] = {name: name for name in get_args(WorkStatus)}
_ROLES: tuple[Literal["author"], Literal["editor"]] = ("author", "editor")


def work_from_csl(item: Mapping[str, object]) -> Work:
    """Read one CSL-JSON item, as content negotiation at https://doi.org returns it.

    `issued` keeps the precision of the source: "2017", "2017-06" or "2017-06-12". Titles may
    come as a string or as a list of one. Raises NotCslItem without `title`.
    Schema: https://github.com/citation-style-language/schema (csl-data.json)

    >>> work_from_csl({"title": ["LoRA"], "issued": {"date-parts": [[2021, 6]]}}).issued
    '2021-06'
    """
    title, cased = _title(item)
    custom = _mapping(item.get("custom"))
    type_ = _text(item.get("type")) or "document"
    texts: dict[str, Any] = {
        **{name: plain_text(_raw_text(item.get(variable))) for name, variable in TEXT_FIELDS},
        **{name: _text(custom.get(name)) for name in CUSTOM_FIELDS},
    }
    return Work(
        title=title,
        type=TYPES.get(type_, type_),
        contributors=tuple(_contributors(item)),
        issued=_issued(item),
        accessed=_iso_date(item.get("accessed")),
        pages=_text(item.get("page")).replace("–", "-").replace("--", "-"),
        abstract=plain_paragraphs(_raw_text(item.get("abstract"))),
        url=_text(item.get("URL")),
        subjects=tuple(_texts(custom.get("subjects"))),
        status=_STATUSES.get(_text(custom.get("status")), ""),
        identifiers=tuple(dict.fromkeys(_identifiers(item, custom))),
        citation_key=_text(item.get("citation-key")),
        aliases=tuple(_texts(custom.get("aliases"))),
        cased=cased,
        is_truncated=custom.get("is_truncated") is True,
        **texts,
    )


def work_to_csl(work: Work) -> Item:
    """Write a work as a CSL-JSON item from which `work_from_csl` reads it back equal.

    Authors stand before editors, as CSL keeps them apart. `id` is the citation key, or else
    the first identifier.

    >>> work = Work("LoRA", identifiers=(Identifier("arxiv", "2106.09685"),))
    >>> work_to_csl(work)["custom"]
    {'eprint': '2106.09685', 'identifiers': ['arxiv:2106.09685']}
    """
    dois = [each.value for each in work.identifiers if each.scheme == "doi"]
    names: Item = {
        role: [_name(person) for person in work.contributors if person.role == role]
        for role in _ROLES
    }
    item: Item = {
        "id": work.citation_key or next(map(str, work.identifiers), ""),
        "citation-key": work.citation_key,
        "type": work.type,
        "title": mark_cased(work.title, work.cased),
        **names,
        "issued": _date(work.issued),
        "accessed": _date(work.accessed),
        "page": work.pages,
        "abstract": marked_text(work.abstract),
        "DOI": dois[0] if dois else "",
        "URL": work.url,
        **{variable: marked_text(getattr(work, name)) for name, variable in TEXT_FIELDS},
        "custom": _custom(work),
    }
    return {name: value for name, value in item.items() if value}


def works_to_csl(works: Sequence[Work]) -> str:
    r"""Write works as a CSL-JSON file, in the order given; the same works give the same bytes.

    >>> works_to_csl([])
    '[]\n'
    """
    items = [work_to_csl(work) for work in works]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def works_from_csl(text: str) -> tuple[Work, ...]:
    """Read a CSL-JSON file, as Zotero exports it: a list of items, or one item alone.

    Raises NotCslItem, for the first item that is none too.

    >>> [work.title for work in works_from_csl('[{"title": "LoRA"}]')]
    ['LoRA']
    """
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotCslItem(f"no JSON, {error}") from error
    items = content if isinstance(content, list) else [content]
    for place, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise NotCslItem(f"entry {place} is no JSON object")
    return tuple(map(work_from_csl, items))


def _title(item: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    title, cased = split_cased(_raw_text(item.get("title")))
    if not title:
        raise NotCslItem("it has no title")
    subtitle = plain_text(_raw_text(item.get("subtitle")))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}{' ' if title.endswith((':', '?', '!')) else ': '}{subtitle}"
    return title, cased


def _contributors(item: Mapping[str, object]) -> Iterator[Contributor]:
    for role in _ROLES:
        names = item.get(role)
        for name in names if isinstance(names, list) else ():
            person = _contributor(_mapping(name), role)
            if person.family:
                yield person


def _contributor(name: Mapping[str, object], role: Literal["author", "editor"]) -> Contributor:
    orcid = re.sub(r"^https?://orcid\.org/", "", _text(name.get("ORCID")))
    whole = plain_text(_raw_text(name.get("literal")) or _raw_text(name.get("name")))
    family, given = (plain_text(_raw_text(name.get(part))) for part in ("family", "given"))
    if whole and not family:
        return Contributor(whole, role=role, orcid=orcid, is_organisation=True)
    if not family:
        return Contributor(given, role=role, orcid=orcid)
    particle = " ".join(
        filter(
            None,
            (_text(name.get("dropping-particle")), _text(name.get("non-dropping-particle"))),
        )
    )
    if not particle and name.get("parse-names") is not False:
        particle, family = split_particle(family)
    return Contributor(family, given, particle, _text(name.get("suffix")), role, orcid)


def _name(person: Contributor) -> Item:
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    if person.is_organisation:
        name: Item = {"literal": marked_text(person.family), "ORCID": orcid}
        return {part: text for part, text in name.items() if text}
    name = {
        "family": marked_text(person.family),
        "given": marked_text(person.given),
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
        "ORCID": orcid,
    }
    if not person.particle and split_particle(person.family)[0]:
        name["parse-names"] = False
    return {part: text for part, text in name.items() if text or text is False}


def _issued(item: Mapping[str, object]) -> str:
    return next(filter(None, (_iso_date(item.get(name)) for name in _DATES)), "")


def _iso_date(date: object) -> str:
    """Read CSL's forms of a date: date-parts, `raw`, `literal` or an ISO date as it stands."""
    if isinstance(date, Mapping):
        parts = date.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list) and first and first[0]:
            return _date_of_parts([_text(part) for part in first])
        return _iso_date(date.get("raw") or date.get("literal"))
    match = re.match(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?!\d)", _text(date))
    return _date_of_parts([part for part in match.groups() if part]) if match else ""


def _date_of_parts(parts: Sequence[str]) -> str:
    limits = ((1, 9999, 4), (1, 12, 2), (1, 31, 2))
    date: list[str] = []
    for part, (lowest, highest, width) in zip(parts, limits, strict=False):
        if not re.fullmatch(r"[0-9]{1,4}", part) or not lowest <= int(part) <= highest:
            break
        date.append(f"{int(part):0{width}}")
    return "-".join(date)


def _date(issued: str) -> Item:
    return {"date-parts": [[int(part) for part in issued.split("-")]]} if issued else {}


def _identifiers(item: Mapping[str, object], custom: Mapping[str, object]) -> Iterator[Identifier]:
    stated = custom.get("identifiers")
    if isinstance(stated, (list, tuple)):
        yield from filter(None, map(_stated_identifier, _texts(stated)))
        return
    yield from doi_identifiers(_text(item.get("DOI")))
    url = _text(item.get("URL"))
    identifier = identify_url(url) if url else None
    if identifier:
        yield identifier


def doi_identifiers(doi: str) -> Iterator[Identifier]:
    """Give what a DOI names: for a DOI of the ACL, the paper there and the DOI itself.

    The DOI is kept, with the id as the Anthology writes it, because its prefix cannot be had
    from the id.

    >>> [str(each) for each in doi_identifiers("10.18653/v1/N19-1423")]
    ['acl:N19-1423', 'doi:10.18653/v1/N19-1423']
    """
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi, flags=re.IGNORECASE)
    identifier = parse_identifier(bare) if bare.startswith("10.") else None
    if identifier:
        yield identifier
        if identifier.scheme == "acl":
            yield Identifier("doi", f"{bare.lower().rpartition('/')[0]}/{identifier.value}")


def _stated_identifier(text: str) -> Identifier | None:
    scheme, _, value = text.partition(":")
    if scheme not in _SCHEMES or not value:
        return None
    return Identifier(_SCHEMES[scheme], value)


def _custom(work: Work) -> Item:
    eprints = [each.value for each in work.identifiers if each.scheme == "arxiv"]
    custom: Item = {
        "eprint": eprints[0] if eprints else "",
        **{name: getattr(work, name) for name in CUSTOM_FIELDS},
        "subjects": list(work.subjects),
        "status": work.status,
        "identifiers": [str(each) for each in work.identifiers],
        "aliases": list(work.aliases),
        "is_truncated": work.is_truncated,
    }
    is_stated = work.identifiers or not work.url
    stated: Item = {} if is_stated else {"identifiers": []}  # a URL would be read as one
    return {name: value for name, value in custom.items() if value} | stated


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _raw_text(value: object) -> str:
    """Read what may come as a text, a number or a list of texts, of which the first counts."""
    if isinstance(value, (list, tuple)):
        value = next((each for each in value if each), "")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)


def _text(value: object) -> str:
    return normal_text(_raw_text(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        yield from filter(None, map(_text, value))
