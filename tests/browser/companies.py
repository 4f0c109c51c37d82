"""Imagined companies of a given size: goals, divisions and teams, most objectives linked, some not, some in a circle
of dependencies. The same for the same numbers.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

VERBS = ("Halve", "Double", "Win", "Keep", "Rebuild", "Simplify")
THINGS = ("the wait", "repeat orders", "the first visit", "what customers ask for", "the monthly close")
STATES = ("on track", "at risk", "off track", None)


@dataclass(frozen=True, slots=True)
class Size:
    """How many units there are, and how many objectives each of them has."""

    goals: int
    divisions: int
    per_division: int
    teams: int
    per_team: int

    @property
    def objectives(self) -> int:
        """All of them."""
        return self.goals + self.divisions * self.per_division + self.teams * self.per_team


SIZES = {30: Size(3, 2, 3, 7, 3), 300: Size(4, 8, 3, 68, 4), 3000: Size(5, 20, 6, 115, 25)}


def write(folder: Path, size: Size) -> Path:
    """Write the configuration and the content, and return the configuration's path."""
    chance = random.Random(size.objectives)
    goals = [f"company/g{number}" for number in range(size.goals)]
    divided = {f"d{k}": [f"d{k}/o{n}" for n in range(size.per_division)] for k in range(size.divisions)}
    _unit(
        folder / "content" / "company", "Company", "", [_objective("g", number, chance) for number in range(size.goals)]
    )
    for number, (name, refs) in enumerate(divided.items()):
        kept = [
            _objective("o", place, chance, contributes_to=[goals[(number + place) % len(goals)]])
            for place in range(len(refs))
        ]
        _unit(folder / "content" / "teams" / name, f"Division {number}", "", kept)
    everything = [ref for refs in divided.values() for ref in refs]
    for number in range(size.teams):
        division = list(divided)[number % len(divided)]
        kept = []
        for place in range(size.per_team):
            links: dict[str, list[str]] = {}
            dice = chance.random()
            if dice < 0.8:
                links["contributes_to"] = [chance.choice(divided[division])]
            elif dice < 0.95:
                links["supports"] = [chance.choice(everything)]
            if chance.random() < 0.1:
                links["depends_on"] = [f"t{(number + 1) % size.teams}/o{place}"]
            kept.append(_objective("o", place, chance, **links))
        _unit(folder / "content" / "teams" / f"t{number}", f"Team {number}", division, kept)
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Imagined\ndocs_dir: content\ntheme:\n  name: material\n  font: false\n"
        "plugins:\n  - search\n  - okrsite:\n      today: 2026-11-20\n",
        "utf-8",
    )
    return config


def _objective(prefix: str, number: int, chance: random.Random, **links: list[str]) -> dict[str, object]:
    now = chance.randrange(101)
    stated = chance.choice(STATES)
    return {
        "id": f"{prefix}{number}",
        "title": f"{chance.choice(VERBS)} {chance.choice(THINGS)}, part {number}",
        "owner": f"Person {chance.randrange(40)}",
        **({"status": stated} if stated else {}),
        **links,
        "key_results": [{"id": "k", "title": "How much", "from": 0, "to": 100, "now": now}],
        "checkins": [{"date": "2026-11-16", "note": "Seen."}],
    }


def _unit(folder: Path, name: str, parent: str, objectives: list[dict[str, object]]) -> None:
    folder.mkdir(parents=True)
    (folder / "team.yml").write_text(f"name: {name}\n" + (f"parent: {parent}\n" if parent else ""), "utf-8")
    (folder / "2026-Q4.yml").write_text(yaml.safe_dump({"objectives": objectives}, sort_keys=False), "utf-8")
