"""What git remembers becomes check-ins and moved goalposts, each counted once."""

from __future__ import annotations

from datetime import date

import pytest
from git_repository import ANNA, BEN, Repo, goal
from stories import read_snapshot

from okrsite.languages.words import say

TODAY = date(2026, 11, 20)


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "repo", {"today": TODAY})
    made.commit("2026-10-02", "Goals of the quarter", goal(120))
    return made


FIRST = ("2026-10-02", "anna", 120.0, 0.5, "Goals of the quarter", "git")


def seen(repo):
    return read_snapshot(repo.root / "mkdocs.yml")


def reports(snapshot):
    found = snapshot.measures.key_results["company/2026-Q4/o#k"].current_values.reports
    return [
        (str(each.date), each.by, each.now, each.confidence, each.subject or each.note.markdown, each.origin)
        for each in found
    ]


def test_a_commit_that_changes_a_value_is_a_checkin_by_its_author(repo):
    repo.commit("2026-11-16", "Friday's number", goal(142), author=ANNA)
    repo.commit("2026-11-18", "Less sure", goal(142, confidence="20%"), author=BEN)
    snapshot = seen(repo)
    assert reports(snapshot) == [
        FIRST,
        ("2026-11-16", "anna", 142.0, None, "Friday's number", "git"),
        ("2026-11-18", BEN, None, 0.2, "Less sure", "git"),
    ]
    assert snapshot.measures.objectives["company/2026-Q4/o"].last_report == date(2026, 11, 18)


def test_the_first_value_is_a_checkin_too_and_silence_after_it_is_outdated(repo):
    snapshot = seen(repo)
    assert reports(snapshot) == [FIRST]
    status = snapshot.measures.objectives["company/2026-Q4/o"].status
    assert (status.shown, status.why.translate()) == ("outdated", "the last check-in was 49 days ago")


def test_a_goal_that_was_written_down_a_week_ago_with_a_value_is_not_outdated(tmp_path):
    late = Repo(tmp_path / "late", {"today": TODAY})
    late.commit("2026-11-13", "A goal in the middle of the quarter", goal(120))
    assert seen(late).measures.objectives["company/2026-Q4/o"].status.shown != "outdated"


def test_a_plan_from_before_the_cycle_is_no_checkin(tmp_path):
    early = Repo(tmp_path / "early", {"today": TODAY})
    early.commit("2026-09-20", "Plan", goal(120))
    assert reports(seen(early)) == []


def test_what_a_new_goal_says_without_a_value_is_no_checkin(tmp_path):
    made = Repo(tmp_path / "made", {"today": TODAY})
    files = goal(120)
    path = "company/2026-Q4.yml"
    steps = "milestones: [{title: A, done: true}, {title: B, done: false}]"
    files[path] = f"objectives: [{{id: o, title: O, owner: anna, key_results: [{{id: k, title: K, {steps}}}]}}]\n"
    made.commit("2026-11-13", "Steps", files)
    assert reports(seen(made)) == []


def test_the_first_value_of_a_key_result_that_is_added_later_is_a_checkin(repo):
    added = "- {id: l, title: Level, levels: {commit: A, target: B, stretch: C}, now: commit}"
    repo.commit("2026-11-16", "One more", goal(120, more=f"  {added}"), author=BEN)
    measure = seen(repo).measures.key_results["company/2026-Q4/o#l"]
    assert [(each.by, each.now, each.origin) for each in measure.current_values.reports] == [(BEN, "commit", "git")]


def test_a_written_checkin_is_not_counted_again_with_its_commit(repo):
    written = "checkins: [{date: 2026-11-13, by: anna, note: Two shops, now: {k: 142}, confidence: {k: 50%}}]"
    repo.commit("2026-11-16", "Check-in", goal(142, more=written))
    assert reports(seen(repo)) == [FIRST, ("2026-11-13", "anna", 142.0, 0.5, "Two shops", "file")]


def test_what_the_written_checkin_does_not_say_is_still_reported(repo):
    written = "checkins: [{date: 2026-11-13, by: anna, note: Two shops, now: {k: 142}}]"
    repo.commit("2026-11-16", "Less sure", goal(142, confidence="20%", more=written))
    later = [(each[2], each[3], each[5]) for each in reports(seen(repo)) if each != FIRST]
    assert later == [(142.0, None, "file"), (None, 0.2, "git")]


def test_git_never_changes_a_number(repo):
    repo.commit("2026-11-16", "Friday's number", goal(142))
    with_git = seen(repo).measures.key_results["company/2026-Q4/o#k"]
    assert with_git.progress == pytest.approx(22 / 60)
    assert with_git.current_values.confidence == 0.5


def test_nothing_after_today_is_known_yet(repo):
    repo.commit("2026-12-01", "Later", goal(150))
    assert reports(seen(repo)) == [FIRST]


def test_a_moved_target_is_said_with_its_reason(repo):
    repo.commit("2026-11-12", "Two shops closed for good", goal(120, to=150), author=BEN)
    (move,) = seen(repo).target_changes["company/2026-Q4/o"]
    assert (move.what, say(move.before), say(move.after), move.author) == ("target", "180", "150", BEN)
    assert (str(move.date), move.eased, move.reason) == ("2026-11-12", True, "Two shops closed for good")
    assert not [found for found in seen(repo).problems if found.code == "OKR521"]


@pytest.mark.parametrize("subject", ["Update 2026-Q4.yml", "Edit", "Update numbers", "WIP", "fix: okrs"])
def test_an_eased_target_without_a_reason_is_a_finding_until_somebody_says_why(repo, subject):
    repo.commit("2026-11-12", subject, goal(120, to=150))
    (found,) = [found for found in seen(repo).problems if found.code == "OKR521"]
    assert (found.place.path, found.place.line, found.severity) == ("content/company/2026-Q4.yml", 6, "info")
    repo.commit("2026-11-13", subject, goal(120, to=150, extra=", notes: Two shops closed"))
    assert not [found for found in seen(repo).problems if found.code == "OKR521"]


def test_a_raised_target_is_moved_but_not_eased(repo):
    repo.commit("2026-11-12", "Update", goal(120, to=200))
    (move,) = seen(repo).target_changes["company/2026-Q4/o"]
    assert not move.eased


def test_planning_before_the_cycle_moves_no_goalposts(tmp_path):
    early = Repo(tmp_path / "early", {"today": TODAY})
    early.commit("2026-09-01", "Plan", goal(120))
    early.commit("2026-09-20", "Plan again", goal(120, to=150))
    assert seen(early).target_changes == {}


def test_the_pages_say_it_and_draw_it(repo, tmp_path):
    from stories import build_site

    repo.commit("2026-11-12", "Two shops <b>closed</b>", goal(120, to=150), author=BEN)
    repo.commit("2026-11-16", "Friday's number", goal(142, to=150))
    build_site(repo.root / "mkdocs.yml", tmp_path / "site")
    page = (tmp_path / "site" / "objectives/company/2026-Q4/o/index.html").read_text(encoding="utf-8")
    assert "Target of “Repeat customers” moved from 180 to 150" in page
    assert "Two shops &lt;b&gt;closed&lt;/b&gt;" in page
    assert "Friday&#39;s number" in page
    assert "secret@example.org" not in page
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "with a moved target" in home
