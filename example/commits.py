"""The past as commits: which files each of them writes, by whom, on which day, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from example.file_past import FilePast, Step
from example.script import Script, ScriptedEdit, ScriptError
from okrsite.editing.typed_files import open_typed_file
from okrsite.model.loading import load_organisation
from okrsite.model.organisation import Organisation
from okrsite.settings import read_site
from okrsite.sources.tree import walk_content

_BEGINNING, _EDIT, _CLOSE, _PLAN, _REPORT = range(5)
"""The order of what happens on one day."""
_DATED_LINE = re.compile(r"^ +(\d{4}-\d\d-\d\d): .*\n", re.MULTILINE)
_DATED_ENTRY = re.compile(r", (\d{4}-\d\d-\d\d): [^,}]+")
_QUARTERS = {"Q1": "first", "Q2": "second", "Q3": "third", "Q4": "fourth"}

_Key = tuple[date, int, str, str]
"""What a commit is sorted and known by: day, order, author, message (empty: it is made of whose check-ins they are)."""
_Group = tuple[_Key, list[Step], ScriptedEdit | None]
"""What comes into a file with one commit: steps, or an edit of the script."""


@dataclass(frozen=True, slots=True)
class PastCommit:
    """One commit."""

    day: date
    author: str
    """The person's id."""
    message: str
    files: dict[str, bytes]
    """By path below the content folder."""


def make_commits(config: Path, script: Script) -> tuple[Organisation, list[PastCommit]]:
    """Return the people and the commits of the past, the last of which has what lies in the content folder today.

    Raises:
        ScriptError: the script doesn't fit the content.
    """
    site = read_site(config)
    organisation, _ = load_organisation(site.content, site.base, site.name, site.settings, drafts=True)
    found, _, _ = walk_content(site.content, site.base, declared_cycles=tuple(site.settings.cycles))
    _check_script(script, organisation, site.content)
    writer = _PastWriter(organisation, script)
    for file in found:
        path = file.absolute.relative_to(site.content).as_posix()
        if file.role == "cycle" and file.cycle in script.planned and file.unit:
            objectives = [one for one in organisation.objectives.values() if one.place.path == file.path]
            past = FilePast(open_typed_file(file), objectives, script.closed.get(file.cycle))
            writer.add_cycle_file(path, file.unit, file.cycle, past)
        else:
            writer.add_other_file(path, file.absolute.read_bytes())
    seen = {file.absolute for file in found}
    for absolute in sorted(site.content.rglob("*")):
        if absolute.is_file() and absolute not in seen:
            writer.add_other_file(absolute.relative_to(site.content).as_posix(), absolute.read_bytes())
    return organisation, writer.finish()


def _check_script(script: Script, organisation: Organisation, content: Path) -> None:
    """Check that the script names people and files that are there.

    Raises:
        ScriptError: one of them isn't.
    """
    people = [("example/past.yml", person) for person in (script.founder, script.numbers_by)]
    for entry, person in [*people, *((edit.name, edit.by) for edit in script.edits)]:
        if person not in organisation.people:
            raise ScriptError(f"{entry}: nobody in content/people.yml has the id “{person}”.\nName one who is there.")
    for edit in script.edits:
        for file, _, _ in edit.replaced:
            if not (content / file).is_file():
                raise ScriptError(f"{edit.name}: there is no content/{file}.\nName a file by its path below content/.")


