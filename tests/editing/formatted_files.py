"""Files of the example in odd formats, which say what the files say."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from stories import read_snapshot

from okrsite.editing.read_back import read_cycle_text
from okrsite.editing.typed_files import TypedFile
from okrsite.model.objectives import Objective
from okrsite.snapshot import Snapshot
from okrsite.sources.tree import walk_content

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
FILES = {file.path: file for file in walk_content(ROOT / "content", ROOT)[0] if file.role == "cycle"}


@cache
def get_example() -> Snapshot:
    """Return the example with its drafts; no test that is only collected needs it."""
    return read_snapshot(ROOT / "mkdocs.yml", DAY, preview=True)


@cache
def list_objectives() -> list[Objective]:
    """Return objectives of the running quarter with a number that can be reported."""
    return [
        objective
        for objective in get_example().organisation.objectives.values()
        if objective.cycle == "2026-Q4"
        and any(known.kind in ("reach", "keep") and not (known.kpi or known.sum_of) for known in objective.key_results)
    ]


def make_file(path: str, text: str) -> TypedFile:
    """Return a file of the example with another text."""
    return TypedFile(FILES[path], text.encode("utf-8"), text)


def read(path: str, text: str):
    return read_cycle_text(FILES[path], text, get_example().organisation, get_example().site.settings)


def use_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def drop_last_line_end(text: str) -> str:
    return text.rstrip("\n")


def use_stars(text: str) -> str:
    return re.sub(r"^- (?=20\d\d-)", "* ", text, flags=re.MULTILINE)


def number_checkins(text: str) -> str:
    return re.sub(r"^- (?=20\d\d-)", "1. ", text, flags=re.MULTILINE)


def divide_checkins(text: str) -> str:
    return re.sub(r"^(- 20\d\d-.*\n)(?=- )", r"\1\n", text, flags=re.MULTILINE)


def turn_checkins_round(text: str) -> str:
    """Put the newest check-in first."""
    return re.sub(
        r"(?:^[ ]*- (?:\{date: )?20\d\d-.*\n)+",
        lambda match: "".join(reversed(match.group().splitlines(keepends=True))),
        text,
        flags=re.MULTILINE,
    )


def delete_checkins(text: str) -> str:
    text = re.sub(r"^### Check-ins\n\n(?:- .*\n)+\n?", "", text, flags=re.MULTILINE)
    return re.sub(r"^    checkins:\n(?:      .*\n)+", "", text, flags=re.MULTILINE)


def empty_checkins(text: str) -> str:
    return re.sub(r"^    checkins:\n(?:      .*\n)+", "    checkins: []  # none yet\n", text, flags=re.MULTILINE)


def leave_checkins_out(text: str) -> str:
    return re.sub(r"^    checkins:\n(?:      .*\n)+", "    checkins:\n", text, flags=re.MULTILINE)


def comment_lines(text: str) -> str:
    """Put comments behind and between the lines of YAML, and between the blocks of Markdown."""
    if text.startswith("---") or "\n## " in text:
        return re.sub(r"\n\n(?=### )", "\n\n<!-- a note to ourselves -->\n\n", text)
    return re.sub(r"^(      - \{.*\})$", r"\1  # seen", text, flags=re.MULTILINE).replace(
        "\n  - id", "\n  # next\n  - id"
    )


def quote_values(text: str) -> str:
    return re.sub(r"\b(now|confidence): (\d[\d.]*%?)(?=[,}])", r"\1: '\2'", text)


def widen_cells(text: str) -> str:
    return re.sub(
        r"^\|(.*)\|$", lambda match: "|" + match.group(1).replace(" |", "    |") + "|", text, flags=re.MULTILINE
    )


def narrow_cells(text: str) -> str:
    return re.sub(r" *\| *", "|", text) if "\n|" in text else text


def align_right(text: str) -> str:
    return re.sub(r"\| (\S+)( +)(?=\|)", lambda match: f"| {match.group(2)[1:]}{match.group(1)} ", text)


def add_blanks_at_line_ends(text: str) -> str:
    return re.sub(r"(?<=\S)$", "  ", text, flags=re.MULTILINE)


FORMATS = [
    use_crlf,
    add_blanks_at_line_ends,
    drop_last_line_end,
    use_stars,
    number_checkins,
    divide_checkins,
    turn_checkins_round,
    delete_checkins,
    empty_checkins,
    leave_checkins_out,
    comment_lines,
    quote_values,
    widen_cells,
    narrow_cells,
    align_right,
]
