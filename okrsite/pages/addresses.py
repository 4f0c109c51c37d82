"""Where things stand on the site: the one place that knows what a page's address is made of.

A URI is where a page would lie as a Markdown file (`teams/marketing/index.md`); an address is what a browser asks for,
from the site's root (`teams/marketing/`). Both are lasting: they are made of ids only, never of titles.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache

from okrsite.federation.records import RemoteObjective
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import COMPANY, Document, Kpi, Memo, Person, Unit
from okrsite.model.refs import AnyRef, ObjectiveRef
from okrsite.pages.page import make_url
from okrsite.settings import Site

HOME = "index.md"
TEAMS = "teams/index.md"
MAP = "map.md"
GAPS = "gaps.md"
CHANGES = "changes.md"
COMPARED_DAYS = "changes/days.md"
COMPARED_DAYS_DATA = "changes/days.json"
"""Beside the page that has the same goals in a table."""
PEOPLE = "people/index.md"
CYCLES = "cycles/index.md"
KPIS = "kpis.md"
PULSE = "pulse.md"
INITIATIVES = "initiatives.md"
ROADMAP = "roadmap.md"
PILLARS = "pillars.md"
TAGS = "tags.md"
DIGEST = "digest.md"
AGENDA = "agenda.md"
GUIDE = "guide/index.md"


def make_unit_folder(unit: Unit) -> str:
    """Return the folder of a unit: `company`, `teams/marketing` or `people/anna`."""
    if unit.id == COMPANY:
        return COMPANY
    return f"{'people' if unit.is_person else 'teams'}/{unit.id}"


def make_unit_uri(unit: Unit) -> str:
    """Return the page of a unit with its current cycle."""
    return f"{make_unit_folder(unit)}/index.md"


def make_unit_cycle_uri(unit: Unit, cycle: str) -> str:
    """Return the page of a unit in one cycle."""
    return f"{make_unit_folder(unit)}/{cycle}.md"


def make_objective_uri(objective: Objective) -> str:
    """Return an objective's own page, its permalink."""
    return f"objectives/{objective.ref}.md"


def make_carriers_uri(objective: Objective, part: str = "") -> str:
    """Return an objective's own page, or that of a part of those who carry it, where its own would be too long."""
    return f"objectives/{objective.ref}/{part}.md" if part else make_objective_uri(objective)


def make_alias_uri(objective: Objective, alias: str) -> str:
    """Return the page that sends readers of a former id on."""
    return f"objectives/{ObjectiveRef.create(objective.unit, objective.cycle, alias)}.md"


def make_ref_uri(ref: ObjectiveRef) -> str:
    """Return the page of an objective by its reference, of today or of before."""
    return f"objectives/{ref}.md"


def make_person_uri(person: Person) -> str:
    """Return a person's page."""
    return f"people/{person.id}/index.md"


def make_cycle_uri(cycle: str, part: str = "") -> str:
    """Return the page of a cycle, over all units; that of a part of it, where one page would be too long."""
    return f"cycles/{cycle}/{part}.md" if part else f"cycles/{cycle}.md"


def make_cycle_pack_uri(cycle: str) -> str:
    """Return the review pack of the company in a cycle."""
    return f"review-packs/{cycle}.md"


def make_unit_pack_uri(unit: Unit) -> str:
    """Return the review pack of a unit."""
    return f"{make_unit_folder(unit)}/review-pack.md"


def make_compared_cycles_uri(name: str, part: str = "") -> str:
    """Return where cycles of one length stand side by side, or those of a part of the company."""
    return f"compared-cycles/{name}/{part}.md" if part else f"compared-cycles/{name}.md"


def make_teams_uri(part: str = "") -> str:
    """Return the list of all teams, or of those of a part of the company, where one page would be too long."""
    return f"teams/{part}/units.md" if part else TEAMS


def make_people_uri(letters: str = "") -> str:
    """Return the list of all people, or of those whose names begin with some letters."""
    return f"people/letter_{letters}.md" if letters else PEOPLE


def make_pulse_uri(kind: str, part: str = "") -> str:
    """Return a list of the pulse, or that of a part of the company, where one page would be too long."""
    return f"pulse/{kind}/{part}.md" if part else f"pulse/{kind}.md"


def make_initiatives_uri(part: str = "") -> str:
    """Return the page of all initiatives, or of those of a part of the company, where one page would be too long."""
    return f"initiatives/{part}.md" if part else INITIATIVES


def make_roadmap_uri(year: str, part: str = "") -> str:
    """Return the roadmap of a year, or of a part of the company; that of the current year is at `ROADMAP` as well."""
    return f"roadmap/{year}/{part}.md" if part else f"roadmap/{year}.md"


def make_pillar_uri(pillar: str, part: str = "") -> str:
    """Return the page of a pillar by its id, or of a part of what belongs to it, where one page would be too long."""
    return f"pillars/{pillar}/{part}.md" if part else f"pillars/{pillar}.md"


def make_organisation_uri(organisation: str) -> str:
    """Return the page of another organisation by its id."""
    return f"organisations/{organisation}.md"


def make_goal_anchor(goal: RemoteObjective) -> str:
    """Return the anchor of a goal on the page of its organisation; no id of it holds a colon."""
    return f"goal:{goal.unit_id}:{goal.cycle_id}:{goal.id}"


def make_tag_uri(tag: str, part: str = "") -> str:
    """Return the page of a folded tag, or of a part of what is tagged with it, where one page would be too long."""
    return f"tags/{tag}/{part}.md" if part else f"tags/{tag}.md"


def make_tags_uri(letters: str = "") -> str:
    """Return the list of all tags, or of those that begin with some letters."""
    return f"tags-by-letter/{letters}.md" if letters else TAGS


