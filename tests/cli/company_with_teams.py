"""A company with so many pages of each kind that a build links most of them from the last site."""

from __future__ import annotations


def objectives(unit: str, above: str) -> str:
    return "objectives:\n" + "".join(
        f"  - id: goal{number}\n    title: {unit} goal {number}\n    owner: anna\n{above}"
        f"    key_results:\n      - {{id: k, title: Number {number}, from: 0, to: 10, now: {number}}}\n"
        for number in range(1, 5)
    )


FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": objectives("Company", ""),
    "handbook.md": "# Handbook\n\nAs we work.\n",
    **{
        path: text
        for unit in ("Sales", "Shops", "Product", "Finance")
        for path, text in (
            (f"teams/{unit.lower()}/team.yml", f"name: {unit}\n"),
            (f"teams/{unit.lower()}/2026-Q4.yml", objectives(unit, "    contributes_to: [company/goal1]\n")),
        )
    },
    "teams/finance/2026-Q3.yml": objectives("Finance", ""),
}
CHANGED = "teams/finance/2026-Q3.yml"


def edit(made, path: str = CHANGED, old: str = "now: 2", new: str = "now: 9") -> None:
    file = made.root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
