"""What was internal when it was said stays unsaid for the public, and so does the past of what is internal today."""

from __future__ import annotations

from pathlib import Path

import pytest
from data_files import read_site_data
from draft_company import commit, git, leaks, write
from stories import build_site

OTHERS = {"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"}
PATH = "teams/a/2026-Q4.yml"


def objective(mark: str = "", result: str = "", title: str = "Plan", now: int = 1, to: int = 90, more: str = "") -> str:
    return f"""objectives:
  - id: plan
    title: {title}
    owner: anna
    {mark}
    key_results:
      - {{id: k, title: Open result, from: 0, to: 50, now: 5}}
      - {{id: r, title: Result {more or "r"}, from: 0, to: {to}, now: {now}, {result}}}
"""


def built(root: Path, versions: list[str], subjects: list[str] | None = None, team: list[str] | None = None) -> Path:
    """Commit one version after the other, and return the site for the public."""
    git(root, "init", "-q", "-b", "main")
    config = write(root, OTHERS)
    for day, text in enumerate(versions, 1):
        write(root, {PATH: text})
        if team:
            write(root, {"teams/a/team.yml": team[day - 1]})
        commit(root, subjects[day - 1] if subjects else "Change", day=day * 2)
    build_site(config, root / "site", audience="public")
    return root / "site"


def test_what_was_said_while_it_was_internal_stays_unsaid(tmp_path):
    hidden = "audience: internal"
    site = built(
        tmp_path,
        [
            objective(hidden, title="zqsecret", now=515151, to=717171, more="zqresult"),
            objective(hidden, title="zqother", now=838389, to=727272, more="zqresult"),
            objective(now=10),
            objective(now=20),
        ],
    )
    assert leaks(site, ["zqsecret", "zqother", "zqresult", "515151", "838389", "717171", "727272"]) == {}
    assert "went from 10 to 20" in (site / "changes/index.html").read_text("utf-8")


@pytest.mark.parametrize("mark", ["audience: internal", "audience: internal numbers"])
def test_values_that_were_internal_stay_unsaid(tmp_path, mark):
    site = built(
        tmp_path,
        [
            objective(result=mark, now=515151, to=717171),
            objective(result=mark, now=838389, to=727272),
            objective(now=10),
            objective(now=20),
        ],
    )
    assert leaks(site, ["515151", "838389", "717171", "727272", "515,151", "717,171"]) == {}
    assert "went from 10 to 20" in (site / "changes/index.html").read_text("utf-8")


def test_how_sure_somebody_was_of_withheld_numbers_is_told_in_whole_percent(tmp_path):
    site = built(
        tmp_path,
        [
            objective(result=f"audience: internal numbers, confidence: {sure}%, grade: {grade}")
            for sure, grade in (("57.4213", "0.5742"), ("38.3131", "0.3831"), ("38.4747", "0.3847"))
        ],
    )
    assert (
        leaks(site, ["57.4213", "574213", "0.5742", "38.3131", "383131", "0.3831", "38.4747", "384747", "0.3847"]) == {}
    )
    changes = (site / "changes/index.html").read_text("utf-8")
    assert "went from 57% to 38%" in changes and "was graded 0.38 instead of 0.57" in changes
    assert "38% to 38%" not in changes and "0.38 instead of 0.38" not in changes


@pytest.mark.parametrize("mark", ["audience: internal", "audience: internal numbers"])
def test_what_is_internal_today_takes_its_past_along(tmp_path, mark):
    words = ["zqresult"] if mark == "audience: internal" else []
    site = built(
        tmp_path,
        [
            objective(now=515151, to=717171, more="zqresult"),
            objective(now=838389, to=727272, more="zqresult"),
            objective(result=mark, now=838389, to=727272, more="zqresult"),
        ],
    )
    assert leaks(site, [*words, "515151", "838389", "717171", "727272", "515,151", "727,272"]) == {}


def test_an_objective_that_is_internal_today_takes_its_past_along(tmp_path):
    versions = [objective(title="zqsecret", now=515151, more="zqresult")]
    versions.append(objective("audience: internal", title="zqsecret", more="zqresult"))
    site = built(tmp_path, versions)
    assert leaks(site, ["zqsecret", "zqresult", "515151"]) == {}
    assert not (site / "changes").exists()


def test_what_is_gone_is_not_told(tmp_path):
    """Whether it would be internal today, nobody can say any more."""
    gone = "  - {id: zqgone, title: zqsecret, owner: anna, key_results: [{id: x, title: zqresult, done: true}]}\n"
    site = built(tmp_path, [objective(now=1) + gone, objective(now=1), objective(now=2)])
    assert "went from 1 to 2" in (site / "changes/index.html").read_text("utf-8")
    assert leaks(site, ["zqsecret", "zqresult", "zqgone"]) == {}


def test_a_unit_that_was_internal_has_no_past_before_it_was_shown(tmp_path):
    team = ["name: A\naudience: internal\n", "name: A\naudience: internal\n", "name: A\n", "name: A\n"]
    site = built(tmp_path, [objective(now=n) for n in (515151, 838389, 10, 20)], team=team)
    assert leaks(site, ["515151", "838389", "515,151"]) == {}
    assert "went from 10 to 20" in (site / "changes/index.html").read_text("utf-8")


def test_no_commit_is_told_of_but_its_day(tmp_path):
    site = built(tmp_path, [objective(now=n) for n in (1, 2, 3)], ["zqone", "zqtwo", "zqthree"])
    names = git_log(tmp_path)
    assert leaks(site, ["zqone", "zqtwo", "zqthree", *names]) == {}
    model = read_site_data(site)
    reports = model["objectives"][0]["key_results"][1]["checkins"]
    assert [(each["date"], each["by"], each["note"]) for each in reports] == [
        ("2026-11-02", None, ""),
        ("2026-11-04", None, ""),
        ("2026-11-06", None, ""),
    ]


def git_log(root: Path) -> list[str]:
    import subprocess

    done = subprocess.run(["git", "log", "--format=%h"], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_a_version_in_which_the_mark_is_misspelled_is_not_read(tmp_path):
    site = built(
        tmp_path,
        [objective("audiense: internal", now=515151), objective("audiense: internal", now=838389), objective(now=3)],
    )
    assert leaks(site, ["515151", "838389", "515,151"]) == {}
