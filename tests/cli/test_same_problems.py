"""`check --strict` and `build --strict` say the same of the same content, however it is broken."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import call
from same_problems import FOUND_ON_PAGES, compare_check_with_build

from okrsite import pipeline
from okrsite.request import BuildRequest, make_source
from okrsite.settings import read_site

EXAMPLE = Path(__file__).parents[2]
FILES = {
    "index.md": "# Welcome\n\nSee [the plan](teams/shop/2026-Q4.md) and [Anna](people.yml).\n",
    "people.yml": (
        "anna: {name: Anna Berg, link: 'https://example.org/anna', photo: files/anna.png}\nben: {name: Ben}\n"
    ),
    "kpis.yml": "nps: {name: Promoters, unit: points, values: {2026-11-01: 5}}\n",
    "company/team.yml": "name: Company\nmission: As in [the handbook](../handbook.md).\n",
    "company/2026-Q4.yml": (
        "objectives:\n  - id: grow\n    title: We grow\n    owner: anna\n    why: Said in [it](../handbook.md).\n"
        "    key_results:\n      - {title: Customers, from: 0, to: 10, now: 4}\n      - {title: NPS, kpi: nps, from: 0, to: 9}\n"
    ),
    "teams/shop/team.yml": "name: Shop\nparent: company\nlinks: [{title: Notes, url: notes.md}]\n",
    "teams/shop/2026-Q4.md": (
        "## People come back\n\n- Owner: Ben\n- Supports: company/grow\n- KR: Repeat customers\n  - From: 0\n  - To: 20\n"
        "  - Now: 7\n\nAs in [the notes](notes.md).\n"
    ),
    "teams/shop/notes.md": "# Notes\n\n<!-- okr: objective company/grow -->\n",
    "handbook.md": "# How we work\n\n[Them](teams/shop/2026-Q4.md), ![x](no.png).\n",
}
WORDS = ["gone.md", "nobody", "[x](y.md)", "'", "[", "audience: internal", "<!-- okr: map nobody -->"]


def break_file(text: str, chance: random.Random) -> str:
    """Return a text with a line gone, doubled or cut, or with a word in it that is another."""
    lines = text.splitlines() or [""]
    at = chance.randrange(len(lines))
    words = lines[at].split(" ")
    words[chance.randrange(len(words))] = chance.choice(WORDS)
    lines[at : at + 1] = chance.choice([[], [lines[at]] * 2, [lines[at][: len(lines[at]) // 2]], [" ".join(words)]])
    return "".join(f"{line}\n" for line in lines)


def break_one_file(files: Mapping[str, str], chance: random.Random) -> dict[str, str]:
    path = chance.choice(sorted(files))
    return {**files, path: break_file(files[path], chance)}


def test_both_find_the_same_in_a_small_company_that_is_broken_in_fifty_ways(project):
    """The build's decision is its own here; of warnings the host knows no more than that there are some."""
    chance = random.Random(7)
    codes: set[str] = set()
    made = project({})
    for _ in range(50):
        made.write(break_one_file(FILES, chance))
        codes |= compare_check_with_build(BuildRequest(made.config, strict=True))
    assert len(codes) >= 10


def test_both_find_the_same_in_the_example_that_is_broken_in_fifty_ways(tmp_path, monkeypatch):
    """Five times another ten files; for a preview, which makes pages in spite of errors, so that all can be compared."""
    shutil.copytree(EXAMPLE / "content", tmp_path / "content")
    shutil.copytree(EXAMPLE / "theme", tmp_path / "theme")
    config = Path(shutil.copy(EXAMPLE / "mkdocs.yml", tmp_path))
    request = BuildRequest(config, preview=True)
    paths = sorted(path for path in (tmp_path / "content").rglob("*") if path.suffix in (".md", ".yml"))
    chance = random.Random(7)
    codes: set[str] = set()
    for _ in range(5):
        whole = {path: path.read_text(encoding="utf-8") for path in chance.sample(paths, 10)}
        for path, text in whole.items():
            path.write_text(break_file(text, chance), encoding="utf-8")
        snapshot = pipeline.take_snapshot(make_source(request, read_site(config)))
        with monkeypatch.context() as patch:  # both look at one snapshot: reading twice would take as long again
            patch.setattr(pipeline, "take_snapshot", lambda source, snapshot=snapshot: snapshot)
            codes |= compare_check_with_build(request)
        for path, text in whole.items():
            path.write_text(text, encoding="utf-8")
    assert len(codes) > 12
    assert codes & FOUND_ON_PAGES


@pytest.mark.parametrize(
    "path",
    [
        "guide/index.md",
        "map.md",
        "objectives/company/2026-Q4/grow.md",
        "teams/shop/index.md",
    ],
)
def test_both_say_that_two_pages_want_one_address(project, path):
    made = project({**FILES, path: "# Mine\n\nAs in [this](gone.md).\n"})
    checked = call("check", "-f", made.config, "--no-color")
    assert checked.status == 1
    assert [line for line in checked.out.splitlines() if line.startswith(f"content/{path}:") and "error OKR402" in line]
    compare_check_with_build(BuildRequest(made.config))
