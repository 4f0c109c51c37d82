"""Building as such: the same bytes everywhere, nothing published that is wrong, a preview that follows the author."""

from __future__ import annotations

import filecmp
import html
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from stories import build_site

from okrsite.site.build_report import ContentErrors

ROOT = Path(__file__).parents[2]
GOALS = """
    objectives:
      - title: Win the north
        owner: Anna
        key_results: [{title: Shops, from: 0, to: 3, now: 1}]
"""
COMPANY = {"company/team.yml": "name: Company\n", "company/2026-Q4.yml": GOALS}


def files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def differing(one: Path, other: Path) -> list[str]:
    assert files(one) == files(other)
    return filecmp.cmpfiles(one, other, files(one), shallow=False)[1:][0]


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Anna", "-c", "user.email=anna@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """The example as a repository with one commit."""
    folder = tmp_path_factory.mktemp("repository")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text + "\nsite_url: https://goals.example.org/\n", encoding="utf-8")
    git(folder, "init", "--quiet", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "The example")
    return folder


@pytest.fixture(scope="module")
def ours(repository, tmp_path_factory):
    """Its site, built where it lies."""
    site = tmp_path_factory.mktemp("ours") / "site"
    here = run("okrsite", "build", "--strict", "-o", str(site), folder=repository, TZ="UTC", PYTHONHASHSEED="1")
    assert here.returncode == 0, here.stderr
    return site


def test_two_builds_of_one_commit_are_the_same_bytes_wherever_they_run(repository, ours, tmp_path):
    clone = tmp_path / "somewhere else" / "clöne"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    there = run(
        "okrsite",
        "build",
        "--strict",
        "-o",
        str(tmp_path / "there"),
        folder=clone,
        TZ="Pacific/Auckland",
        LC_ALL="C",
        LANG="C",
        PYTHONHASHSEED="4242",
        COLUMNS="40",
    )
    assert there.returncode == 0, there.stderr
    assert differing(ours, tmp_path / "there") == []


def test_mkdocs_alone_builds_the_same_site_but_for_what_the_gate_adds(repository, ours, tmp_path):
    theirs = run("mkdocs", "build", "--strict", "-d", str(tmp_path / "theirs"), folder=repository)
    assert theirs.returncode == 0, theirs.stderr
    shutil.copytree(ours, tmp_path / "ours")
    for name in ("_headers", "data/manifest.json"):
        (tmp_path / "ours" / name).unlink()
    policy = re.compile(
        rb'<meta http-equiv="Content-Security-Policy"[^>]*><meta name="referrer" content="no-referrer">'
    )
    for page in (tmp_path / "ours").rglob("*.html"):
        text, found = policy.subn(b"", page.read_bytes())
        assert found == 1
        page.write_bytes(text)
    assert differing(tmp_path / "ours", tmp_path / "theirs") == []


def test_what_is_wrong_is_never_published_and_the_last_site_stays(project, tmp_path):
    made = project(COMPANY)
    build_site(made.config, tmp_path / "site")
    before = {name: (tmp_path / "site" / name).read_bytes() for name in files(tmp_path / "site")}
    made.write({"company/2026-Q4.yml": GOALS.replace("to: 3", "to: three")})
    with pytest.raises(ContentErrors):
        build_site(made.config, tmp_path / "site")
    assert {name: (tmp_path / "site" / name).read_bytes() for name in files(tmp_path / "site")} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")] == []


def test_mkdocs_stops_before_it_empties_the_last_site(project, tmp_path):
    made = project(COMPANY)
    assert made.config.exists()
    assert run("mkdocs", "build", "-d", str(tmp_path / "site"), folder=made.root).returncode == 0
    made.write({"company/2026-Q4.yml": GOALS.replace("to: 3", "to: three")})
    failed = run("mkdocs", "build", "-d", str(tmp_path / "site"), folder=made.root)
    assert failed.returncode == 1
    assert "content/company/2026-Q4.yml:4" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_company_that_has_nothing_yet_gets_a_site_that_says_what_to_do(project, tmp_path):
    build_site(project({"company/team.yml": "name: Company\n"}).config, tmp_path / "site")
    assert "There are no company goals yet" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_attachments_are_published_and_nothing_that_a_browser_would_run(project, tmp_path):
    made = project(
        {**COMPANY, "company/plan.pdf": b"%PDF-1.7", "company/run.html": b"<script>1</script>", "x.js": b"1"}
    )
    build_site(made.config, tmp_path / "site")
    published = files(tmp_path / "site")
    assert "company/plan.pdf" in published
    assert not [name for name in published if name.endswith(("run.html", "x.js"))]


class Preview:
    """A live preview in a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", self.address],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def until(self, path: str, words: str) -> bool:
        """Whether a page says something before long."""
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=60) as answer:
                    if words in answer.read().decode("utf-8"):
                        return True
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
            time.sleep(0.1)
        return False


@pytest.fixture
def preview():
    running = []

    def start(folder):
        running.append(Preview(folder))
        return running[-1]

    yield start
    for each in running:
        each.process.terminate()
        each.process.wait(timeout=300)


def test_a_preview_follows_changes_in_both_spellings_and_shows_mistakes(project, preview):
    made = project(
        {
            **COMPANY,
            "teams/sales/team.yml": "name: Sales\n",
            "teams/sales/2026-Q4.md": "## Sell\n\n- Owner: Bea\n- KR: Deals\n  - From: 0\n  - To: 5\n  - Now: 1\n",
        }
    )
    assert made.config
    shown = preview(made.root)
    assert shown.until("company/", "Win the north")
    made.write({"company/2026-Q4.yml": GOALS.replace("Win the north", "Win the south")})
    assert shown.until("company/", "Win the south")
    made.write(
        {"teams/sales/2026-Q4.md": "## Sell more\n\n- Owner: Bea\n- KR: Deals\n  - From: 0\n  - To: 5\n  - Now: 1\n"}
    )
    assert shown.until("teams/sales/", "Sell more")
    made.write({"company/2026-Q4.yml": GOALS.replace("to: 3", "to: three")})
    assert shown.until("", "content/company/2026-Q4.yml")
    made.write({"company/2026-Q4.yml": GOALS})
    assert shown.until("company/", "Win the north")


@pytest.mark.parametrize("name", ['A "B": c', "<b>Müller</b> & Söhne", "O'Neil &amp; sons"])
def test_a_sites_name_is_shown_as_it_was_typed_also_by_templates_that_print_it_bare(project, name):
    made = project({"company/team.yml": "name: Company\n"})
    text = made.config.read_text(encoding="utf-8").replace("site_name: Test", f"site_name: {json.dumps(name)}")
    made.config.write_text(text, encoding="utf-8")
    build_site(made.config, made.root / "site")
    page = (made.root / "site" / "index.html").read_text(encoding="utf-8")
    head = re.search(r'<a href="[^"]*" title="([^"]*)" class="md-header__button md-logo" aria-label="([^"]*)"', page)
    assert {html.unescape(shown) for shown in head.groups()} == {name}
