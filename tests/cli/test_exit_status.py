"""0 is clean, 1 is something to look at (a full disk too), 2 is wrong usage or configuration, 3 a fault of okrsite."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import call, call_process

import okrsite as package
from okrsite.cli import okrsite as commands

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
ERROR = {"teams/b/team.yml": "name: B\n", "teams/b/2026-Q4.yml": "objectives: 5\n"}
ALL = ("check", "build", "serve", "export", "explain", "schema")


def test_a_clean_project_ends_with_0(project):
    done = call("check", "-f", project(GOOD).config)
    assert (done.status, done.out, done.err) == (0, "", "okrsite check: no problems.\n")


def test_a_warning_ends_with_1_only_when_strict(project):
    made = project({**GOOD, **WARNING})
    assert call("check", "-f", made.config).status == 0
    strict = call("check", "-f", made.config, "--strict")
    assert strict.status == 1
    assert "teams/a/2026-Q4.yml:1:29: warning OKR252" in strict.out


def test_an_error_ends_with_1(project):
    done = call("check", "-f", project({**GOOD, **ERROR}).config)
    assert done.status == 1
    assert "content/teams/b/2026-Q4.yml:1:13: error OKR202" in done.out
    assert done.err == "okrsite check: 1 error.\n"


@pytest.mark.parametrize("command", ALL)
def test_an_unknown_option_ends_with_2(command):
    done = call(command, "--nonsense")
    assert done.status == 2
    assert "--nonsense" in done.err and not done.out


@pytest.mark.parametrize(
    "arguments", [("chekc",), ("explain",), ("check", "--format", "xml"), ("export", "--format", "xml")]
)
def test_wrong_usage_ends_with_2(arguments):
    done = call(*arguments)
    assert done.status == 2 and done.err and not done.out


@pytest.mark.parametrize("typed", ["2026-1-5", "20261120", "2026-02-30", "tomorrow", ""])
def test_a_date_that_is_none_ends_with_2(project, typed):
    done = call("check", "-f", project(GOOD).config, "--today", typed)
    assert done.status == 2
    assert re.search(r"\b20\d\d-[01]\d-[0-3]\d\.", done.err), done.err


USES = [("check",), ("build",), ("export",), ("explain", "company"), ("serve",)]


@pytest.mark.parametrize("use", USES, ids=lambda use: use[0])
def test_no_configuration_ends_with_2(use, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = call(*use)
    assert done.status == 2
    assert "There is no mkdocs.yml" in done.err and "--config FILE" in done.err


@pytest.mark.parametrize("use", USES, ids=lambda use: use[0])
def test_no_content_ends_with_2(use, project):
    done = call(*use, "-f", project().config)
    assert done.status == 2
    assert "OKR901" in done.err and "docs_dir" in done.err


CONFIGURATIONS = {
    "no YAML": ("site_name: [", "mkdocs.yml:1", "YAML"),
    "a list": ("- a\n", "holds no settings", "plugins"),
    "an unknown setting": (
        "plugins: [okrsite: {outdatd_after_days: 3}]\n",
        "outdatd_after_days",
        "outdated_after_days",
    ),
    "a setting of the wrong type": (
        "plugins: [okrsite: {outdated_after_days: many}]\n",
        "outdated_after_days",
        "whole number",
    ),
    "no time zone": ("plugins: [okrsite: {timezone: Mars/Base}]\n", "Mars/Base", "Europe/Berlin"),
    "no date": ("plugins: [okrsite: {today: soon}]\n", "today", "2026-12-31"),
    "a rule of an unknown kind": ("plugins: [okrsite: {fiscal_year_start: 13}]\n", "fiscal_year_start", "12"),
}


@pytest.mark.parametrize(("text", "what", "hint"), CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
@pytest.mark.parametrize("use", USES, ids=lambda use: use[0])
def test_a_configuration_that_can_not_be_used_ends_with_2(use, text, what, hint, project):
    made = project(GOOD)
    (made.root / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = call(*use, "-f", made.root / "mkdocs.yml")
    assert done.status == 2, done
    assert what in done.err and hint in done.err
    assert "Traceback" not in done.said and not done.out


@pytest.mark.parametrize(
    "typed",
    [
        "feeds: maybe", "audience: publc", "calendar: true", "timezone: Mars/Base", "today: soon", "badges: [a]",
        "fiscal_year_start: 13", "rules: {OKR999: off}", "cycles: {launch: {start: 2026-10-01}}", "data: singel",
    ],
)  # fmt: skip
def test_a_setting_that_can_not_be_used_is_told_with_its_line(typed, project):
    """In the file that says it, which may be another one than that of the command."""
    made = project(GOOD)
    settings = f"docs_dir: content\nplugins:\n  - search\n  - okrsite:\n      branch: main\n      {typed}\n"
    (made.root / "base.yml").write_text(settings, encoding="utf-8")
    (made.root / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: Company\n", encoding="utf-8")
    for config in ("base.yml", "mkdocs.yml"):
        done = call("check", "-f", made.root / config)
        assert done.status == 2
        assert done.err.startswith("error: OKR902 base.yml:6: ")


def test_a_configuration_that_is_not_there_ends_with_2(tmp_path):
    done = call("check", "-f", tmp_path / "nowhere.yml")
    assert done.status == 2 and "nowhere.yml." in done.err and "with -f" in done.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("teams/b", "content/teams/b"),
        ("content/teams/b/2026-Q5.yml", "content/teams/b/2026-Q4.yml"),
        ("content/taems/b/2026-Q4.yml", "content/teams/b/2026-Q4.yml"),
        ("elsewhere", None),
    ],
)
def test_a_path_that_is_not_there_is_answered_with_the_one_that_is_meant(project, monkeypatch, typed, meant):
    """Paths in messages begin with the content folder, those in somebody's head often below it."""
    made = project({**GOOD, **ERROR})
    assert made.config.exists()
    monkeypatch.chdir(made.root)
    done = call("check", typed)
    hint = f" Did you mean {Path(meant)}?" if meant else ""
    assert done.status == 2
    assert done.err.rstrip().endswith(f"There is no {typed}.{hint}")


