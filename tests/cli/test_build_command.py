"""`okrsite build` and `serve`: what is published when, and what is said about it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml
from command_line import call, call_process
from data_files import read_site_data
from mkdocs.commands.build import build as host_build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort

import okrsite as package

GOOD = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: goal
            title: Goal
            owner: anna
            key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]
            checkins: [{date: 2026-11-19, by: anna, note: Fine}]
    """,
}
WARNING = {"teams/a/team.yml": "name: A\n", "teams/a/2026-Q4.yml": "objectives: [{id: o, title: O, owner: a}]\n"}
ERRORS = {
    "teams/b/team.yml": "name: B\nparent: [x, y]\n",
    "teams/b/2026-Q4.yml": "objectives: 5\n",
}


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_site_is_built_and_told_about(project):
    made = project(GOOD)
    done = call("build", "-f", made.config)
    assert done.status == 0, done
    site = made.root / "site"
    assert {"index.html", "404.html", "data/okr.json"} <= files_of(site)
    first, *stages = done.out.splitlines()
    pages = len([path for path in files_of(site) if path.endswith(".html")])
    assert first == f"Built {pages} pages into {site}."
    assert [line.split()[0] for line in stages] == [
        "configuration",
        "content",
        "pages",
        "files",
        "inspection",
        "publishing",
        "altogether",
    ]
    assert all(re.fullmatch(r"  [a-z]+ +\d+\.\d\d s", line) for line in stages)
    # What is published is what `export` prints.
    assert read_site_data(site) == json.loads(call("export", "-f", made.config).out)


def test_the_data_can_be_the_export_byte_for_byte(project):
    made = project(GOOD, data="single")
    assert call("build", "-q", "-f", made.config).status == 0
    site = made.root / "site"
    assert (site / "data" / "okr.json").read_bytes() == call("export", "-f", made.config).out.encode("utf-8")
    assert not (site / "data" / "units").exists()


def test_the_day_and_the_folder_can_be_chosen(project, tmp_path):
    made = project(GOOD)
    target = tmp_path / "deep" / "public"
    done = call("build", "-q", "-f", made.config, "-o", target, "--today", "2026-12-24")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert '"as_of": "2026-12-24"' in (target / "data" / "okr.json").read_text(encoding="utf-8")
    assert not (made.root / "site").exists()


def test_errors_publish_nothing_and_the_last_site_stays(project):
    made = project(GOOD)
    assert call("build", "-f", made.config).status == 0
    site = made.root / "site"
    before = {path: (site / path).read_bytes() for path in files_of(site)}
    made.write(ERRORS)
    done = call("build", "-f", made.config)
    assert done.status == 1 and done.out == ""
    assert "error: content/teams/b/team.yml:2:9: OKR202" in done.err
    assert "error: content/teams/b/2026-Q4.yml:1:13: OKR202" in done.err
    assert "Nothing was published: 2 errors in the content." in done.err
    assert {path: (site / path).read_bytes() for path in files_of(site)} == before
    assert {path.name for path in made.root.iterdir()} == {"content", "site", "mkdocs.yml", ".okrsite"}


def test_warnings_are_told_and_stop_a_strict_build(project):
    made = project({**GOOD, **WARNING})
    done = call("build", "-f", made.config)
    assert done.status == 0
    assert "warning: content/teams/a/2026-Q4.yml:1:29: OKR252" in done.err
    (made.root / "site" / "index.html").write_text("the last site")
    strict = call("build", "--strict", "-f", made.config)
    assert strict.status == 1 and strict.out == ""
    assert "warning: content/teams/a/2026-Q4.yml:1:29: OKR252" in strict.err
    assert (made.root / "site" / "index.html").read_text() == "the last site"


def test_a_strict_build_of_clean_content_is_published(project):
    assert call("build", "--strict", "-f", project(GOOD).config).status == 0


