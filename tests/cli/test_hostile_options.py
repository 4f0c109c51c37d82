"""Whatever is typed behind any option of any command: a status of 0, 1 or 2, and a sentence; never a fault or a wait."""

from __future__ import annotations

import os

import click
import pytest
from command_line import call
from quick_builds import CONTENT, build_quickly, tree

from okrsite.cli import okrsite as commands

TEXTS = {
    "nothing": "",
    "a dash": "-",
    "two dashes": "--",
    "a blank": " ",
    "a point": ".",
    "a NUL": "a\0b",
    "a byte that is no text": "caf\udce9",
    "an escape and a line": "\x1b[31m\nred",
    "another direction": "\u202ea",
    "very long": "x" * 70_000,
    "a long path": "x/" * 3_000,
    "a large number": "9" * 5_000,
    "a number below none": "-1",
    "no number": "nan",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "an option of git": "--upload-pack=touch here",
    "a range": "HEAD..HEAD",
    "nowhere": "no/where",
    "a folder": "content",
    "a file": "content/company/team.yml",
    "no text": "noise",
    "a device": "/dev/null",
    "a device without an end": "/dev/zero",
    "a full device": "/dev/full",
    "a pipe": "pipe",
    "a link in a circle": "circle",
    "a file below a file": "noise/a",
    "a process": "/proc/self/mem",
}
NEEDED = {"publish": ["--to", "www"], "diff": ["HEAD"], "explain": ["company"], "verify": ["content"]}
"""What a command doesn't run without."""


def uses() -> list[tuple[str, str]]:
    """Return each command with each of its options and arguments that take a value."""
    found = []
    for name, command in commands.commands.items():
        for parameter in command.params:
            if isinstance(parameter, click.Argument):
                found.append((name, ""))
            elif isinstance(parameter, click.Option) and not parameter.is_flag:
                found.append((name, parameter.opts[0]))
    return found


@pytest.fixture
def company(project, monkeypatch):
    made = project(CONTENT)
    assert made.config.exists()
    (made.root / "noise").write_bytes(bytes(range(256)) * 8)
    (made.root / "circle").symlink_to("circle")
    os.mkfifo(made.root / "pipe")
    monkeypatch.chdir(made.root)
    build_quickly(monkeypatch)
    # Nothing is listened for: what is asked here is answered before.
    monkeypatch.setattr("okrsite.site.mkdocs.host._serve_from", lambda folder, request, port: None)
    return made


@pytest.mark.parametrize(("command", "option"), uses(), ids=lambda value: value or "argument")
def test_each_option_with_everything(company, command, option):
    before = tree(company.root / "content")
    for what, text in TEXTS.items():
        arguments = [option, text] if option else ["--", text]
        needed = NEEDED.get(command, [])
        done = call(command, *(needed if option and option not in needed else []), *arguments)
        assert done.status in (0, 1, 2), (what, done.status, done.err[-600:])
        assert done.status == 0 or done.said.strip(), what
        assert "Traceback" not in done.said, (what, done.err[-600:])
    assert tree(company.root / "content") == before
    assert (company.root / "mkdocs.yml").read_text(encoding="utf-8").startswith("docs_dir: content")


CONFIGURATIONS = {
    "a date that is none": "site_name: 2026-13-45\n",
    "a number of many digits": f"site_name: {'9' * 5_000}\n",
    "brackets in brackets": "nav: " + "[" * 3_000 + "]" * 3_000 + "\n",
    "plugins that are a number": "plugins: 5\n",
    "options that are a number": "plugins: [okrsite: 5]\n",
    "options that are a list": "plugins: [okrsite: [a]]\n",
    "a plugin in a list in a list": "plugins: [[okrsite]]\n",
    "a folder that is a number": "docs_dir: 5\nplugins: [okrsite]\n",
    "a folder that is a list": "docs_dir: [a]\nplugins: [okrsite]\n",
    "a folder with a NUL": 'docs_dir: "a\\0b"\nplugins: [okrsite]\n',
    "an output with a NUL": 'docs_dir: content\nsite_dir: "a\\0b"\nplugins: [okrsite]\n',
    "a theme with a NUL": 'docs_dir: content\ntheme: {name: material, custom_dir: "a\\0b"}\nplugins: [okrsite]\n',
    "an environment without a name": "site_name: !ENV []\n",
    "an environment of a list": "site_name: !ENV [[a], b]\n",
    "an environment of fields": "site_name: !ENV {a: b}\n",
    "a key that is a list": "? [a]\n: b\n",
    "two documents": "a: b\n---\nc: d\n",
    "a loop": "a: &a [*a]\nplugins: *a\n",
    "no text": "caf\udce9",
    "nothing": "",
    "a NUL": "a: \0",
}


@pytest.mark.parametrize("text", CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_a_configuration_of_any_kind(company, text):
    company.config.write_bytes(text.encode("utf-8", "surrogateescape"))
    for command in ("check", "build", "export", "publish", "serve"):
        done = call(command, *NEEDED.get(command, []))
        assert done.status in (0, 1, 2), done.err[-600:]
        assert "Traceback" not in done.said
        assert done.status == 0 or done.err.strip()
