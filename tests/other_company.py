"""Another organisation as tests meet it: its export, whole or spoiled, and a server that hands it out."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
from project_tree import Project

from okrsite.feeds.export import format_export

SITE = "https://goals.acme.example/okrs/"
ACME = {
    "company/team.yml": "name: Acme Holding",
    "company/2026.yml": """
        objectives:
          - id: new-market
            title: Win a second market
            owner: Zoe
            key_results:
              - id: shops
                title: Shops abroad
                from: 0
                to: 10
                now: 4
    """,
    "teams/growth/team.yml": "name: Growth",
    "teams/growth/2026-Q4.yml": """
        objectives:
          - id: spain
            title: Open in Spain
            owner: Yan
            contributes_to: company/new-market
            key_results: [{id: first, title: First shop, done: no}]
    """,
}


def export_company(project: Project) -> dict[str, Any]:
    """Return what a company exports, to be spoiled."""
    document: dict[str, Any] = json.loads(format_export(project.snapshot()))
    return document


def make_acme(folder: Path) -> dict[str, Any]:
    """Return the export of the other company, made of its own content."""
    folder.mkdir(exist_ok=True)
    return export_company(Project(folder, {}).write(ACME))


def encode(document: object) -> bytes:
    return msgspec.json.encode(document)


@dataclass
class Answers:
    """What a server answers, and what it was asked."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: threading.Event | None = None
    """Nothing is sent before that is set."""
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def serve_answers() -> Iterator[Answers]:
    """Run a server on loopback that answers as it is told."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers.asked.append(self.path)
            if answers.wait is not None:
                answers.wait.wait(60)
            try:
                self.send_response(answers.status)
                for name, value in {"Content-Length": str(len(answers.body)), **answers.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answers.body)
            except OSError:
                pass  # whoever asked has gone

        def log_message(self, *about: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    answers.url = f"http://127.0.0.1:{server.server_address[1]}/data/okr.json"
    try:
        yield answers
    finally:
        if answers.wait is not None:
            answers.wait.set()
        server.shutdown()
        server.server_close()


Spoil = Callable[[dict[str, Any]], None]
