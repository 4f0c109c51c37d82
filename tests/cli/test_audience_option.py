"""Who a command works for: the option, else the setting, else us."""

from __future__ import annotations

import pytest
from command_line import call
from git_repository import Repo

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


def test_the_audience_of_a_base_file_above_counts_everywhere_and_as_of_a_commit(tmp_path):
    """A base that lies above the folder of the configuration is read from git as well where another time is asked for."""
    repo = Repo(tmp_path / "all")
    hidden = "- Owner: A\n- KR: n: 0 → 2\n"
    files = {
        "base.yml": "theme: {name: material, font: false}\nplugins: {search: {}, okrsite: {audience: public}}\n",
        "goals/mkdocs.yml": "INHERIT: ../base.yml\nsite_name: Case\ndocs_dir: content\n",
        "goals/content/company/team.yml": "name: Company\n",
        "goals/content/company/2026-Q4.md": f"## Seen\n\n{hidden}\n## Secret\n\n- Audience: internal\n{hidden}",
    }
    repo.commit("2026-11-02", "Goals", {f"../{path}": text for path, text in files.items()})
    (repo.root / "base.yml").write_text("plugins: [search, okrsite]\n", encoding="utf-8")
    config = repo.root / "goals" / "mkdocs.yml"
    now = call("export", "-f", config)
    then = call("export", "-f", config, "--as-of", "HEAD")
    assert "Secret" in now.out and "Seen" in now.out, now.said
    assert "Secret" not in then.out and "Seen" in then.out, then.said
