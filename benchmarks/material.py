"""Writes an imagined company as plain Markdown for stock Material for MkDocs: what one would type without okrsite.

Twice: with a page for each unit, which is what people do by hand, and with a page for everything that okrsite has a
page for (units, their cycles, objectives, people, the lists of them), so that equal numbers of pages are compared. The
words and numbers are the same: fields, prose, tables of key results, initiatives, check-ins. Nothing is computed and
there are no maps, so all of that counts against okrsite. `navigation.prune` is on, and no folder holds more than
a division's teams: without both, Material's time grows with the square of the pages.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.company import amount, keep
from benchmarks.imagine import Company, KeyResult, Objective, Person, Unit

_SETTINGS = """\
site_name: Example Company
site_url: https://okr.example.org/
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins: [search]
markdown_extensions:
  - toc: {permalink: true}
  - tables
  - attr_list
"""


def write(directory: Path, company: Company) -> None:
    """Write `mkdocs.yml` and `docs/` with a page for each unit, a folder for each division."""
    write_empty(directory)
    for unit in company.units:
        _put(directory, f"{_folder(unit)}.md" if _is_leaf(unit) else f"{_folder(unit)}/index.md", _page(unit, company))


def write_equal(directory: Path, company: Company) -> None:
    """Write `mkdocs.yml` and `docs/` with a page for each unit, cycle of a unit, objective and person, and the lists.

    What okrsite has beside these is its guide: a handful of pages, whatever the company's size.
    """
    write_empty(directory)
    _put(directory, "teams.md", _teams(company))
    _put(directory, "people.md", _people(company))
    _put(directory, "cycles.md", f"# Cycles\n\n- {company.cycle}: {len(company.units)} units\n")
    _put(directory, "map.md", _map(company))
    for unit in company.units:
        folder = _folder(unit)
        _put(directory, f"{folder}/index.md", _page(unit, company))
        _put(directory, f"{folder}/{company.cycle}/index.md", _page(unit, company, f", {company.cycle}"))
        for objective in unit.objectives:
            lines = [f"# {objective.title}", "", f"{unit.name}, {company.cycle}", "", *_objective_lines(objective)]
            _put(directory, f"{folder}/{company.cycle}/{objective.id}.md", "\n".join(lines))
        for person in unit.people:
            _put(directory, f"{folder}/people/{person.id}.md", _person(person, unit))


def write_empty(directory: Path) -> None:
    """Write the same site with a home page only: the time that every MkDocs build takes."""
    docs = directory / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (directory / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    (docs / "index.md").write_text("# Example Company\n\nWhere we are going, and how far we are.\n", "utf-8")


def _put(directory: Path, page: str, text: str) -> None:
    path = directory / "docs" / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _is_leaf(unit: Unit) -> bool:
    return unit.parent != "company"


def _folder(unit: Unit) -> str:
    return unit.id if unit.parent in (None, "company") else f"{unit.parent}/{unit.id}"


def _teams(company: Company) -> str:
    rows = [f"| {unit.name} | {unit.people[0].name} | {len(unit.objectives)} |" for unit in company.units]
    return "\n".join(["# Teams", "", "| Team | Lead | Objectives |", "| - | - | - |", *rows, ""])


def _people(company: Company) -> str:
    rows = [f"| {person.name} | {unit.name} |" for unit in company.units for person in unit.people]
    return "\n".join(["# People", "", "| Name | Team |", "| - | - |", *rows, ""])


def _map(company: Company) -> str:
    """The objectives of the company and its divisions as a nested list: there is no picture of them in Markdown."""
    lines = ["# Map", ""]
    for unit in company.units:
        if not _is_leaf(unit) or unit.parent is None:
            lines += [f"- {unit.name}", *(f"    - {objective.title}" for objective in unit.objectives)]
    return "\n".join([*lines, ""])


def _person(person: Person, unit: Unit) -> str:
    lines = [f"# {person.name}", "", f"{unit.name}", "", "## Objectives", ""]
    for objective in unit.objectives:
        if objective.owner == person.name:
            lines += [f"- {objective.title}", *(f"    - {key_result.title}" for key_result in objective.key_results)]
    lines += ["", "## Key results", ""]
    for objective in unit.objectives:
        lines += [
            f"- {key_result.title} ({objective.title})"
            for key_result in objective.key_results
            if key_result.owner == person.name
        ]
    return "\n".join([*lines, ""])


def _page(unit: Unit, company: Company, more: str = "") -> str:
    lines = [
        f"# {unit.name}{more}",
        "",
        unit.mission,
        "",
        f"Lead: {unit.people[0].name}. As of {company.today}.",
        "",
        unit.summary,
        "",
    ]
    for objective in unit.objectives:
        lines += _objective_lines(objective)
    return "\n".join(lines)


def _objective_lines(objective: Objective) -> list[str]:
    lines = [
        f"## {objective.title} {{#{objective.id}}}",
        "",
        f"- Owner: {objective.owner}",
        f"- Ambition: {objective.ambition}",
    ]
    lines += [f"- Contributes to: {reference}" for reference in objective.contributes_to]
    lines += [f"- Supports: {reference} (because {because})" for reference, because in objective.supports]
    lines += [f"- Depends on: {reference}" for reference in objective.depends_on]
    lines += [
        "",
        objective.why,
        "",
        "| Key result | Owner | From | To | Now | Confidence |",
        "| - | - | - | - | - | - |",
    ]
    lines += [_row(key_result) for key_result in objective.key_results]
    lines += ["", objective.notes, "", "### Initiatives", ""]
    lines += [f"- {title} ({owner}, {'done' if done else 'to do'})" for title, owner, done in objective.initiatives]
    lines += ["", "### Check-ins", ""]
    for n, checkin in enumerate(objective.checkins):
        values = ", ".join(
            f"{key_result.title} {amount(key_result, key_result.values[n])} ({key_result.confidences[n]}%)"
            for key_result in objective.key_results
            if key_result.values
        )
        lines.append(f"- {checkin.day}, {checkin.by}: {checkin.note} {values}")
    return [*lines, ""]


def _row(key_result: KeyResult) -> str:
    if key_result.kind == "milestones":
        done = [title for title, is_done in key_result.steps if is_done]
        middle = ["", ", ".join(title for title, _ in key_result.steps), f"{len(done)} of {len(key_result.steps)}"]
    elif key_result.kind == "keep":
        middle = ["", keep(key_result), str(amount(key_result, key_result.values[-1]))]
    else:
        ends = (key_result.start, key_result.target, key_result.values[-1])
        middle = [str(amount(key_result, value)) for value in ends]
    cells = [key_result.title, key_result.owner, *middle, f"{key_result.confidences[-1]}%"]
    return f"| {' | '.join(cells)} |"
