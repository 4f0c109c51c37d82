"""A small company and all kinds of edits of it, for whoever compares a build after an edit with one of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import yaml

DAY = date(2026, 11, 20)
PEOPLE = ("anna", "ben", "carla", "dev")
UNITS = {"company": "grow", "sales": "win", "shops": "sell", "product": "ship", "finance": "bill"}
"""Each with the id of its first objective."""
ABOVE = {"sales": "company/grow", "shops": "sales/win", "product": "company/grow"}
"""What the objectives of a unit contribute to."""


@dataclass
class EditedCompany:
    """What lies in the content folder, and what a build is asked for."""

    files: dict[str, Any]
    """By path in the content folder: a text, or what a YAML file holds."""
    options: dict[str, object] = field(default_factory=dict)
    """Settings, the audience among them."""
    day: date = DAY

    def dump(self) -> dict[str, str]:
        """Return the files as they lie there."""
        return {
            path: content if isinstance(content, str) else yaml.dump(content, sort_keys=False, Dumper=_Dumper)
            for path, content in self.files.items()
        }

    def list_cycle_files(self) -> list[str]:
        """Return the paths of the files of objectives."""
        return sorted(path for path in self.files if "-Q" in path)

    def pick_objective(self, chance: Random) -> dict[str, Any]:
        """Return an objective of any file."""
        objective: dict[str, Any] = chance.choice(self.files[chance.choice(self.list_cycle_files())]["objectives"])
        return objective


class _Dumper(yaml.CSafeDumper):
    """Writes what stands in two places twice: the reader refuses names for it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def create_company(units: tuple[str, ...] = tuple(UNITS)) -> EditedCompany:
    """Return a company of some of the units, each with two cycles: links of all kinds, a KPI, a document."""
    files: dict[str, Any] = {
        "people.yml": {key: {"name": key.capitalize(), "team": "sales"} for key in PEOPLE},
        "handbook.md": "# How we work\n\nAs in [sales](teams/sales/2026-Q4.yml#win).\n\n<!-- okr: objective sales/win -->\n",
        "company/team.yml": {
            "name": "Company",
            "kpis": {"nps": {"name": "Promoters", "values": {date(2026, 11, 1): 5}}},
        },
        "teams/sales/team.yml": {"name": "Sales", "lead": "anna", "mission": "As in [it](../../handbook.md)."},
        "teams/shops/team.yml": {"name": "Shops", "parent": "sales", "members": ["ben", "carla"]},
        "teams/product/team.yml": {"name": "Product"},
        "teams/finance/team.yml": {"name": "Finance"},
    }
    files = {path: content for path, content in files.items() if "teams/" not in path or path.split("/")[1] in units}
    for unit in units:
        folder = unit if unit == "company" else f"teams/{unit}"
        for cycle in ("2026-Q3", "2026-Q4"):
            files[f"{folder}/{cycle}.yml"] = {
                "objectives": [
                    create_objective(unit, UNITS[unit], cycle),
                    create_objective(unit, f"{UNITS[unit]}-more", cycle),
                ]
            }
    return EditedCompany(files)


def create_objective(unit: str, key: str, cycle: str) -> dict[str, Any]:
    """Return an objective with two key results and a check-in."""
    return {
        "id": key,
        "title": f"We {key} in {cycle}",
        "owner": PEOPLE[len(key) % len(PEOPLE)],
        **({"contributes_to": [ABOVE[unit]]} if unit in ABOVE else {}),
        **({"supports": ["sales/win"]} if unit == "finance" else {}),
        **({"depends_on": ["company/grow"]} if unit == "shops" else {}),
        "key_results": [
            {"id": "a", "title": f"Number of {key}", "from": 0, "to": 10, "now": 4},
            {"id": "b", "title": f"Done with {key}", "done": False},
        ],
        "checkins": [
            {
                "date": date.fromisoformat(f"2026-{'08' if cycle == '2026-Q3' else '11'}-05"),
                "by": "anna",
                "note": "Going well",
                "now": {"a": 3},
            }
        ],
    }


Edit = Callable[[EditedCompany, Random], object]


def _edit_key_result(**fields: object) -> Edit:
    return lambda company, chance: company.pick_objective(chance)["key_results"][0].update(fields)


def _edit_objective(**fields: object) -> Edit:
    return lambda company, chance: company.pick_objective(chance).update(fields)


def _edit_team(**fields: object) -> Edit:
    def edit(company: EditedCompany, chance: Random) -> None:
        paths = [path for path in sorted(company.files) if path.startswith("teams/") and path.endswith("team.yml")]
        if readable := [path for path in paths if isinstance(company.files[path], dict)]:
            company.files[chance.choice(readable)].update(fields)

    return edit


