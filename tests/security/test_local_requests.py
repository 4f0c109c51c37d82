"""The live preview answers this machine's own browser, and nobody who leads a name to it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from strange_requests import STRANGERS, TRAVERSALS

from okrsite.site.mkdocs.local_requests import is_ambiguous_path, is_local_host

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives: [{title: Win, owner: Anna, key_results: [{title: Shops, from: 0, to: 3, now: 1}]}]\n",
    "evil.example/index.md": "A page whose address is a host's name.\n",
}


class Preview:
    """A live preview in a process of its own."""

    def __init__(self, folder) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "okrsite", "serve", "--port", str(self.port)],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, path: str, host: str | None = None) -> tuple[int, str, str]:
        """Return status, body and where it sends the reader; the path and the host are sent as they are."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host.format(port=self.port))
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, answer.read().decode("utf-8", "replace"), answer.getheader("Location") or ""
        connection.close()
        return found

    def wait(self) -> None:
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "the preview has ended"
            try:
                self.ask("/")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the preview never answered")


@pytest.fixture(scope="module")
def preview(tmp_path_factory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("preview")
    for path, text in FILES.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: Test\ndocs_dir: content\ntheme: {name: material}\nplugins: [search, okrsite]\n", encoding="utf-8"
    )
    running = Preview(root)
    try:
        running.wait()
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=300)


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost", "[::1]:{port}", "okr.localhost"])
def test_this_machine_is_answered(preview, host):
    status, body, _ = preview.ask("/", host)
    assert (status, "Win" in body) == (200, True)


@pytest.mark.parametrize("host", STRANGERS)
def test_a_name_that_leads_here_is_turned_away(preview, host):
    status, body, _ = preview.ask("/", host)
    assert status == 421
    assert "Win" not in body
    assert preview.ask("/livereload/0/0", host)[0] == 421


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_site(preview, path):
    status, body, location = preview.ask(path)
    assert status == 404, body[:200]
    assert "site_name" not in body
    assert "root:" not in body
    assert location == ""


def test_no_redirect_leads_to_another_host(preview):
    assert preview.ask("/evil.example")[2] == "/evil.example/"
    for path in ("//evil.example", "///evil.example", "/\\evil.example", "/%2fevil.example", "/.//evil.example"):
        location = preview.ask(path)[2]
        assert not location.replace("\\", "/").startswith("//"), path
        assert ":" not in location, path


def test_it_listens_on_loopback_only(preview):
    listening = socket.socket()
    # Another address of this machine's own: taken only if the preview listens on all of them.
    try:
        listening.bind(("127.0.0.2", preview.port))
    finally:
        listening.close()


def test_a_name_is_ours_only_if_nobody_else_can_have_arranged_it():
    assert is_local_host("preview.corp:8000", "preview.corp")
    assert is_local_host("192.168.1.7:8000", "0.0.0.0")
    assert not is_local_host("preview.corp:8000", "127.0.0.1")
    assert not is_ambiguous_path("/teams/a..b/")
