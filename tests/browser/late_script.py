"""Opens a page whose script comes late, when it has been painted, and tells what of it moves then.

What is above a reader's eye when a script puts controls there pushes down what is read. Each text is looked at, wherever
on the page it is: on another page it may be in sight. A drawing that is scrolled in its own box moves nothing.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

LATE = re.compile(r"/(okr|words|bundle\.\w+\.min)\.js$")
"""What the page does without until then."""
TOLERATED = 2
"""Pixels; the theme puts tables of ordinary pages into a box with edges of its own."""

_KEEP_PLACES = """() => {
  const texts = document.createTreeWalker(document.querySelector(".md-container"), NodeFilter.SHOW_TEXT);
  window.places = new Map();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement, box = element.getBoundingClientRect();
    if (!texts.currentNode.data.trim() || !box.width || element.closest("svg, script, style")) continue;
    window.places.set(element, [box.x + scrollX, box.y + scrollY]);
  }
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
_LIST_MOVED = """(tolerated) => [...window.places].flatMap(([element, [x, y]]) => {
  const box = element.getBoundingClientRect(), right = box.x + scrollX - x, down = box.y + scrollY - y;
  const stays = !box.width || Math.max(Math.abs(right), Math.abs(down)) <= tolerated;
  return stays ? [] : [`${Math.round(right)} right, ${Math.round(down)} down: ${element.outerHTML.slice(0, 120)}`];
})"""
_REST = "() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done)))"


def open_with_late_script(page: Page, address: str, *, waits_for_note: bool = True) -> list[str]:
    """Open a page, let its script come when it stands, and return what moved then.

    `waits_for_note`: the last thing that the script does is the note of the build at the foot, where a page has one.
    """
    held: list[Route] = []
    came = False

    def hold(route: Route) -> None:
        if came:
            route.fallback()
        else:
            held.append(route)

    page.route(LATE, hold)
    page.goto(address, wait_until="commit")
    page.locator("#__config").wait_for(state="attached")  # it stands behind all that is read
    page.evaluate(_KEEP_PLACES)
    came = True
    for route in held:
        route.fallback()
    page.wait_for_load_state("load")
    if waits_for_note and page.locator(".okr-source").count():
        expect(page.locator(".okr-build")).to_be_attached()
    page.evaluate(_REST)
    page.unroute(LATE, hold)
    moved: list[str] = page.evaluate(_LIST_MOVED, TOLERATED)
    return moved
