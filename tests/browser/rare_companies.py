"""Two companies that have the kinds of pages which the example hasn't: very many teams, and other organisations."""

from __future__ import annotations

from pathlib import Path

import yaml
from linked_company import make_ours
from other_company import encode, make_acme

TEAMS = 160
"""More than one page lists, and more than one goal names."""


def write_wide_company(folder: Path) -> Path:
    """Write a company of many teams, all of which carry one goal; return its configuration."""
    goal = {
        "id": "goal",
        "title": "Halve the wait",
        "owner": "Anna",
        "key_results": [{"id": "days", "title": "Days from booking to visit", "from": 8, "to": 4, "now": 6}],
    }
    _write_unit(folder / "content" / "company", {"name": "Company"}, goal)
    divisions = ("north", "south")
    for name in divisions:
        _write_unit(folder / "content" / "teams" / name, {"name": f"Region {name.capitalize()}"})
    for number in range(TEAMS):
        objective = {
            "id": "wait",
            "title": f"Answer on the same day in district {number}",
            "owner": "Bert",
            "contributes_to": "company/goal",
            "key_results": [
                {"id": "k", "title": "Answered the same day", "from": "0%", "to": "80%", "now": f"{number % 80}%"}
            ],
            "checkins": [{"date": "2026-11-16", "note": "Counted."}],
        }
        unit = {"name": f"District {number}", "parent": divisions[number % len(divisions)]}
        _write_unit(folder / "content" / "teams" / f"d{number}", unit, objective)
    config = folder / "mkdocs.yml"
    options = {"today": "2026-11-20", "review_packs": "none", "people_pages": False}
    plugins = ["search", {"okrsite": options}]
    config.write_text(yaml.safe_dump({"site_name": "Many teams", "docs_dir": "content", "plugins": plugins}), "utf-8")
    return _offer_both_schemes(config)


def write_linked_company(folder: Path) -> Path:
    """Write a company whose goals serve those of another organisation; return its configuration."""
    folder.mkdir(parents=True)
    config = make_ours(folder, encode(make_acme(folder.parent / "acme")), today="2026-11-20").config
    return _offer_both_schemes(config)


def _offer_both_schemes(config: Path) -> Path:
    """Give a site the light and the dark colours of the example."""
    document = yaml.safe_load(config.read_text("utf-8"))
    example = yaml.safe_load((Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8"))
    document["theme"] = {"name": "material", "font": False, "palette": example["theme"]["palette"]}
    config.write_text(yaml.safe_dump(document), "utf-8")
    return config


def _write_unit(folder: Path, unit: dict[str, object], *objectives: dict[str, object]) -> None:
    folder.mkdir(parents=True)
    (folder / "team.yml").write_text(yaml.safe_dump(unit), "utf-8")
    if objectives:
        (folder / "2026-Q4.yml").write_text(yaml.safe_dump({"objectives": list(objectives)}, sort_keys=False), "utf-8")
