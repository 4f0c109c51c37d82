"""Whoever makes or inspects pages says how many, and tells of each of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from okrsite.gate.inspection import KnownFiles, SiteInspector, inspect_site
from okrsite.pages.site_pages import build_pages


class Listener:
    """Writes down what it is told: what began, of how many, and how many of it were done."""

    def __init__(self) -> None:
        self.begun: dict[str, int] = {}
        self.done: Counter[str] = Counter()

    def begin(self, what: str, of: int = 0) -> None:
        self.begun[what] = of
        self.now = what

    def advance(self) -> None:
        self.done[self.now] += 1

    def update(self) -> None:
        """Hear nobody else."""


FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives: [{id: o, title: O, owner: a, key_results: [{title: K, from: 0, to: 3, now: 1}]}]\n",
    "teams/sales/team.yml": "name: Sales\n",
}


def test_each_page_that_is_made_counts(project):
    made = project(FILES)
    first = Listener()
    page_set = build_pages(made.snapshot(), activity=first)
    assert first.begun["Making pages"] == first.done["Making pages"] == len(page_set.pages)
    again = Listener()
    linked = build_pages(made.snapshot(), known=page_set.collect_known_pages(), activity=again).reused
    assert again.begun["Making pages"] == again.done["Making pages"] == len(page_set.pages) - len(linked)


def test_each_page_that_is_inspected_counts_and_none_that_is_known(tmp_path: Path):
    for name in ("index.html", "404.html", "teams/index.html", "teams/map.svg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>a</p>")
    seen = {page.path: page for page in inspect_site(tmp_path, links=False).facts}
    listener = Listener()
    known = KnownFiles({"404.html": seen["404.html"]}, frozenset())
    SiteInspector(tmp_path, known=known, activity=listener).inspect_files(coming=3)
    assert listener.begun == {"Inspecting": 5}
    assert listener.done == {"Inspecting": 2}
