"""One group's documents as one collection."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rid_kb.model import PLANNED_SECTION, Collection, Reading, Session, Source
from rid_kb.reading_list.joining import likeness
from rid_kb.reading_list.leads import merge_leads
from rid_kb.reading_list.parsing import ReadingList
from rid_kb.reading_list.vocabulary import DEFAULT, Vocabulary
from rid_kb.slugs import slug

_ORDER = ("archive", "list", "schedule")


def merge_reading_lists(
    collection_id: str,
    parts: Sequence[tuple[Source, ReadingList]],
    vocabulary: Vocabulary = DEFAULT,
) -> Collection:
    """Make one collection of a group's documents.

    Where an archive and a schedule tell of one session, the archive counts: what the schedule
    called it stays as `planned_topic`, and what only the schedule lists to read stands in the
    section "Planned". Sessions come in order of date, those without one after them in the order
    of the documents; ids are `<collection>/<date>`, or a slug of the label, with -2, -3 … where
    one is taken. A person is one lead throughout.
    """
    ordered = sorted(parts, key=lambda part: _ORDER.index(part[0].role))
    sessions: list[Session] = []
    for source, reading_list in ordered:
        sessions = _with_sessions(sessions, reading_list.sessions, source)
    sessions = sorted(sessions, key=lambda each: (not each.date, each.date))
    sessions = _with_one_lead_each(sessions, vocabulary)
    readings = _without_repeats(
        reading for _, reading_list in ordered for reading in reading_list.readings
    )
    titles = [reading_list.title for _, reading_list in parts if reading_list.title]
    return Collection(
        collection_id,
        titles[0] if titles else "",
        sources=tuple(source for source, _ in parts),
        sessions=tuple(_with_ids(collection_id, sessions)),
        readings=tuple(readings),
    )


def _with_sessions(
    sessions: Sequence[Session], others: Sequence[Session], source: Source
) -> list[Session]:
    """Take in the sessions of one more document, which counts less than those before it."""
    merged = list(sessions)
    free = list(range(len(sessions)))
    for other in others:
        places = [place for place in free if _is_one(merged[place], other)]
        if not places:
            merged.append(other)
            continue
        best = max(places, key=lambda place: likeness(merged[place].topic, other.topic))
        free.remove(best)
        merged[best] = _merged(merged[best], other, is_plan=source.role == "schedule")
    return merged


def _is_one(session: Session, other: Session) -> bool:
    if session.date or other.date:
        return session.date == other.date
    return session.label.casefold() == other.label.casefold()


def _merged(session: Session, other: Session, *, is_plan: bool) -> Session:
    urls = {_name(reading) for reading in session.readings}
    more = [reading for reading in other.readings if _name(reading) not in urls]
    if is_plan:
        more = [replace(each, section=_planned(each.section)) for each in more]
    planned = other.topic or other.subtitle
    names = (session.topic, session.subtitle)
    is_new = is_plan and planned and all(likeness(planned, each) < 1.0 for each in names)
    return replace(
        session,
        topic=session.topic or other.topic,
        planned_topic=planned if is_new else session.planned_topic,
        kind=session.kind or other.kind,
        room=session.room or other.room,
        abstract=session.abstract or other.abstract,
        leads=session.leads or other.leads,
        resources=tuple(dict.fromkeys((*session.resources, *other.resources))),
        readings=(*session.readings, *more),
    )


def _planned(section: str) -> str:
    return f"{PLANNED_SECTION} / {section}" if section else PLANNED_SECTION


def _name(reading: Reading) -> object:
    return reading.identifier or reading.url or reading.text.casefold()


def _without_repeats(readings: Iterable[Reading]) -> list[Reading]:
    """Keep the first of what stands in several documents under the same headings."""
    kept: dict[tuple[object, ...], list[Reading]] = {}
    for reading in readings:
        same = kept.setdefault((reading.headings, reading.section, _name(reading)), [])
        if all(reading.path == other.path for other in same):
            same.append(reading)
    everything = [reading for same in kept.values() for reading in same]
    paths = list(dict.fromkeys(reading.path for reading in everything))
    return sorted(everything, key=lambda each: (paths.index(each.path), each.line))


def _with_one_lead_each(sessions: Sequence[Session], vocabulary: Vocabulary) -> list[Session]:
    leads = merge_leads([session.leads for session in sessions], vocabulary.lead_aliases)
    return [replace(session, leads=each) for session, each in zip(sessions, leads, strict=True)]


def _with_ids(collection_id: str, sessions: Sequence[Session]) -> Iterable[Session]:
    taken: set[str] = set()
    for session in sessions:
        name = session.date or slug(session.label or session.topic)
        id_ = f"{collection_id}/{name}"
        number = 1
        while id_ in taken:
            number += 1
            id_ = f"{collection_id}/{name}-{number}"
        taken.add(id_)
        yield replace(session, id=id_)
