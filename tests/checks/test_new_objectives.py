"""Of an objective that is new, nobody is asked for reports: git knows when it came, if it knows the objective at all."""

from __future__ import annotations

from datetime import date

from git_repository import Repo
from stories import read_snapshot

TODAY = date(2026, 12, 1)
GOALS = {
    "company/2026-Q4.yml": "objectives: [{title: Bread, owner: anna, key_results: [{title: K, from: 0, to: 9}]}]\n"
}
LATER = {
    "teams/a/2026-Q4.yml": "objectives: [{title: Cakes, owner: anna, key_results: [{title: K, from: 0, to: 9}]}]\n"
}
OPTIONS = {"rules": {"OKR622": "info"}}


def find_unreported(config) -> list[str]:
    return [problem.place.path for problem in read_snapshot(config, TODAY).problems if problem.code == "OKR622"]


def test_what_is_not_committed_yet_is_new(tmp_path):
    """`okrsite new objective` late in a cycle gets no remark at once."""
    repository = Repo(tmp_path / "repository", OPTIONS)
    repository.commit("2026-10-01", "Our goals", GOALS)
    for path, text in LATER.items():
        target = repository.root / "content" / path
        target.parent.mkdir(parents=True)
        target.write_text(text)
    assert find_unreported(repository.root / "mkdocs.yml") == ["content/company/2026-Q4.yml"]


def test_what_a_shallow_clone_begins_with_is_not_new(tmp_path):
    """CI often fetches the last commits only; there, too, silence is told of."""
    repository = Repo(tmp_path / "repository", OPTIONS)
    repository.commit("2026-10-01", "Our goals", GOALS)
    repository.commit("2026-11-28", "Notes", {"index.md": "# Goals\n"})
    repository.commit("2026-11-29", "One more team", LATER)
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.root}", str(tmp_path / "clone"))
    config = tmp_path / "clone" / "mkdocs.yml"
    if not config.exists():  # tests commit the content only
        config.write_bytes((repository.root / "mkdocs.yml").read_bytes())
    assert find_unreported(config) == ["content/company/2026-Q4.yml"]


def test_without_git_nothing_is_new(project):
    made = project(GOALS, **OPTIONS)
    assert find_unreported(made.config) == ["content/company/2026-Q4.yml"]
