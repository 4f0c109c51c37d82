"""What links in texts could lead to before: files of units that have moved, and headings that have other words now."""

from __future__ import annotations

from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.pages import addresses


def list_file_addresses(organisation: Organisation) -> dict[str, tuple[str, str]]:
    """Return the unit and the cycle of each file of a unit, by its path without an ending, of today and of before.

    An empty cycle stands for the team file.
    """
    today: dict[str, tuple[str, str]] = {}
    for unit in organisation.units.values():
        folder = addresses.make_unit_folder(unit)
        today[folder] = (unit.id, "")
        today |= {f"{folder}/{cycle}": (unit.id, cycle) for cycle in unit.texts}
    # Files of the same names lie in the folder of today.
    former = {
        f"{address}/{name}": (key, name)
        for address, (key, cycle) in organisation.former.pages.items()
        if not cycle
        for name in organisation.units[key].texts
    }
    return former | dict(organisation.former.pages) | today


def collect_former_headings(organisation: Organisation, unit: str, cycle: str) -> dict[str, Objective | None]:
    """Return the objectives of a file by the anchors that they had before; None where several had one."""
    headings: dict[str, Objective | None] = {}
    for objective in organisation.list_objectives(unit, cycle):
        for name in organisation.former.anchors.get(objective.ref, ()):
            headings[name] = None if name in headings else objective
    return headings
