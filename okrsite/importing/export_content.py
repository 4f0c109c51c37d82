"""Our own export as files of content: people, KPIs, units and their objectives, as far as they aren't there.

Decides in which file each record belongs. What is there already stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.new_nodes import make_record
from okrsite.editing.new_objectives import add_objectives, write_new_file
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.yaml_writer import write_yaml
from okrsite.feeds.export_objective_records import ExportedObjective
from okrsite.feeds.export_records import Export, ExportedKpi, ExportedTeam
from okrsite.importing.content import Written
from okrsite.importing.export_memos import make_person, sort_memos, write_memo
from okrsite.importing.export_nodes import ExportNodes, make_session, name_texts, write_text
from okrsite.model.cycles import resolve_cycle
from okrsite.model.names import explain_invalid_id
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY
from okrsite.snapshot import Snapshot
from okrsite.sources.records import MapNode, Node
from okrsite.vocabulary import CYCLE_FILE, TEAM

_AGAIN = "Was the export changed? Export it again."


def plan_export(snapshot: Snapshot, files: ChangedFiles, export: Export) -> tuple[Written, ...]:
    """Add what an export holds to files, or begin some; nothing is written yet.

    Raises:
        EditRefusedError: a cycle of it is none of this site, or a file can't be read.
        OSError: a file can't be read.
    """
    planner = _Planner(snapshot, files)
    _refuse_foreign_names(snapshot, export)
    planner.add_people(export)
    planner.add_kpis("kpis.yml", [kpi for kpi in export.kpis if kpi.team == COMPANY])
    kpis: dict[str, list[ExportedKpi]] = defaultdict(list)
    for kpi in export.kpis:
        kpis[kpi.team].append(kpi)
    for team in export.teams:
        planner.add_team(team, kpis[team.id] if team.id != COMPANY else (), export)
    planner.add_memos(export)
    return planner.add_objectives(export)


def _refuse_foreign_names(snapshot: Snapshot, export: Export) -> None:
    """Refuse units and cycles that can't be names of folders and files here: an export may come from anybody.

    Raises:
        EditRefusedError: there is one.
    """
    units = (
        *(team.id for team in export.teams),
        *(memo.team for memo in export.memos),
        *(kpi.team for kpi in export.kpis),
        *(one.team for one in export.objectives),
    )
    for unit in dict.fromkeys(units):
        if explain_invalid_id(unit):
            raise EditRefusedError(f"'{unit}' can't be the id of a unit.", _AGAIN)
    named = {cycle.id: cycle for cycle in export.cycles}
    for key in dict.fromkeys(one.cycle for one in export.objectives):
        if resolve_cycle(key, snapshot.site.settings) is None:
            hint = _AGAIN
            if cycle := named.get(key):
                hint = (
                    f"Name it in mkdocs.yml, under cycles: {{{key}: {{name: {cycle.name}, start: {cycle.start}, "
                    f"end: {cycle.end}}}}}."
                )
            raise EditRefusedError(f"'{key}' is no cycle of this site.", hint)


class _Planner:
    """Plans the files of one export."""

    def __init__(self, snapshot: Snapshot, files: ChangedFiles) -> None:
        self._snapshot = snapshot
        self._files = files
        self._nodes = ExportNodes(snapshot.site.settings)
        self._content = snapshot.site.content_prefix

    def add_people(self, export: Export) -> None:
        """Add people that the register doesn't have."""
        known = self._snapshot.organisation.people
        there = {key for key, person in known.items() if person.place is not None}
        self._add_entries("people.yml", {one.id: make_person(one) for one in export.people if one.id not in there})

    def add_kpis(self, name: str, kpis: Iterable[ExportedKpi]) -> None:
        """Add KPIs of the company that it doesn't have."""
        there = self._snapshot.organisation.kpis
        self._add_entries(name, {one.id: self._nodes.make_kpi(one) for one in kpis if one.id not in there})

    def _add_entries(self, name: str, entries: dict[str, MapNode]) -> None:
        """Add entries to a register, or begin it."""
        if not entries:
            return
        values: dict[str, Node | str] = dict(entries)
        text = write_yaml(make_record(values))
        path = f"{self._content}{name}"
        if not self._files.is_taken(path):
            self._files.create(path, text)
            return
        file = self._files.get(path)
        gap = "" if file.text.endswith("\n") or not file.text else file.line_end
        self._files.change(path, f"{file.text}{gap}{text.replace(chr(10), file.line_end)}")

    def add_team(self, team: ExportedTeam, kpis: Iterable[ExportedKpi], export: Export) -> None:
        """Begin the file of a unit that isn't there; people with objectives need none."""
        is_company = team.id == COMPANY
        path = f"{self._content}{'company' if is_company else f'teams/{team.id}'}/team.yml"
        if team.url.startswith("people/") or self._files.is_taken(path):
            return
        if not is_company and team.id in self._snapshot.organisation.units:
            return
        own: dict[str, Node | str] = {
            one.id.rpartition("/")[2]: self._nodes.make_kpi(one) for one in kpis if one.team == team.id
        }
        fields: dict[str, Node | str] = {
            TEAM.NAME.name: write_text(team.name),
            TEAM.LEAD.name: team.lead or "",
            TEAM.PARENT.name: team.parent or "" if team.parent != COMPANY else "",
            TEAM.MISSION.name: write_text(export.organisation.mission) if is_company else "",
            TEAM.VISION.name: write_text(export.organisation.vision) if is_company else "",
            **name_texts(TEAM.TAGS.name, team.tags),
        }
        if is_company:
            fields |= name_texts(TEAM.PILLARS.name, export.organisation.pillars)
        if own:
            fields[TEAM.KPIS.name] = make_record(own)
        self._files.create(path, write_yaml(make_record(fields)))

    def add_memos(self, export: Export) -> None:
        """Begin the files of memos that aren't there."""
        people = _list_people(export)
        for name, memo in sort_memos(export.memos).named:
            path = f"{self._content}{_get_folder(memo.team, people)}/{name}.md"
            if not self._files.is_taken(path):
                self._files.create(path, write_memo(memo))

    def add_objectives(self, export: Export) -> tuple[Written, ...]:
        """Add objectives to the files of their units and cycles."""
        people = _list_people(export)
        sessions = {cycle.id: cycle.session for cycle in export.cycles if cycle.session}
        groups: dict[tuple[str, str], list[ExportedObjective]] = defaultdict(list)
        for one in export.objectives:
            groups[one.team, one.cycle].append(one)
        for cycle in sessions:
            groups.setdefault((COMPANY, cycle), [])
        written: dict[str, Written] = {}
        for (unit, cycle), objectives in groups.items():
            there = {key for one in self._list_there(unit, cycle) for key in (one.id, *one.aliases)}
            new = [one for one in objectives if one.id not in there]
            path = self._files.find_cycle_file(unit, cycle)
            path = path or f"{self._content}{_get_folder(unit, people)}/{cycle}.yml"
            nodes = [self._nodes.make_objective(one) for one in new]
            session = sessions.get(cycle) if unit == COMPANY else None
            if self._files.find_cycle_file(unit, cycle) is not None:
                if nodes:
                    self._files.change(path, add_objectives(self._files.get(path), nodes))
            elif nodes or session:
                fields: dict[str, Node | str] = {CYCLE_FILE.SESSION.name: make_session(session)} if session else {}
                self._files.create(path, write_new_file(nodes, fields, "yml"))
            for one in objectives:
                line = one.source.line if one.source else 1
                written[one.ref] = Written(one.ref, line, one.title, path, one.ref, one.id not in there)
        return tuple(written[one.ref] for one in export.objectives)

    def _list_there(self, unit: str, cycle: str) -> Iterable[Objective]:
        return self._snapshot.organisation.list_objectives(unit, cycle)


def _list_people(export: Export) -> set[str]:
    """Return the units that are people."""
    return {team.id for team in export.teams if team.url.startswith("people/")}


def _get_folder(unit: str, people: Collection[str]) -> str:
    return COMPANY if unit == COMPANY else f"{'people' if unit in people else 'teams'}/{unit}"
