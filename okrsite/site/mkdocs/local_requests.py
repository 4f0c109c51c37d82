"""Whom the live preview answers: a browser that asked for this machine, for a path that means what it says.

A page elsewhere can let its own name lead to this machine and then read a preview as if it were its own (rebinding);
the name it asks for gives it away. MkDocs' server doesn't look at it.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from okrsite.late_patterns import compile_late

_LONGEST = 2_000
"""Characters of a path; one below the content folder has 1,000 bytes at most."""
# What the script of a preview asks for: two counters of milliseconds. Python refuses to read thousands of digits.
_POLL = compile_late(r"/livereload/[0-9]{1,20}/[0-9]{1,20}", re.ASCII)


def require_local_host(application: WSGIApplication, own_name: str) -> WSGIApplication:
    """Return a WSGI application that turns strangers and odd paths away before the given one sees them.

    Args:
        application: What answers everybody else.
        own_name: The name or address on which the server was told to listen.
    """

    def answer_request(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_local_host(environ.get("HTTP_HOST", ""), own_name):
            start_response("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This preview answers to localhost only.\n"]
        if is_ambiguous_path(environ.get("PATH_INFO", "")):
            start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"There is no such page.\n"]
        return application(environ, start_response)

    return answer_request


def is_local_host(host: str, own_name: str) -> bool:
    """Whether a Host header names this machine in a way that no other page could have arranged.

    An address can't be rebound, only a name can; so any address is fine, and of names localhost and our own.
    """
    name = _strip_port(host)
    if name in ("localhost", own_name.lower()) or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def is_ambiguous_path(path: str) -> bool:
    """Whether a path may mean another file, or another host, than it seems to.

    Parents would be resolved soundly, but nobody types them; on Windows a backslash or a drive leads out of the folder;
    a redirect to `//name/` leads to another host.
    """
    if len(path) > _LONGEST or (path.startswith("/livereload/") and not _POLL.fullmatch(path)):
        return True
    try:
        # What is no UTF-8 would be passed over, so that what is left may mean another path.
        path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return True
    return path.startswith("//") or ".." in path.split("/") or any(sign in path for sign in "\\:\0")


def _strip_port(host: str) -> str:
    """Return the name or address in a Host header, without its port."""
    host = host.strip().lower()
    name, _, port = host.rpartition(":")
    if name and port.isdecimal():
        host = name
    return host.removesuffix(".")
