"""The example site in a real browser: built once, served on loopback, opened in tabs that remember nothing.

Every page that a test opens is listened to: a message on its console, an error, a request to anywhere else or one that
fails makes the test fail, whatever it was about.
"""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from kinds import WIDE
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, expect, sync_playwright
from rare_companies import write_linked_company, write_wide_company
from shared_folders import share_published_example
from stories import build_site

from okrsite.search.files import STUB, WHOLE
from okrsite.site.mkdocs.search_index import divide_search_index

ROOT = Path(__file__).parents[2]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 300_000
"""Milliseconds after which what a test waits for is taken to be missing: a machine that is busy elsewhere is slow."""

Open = Callable[..., Page]


class Host(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it. What all pages load is kept: to ask about it again takes a tenth of a page."""

    protocol_version = "HTTP/1.1"  # a connection is used again
    disable_nagle_algorithm = True  # else the second half of an answer waits until the first one was acknowledged

    def log_message(self, format, *args):
        pass

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=86400" if self.path.startswith("/assets/") else "no-cache")
        super().end_headers()


def send_headers(headers: Iterable[tuple[str, str]]) -> type[Host]:
    """Return a host that sends headers with every answer."""

    class Sending(Host):
        def end_headers(self):
            for name, value in headers:
                self.send_header(name, value)
            super().end_headers()

    return Sending


class _Quiet(Host):
    """Serves a folder as a plain host does: an address without a page shows 404.html."""

    def do_GET(self):
        if self.path == "/favicon.ico":  # asked for beside a file that is no page, sooner or later
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def send_error(self, code, message=None, explain=None):
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path: $OKRSITE_CHROMIUM, which has to be right, or one that is on the path."""
    named = os.environ.get("OKRSITE_CHROMIUM")
    if named:
        found = shutil.which(named)
        assert found, f"OKRSITE_CHROMIUM names {named}, and there is no such program"
        return found
    for name in NAMES:
        if found := shutil.which(name):
            return found
    # Somebody may work without a browser; in CI, tests that were never run are no success.
    say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    say("NO CHROMIUM: nothing was tried in a browser. Install chromium, or name one in OKRSITE_CHROMIUM.")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=OPTIONS, timeout=PATIENCE)
        make = running.new_context

        def patient(**options: Any) -> BrowserContext:
            context = make(**options)
            context.set_default_timeout(PATIENCE)
            return context

        running.new_context = patient  # whichever test makes one: the machine may be busy
        yield running
        running.close()


class Tabs:
    """Tabs of a browser that are used again and again, with nothing left in them of whoever had them before.

    A new one starts a process and compiles all scripts anew, which takes three times as long as to open a page in it.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[str, list[Page]] = defaultdict(list)

    @contextmanager
    def lend(
        self,
        heard: Mapping[str, Callable[[Any], object]],
        *,
        viewport: Any = WIDE,
        color_scheme: Any = "light",
        forced_colors: Any = "none",
        **options: Any,
    ) -> Iterator[Page]:
        """Lend an empty tab, and call what is given for an event of it; other options are those of a context."""
        free = self._free[repr(sorted(options.items()))]
        page = free.pop() if free else self._browser.new_context(viewport=viewport, **options).new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(
            media="null", color_scheme=color_scheme, reduced_motion="reduce", forced_colors=forced_colors
        )
        for event, handle in heard.items():
            page.on(event, handle)
        yield page
        for tab in page.context.pages:
            tab.wait_for_load_state("load")  # one that is closed or emptied while it goes elsewhere may never answer
        for event, handle in heard.items():
            page.remove_listener(event, handle)
        if page.context.pages == [page] and self._empty(page):
            free.append(page)
        else:
            page.context.close()

    def _empty(self, page: Page) -> bool:
        """Whether a tab is empty now: not where it was elsewhere, or goes elsewhere just then."""
        try:
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        except Error:
            page.wait_for_load_state("load")
            return False
        page.context.clear_cookies()
        page.unroute_all()
        page.mouse.move(0, 0)
        page.goto("about:blank")
        return True


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


_PORTS: set[int] = set()
"""Those on which a site was served: tabs are used again, and may have kept what another site loads."""


@contextmanager
def served(folder: Path, host: type[Host] = _Quiet) -> Iterator[str]:
    """The address of a built site, served on loopback as long as it is needed."""
    with ExitStack() as in_use:
        while True:
            server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(host, directory=str(folder)))
            if server.server_port not in _PORTS:
                break
            in_use.callback(server.server_close)
    _PORTS.add(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def copy_with_search_in_parts(site: Path, folder: Path) -> Path:
    """Copy a built site into a folder, with its search index kept as that of a large site; return the copy."""
    shutil.copytree(site, folder)
    (folder / WHOLE).rename(folder / STUB)
    divide_search_index(folder, most_pages=0)
    return folder


@pytest.fixture(scope="session")
def example(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example site, with its past and all that `make site` shows; built only where a browser shows it."""
    return share_published_example(tmp_path_factory)


