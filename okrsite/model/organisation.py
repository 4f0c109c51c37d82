"""The organisation: units, people, cycles, KPIs, memos and all objectives, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from okrsite.amounts import Range
from okrsite.choices import Rhythm
from okrsite.federation.records import Remote
from okrsite.model.cycles import Cycle, find_concurrent_cycles
from okrsite.model.excluded_files import LeftOutContent
from okrsite.model.former_names import FormerNames
from okrsite.model.objectives import IgnoredRemark, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Place
from okrsite.prose import NO_PROSE, Prose

COMPANY = "company"


def find_unit_of_file(inside: str) -> str | None:
    """Return the unit in whose folder a file lies, given its path inside the content folder; None elsewhere."""
    parts = inside.split("/")
    if parts[0] in ("teams", "people") and len(parts) > 2:
        return parts[1]
    return COMPANY if parts[0] == COMPANY and len(parts) > 1 else None


class NamedLink(msgspec.Struct, frozen=True):
    """A place on the web with a name."""

    title: str
    url: str


class Kpi(msgspec.Struct, frozen=True):
    """A number of the running business."""

    id: str
    """Full: `kpi-id` of the company, or `team/kpi-id`."""
    name: str
    unit_id: str
    """The unit that keeps it: `company` or a team."""
    unit: str
    """The unit of measure."""
    owner: str | None
    range: Range | None
    """In which its values are healthy, where `ranges` says nothing else; None where nothing is said."""
    about: Prose
    values: tuple[tuple[date, float], ...]
    """Oldest first."""
    place: Place
    value_places: Mapping[date, Place] = msgspec.field(default_factory=dict)
    audience: frozenset[str] = frozenset()
    """What is withheld from the public: all of it, or nothing."""
    ranges: tuple[tuple[date, Range], ...] = ()
    """Further ranges, each from a day on; oldest first."""
    rhythm: Rhythm | None = None
    """How often it gets a value; None where nothing is said."""


class Person(msgspec.Struct, frozen=True):
    """Somebody who is named in the content."""

    id: str
    name: str
    role: str = ""
    team: str | None = None
    link: str = ""
    photo: str = ""
    place: Place | None = None
    """None for a plain name that people.yml doesn't know."""


class Memo(msgspec.Struct, frozen=True):
    """The story of a year, in prose."""

    unit: str
    id: str
    title: str
    author: str | None
    date: date | None
    body: Prose
    place: Place
    audience: frozenset[str] = frozenset()


class Document(msgspec.Struct, frozen=True):
    """An ordinary page of prose."""

    inside: str
    """Path inside the content folder, such as `handbook/how-we-work.md`."""
    title: str
    body: Prose
    place: Place
    audience: frozenset[str] = frozenset()
    unit: str | None = None
    """The unit in whose folder it lies, with which it is kept back; None elsewhere."""
    tags: tuple[str, ...] = ()
    """As typed; they count where the site has the plugin for them."""
    description: str = ""
    """For search engines, in place of the page's first words; empty where none is typed."""
    hidden: tuple[str, ...] = ()
    """What Material is asked not to show beside the page: `navigation`, `toc` and the like."""
    is_found: bool = True
    """Whether the site's search knows it."""
    is_folder_page: bool = False
    """Whether it is a README that has the address of its folder."""


class CycleText(msgspec.Struct, frozen=True):
    """What a file of objectives says besides the objectives."""

    path: str
    summary: str = ""
    intro: Prose = NO_PROSE
    draft: bool = False
    audience: frozenset[str] = frozenset()
    """What is withheld from the public: all of the file, or nothing."""
    ignored: tuple[IgnoredRemark, ...] = ()
    """Remarks that are not said of anything in the file."""


