"""Whole percent are rounded in one way wherever they are printed: halves go up, as readers round."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from command_line import call
from git_repository import Repo
from stories import read_snapshot

from okrsite.number_style import round_percent
from okrsite.pages.site_pages import build_pages

GOAL = "objectives:\n  - id: o\n    title: Open shops\n    key_results:\n      - {{id: k, title: Shops, from: 0, to: 8, now: {}}}\n"
EIGHT_DAYS = {"sprint-1": {"name": "Sprint 1", "start": "2026-11-10", "end": "2026-11-17"}}


@pytest.fixture
def repo(tmp_path):
    """A company one of whose eight shops is open, an eighth of its way, on the first day of eight."""
    made = Repo(tmp_path / "repo", {"today": date(2026, 11, 10), "cycles": EIGHT_DAYS})
    made.commit("2026-11-09", "Plan", {"company/team.yml": "name: Co\n", "company/sprint-1.yml": GOAL.format(0)})
    made.commit("2026-11-10", "One is open", {"company/sprint-1.yml": GOAL.format(1)})
    return made


def test_an_eighth_is_thirteen_percent_on_pages_in_exports_and_in_what_changed(repo):
    """Python's own rounding would say 12%, as it takes halves to the even number; one site would say both."""
    config = repo.root / "mkdocs.yml"
    bodies = {page.uri: str(page.body) for page in build_pages(read_snapshot(config)).pages}
    told = {
        "objective": bodies["objectives/company/sprint-1/o.md"],
        "cycle": bodies["cycles/sprint-1.md"],
        "export": call("export", "--format", "markdown", "-f", config).out,
        "diff": call("diff", "HEAD~1", "-f", config).out,
        "explanation": call("explain", "company/sprint-1/o", "-f", config).out,
    }
    words = {name: " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()) for name, text in told.items()}
    assert {name: sorted(set(re.findall(r"\b1[23]%", text))) for name, text in words.items()} == {
        name: ["13%"] for name in told
    }
    assert "17 November 2026; 13% of it has passed" in unescape(bodies["cycles/sprint-1.md"])


@pytest.mark.parametrize(
    ("share", "shown"), [(0.125, 13), (0.115, 12), (0.005, 1), (0.0, 0), (-0.0, 0), (-0.004, 0), (1.125, 113)]
)
def test_halves_go_up(share, shown):
    assert round_percent(share) == shown


@pytest.mark.parametrize("half", range(100))
def test_so_do_those_that_no_binary_number_is_equal_to(half):
    """A hundred times 0.285 are a little less than 28.5."""
    assert round_percent(float(f"0.{half:02}5")) == half + 1


@pytest.mark.parametrize(("share", "shown"), [(0.284999, 28), (0.28499999, 28), (0.994, 99), (0.9949, 99)])
def test_what_is_less_than_a_half_does_not(share, shown):
    assert round_percent(share) == shown
