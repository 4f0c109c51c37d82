"""Calendars of what is due, read back by a parser: the right days, the same names in each build, harmless words."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import build_site

from okrsite.feeds.calendars import CalendarDate, write_calendar
from okrsite.feeds.site_files import SiteFileMaker
from okrsite.pages.site_pages import build_pages

DAY = date(2026, 11, 20)
FILES = {
    "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\ncleo: {name: Cleo}\n",
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        session: {date: 2026-09-28, facilitator: anna}
        objectives:
          - id: grow
            title: We grow; with care, and more
            owner: ben
            key_results: [{id: k, title: Turnover, from: 0, to: 10, now: 2, due: 2026-12-15}]
    """,
    "company/2025-Q4.yml": "objectives: [{id: old, title: Old, key_results: [{id: k, title: K, from: 0, to: 1, due: 2025-12-01}]}]\n",
    "teams/shop/team.yml": """
        name: Shop
        lead: anna
        kpis:
          visits: {name: Visits, owner: cleo, rhythm: weekly, values: {2026-11-09: 7, 2026-11-16: 8}}
          calls: {name: Calls, owner: cleo, values: {2026-11-09: 7}}
    """,
    "teams/shop/2026-Q4.yml": """
        objectives:
          - id: open
            title: The shop opens
            owner: anna
            key_results:
              - id: steps
                title: Steps to the opening
                milestones:
                  - {title: Rent a room, due: 2026-10-10, done: true}
                  - {title: "Hire, train & equip", due: 2026-12-01}
              - {id: door, title: The door is open, done: false, due: 2026-12-20, owner: ben}
              - {id: away, title: Given up, from: 0, to: 5, due: 2026-12-24, status: dropped}
          - {id: gone, title: Given up, status: dropped, key_results: [{id: k, title: K, from: 0, to: 1, due: 2026-12-09}]}
    """,
}


def make_calendars(snapshot):
    made = build_pages(snapshot, prepare_files=SiteFileMaker)
    return {file.uri: file.content for file in made.files if file.uri.endswith(".ics")}


def read_dates(text):
    """Return the days and titles of a calendar, as another program reads them."""
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["version"] == "2.0" and calendar["prodid"]
    return [(event.decoded("dtstart"), str(event["summary"])) for event in calendar.walk("VEVENT")]


@pytest.fixture(scope="module")
def calendars(tmp_path_factory):
    from project_tree import Project

    made = Project(tmp_path_factory.mktemp("dates"), {"calendars": True, "feeds": True}).write(FILES)
    return make_calendars(made.snapshot())


CYCLE = [
    (date(2026, 9, 28), "Q4 2026: strategy session"),
    (date(2026, 10, 1), "Q4 2026 begins"),
    (date(2026, 12, 31), "Q4 2026 ends"),
    (date(2027, 1, 21), "Q4 2026: last day for grades"),
]


@pytest.mark.parametrize(
    ("uri", "own"),
    [
        (
            "company/calendar.ics",
            [(date(2026, 10, 15), "Check-ins: Company, Q4 2026"), (date(2026, 12, 15), "Due: Turnover")],
        ),
        (
            "teams/shop/calendar.ics",
            [
                (date(2026, 10, 15), "Check-ins: Shop, Q4 2026"),
                (date(2026, 11, 26), "Visits: last day for a new value"),
                (date(2026, 12, 1), "Due: Hire, train & equip"),
                (date(2026, 12, 20), "Due: The door is open"),
            ],
        ),
        (
            "people/anna/calendar.ics",
            [(date(2026, 10, 15), "Check-ins: Anna Berg, Q4 2026"), (date(2026, 12, 1), "Due: Hire, train & equip")],
        ),
        (
            "people/ben/calendar.ics",
            [
                (date(2026, 10, 15), "Check-ins: Ben Ito, Q4 2026"),
                (date(2026, 12, 15), "Due: Turnover"),
                (date(2026, 12, 20), "Due: The door is open"),
            ],
        ),
    ],
)
def test_everybody_has_the_days_that_are_theirs(calendars, uri, own):
    assert read_dates(calendars[uri]) == sorted([*CYCLE, *own])


