"""Our company that links to the other one, as a folder that can be built."""

from __future__ import annotations

from pathlib import Path

from other_company import SITE
from project_tree import Project

GOAL = """
objectives:
  - id: goal
    title: Grow abroad
    owner: anna
    contributes_to: {to: "acme:company/new-market#shops", share: 20%, because: We open two of them.}
    key_results: [{id: k, title: Shops of ours, from: 0, to: 10, now: 3}]
"""
TEAM = """
objectives:
  - id: x
    title: Help to grow
    owner: anna
    contributes_to: company/goal
    supports: [acme:growth/spain, acme:growth/gone]
    key_results: [{id: k, title: A key result, from: 0, to: 10, now: 5, supports: acme:growth/spain#first}]
"""
ALONE = """
objectives:
  - id: y
    title: Something else
    owner: anna
    unaligned: The law asks for it.
    key_results: [{id: k, title: A key result, from: 0, to: 10, now: 5}]
"""


def make_ours(root: Path, export: bytes, **options: object) -> Project:
    """Return our company beside the export of the other one."""
    (root / "acme.json").write_bytes(export)
    federation = {"acme": {"export": "acme.json", "site": SITE, "name": "Acme & Sons"}}
    files = {
        "company/team.yml": "name: Ours",
        "company/2026-Q4.yml": GOAL,
        "teams/a/team.yml": "name: A",
        "teams/a/2026-Q4.yml": TEAM,
        "teams/b/team.yml": "name: B",
        "teams/b/2026-Q4.yml": ALONE,
    }
    return Project(root, {"federation": federation, **options}).write(files)
