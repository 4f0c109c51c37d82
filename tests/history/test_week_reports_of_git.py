"""What only git knows of a week: typed values of before, new and changed goals, and goalposts that were moved."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest
from git_repository import ANNA, BEN, Repo, goal
from stories import redact_snapshot, take_snapshot

from okrsite.cli import okrsite
from okrsite.cli.running import run_command
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import find_week_of

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def repo(tmp_path):
    return Repo(tmp_path / "repo")


def tell(repo: Repo, day: date = FRIDAY, *, public: bool = False):
    """Return the report of the week of a day, as it is made on Friday."""
    snapshot = take_snapshot(repo.site, FRIDAY)
    return report_week(redact_snapshot(snapshot) if public else snapshot, find_week_of(day))


def steps(done: str) -> str:
    return f"""
              - id: p
                title: The launch
                owner: anna
                key_results:
                  - {{id: steps, title: Steps, milestones: [{{title: One, done: true}}, {{title: Two, done: {done}}}]}}
                  - {{id: signed, title: Signed, done: {done}}}
                  - {{id: level, title: Level, levels: {{commit: a, target: b, stretch: c}}, now: {"target" if done == "true" else "commit"}}}
    """


def test_a_typed_value_was_what_stood_there_before_the_commit_of_the_week(repo):
    """No check-in says it: the commit is the report."""
    repo.commit("2026-10-12", "Begin", goal(130, confidence="60%"))
    repo.commit("2026-11-10", "Report", goal(140, confidence="60%"), BEN)
    repo.commit("2026-11-17", "Report", goal(155, confidence="50%"), BEN)
    repo.commit("2026-11-18", "Report", goal(160, confidence="50%"), BEN)
    report = tell(repo)
    (move,) = report.moves
    (result,) = move.key_results
    assert (result.value_before, result.value) == (140, 160)
    assert (result.confidence_before, result.confidence) == (0.6, 0.5)
    assert (report.counts.reported, report.history) == (1, None)
    (before,) = tell(repo, date(2026, 11, 15)).moves
    assert (before.key_results[0].value_before, before.key_results[0].value) == (130, 140)


def test_steps_levels_and_answers_are_known_from_git(repo):
    repo.commit("2026-10-12", "Begin", goal(130, more=steps("false")))
    repo.commit("2026-11-17", "Done", goal(130, more=steps("true")))
    report = tell(repo)
    (move,) = report.moves
    assert {result.title: (result.progress_before, result.progress) for result in move.key_results} == {
        "Steps": (0.5, 1), "Signed": (0, 1), "Level": (0.3, 0.7),
    }  # fmt: skip
    assert [(item.key_result_title, item.outcome) for item in report.conclusions] == [
        ("Steps", "reached"), ("Signed", "reached"),
    ]  # fmt: skip


def test_a_check_in_counts_on_the_day_that_people_gave_it(repo):
    """It was committed in the week and says how it was before: nothing moved in the week."""
    repo.commit("2026-10-12", "Begin", goal(130))
    said = goal(140, more="checkins: [{date: 2026-11-13, by: anna, now: {k: 140}}]")
    repo.commit("2026-11-16", "Late", said)
    assert tell(repo).moves == ()


def test_a_file_of_its_own_is_newer_than_a_typed_value(repo):
    """What is typed in the key result was true before it."""
    files = goal(130, confidence="60%")
    files["company/checkins/2026-11-18-anna.yml"] = "objective: o\nby: anna\nnow: {k: 150}\n"
    repo.commit("2026-10-12", "Begin", goal(130, confidence="60%"))
    repo.commit("2026-11-18", "Report", files)
    report = tell(repo)
    (result,) = report.moves[0].key_results
    assert (result.value_before, result.value) == (130, 150)


def test_new_and_changed_goals_and_moved_targets(repo):
    new = """
              - id: n
                title: A new goal
                owner: anna
                key_results: [{id: k, title: K, from: 0, to: 10, now: 4}]
    """
    repo.commit("2026-10-12", "Begin", goal(130))
    repo.commit("2026-11-09", "Earlier", goal(130, to=190))
    repo.commit("2026-11-17", "The market shrank", goal(130, to=150))
    repo.commit("2026-11-18", "Plan", goal(130, to=150, more=new))
    report = tell(repo)
    assert [(item.objective.title, item.change) for item in report.goals] == [("A new goal", "new")]
    (move,) = report.targets
    assert (move.what, move.before, move.after, move.eased, move.reason, move.by, move.key_result_title) == (
        "target", "190", "150", True, "The market shrank", ANNA, "Repeat customers",
    )  # fmt: skip
    # An eased target is no progress.
    assert [item.objective.title for item in report.moves if item.progress_before is not None] == []
    (public,) = tell(repo, public=True).targets
    assert (public.by, public.reason, public.after) == ("", "", "150")


def test_a_goal_that_is_new_had_no_numbers_and_no_status_before(repo):
    """Nor had a key result that was added: the number of before is that of the others."""
    new = """
              - id: n
                title: A new goal
                owner: anna
                key_results:
                  - {id: k, title: K, from: 0, to: 10, now: 1}
                  - {id: m, title: M, due: 2026-11-10, milestones: [{title: One, done: true}, {title: Two}, {title: Three}, {title: Four}]}
    """
    repo.commit("2026-10-12", "Begin", goal(150))
    repo.commit("2026-11-17", "Plan", goal(150, more=new))
    repo.commit("2026-11-18", "Add", goal(150, extra="}\n                  - {id: q, title: Q, done: false", more=new))
    report = tell(repo)
    (concern,) = (item for item in report.concerns if item.objective.title == "A new goal")
    assert (concern.is_new, concern.status_before, concern.status) == (True, None, "off track")
    assert (report.cycle.progress_before, report.cycle.progress) == (0.5, 0.2125)
    moves = {move.objective.title: (move.progress_before, move.progress) for move in report.moves}
    assert moves["Customers come back"] == (0.5, 0.25)


def test_what_changes_before_a_cycle_begins_is_a_change_of_a_goal(repo):
    def plan(title: str, to: int, owner: str):
        return {
            "company/team.yml": "name: Company\n",
            "company/2027-Q1.yml": f"objectives:\n  - id: o\n    title: {title}\n    owner: {owner}\n    key_results:\n      - {{id: k, title: K, from: 0, to: {to}}}\n",
        }

    repo.commit("2026-11-01", "Plan", plan("Warm", 5, "anna"))
    repo.commit("2026-11-17", "Plan", plan("Warmer", 7, "ben"))
    report = tell(repo)
    assert report.targets == ()
    assert [(item.change, item.fields) for item in report.goals] == [("changed", ("wording", "owner", "target"))]


def test_what_became_a_draft_is_not_spoken_of(repo):
    repo.commit("2026-10-12", "Begin", goal(130))
    hidden = goal(130)
    hidden["company/2026-Q4.yml"] = hidden["company/2026-Q4.yml"].replace("owner: anna", "visibility: draft")
    repo.commit("2026-11-17", "Back to the desk", hidden)
    assert "Customers come back" not in str(tell(repo))


def test_a_day_of_before_is_seen_as_it_was_seen_then(repo, capfd):
    """What is typed without a day, such as what is in the way, is told as it stood."""
    blocked = goal(130)
    blocked["company/2026-Q4.yml"] = blocked["company/2026-Q4.yml"].replace(
        "owner: anna", "owner: anna\n                blockers: [Snow]"
    )
    repo.commit("2026-11-09", "Begin", blocked)
    repo.commit("2026-11-18", "It melts", goal(150))
    asked = ["report", "-f", str(repo.root / "mkdocs.yml"), "--as-of", "2026-11-15"]
    assert run_command(okrsite, asked) == 0
    told = capfd.readouterr().out
    assert "week 46 of 2026" in told
    assert "`Snow`" in told
    assert run_command(okrsite, [*asked[:3], "--today", "2026-11-20"]) == 0
    assert "`Snow`" not in capfd.readouterr().out


def test_a_shallow_clone_says_that_something_may_be_missing(repo, tmp_path):
    repo.commit("2026-10-12", "Begin", goal(130))
    repo.commit("2026-11-17", "Report", goal(150))
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repo.root}", str(clone)], check=True)
    shallow = Repo.__new__(Repo)
    shallow.root = clone
    assert "only the newest commits" in tell(shallow).history
    assert tell(shallow, public=True).history == "The history isn't known in full."
