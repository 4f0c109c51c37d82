"""Writes an imagined company as plain Markdown for stock Material for MkDocs: what one would type without okrsite.

One page for each unit, with the same words and numbers: fields, prose, tables of key results, initiatives, check-ins.
Nothing is computed, there are no maps, and no page for each objective, so all that okrsite makes beside the team pages
counts against okrsite. `navigation.prune` is on, without which Material's time grows with the square of the pages.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.company import amount, keep
from benchmarks.imagine import Company, KeyResult, Objective, Unit

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
    """Write `mkdocs.yml` and `docs/`, a folder for each division."""
    write_empty(directory)
    docs = directory / "docs"
    for unit in company.units:
        path = docs / _place(unit)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(unit, company), "utf-8")


def write_empty(directory: Path) -> None:
    """Write the same site with a home page only: the time that every MkDocs build takes."""
    docs = directory / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (directory / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    (docs / "index.md").write_text("# Example Company\n\nWhere we are going, and how far we are.\n", "utf-8")


def _place(unit: Unit) -> Path:
    if unit.parent is None:
        return Path("company.md")
    return Path(unit.id, "index.md") if unit.parent == "company" else Path(unit.parent, f"{unit.id}.md")


def _page(unit: Unit, company: Company) -> str:
    lines = [
        f"# {unit.name}",
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