class Unit(msgspec.Struct, frozen=True):
    """The company, a division, a team or a person: whoever has objectives."""

    id: str
    name: str
    parent: str | None
    """None for the company only."""
    place: Place
    """Its team file, or one of its files where there is none."""
    is_person: bool = False
    lead: str | None = None
    members: tuple[str, ...] = ()
    mission: Prose = NO_PROSE
    pillars: tuple[str, ...] = ()
    """The company's strategic pillars, in their order; of other units none."""
    pillars_place: Place | None = None
    """Where they are listed."""
    vision: Prose = NO_PROSE
    contact: str = ""
    links: tuple[NamedLink, ...] = ()
    tags: tuple[str, ...] = ()
    about: Prose = NO_PROSE
    texts: Mapping[str, CycleText] = msgspec.field(default_factory=dict)
    """By cycle id."""
    audience: frozenset[str] = frozenset()
    """What is withheld from the public: the unit with all its files, or nothing."""
    aliases: tuple[str, ...] = ()
    """Former ids."""
    declared: bool = True
    """Whether a team file says that there is such a unit; else only its files do."""


class Organisation(msgspec.Struct, frozen=True):
    """Everything that was typed, checked and put in order; nothing is computed yet."""

    name: str
    units: Mapping[str, Unit]
    """In tree order: each unit followed by those below it, siblings by name."""
    people: Mapping[str, Person]
    """By id, sorted by name; everybody who is named somewhere, known to people.yml or not."""
    cycles: Mapping[str, Cycle]
    """By id, sorted by start, the longer first."""
    objectives: Mapping[ObjectiveRef, Objective]
    """By full reference; by unit in tree order, then cycle, then place in the file."""
    kpis: Mapping[str, Kpi]
    memos: tuple[Memo, ...]
    documents: tuple[Document, ...] = ()
    """Ordinary pages, by path."""
    index: Prose = NO_PROSE
    """The home page's prose."""
    index_path: str = ""
    index_audience: frozenset[str] = frozenset()
    draft_spans: tuple[Place, ...] = ()
    """Where drafts stand: their problems are nobody's business but their authors'."""
    drafts: frozenset[ObjectiveRef] = frozenset()
    """The objectives that are kept back, under their ids and under their former ones."""
    draft_headings: frozenset[tuple[str, str]] = frozenset()
    """Their headings, and those of objectives that are left out, to which links lead: a file's path and an anchor."""
    attachments: frozenset[str] = frozenset()
    """Files that may be published as they are, by path inside the content folder; for the public, those of them are
    that a text leads to which is published itself.
    """
    left_out: LeftOutContent = LeftOutContent()
    """What is left out because of what is wrong in it; empty unless a build isolates errors."""
    objective_extents: Mapping[str, tuple[Place, ...]] = msgspec.field(default_factory=dict)
    """From where to where each objective of a file was typed, by the file's path; those that are left out as well."""
    former: FormerNames = FormerNames()
    """What things were called before."""
    remotes: Mapping[str, Remote] = msgspec.field(default_factory=dict)
    """Other organisations to whose goals links may lead, by the ids that the settings give them."""
    by_unit: Mapping[str, Mapping[str, tuple[Objective, ...]]] = msgspec.field(default_factory=dict)
    """Objectives by unit, then cycle."""
    child_units: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Units by the unit above them, in order of name."""

    def list_children(self, unit: str) -> tuple[Unit, ...]:
        """Return the units right below a unit, by name."""
        return tuple(self.units[child] for child in self.child_units.get(unit, ()))

    def list_ancestry(self, unit: str) -> tuple[Unit, ...]:
        """Return the unit and those above it, the company first."""
        units: list[Unit] = []
        step: str | None = unit
        while step is not None:
            units.append(self.units[step])
            step = self.units[step].parent
        return tuple(reversed(units))

    def list_objectives(self, unit: str, cycle: str | None = None) -> Iterator[Objective]:
        """Yield a unit's objectives, of one cycle or of all."""
        for name, objectives in self.by_unit.get(unit, {}).items():
            if cycle is None or name == cycle:
                yield from objectives

    def list_running_objectives(self, cycle: str) -> list[Objective]:
        """Return the objectives that run on the days of a cycle: its own, and those of cycles around and inside it."""
        running = find_concurrent_cycles(self.cycles[cycle], self.cycles)
        return [objective for objective in self.objectives.values() if objective.cycle in running]
