"""The CI files of a new repository: valid for their forge, and run step by step in a fresh clone of it.

What is left out is the installation, in place of which copies of this process answer to okrsite on the path, and what only
the forge can do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from forked_commands import serve_commands
from project_tree import TODAY
from stories import build_site

from okrsite.starting.answers import OWN_SOURCE, Answers
from okrsite.starting.files import list_files

ROOT = Path(__file__).parents[2]
INSTALL = "python -m pip install -r requirements.txt"
PREVIEW = "https://preview.example.org/{number}/"
FILES = {"github": ".github/workflows/okrs.yml", "gitlab": ".gitlab-ci.yml"}
SCHEMAS = {
    "github": ["--builtin-schema", "vendor.github-workflows"],
    "gitlab": ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
}
BROKEN = "## A goal\n\n- Owner: Alex Example\n- Contributes to: company/nothing\n\n- KR: Bread: 0 → 9\n  - Id: bread\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="CI runs these lines in a shell of Linux")


@dataclass
class Ran:
    status: int
    log: str


class Clone:
    """A clone of a new repository on a machine of a forge."""

    def __init__(self, forge: str, origin: Path, folder: Path, installed: Path) -> None:
        self.folder = folder
        self._installed = installed
        self.secrets = {"CHAT_WEBHOOK": ""}
        """What the forge keeps and hands to jobs; a secret that isn't there is empty."""
        answers = Answers(name="Riverside", team="Workshop", forge=forge, source=OWN_SOURCE, today=TODAY)
        for path, data in list_files(answers).items():
            (origin / path).parent.mkdir(parents=True, exist_ok=True)
            (origin / path).write_bytes(data)
        for command in ("init -q -b main", "add -A", "commit -q -m Begin"):
            self.git(origin, *command.split())
        self.git(origin, "clone", "-q", str(origin), str(folder))
        self.ci = yaml.safe_load((folder / FILES[forge]).read_text(encoding="utf-8"))

    @staticmethod
    def git(folder: Path, *arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)

    def run(self, script: str, **variables: str) -> Ran:
        environment = {**os.environ, "CI": "true", "SOURCE_DATE_EPOCH": "1795132800", **variables}  # noon of TODAY
        folders = (self.folder / "bin", self._installed, Path(sys.executable).parent, os.environ["PATH"])
        environment["PATH"] = os.pathsep.join(map(str, folders))
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=self.folder, env=environment, check=False, timeout=600,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        )  # fmt: skip
        return Ran(done.returncode, done.stdout)


class GitHub(Clone):
    def __init__(self, origin: Path, folder: Path, installed: Path) -> None:
        super().__init__("github", origin, folder, installed)

    def run_job(self, name: str) -> Ran:
        """Run the shell steps of a job, one after the other, until one of them fails."""
        log = ""
        for step in self.ci["jobs"][name]["steps"]:
            if "run" not in step or step["run"] == INSTALL:
                continue
            assert "${{" not in step["run"]  # what a forge puts in reaches a shell as a variable, never as its text
            variables = {**self.ci["env"], **step.get("env", {})}
            done = self.run(step["run"], **{name: self.fill(value) for name, value in variables.items()})
            log += done.log
            if done.status:
                return Ran(done.status, log)
        return Ran(0, log)

    def fill(self, value: str) -> str:
        known = {
            **{f"secrets.{name}": text for name, text in self.secrets.items()},
            "github.server_url": "https://github.com", "github.repository": "riverside/okrs",
            "steps.pages.outputs.base_url": "https://riverside.github.io/okrs", "github.base_ref": "main",
            "github.token": "secret", "github.event.pull_request.number": "7", "vars.PREVIEW_URL": PREVIEW,
        }  # fmt: skip
        for name, text in known.items():
            value = value.replace("${{ " + name + " }}", text)
        assert "${{" not in value
        return value


