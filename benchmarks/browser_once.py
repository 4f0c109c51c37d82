"""Opens a built site in Chromium as a new reader does, and prints what that took as JSON.

    python -m benchmarks.browser_once SITE "Billing 7"

The site is served by Python's own HTTP server on this machine, uncompressed and without a delay; each sample has a
fresh browser context, in which nothing is cached. The server counts the bytes, so that what workers load is counted
too. Times are taken by the page itself: a driver outside of it would add its own.
"""

from __future__ import annotations

import argparse
import functools
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PATIENCE = 600_000
"""Milliseconds: a large page on a busy machine."""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
_LISTEN = """() => {
  const times = { key: 0, first: 0, last: 0 }; window.searched = times;
  document.addEventListener("keydown", () => { times.key ||= performance.now(); }, true);
  new MutationObserver(() => {
    if (!document.querySelector(".md-search-result__item a")) return;
    times.last = performance.now(); times.first ||= times.last;
  }).observe(document.querySelector(".md-search-result"), { childList: true, subtree: true });
}"""
_FIRST, _LAST = "() => searched.first - searched.key", "() => searched.last - searched.key"
_THEME = "/assets/"


class Visit(msgspec.Struct, frozen=True):
    """One reader's first visit of the home page, and their first search."""

    first_paint: float
    """Milliseconds from the request to the first text or picture on the screen."""
    home_bytes: int
    """Loaded by the home page beside the theme's own files, and before anything is searched for."""
    home_theme_bytes: int
    search_result: float
    """Milliseconds from the first key in the search box to the first result."""
    search_settled: float
    """Milliseconds from the first key, all following at once, to the last change of the results."""
    search_bytes: int
    """Loaded for that beside the theme's own files, until nothing more came."""
    search_theme_bytes: int


class _CountingHandler(SimpleHTTPRequestHandler):
    """Serves files, and notes the path and the size of each."""

    sent: ClassVar[list[tuple[str, int]]] = []

    def log_message(self, format: str, *arguments: object) -> None:
        """Print nothing."""

    def send_header(self, keyword: str, value: str) -> None:
        """Note the length that is announced: every answer of this server says it."""
        if keyword.lower() == "content-length":
            self.sent.append((self.path, int(value)))
        super().send_header(keyword, value)


def find_chromium() -> str | None:
    """Return the path of a browser, $OKRSITE_CHROMIUM first."""
    names = [os.environ["OKRSITE_CHROMIUM"]] if os.environ.get("OKRSITE_CHROMIUM") else list(_NAMES)
    return next((path for name in names if (path := shutil.which(name))), None)


def main() -> int:
    """Visit a site several times, and print a list of visits as JSON."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser_once", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("words", help="what is searched for")
    parser.add_argument("--visits", type=int, default=5)
    options = parser.parse_args()
    with _serve(options.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_OPTIONS, timeout=_PATIENCE)
        visits = [_visit(browser, address, options.words) for _ in range(options.visits)]
        browser.close()
    print(msgspec.json.encode(visits).decode())
    return 0


def _visit(browser: Browser, address: str, words: str) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    _CountingHandler.sent.clear()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(f"({_PAINT})() > 0")
    first_paint = float(page.evaluate(_PAINT))
    home = _count_bytes()
    page.locator(".md-search__input").click()
    page.evaluate(_LISTEN)
    page.keyboard.type(words)
    page.wait_for_function("() => searched.first > 0")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)  # what is loaded by a worker doesn't keep the network of a page busy
    everything = _count_bytes()
    first, last = float(page.evaluate(_FIRST)), float(page.evaluate(_LAST))
    context.close()
    return Visit(first_paint, *home, first, last, everything[0] - home[0], everything[1] - home[1])


def _count_bytes() -> tuple[int, int]:
    """Return the bytes sent so far: beside the theme's files, and of these."""
    sent = list(_CountingHandler.sent)
    theme = sum(size for path, size in sent if path.startswith(_THEME))
    return sum(size for _, size in sent) - theme, theme


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_CountingHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main())
