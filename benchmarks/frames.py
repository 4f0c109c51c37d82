"""How fluid a large map is in a browser: frame times while it is pointed at, dragged, zoomed and filtered.

`make bench BENCH=frames`, or `python -m benchmarks frames --cards 300`. Draws a map of so many cards, opens it in
Chromium with the site's own script and style sheet, and listens to the frames that the browser makes meanwhile.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from okrsite.maps import Diagram, DiagramNode, Edge, Lane, draw_layout, layout_diagram

_ASSETS = Path(__file__).parents[1] / "okrsite" / "theme" / "assets" / "okr"
_ADDRESS = "http://map.test/"
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_LISTEN = """() => {
  window.heard = []; let last = performance.now();
  const next = (now) => {
    window.heard.push(now - last); last = now; window.listening = requestAnimationFrame(next);
  };
  window.listening = requestAnimationFrame(next);
}"""
_HEARD = "() => { cancelAnimationFrame(window.listening); return window.heard.slice(1); }"


def diagram(cards: int, seed: int = 1) -> Diagram:
    """A company of so many objectives: five goals, a tenth of them divisions', the rest teams', some that depend."""
    chance = random.Random(seed)
    names = [f"o{number}" for number in range(cards)]
    level = [0 if number < 5 else 1 if number < 5 + cards // 10 else 2 for number in range(cards)]
    above = {1: names[:5], 2: names[5 : 5 + cards // 10]}
    nodes = tuple(
        DiagramNode(
            id=name,
            title=f"Objective number {number} of this company",
            unit=f"Unit {number // 3}",
            owner=f"Person {number % 40}",
            level=level[number],
            status_key="on",
            status_word="On track",
            progress=chance.random(),
            expected=0.6,
            href=f"objectives/{name}/",
            unit_id=f"unit-{number // 3}",
            owner_id=f"person-{number % 40}",
        )
        for number, name in enumerate(names)
    )
    edges = [
        Edge(name, chance.choice(above[level[number]]), chance.choice(("direct", "direct", "indirect")))
        for number, name in enumerate(names)
        if level[number]
    ]
    edges += [Edge(chance.choice(names[40:]), chance.choice(names[40:]), "depends") for _ in range(cards // 20)]
    lanes = (Lane(0, "Company"), Lane(1, "Divisions"), Lane(2, "Teams"))
    return Diagram("map", "A map", lanes, nodes, tuple(edge for edge in edges if edge.source != edge.target))


def main(arguments: Sequence[str]) -> int:
    """Measure, and print a table in milliseconds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks frames", description=__doc__)
    parser.add_argument("--cards", type=int, default=300)
    options = parser.parse_args(arguments)
    browser = os.environ.get("OKRSITE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("No Chromium here: name one in OKRSITE_CHROMIUM.", file=sys.stderr)
        return 2
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Map</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="okr.css"><script src="okr.js" defer></script><div class="md-typeset">'
        '<div class="okr"><div class="okr-mapframe">'
        f"{draw_layout(layout_diagram(diagram(options.cards), max_nodes=options.cards))}</div></div></div>"
    )
    print(f"{options.cards} cards; milliseconds a frame\n\n{'':12}{'frames':>8}{'median':>8}{'95 %':>8}{'longest':>9}")
    for name, frames in _measured(browser, body).items():
        ordered = sorted(frames)
        late = ordered[int(len(ordered) * 0.95)]
        print(f"{name:12}{len(frames):8}{statistics.median(ordered):8.1f}{late:8.1f}{ordered[-1]:9.1f}")
    return 0


def _measured(browser: str, body: str) -> dict[str, list[float]]:
    from playwright.sync_api import Page, sync_playwright

    def point(page: Page) -> None:
        for number in range(120):
            page.mouse.move(100 + (number * 37) % 1100, 150 + (number * 53) % 600, steps=2)

    def drag(page: Page) -> None:
        for number in range(6):
            page.mouse.move(900, 500)
            page.mouse.down()
            page.mouse.move(900 - 120 * (1 if number % 2 else -1), 500 - 60, steps=20)
            page.mouse.up()

    def zoom(page: Page) -> None:
        page.keyboard.down("Control")
        for number in range(60):
            page.mouse.wheel(0, 60 if number < 30 else -60)
        page.keyboard.up("Control")

    def choose(page: Page) -> None:
        for index in range(1, 16):
            page.get_by_role("combobox", name="Owner").select_option(index=index)

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=_OPTIONS)
        page = running.new_page(viewport={"width": 1280, "height": 800})
        page.route(f"{_ADDRESS}**", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.route(f"{_ADDRESS}okr.css", lambda route: route.fulfill(path=_ASSETS / "okr.css"))
        page.route(f"{_ADDRESS}okr.js", lambda route: route.fulfill(path=_ASSETS / "okr.js"))
        page.goto(_ADDRESS)
        measured = {}
        for work in (point, drag, zoom, choose):
            page.evaluate(_LISTEN)
            work(page)
            measured[work.__name__] = page.evaluate(_HEARD)
        running.close()
    return measured
