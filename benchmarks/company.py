"""Writes an imagined company in okrsite's format: every other unit in Markdown, the others in YAML."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from benchmarks.imagine import Company, KeyResult, Objective, Unit, imagine

_SETTINGS = """\
site_name: Example Company
site_url: https://okr.example.org/
docs_dir: content
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins:
  - search
  - okrsite:
      today: {today}
"""


def write(directory: Path, *, teams: int, seed: int = 1, cycle: str = "2026-Q4") -> Company:
    """Write `mkdocs.yml` and `content/` of a company of so many teams, and return what was imagined.

    The directory is made where it's missing; what is in it already stays, except for files of the same name.
    """
    company = imagine(teams, seed, cycle)
    content = directory / "content"
    content.mkdir(parents=True, exist_ok=True)
    (directory / "mkdocs.yml").write_text(_SETTINGS.format(today=company.today), "utf-8")
    (content / "index.md").write_text("# Example Company\n\nWhere we are going, and how far we are.\n", "utf-8")
    # Teams name their people by name alone; whoever leads what is above them is registered.
    known = [unit for unit in company.units if not unit.is_team]
    people = {person.id: {"name": person.name, "team": unit.id} for unit in known for person in unit.people}
    (content / "people.yml").write_text(_yaml(people), "utf-8")
    for number, unit in enumerate(company.units):
        folder = content / "company" if unit.parent is None else content / "teams" / unit.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "team.yml").write_text(_yaml(_team(unit)), "utf-8")
        if number % 2:
            (folder / f"{cycle}.yml").write_text(_yaml(_as_yaml(unit)), "utf-8")
        else:
            (folder / f"{cycle}.md").write_text(_as_markdown(unit), "utf-8")
    return company


class _Dumper(yaml.CSafeDumper):
    """Writes everything out, because okrsite refuses anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _yaml(value: dict[str, Any]) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def _team(unit: Unit) -> dict[str, Any]:
    people = [person.name if unit.is_team else person.id for person in unit.people]
    team: dict[str, Any] = {"name": unit.name, "lead": people[0], "mission": unit.mission}
    if unit.parent is not None:
        team |= {"members": people, "parent": unit.parent}
    return team


def _as_yaml(unit: Unit) -> dict[str, Any]:
    return {"summary": unit.summary, "objectives": [_objective(objective) for objective in unit.objectives]}


def _objective(objective: Objective) -> dict[str, Any]:
    fields = {
        "id": objective.id,
        "title": objective.title,
        "why": objective.why,
        "owner": objective.owner,
        "ambition": objective.ambition,
        "contributes_to": list(objective.contributes_to),
        "supports": [{"to": to, "because": because} for to, because in objective.supports],
        "depends_on": list(objective.depends_on),
        "notes": objective.notes,
        "key_results": [_key_result(key_result) for key_result in objective.key_results],
        "initiatives": [
            {"title": title, "owner": owner, "status": "done" if done else "todo"}
            for title, owner, done in objective.initiatives
        ],
        "checkins": [
            {"date": checkin.day, "by": checkin.by, "note": checkin.note} | _readings(objective, n)
            for n, checkin in enumerate(objective.checkins)
        ],
    }
    return {key: value for key, value in fields.items() if value}


def _key_result(key_result: KeyResult) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": key_result.id, "title": key_result.title, "owner": key_result.owner}
    if key_result.kind == "milestones":
        fields["milestones"] = [{"title": title, "done": done} for title, done in key_result.steps]
    elif key_result.kind == "keep":
        fields |= {"keep": keep(key_result), "now": amount(key_result, key_result.values[-1])}
    else:
        fields |= {
            name: amount(key_result, value)
            for name, value in (("from", key_result.start), ("to", key_result.target), ("now", key_result.values[-1]))
        }
    return fields | {"confidence": f"{key_result.confidences[-1]}%"}


def _readings(objective: Objective, n: int) -> dict[str, Any]:
    measured = [key_result for key_result in objective.key_results if key_result.values]
    return {
        "now": {key_result.id: amount(key_result, key_result.values[n]) for key_result in measured},
        "confidence": {key_result.id: f"{key_result.confidences[n]}%" for key_result in measured},
    }


def amount(key_result: KeyResult, value: int) -> int | str:
    """Return a value as people type it: a bare number, or one with its unit."""
    return f"{value}{key_result.unit}" if key_result.unit else value


def keep(key_result: KeyResult) -> str:
    """Return a range as people type it."""
    return f"{key_result.start}%..{key_result.target}%"


def _as_markdown(unit: Unit) -> str:
    parts = [f"---\nsummary: {json.dumps(unit.summary)}\n---\n"]
    for objective in unit.objectives:
        parts += _objective_lines(objective)
    return "\n".join(parts)


def _objective_lines(objective: Objective) -> list[str]:
    lines = [f"## {objective.title}", "", f"- Id: {objective.id}", f"- Owner: {objective.owner}"]
    lines += [f"- Contributes to: {reference}" for reference in objective.contributes_to]
    lines += [f"- Supports: {reference} (because {because})" for reference, because in objective.supports]
    lines += [f"- Depends on: {reference}" for reference in objective.depends_on]
    lines += [f"- Ambition: {objective.ambition}", "", objective.why, ""]
    lines += ["| Key result | Id | Owner | From | To | Keep | Now | Confidence |", "| - | - | - | - | - | - | - | - |"]
    for key_result in objective.key_results:
        if key_result.kind != "milestones":
            lines.append(_row(key_result))
    for key_result in objective.key_results:
        if key_result.kind == "milestones":
            lines += ["", f"- KR: {key_result.title}", f"  - Id: {key_result.id}", f"  - Owner: {key_result.owner}"]
            lines += [f"  - Confidence: {key_result.confidences[-1]}%"]
            lines += [f"  - [{'x' if done else ' '}] {title}" for title, done in key_result.steps]
    lines += ["", objective.notes, "", "### Initiatives", ""]
    lines += [f"- [{'x' if done else ' '}] {title} ({owner})" for title, owner, done in objective.initiatives]
    lines += ["", "### Check-ins", ""]
    for n, checkin in enumerate(objective.checkins):
        values = ", ".join(
            f"{key_result.id} {amount(key_result, key_result.values[n])} ({key_result.confidences[n]}%)"
            for key_result in objective.key_results
            if key_result.values
        )
        lines.append(f"- {checkin.day}, {checkin.by}: {checkin.note} {values}")
    return [*lines, ""]


def _row(key_result: KeyResult) -> str:
    ends = (
        ["", "", keep(key_result)]
        if key_result.kind == "keep"
        else [str(amount(key_result, key_result.start)), str(amount(key_result, key_result.target)), ""]
    )
    cells = [key_result.title, key_result.id, key_result.owner, *ends]
    cells += [str(amount(key_result, key_result.values[-1])), f"{key_result.confidences[-1]}%"]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":  # python -m benchmarks.company DIRECTORY TEAMS SEED
    write(Path(sys.argv[1]), teams=int(sys.argv[2]), seed=int(sys.argv[3]))