def _edit_person(**fields: object) -> Edit:
    def edit(company: EditedCompany, chance: Random) -> None:
        people = company.files["people.yml"]
        people[chance.choice(sorted(people))].update(fields)

    return edit


def _set_option(name: str, *values: object) -> Edit:
    return lambda company, chance: company.options.update({name: chance.choice(values)})


def _check_in(company: EditedCompany, chance: Random) -> None:
    day = date(2026, 11, 6) + timedelta(days=chance.randrange(14))
    checkin = {"date": day, "by": chance.choice(PEOPLE), "note": "A *word*", "now": {"a": chance.randrange(9)}}
    company.pick_objective(chance)["checkins"].append(checkin)


def _file_checkin(**fields: object) -> Edit:
    """Put a check-in into a file of its own, or change one."""

    def edit(company: EditedCompany, chance: Random) -> None:
        path = chance.choice(company.list_cycle_files())
        objective = chance.choice(company.files[path]["objectives"])
        day = date(2026, 11, 6) + timedelta(days=chance.randrange(14))
        company.files[f"{path.rpartition('/')[0]}/checkins/{day}-{chance.choice(PEOPLE)}.yml"] = {
            "objective": objective["id"],
            "now": {"a": chance.randrange(9)},
            **fields,
        }

    return edit


def _change_value(company: EditedCompany, chance: Random) -> None:
    company.pick_objective(chance)["key_results"][0]["now"] = chance.randrange(12)


def _rename_objective(company: EditedCompany, chance: Random) -> None:
    objective = company.pick_objective(chance)
    objective.setdefault("aliases", []).append(objective["id"])
    objective["id"] = f"{objective['id'][:40]}-{chance.randrange(100)}"


def _take_former_id(company: EditedCompany, chance: Random) -> None:
    """Give a new objective the id that another one had: the page that sent readers on becomes its own."""
    path = chance.choice(company.list_cycle_files())
    objectives = company.files[path]["objectives"]
    taken = {objective["id"] for objective in objectives}
    for objective in list(objectives):
        for former in objective.get("aliases", ()):
            if former not in taken:
                objectives.append(create_objective(path.split("/")[-2], former, "2026-Q4"))
                return
    chance.choice(objectives).setdefault("aliases", []).append("former")


def _give_one_reason_for_all(company: EditedCompany, chance: Random) -> None:
    """Have the same text, with a link to a heading, on several pages."""
    for objective in company.files[chance.choice(company.list_cycle_files())]["objectives"]:
        objective["why"] = "Because of [that](../../handbook.md#part)."


def _toggle_heading(company: EditedCompany, chance: Random) -> None:
    heading = "Another" if "## Part" in company.files.get("handbook.md", "") else "Part"
    company.files["handbook.md"] = f"# How we work\n\n## {heading}\n\nWords.\n"


def _give_person_a_folder(company: EditedCompany, chance: Random) -> None:
    key = chance.choice(PEOPLE)
    mission = chance.choice(("Run it", "Mend it"))
    company.files[f"people/{key}/team.yml"] = {"name": key.capitalize(), "mission": mission}


def _remove_objective(company: EditedCompany, chance: Random) -> None:
    objectives = company.files[chance.choice(company.list_cycle_files())]["objectives"]
    if len(objectives) > 1:
        objectives.pop(chance.randrange(len(objectives)))


def _remove_file(company: EditedCompany, chance: Random) -> None:
    del company.files[chance.choice(sorted(path for path in company.files if not path.startswith("company/")))]
    company.files.setdefault("people.yml", {"anna": {"name": "Anna"}})


def _rename_unit(company: EditedCompany, chance: Random) -> None:
    """Move a team's folder; whatever names the team by its old id names nothing from now on."""
    units = sorted({path.split("/")[1] for path in company.files if path.startswith("teams/")})
    unit = chance.choice(units or ["sales"])
    for path in [path for path in company.files if path.startswith(f"teams/{unit}/")]:
        company.files[path.replace(f"/{unit}/", f"/{unit[:40]}-new/")] = company.files.pop(path)


def _rename_person(company: EditedCompany, chance: Random) -> None:
    """Give a person another id, by which nobody is named yet."""
    people = company.files["people.yml"]
    key = chance.choice(sorted(people))
    people[f"{key[:40]}-x"] = people.pop(key)


def _add_cycle(company: EditedCompany, chance: Random) -> None:
    company.files[chance.choice(("teams/sales/2027-Q1.yml", "company/2027-Q1.yml"))] = {
        "objectives": [create_objective("company", "next", "2026-Q4") | {"continues": "sales/2026-Q4/win"}]
    }


