"""Sessions for feed readers, as Atom, and for calendars, as iCalendar.

https://www.rfc-editor.org/rfc/rfc4287 and https://www.rfc-editor.org/rfc/rfc5545
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event

from rid_kb.library import Selection, list_sessions
from rid_kb.model import Session
from rid_kb.web.databases import execute, our_databases
from rid_kb.web.showing import heading_of, site_title, today

SHOWN_ENTRIES = 30


async def atom(datasette: Datasette, request: Request) -> Response:
    """Send the latest sessions as an Atom feed."""
    address = _address(datasette, request)
    sessions = await _dated_sessions(datasette)
    text = sessions_to_atom(site_title(datasette), address, sessions[: -SHOWN_ENTRIES - 1 : -1])
    return Response(text, content_type="application/atom+xml; charset=utf-8")


async def calendar(datasette: Datasette, request: Request) -> Response:
    """Send the sessions from today on as a calendar."""
    sessions = await _dated_sessions(datasette)
    upcoming = [each for each in sessions if each.date >= today().isoformat()]
    text = sessions_to_calendar(site_title(datasette), _address(datasette, request), upcoming)
    return Response(text, content_type="text/calendar; charset=utf-8")


def sessions_to_atom(title: str, address: str, sessions: Sequence[Session]) -> str:
    """Write sessions as an Atom feed; `address` is that of the home page, with its final "/"."""
    feed = FeedGenerator()
    feed.id(address)
    feed.title(title)
    feed.link(href=f"{address}sessions.atom", rel="self")
    feed.link(href=address)
    latest = max((each.date for each in sessions), default="1970-01-01")
    feed.updated(_midnight(latest))
    for session in sessions:
        entry = feed.add_entry(order="append")
        entry.id(f"{address}sessions/{session.id}")
        entry.title(f"{session.date}: {heading_of(session)}")
        entry.link(href=f"{address}sessions/{session.id}")
        entry.updated(_midnight(session.date))
        for lead in session.leads:
            entry.author(name=lead.name)
        if not session.leads:
            entry.author(name=title)
        entry.summary(session.abstract or session.subtitle or session.kind or title)
    return str(feed.atom_str(pretty=True).decode())


def sessions_to_calendar(title: str, address: str, sessions: Sequence[Session]) -> str:
    """Write sessions as events of a whole day: no list says at which hour they begin."""
    calendar = Calendar()
    calendar.add("prodid", "-//rid-kb//rid-kb//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for session in sessions:
        event = Event()
        day = date.fromisoformat(session.date)
        event.add("uid", f"{session.id}@rid-kb")
        event.add("dtstamp", _midnight(session.date))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", heading_of(session))
        event.add("description", ", ".join(lead.name for lead in session.leads))
        event.add("location", session.room)
        event.add("url", f"{address}sessions/{session.id}")
        if session.status == "cancelled":
            event.add("status", "CANCELLED")
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


async def _dated_sessions(datasette: Datasette) -> list[Session]:
    return [
        session
        for database in our_databases(datasette)
        for session in await execute(database, lambda each: list_sessions(each, Selection()))
        if session.date
    ]


def _address(datasette: Datasette, request: Request) -> str:
    return str(datasette.absolute_url(request, datasette.urls.instance()))


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)
