"""The words that lists use, as tables; a user adds to them in `rid-kb.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

KINDS = tuple(
    "Technical, Discussion, Invited Talk, Guest Talk, Guest Lecture, Tutorial, Workshop, Hands-on, "
    "Hands-on Session, Demo, Journal Club, Keynote, Panel, Lightning Talks, Social, Lecture, "
    "Seminar, Paper Discussion, Debate, Research at …, Talk, Invited Speaker, "
    "Guest Speaker".split(", ")
)

Column = Literal[
    "date", "number", "topic", "reading", "leads", "room", "resource", "abstract", "kind",
    "status", "note", "",
]  # fmt: skip

# The first line that has a word of the header decides, so the narrow words come first.
COLUMNS: tuple[tuple[Column, str], ...] = (
    ("", "published publication year authors author venue conference journal deadline submitted"),
    ("date", "date dates when day datum fecha"),
    ("leads", "lead leads leader leaders speaker speakers presenter presenters discussant who"),
    ("leads", "discussants facilitator facilitators host hosts moderator moderators chair by"),
    ("leads", "vortragende vortragender referent referentin referierende orateur oratrice ponente"),
    ("leads", "person people presenting presented led organizer organiser volunteer name names"),
    ("room", "room location where place raum ort salle sala"),
    ("resource", "slides slide deck recording recordings video videos youtube notebook notebooks"),
    ("resource", "folien diapositives colab code repo repository handout minutes"),
    ("reading", "paper papers reading readings article articles pdf arxiv link links url"),
    ("reading", "reference references literature preprint book chapter chapters doi required"),
    ("reading", "optional literatur lektüre lectures lecturas artikel"),
    ("resource", "material materials resource resources presentation notes"),
    ("abstract", "abstract summary description"),
    ("topic", "topic topics title titles theme subject talk content contents agenda event what"),
    ("topic", "thema themen titel sujet tema titre"),
    ("number", "week session meeting lecture class nr no # number id seminar wk"),
    ("kind", "type kind format category"),
    ("status", "status state"),
    ("note", "note comment comments remark remarks"),
)

# What a heading or caption inside a session names, when it is not the session's title.
SECTION_WORDS = frozenset(
    "abstract additional agenda background bonus code core discussion extra extras further "
    "guides homework link links main material materials meta note notes optional other "
    "overview paper papers pre-reading preparation primary questions read reading readings "
    "recommended reference references related required resource resources secondary slides "
    "suggested summary supplementary talk talks video videos recording".split()
)

# Headings that order a document and are no topic.
BOILERPLATE = re.compile(
    r"(?:(?:the |our |full )*(?:(?:upcoming|previous|past|next|current|earlier|future|planned|old|"
    r"all|recent|archived?|completed|proposed|suggested|list of|more)\s+)*"
    r"(?:schedules?|sessions?|meetings?|programmes?|programs?|archives?|calendar|timetable|events?|"
    r"talks?|seminars?|history|syllabus|agenda|dates|material for sessions|session materials?|"
    r"materials?|readings?|reading lists?|papers?|papers? discussed|upcoming|previous|past|"
    r"overview|about(?: us)?|introduction|contents?|table of contents|toc|notes?)"
    r"(?:\s+(?:schedule|sessions|meetings|archive|list|for sessions|papers|readings))?)\W*",
    re.IGNORECASE,
)

# Parts of a document that speak of the group itself: their links are no readings.
ABOUT = re.compile(
    r"\b(?:about|overview|contacts?|organi[sz]ers?|organi[sz]ation|join(?:ing)?|mailing list|slack|"
    r"discord|how to|contribut\w+|licen[cs]e|code of conduct|acknowledg\w+|logistics|"
    r"table of contents|contents|toc|attend\w*|participa\w+|sign ?up|members|maintainers|credits|"
    r"getting involved|location|when and where|faq|welcome|contributors|disclaimer|citation|"
    r"subscribe|stay tuned|meeting (?:info\w*|details|times?)|logistics|suggest\w*|propos\w+ a)\b",
    re.IGNORECASE,
)

# What happened to the list or the group; its dates are of no session.
NEWS = re.compile(
    r"\W*(?:(?:latest|recent) )?(?:news|updates?|change ?log|announcements?|what[’']?s new|"
    r"release notes|history of changes)\W*",
    re.IGNORECASE,
)

NOBODY = re.compile(
    r"(?:tb[acd]|to be \w+|n/?a|none|nobody|everyone|all|open|various|you\??|volunteer\w*|"
    r"\?+|[-–—.]+|tbh|vacant|free|no one|group|all members|everybody)\W*",
    re.IGNORECASE,
)

CANCELLED = re.compile(
    r"\b(?:cancel+ed|no (?:meeting|session|class|reading group|seminar|talk)s?|postponed|"
    r"called off|(?:spring|winter|summer|christmas|easter|thanksgiving|holiday|reading|mid-?term|"
    r"fall) (?:break|week|recess|vacation)|(?:public |bank )?holidays?|break)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a user adds to the usual words.

    `kinds` are kinds of session ("Lab meeting"), `media` gives parts of URLs by medium, and
    `lead_aliases` a lead's name by another way to write it.
    """

    kinds: tuple[str, ...] = ()
    media: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lead_aliases: Mapping[str, str] = field(default_factory=dict)


DEFAULT = Vocabulary()
