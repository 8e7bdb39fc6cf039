"""The five lists of the project, to the letter: every session and every reading.

The truth stands in tests/truth: drafted by the program, then corrected by reading the lists.
"""

import tomllib
from pathlib import Path

import pytest

from rid_kb.model import Collection, Reading, Session, Source
from rid_kb.reading_list import merge_reading_lists, parse_reading_list

TESTS = Path(__file__).parents[1]
LISTS = TESTS.parent / "data" / "lists"
DOCUMENTS = {
    "robots-in-disguise": (
        ("robots-in-disguise/README.md", "schedule"),
        ("robots-in-disguise/PREVIOUS.md", "archive"),
    ),
    "foundation-model-digests": (("foundation-model-digests.md", "list"),),
    "ml-notes": (("ml-notes.md", "list"),),
    "ai-workshop": (("ai-workshop.md", "list"),),
}
TRUTH = {
    name: tomllib.loads((TESTS / "truth" / f"{name}.toml").read_text("utf-8")) for name in DOCUMENTS
}


def read(name: str) -> Collection:
    parts = []
    for path, role in DOCUMENTS[name]:
        source = Source(path, (LISTS / path).read_text("utf-8"), role)
        parts.append((source, parse_reading_list(source)))
    return merge_reading_lists(name, parts)


READ = {name: read(name) for name in DOCUMENTS}


def stated(**values: object) -> dict[str, object]:
    """Leave out what is not known, as the truth does."""
    return {name: value for name, value in values.items() if value}


def reading_as_truth(reading: Reading) -> dict[str, object]:
    identifier = reading.identifier
    return stated(
        text=reading.text,
        url=reading.url,
        section=reading.section,
        headings=list(reading.headings),
        medium=reading.medium,
        note=reading.note,
        identifier=str(identifier) if identifier else "",
        version=identifier.version if identifier else None,
        at=f"{Path(reading.path).name}:{reading.line}",
    )


def session_as_truth(session: Session) -> dict[str, object]:
    return stated(
        id=session.id,
        date=session.date,
        label=session.label,
        topic=session.topic,
        subtitle=session.subtitle,
        planned_topic=session.planned_topic,
        kind=session.kind,
        room=session.room,
        abstract=session.abstract,
        status=session.status,
        at=f"{Path(session.path).name}:{session.line}",
        leads=[
            stated(name=lead.name, affiliation=lead.affiliation, urls=list(lead.urls))
            for lead in session.leads
        ],
        resources=[
            {"kind": each.kind, "title": each.title, "url": each.url} for each in session.resources
        ],
        reading=[reading_as_truth(reading) for reading in session.readings],
    )


SESSIONS = [(name, place) for name in TRUTH for place in range(len(TRUTH[name].get("session", [])))]


@pytest.mark.parametrize(
    ("name", "place"),
    [pytest.param(name, place, id=TRUTH[name]["session"][place]["id"]) for name, place in SESSIONS],
)
def test_a_session(name, place):
    truth = TRUTH[name]["session"][place]
    (session,) = [each for each in READ[name].sessions if each.id == truth["id"]]
    assert session_as_truth(session) == truth


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_sessions_in_their_order(name):
    truth = [each["id"] for each in TRUTH[name].get("session", [])]
    assert [session.id for session in READ[name].sessions] == truth


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_readings_of_no_session(name):
    truth = TRUTH[name].get("reading", [])
    assert [reading_as_truth(reading) for reading in READ[name].readings] == truth


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_title(name):
    assert READ[name].title == TRUTH[name]["title"]


def test_what_the_group_counts():
    sessions = READ["robots-in-disguise"].sessions
    assert len(sessions) == 50
    assert [each.date for each in sessions if each.status == "planned"] == [
        "2023-11-27",
        "2024-03-25",
    ]


def test_every_line_is_accounted_for():
    for name, documents in DOCUMENTS.items():
        for path, role in documents:
            text = (LISTS / path).read_text("utf-8")
            explained = parse_reading_list(Source(path, text, role)).explained
            lines = [
                number for number, line in enumerate(text.splitlines(), start=1) if line.strip()
            ]
            assert [line for line, _ in explained] == lines, name