def make_map_uri(cycle: str) -> str:
    """Return the map of everything that runs in a cycle; that of the current one has the address `MAP` as well."""
    return f"map/{cycle}.md"


def make_memo_uri(memo: Memo, unit: Unit) -> str:
    """Return the page of a memo, which keeps its file's name."""
    return f"{make_unit_folder(unit)}/memo-{memo.id}.md"


def make_feed_uri(page_uri: str) -> str:
    """Return where the feed of a page lies: `changes.atom`, `teams/sales/changes.atom`, `objectives/…/win.atom`."""
    return _make_uri_beside(page_uri, "changes", "atom")


def make_calendar_uri(page_uri: str) -> str:
    """Return where the calendar of a unit's or a person's page lies: `teams/sales/calendar.ics`."""
    return f"{page_uri.rpartition('/')[0]}/calendar.ics"


def make_badge_uri(page_uri: str) -> str:
    """Return where the badge of a page lies: `teams/sales/badge.svg`, `objectives/…/win.svg`."""
    return _make_uri_beside(page_uri, "badge", "svg")


def _make_uri_beside(page_uri: str, name: str, ending: str) -> str:
    """Return where a file beside a page lies: in a folder's own page by its name, else by that of the page."""
    folder, _, own = page_uri.rpartition("/")
    return f"{folder}/{name}.{ending}" if own == "index.md" else f"{page_uri.removesuffix('.md')}.{ending}"


def make_markdown_uri(page_uri: str) -> str:
    """Return where a page lies as Markdown, beside its HTML: `teams/sales/index.html.md`."""
    address = make_url(page_uri)
    return f"{address}.md" if address.endswith(".html") else f"{address}index.html.md"


def make_unit_url(unit: Unit) -> str:
    """Return the address of a unit's page."""
    return make_url(make_unit_uri(unit))


def make_document_uri(inside: str) -> str:
    """Return the page of a document that isn't its folder's, given its path inside content.

    Such a `README` keeps its name in small letters: the host would take it for the folder's own page.
    """
    stem = posixpath.splitext(inside)[0]
    folder, name = posixpath.split(stem)
    return posixpath.join(folder, f"{'readme' if name == 'README' else name}.md")


def find_document_uri(document: Document, site: Site) -> str:
    """Return the page of a document of a site; where the host renders it, each `README` is its folder's page."""
    folder, name = posixpath.split(document.inside)
    of_host = site.host_renders_pages and posixpath.splitext(name)[0] == "README"
    is_of_folder = of_host or document.is_folder_page
    return posixpath.join(folder, "index.md") if is_of_folder else make_document_uri(document.inside)


def make_memo_url(memo: Memo, unit: Unit) -> str:
    """Return the address of a memo."""
    return make_url(make_memo_uri(memo, unit))


def make_objective_url(objective: Objective) -> str:
    """Return the address of an objective's own page."""
    return make_url(make_objective_uri(objective))


def make_ref_url(ref: AnyRef) -> str:
    """Return the address of what a reference means: an objective, or a key result on its page."""
    if isinstance(ref, ObjectiveRef):
        return make_url(f"objectives/{ref}.md")
    return f"{make_ref_url(ref.objective)}#{ref.objective.id}_{ref.id}"


def make_kpi_anchor(kpi: Kpi) -> str:
    """Return the anchor of a KPI on the page of all KPIs: `kpi-rating`, `kpi-support.rating`.

    No id has a point in it, so that no two KPIs share an anchor.
    """
    return f"kpi-{kpi.id.replace('/', '.')}"


def make_gaps_uri(kind: str = "") -> str:
    """Return the page of all gaps and overlaps, or of those of one kind, where one page would be too long."""
    return f"gaps/{kind}.md" if kind else GAPS


def make_kpis_uri(part: str = "") -> str:
    """Return the page of all KPIs, or of those of a part of the company, where one page would be too long."""
    return f"kpis/{part}.md" if part else KPIS


def make_key_result_anchor(objective: Objective, key_result: KeyResult) -> str:
    """Return the anchor of a key result on its team's page and on its objective's.

    No id holds an underscore: `a` with `b-c` and `a-b` with `c` stay apart.
    """
    return f"{objective.id}_{key_result.id}"


def make_relative_url(from_uri: str, to: str) -> str:
    """Return a link from a page to an address from the site's root, so that the site works in any folder.

    `to` may end in an anchor; the site's root itself is empty. A page links to itself by the anchor alone.
    """
    return relate_to_page(make_url(from_uri), to)


def relate_to_page(here: str, to: str) -> str:
    """Return a link from a page to an address, as `make_relative_url`; for whoever has many links of one page.

    `here` is the page's own address.
    """
    address, hash_, anchor = to.partition("#")
    address = address or make_url(HOME)
    if address == here and hash_:
        return f"#{anchor}"
    for folder, up in _list_folders_above(here):
        if address.startswith(folder):
            return (up + address[len(folder) :] or "./") + hash_ + anchor
    raise AssertionError("Everything is below the site's root.")


@lru_cache(maxsize=64)
def _list_folders_above(here: str) -> tuple[tuple[str, str], ...]:
    """Return each folder that an address lies in with the way up to it, from its own to the site's root."""
    folders = here.split("/")[:-1]
    return tuple(
        ("".join(f"{folder}/" for folder in folders[:depth]), "../" * (len(folders) - depth))
        for depth in range(len(folders), -1, -1)
    )


def make_reading_uri(path: str) -> str:
    """Return the page that shows how a file was read, by the file's path; in a preview only."""
    return f"how-it-was-read/{path.replace('.', '-')}.md"