def test_a_place_in_a_folder_that_is_not_there_names_that_folder(project, tmp_path):
    """It was said that something might have taken the file away, which nobody had ever written."""
    done = call("export", "-o", tmp_path / "no" / "deeper" / "goals.json", "-f", project(GOOD).config)
    assert done.status == 2
    assert f"There is no folder {tmp_path / 'no'}: make it first, or name another place." in done.err


def test_the_nearest_configuration_above_is_used(project, monkeypatch):
    made = project({**GOOD, **ERROR})
    assert made.config.exists()
    monkeypatch.chdir(made.root / "content" / "teams" / "b")
    assert "content/teams/b/2026-Q4.yml" in call("check").out


def _fault(monkeypatch):
    def broken(call):
        raise RuntimeError("a \x1b[31mbug\nin two lines")

    monkeypatch.setattr(commands.commands["check"], "callback", lambda **arguments: broken(None))


def test_a_fault_of_okrsite_ends_with_3_and_one_sentence(monkeypatch):
    _fault(monkeypatch)
    done = call("check")
    assert done.status == 3
    assert done.err == (
        "error: okrsite stopped because of a fault of its own (RuntimeError: a \\x1b[31mbug\\nin two lines).\n"
        "    Run it again with -v, and report what it prints.\n"
    )


def test_a_fault_of_okrsite_is_shown_whole_when_asked(monkeypatch):
    _fault(monkeypatch)
    done = call("check", "-v")
    assert done.status == 3
    assert "Traceback" in done.err and "in broken" in done.err


def test_an_interruption_ends_with_130(monkeypatch):
    def interrupted(**arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.commands["check"], "callback", interrupted)
    done = call("check")
    assert done.status == 130
    assert not done.said.strip()


def test_the_shell_sees_the_same(project):
    made = project({**GOOD, **ERROR})
    assert call_process("check", "-f", made.config).status == 1
    assert call_process("check", "-f", made.root / "none.yml").status == 2
    version = call_process("--version")
    assert version.status == 0 and version.out.startswith("okrsite ")


def test_a_reader_that_leaves_is_no_reason_to_complain(project):
    """As with `okrsite export | head -1`: the pipe is closed before anything is written."""
    made = project({**GOOD, **ERROR})
    reading, writing = os.pipe()
    os.close(reading)
    root = str(Path(package.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "okrsite", "check", "-q", "-f", str(made.config)],
        stdout=writing, stderr=subprocess.PIPE, check=False, timeout=900, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is needed")
def test_a_full_disk_is_told_in_a_sentence(project):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "okrsite", "export", "-q", "-f", str(project(GOOD).config)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=900,
            env={**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])},
        )  # fmt: skip
    assert done.returncode == 1
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr


def test_names_are_written_in_utf_8_whatever_the_locale(project):
    made = project({"company/team.yml": "name: Zürich 東京\n", **{k: v for k, v in GOOD.items() if "Q4" in k}})
    done = call_process("explain", "company", "-f", made.config, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.status == 0
    assert done.out.startswith("company: Zürich 東京\n")


def test_checking_does_not_load_what_only_a_build_needs(project):
    made = project(GOOD)
    code = (
        "import sys\nfrom okrsite.cli import okrsite\nfrom okrsite.cli.running import run_command\n"
        f"assert run_command(okrsite, ['check', '-f', {str(made.config)!r}]) == 0\n"
        "heavy = {'mkdocs', 'material', 'jinja2', 'graphviz', 'pygraphviz', 'markdown'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=900)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", ALL)
def test_every_command_takes_the_same_options(command):
    said = call(command, "--help").out
    for option in ("-f, --config", "--today", "-q, --quiet", "-v, --verbose", "--no-color"):
        assert option in said
