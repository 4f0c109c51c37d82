"""What somebody typed, or how they named a file, gives no command to a terminal or a build server that prints it."""

from __future__ import annotations

import logging
import re

import pytest
from command_line import call
from mkdocs.commands.build import build as host_build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort

from okrsite.cli import running

TYPED = "a ##[stop-commands]tok ##vso[task.complete]x ::error::y ##teamcity[x] section_start:1:x"
HARMFUL = re.compile(r"::|##\w*\[|section_start:|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": f"""
        objectives:
          - id: goal
            title: "{TYPED}"
            owner: anna
            contributes_to: "{TYPED}"
            key_results: [{{id: k, title: "{TYPED}", from: 0, to: 10, now: 5, link: "{TYPED}"}}]
            checkins: [{{date: 2026-11-19, by: "{TYPED}", note: "[x]({TYPED.replace(" ", "")})"}}]
    """,
    "##[group]x.md": "# A\n\n[x](##vso[a]::b.md)\n",
    "##vso[x]/README.md": "# A\n",
    "##vso[x]/index.md": "# A\n",
    "##[group]y.svg": "<svg/>",
    "##[group]y.yml": "x",
}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        *(("check", "--format", format) for format in ("json", "gitlab", "sarif", "junit")),
        ("explain", "company/goal"),
        ("explain", TYPED),
        ("explain", f"company/goal#{TYPED}"),
        ("export",),
        ("export", "--as-of", TYPED),
        ("build",),
        ("build", "-v", "--on-error", "isolate"),
        ("build", f"--{TYPED}"),
        (TYPED,),
        ("check", "--today", TYPED),
        ("check", TYPED),
    ],
    ids=lambda arguments: " ".join(arguments).replace(TYPED, "TYPED"),
)
def test_no_command_prints_a_command(project, arguments):
    made = project(FILES)
    where = () if TYPED in arguments[0] else ("-f", made.config)
    done = call(*arguments, *where)
    assert "stop-commands" in done.said or "group" in done.said or "##" not in done.said
    assert done.said and not HARMFUL.search(done.said), HARMFUL.search(done.said)


def test_a_fault_that_quotes_something_prints_none_either(project, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"{TYPED}\n::error::z")

    monkeypatch.setattr("okrsite.pipeline.take_snapshot", broken)
    done = call("check", "-v", "-f", project(FILES).config)
    assert done.status == running.FAULT and "stop-commands" in done.said
    assert not HARMFUL.search(done.said)


def test_what_mkdocs_itself_says_of_files_is_harmless(project, capsys):
    written: list[str] = []
    handler = logging.StreamHandler(type("Written", (), {"write": lambda self, text: written.append(text), "flush": lambda self: None})())  # fmt: skip
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        config = load_config(config_file=str(project(FILES).config))
        config.plugins.on_startup(command="serve", dirty=False)
        logging.getLogger("mkdocs.structure.files").warning("Excluding %s", "##vso[x]\x1b[31m")
        host_build(config)
    except Abort:
        pass
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
    said = "".join(written)
    assert "Excluding" in said and not HARMFUL.search(said)
