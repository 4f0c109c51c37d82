"""Drives the system's Firefox by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).

Playwright has a Firefox of its own, which it downloads, and can't drive another one. What is asked of it here is little:
open a file, run a script in the page, type. What the page complains about, and what it asks for, is kept.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("firefox-esr", "firefox")
_PATIENCE = 300.0
"""Seconds after which an answer or a change of the page is taken to be missing: other work may keep the machine busy."""
# Firefox itself would ask its makers for updates and experiments: the test is about what pages ask for.
_SETTINGS = {
    "remote.active-protocols": 1,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


class FirefoxTab:
    """One tab, and what its pages asked for and complained about."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._asked = 0
        self.requests: list[str] = []
        """Addresses, in order."""
        self.complaints: list[str] = []
        """Errors and warnings on the console."""
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self._call("browsingContext.create", type="tab")["context"]

    def open(self, url: str) -> None:
        """Open an address, and return once it is loaded."""
        self._call("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression in the page: text, a number or a truth value.

        Raises:
            AssertionError: it fails.
        """
        answer = self._call("script.evaluate", expression=script, target={"context": self._tab}, awaitPromise=True)
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"].get("value")

    def wait_for(self, script: str) -> Any:
        """Return the value of an expression once it is true.

        Raises:
            AssertionError: it stays untrue.
        """
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if value := self.evaluate(script):
                return value
            time.sleep(0.1)
        raise AssertionError(f"this never became true: {script}")

    def type(self, text: str) -> None:
        """Press and release a key for each character; they go to whatever has the focus."""
        keys = [{"type": kind, "value": character} for character in text for kind in ("keyDown", "keyUp")]
        self._call("input.performActions", context=self._tab, actions=[{"type": "key", "id": "keys", "actions": keys}])

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._asked += 1
        self._connection.send(json.dumps({"id": self._asked, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(timeout=_PATIENCE))
            if message.get("id") == self._asked:
                assert message["type"] == "success", message
                return message["result"]
            self._note(message)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "network.beforeRequestSent":
            self.requests.append(event["params"]["request"]["url"])
        elif event.get("method") == "log.entryAdded" and event["params"]["level"] in ("error", "warn"):
            self.complaints.append(str(event["params"]["text"]))


def find_firefox() -> str | None:
    """Return the path of the system's Firefox; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def run_firefox(program: str) -> Iterator[FirefoxTab]:
    """Start a Firefox that remembers nothing, and end it at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = "".join(f'user_pref("{name}", {json.dumps(value)});\n' for name, value in _SETTINGS.items())
        Path(folder, "user.js").write_text(settings, "utf-8")
        log = Path(folder, "firefox.log")
        command = [program, "--headless", "--no-remote", "--profile", folder, "--remote-debugging-port", "0"]
        with log.open("wb") as stream, subprocess.Popen(command, stdout=stream, stderr=stream) as process:
            try:
                with connect(f"{_wait_for_address(log, process)}/session", max_size=None) as connection:
                    yield FirefoxTab(connection)
            finally:
                process.kill()


def _wait_for_address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Return the address at which Firefox says that it listens."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"Firefox doesn't listen: {log.read_text('utf-8', 'replace')[-2000:]}")
