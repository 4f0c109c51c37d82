"""An initiative may say when it is due: read in both spellings, told wherever it stands, gently once that is past."""

from __future__ import annotations

from datetime import date

import pytest
from planned_pages import PlannedSite
from stories import read_export

from okrsite.feeds.site_files import SiteFileMaker
from okrsite.pages.site_pages import build_pages

TODAY = date(2026, 11, 20)
YAML = """
objectives:
  - id: grow
    title: Grow
    owner: anna
    initiatives:
      - {title: Call all, owner: ben, due: 2026-12-01, moves: [deals]}
      - {title: Print leaflets, due: 2026-11-19}
      - {title: Rent a room, status: done, due: 2026-10-01}
      - {title: Hire, owner: ben}
    key_results: [{id: deals, title: Deals, from: 0, to: 10, now: 5}]
"""
MARKDOWN = """## Grow

- Id: grow
- Owner: anna

- KR: Deals: 0 → 10, now 5
  - Id: deals

### Initiatives

- [ ] Call all (ben, due 2026-12-01)
  - Moves: deals
- [ ] Print leaflets (Due: 2026-11-19)
- [x] Rent a room
  - Due: 2026-10-01
- [ ] Hire (ben)
"""
REF = "sales/2026-Q4/grow"
PAGE = "objectives/sales/2026-Q4/grow.md"


@pytest.fixture
def make(project):
    """Make the project of a text."""

    def make(text: str = YAML, name: str = "2026-Q4.yml"):
        people = "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n"
        files = {"people.yml": people, "company/team.yml": "name: C\n", f"teams/sales/{name}": text}
        return project(files, calendars=True)

    return make


@pytest.mark.parametrize(("name", "text"), [("2026-Q4.yml", YAML), ("2026-Q4.md", MARKDOWN)])
def test_both_spellings_say_when_work_is_due(make, name, text):
    snapshot = make(text, name).snapshot(TODAY)
    works = snapshot.organisation.objectives[REF].initiatives
    assert [(work.title, work.due) for work in works] == [
        ("Call all", date(2026, 12, 1)),
        ("Print leaflets", date(2026, 11, 19)),
        ("Rent a room", date(2026, 10, 1)),
        ("Hire", None),
    ]
    assert [one for one in snapshot.problems if one.place.path.endswith(name)] == []
    exported = next(each for each in read_export(snapshot)["objectives"] if each["ref"] == REF)["initiatives"]
    assert [work["due"] for work in exported] == ["2026-12-01", "2026-11-19", "2026-10-01", None]


@pytest.mark.parametrize(
    ("typed", "title"),
    [("(due diligence)", "Call all (due diligence)"), ("(1st floor)", "Call all (1st floor)")],
)
def test_what_is_no_day_stays_a_part_of_the_title(make, typed, title):
    snapshot = make(MARKDOWN.replace("(ben, due 2026-12-01)", typed), "2026-Q4.md").snapshot(TODAY)
    assert snapshot.organisation.objectives[REF].initiatives[0].title == title


def test_a_day_that_cannot_be_read_is_said_at_its_line(make):
    project = make(MARKDOWN.replace("(ben, due 2026-12-01)", "(ben, due 1 December)"), "2026-Q4.md")
    line = next(n for n, text in enumerate(MARKDOWN.splitlines(), 1) if "(ben, due 2026-12-01)" in text)
    assert [each.place.line for each in project.snapshot(TODAY).problems if "1 December" in each.message] == [line]


def test_a_day_outside_the_cycle_is_asked_about(make):
    problems = make(YAML.replace("2026-12-01", "2025-12-01")).snapshot(TODAY).problems
    (problem,) = [each for each in problems if each.code == "OKR256"]
    assert problem.place.line == 6
    assert "2025-12-01 lies outside Q4 2026" in problem.message


@pytest.mark.parametrize(
    ("today", "said", "of_result"),
    [
        (date(2026, 11, 19), "due 19 Nov 2026", "due 1 Dec 2026"),
        (date(2026, 11, 20), "was due on 19 Nov 2026", "due 1 Dec 2026"),
        (date(2026, 12, 2), "was due on 19 Nov 2026", "was due on 1 Dec 2026"),
    ],
)
def test_it_is_told_on_the_goals_page_and_in_the_list_and_gently_the_day_after(make, today, said, of_result):
    """Of what is done nobody asks any more when it was due."""
    site = PlannedSite(make().snapshot(today))
    for uri in (PAGE, "initiatives.md"):
        body = site.make(uri).body.striptags()
        assert f"Print leaflets todo, {said}" in body, uri
        assert f"Call all todo, Ben Ito, {of_result}" in body, uri
        assert "Rent a room done" in body and "1 Oct 2026" not in body, uri
    assert f"Moved by: Call all (todo, {of_result})" in site.make(PAGE).body.striptags()


def test_no_number_and_no_status_is_made_of_it(make):
    """Neither of what is late nor of what is done."""
    late, without = (make(text).snapshot(TODAY) for text in (YAML, YAML.replace("due: 2026-11-19", "status: done")))
    assert late.measures.objectives[REF] == without.measures.objectives[REF]


def test_calendars_of_the_team_and_of_who_does_it_have_it(make):
    """Work without a name is the owner's; Ben has nothing else to do with the goal."""
    files = {file.uri: file.content for file in build_pages(make().snapshot(TODAY), prepare_files=SiteFileMaker).files}
    days = {
        uri: {line.removeprefix("SUMMARY:Due: ") for line in text.splitlines() if line.startswith("SUMMARY:Due")}
        for uri, text in files.items()
        if uri.endswith(".ics")
    }
    assert days["teams/sales/calendar.ics"] == {"Call all", "Print leaflets"}
    assert (days["people/ben/calendar.ics"], days["people/anna/calendar.ics"]) == ({"Call all"}, {"Print leaflets"})


def test_who_does_it_reads_it_on_their_own_page(make):
    site = PlannedSite(make().snapshot(TODAY))
    assert "Print leaflets" in site.make("people/anna/index.md").body
    assert "was due on 19 November 2026" in site.make("people/anna/index.md").body
    assert "due on 1 December 2026" in site.make("people/ben/index.md").body
