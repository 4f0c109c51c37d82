"""Real web servers on loopback, with the configuration that the project hands out, run as nobody where that can be done."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from okrsite.gate.inspection import compute_policy

ROOT = Path(__file__).parents[1]
NOBODY = 65534
SERVERS = ("nginx", "nginx of the guide", "caddy")
"""The first as in the image, the others as the guide says."""

NGINX = """
# As the image's own configuration: nothing is written but below one folder, by whoever runs it.
daemon off;
worker_processes 1;
pid {scratch}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {scratch}/body;
    proxy_temp_path {scratch}/proxy;
    fastcgi_temp_path {scratch}/fastcgi;
    uwsgi_temp_path {scratch}/uwsgi;
    scgi_temp_path {scratch}/scgi;
    include {server};
}}
"""
CADDY = """
{{
    admin off
    auto_https off
}}
{server}
"""
GUIDE = (ROOT / "okrsite" / "pages" / "guide" / "publish.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Served:
    """A site as a server answers for it."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers in small letters, and body; the path is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@contextmanager
def served(name: str, site: Path) -> Iterator[Served]:
    """Serve a site with nginx, by the configuration of the image, or with Caddy."""
    folder = Path(tempfile.mkdtemp(prefix="okrsite-web-"))
    try:
        folder.chmod(0o755)
        shutil.copytree(site, folder / "site")
        scratch = folder / "scratch"
        scratch.mkdir()
        scratch.chmod(0o777)
        port = _free_port()
        with _running(_command(name, folder, port), port, scratch) as process:
            yield Served(port, process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def nginx_configuration(folder: Path, port: int, *, guide: bool = False) -> Path:
    """Write what nginx reads: the server of the image or the guide with the places of this machine, and the headers."""
    (folder / "headers.conf").write_text(compute_policy(folder / "site").format_nginx(), encoding="utf-8")
    if guide:
        text = _of_guide("/etc/nginx/conf.d/okrs.conf")
        old_port, old_root = "listen 80;", "/srv/www/okrs/current"
    else:
        text = (ROOT / "docker" / "nginx.conf").read_text(encoding="utf-8")
        old_port, old_root = "listen 8080;", "/usr/share/nginx/html"
    text = _moved(text, {
        old_port: f"listen 127.0.0.1:{port};", old_root: f"{folder}/site",
        "/etc/nginx/okrsite-headers.conf": f"{folder}/headers.conf",
    })  # fmt: skip
    (folder / "server.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(NGINX.format(scratch=folder / "scratch", server=folder / "server.conf"), encoding="utf-8")
    return main


def _command(name: str, folder: Path, port: int) -> list[str]:
    if name.startswith("nginx"):
        return ["nginx", "-e", "stderr", "-c", str(nginx_configuration(folder, port, guide=name != "nginx"))]
    (folder / "headers.caddy").write_text(compute_policy(folder / "site").format_caddy(), encoding="utf-8")
    server = _moved(_of_guide("/etc/caddy/Caddyfile"), {
        "okrs.example.org": f"http://127.0.0.1:{port}", "/srv/www/okrs/current": f"{folder}/site",
        "/etc/caddy/okrsite-headers": f"{folder}/headers.caddy",
    })  # fmt: skip
    (folder / "Caddyfile").write_text(CADDY.format(server=server), encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def _of_guide(title: str) -> str:
    match = re.search(rf'^```\w+ title="{re.escape(title)}"\n(.*?)^```$', GUIDE, re.MULTILINE | re.DOTALL)
    assert match is not None, f"the guide shows no {title}"
    return match[1]


def _moved(text: str, places: dict[str, str]) -> str:
    """Return a configuration with the places of this machine."""
    for old, new in places.items():
        assert text.count(old) == 1, f"it says {old} no more"
        text = text.replace(old, new)
    return text


@contextmanager
def _running(command: list[str], port: int, scratch: Path) -> Iterator[subprocess.Popen[bytes]]:
    program = shutil.which(command[0])
    assert program is not None
    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    environment = {"HOME": str(scratch), "XDG_DATA_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch), "PATH": "/usr/bin:/bin"}  # fmt: skip
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [program, *command[1:]], cwd=scratch, env=environment, stdout=said, stderr=said, **as_nobody
        )
        try:
            _wait_for(port, process, said)
            yield process
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    for _ in range(200):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)  # it has ended, and never will answer
            break
    said.seek(0)
    raise AssertionError(f"the server did not start: {said.read()!r}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def user_of(process: subprocess.Popen[bytes]) -> set[int]:
    """Return the ids under which a process runs, as the system knows it."""
    text = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    match = re.search(r"^Uid:\s+(.*)$", text, re.MULTILINE)
    assert match is not None
    return {int(each) for each in match[1].split()}
