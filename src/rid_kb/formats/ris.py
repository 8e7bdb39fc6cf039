"""Works as RIS, which Zotero, EndNote and Mendeley read.

Source: RIS format specifications, https://web.archive.org/web/20120526103719/
http://refman.com/support/risformat_intro.asp, and what Zotero writes,
https://github.com/zotero/translators/blob/master/RIS.js
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rid_kb.formats.csl import doi_identifiers
from rid_kb.formats.markup import normal_text
from rid_kb.formats.names import Role, is_organisation_name, split_particle
from rid_kb.identifiers import identify_url, parse_identifier
from rid_kb.model import Contributor, Identifier, Work

# CSL's types in the order of its specification, appendix III; all others are GEN.
TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "broadcast": "SOUND",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "manuscript": "MANSCPT",
    "motion_picture": "VIDEO",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_CSL_TYPES = {ris: csl for csl, ris in TYPES.items()}
_TEXTS = {
    "title": "TI",
    "container_title": "T2",
    "series": "T3",
    "publisher": "PB",
    "publisher_place": "CY",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "abstract": "AB",
    "language": "LA",
    "url": "UR",
    "pdf_url": "L1",
    "note": "N1",
    "citation_key": "ID",
}
# Where other programs write what we write under the tag behind.
_OTHER_TAGS = {"T1": "TI", "JO": "T2", "JF": "T2", "BT": "T2", "Y1": "PY", "N2": "AB", "JA": "T2"}
_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?")


def works_to_ris(works: Sequence[Work]) -> str:
    r"""Write works as RIS, in the order given; a text is one line, whatever was in it.

    >>> works_to_ris([Work("LoRA", issued="2021-06")]).split("\n")[:4]
    ['TY  - GEN', 'TI  - LoRA', 'PY  - 2021', 'DA  - 2021/06//']
    """
    references = []
    for work in works:
        known = ((tag, normal_text(value)) for tag, value in _lines(work))
        lines = [f"{tag}  - {value}\n" for tag, value in known if value]
        references.append("".join([*lines, "ER  - \n"]))
    return "\n".join(references)


def works_from_ris(text: str) -> tuple[Work, ...]:
    r"""Read the references of a RIS file; lines that carry no tag go on from the one above.

    >>> [work] = works_from_ris("TY  - JOUR\nAU  - Hu, Edward J.\nTI  - LoRA\nER  - \n")
    >>> work.type, work.contributors[0].family, work.title
    ('article-journal', 'Hu', 'LoRA')
    """
    works, fields = [], list[tuple[str, str]]()
    for line in text.removeprefix("\ufeff").splitlines():
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            if fields and line.strip():
                fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        elif match[1] == "ER":
            works += [_work(fields)] if fields else []
            fields = []
        else:
            fields.append((match[1], (match[2] or "").strip()))
    return tuple(works)


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(work.type, "GEN")
    yield from (
        ("AU" if each.role == "author" else "ED", _name(each)) for each in work.contributors
    )
    yield from ((tag, getattr(work, name)) for name, tag in _TEXTS.items())
    first, _, last = work.pages.partition("-")
    yield "PY", work.issued[:4]
    yield "DA", _slashed(work.issued)
    yield "Y2", _slashed(work.accessed)
    yield "SP", first
    yield "EP", last
    yield "SN", work.isbn
    yield "SN", work.issn
    yield from (("AN", str(each)) for each in work.identifiers if each.scheme in ("arxiv", "acl"))
    yield from (("DO", each.value) for each in work.identifiers if each.scheme == "doi")
    yield from (("KW", subject) for subject in work.subjects)


def _name(person: Contributor) -> str:
    """Write a name; a comma within one of its parts would part it, so it goes."""
    family = f"{person.particle} {person.family}"
    parts = [normal_text(part.replace(",", " ")) for part in (family, person.given, person.suffix)]
    while parts and not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def _work(fields: Sequence[tuple[str, str]]) -> Work:
    others = [(_OTHER_TAGS[tag], value) for tag, value in fields if tag in _OTHER_TAGS]
    values = dict(reversed([(tag, value) for tag, value in (*fields, *others) if value]))
    texts: dict[str, Any] = {name: values.get(tag, "") for name, tag in _TEXTS.items()}
    numbers = [value for tag, value in fields if tag == "SN"]
    return Work(
        **texts,
        type=_CSL_TYPES.get(values.get("TY", ""), "document"),
        contributors=tuple(_people(fields)),
        issued=_day(values.get("DA", "")) or _day(values.get("PY", "")),
        accessed=_day(values.get("Y2", "")),
        pages="-".join(part for part in (values.get("SP", ""), values.get("EP", "")) if part),
        isbn=next((each for each in numbers if not _is_issn(each)), ""),
        issn=next((each for each in numbers if _is_issn(each)), ""),
        identifiers=tuple(dict.fromkeys(_identifiers(fields))),
        subjects=tuple(value for tag, value in fields if tag == "KW"),
    )


def _people(fields: Sequence[tuple[str, str]]) -> Iterator[Contributor]:
    for tag, value in fields:
        if tag not in ("AU", "A1", "ED", "A2") or not value:
            continue
        role: Role = "author" if tag in ("AU", "A1") else "editor"
        family, given, suffix = (*(part.strip() for part in value.split(",", 2)), "", "")[:3]
        if not given and not suffix and is_organisation_name(family):
            yield Contributor(family, role=role, is_organisation=True)
        else:
            particle, family = split_particle(family)
            yield Contributor(family, given, particle, suffix, role)


def _identifiers(fields: Sequence[tuple[str, str]]) -> Iterator[Identifier]:
    for tag, value in fields:
        found = parse_identifier(value) if tag == "AN" else None
        if found:
            yield found
    for tag, value in fields:
        if tag == "DO":
            yield from doi_identifiers(value)
    for tag, value in fields:
        named = identify_url(value) if tag == "UR" else None
        if named:
            yield named


def _slashed(issued: str) -> str:
    if not issued:
        return ""
    year, month, day = (*issued.split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/"


def _day(written: str) -> str:
    match = re.match(r"(\d{4})(?:/(\d\d)(?:/(\d\d))?)?", written)
    return "-".join(part for part in match.groups() if part) if match else ""


def _is_issn(number: str) -> bool:
    return re.fullmatch(r"\d{4}-?\d{3}[\dXx]", number) is not None
