"""What a bibliography of readings holds: works with their metadata, and entries without."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rid_kb.library.readings import find_readings, find_readings_by_id
from rid_kb.library.selections import Selection, Version
from rid_kb.model import UNRESOLVED, Reading, Work
from rid_kb.works import work_of_reading

Order = Literal["reading", "key", "year", "author"]
ONLY_PLANNED, NO_METADATA, NOT_CITABLE = "only planned", "without metadata", "no link and no work"


@dataclass(frozen=True, slots=True)
class Citations:
    """The works of some readings, once each, and how many readings are left out, by the reason."""

    works: tuple[Work, ...]
    left_out: Mapping[str, int]

    @property
    def unresolved(self) -> int:
        """How many of the works are known by nothing but the words of a list."""
        return sum(work.status == UNRESOLVED for work in self.works)


def find_citations(
    connection: sqlite3.Connection,
    selection: Selection,
    prefer: Version = "published",
    *,
    resolved_only: bool = False,
    with_notes: bool = False,
) -> Citations:
    """Gather what is to be cited of the selected readings, in the order in which they are read.

    What only the plan of a session told of was not read in it, and is left out.
    """
    readings = find_readings(connection, selection, prefer)
    return cite_readings(readings, resolved_only=resolved_only, with_notes=with_notes)


def find_citations_by_id(connection: sqlite3.Connection, ids: Sequence[int]) -> tuple[Work, ...]:
    """Gather what is to be cited of the readings with these row ids, in their order."""
    return cite_readings(find_readings_by_id(connection, ids)).works


def cite_readings(
    readings: Iterable[tuple[Reading, Work | None]],
    *,
    resolved_only: bool = False,
    with_notes: bool = False,
) -> Citations:
    """Make the works that readings cite, once each, in their order.

    A work without metadata is made of what the list says, unless `resolved_only` leaves it out;
    `with_notes` gives each work the note of its first reading.
    """
    cited: dict[str, Work] = {}
    left_out: Counter[str] = Counter()
    for reading, known in readings:
        is_resolved = known is not None and bool(known.citation_key)
        work = known if known is not None and is_resolved else work_of_reading(reading)
        if reading.is_only_planned:
            left_out[ONLY_PLANNED] += 1
        elif work is None:
            left_out[NOT_CITABLE] += 1
        elif resolved_only and not is_resolved:
            left_out[NO_METADATA] += 1
        else:
            note = reading.note if with_notes else ""
            cited.setdefault(work.citation_key, replace(work, note=note))
    return Citations(tuple(cited.values()), left_out)


def sort_works(works: Iterable[Work], order: Order) -> tuple[Work, ...]:
    """Put works in an order; what is equal in it stands by citation key.

    >>> [work.year for work in sort_works([Work("B", issued="2021"), Work("A")], "year")]
    [2021, None]
    """
    if order == "reading":
        return tuple(works)
    return tuple(sorted(works, key=lambda work: (_rank(work, order), work.citation_key.lower())))


def _rank(work: Work, order: Order) -> tuple[str, ...]:
    if order == "year":
        return (work.issued or "9999",)
    if order == "author":
        authors = tuple(each.family.casefold() for each in work.contributors)
        return (*(authors or (work.title.casefold(),)), work.issued)
    return ()
