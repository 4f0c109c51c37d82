"""An import as files of ours: one for each unit and cycle, with links from objectives to those above them.

Decides what is there already and stays as it is, and in which spelling new files are written. A parent is linked by
`supports`: that it is above, a document says; that the numbers are parts of its own, it doesn't.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.new_objectives import add_objectives, write_new_file
from okrsite.editing.new_records import get_spelling, make_cycle_path, plan_team
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.found import Found
from okrsite.importing.nodes import IdMaker, NodeMaker, clean_words
from okrsite.importing.units import Target, Targets
from okrsite.importing.words import normalise_words
from okrsite.model.cycles import resolve_cycle
from okrsite.model.refs import ObjectiveRef
from okrsite.snapshot import Snapshot
from okrsite.sources.records import ListNode, MapNode, Node
from okrsite.sources.text import MAX_BYTES
from okrsite.vocabulary import CYCLE_FILE

_LARGE = 1_500
"""Objectives and key results from which on new files are YAML."""


class Written(msgspec.Struct, frozen=True):
    """What became of an objective that was found."""

    source: str
    line: int
    title: str
    path: str
    """The file that it stands in; empty for one that nobody knows the place of."""
    ref: str
    is_new: bool
    """Whether the import writes it; else it was there already."""


def plan_import(snapshot: Snapshot, files: ChangedFiles, found: Found, targets: Targets) -> tuple[Written, ...]:
    """Add what was found to files, or begin some; nothing is written yet.

    Args:
        snapshot: What is there.
        files: The files that change.
        found: What was found.
        targets: Where each objective belongs.

    Raises:
        EditRefusedError: a file can't be read, or something can't be typed in it.
        OSError: a file can't be read.
    """
    for unit, name in targets.new_teams.items():
        plan_team(snapshot, files, unit, name, "", "")
    settings = snapshot.site.settings
    maker = NodeMaker(list(snapshot.organisation.people.values()), snapshot.today, decimal_comma=settings.decimal_comma)
    keys = _Keys(snapshot)
    taken: list[tuple[Target, ObjectiveRef, bool] | None] = []
    nodes: dict[Target, list[MapNode]] = defaultdict(list)
    for one, target in zip(found.objectives, targets.targets, strict=True):
        cycle = resolve_cycle(target.cycle, settings) if target else None
        if target is None or cycle is None:
            taken.append(None)
            continue
        key, is_new = keys.take_id(target, one.title)
        taken.append((target, ObjectiveRef.create(target.unit, target.cycle, key), is_new))
        above = taken[one.parent] if one.parent is not None else None
        if is_new:
            nodes[target].append(maker.make_objective(one, key, cycle, above[1] if above is not None else ""))
    writer = _Writer(snapshot, files, frozenset(targets.new_teams), is_large=_is_large(found))
    intros = _collect_prose(found, targets)
    for target, objectives in nodes.items():
        writer.write_objectives(target, objectives, intros.get(target, ""))
    return tuple(
        Written(one.source, one.line, one.title, writer.find_path(place[0]), str(place[1]), place[2])
        if place is not None
        else Written(one.source, one.line, one.title, "", "", False)
        for one, place in zip(found.objectives, taken, strict=True)
    )


class _Keys:
    """The ids of objectives, those that are there and those that are added."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._organisation = snapshot.organisation
        self._known: dict[Target, dict[str, list[str]]] = {}
        self._ids: dict[Target, IdMaker] = {}

    def take_id(self, target: Target, title: str) -> tuple[str, bool]:
        """Return the id of an objective, and whether it is new.

        The same words in the same file are the same; where a document has them twice, the file has to have them twice.
        """
        if target not in self._known:
            there = self._organisation.list_objectives(target.unit, target.cycle)
            known: dict[str, list[str]] = {}
            for one in there:
                known.setdefault(normalise_words(one.title), []).append(one.id)
            self._known[target] = known
            self._ids[target] = IdMaker("objective", (key for one in there for key in (one.id, *one.aliases)))
        ids = self._known[target].get(normalise_words(title))
        return (ids.pop(0), False) if ids else (self._ids[target].make_id(title), True)


