"""Where things stand on the site: the one place that knows what a page's address is made of.

A URI is where a page would lie as a Markdown file (`teams/marketing/index.md`); an address is what a browser asks for,
from the site's root (`teams/marketing/`). Both are lasting: they are made of ids only, never of titles.
"""

from __future__ import annotations

from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import COMPANY, Kpi, Memo, Person, Unit
from okrsite.pages.page import url_of

HOME = "index.md"
TEAMS = "teams/index.md"
MAP = "map.md"
GAPS = "gaps.md"
CHANGES = "changes.md"
PEOPLE = "people/index.md"
CYCLES = "cycles/index.md"
KPIS = "kpis.md"
GUIDE = "guide/index.md"


def folder_of(unit: Unit) -> str:
    """Return the folder of a unit: `company`, `teams/marketing` or `people/anna`."""
    if unit.id == COMPANY:
        return COMPANY
    return f"{'people' if unit.is_person else 'teams'}/{unit.id}"


def unit_uri(unit: Unit) -> str:
    """Return the page of a unit with its current cycle."""
    return f"{folder_of(unit)}/index.md"


def unit_cycle_uri(unit: Unit, cycle: str) -> str:
    """Return the page of a unit in one cycle."""
    return f"{folder_of(unit)}/{cycle}.md"


def objective_uri(objective: Objective) -> str:
    """Return an objective's own page, its permalink."""
    return f"objectives/{objective.ref}.md"


def alias_uri(objective: Objective, alias: str) -> str:
    """Return the page that sends readers of a former id on."""
    return f"objectives/{objective.unit}/{objective.cycle}/{alias}.md"


def person_uri(person: Person) -> str:
    """Return a person's page."""
    return f"people/{person.id}/index.md"


def cycle_uri(cycle: str) -> str:
    """Return the page of a cycle, over all units."""
    return f"cycles/{cycle}.md"


def map_uri(cycle: str) -> str:
    """Return the map of everything that runs in a cycle; that of the current one has the address `MAP` as well."""
    return f"map/{cycle}.md"


def memo_uri(memo: Memo, unit: Unit) -> str:
    """Return the page of a memo, which keeps its file's name."""
    return f"{folder_of(unit)}/memo-{memo.id}.md"


def unit_url(unit: Unit) -> str:
    """Return the address of a unit's page."""
    return url_of(unit_uri(unit))


def memo_url(memo: Memo, unit: Unit) -> str:
    """Return the address of a memo."""
    return url_of(memo_uri(memo, unit))


def objective_url(objective: Objective) -> str:
    """Return the address of an objective's own page."""
    return url_of(objective_uri(objective))


def ref_url(ref: str) -> str:
    """Return the address of an objective by its full reference, or of a key result by its own: `a/2026-Q4/o#k`."""
    objective, _, result = ref.partition("#")
    address = url_of(f"objectives/{objective}.md")
    return f"{address}#{objective.rpartition('/')[2]}_{result}" if result else address


def kpi_anchor(kpi: Kpi) -> str:
    """Return the anchor of a KPI on the page of all KPIs: `kpi-rating`, `kpi-support.rating`.

    No id has a point in it, so that no two KPIs share an anchor.
    """
    return f"kpi-{kpi.id.replace('/', '.')}"


def kpi_url(kpi: Kpi) -> str:
    """Return the address of a KPI."""
    return f"{url_of(KPIS)}#{kpi_anchor(kpi)}"


def result_anchor(objective: Objective, result: KeyResult) -> str:
    """Return the anchor of a key result on its team's page and on its objective's.

    No id holds an underscore: `a` with `b-c` and `a-b` with `c` stay apart.
    """
    return f"{objective.id}_{result.id}"


def relative(from_uri: str, to: str) -> str:
    """Return a link from a page to an address from the site's root, so that the site works in any folder.

    `to` may end in an anchor. A page links to itself by the anchor alone.
    """
    here = url_of(from_uri)
    address, hash_, anchor = to.partition("#")
    if address == here and hash_:
        return f"#{anchor}"
    ours, theirs = here.split("/")[:-1], address.split("/")
    shared = 0
    while shared < min(len(ours), len(theirs) - 1) and ours[shared] == theirs[shared]:
        shared += 1
    path = "../" * (len(ours) - shared) + "/".join(theirs[shared:])
    return (path or "./") + hash_ + anchor
