"""The kinds of files that have a JSON Schema, apart from the schemas, for whoever only names them."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "cycle": "objectives of one unit in one cycle, such as company/2026-Q4.yml",
    "team": "a unit: team.yml",
    "checkin": "a check-in file, such as teams/booking/checkins/2026-11-20-sana.yml",
    "people": "people.yml",
    "kpis": "kpis.yml at the top of the content",
    "front-matter-cycle": "the front matter of a file of objectives in Markdown",
    "front-matter-team": "the front matter of a team.md",
    "front-matter-checkin": "the front matter of a check-in file in Markdown",
    "front-matter-memo": "the front matter of a memo",
    "settings": "the options under `okrsite:` in mkdocs.yml",
    "export": "what `okrsite export` prints",
    "data": "data/okr.json on a site: what there is, and in which files the rest is",
    "data-cycle": "data/units/UNIT/CYCLE.json on a site: the objectives of a unit in a cycle",
    "data-kpis": "data/kpis/UNIT.json on a site: the KPIs of a unit",
    "data-people": "data/people.json on a site",
    "problems": "what `okrsite check --format json` prints",
    "read": "what `okrsite read FILE --format json` prints",
    "report": "what `okrsite report --format json` prints",
    "diff": "what `okrsite diff BASE --format json` prints",
}
"""The kinds of which there are schemas, each with what it describes."""
