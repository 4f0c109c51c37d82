"""An export from an address on the web or from a file: all of it within limits of size and time, or nothing.

What answers may be broken, slow, endless or hostile. Nothing of an answer is run, and no message quotes it. A
redirection is followed on the same host only: whoever answers can't send a build to other machines of its network.
"""

from __future__ import annotations

import http.client
import os
import stat
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import msgspec

from okrsite import __version__
from okrsite.federation.reader import LARGEST
from okrsite.federation.records import UnusableExportError
from okrsite.refusals import explain_refusal

_CHUNK = 64 * 1024
_MOST_REDIRECTIONS = 3


class Limits(msgspec.Struct, frozen=True):
    """How much of an export is waited for."""

    seconds: float = 20.0
    """For all of it, from looking up its host to the last byte."""
    size: int = LARGEST
    """Bytes."""


LIMITS = Limits()


class _SameHostOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirections to the same host, and never from an encrypted address to a plain one."""

    max_redirections = _MOST_REDIRECTIONS
    max_repeats = _MOST_REDIRECTIONS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        is_same = (after.hostname, after.username, after.password) == (before.hostname, None, None)
        is_safe = after.scheme == "https" or (after.scheme, before.scheme, after.port) == ("http", "http", before.port)
        if not (is_same and is_safe):
            fp.close()  # nobody else does, once this is raised
            raise UnusableExportError(
                "its address leads to another host or to a plain one",
                "Ask where it is now, and write that address into the settings.",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download_all(addresses: Iterable[str], limits: Limits = LIMITS) -> dict[str, bytes | UnusableExportError]:
    """Return what lies at several addresses, or why it can't be had; all are asked at the same time."""
    downloads = {address: _Download(address, limits) for address in addresses}
    return {address: download.wait() for address, download in downloads.items()}


class _Download:
    """One download, in a thread of its own: only so is the lookup of a host limited, too."""

    def __init__(self, address: str, limits: Limits) -> None:
        """Begin."""
        self._address = address
        self._limits = limits
        self._stopped = threading.Event()
        self._got: bytes | UnusableExportError = UnusableExportError(
            f"its host has not sent all of it within {limits.seconds:g} seconds", "Try it again later."
        )
        self._late = self._got
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait(self) -> bytes | UnusableExportError:
        """Return what was sent, or why it can't be used."""
        self._thread.join(self._limits.seconds)
        self._stopped.set()
        return self._late if self._thread.is_alive() else self._got

    def _run(self) -> None:
        try:
            self._got = self._read()
        except UnusableExportError as error:
            self._got = error
        except urllib.error.HTTPError as error:
            error.close()  # the answer, with its socket
            self._got = UnusableExportError(
                f"its host answers with the status {int(error.code)}", "Look whether its address is still the same."
            )
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                self._got = self._late
                return
            said = explain_refusal(reason) if isinstance(reason, OSError) and reason.errno else "it didn't answer"
            self._got = UnusableExportError(
                f"its host can't be reached ({said})", "Look whether its address is still the same."
            )

    def _read(self) -> bytes:
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _SameHostOnly(),
        ):
            opener.add_handler(handler)
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": f"okrsite/{__version__}",
        }
        request = urllib.request.Request(self._address, headers=headers)
        with opener.open(request, timeout=self._limits.seconds) as response:
            data = bytearray()
            while not self._stopped.is_set() and (chunk := response.read1(_CHUNK)):
                data += chunk
                if len(data) > self._limits.size:
                    raise _make_size_error(self._limits)
            length = response.headers.get("Content-Length", "")
            if length.isdecimal() and len(length) < 12 and len(data) < int(length):
                raise UnusableExportError("its host has sent only a part of it", "Try it again later.")
            return bytes(data)


def read_export_file(base: Path, typed: str, limits: Limits = LIMITS) -> bytes:
    """Return what a file holds, by its path as the settings have it, from a folder on.

    Raises:
        UnusableExportError: it is no file, is too large, or can't be read.
    """
    try:
        # Not blocking: a pipe that lies there answers at once, and is then seen to be none.
        descriptor = os.open(base / typed, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise UnusableExportError("something else than a file lies there", "Name the file of the export.")
            data = stream.read(limits.size + 1)
    except OSError as error:
        # The same on each machine: where the folder lies is nobody's business.
        refused = OSError(error.errno, error.strerror, typed)
        raise UnusableExportError(explain_refusal(refused), "See what lies there, or write another path.") from None
    if len(data) > limits.size:
        raise _make_size_error(limits)
    return data


def _make_size_error(limits: Limits) -> UnusableExportError:
    return UnusableExportError(
        f"it is larger than {limits.size / 1024**2:g} MB", "Ask them for an export with fewer cycles."
    )