def _add_team(company: EditedCompany, chance: Random) -> None:
    company.files["teams/repair/team.yml"] = {"name": "Repair", "parent": chance.choice(("sales", "shops", "company"))}
    company.files["teams/repair/2026-Q4.yml"] = {"objectives": [create_objective("sales", "mend", "2026-Q4")]}


def _hide_file(company: EditedCompany, chance: Random) -> None:
    company.files[chance.choice(company.list_cycle_files())][chance.choice(("visibility", "audience"))] = chance.choice(
        ("draft", "internal")
    )


def _break_file(company: EditedCompany, chance: Random) -> None:
    """Leave a file that can't be read."""
    company.files[chance.choice(sorted(path for path in company.files if path.endswith("team.yml")))] = "name: [\n"


def _change_kpi(company: EditedCompany, chance: Random) -> None:
    kpis: Any = company.files["company/team.yml"]
    if isinstance(kpis, dict):
        kpis["kpis"]["nps"]["values"][date(2026, 11, 15)] = chance.randrange(9)


def _go_on(company: EditedCompany, chance: Random) -> None:
    company.day += timedelta(days=chance.choice((1, 2, 11, 30, 45)))


EDITS: dict[str, Edit] = {
    "a value": _change_value,
    "a check-in": _check_in,
    "a check-in file": _file_checkin(by="ben", note="A *word*"),
    "a check-in file that can't be read": _file_checkin(now={"a": "many"}),
    "a target": _edit_key_result(to=20),
    "a key result's title": _edit_key_result(title="Another number"),
    "a key result that is dropped": _edit_key_result(status="dropped"),
    "a key result of a KPI": _edit_key_result(kpi="nps", now=None),
    "a value of a KPI": _change_kpi,
    "a key result's owner": _edit_key_result(owner="dev"),
    "numbers that are internal": _edit_key_result(audience="internal numbers"),
    "a value that can't be read": _edit_key_result(now="many"),
    "a target that can't be read": _edit_key_result(to="lots"),
    "numbers that don't fit together": _edit_key_result(**{"from": 10}),
    "an owner that can't be read": _edit_objective(owner="Anna and Ben"),
    "a link that leads nowhere": _edit_objective(contributes_to=["company/nothing"]),
    "a title": _edit_objective(title="Quite another title"),
    "a reason with a link": _edit_objective(why="Because of [that](../../handbook.md)"),
    "one reason for all": _give_one_reason_for_all,
    "a status": _edit_objective(status="at risk"),
    "an owner": _edit_objective(owner="dev"),
    "a direct link": _edit_objective(contributes_to=["company/grow"]),
    "an indirect link": _edit_objective(supports=["shops/sell"]),
    "no link": _edit_objective(contributes_to=None, supports=None),
    "a dependency": _edit_objective(depends_on=["shops/sell"], confirms=["sales/win"]),
    "work with another team": _edit_objective(**{"with": ["shops"], "needs": "Two people"}),
    "a draft": _edit_objective(visibility="draft"),
    "an internal objective": _edit_objective(audience="internal"),
    "a file that is hidden": _hide_file,
    "another id of an objective": _rename_objective,
    "an id that another objective had": _take_former_id,
    "an objective less": _remove_objective,
    "a file less": _remove_file,
    "a file that can't be read": _break_file,
    "a person's name": _edit_person(name="Anna Berg"),
    "a person's team": _edit_person(team="shops"),
    "a person's id": _rename_person,
    "a person's folder": _give_person_a_folder,
    "a unit's mission": _edit_team(mission="Another one"),
    "a unit's name": _edit_team(name="Renamed"),
    "a unit's lead": _edit_team(lead="dev", tags=["x"]),
    "a unit's former id": _edit_team(aliases=["former-team"]),
    "a unit's parent": _edit_team(parent="company"),
    "a unit that is a draft": _edit_team(visibility="draft"),
    "a unit that is internal": _edit_team(audience="internal"),
    "a unit's id": _rename_unit,
    "a unit more": _add_team,
    "a new cycle": _add_cycle,
    "a document": lambda company, chance: company.files.update(
        {"handbook.md": f"# How we work {chance.randrange(9)}\n\n## Part\n\nWords.\n"}
    ),
    "a heading of a document": _toggle_heading,
    "a document more": lambda company, chance: company.files.update({"more.md": "# More\n"}),
    "a new day": _go_on,
    "who reads it": _set_option("audience", "public", "internal"),
    "a threshold": _set_option("low_confidence", 20.0, 40.0),
    "how numbers are typed": _set_option("decimal_comma", True, False),
    "when the year begins": _set_option("fiscal_year_start", 1, 4),
    "how loud a rule is": _set_option("rules", {"OKR253": "off"}, {}),
}