class GitLab(Clone):
    def __init__(self, origin: Path, folder: Path, installed: Path) -> None:
        super().__init__("gitlab", origin, folder, installed)
        assert self.ci["default"]["before_script"] == [INSTALL]

    def run_job(self, name: str) -> Ran:
        """Run the lines of a job in one shell, as a runner does."""
        known = {
            "CI_PROJECT_URL": "https://code.example.org/riverside/okrs",
            "CI_PAGES_URL": "https://okrs.pages.example.org",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": "origin/main",
            "CI_API_V4_URL": "https://code.example.org/api/v4",
            "CI_PROJECT_ID": "3",
            "CI_MERGE_REQUEST_IID": "7",
            "COMMENT_TOKEN": "secret",
            "PREVIEW_URL": PREVIEW,
            **self.secrets,
        }
        variables = dict(self.ci["variables"])
        for variable, text in known.items():
            variables = {key: value.replace(f"${variable}", text) for key, value in variables.items()}
        del variables["PIP_CACHE_DIR"]
        return self.run("set -o pipefail\n" + "\n".join(self.ci[name]["script"]), **known, **variables)


def build_any(folder: Path) -> None:
    for path, data in list_files(
        Answers(name="Any", team="Any", forge="gitlab", source=OWN_SOURCE, today=TODAY)
    ).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    build_site(folder / "mkdocs.yml", folder / "site")


@pytest.fixture(scope="module")
def installed() -> Iterator[Path]:
    with serve_commands(build_any) as folder:
        yield folder


@pytest.fixture
def github(tmp_path, installed):
    return GitHub(tmp_path / "origin", tmp_path / "clone", installed)


@pytest.fixture
def gitlab(tmp_path, installed):
    return GitLab(tmp_path / "origin", tmp_path / "clone", installed)


def check_schema(forge: str, file: Path) -> str:
    command = [sys.executable, "-m", "check_jsonschema", *SCHEMAS[forge], str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("forge", FILES)
def test_what_ci_reads_is_valid_by_the_schema_that_its_forge_publishes(forge, tmp_path):
    answers = Answers(name="Riverside", team="Workshop", forge=forge, source=OWN_SOURCE, today=TODAY)
    file = tmp_path / "ci.yml"
    file.write_bytes(list_files(answers)[FILES[forge]])
    assert check_schema(forge, file) == ""
    # The schema can tell: it is no empty one.
    word = b"runs-on:" if forge == "github" else b"script:\n"
    file.write_bytes(list_files(answers)[FILES[forge]].replace(word, b"x" + word))
    assert check_schema(forge, file) != ""


@pytest.mark.parametrize(
    "file",
    [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), ROOT / ".gitlab-ci.yml"],
    ids=lambda file: file.name,
)
def test_what_ci_reads_here_is_valid_too(file):
    assert check_schema("gitlab" if "gitlab" in file.name else "github", file) == ""


def test_github_checks_a_pull_request_and_builds_it(github):
    ran = github.run_job("check")
    assert (ran.status, "::error" in ran.log) == (0, False), ran.log
    assert (github.folder / "site" / "index.html").is_file()


def test_github_says_beside_the_line_what_is_wrong_and_stops(github):
    path = "content/teams/workshop/2026-Q4.md"
    (github.folder / path).write_text(BROKEN, encoding="utf-8")
    ran = github.run_job("check")
    assert ran.status == 1
    assert f"::error file={path},line=4" in ran.log
    assert not (github.folder / "site").exists()


def stand_in(clone: Clone, program: str, answer: str) -> Path:
    """Put a program in the place of the one that speaks with a forge; it notes what it is asked, and what it sends."""
    folder = clone.folder / "bin"
    folder.mkdir(exist_ok=True)
    asked = clone.folder / "asked.txt"
    (folder / program).write_text(
        f"#!/bin/bash\necho \"$@\" >> '{asked}'\n"
        f'for word in "$@"; do [ "$word" != notes.json ] || echo \'{answer}\' > notes.json; done\n'
        f"case \"$*\" in *PATCH*|*POST*|*PUT*) ;; *) echo '{answer}' ;; esac\n"
    )
    (folder / program).chmod(0o755)
    return asked


def add_bakery(clone: Clone) -> None:
    team = clone.folder / "content" / "teams" / "bakery" / "team.yml"
    team.parent.mkdir()
    team.write_text("name: Bakery @everyone\n", encoding="utf-8")
    clone.git(clone.folder, "checkout", "-q", "-b", "bakery")
    clone.git(clone.folder, "add", "content")
    clone.git(clone.folder, "commit", "-q", "-m", "Bakery")


