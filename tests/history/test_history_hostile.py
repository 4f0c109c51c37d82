"""A repository that wants to run something, write somewhere, or say what mustn't be said."""

from __future__ import annotations

import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from git_repository import Repo, objective

from okrsite.history import log
from okrsite.history.git import GitError
from okrsite.history.log import clean_git_text
from okrsite.history.tree import PastTree, open_past_tree

FILE = "teams/marketing/2026-Q4.yml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repository")


def everything(repo: Repo) -> None:
    """Make every call that we make."""
    assert repo.past().events
    tree = open_past_tree(repo.root, "2026-12-31", "UTC")
    assert isinstance(tree, PastTree)
    assert tree.read_files(tree.list_entries("content"))


def test_nothing_that_a_repository_configures_is_run(repo, tmp_path):
    canary = tmp_path / "canary"
    program = tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
    program.chmod(0o755)
    repo.commit("2026-10-01", "Start", {FILE: objective(), "../.gitattributes": "*.yml diff=evil filter=evil\n"})
    repo.commit("2026-10-02", "Later", {FILE: objective(now="130")})
    signed = repo.git("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n", 1
    )
    repo.git("reset", "-q", "--hard", repo.git("hash-object", "-t", "commit", "-w", "--stdin", feed=signed.encode()))
    for key in (
        "core.fsmonitor", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.smudge",
        "filter.evil.clean", "gpg.program", "core.pager", "pager.log", "core.editor", "core.sshCommand", "alias.log",
        "core.askPass", "credential.helper", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        repo.git("config", key, str(program))
    repo.git("config", "log.showSignature", "true")
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        target = repo.root / ".git/hooks" / hook
        target.parent.mkdir(exist_ok=True)
        target.write_text(program.read_text())
        target.chmod(0o755)
    # The trap works: git itself, asked in the plain way, falls into it.
    repo.git("log", "-1")
    assert canary.exists()
    canary.unlink()
    everything(repo)
    assert not canary.exists()


def test_configuration_that_changes_what_git_prints_changes_nothing(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.git("mv", "content/teams/marketing", "content/teams/growth")
    repo.commit("2026-10-02", "Away", {"teams/growth/2026-Q4.yml": objective(title="Meet more people")})
    before = repo.past()
    for key, value in {
        "log.showRoot": "false", "log.diffMerges": "off", "log.follow": "true", "diff.renames": "false",
        "diff.renameLimit": "1", "diff.orderFile": "/nowhere", "diff.relative": "false", "color.ui": "always",
        "log.decorate": "full", "format.pretty": "raw", "i18n.logOutputEncoding": "UTF-16", "core.quotePath": "true",
        "log.mailmap": "true", "log.date": "relative", "notes.displayRef": "*", "core.abbrev": "4",
    }.items():  # fmt: skip
        repo.git("config", key, value)
    repo.write({"../.mailmap": "Somebody Else <secret@example.org>\n"})
    assert repo.past() == before
    assert [event.kind for event in before.events] == ["created", "value", "moved", "title"]


def test_replaced_objects_and_the_callers_environment_change_nothing(repo, monkeypatch, tmp_path):
    first = repo.commit("2026-10-01", "Start", {FILE: objective()})
    second = repo.commit("2026-10-02", "Later", {FILE: objective(now="130")})
    before = repo.past()
    repo.git("replace", second, first)
    for name, value in {
        "GIT_DIR": str(tmp_path),
        "GIT_WORK_TREE": "/",
        "GIT_INDEX_FILE": "/x",
        "GIT_TRACE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert repo.past() == before


def test_nothing_is_written(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    before = {path: path.stat().st_mtime_ns for path in repo.root.rglob("*")}
    everything(repo)
    assert {path: path.stat().st_mtime_ns for path in repo.root.rglob("*")} == before


def test_a_partial_clone_fetches_nothing(repo, tmp_path):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.commit("2026-10-02", "Later", {FILE: objective(now="130")})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.root}", str(tmp_path / "partial"))
    partial = Repo(tmp_path / "partial")
    partial.git("config", "protocol.file.allow", "always")
    packs = sorted((partial.root / ".git/objects").rglob("*"))
    assert [notice.kind for notice in partial.past().notices] == ["not read"]
    assert sorted((partial.root / ".git/objects").rglob("*")) == packs


def test_names_of_files_are_nothing_but_names(repo):
    odd = {
        "teams/-rf/2026-Q4.yml": objective(),
        "--output=x.md": "x",
        "teams/marketing/new\nline.md": "x",
        ":(exclude)*": "x",
        ":100644 100644 a b M": "x",
        "teams/commit 0/2026-Q4.yml": "x",
    }
    repo.commit("2026-10-01", "Start", {FILE: objective(), **odd})
    repo.commit("2026-10-02", "Later", {**odd, FILE: objective(now="130"), "--output=x.md": "y", "commit abc": "z"})
    assert [event.kind for event in repo.past().events] == ["created", "value", "value"]
    tree = open_past_tree(repo.root, "HEAD", "UTC")
    assert {entry.path for entry in tree.list_entries("content")} == {
        f"content/{path}" for path in (FILE, *odd, "commit abc")
    }
    assert not (repo.root / "x.md").exists()


@pytest.mark.parametrize("wanted", ["--output=canary", "-h", "HEAD\0x", "HEAD^{tree}", "nowhere", "", "HEAD:content"])
def test_a_name_of_a_commit_is_no_option(repo, wanted):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    found = open_past_tree(repo.root, wanted, "UTC")
    assert found.kind == "no such commit"
    assert not (repo.root / "canary").exists()


def test_links_and_repositories_in_the_repository_are_no_files(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    folder = repo.root / "content/company"
    folder.mkdir()
    (folder / "2026.yml").symlink_to("/etc/passwd")
    repo.git("add", "-A")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/teams/other/2026-Q4.yml")
    repo.git("commit", "-qm", "Odd things")
    assert {event.ref for event in repo.past().events} == {"marketing/2026-Q4/events"}
    assert repo.past().notices == ()
    tree = open_past_tree(repo.root, "HEAD", "UTC")
    kinds = {entry.path.removeprefix("content/"): entry.kind for entry in tree.list_entries("content")}
    assert kinds == {FILE: "file", "company/2026.yml": "link", "teams/other/2026-Q4.yml": "other"}
    assert list(tree.read_files(tree.list_entries("content"))) == [f"content/{FILE}"]


def test_a_huge_file_is_not_unpacked(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective(), "company/2026.yml": b"# " + b"x" * 3_000_000})
    repo.commit("2026-10-02", "Later", {"company/2026.yml": objective("goal", "Grow")})
    past = repo.past()
    assert [notice.kind for notice in past.notices] == ["passed over"]
    assert len(past.events) == 4
    tree = open_past_tree(repo.root, "HEAD~1", "UTC")
    assert tree.read_files(tree.list_entries("content"))["content/company/2026.yml"] is None


def test_who_and_why_are_plain_lines_without_addresses(repo):
    tree = repo.commit("2026-10-01", "Start", {FILE: objective()})
    tree = repo.git("rev-parse", f"{tree}^{{tree}}")
    commit = (
        f"tree {tree}\nauthor <script>alert(1)</script>\x1b[31m\u202ex <a@b.example> 1790000000 +0000\n"
        f"committer x <secret@example.org> 99999999999999999 +0000\n\nFor anna@example.org: \x07now\u202e\u200b 130\n"
    )
    repo.git("reset", "-q", "--hard", repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", feed=commit.encode()))  # fmt: skip
    found = repo.past().events[0].commit
    assert found.subject == "For anna: now 130"
    assert "example" not in found.author
    assert all(sign.isprintable() for sign in found.author)
    assert found.day.isoformat() == "1970-01-01"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("anna@example.org", "anna"),
        ("Anna <anna.berg@mail.example.org>", "Anna anna.berg"),
        ("'anna'@example.org", "'anna'@example.org"),
        ("Update pkg@2.1.0 for @anna", "Update pkg@2.1.0 for @anna"),
        ("a\nb\tc\x00", "a b c"),
        ("x" * 500, "x" * 200),
        ("\u202e", ""),
    ],
)
def test_shown(typed, said):
    assert clean_git_text(typed) == said


def test_an_author_of_many_full_stops_costs_no_time():
    # Each was twice the work of the one before.
    typed = "a@" + "a." * 190 + "_"
    assert clean_git_text(typed) == typed[:200]
    assert clean_git_text("Anna <anna.b@c-d.example.org>, b@x..com") == "Anna anna.b, b"


def test_a_log_that_no_git_would_write_is_an_error_or_ends():
    commit = "a" * 40
    raw = f"commit {commit}\0{commit} {commit}\0A\x001790000000\0S\0".encode()
    logged_commits = list(log._parse_commits(log._split_tokens(io.BytesIO(raw)), ZoneInfo("UTC")))
    assert [branch_step.step.commit.id for branch_step in log.list_branch_steps(logged_commits, commit)] == [commit]
    broken = raw + b"\n:100644 100644 " + b"\xf0" * 40 + b" " + b"b" * 40 + b" M\0content/a.md\0"
    with pytest.raises(GitError):
        list(log._parse_commits(log._split_tokens(io.BytesIO(broken)), ZoneInfo("UTC")))