def test_who_only_keeps_a_number_is_told_of_that_one(calendars):
    assert read_dates(calendars["people/cleo/calendar.ics"]) == [
        (date(2026, 11, 26), "Visits: last day for a new value")
    ]


def test_check_ins_come_again_until_the_cycle_ends(calendars):
    (found,) = (
        event
        for event in icalendar.Calendar.from_ical(calendars["teams/shop/calendar.ics"]).walk("VEVENT")
        if "Check-ins" in event["summary"]
    )
    assert found["rrule"].to_ical() == b"FREQ=DAILY;UNTIL=20261231;INTERVAL=14"
    assert str(found["description"]) == "The shop opens"


def test_dates_lead_to_their_pages_and_keep_their_names(calendars):
    events = {
        (uri, str(event["summary"])): event
        for uri, text in calendars.items()
        for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
    }
    due = events["people/ben/calendar.ics", "Due: Turnover"]
    assert str(due["url"]) == "https://goals.example/objectives/company/2026-Q4/grow/#grow_k"
    assert str(due["description"]) == "We grow; with care, and more\nCompany, Q4 2026"
    assert due["uid"] == events["company/calendar.ics", "Due: Turnover"]["uid"]
    assert due.decoded("dtstamp").date() == date(2026, 10, 1)


def test_the_next_day_s_build_writes_the_same_bytes(project):
    made = project(FILES, calendars=True)
    assert make_calendars(made.snapshot(DAY)) == make_calendars(made.snapshot(DAY + timedelta(days=1)))


def test_a_closed_cycle_has_no_days_any_more(project):
    made = project(FILES, calendars=True)
    later = make_calendars(made.snapshot(date(2027, 3, 1)))
    assert read_dates(later["teams/shop/calendar.ics"]) == [(date(2026, 11, 26), "Visits: last day for a new value")]


def test_somebody_with_goals_of_their_own_finds_all_of_it_in_one_calendar(project):
    own = "objectives: [{id: learn, title: Learn, owner: ben, key_results: [{id: k, title: Read, from: 0, to: 4, due: 2026-12-05}]}]\n"
    made = project({**FILES, "people/ben/2026-Q4.yml": own}, calendars=True)
    titles = [title for _, title in read_dates(make_calendars(made.snapshot())["people/ben/calendar.ics"])]
    assert {"Due: Read", "Due: Turnover", "Due: The door is open"} <= set(titles)
    assert len(titles) == len(set(titles))


@settings(max_examples=60)
@given(text=st.text(max_size=200), every=st.integers(0, 400))
def test_whatever_is_typed_stays_one_text_of_one_date(text, every):
    """No text ends its line and begins another property, and no line is longer than programs take."""
    hostile = f"{text}\r\nDTSTART:19700101\r\nEND:VEVENT"
    found = CalendarDate("x", DAY, DAY, hostile, hostile, "p/", every=every, until=DAY if every else None)
    written = write_calendar(hostile, "https://a.example/", [found, found])
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert event.decoded("dtstart") == DAY
    assert "DTSTART:19700101" in event["summary"]


def test_pages_lead_to_their_calendars(project, tmp_path):
    made = project(FILES, calendars=True)
    build_site(made.config, tmp_path / "site")
    for folder in ("company", "teams/shop", "people/anna"):
        assert '<a href="calendar.ics">Calendar</a>' in (tmp_path / "site" / folder / "index.html").read_text("utf-8")
        assert (tmp_path / "site" / folder / "calendar.ics").read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert "Calendar" not in (tmp_path / "site/teams/shop/2026-Q4/index.html").read_text("utf-8")


def test_without_the_setting_there_are_no_calendars(project):
    assert make_calendars(project(FILES).snapshot()) == {}