def test_github_comments_on_what_a_pull_request_changes_and_writes_the_comment_anew(github):
    add_bakery(github)
    assert github.run_job("check").status == 0
    comment = (github.folder / "comment.md").read_text(encoding="utf-8")
    assert comment.startswith("<!-- okrsite diff -->\n**okrsite**: 1 change.")
    assert "**New unit**: `Bakery" in comment
    assert "(<https://preview.example.org/7/>)" in comment
    asked = stand_in(github, "gh", "")
    assert github.run_job("comment") == Ran(0, "")
    assert asked.read_text().splitlines()[1:] == [
        "api --silent --method POST repos/riverside/okrs/issues/7/comments --field body=@comment.md"
    ]
    stand_in(github, "gh", "12")
    assert github.run_job("comment") == Ran(0, "")
    assert asked.read_text().splitlines()[3:] == [
        "api --silent --method PATCH repos/riverside/okrs/issues/comments/12 --field body=@comment.md"
    ]


def test_github_says_nothing_where_nothing_changes_or_there_was_no_site(github):
    assert github.run_job("check").status == 0
    asked = stand_in(github, "gh", "")
    assert github.run_job("comment") == Ran(0, "")
    assert len(asked.read_text().splitlines()) == 1  # whether there is a comment to write anew
    (github.folder / "comment.md").unlink()
    assert github.run_job("comment") == Ran(0, "")
    assert len(asked.read_text().splitlines()) == 1


def test_gitlab_comments_on_what_a_merge_request_changes_and_writes_the_comment_anew(gitlab):
    add_bakery(gitlab)
    asked = stand_in(gitlab, "curl", "[]")
    ran = gitlab.run_job("comment")
    assert ran.status == 0, ran.log
    comment = (gitlab.folder / "comment.md").read_text(encoding="utf-8")
    assert "**New unit**: `Bakery" in comment
    assert "(<https://preview.example.org/7/>)" in comment
    notes = "https://code.example.org/api/v4/projects/3/merge_requests/7/notes"
    assert asked.read_text().splitlines()[-1].endswith(f"--request POST --data-urlencode body@comment.md {notes}")
    stand_in(gitlab, "curl", json.dumps([{"id": 5, "body": "Hm"}, {"id": 6, "body": "<!-- okrsite diff -->"}]))
    assert gitlab.run_job("comment").status == 0
    assert asked.read_text().splitlines()[-1].endswith(f"--request PUT --data-urlencode body@comment.md {notes}/6")


