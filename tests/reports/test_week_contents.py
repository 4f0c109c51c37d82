"""What a report says of a week: each thing that happens once, with the numbers of the site."""

from __future__ import annotations

import re
from datetime import date

import pytest
from stories import read_example, read_export, redact_snapshot
from weekly_company import FILES, tell

from okrsite.pages.context import ViewContext
from okrsite.pages.parts.attention import collect_concerns
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.past_snapshots import look_back


@pytest.fixture
def report(project):
    return tell(project(FILES).snapshot())


def titles(items):
    return [item.objective.title for item in items]


def test_what_moved_is_told_from_the_dated_check_ins_the_company_first(report):
    """Values that are typed beside the list are as old as the check-in that says the same."""
    assert titles(report.moves) == [
        "More people come back", "Win the north", "Three shops", "Close the old one",
    ]  # fmt: skip
    grow, win, shops, shut = report.moves
    (back,) = grow.key_results
    assert (back.value_before, back.value, back.confidence_before, back.confidence) == (40, 62, 0.6, 0.7)
    assert (grow.progress_before, grow.progress) == (0.4, 0.62)
    assert (win.status_before, win.status, win.key_results) == ("on track", "off track", ())
    assert (shut.status_before, shut.status) == ("outdated", "dropped")
    assert {result.title: (result.value_before, result.value) for result in shops.key_results}["Shops"] == (2, 3)


def test_what_is_off_track_is_told_with_the_reason_of_the_site_and_what_is_asked_for(report):
    (concern,) = report.concerns
    assert (concern.objective.title, concern.status, concern.status_before, concern.is_new) == (
        "Win the north", "off track", "on track", True,
    )  # fmt: skip
    assert concern.why.startswith("reported by a person")
    assert (concern.note, concern.needs) == ("The permit again.", "A second pair of hands")


def test_what_was_bad_before_is_not_new(project):
    (concern,) = tell(project(FILES).snapshot(date(2026, 11, 27)), date(2026, 11, 27)).concerns
    assert (concern.objective.title, concern.is_new, concern.note) == ("Win the north", False, "")


def test_what_is_reached_and_what_is_given_up_is_told_once(report):
    assert [(item.objective.title, item.key_result_title, item.outcome) for item in report.conclusions] == [
        ("Three shops", "Shops", "reached"),
        ("Close the old one", None, "given up"),
    ]


def test_who_is_due(report):
    assert [(item.objective.title, item.last_report) for item in report.outdated] == [
        ("Nobody speaks of it", date(2026, 10, 20))
    ]
    assert report.due_next == ()
    assert [(unit.name, unit.reported, unit.open) for unit in report.units] == [
        ("Riverside", 1, 1), ("Sales", 1, 2), ("Shops", 1, 1),
    ]  # fmt: skip


def test_what_is_outdated_by_the_end_of_next_week_is_told_with_its_day(project):
    """A check-in of the ninth is outdated on the first day that is more than `outdated_after_days` later."""
    made = project(FILES, outdated_after_days=7)
    due = tell(made.snapshot()).due_next
    assert [(item.objective.title, item.outdated_on) for item in due] == [
        ("More people come back", date(2026, 11, 26)),
        ("Win the north", date(2026, 11, 25)),
        ("Three shops", date(2026, 11, 27)),
    ]


def test_what_is_blocked_low_ungraded_and_unconfirmed(report):
    (blocked,) = report.blocked
    assert (blocked.objective.title, blocked.blockers, blocked.consulted) == (
        "Win the north", ("The permit is missing",), ("Shops",),
    )  # fmt: skip
    assert [(low.key_result_title, low.confidence) for low in report.low_confidence] == [("Staff", 0.2)]
    assert [(item.objective.title, item.ungraded) for item in report.ungraded] == [("What was in summer", 1)]
    assert [(item.objective.title, item.depends_on.title) for item in report.unconfirmed] == [
        ("Win the north", "Three shops")
    ]


def test_a_word_about_a_low_confidence_is_enough(project):
    """Whoever said why in the week isn't asked again, nor is who reported a status."""
    for word in ("note: The mill is shut.", "status: on track"):
        said = FILES["teams/shops/2026-Q4.yml"].replace("{date: 2026-11-19, now", f"{{date: 2026-11-19, {word}, now")
        assert tell(project({**FILES, "teams/shops/2026-Q4.yml": said}).snapshot()).low_confidence == ()


def test_a_team_is_told_of_with_all_below_it(project):
    snapshot = project(FILES).snapshot()
    assert set(titles(tell(snapshot, date(2026, 11, 20), "shops").moves)) == {"Three shops", "Close the old one"}
    sales = tell(snapshot, date(2026, 11, 20), "sales")
    assert [unit.name for unit in sales.units] == ["Sales", "Shops"]
    assert (sales.scope, sales.cycle) == (("Sales",), None)
    assert tell(snapshot, date(2026, 11, 20), "company").moves == tell(snapshot).moves


def test_a_past_week_knows_nothing_of_what_was_reported_after_it(project):
    snapshot = project(FILES).snapshot()
    last = tell(snapshot, date(2026, 11, 13))
    assert (last.as_of, last.week.name) == (date(2026, 11, 15), "2026-W46")
    grow = next(move for move in last.moves if move.objective.title == "More people come back")
    assert (grow.progress, grow.key_results[0].value) == (0.4, 40)
    assert last.conclusions == ()


