"""Prints what an installation of okrsite consists of, as CycloneDX 1.6 JSON: `make sbom`.

It reads the lock file, which is what CI and the image install, so that the list can't differ from what runs. Licences
are those that installed packages of the same version declare. No clock, no random number: one lock, one list.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from importlib import metadata
from pathlib import Path

FOLDER = Path(__file__).parent
LOCK = FOLDER / "site.txt"
_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def sbom(lock: str, version: str) -> dict[str, object]:
    """Return the bill of materials of a lock file."""
    own = f"pkg:pypi/okrsite@{version}"
    parts = [_component(found["name"], found["version"]) for found in _LOCKED.finditer(lock)]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": own, "name": "okrsite", "version": version, "purl": own,
                "licenses": [{"license": {"id": "MIT"}}],
            },
            "properties": [
                {"name": "okrsite:lock:sha256", "value": hashlib.sha256(lock.encode("utf-8")).hexdigest()},
            ],
        },
        "components": parts,
    }  # fmt: skip


def _component(name: str, version: str) -> dict[str, object]:
    purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
    found: dict[str, object] = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    try:
        installed = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return found
    licence = installed.get("License-Expression")
    if licence and installed.get("Version") == version:
        found["licenses"] = [{"expression": licence}]
    return found


def _own_version() -> str:
    text = (FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8")
    match = re.search(r'^version = "([^"]+)"$', text, re.MULTILINE)
    if match is None:
        raise ValueError("pyproject.toml names no version.")
    return match[1]


if __name__ == "__main__":
    json.dump(sbom(LOCK.read_text(encoding="utf-8"), _own_version()), sys.stdout, indent=2)
    sys.stdout.write("\n")
