"""A unit, a cycle's file or an objective that isn't there yet, as it is asked for on the command line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.new_nodes import make_list, make_record, make_text
from okrsite.editing.new_objectives import add_objectives, write_new_file
from okrsite.editing.record_nodes import list_records
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.yaml_writer import write_yaml
from okrsite.model.cycles import Cycle
from okrsite.model.names import explain_invalid_id, find_meant_unit
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY
from okrsite.nearest import suggest_name
from okrsite.snapshot import Snapshot
from okrsite.sources.file_names import propose_id
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.records import MapNode, Node
from okrsite.sources.title_ids import make_title_id
from okrsite.sources.tree import FileSpelling
from okrsite.vocabulary import CYCLE_FILE, OBJECTIVE, TEAM

_PROBE = "## Probe\n\n- Id: probe\n- Owner: Probe\n\n- KR: "


class NewObjective(msgspec.Struct, frozen=True):
    """What is known of a new objective, as it was typed; empty where nothing is said."""

    title: str
    id: str = ""
    owner: str = ""
    why: str = ""
    contributes_to: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    key_results: tuple[str, ...] = ()
    """Each as it would be typed behind `KR:` in Markdown: `Repeat customers 120 → 180`."""


def plan_team(snapshot: Snapshot, files: ChangedFiles, unit: str, name: str, parent: str, lead: str) -> str:
    """Add a team file for a new unit; nothing is written yet. Returns its path.

    Raises:
        EditRefusedError: there is such a unit, or it can't be called so.
    """
    if unit in snapshot.organisation.units or unit == COMPANY:
        raise EditRefusedError(f"There is a unit '{unit}' already.", "Choose another id: it is the name of the folder.")
    if wrong := explain_invalid_id(unit):
        raise EditRefusedError(*wrong)
    if not name.strip():
        raise EditRefusedError("The new team has no name.", "Say what it is called with --name.")
    if parent == unit:
        raise EditRefusedError(f"'{unit}' can't be the unit above itself.", "Name another one, or leave --parent out.")
    if parent:
        refuse_unknown_unit(snapshot, parent)
    node = make_record(
        {TEAM.NAME.name: name, TEAM.LEAD.name: lead, TEAM.PARENT.name: "" if parent == COMPANY else parent}
    )
    path = f"{snapshot.site.content_prefix}teams/{unit}/team.yml"
    files.create(path, write_yaml(node))
    return path


def plan_cycle_file(snapshot: Snapshot, files: ChangedFiles, unit: str, cycle: Cycle, summary: str) -> str:
    """Add a file for a unit's objectives of a cycle; nothing is written yet. Returns its path.

    Raises:
        EditRefusedError: there is no such unit, or it has that file.
    """
    refuse_unknown_unit(snapshot, unit)
    known = files.find_cycle_file(unit, cycle.id)
    if known is not None:
        raise EditRefusedError(f"{known} is there already.", f"Add to it: okrsite new objective --team {unit}.")
    if not summary.strip():
        raise EditRefusedError("The summary is empty.", "Say in a sentence what the cycle is about, with --summary.")
    path = make_cycle_path(snapshot, unit, cycle)
    files.create(path, write_new_file((), {CYCLE_FILE.SUMMARY.name: summary}, get_spelling(path)))
    return path


def plan_objective(snapshot: Snapshot, files: ChangedFiles, unit: str, cycle: Cycle, wanted: NewObjective) -> str:
    """Add an objective to a unit's file of a cycle, or begin the file; nothing is written yet. Returns its path.

    Raises:
        EditRefusedError: there is no such unit, the objective is there, or something can't be typed so.
        OSError: the file can't be read.
    """
    refuse_unknown_unit(snapshot, unit)
    key = wanted.id or propose_id(wanted.title) or make_title_id(wanted.title)
    if not key:
        raise EditRefusedError(
            f"No id can be made of '{wanted.title}'.", "Give it one with --id, of a-z, 0-9 and hyphens."
        )
    if wrong := explain_invalid_id(key):
        raise EditRefusedError(*wrong)
    taken = [one for one in snapshot.organisation.list_objectives(unit, cycle.id) if key in (one.id, *one.aliases)]
    if taken:
        raise EditRefusedError(
            f"'{taken[0].title}' in {taken[0].place.path}:{taken[0].place.line} has the id '{key}' already.",
            "Give the new one another with --id.",
        )
    node = _make_node(wanted, key)
    known = files.find_cycle_file(unit, cycle.id)
    if known is not None:
        files.change(known, add_objectives(files.get(known), [node]))
        return known
    path = make_cycle_path(snapshot, unit, cycle)
    files.create(path, write_new_file([node], {}, get_spelling(path)))
    return path


def _make_node(wanted: NewObjective, key: str) -> MapNode:
    fields: dict[str, Node | str] = {
        OBJECTIVE.ID.name: key,
        OBJECTIVE.TITLE.name: wanted.title,
        OBJECTIVE.WHY.name: wanted.why,
        OBJECTIVE.OWNER.name: wanted.owner,
    }
    for field, links in ((OBJECTIVE.CONTRIBUTES_TO, wanted.contributes_to), (OBJECTIVE.SUPPORTS, wanted.supports)):
        if links:
            fields[field.name] = make_list(make_text(link) for link in links)
    if wanted.key_results:
        fields[OBJECTIVE.KEY_RESULTS.name] = make_list(map(_read_key_result, wanted.key_results))
    return make_record(fields)


def _read_key_result(typed: str) -> MapNode:
    """Return the key result that a text is, as Markdown is read.

    Raises:
        EditRefusedError: it isn't one.
    """
    text = " ".join(typed.split())
    if not text:
        raise EditRefusedError(
            "A key result is empty.", "Write it as in `Repeat customers 120 → 180`, or leave it out."
        )
    root, problems = parse_text("", f"{_PROBE}{text}\n", "md", CYCLE_FILE.name)
    objectives = list_records(root, CYCLE_FILE.OBJECTIVES) if root else []
    read = list_records(objectives[0], OBJECTIVE.KEY_RESULTS) if objectives else []
    if len(read) != 1 or problems:
        said = problems[0] if problems else None
        raise EditRefusedError(
            said.message if said else f"'{text}' can't be read as a key result.",
            "Write it as in `Repeat customers 120 → 180`.",
        )
    return read[0]


def refuse_unknown_unit(snapshot: Snapshot, unit: str) -> None:
    """Refuse the id of a unit that isn't there.

    Raises:
        EditRefusedError: there is none, with the one that was probably meant.
    """
    units = snapshot.organisation.units
    if unit not in units:
        way_out = f'Begin it: okrsite new team {unit} --name "…".'
        if explain_invalid_id(unit):
            way_out = "Units are named by their folders."
        raise EditRefusedError(f"There is no unit '{unit}'.", suggest_name(find_meant_unit(units, unit), way_out))


def make_cycle_path(snapshot: Snapshot, unit: str, cycle: Cycle, *, is_new_team: bool = False) -> str:
    """Return the path of a unit's file of a cycle, in the spelling of its newest one; Markdown for the first."""
    own: Sequence[Objective] = list(snapshot.organisation.list_objectives(unit))
    if own:
        folder, _, name = own[-1].place.path.rpartition("/")
        return f"{folder}/{cycle.id}.{name.rpartition('.')[2]}"
    content = snapshot.site.content_prefix
    if unit == COMPANY:
        return f"{content}company/{cycle.id}.md"
    is_person = not is_new_team and snapshot.organisation.units[unit].is_person
    folder = f"people/{unit}" if is_person else f"teams/{unit}"
    return f"{content}{folder}/{cycle.id}.md"


def get_spelling(path: str) -> FileSpelling:
    """Return the spelling of a file of objectives, by its ending."""
    return "md" if path.endswith(".md") else "yml"
