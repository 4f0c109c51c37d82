"""Whatever a command refuses, it says what to do instead."""

from __future__ import annotations

import pytest
from command_line import call

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": (
        "objectives:\n"
        "  - {id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]}\n"
        "  - {id: later, title: Later, owner: anna, visibility: draft, key_results: [{id: k, title: K, done: false}]}\n"
    ),
    "notes.md": "See [that](../../elsewhere.md).\n",
}


@pytest.fixture
def made(project, tmp_path):
    (tmp_path / "empty").mkdir()
    made = project(FILES)
    assert made.config.is_file()  # it is written when it is first asked for
    return made


@pytest.mark.parametrize(
    ("arguments", "refusal", "way_out"),
    [
        (("explain", "company/later"), "drafts have no public numbers", "okrsite serve"),
        (("build", "--strict", "--on-error", "isolate"), "contradict each other", "Leave one of them out"),
        (("check", ".."), "lies outside of", "Name a path inside of it"),
        (("verify", "empty"), "holds no page", "Name the folder of a built site"),
        (("verify", "empty", "--private", "x"), "too short to be looked for", "at least 4 characters"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_refusal_comes_with_a_way_out(made, monkeypatch, arguments, refusal, way_out):
    monkeypatch.chdir(made.root)
    done = call(*arguments)
    told = " ".join(done.err.split())
    assert done.status == 2
    assert refusal in told
    assert way_out in told


def test_an_export_that_was_not_written_says_what_to_correct(made):
    made.write({"company/2026-Q4.yml": "objectives: 5\n"})
    done = call("export", "-f", made.config, "-o", made.root / "okr.json")
    assert "okr.json was not written." in done.err
    assert "Correct the errors above" in done.err


def test_a_link_that_leads_out_of_the_content_says_where_it_may_lead(made):
    done = call("check", "-f", made.config)
    assert "leads out of the content folder.\n    Link to a file inside of it" in done.out