def test_github_publishes_a_merge_with_its_addresses(github):
    ran = github.run_job("build")
    assert ran.status == 0, ran.log
    site = github.folder / "site"
    page = (site / "teams" / "workshop" / "index.html").read_text(encoding="utf-8")
    assert "https://github.com/riverside/okrs/edit/main/content/teams/workshop/2026-Q4.md#L" in page
    assert "https://riverside.github.io/okrs/" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_github_publishes_all_else_where_a_file_is_wrong_and_warns(github):
    (github.folder / "content" / "teams" / "workshop" / "2026-Q4.md").write_text(BROKEN, encoding="utf-8")
    ran = github.run_job("build")
    assert (ran.status, "::warning::The content has errors" in ran.log) == (0, True), ran.log
    assert (github.folder / "site" / "company" / "index.html").is_file()


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_configuration_that_is_wrong_fails_the_build_and_leaves_the_last_site(forge, request):
    clone = request.getfixturevalue(forge)
    last = clone.folder / ("site" if forge == "github" else "public")
    last.mkdir()
    (last / "index.html").write_text("The last one.", encoding="utf-8")
    with (clone.folder / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write("site_name: Twice\n")
    ran = clone.run_job("build" if forge == "github" else "pages")
    assert ran.status != 0
    assert "stands twice" in ran.log
    assert (last / "index.html").read_text(encoding="utf-8") == "The last one."


@pytest.mark.parametrize("forge", FILES)
@pytest.mark.parametrize("broken", [False, True])
def test_on_mondays_the_week_is_reported_without_any_secret(forge, broken, request, tmp_path, monkeypatch):
    """Where something can't be read, the report says so, and the job doesn't fail for it."""
    clone = request.getfixturevalue(forge)
    if broken:
        (clone.folder / "content" / "teams" / "workshop" / "2026-Q4.md").write_text(BROKEN, encoding="utf-8")
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = clone.run_job("report")
    assert ran.status == 0, ran.log
    told = (clone.folder / "report.md").read_text(encoding="utf-8")
    assert told.startswith("## `Riverside")
    assert "week 47 of 2026\n" in told
    assert "](<https://riverside.github.io/okrs/>)" in told or "](<https://okrs.pages.example.org/>)" in told
    assert ("Some of the content can't be read" in told) is broken
    assert told in (summary.read_text(encoding="utf-8") if forge == "github" else ran.log)
    assert (clone.folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "review of week 47" in (clone.folder / "agenda.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("forge", FILES)
def test_the_report_is_posted_into_a_chat_where_a_secret_names_its_webhook(forge, request):
    """As JSON that holds all of the report; without the secret nobody is asked."""
    clone = request.getfixturevalue(forge)
    asked = stand_in(clone, "curl", "ok")
    assert clone.run_job("report").status == 0
    assert not asked.exists()
    clone.secrets["CHAT_WEBHOOK"] = "https://chat.example.org/hooks/1"
    ran = clone.run_job("report")
    assert ran.status == 0, ran.log
    assert asked.read_text(encoding="utf-8").split()[-3:] == [
        "--data",
        "@message.json",
        "https://chat.example.org/hooks/1",
    ]
    assert "https://chat.example.org" not in ran.log
    sent = json.loads((clone.folder / "message.json").read_text(encoding="utf-8"))
    assert sent == {"text": (clone.folder / "report.md").read_text(encoding="utf-8")}


def test_each_schedule_of_github_starts_one_job(github):
    monday = github.ci[True]["schedule"][1]["cron"]  # YAML 1.1 takes `on` for a truth
    assert f"schedule == '{monday}'" in github.ci["jobs"]["report"]["if"]
    assert f"schedule != '{monday}'" in github.ci["jobs"]["build"]["if"]


def test_each_schedule_of_gitlab_starts_one_job(gitlab):
    assert gitlab.ci["pages"]["rules"][0] == {"if": "$REPORT", "when": "never"}
    assert all("$REPORT" in rule["if"] for rule in gitlab.ci["report"]["rules"])


def test_gitlab_checks_a_merge_request_and_builds_it(gitlab):
    ran = gitlab.run_job("check")
    assert ran.status == 0, ran.log
    assert json.loads((gitlab.folder / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []
    assert (gitlab.folder / "site" / "index.html").is_file()


def test_gitlab_reports_what_is_wrong_and_says_it_in_the_log(gitlab):
    path = "content/teams/workshop/2026-Q4.md"
    (gitlab.folder / path).write_text(BROKEN, encoding="utf-8")
    ran = gitlab.run_job("check")
    assert (ran.status, f"{path}:4" in ran.log) == (1, True)
    report = json.loads((gitlab.folder / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert (path, 4) in {(entry["location"]["path"], entry["location"]["lines"]["begin"]) for entry in report}


def test_gitlab_publishes_a_merge_with_its_addresses_and_a_wrong_file_left_out(gitlab):
    ran = gitlab.run_job("pages")
    assert ran.status == 0, ran.log
    page = (gitlab.folder / "public" / "teams" / "workshop" / "index.html").read_text(encoding="utf-8")
    assert "https://code.example.org/riverside/okrs/-/edit/main/content/teams/workshop/2026-Q4.md#L" in page
    (gitlab.folder / "content" / "teams" / "workshop" / "2026-Q4.md").write_text(BROKEN, encoding="utf-8")
    ran = gitlab.run_job("pages")
    assert (ran.status, "can't be read" in ran.log or "company/nothing" in ran.log) == (0, True), ran.log


@pytest.mark.parametrize("forge", FILES)
def test_no_job_holds_more_rights_than_it_needs_and_all_of_them_end(forge, request):
    clone = request.getfixturevalue(forge)
    if forge == "github":
        assert clone.ci["permissions"] == {"contents": "read"}
        rights = {name: job.get("permissions", {}) for name, job in clone.ci["jobs"].items()}
        assert rights["check"] == {}  # what a pull request runs may only read
        assert all("timeout-minutes" in job for job in clone.ci["jobs"].values())
        checkouts = [
            step for job in clone.ci["jobs"].values() for step in job["steps"] if "checkout" in step.get("uses", "")
        ]
        assert [step["with"] for step in checkouts] == [{"fetch-depth": 0, "persist-credentials": False}] * 3
    text = (clone.folder / FILES[forge]).read_text(encoding="utf-8")
    assert text.count("pip install") == text.count(INSTALL)
