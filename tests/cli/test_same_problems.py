"""`check --strict` and `build --strict` say the same of the same content, however it is broken."""

from __future__ import annotations

import random

from okrsite.cli.call import is_failing
from okrsite.pipeline import list_problems, make_content, take_snapshot
from okrsite.request import BuildRequest, make_source
from okrsite.settings import read_site
from okrsite.site.content import is_blocking

FILES = {
    "index.md": "# Welcome\n\nSee [the plan](teams/shop/2026-Q4.md) and [Anna](people.yml).\n",
    "people.yml": "anna: {name: Anna Berg, link: 'https://example.org/anna'}\nben: {name: Ben}\n",
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


def break_somewhere(chance: random.Random) -> dict[str, str]:
    """Return the files with a line gone, doubled or cut, or with a word in it that is another."""
    path = chance.choice(sorted(FILES))
    lines = FILES[path].splitlines()
    at = chance.randrange(len(lines))
    words = lines[at].split(" ")
    words[chance.randrange(len(words))] = chance.choice(
        ["gone.md", "nobody", "[x](y.md)", "'", "[", "audience: internal"]
    )
    lines[at : at + 1] = chance.choice([[], [lines[at]] * 2, [lines[at][: len(lines[at]) // 2]], [" ".join(words)]])
    return {**FILES, path: "".join(f"{line}\n" for line in lines)}


def test_both_find_the_same_in_content_that_is_broken_in_fifty_ways(project):
    """The build's decision is its own here; of warnings the host knows no more than that there are some."""
    chance = random.Random(7)
    found: set[str] = set()
    made = project({})
    for _ in range(50):
        made.write(break_somewhere(chance))
        source = make_source(BuildRequest(made.config, strict=True), read_site(made.config))
        checked, built = list_problems(take_snapshot(source)), make_content(source)
        said = {(problem.code, problem.place) for problem in checked}
        if is_blocking(
            built.snapshot.problems, source.request
        ):  # then no pages are made, and what they show isn't said
            said &= {(problem.code, problem.place) for problem in built.problems}
        assert {(problem.code, problem.place) for problem in built.problems} == said
        assert is_failing(built.problems, strict=True) == is_failing(checked, strict=True)
        found |= {problem.code for problem in checked}
    assert len(found) > 12