@pytest.fixture(scope="session")
def many_teams(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of very many teams."""
    folder = tmp_path_factory.mktemp("many-teams")
    build_site(write_wide_company(folder / "company"), folder / "site", strict=True)
    return folder / "site"


@pytest.fixture(scope="session")
def linked(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the preview of a site that links to another organisation."""
    folder = tmp_path_factory.mktemp("linked")
    build_site(write_linked_company(folder / "company"), folder / "site", preview=True)
    return folder / "site"


@pytest.fixture(scope="session")
def base(example: Path) -> Iterator[str]:
    """The address of the example site."""
    with served(example) as address:
        yield address


def _lost(request: Request) -> bool:
    return request.failure != "net::ERR_ABORTED"  # that is a reader who went on before all had come


def settle(page: Page) -> None:
    """Wait until a page that has loaded has nothing left to do; what its scripts asked for is on its way by then."""
    page.evaluate("() => new Promise((done) => requestIdleCallback(done))")


@contextmanager
def listening(tabs: Tabs, base: str) -> Iterator[Open]:
    """Lend empty tabs for pages of a site, by their addresses, and listen to all of them."""
    heard: list[str] = []

    def hear(address: str, *, missing: bool) -> dict[str, Callable[[Any], object]]:
        def hear_request(request: Request) -> None:
            if not request.url.startswith((base, "data:", "blob:")):
                heard.append(f"{address}: asks for {request.url}")

        def hear_failure(request: Request) -> None:
            if _lost(request):
                heard.append(f"{address}: failed {request.url}")

        def hear_word(message: ConsoleMessage) -> None:
            if not missing:
                heard.append(f"{address}: {message.type} {message.text}")

        def hear_error(error: Error) -> None:
            heard.append(f"{address}: {error}")

        return {
            "console": hear_word,
            "pageerror": hear_error,
            "requestfailed": hear_failure,
            "request": hear_request,
        }

    with ExitStack() as lent:

        def lend(address: str, *, missing: bool = False, **options: Any) -> Page:
            return lent.enter_context(tabs.lend(hear(address, missing=missing), **options))

        yield lend
    assert heard == []


@contextmanager
def visiting(tabs: Tabs, base: str) -> Iterator[Open]:
    """Open pages of a site, each in an empty tab, and listen to all of them."""
    with listening(tabs, base) as lend:

        def open_page(address: str, *, missing: bool = False, **options: Any) -> Page:
            page = lend(address, missing=missing, **options)
            answer = page.goto(base + address)
            assert answer.status == (404 if missing else 200), f"{address} is not there"
            return page

        yield open_page


@pytest.fixture
def visit(tabs: Tabs, base: str) -> Iterator[Open]:
    """Open a page of the example: `visit("teams/", color_scheme="dark", viewport=NARROW)`."""
    with visiting(tabs, base) as open_page:
        yield open_page


@pytest.fixture
def visit_site(tabs: Tabs) -> Iterator[Callable[[Path], Open]]:
    """Open pages of any built site: `visit_site(folder)("map/")`."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(visiting(tabs, stack.enter_context(served(folder))))


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    """A page that is listened to: whatever it says on its console fails the test."""
    heard: list[str] = []

    def hear_failure(request: Request) -> None:
        if _lost(request):
            heard.append(f"failed {request.url}")

    hearing = {
        "console": lambda message: heard.append(f"{message.location['url']}: {message.text}"),
        "pageerror": lambda error: heard.append(str(error)),
        "requestfailed": hear_failure,
    }
    with tabs.lend(hearing) as opened:
        yield opened
    assert heard == []