class _Writer:
    """Writes the objectives of each unit and cycle into their file."""

    def __init__(self, snapshot: Snapshot, files: ChangedFiles, new_teams: frozenset[str], *, is_large: bool) -> None:
        self._snapshot = snapshot
        self._files = files
        self._new_teams = new_teams
        self._is_large = is_large
        self._paths: dict[Target, str] = {}

    def find_path(self, target: Target) -> str:
        """Return the file that a unit's objectives of a cycle stand in."""
        return self._paths.get(target) or self._files.find_cycle_file(target.unit, target.cycle) or ""

    def write_objectives(self, target: Target, objectives: Sequence[MapNode], intro: str) -> None:
        """Add objectives to the file that is there, or begin one; nothing is written yet.

        Raises:
            EditRefusedError: they are too many for one file, or something can't be typed in it.
        """
        # Asked first: in Markdown each of them is read back, and far too many would take minutes.
        if sum(map(_count_letters, objectives)) > MAX_BYTES:
            raise _refuse_size(target, len(objectives))
        known = self._files.find_cycle_file(target.unit, target.cycle)
        if known is not None:
            text = add_objectives(self._files.get(known), objectives)
            self._files.change(known, text)
        else:
            path, text = self._begin_file(target, objectives, intro)
            self._paths[target] = path
            self._files.create(path, text)
        if len(text.encode("utf-8")) > MAX_BYTES:
            raise _refuse_size(target, len(objectives))

    def _begin_file(self, target: Target, objectives: Sequence[MapNode], intro: str) -> tuple[str, str]:
        """Return the path and the text of a new file."""
        path = self._choose_path(target)
        fields: dict[str, Node | str] = {CYCLE_FILE.INTRO.name: intro}
        try:
            return path, write_new_file(objectives, fields, get_spelling(path))
        except EditRefusedError:
            if get_spelling(path) == "yml":
                raise
        # What can't be typed in Markdown without saying something else can be in YAML.
        return f"{path.rpartition('.')[0]}.yml", write_new_file(objectives, fields, "yml")

    def _choose_path(self, target: Target) -> str:
        """Return the path of a new file: in the spelling of the unit's others; in Markdown for its first.

        In a large import the first is YAML: each text of a Markdown file is read back in several spellings.
        """
        cycle = resolve_cycle(target.cycle, self._snapshot.site.settings)
        assert cycle is not None, target  # it is the id of a cycle that was resolved
        is_new = target.unit in self._new_teams
        path = make_cycle_path(self._snapshot, target.unit, cycle, is_new_team=is_new)
        has_files = not is_new and any(True for _ in self._snapshot.organisation.list_objectives(target.unit))
        return f"{path.removesuffix('.md')}.yml" if self._is_large and not has_files and path.endswith(".md") else path


def _is_large(found: Found) -> bool:
    return sum(1 + len(one.key_results) for one in found.objectives) > _LARGE


def _count_letters(node: Node) -> int:
    """Return how many letters the values of a record have: what is written holds no fewer."""
    if isinstance(node, MapNode):
        return sum(_count_letters(entry.value) for entry in node)
    return sum(map(_count_letters, node.items)) if isinstance(node, ListNode) else len(node.text)


def _refuse_size(target: Target, count: int) -> EditRefusedError:
    return EditRefusedError(
        f"{count} objectives of {target.unit} in {target.cycle} don't fit into one file, "
        f"which has at most {MAX_BYTES // 1024} KB.",
        "Are they really one team's, of one cycle? A column (`team`, `cycle`) or a mapping (`--map`) says whose "
        "each is; --new-teams begins the teams.",
    )


def _collect_prose(found: Found, targets: Targets) -> dict[Target, str]:
    """Return the prose of documents as the introduction of the file that their first objective goes to."""
    first: dict[str, Target] = {}
    for one, target in zip(found.objectives, targets.targets, strict=True):
        if target is not None:
            first.setdefault(one.source, target)
    texts: dict[Target, list[str]] = defaultdict(list)
    for source, fate in found.fates:
        if fate.kind == "prose" and source in first:
            texts[first[source]].append(clean_words(fate.text))
    return {target: "\n\n".join(dict.fromkeys(lines)) for target, lines in texts.items()}
