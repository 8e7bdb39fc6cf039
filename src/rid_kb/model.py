"""The nouns: what a reading list says, and what is known of the works it names.

Values only: frozen, comparable, without I/O. Throughout, an empty string or tuple means
"not known"; `None` appears only where a number or a whole object may be missing.

    Collection ─┬─ Source                     a file or URL that was read
                ├─ Session ─┬─ Lead           who leads it
                │           ├─ Resource       slides, notebook, materials
                │           └─ Reading        one entry of its list
                └─ Reading                    an entry that belongs to no session
    Reading ── Identifier ── Record ── Work ── Contributor
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Scheme = Literal["arxiv", "acl", "doi", "url"]
SourceRole = Literal["schedule", "archive", "list"]
SessionStatus = Literal["planned", "held", "cancelled"]
WorkStatus = Literal["", "preprint", "published", "withdrawn", "unresolved"]
ResolutionStatus = Literal[
    "resolved", "unknown", "malformed", "unavailable", "blocked", "unsupported"
]

UNRESOLVED: WorkStatus = "unresolved"  # nothing is known but what a list says
PLANNED_SECTION = "Planned"  # holds the readings of a session that only its plan tells of


@dataclass(frozen=True, slots=True)
class Identifier:
    """What names a work: a scheme and a value in the scheme's normal form.

    `version` is what a link asked for (arXiv's `v5` is 5); it is no part of the identity.

    >>> Identifier("arxiv", "1706.03762", 5) == Identifier("arxiv", "1706.03762")
    True
    >>> str(Identifier("doi", "10.1073/pnas.79.8.2554"))
    'doi:10.1073/pnas.79.8.2554'
    """

    scheme: Scheme
    value: str
    version: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or organisation with a part in a work; its position is that in the tuple.

    `family` holds the whole name of an organisation and of a person with one name.
    `particle` is what stands before the family name and is sorted with it or not, as styles
    do ("van", "de la"); `suffix` is "Jr." or "III". `role` is CSL's name of the part.
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    role: Literal["author", "editor"] = "author"
    orcid: str = ""
    is_organisation: bool = False

    @property
    def name(self) -> str:
        """The name in reading order.

        >>> Contributor("Beethoven", "Ludwig", particle="van").name
        'Ludwig van Beethoven'
        """
        whole = " ".join(part for part in (self.given, self.particle, self.family) if part)
        return f"{whole}, {self.suffix}" if self.suffix else whole


@dataclass(frozen=True, slots=True)
class Work:
    """The thing published, once, whatever links lead to it.

    `type` is CSL's (https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types);
    `issued` has the precision of its source: "2017", "2017-06" or "2017-06-12".
    `contributors` keep the order of the source; `is_truncated` says that the source cut them.
    `cased` are words of the title whose capitals must be kept, as the source marks them.
    `subjects` are names of arXiv categories, the primary one first. `accessed` is the day on
    which a web page was read, `note` what the list says of it: both are those of one reading.
    """

    title: str
    type: str = "document"
    contributors: tuple[Contributor, ...] = ()
    issued: str = ""
    container_title: str = ""
    series: str = ""
    publisher: str = ""
    publisher_place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    isbn: str = ""
    issn: str = ""
    abstract: str = ""
    language: str = ""
    url: str = ""
    pdf_url: str = ""
    primary_category: str = ""
    subjects: tuple[str, ...] = ()
    comment: str = ""
    journal_ref: str = ""
    note: str = ""
    accessed: str = ""
    status: WorkStatus = ""
    identifiers: tuple[Identifier, ...] = ()
    citation_key: str = ""
    aliases: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    is_truncated: bool = False

    @property
    def year(self) -> int | None:
        """The year of publication; None when the date is not known.

        >>> Work("LoRA", issued="2021-06").year
        2021
        """
        return int(self.issued[:4]) if self.issued else None


@dataclass(frozen=True, slots=True)
class Record:
    """What one upstream says about one identifier, as a CSL-JSON item.

    `csl` follows https://github.com/citation-style-language/schema (csl-data.json); what CSL
    has no field for stands under its `custom`. `fetched_at` is UTC, ISO 8601 to the second.
    """

    scheme: Scheme
    value: str
    upstream: str
    csl: Mapping[str, object]
    fetched_at: str = ""

    @property
    def identifier(self) -> Identifier:
        """The identifier that the upstream was asked for."""
        return Identifier(self.scheme, self.value)


@dataclass(frozen=True, slots=True)
class Resolution:
    """One attempt to resolve an identifier at one upstream, and its outcome.

    `record` is there exactly when `status` is "resolved". "unknown" is said only by a service
    that answered; one that was down or could not be reached is "unavailable". `http_status`
    is None when no answer came. `attempts` and `attempted_at` are those of the database.
    """

    identifier: Identifier
    upstream: str
    status: ResolutionStatus
    record: Record | None = None
    http_status: int | None = None
    message: str = ""
    attempts: int = 1
    attempted_at: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a session. Several `urls` when the lists link the person differently."""

    name: str
    affiliation: str = ""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """Something made for a session: `kind` is "slides", "notebook", "materials" and the like."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry of a session's list, or of a list without sessions.

    `text` is what the list calls it; `section` the path of captions above it, joined by
    " / " ("Main", "Extra", "Neural / Extra"); `headings` the headings above it, outermost
    first, without that of its session. `note` holds pages to read, timestamps and remarks.
    `identifier` is that of `url`, and None without one. `line` counts from 1 in `path`.
    `read_on` is the date of its session, as the database tells it; no list states it here.
    """

    text: str
    url: str = ""
    section: str = ""
    headings: tuple[str, ...] = ()
    medium: str = ""
    note: str = ""
    identifier: Identifier | None = None
    path: str = ""
    line: int = 0
    read_on: str = field(default="", compare=False)

    @property
    def is_only_planned(self) -> bool:
        """Whether the schedule alone names it, for a session that an archive tells of.

        >>> Reading("BitNet", section="Planned / Main").is_only_planned
        True
        """
        return self.section.split(" / ")[0] == PLANNED_SECTION


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting. `date` is ISO 8601 ("2024-02-19") or empty; `label` is as the list has it.

    `topic` is without the kind ("Technical: Quantisation" has kind "Technical"); `subtitle` is
    the heading of its section where that differs; `planned_topic` what the schedule said where
    the archive says otherwise. `line` counts from 1 in `path`.
    """

    label: str
    date: str = ""
    topic: str = ""
    subtitle: str = ""
    planned_topic: str = ""
    kind: str = ""
    room: str = ""
    abstract: str = ""
    status: SessionStatus = "held"
    leads: tuple[Lead, ...] = ()
    resources: tuple[Resource, ...] = ()
    readings: tuple[Reading, ...] = ()
    path: str = ""
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """An ingested file or URL: where it is, what part it plays, and its text.

    `path` is as it was named, relative where it was; `sha256` is that of the bytes.
    """

    path: str
    text: str
    role: SourceRole = "list"
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """One group's lists: its sessions in order of date, and the readings without a session."""

    id: str
    title: str = ""
    url: str = ""
    sources: tuple[Source, ...] = ()
    sessions: tuple[Session, ...] = ()
    readings: tuple[Reading, ...] = ()
