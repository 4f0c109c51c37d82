"""Serves a preview on this machine: what is asked for is as new as the files, and an edit reloads the browsers.

MkDocs' own server stays for what it is good at: its script reloads pages, other plugins know it, it serves what the
host has built, and it watches what makes the host build anew. Our pages are asked of the preview.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

from markupsafe import Markup
from mkdocs.livereload import LiveReloadServer

from okrsite.site.mkdocs.preview import Preview

log = logging.getLogger("mkdocs.plugins.okrsite")

_MOST_OFTEN, _IDLE = 0.1, 1.0
"""Seconds between two looks at the content, while a browser waits for news and while none does."""
_SHARE = 5
"""So many times as long as a look takes, no other one follows."""
_FRESH = 0.05
"""Seconds for which a look at the content is good for what is asked next, such as the pictures of a page."""
_QUIET = 0.5
"""Seconds without an edit or a question, after which problems are listed."""
_LIVE_RELOAD = "/livereload/"
_FAILURE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Nothing to show</title></head>'
    "<body><h1>The site can’t be shown</h1><pre>{}</pre><p>It comes back when that is mended.</p></body></html>"
)


class PreviewServer(LiveReloadServer):
    """Answers browsers of this machine."""

    def __init__(self, preview: Preview, host: str, port: int, root: Path, mount_path: str) -> None:
        """Serve a preview whose host builds into `root`, below `mount_path`."""
        super().__init__(self._rebuild, host, port, str(root), mount_path)
        self._preview = preview
        self._waiting: set[int] = set()
        """The threads in which browsers wait for news."""
        self._looked = 0.0
        """When the content was looked at last."""
        self._asked = 0.0
        """When a browser asked for something last, or an edit was seen."""
        self._ended = threading.Event()
        self.error_handler = lambda code: self._read_error_page(root / f"{code}.html")
        self.set_app(self.answer_request)

    def follow_edits(self) -> None:
        """Look at the content again and again, until the server is shut down."""
        pause = 0.0
        while not self._ended.wait(pause):
            begun = time.perf_counter()
            self._look()
            took = time.perf_counter() - begun
            pause = max(_MOST_OFTEN if self._waiting else _IDLE, _SHARE * took)
            if time.monotonic() - self._asked > _QUIET:
                try:
                    self._preview.report_problems()
                except Exception:  # no page needs it
                    log.exception("The problems of the content can't be listed.")

    def watch_host(self) -> None:
        """Watch what makes the host build anew, beside the content."""
        for path in self._preview.list_watched_paths():
            if str(path.absolute()) not in self._watched_paths:
                self.watch(str(path))

    def shutdown(self, wait: bool = False) -> None:
        """End the server, and look at nothing any more."""
        self._ended.set()
        super().shutdown(wait)

    def answer_request(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a page or a file of ours; leave all else to the host's server."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(_LIVE_RELOAD):
            me = threading.get_ident()
            self._waiting.add(me)
            try:
                return self._ask_host(environ, start_response)
            finally:
                self._waiting.discard(me)
        if not path.startswith(self.mount_path):
            return self._ask_host(environ, start_response)
        try:
            return self._answer(path, environ, start_response)
        except Exception as error:
            log.exception("The page at %s can't be made.", path)
            return self._send(start_response, _FAILURE.format(f"{type(error).__name__}: {error}").encode(), status=500)

    def _answer(self, path: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        inside = path[len(self.mount_path) :]
        name = f"{inside}index.html" if inside == "" or inside.endswith("/") else inside
        self._asked = time.monotonic()
        self._look()
        if not name.endswith(".html"):
            content = self._preview.find_file(name)
            if content is not None:
                kind: str = self._guess_type(name)  # type: ignore[no-untyped-call]  # MkDocs has no types for it
                return self._send(start_response, content, kind)
        with self._preview.lock:
            if self._preview.failure:
                return self._send(start_response, _FAILURE.format(self._preview.failure).encode(), status=500)
            page = self._preview.find_page(name)
            if page is not None:
                return self._send(start_response, page)
            is_folder = not inside.endswith("/") and self._preview.find_page(f"{inside}/index.html") is not None
        if is_folder:
            start_response("302 Found", [("Location", f"{quote(path)}/")])
            return []
        return self._ask_host(environ, start_response)

    def _ask_host(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = self.serve_request(environ, start_response)
        return answer

    def _send(
        self, start_response: StartResponse, content: bytes, kind: str = "text/html", status: int = 200
    ) -> Iterable[bytes]:
        """Send a page with the script that reloads it, or a file as it is."""
        if kind == "text/html":
            content = self._inject_js_into_html(content, self._visible_epoch)  # type: ignore[no-untyped-call]  # as above
        said = "200 OK" if status == 200 else "500 Internal Server Error"
        start_response(said, [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _look(self) -> None:
        """Show the content as it is now, and tell the browsers if it has changed."""
        with self._preview.lock:
            if time.monotonic() - self._looked < _FRESH:
                return
            if self._preview.update():
                self._asked = time.monotonic()
                self._announce()
            self._looked = time.monotonic()

    def _announce(self) -> None:
        """Let browsers load anew what they show; where the host builds just now, they will by themselves."""
        with self._epoch_cond:
            if self._visible_epoch == self._wanted_epoch:
                self._wanted_epoch = self._visible_epoch = max(self._visible_epoch + 1, round(time.monotonic() * 1000))
                self._epoch_cond.notify_all()

    def _rebuild(self) -> None:
        self._preview.rebuild()
        self.watch_host()

    @staticmethod
    def _read_error_page(path: Path) -> bytes | None:
        return path.read_bytes() if path.is_file() else None