class _PastWriter:
    """Gathers what happens to each file, and puts it in order."""

    def __init__(self, organisation: Organisation, script: Script) -> None:
        self._organisation = organisation
        self._script = script
        self._states: dict[_Key, dict[str, str | bytes]] = {}
        """The files that a commit writes."""
        self._units: dict[tuple[date, str], dict[str, None]] = {}
        """Whose check-ins somebody types on a day."""

    def add_cycle_file(self, path: str, unit: str, cycle: str, past: FilePast) -> None:
        """Add a file of goals: written on the day of its cycle, then changed step by step."""
        planned = self._script.planned[cycle]
        lead = self._organisation.units[unit].lead or self._script.founder
        steps = sorted({*past.list_steps()}, key=lambda step: (step.day, step.what != "close", step.by, step.objective))
        edits = [edit for edit in self._script.edits if any(name == path for name, _, _ in edit.replaced)]
        groups: list[_Group] = []
        for step in steps:
            key = (step.day, _CLOSE, step.by, cycle) if step.what == "close" else (step.day, _REPORT, step.by, "")
            if not groups or groups[-1][0] != key:
                groups.append((key, [], None))
            groups[-1][1].append(step)
        groups += [((edit.day, _EDIT, edit.by, edit.message), [], edit) for edit in edits]
        groups.sort(key=lambda group: group[0][:2])  # of one day the script's edits in its own order
        name = self._organisation.units[unit].name
        plan = (planned, _PLAN, lead, f"Goals of {name} for {_name_cycle(cycle)}")
        self._put(plan, path, _write_file(path, past, groups, 0, planned))
        for number, (key, _, _) in enumerate(groups):
            day, order, by, message = key
            if order == _REPORT:
                self._units.setdefault((day, by), {})[name] = None
            elif order == _CLOSE:
                message = f"Grades of {name} for {_name_cycle(cycle)}"
            self._put((day, order, by, message), path, _write_file(path, past, groups, number + 1, day))

    def add_other_file(self, path: str, data: bytes) -> None:
        """Add a file that was there from the beginning: numbers of later days are taken out, and the script's edits."""
        days = {self._script.begun}
        text = None
        edits = [edit for edit in self._script.edits if any(name == path for name, _, _ in edit.replaced)]
        if path.endswith((".yml", ".md")):
            text = data.decode("utf-8")
            found = sorted({*_DATED_LINE.findall(text), *_DATED_ENTRY.findall(text)}) if "values:" in text else []
            days |= {date.fromisoformat(day) for day in found if date.fromisoformat(day) > self._script.begun}
        days |= {edit.day for edit in edits}
        for day in sorted(days):
            said: str | bytes = data
            if text is not None:
                said = _cut_numbers(text, day) if "values:" in text else text
                for edit in reversed(edits):
                    if edit.day > day:
                        said = edit.undo(path, str(said))
            own = [edit for edit in edits if edit.day == day]
            if day == self._script.begun:
                key = (day, _BEGINNING, self._script.founder, "Put our goals where everybody can read them")
            elif own:
                key = (day, _EDIT, own[-1].by, own[-1].message)
            else:
                key = (day, _REPORT, self._script.numbers_by, f"Numbers of {day:%B}")
            self._put(key, path, said)

    def _put(self, key: _Key, path: str, said: str | bytes) -> None:
        self._states.setdefault(key, {})[path] = said

    def finish(self) -> list[PastCommit]:
        """Return the commits in order; files that one wouldn't change are left out, and commits of nothing."""
        order = {edit.message: number for number, edit in enumerate(self._script.edits)}
        known: dict[str, bytes] = {}
        commits = []
        for key in sorted(self._states, key=lambda key: (*key[:2], order.get(key[3], -1), *key[2:])):
            day, _, by, message = key
            files = {
                path: said.encode("utf-8") if isinstance(said, str) else said
                for path, said in sorted(self._states[key].items())
            }
            changed = {path: data for path, data in files.items() if known.get(path) != data}
            known |= changed
            if changed:
                units = self._units.get((day, by), {})
                commits.append(PastCommit(day, by, message or f"Check-in of {_join(list(units))}", changed))
        return commits


def _write_file(path: str, past: FilePast, groups: list[_Group], done: int, day: date) -> str:
    """Return a file's text on a day, when so many of its groups were done."""
    missing = [step for _, steps, _ in groups[done:] for step in steps]
    text = past.write_text(day, missing)
    for _, _, edit in reversed(groups[done:]):
        if edit is not None:
            text = edit.undo(path, text)
    return text


def _cut_numbers(text: str, day: date) -> str:
    """Take out what is dated later than a day, but for the first number of each series."""

    def keep(match: re.Match[str]) -> str:
        return match.group() if date.fromisoformat(match[1]) <= day or _is_first(match) else ""

    return _DATED_ENTRY.sub(keep, _DATED_LINE.sub(keep, text))


def _is_first(match: re.Match[str]) -> bool:
    return match.string[: match.start()].rstrip().endswith("values:")


def _name_cycle(cycle: str) -> str:
    year, _, quarter = cycle.partition("-")
    return f"the {_QUARTERS[quarter]} quarter of {year}" if quarter else year


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def iterate_versions(commits: list[PastCommit], path: str) -> Iterator[tuple[PastCommit, str]]:
    """Yield the commits that changed a file, each with its text since."""
    for commit in commits:
        if path in commit.files:
            yield commit, commit.files[path].decode("utf-8")