def test_words_of_authors_do_not_steer_the_terminal(project):
    made = project({**GOOD, **ERRORS, "teams/b/team.yml": '"na\\u001b]0;owned\\u0007\\u202eme": A\n'})
    done = call("build", "-f", made.config)
    assert done.status == 1
    assert not [sign for sign in done.said if sign != "\n" and (not sign.isprintable() or sign == "\u202e")]


@pytest.mark.parametrize("target", [".", "content", "content/site", "..", "full"])
def test_a_folder_that_is_no_site_is_not_replaced(project, monkeypatch, target):
    made = project(GOOD)
    monkeypatch.chdir(made.config.parent)
    (made.root / "full").mkdir()
    (made.root / "full" / "letters.txt").write_text("dear diary")
    done = call("build", "-o", target)
    assert done.status == 2 and "-o" in done.err
    assert (made.root / "full" / "letters.txt").exists() and (made.root / "content" / "company").exists()


def with_configuration(made, **changes: object) -> Path:
    document = yaml.safe_load(made.config.read_text(encoding="utf-8"))
    made.config.write_text(yaml.safe_dump({**document, **changes}), encoding="utf-8")
    return made.config


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"plugins": ["search"]}, "plugins: [search, okrsite]"),
        ({"plugins": ["okrsite", "no-such-plugin"]}, "no-such-plugin"),
        ({"theme": {"name": "no-such-theme"}}, "no-such-theme"),
        ({"markdown_extensions": ["no_such_extension"]}, "no_such_extension"),
    ],
)
def test_what_the_host_refuses_is_wrong_configuration(project, changes, said):
    made = project(GOOD)
    done = call("build", "-f", with_configuration(made, **changes))
    assert done.status == 2, done
    assert said in done.err and not done.out
    assert not (made.root / "site").exists()


@pytest.mark.parametrize(
    ("files", "strict", "status"), [(GOOD, True, 0), (WARNING, True, 1), (WARNING, False, 0), (ERRORS, False, 1)]
)
def test_the_host_alone_comes_to_the_same_end(project, files, strict, status):
    """`mkdocs build` knows no okrsite command, and stops for the same reasons; as a process in tests/site/."""
    made = project({**GOOD, **files})
    config = load_config(config_file=str(made.config), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        host_build(config)
    except Abort as error:  # what its command line ends with
        assert status == error.exit_code == 1
    else:
        assert status == 0
        assert (made.root / "site/index.html").is_file()


def test_a_preview_says_where_it_is_shows_drafts_and_ends_when_it_is_interrupted(project):
    draft = {
        "teams/a/team.yml": "name: A\n",
        "teams/a/2026-Q4.yml": "objectives: [{id: o, title: Zebra, visibility: draft, owner: a}]\n",
    }
    made = project({**GOOD, **draft})
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])}
    command = [sys.executable, "-m", "okrsite", "serve", "-f", str(made.config), "--port", str(port)]

    def interruptible() -> None:
        # A shell that runs the tests in the background has told them to ignore Ctrl-C, and children inherit that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, preexec_fn=interruptible) as process:  # fmt: skip
        try:
            assert process.stderr is not None
            said = next((line for line in process.stderr if "Serving on" in line), "")
            assert f"http://127.0.0.1:{port}/" in said
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/objectives/a/2026-Q4/o/", timeout=900) as page:
                assert b"Zebra" in page.read()
        finally:
            process.send_signal(signal.SIGINT)
            ended = process.wait(60)
        assert ended == 0


def test_a_port_that_is_taken_is_wrong_usage(project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = call_process("serve", "-f", project(GOOD).config, "--port", port)
    assert done.status == 2, done
    assert f"port {port}" in done.err and "--port" in done.err


def test_a_build_says_once_that_there_is_no_past_to_show(project):
    done = call("build", "-f", project(GOOD).config)
    assert done.err.count("no git repository") == 1
    assert done.status == 0
    assert "no git repository" not in call("build", "-q", "-f", project(GOOD).config).err
