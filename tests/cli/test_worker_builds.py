"""A site that several processes have made is that which one makes, and the gate sees every byte of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from command_line import call
from company_with_teams import FILES as COMPANY
from company_with_teams import objectives
from jinja2 import Environment

from okrsite import workers
from okrsite.gate.headers import make_policy
from okrsite.pages import making
from okrsite.pages.making import divide_pages
from okrsite.pages.template_cache import create_template_cache
from okrsite.site import inspection, page_writing, work_beside_host
from okrsite.site.mkdocs import plugin
from okrsite.site.mkdocs.host import MkDocsHost
from okrsite.site.page_frames import FramedPage
from okrsite.spool import Spools

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")


LINKED = "    why: See [it](../../plan.pdf).\n"
FILES = COMPANY | {
    "people.yml": "anna: {name: Anna}\n",
    "teams/finance/2026-Q4.yml": objectives("Finance", LINKED + "    contributes_to: [company/goal1]\n"),
    "teams/shops/2026-Q3.yml": objectives("Shops", LINKED + "    audience: internal\n"),
}
PEOPLE = "anna: {name: Anna}\nfish: {name: Fish & Chips}\nother: {name: '<i>Other</i> \"one\"'}\n"
"""Names that a theme would escape."""


def read_site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def made(project):
    made = project(FILES)
    (made.root / "content/plan.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    return made


def build(made, output: Path, *options: object) -> dict[str, bytes]:
    done = call("build", "--no-color", "-f", made.config, "-o", output, "-v", *options)
    assert done.status == 0, done
    return read_site(output)


@pytest.fixture
def use_workers(monkeypatch):
    """Has builds use so many workers from now on; at the end, they must have."""
    forked: list[int] = []
    fork = os.fork

    def count_and_fork() -> int:
        forked.append(1)
        return fork()

    def use(count: int = 2) -> None:
        monkeypatch.setattr(os, "fork", count_and_fork)
        for module in (making, page_writing, work_beside_host):
            monkeypatch.setattr(module, "choose_worker_count", lambda pages: count)

    yield use
    assert len(forked) >= 2


@pytest.mark.parametrize("options", [(), ("--audience", "public"), ("--audience", "public", "--on-error", "isolate")])
def test_with_workers_and_without_the_site_is_the_same(made, tmp_path, use_workers, options):
    alone = build(made, tmp_path / "alone", *options)
    use_workers(3)
    assert build(made, tmp_path / "together", *options) == alone


def test_workers_keep_the_maps_that_they_lay_out_as_one_process_does(made, tmp_path, use_workers):
    kept = made.root / ".okrsite/cache/maps.jsonl"
    build(made, tmp_path / "alone")
    alone = kept.read_bytes()
    kept.unlink()
    use_workers(3)
    build(made, tmp_path / "together")
    assert kept.read_bytes() == alone


def test_so_it_is_where_the_host_renders_each_page(project, tmp_path, use_workers):
    made = project(FILES, render="full")
    (made.root / "content/plan.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    alone = build(made, tmp_path / "alone")
    use_workers()
    assert build(made, tmp_path / "together") == alone


def test_titles_that_fit_into_no_frame_are_put_there_by_the_host(project, tmp_path, use_workers):
    made = project(FILES | {"teams/shops/2026-Q4.yml": objectives("Fish & <b>chips</b>", ""), "people.yml": PEOPLE})
    alone = build(made, tmp_path / "alone")
    use_workers()
    assert build(made, tmp_path / "together") == alone


def test_a_hook_is_told_of_all_pages_whoever_makes_them(project, tmp_path, use_workers):
    made = project(FILES)
    (made.root / "content/plan.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    told = made.root / "told.txt"
    (made.root / "hook.py").write_text(
        f"def on_nav(nav, config, files):\n"
        f"    open({str(told)!r}, 'w').write(' '.join(file.src_uri for file in files.documentation_pages()))\n",
        "utf-8",
    )
    made.config.write_text(f"{made.config.read_text('utf-8')}\nhooks: [hook.py]\n", "utf-8")
    alone, told_alone = build(made, tmp_path / "alone"), set(told.read_text("utf-8").split())
    use_workers()
    assert build(made, tmp_path / "together") == alone
    assert set(told.read_text("utf-8").split()) == told_alone
    assert "objectives/shops/2026-Q4/goal1.md" in told_alone


def test_a_page_that_a_hook_takes_out_at_last_is_missing_whoever_makes_it(project, tmp_path, use_workers):
    made = project(FILES)
    (made.root / "content/plan.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (made.root / "hook.py").write_text(
        "from mkdocs.plugins import event_priority\n\n"
        "@event_priority(-100)\n"
        "def on_files(files, config):\n"
        "    files.remove(files.src_uris['objectives/finance/2026-Q4/goal2.md'])\n"
        "    return files\n",
        "utf-8",
    )
    made.config.write_text(f"{made.config.read_text('utf-8')}\nhooks: [hook.py]\n", "utf-8")
    use_workers()
    done = call("build", "--no-color", "-f", made.config, "-o", tmp_path / "site")
    assert (done.status, "GATE210" in done.err) == (1, True), done  # other pages lead to it
    assert "finance/2026-Q4/goal2" in done.err


def test_the_host_is_told_of_pages_that_it_renders_and_of_no_others(made, tmp_path, monkeypatch, use_workers):
    told: set[str] = set()

    def add_and_note(*values):
        added = add_pages(*values)
        told.update(added)
        return added

    add_pages = plugin.add_pages
    monkeypatch.setattr(plugin, "add_pages", add_and_note)
    use_workers()
    site = build(made, tmp_path / "site")
    assert "teams/finance/index.html" in site and "teams/finance/index.md" not in told
    assert {"index.md", "teams/index.md"} <= told


def test_so_it_is_where_every_worker_is_killed(made, tmp_path, monkeypatch, use_workers):
    alone = build(made, tmp_path / "alone")
    use_workers()
    here, make = os.getpid(), making.PageMaker.make_page

    def make_or_die(self, uri):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return make(self, uri)

    monkeypatch.setattr(making.PageMaker, "make_page", make_or_die)
    assert build(made, tmp_path / "together") == alone


def test_pages_of_workers_are_taken_over_by_the_next_build(made, tmp_path, use_workers):
    use_workers()
    build(made, tmp_path / "site")
    path = made.root / "content/teams/finance/2026-Q4.yml"
    path.write_text(path.read_text("utf-8").replace("now: 2", "now: 9"), "utf-8")
    kept = tmp_path / "site/objectives/sales/2026-Q4/goal2/index.html"
    inode = kept.stat().st_ino
    again = build(made, tmp_path / "site")
    assert kept.stat().st_ino == inode
    assert again == build(made, tmp_path / "new")


def test_mkdocs_alone_writes_what_workers_have_made(made, tmp_path):
    alone = build(made, tmp_path / "alone")
    script = (
        "from okrsite.pages import making\n"
        "making.choose_worker_count = lambda pages: 2\n"
        "from mkdocs.__main__ import cli\ncli()\n"
    )
    subprocess.run(
        [sys.executable, "-c", script, "build", "-q", "-d", str(tmp_path / "by-mkdocs")],
        cwd=made.root,
        check=True,
        timeout=600,
    )
    by_mkdocs = read_site(tmp_path / "by-mkdocs")
    pages = {path for path in alone if path.startswith(("teams/", "objectives/"))}
    assert pages <= by_mkdocs.keys()
    maps = [path for path in pages if not path.endswith(".html")]
    assert maps and all(by_mkdocs[path] == alone[path] for path in maps)


def test_what_no_page_may_hold_is_found_by_a_worker_and_said_once(made, tmp_path, monkeypatch, use_workers):
    """Of the page of each frame that is looked at beforehand, too."""
    use_workers()
    monkeypatch.setattr(inspection, "_MOST_REPEATED", 1_000)  # each by itself, and not all of them in one line
    render = FramedPage.render
    monkeypatch.setattr(FramedPage, "render", lambda self, body: render(self, body + b"<script>alert(1)</script>"))
    done = call("build", "--no-color", "-f", made.config, "-o", tmp_path / "site")
    assert done.status == 1
    found = [line for line in done.said.splitlines() if "GATE204" in line]
    assert len(found) == len(set(found)), "a script is found as an element and by what it holds, each once"
    faulty = Counter(line.split(":")[1].strip() for line in found)
    assert len(faulty) > 10
    assert "objectives/sales/2026-Q4/goal3/index.html" in faulty
    assert set(faulty.values()) == {2}
    assert not (tmp_path / "site").exists()


def poison(drawing: str) -> str:
    return drawing.replace("</svg>", "<script>alert(1)</script></svg>")


def find_poisoned(done) -> Counter[str]:
    assert done.status == 1
    return Counter(line.split(":")[1].strip() for line in done.said.splitlines() if "GATE304" in line)


def end_beside_host(monkeypatch, *, at_once: bool) -> None:
    """Have the worker beside the host look at no file, or at all of them, however long the host takes."""
    monkeypatch.setattr(work_beside_host._SharedFlag, "is_set", at_once)


@pytest.mark.parametrize("at_once", [True, False], ids=["when it is written", "while it waits"])
def test_what_no_drawing_may_hold_is_found_and_said_once(made, tmp_path, monkeypatch, use_workers, at_once):
    use_workers()
    end_beside_host(monkeypatch, at_once=at_once)
    monkeypatch.setattr(inspection, "_MOST_REPEATED", 1_000)
    add_text = Spools.add_text
    monkeypatch.setattr(Spools, "add_text", lambda self, spool, text: add_text(self, spool, poison(text)))
    faulty = find_poisoned(call("build", "--no-color", "-f", made.config, "-o", tmp_path / "site"))
    assert "teams/sales/map.svg" in faulty
    assert set(faulty.values()) == {1}
    assert not (tmp_path / "site").exists()


def test_a_drawing_that_is_written_otherwise_than_it_was_looked_at_is_inspected(
    made, tmp_path, monkeypatch, use_workers
):
    use_workers()
    end_beside_host(monkeypatch, at_once=False)
    write_file = page_writing._write_file

    def write_otherwise(path: str, data: bytes, folders: set[str]) -> str:
        poisoned = path.endswith("teams/sales/map.svg")
        return write_file(path, poison(data.decode()).encode() if poisoned else data, folders)

    monkeypatch.setattr(page_writing, "_write_file", write_otherwise)
    faulty = find_poisoned(call("build", "--no-color", "-f", made.config, "-o", tmp_path / "site"))
    assert faulty == {"teams/sales/map.svg": 1}
    assert not (tmp_path / "site").exists()


def test_pages_declare_the_right_policy_where_it_was_told_wrong_beforehand(made, tmp_path, monkeypatch, use_workers):
    alone = build(made, tmp_path / "alone")
    use_workers()
    wrong = make_policy(["alert(1)"], [], data_pictures=False)
    monkeypatch.setattr(page_writing, "make_seen_policy", lambda *seen: wrong)
    written = tmp_path / "written"
    write_file = page_writing._write_file

    def note_and_write(path: str, data: bytes, folders: set[str]) -> str:
        if path.endswith(".html"):
            written.write_bytes(data)
        return write_file(path, data, folders)

    monkeypatch.setattr(page_writing, "_write_file", note_and_write)
    assert build(made, tmp_path / "together") == alone
    assert wrong.format_meta().encode() in written.read_bytes()


def test_pages_of_a_unit_and_of_its_objectives_are_in_one_batch():
    uris = [
        "teams/a/index.md",
        "teams/a/2026.md",
        "objectives/a/2026/x.md",
        "teams/b/index.md",
        "people/x.md",
        "people/y.md",
    ]
    batches = divide_pages(uris, 2)
    assert batches == [["teams/a/index.md", "teams/a/2026.md", "objectives/a/2026/x.md"], *([uri] for uri in uris[3:])]


def test_no_worker_no_templates_beforehand(made, monkeypatch):
    """The host compiles by itself what it needs of them, and no template is parsed twice."""
    build(made, made.root / "site")
    edited = made.root / "content/teams/shops/2026-Q4.yml"
    edited.write_text(edited.read_text("utf-8").replace("Shops goal 1", "Another goal"), encoding="utf-8")
    monkeypatch.setattr(MkDocsHost, "compile_templates", lambda self: pytest.fail("compiled beforehand"))
    build(made, made.root / "site")


def test_after_an_edit_a_worker_compiles_the_templates_of_pages_and_of_their_frame(made, tmp_path, monkeypatch):
    """And this process compiles none of them again; where the worker was killed, it does."""
    here, compiled, compile_template = os.getpid(), [], Environment.compile
    edited = made.root / "content/teams/shops/2026-Q4.yml"

    def compile_and_note(environment: Environment, source, name=None, *rest, **options):
        if os.getpid() == here:
            compiled.append(name)
        elif killed:
            os.kill(os.getpid(), signal.SIGKILL)
        return compile_template(environment, source, name, *rest, **options)

    monkeypatch.setattr(Environment, "compile", compile_and_note)
    monkeypatch.setattr(workers, "choose_worker_count", lambda pages: 2 if pages else 1)
    site = made.root / "site"
    text = edited.read_text("utf-8")
    for killed, title in ((False, "Another goal"), (True, "One more goal")):
        build(made, site)
        edited.write_text(text.replace("Shops goal 1", title), encoding="utf-8")
        create_template_cache.cache_clear()
        compiled.clear()
        together = build(made, site)
        assert ("base.html" in compiled) == killed
        assert ("okr/pages/home.html" in compiled) == killed
        shutil.rmtree(made.root / ".okrsite")
        assert build(made, site) == together
