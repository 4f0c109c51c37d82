"""Who a command works for: the option, else the setting, else us."""

from __future__ import annotations

import pytest
from command_line import call

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
objectives:
  - {id: open, title: Open goal, owner: anna, key_results: [{title: K, done: true}]}
  - {id: hidden, title: Hidden goal, owner: anna, audience: internal, key_results: [{title: K, from: 1}]}
""",
    "files/open.txt": "x",
    "files/hidden.txt": "x",
    "about.md": "See [this](files/open.txt) and [that](company/2026-Q4.yml#hidden).\n",
}


@pytest.mark.parametrize(
    ("setting", "option", "shown"),
    [
        (None, (), True),
        ("public", (), False),
        (None, ("--audience", "public"), False),
        ("public", ("--audience", "internal"), True),
    ],
)
def test_the_option_wins_over_the_setting(project, tmp_path, setting, option, shown):
    made = project(FILES, **({"audience": setting} if setting else {}))
    assert ("Hidden goal" in call("export", "-f", made.config, *option).out) is shown
    assert call("explain", "company/hidden", "-f", made.config, *option).status == (0 if shown else 2)
    done = call("build", "-f", made.config, "-o", tmp_path / "out", *option)
    assert done.status == 0, done.said
    assert ("Hidden goal" in (tmp_path / "out/company/index.html").read_text("utf-8")) is shown
    assert (tmp_path / "out/files/hidden.txt").exists() is shown
    assert (tmp_path / "out/files/open.txt").exists()
    assert "Hidden goal" not in done.said if not shown else True


def test_publish_for_the_public_names_no_commit(project, tmp_path):
    made = project(FILES)
    assert call("publish", "-f", made.config, "--to", tmp_path / "www", "--audience", "public").status == 0
    assert [path.name for path in (tmp_path / "www/releases").iterdir()] == ["2026-11-20"]


def test_check_looks_at_everything_whoever_the_site_is_for(project):
    made = project(FILES, audience="public")
    assert "OKR251" in call("check", "-f", made.config).out


def test_an_audience_that_nobody_knows_is_refused(project):
    made = project(FILES, audience="press")
    done = call("export", "-f", made.config)
    assert done.status == 2 and "audience" in done.err
    assert call("build", "--audience", "press", "-f", made.config).status == 2


def test_what_is_left_out_for_its_errors_is_not_spoken_of_to_the_public(project, tmp_path):
    broken = {"teams/a/team.yml": "name: A\n", "teams/a/2026-Q4.yml": "objectives: 5\n"}
    made = project({**FILES, **broken})
    done = call("build", "-f", made.config, "-o", tmp_path / "o", "--audience", "public", "--on-error", "isolate")
    assert done.status == 1 and "1 file left out" in done.err
    assert "is missing here" not in (tmp_path / "o/teams/a/index.html").read_text("utf-8")
    assert "problems" in (tmp_path / "o/data/okr.json").read_text("utf-8")