@pytest.mark.parametrize("day", [date(2026, 10, 19), date(2026, 11, 11), date(2026, 11, 15), date(2026, 11, 18)])
def test_the_numbers_of_a_past_day_are_those_that_the_site_showed_then(project, day):
    """Where no value is typed, the site of that day knows the check-ins up to it alone."""
    untyped = {path: re.sub(r", now: [\w ]+(?=[,}])|, confidence: 70%(?=})", "", text) for path, text in FILES.items()}
    seen = project(untyped).snapshot(day).measures
    past = look_back(project(FILES).snapshot(), day).measures
    assert "now: 62," not in untyped["company/2026-Q4.yml"]
    running = [ref for ref in past.objectives if "Q4" in ref]
    for ref in running:
        ours, theirs = past.objectives[ref], seen.objectives[ref]
        assert (ours.progress, ours.expected, ours.status, ours.last_report) == (
            theirs.progress, theirs.expected, theirs.status, theirs.last_report,
        )  # fmt: skip
    assert past.cycles["2026-Q4"] == seen.cycles["2026-Q4"]


def test_the_numbers_are_those_of_the_export():
    """In the example each number of the report is one that the site shows today, and its counts are those of the site."""
    snapshot = read_example()
    report = tell(snapshot)
    exported = {each["ref"]: each for each in read_export(snapshot)["objectives"]}
    results = {result["ref"]: result for each in exported.values() for result in each["key_results"]}
    assert len(report.moves) > 20
    for move in report.moves:
        theirs = exported[move.objective.ref]
        assert (move.progress, move.confidence) == (theirs["progress"], theirs["confidence"])
        assert (move.status, move.objective.url) == (theirs["status"]["shown"], theirs["url"])
        for result in move.key_results:
            own = results[result.ref]
            assert (result.progress, result.confidence) == (own["progress"], own["confidence"])
            assert result.value == own["now"] or own["kind"] in ("milestones", "yes-no")
    assert {item.objective.ref: item.why for item in report.concerns} == {
        ref: exported[ref]["status"]["why"] for ref in (item.objective.ref for item in report.concerns)
    }
    running = snapshot.organisation.list_running_objectives("2026-Q4")
    context = ViewContext(snapshot, ProseRenderer(snapshot))
    concerns = {concern.id: len(concern.refs) for concern in collect_concerns(context, running)}
    counts = report.counts
    assert (concerns["off-track"], concerns["at-risk"], concerns["outdated"], concerns["blocked"]) == (
        counts.off_track, counts.at_risk, counts.outdated, counts.blocked,
    )  # fmt: skip
    assert report.cycle.progress == snapshot.measures.cycles["2026-Q4"]


INTERNAL = {
    **FILES,
    "company/2026-Q4.yml": FILES["company/2026-Q4.yml"].replace("owner: anna", "owner: anna\n            audience: internal notes", 1),
    "teams/sales/team.yml": "name: Secret sales\nlead: ben\naudience: internal\n",
    "teams/shops/team.yml": "name: Shops\n",
    "teams/shops/2026-Q4.yml": FILES["teams/shops/2026-Q4.yml"].replace(
        "{id: shops,", "{id: shops, audience: internal numbers,"
    ),
}  # fmt: skip


def test_the_public_is_told_nothing_that_is_internal(project):
    report = tell(redact_snapshot(project(INTERNAL).snapshot()))
    said = str(report)
    assert report.audience == "public"
    for word in ("Secret", "Win the north", "feared", "permit", "Nobody speaks", "summer"):
        assert word not in said
    assert "Three shops" in said
    (shops,) = (move for move in report.moves if move.objective.title == "Three shops")
    assert "Shops" not in [result.title for result in shops.key_results]
    # Of withheld numbers only today's are known: what they were isn't made up.
    assert (shops.progress_before, shops.status_before, shops.progress) == (None, None, 0.9)
    assert next(unit for unit in report.units if unit.name == "Shops").progress_before is None
    assert report.cycle.progress_before is None


def test_the_public_report_is_the_same_whatever_is_withheld(project):
    """Two contents that differ only in what is internal give the same report."""
    other = {**INTERNAL, "teams/sales/2026-Q4.yml": FILES["teams/sales/2026-Q4.yml"].replace("deals: 1", "deals: 9")}
    other["company/2026-Q4.yml"] = INTERNAL["company/2026-Q4.yml"].replace("Better than we feared.", "Worse.")
    first = tell(redact_snapshot(project(INTERNAL).snapshot()))
    assert tell(redact_snapshot(project(other).snapshot())) == first


def test_a_draft_is_in_no_report(project):
    shops = FILES["teams/shops/2026-Q4.yml"].replace(
        "title: Three shops", "title: Three shops\n            visibility: draft"
    )
    report = tell(project({**FILES, "teams/shops/2026-Q4.yml": shops}).snapshot())
    assert "Three shops" not in str(report)


def test_a_cycle_that_begins_in_the_week_has_no_number_of_before(project):
    cycle = tell(project(FILES).snapshot(), date(2026, 10, 4)).cycle
    assert (cycle.id, cycle.progress_before) == ("2026-Q4", None)


def test_without_goals_there_is_a_report_too(project):
    report = tell(project({"company/team.yml": "name: Riverside\n"}).snapshot())
    assert (report.counts.open, report.moves, report.cycle) == (0, (), None)
