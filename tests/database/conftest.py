"""A small group: two sessions, one reading twice, one video, a page without facts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rid_kb.database import open_database, save_collection, save_resolution, save_works
from rid_kb.identifiers import identify_url
from rid_kb.model import (
    Collection,
    Identifier,
    Lead,
    Reading,
    Record,
    Resolution,
    Resource,
    Session,
    Source,
)

ATTENTION = Identifier("arxiv", "1706.03762")
BERT = Identifier("arxiv", "1810.04805")
TOPICS = {"Transformers": ("attention", "transformer"), "Retrieval": ("retrieval",)}


def reading(text: str, url: str, line: int, **more: object) -> Reading:
    return Reading(text, url, identifier=identify_url(url), path="list.md", line=line, **more)


@pytest.fixture
def group() -> Collection:
    ann = Lead("Ann Example", "Elsewhere", ("https://example.org/ann", "https://example.org/a"))
    first = Session(
        "19/02/24",
        date="2024-02-19",
        topic="Attention",
        kind="Technical",
        room="Enigma",
        leads=(ann,),
        resources=(Resource("slides", "Slides", "https://example.org/s.pdf"),),
        readings=(
            reading("Attention", "https://arxiv.org/abs/1706.03762v5", 3, section="Main"),
            reading("A talk", "https://www.youtube.com/watch?v=x", 4, medium="video"),
        ),
        path="list.md",
        line=2,
        id="group/2024-02-19",
    )
    second = Session(
        "26/02/24",
        date="2024-02-26",
        topic="Encoders",
        leads=(ann, Lead("Bo Other")),
        readings=(
            reading("BERT", "https://arxiv.org/abs/1810.04805", 6),
            reading("Attention again", "https://arxiv.org/pdf/1706.03762", 7),
        ),
        path="list.md",
        line=5,
        id="group/2024-02-26",
    )
    return Collection(
        "group",
        "Our group",
        "https://example.org/group",
        (Source("list.md", "# Our group\n", "archive", "0" * 64),),
        (first, second),
        (reading("Old nets", "https://doi.org/10.1000/nets", 9, headings=("More",)),),
    )


@pytest.fixture
def resolutions() -> list[Resolution]:
    items = {
        ATTENTION: {
            "title": "Attention Is All You Need",
            "type": "article",
            "author": [{"family": "Vaswani", "given": "Ashish"}],
            "issued": {"date-parts": [[2017, 6, 12]]},
            "custom": {"subjects": ["Computation and Language"]},
        },
        BERT: {
            "title": "BERT: Deep Bidirectional Transformers",
            "type": "article",
            "author": [{"family": "Devlin", "given": "Jacob"}],
            "issued": {"date-parts": [[2018]]},
        },
    }
    return [
        Resolution(
            identifier,
            "arxiv",
            "resolved",
            Record("arxiv", identifier.value, "arxiv", csl, "2026-01-02T03:04:05Z"),
            200,
            attempted_at="2026-01-02T03:04:05Z",
        )
        for identifier, csl in items.items()
    ]


@pytest.fixture
def save(tmp_path, group, resolutions) -> Iterator[Callable[..., Path]]:
    """Save a collection, by default the group, as an ingest does."""

    def save_(collection: Collection = group, outcomes: list[Resolution] = resolutions) -> Path:
        path = tmp_path / "readings.db"
        parts = [*(each.readings for each in collection.sessions), collection.readings]
        identifiers = [each.identifier for part in parts for each in part if each.identifier]
        with open_database(path) as db:
            for outcome in outcomes:
                save_resolution(db, outcome)
            catalogue = save_works(db, identifiers)
            save_collection(db, collection, catalogue, TOPICS, "2026-01-02T03:04:05Z")
        return path

    return save_


@pytest.fixture
def rename() -> Callable[[Collection, str], Collection]:
    """Make the same collection of another group."""

    def rename_(collection: Collection, id_: str) -> Collection:
        sessions = (replace(each, id=each.id.replace("group", id_)) for each in collection.sessions)
        return replace(collection, id=id_, sessions=tuple(sessions))

    return rename_
