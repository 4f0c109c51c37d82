"""The repository as it stood at another time: what a checkout of that commit would say, and nothing touched."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from forked_commands import run_in_copy
from git_repository import Repo, goal

from okrsite.history.as_of import open_past_checkout
from okrsite.settings import ConfigurationError


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "repo")
    made.commit("2026-10-02", "Goals of the quarter", goal(120))
    made.commit("2026-10-16", "First number", goal(130))
    made.git("tag", "first")
    made.commit("2026-11-16", "Friday's number", {**goal(142, to=150), "teams/sales/team.yml": "name: Sales\n"})
    made.write(goal(999))  # not committed
    return made


def okrsite(repo, *arguments):
    return run_in_copy(arguments, repo.root)


def exported(repo, *arguments):
    done = okrsite(repo, "export", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_export_of_a_past_commit_is_that_of_a_checkout(repo, tmp_path):
    past = exported(repo, "--as-of", "first")
    repo.git("clone", "-q", "--no-local", str(repo.root), str(tmp_path / "clone"))
    clone = Repo.__new__(Repo)
    object.__setattr__(clone, "root", tmp_path / "clone")
    subprocess.run(["git", "checkout", "-q", "first"], cwd=tmp_path / "clone", check=True)
    assert past == exported(clone, "--today", "2026-10-16")
    data = json.loads(past)
    assert data["as_of"] == "2026-10-16"
    assert data["objectives"][0]["key_results"][0]["now"] == 130
    assert [each["origin"] for each in data["objectives"][0]["key_results"][0]["checkins"]] == ["git", "git"]
    assert [each["id"] for each in data["teams"]] == ["company"]


@pytest.mark.parametrize(
    ("when", "now", "day"),
    [("2026-10-10", 120, "2026-10-10"), ("2026-11-16", 142, "2026-11-16"), ("HEAD", 142, "2026-11-16")],
)
def test_a_day_is_what_readers_saw_at_its_end(repo, when, now, day):
    data = json.loads(exported(repo, "--as-of", when))
    assert (data["objectives"][0]["key_results"][0]["now"], data["as_of"]) == (now, day)


def test_the_work_tree_is_not_touched(repo):
    before = repo.git("status", "--porcelain")
    exported(repo, "--as-of", "first")
    assert repo.git("status", "--porcelain") == before
    assert "999" in (repo.root / "content/company/2026-Q4.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("when", ["2026-01-01", "nothing-of-that-name", "--help", "2026-13-45"])
def test_a_time_that_never_was_is_a_fault_of_the_call(repo, when):
    done = okrsite(repo, "export", f"--as-of={when}")
    assert done.returncode == 2
    assert "There is no commit" in done.stderr
    with pytest.raises(ConfigurationError), open_past_checkout(repo.root / "mkdocs.yml", when):
        pass


def test_a_site_of_the_past(repo, tmp_path):
    done = okrsite(repo, "build", "--as-of", "first", "-o", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "site" / "company" / "index.html").read_text(encoding="utf-8")
    assert "now 130" in text
    assert "Friday 16 October 2026" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "site" / "data" / "build.json").read_text("utf-8"))["day"] == "2026-10-16"
    assert "142" not in text


@pytest.mark.parametrize("inherits", [False, True], ids=["typed", "inherited"])
def test_content_beside_the_configuration_is_read_as_it_was(tmp_path, inherits):
    """`docs_dir: ../../content`: only the configuration's own folder was looked up, so that no past had any content."""
    made = Repo(tmp_path / "repo")
    config = made.root / "tools/goals/mkdocs.yml"
    config.parent.mkdir(parents=True)
    text = (made.root / "mkdocs.yml").read_text("utf-8").replace("docs_dir: content", "docs_dir: ../../content")
    (made.root / "mkdocs.yml").unlink()
    if inherits:
        # The file that says where the content is lies among the content.
        made.write({"base.yml": "docs_dir: ../../content\n"})
        text = text.replace("docs_dir: ../../content", "INHERIT: ../../content/base.yml")
    config.write_text(text, "utf-8")
    made.commit("2026-10-02", "Goals of the quarter", goal(120))
    made.commit("2026-10-16", "First number", goal(130))
    made.commit("2026-11-16", "Friday's number", goal(142))
    data = json.loads(exported(made, "--as-of", "2026-10-20", "-f", "tools/goals/mkdocs.yml"))
    (key_result,) = data["objectives"][0]["key_results"]
    assert (key_result["now"], key_result["source"]["path"]) == (130, "../../content/company/2026-Q4.yml")
    assert [(one["origin"], one["date"]) for one in key_result["checkins"]] == [
        ("git", "2026-10-02"),
        ("git", "2026-10-16"),
    ]
    said = okrsite(made, "diff", "HEAD~1", "-f", "tools/goals/mkdocs.yml")
    assert (said.returncode, "130" in said.stdout, "142" in said.stdout) == (0, True, True), said.stderr
    assert made.git("status", "--porcelain") == ""


@pytest.mark.parametrize("arguments", [("diff", "HEAD"), ("explain", "company", "--as-of", "2026-10-10")])
def test_without_a_repository_nothing_is_said_of_a_site(tmp_path, arguments):
    """Whoever asks for an earlier state builds no site: the cause and the way out are enough."""
    made = Repo(tmp_path / "repo")
    made.write(goal(120))
    shutil.rmtree(made.root / ".git")
    done = okrsite(made, *arguments)
    assert done.returncode == 2
    assert done.stderr == "error: OKR902 The content folder lies in no git repository.\n    `git init` makes one.\n"
