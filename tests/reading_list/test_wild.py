"""Lists of other groups, one for each shape that is common, with what each says."""

import tomllib
from pathlib import Path

import pytest

from rid_kb.model import Source
from rid_kb.reading_list import merge_reading_lists, parse_reading_list

LISTS = sorted((Path(__file__).parents[1] / "lists").glob("*.md"))


def read(path):
    source = Source(path.name, path.read_text("utf-8"))
    return merge_reading_lists(path.stem, [(source, parse_reading_list(source))])


def shown(readings):
    return [f"{each.text} <{each.url}>" for each in readings]


def told(session, truth):
    """Give what the truth speaks of."""
    said = {
        "date": session.date,
        "topic": session.topic,
        "leads": [lead.name for lead in session.leads],
        "status": "" if session.status == "held" else session.status,
        "readings": shown(session.readings),
        "resources": [f"{each.kind} <{each.url}>" for each in session.resources],
    }
    if "room" in truth:
        said["room"] = session.room
    if "sections" in truth:
        said["sections"] = [each.section for each in session.readings]
    return {name: value for name, value in said.items() if value}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_of_another_group(path):
    truth = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    collection = read(path)
    sessions = truth.get("session", [])
    assert [told(*pair) for pair in zip(collection.sessions, sessions, strict=False)] == sessions
    assert len(collection.sessions) == len(sessions)
    assert shown(collection.readings) == truth.get("unplaced", [])
    if "headings" in truth:
        assert [" / ".join(each.headings) for each in collection.readings] == truth["headings"]
