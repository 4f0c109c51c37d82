"""ProperDocs, which carries MkDocs 1.x on, builds the same site.

It is compared with the one that okrsite builds, which `test_building.py` holds to be that of MkDocs alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from shared_folders import share_example
from walk import BuiltSite

ROOT = Path(__file__).parents[2]


def build_with_properdocs(target: Path) -> BuiltSite:
    command = [
        sys.executable,
        "-m",
        "properdocs",
        "build",
        "--strict",
        "-f",
        str(ROOT / "mkdocs.yml"),
        "-d",
        str(target),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "TZ": "UTC"})
    assert done.returncode == 0, done.stderr
    return BuiltSite(target)


def test_properdocs_builds_the_same_pages(tmp_path, tmp_path_factory):
    ours, theirs = BuiltSite(share_example(tmp_path_factory)), build_with_properdocs(tmp_path / "properdocs")
    assert list(ours.pages) == list(theirs.pages)
    for path, page in ours.pages.items():
        same = theirs.pages[path]
        assert (page.text, page.ids, page.links, page.on_maps) == (same.text, same.ids, same.links, same.on_maps), path
    for name in ("search/search_index.json", "search/whole_index.json", "data/okr.json"):
        assert (ours.root / name).read_bytes() == (theirs.root / name).read_bytes()
