"""Real builds under a full disk, a folder that can't be written, a second builder, and whoever kills them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from stories import build_site

from okrsite.site.manifest import list_broken_files
from okrsite.site.publishing import lock_target

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives: [{title: Win, owner: Anna, key_results: [{title: Shops, from: 0, to: 3, now: 1}]}]\n",
}
AS_SOMEBODY = ("-c", "user.name=A", "-c", "user.email=a@example.org")
LIMITED = """
import resource, signal, sys
sys.dont_write_bytecode = True  # Python would leave a part of what it compiles, and everybody would fail to load that
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
from okrsite.cli import main
main()
"""
# Builds again and again, each time with another page in the navigation, in one process forked after everything is loaded
# and compiled: so a moment is a moment of a build, and now and then of one that replaces what another has published. When
# it is killed is told as a part of the work of a build: on a busy machine, too, some get as far as to publish.
BUILDER = """
import itertools, os, signal, sys, time
sys.path.insert(0, {tests!r})
from pathlib import Path
from made_once import make_once
from stories import build_site

def build(number):
    Path("content/note.md").write_text(f"# Note {{number}}\\n", "utf-8")
    build_site(Path("mkdocs.yml"), Path("site"))

with make_once():
    build("that compiles all templates")
    before = time.process_time()
    build("that is like those to come")
    work = time.process_time() - before
    for moment in sys.stdin:
        child = os.fork()
        if not child:
            signal.setitimer(signal.ITIMER_PROF, work * float(moment))
            for number in itertools.count():
                build(f"{{os.getpid()}} {{number}}")
        print(os.WTERMSIG(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture
def project_folder(tmp_path) -> Path:
    for path, text in FILES.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Test\ndocs_dir: content\ntheme: {name: material}\nplugins: [search, {okrsite: {today: 2026-11-20}}]\n",
        encoding="utf-8",
    )
    build_site(tmp_path / "mkdocs.yml", tmp_path / "site")
    return tmp_path


def okrsite(folder: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    how = ["-c", code] if code else ["-m", "okrsite"]
    return subprocess.run(
        [sys.executable, *how, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=900
    )


def left(folder: Path) -> list[str]:
    """Return what a build should not have left beside the site."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".site")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
@pytest.mark.parametrize("size", [0, 200, 4_000, 30_000, 60_000, 100_000])
def test_a_full_disk_leaves_the_last_site_and_says_so(project_folder, size):
    before = {path: path.read_bytes() for path in (project_folder / "site").rglob("*") if path.is_file()}
    (project_folder / "content" / "new.md").write_text("# Else there would be nothing to do\n", encoding="utf-8")
    done = okrsite(project_folder, "build", code=LIMITED.format(size=size))
    assert done.returncode == 1, done.stderr
    assert "ulimit -f" in done.stderr and "Make room" not in done.stderr, done.stderr
    assert "Traceback" not in done.stderr, done.stderr[-600:]
    assert done.stderr.strip()
    assert list_broken_files(project_folder / "site") == []
    assert {path: path.read_bytes() for path in (project_folder / "site").rglob("*") if path.is_file()} == before
    assert left(project_folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
def test_a_full_folder_for_temporary_files_leaves_the_last_site_and_says_so(project_folder):
    """Git's answers wait there: where there is a repository, it is missed before anything is written."""
    before = {path: path.read_bytes() for path in (project_folder / "site").rglob("*") if path.is_file()}
    (project_folder / "content" / "new.md").write_text("# Else there would be nothing to do\n", encoding="utf-8")
    for command in (("init", "-q"), ("add", "content"), (*AS_SOMEBODY, "commit", "-qm", "Goals")):
        subprocess.run(["git", *command], cwd=project_folder, check=True)
    done = okrsite(project_folder, "build", code=LIMITED.format(size=0))
    assert done.returncode == 1 and "Make room where temporary files lie" in done.stderr, done.stderr
    assert {path: path.read_bytes() for path in (project_folder / "site").rglob("*") if path.is_file()} == before
    assert left(project_folder) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(project_folder):
    closed = project_folder / "closed"
    closed.mkdir(mode=0o555)
    done = okrsite(project_folder, "build", "-o", str(closed / "site"))
    assert (done.returncode, "can't be written" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("where", ["/proc/okrsite/site", "file/site"])
def test_a_target_where_nothing_can_be_made_is_said(project_folder, where):
    (project_folder / "file").write_text("", encoding="utf-8")
    done = okrsite(project_folder, "build", "-o", where)
    assert done.returncode == 2, done.stderr
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert list_broken_files(project_folder / "site") == []


def test_a_second_builder_is_turned_away_and_breaks_nothing(project_folder):
    with lock_target(project_folder / "site"):
        done = okrsite(project_folder, "build")
    assert done.returncode == 2
    assert "Another build" in done.stderr
    assert list_broken_files(project_folder / "site") == []


def test_two_builders_at_once_leave_one_whole_site(project_folder):
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "okrsite", "build"], cwd=project_folder, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [each.communicate(timeout=900)[1] for each in both]
    codes = sorted(each.returncode for each in both)
    assert codes in ([0, 0], [0, 2]), said
    assert list_broken_files(project_folder / "site") == []
    assert left(project_folder) == []


class Reader:
    """Fetches the site all the while, as a visitor does, and notes every page that is not whole."""

    def __init__(self, site: Path) -> None:
        self.fetched = 0
        self.broken: list[str] = []
        self.homes: set[bytes] = set()
        """Home pages that were met."""
        self._site = site
        self._going = True
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while self._going:
            for name in ("index.html", "company/index.html", "404.html", "search/search_index.json"):
                try:
                    data = (self._site / name).read_bytes()
                except OSError as error:
                    self.broken.append(f"{name}: {error}")
                    continue
                self.fetched += 1
                if name == "index.html":
                    self.homes.add(data)
                if not data.rstrip().endswith((b"</html>", b"}")):
                    self.broken.append(f"{name}: {len(data)} bytes")
            time.sleep(0.001)

    def stop(self) -> None:
        self._going = False
        self._thread.join()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only here are two folders exchanged in one step")
def test_fifty_killed_builds_never_show_a_reader_a_broken_page(project_folder):
    site = project_folder / "site"
    builder = subprocess.Popen(
        [sys.executable, "-c", BUILDER.format(tests=str(Path(__file__).parents[1]))], cwd=project_folder, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    chance = random.Random(5)
    reader = Reader(site)
    try:
        for _ in range(50):
            builder.stdin.write(f"{chance.uniform(0.001, 1.5)}\n")
            builder.stdin.flush()
            assert int(builder.stdout.readline()) == signal.SIGPROF  # nobody catches it: that is the end at once
            assert list_broken_files(site) == []
    finally:
        reader.stop()
        builder.stdin.close()
        builder.wait(timeout=300)
        builder.stdout.close()
    assert reader.broken == []
    assert reader.fetched > 100
    assert len(reader.homes) > 4, "some came as far as to publish"
    build_site(project_folder / "mkdocs.yml", site)
    assert left(project_folder) == []
    shutil.rmtree(site)
