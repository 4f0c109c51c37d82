"""What a typed reference means, seen from the file in which it stands.

Decides which objective or key result is meant and suggests one where none is; what links mean together is the
graph's business.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from okrsite.alignment.former_references import FormerReferences, spell_reference
from okrsite.alignment.odd_references import explain_odd_reference
from okrsite.model.cycles import list_enclosing_cycles
from okrsite.model.names import list_heading_anchors, list_possible_anchors
from okrsite.model.objectives import KeyResult, Objective, TypedLink
from okrsite.model.organisation import Organisation
from okrsite.model.refs import AnyRef, ObjectiveRef
from okrsite.nearest import NameSuggester, suggest_name
from okrsite.problems import Problem, create_problem
from okrsite.sources.quantities import quote_text
from okrsite.sources.text import make_printable

_FILE = re.compile(r"\.(?:md|ya?ml)(?:#|$)", re.IGNORECASE)
_PARTS = re.compile(r"(?P<path>[^#]+)(?:#(?P<result>[^#]+))?\Z")


class LinkEnd(msgspec.Struct, frozen=True):
    """What a typed link leads to."""

    objective: Objective
    key_result: KeyResult | None
    """The key result of it that is meant; None: the objective itself."""
    is_former: bool = False
    """Whether it was named by a former id that only git knows."""

    @property
    def key_result_id(self) -> str | None:
        """The id of the key result, where one is meant."""
        return self.key_result.id if self.key_result else None

    @property
    def ref(self) -> AnyRef:
        """The reference of what is meant."""
        return self.objective.ref.make_end_ref(self.key_result_id)


class _UnresolvedReference(msgspec.Struct, frozen=True):
    """Why a reference leads nowhere; silent where it leads to a draft, or to what is left out."""

    code: str = ""
    message: str = ""
    hint: str = ""


class ReferenceResolver:
    """Finds what references mean; collects a problem for each that leads nowhere."""

    def __init__(self, organisation: Organisation, problems: list[Problem]) -> None:
        self._organisation = organisation
        self._problems = problems
        self._objectives: dict[tuple[str, str], dict[str, Objective]] = {}
        self._headings: dict[str, dict[str, Objective]] = {}
        self._newest_first = tuple(reversed(tuple(organisation.cycles)))
        for objective in organisation.objectives.values():
            self._objectives.setdefault((objective.unit, objective.id), {})[objective.cycle] = objective
        for objective in organisation.objectives.values():
            for alias in objective.aliases:  # only where no objective goes by that id now
                self._objectives.setdefault((objective.unit, alias), {}).setdefault(objective.cycle, objective)
        repeated: dict[tuple[str, str], int] = {}
        for objective in organisation.objectives.values():
            _index_headings(self._headings.setdefault(objective.place.path, {}), objective, repeated)
        self._former = FormerReferences(organisation)
        self._near = NameSuggester()
        self._ids: dict[str, list[str]] = {}
        self._cycles = {name.upper(): name for name in organisation.cycles}
        self._drafts: dict[tuple[str, str], set[str]] = {}
        for ref in organisation.drafts:
            self._drafts.setdefault((ref.unit, ref.id), set()).add(ref.cycle)
        self._known = [f"{unit}/{key}" for unit, key in self._objectives]

    def resolve(self, reference: TypedLink, source: Objective, *, back: bool = False) -> LinkEnd | None:
        """Return what a reference typed in `source` means; None where it leads nowhere.

        `back` is for `continues`: the own unit may be left out, and a link into the past is no surprise.
        """
        target = self._look_up(reference.text.strip(), source, back)
        if isinstance(target, _UnresolvedReference):
            if target.code:
                self._problems.append(create_problem(target.code, reference.place, target.message, target.hint))
            return None
        if target.is_former:
            message = f"{quote_text(reference.text.strip())} is a former name of '{target.objective.title}'."
            written = spell_reference(reference.text.strip(), target.objective, target.key_result_id, source)
            self._problems.append(create_problem("OKR312", reference.place, message, f"Write {written}."))
        self._check_cycles(reference, source, target.objective, back)
        return target

    def is_draft(self, reference: TypedLink, source: Objective) -> bool:
        """Whether a reference means something that is kept back, about which nobody is to learn more."""
        target = self._look_up(reference.text.strip(), source, back=False)
        return isinstance(target, _UnresolvedReference) and not target.code

    def _check_cycles(self, reference: TypedLink, source: Objective, target: Objective, back: bool) -> None:
        cycles = self._organisation.cycles
        if target.cycle == source.cycle or target.cycle in list_enclosing_cycles(source.cycle, cycles):
            return
        if back and cycles[target.cycle].start <= cycles[source.cycle].start:
            return
        self._problems.append(
            create_problem(
                "OKR302",
                reference.place,
                f"This links from {source.cycle} to {target.cycle}, which does not enclose it.",
                "That is right for a goal of another time; else take the cycle out of the reference.",
            )
        )

    def _look_up(self, text: str, source: Objective, back: bool) -> LinkEnd | _UnresolvedReference:
        target = self._look_up_today(text, source, back)
        if isinstance(target, _UnresolvedReference) and target.code == "OKR301":
            target = self._look_up_former(text, source, back) or target
        if isinstance(target, _UnresolvedReference) and target.code in ("OKR301", "OKR306"):
            told = explain_odd_reference(
                text, lambda part: isinstance(self._look_up_today(part, source, back), LinkEnd)
            )
            return _UnresolvedReference("OKR306", *told) if told else target
        return target

    def _look_up_former(self, text: str, source: Objective, back: bool) -> LinkEnd | None:
        """Return what a reference meant before; None where nothing was called so, or more than one thing."""
        for today, is_known in self._former.list_spellings(text, source):
            target = self._look_up_today(today, source, back)
            if isinstance(target, LinkEnd):
                return replace(target, is_former=target.is_former or not is_known)
        return None

    def _look_up_today(self, text: str, source: Objective, back: bool) -> LinkEnd | _UnresolvedReference:
        if text.startswith("#"):
            return self._find_by_heading(f"{posixpath.basename(source.place.path)}{text}", source)
        if _FILE.search(text):
            return self._find_by_heading(text, source)
        match = _PARTS.match(text)
        parts = [part.strip() for part in match["path"].strip("/ ").split("/")] if match else []
        result = match["result"] if match else None
        if back and len(parts) == 2 and parts[0].upper() in self._cycles:
            parts = [source.unit, *parts]
        if len(parts) == 1 and back:
            parts = [source.unit, *parts]
        if len(parts) == 2:
            return self._find_in_nearest_cycle(parts[0], parts[1], result, source, back)
        if len(parts) == 3:
            return self._find_in_named_cycle(parts[0], parts[1], parts[2], result)
        return _UnresolvedReference(
            "OKR306",
            f"{quote_text(text)} is no reference.",
            "Write unit/objective, or unit/cycle/objective, with #key-result where it is one.",
        )

    def _find_in_named_cycle(
        self, unit: str, cycle: str, key: str, result: str | None
    ) -> LinkEnd | _UnresolvedReference:
        known = self._cycles.get(cycle.upper(), cycle)
        objective = self._objectives.get((unit, key), {}).get(known)
        if objective is not None:
            return self._find_key_result(objective, result)
        if ObjectiveRef.create(unit, known, key) in self._organisation.drafts:
            return _UnresolvedReference()
        return self._report_unknown_objective(ObjectiveRef.create(unit, cycle, key), unit, key, cycle=known)

    def _find_in_nearest_cycle(
        self, unit: str, key: str, result: str | None, source: Objective, back: bool
    ) -> LinkEnd | _UnresolvedReference:
        there = self._objectives.get((unit, key), {})
        around = (source.cycle, *list_enclosing_cycles(source.cycle, self._organisation.cycles))
        for cycle in around:
            if cycle in there and there[cycle] is not source:
                return self._find_key_result(there[cycle], result)
        if any(cycle in self._organisation.cycles for cycle in self._drafts.get((unit, key), ())):
            return _UnresolvedReference()
        if back:
            start = self._organisation.cycles[source.cycle].start
            for cycle in self._newest_first:
                if cycle in there and self._organisation.cycles[cycle].start < start:
                    return self._find_key_result(there[cycle], result)
        if source.cycle in there:
            return self._find_key_result(there[source.cycle], result)
        return self._report_unknown_objective(f"{unit}/{key}", unit, key, around)

    def _find_key_result(self, objective: Objective, result: str | None) -> LinkEnd | _UnresolvedReference:
        if result is None:
            return LinkEnd(objective, None)
        key_result = objective.find_key_result(result)
        if key_result is not None:
            return LinkEnd(objective, key_result)
        if former := self._organisation.former.key_results.get(objective.ref.make_key_result_ref(result)):
            return LinkEnd(objective, objective.find_key_result(former), is_former=True)
        known = [key_result.id for key_result in objective.key_results]
        near = self._near.find_similar(result, known, 50)
        hint = f"Did you mean '#{near}'?" if near else f"Its key results are: {_format_names(known) or 'none yet'}."
        return _UnresolvedReference("OKR301", f"'{objective.ref}' has no key result '{result}'.", hint)

    def _find_by_heading(self, text: str, source: Objective) -> LinkEnd | _UnresolvedReference:
        path, _, anchor = text.partition("#")
        if "://" in path:
            return _UnresolvedReference(
                "OKR306",
                f"{quote_text(text)} is a web address, and links lead to objectives of this site.",
                "Link to the file by its relative path, or write unit/objective.",
            )
        folder = posixpath.dirname(source.place.path)
        # Percent-encoding can hide what no text may hold, and messages quote what was meant.
        wanted = posixpath.normpath(posixpath.join(folder, make_printable(unquote(path))))
        anchor, _, result = make_printable(unquote(anchor)).partition("#")
        if wanted in self._organisation.left_out.paths:
            return _UnresolvedReference()
        headings = self._headings.get(wanted, {})
        for meant in list_possible_anchors(anchor):
            if meant in headings:
                return self._find_key_result(headings[meant], result or None)
            if (wanted, meant) in self._organisation.draft_headings:
                return _UnresolvedReference()
        if not headings:
            return _UnresolvedReference(
                "OKR301", f"No objectives are read from '{wanted}'.", self._suggest_file(wanted, anchor, source)
            )
        if not anchor:
            first = next(iter(headings))
            return _UnresolvedReference(
                "OKR301",
                f"This leads to the file '{wanted}', not to an objective in it.",
                f"Add its id: {path}#{first}.",
            )
        ids = [f"#{key}" for key in dict.fromkeys(objective.id for objective in headings.values())]
        close = self._near.find_similar(anchor.lower(), headings, 50)
        return _UnresolvedReference(
            "OKR301",
            f"'{wanted}' has no objective under the heading '#{anchor}'.",
            f"Did you mean '#{close}'?" if close else f"It has: {', '.join(ids[:8])}.",
        )

    def _suggest_file(self, wanted: str, anchor: str, source: Objective) -> str:
        """Return a hint at the file that was probably meant: in the other spelling, below the root, or a near one."""
        folder = posixpath.dirname(source.place.path)
        stem, content = posixpath.splitext(wanted)[0], source.place.path.partition("/")[0]
        for name in (stem, f"{content}{stem}" if wanted.startswith("/") else ""):
            for ending in (".md", ".yml", ".yaml"):
                if f"{name}{ending}" in self._headings:
                    link = posixpath.relpath(f"{name}{ending}", folder)
                    return f"The file is called {name}{ending}: write {link}{f'#{anchor}' if anchor else ''}."
        near = self._near.find_similar(wanted, self._headings, 70)
        return suggest_name(near, "Link to the file of a unit and a cycle.")

    def _report_unknown_objective(
        self, text: str, unit: str, key: str, around: tuple[str, ...] = (), cycle: str | None = None
    ) -> _UnresolvedReference:
        if self._organisation.left_out.has_objective(unit, cycle):
            return _UnresolvedReference()
        there = self._objectives.get((unit, key), {})
        if there:
            cycles = _format_names(there)
            first = next(iter(there))
            spoken = f" in {around[0]} or the cycles around it" if around else ""
            return _UnresolvedReference(
                "OKR301",
                f"No objective is called '{text}'{spoken}, but there is one in {cycles}.",
                f"Write {ObjectiveRef.create(unit, first, key)}.",
            )
        near = self._near.find_similar(f"{unit}/{key}", self._known, 60)
        hint = suggest_name(near, "") or self._suggest_objectives(unit)
        return _UnresolvedReference("OKR301", f"No objective is called '{text}'.", hint)

    def _suggest_objectives(self, unit: str) -> str:
        if unit not in self._organisation.units:
            near = self._near.find_similar(unit, self._organisation.units, 60)
            return f"There is no unit '{unit}'. {suggest_name(near, '')}".rstrip()
        known = self._list_ids(unit)
        return f"'{unit}' has: {', '.join(known)}." if known else f"'{unit}' has no objectives yet."

    def _list_ids(self, unit: str) -> list[str]:
        """Return some of the ids that a unit's objectives have."""
        if unit not in self._ids:
            own = self._organisation.by_unit.get(unit, {})
            known = {key for those in own.values() for objective in those for key in (objective.id, *objective.aliases)}
            self._ids[unit] = sorted(known)[:8]
        return self._ids[unit]


def _format_names(names: Iterable[str], most: int = 20) -> str:
    """Return the first of some names, in words."""
    listed = list(names)
    return ", ".join(listed[:most]) + (f" and {len(listed) - most:,} more" if len(listed) > most else "")


def _index_headings(headings: dict[str, Objective], objective: Objective, repeated: dict[tuple[str, str], int]) -> None:
    """Know an objective by its id and by GitHub's anchors, which number repeated headings."""
    key, anchor, with_key = list_heading_anchors(objective.title, objective.id)
    headings[key] = objective  # an id wins over another objective's heading
    path = objective.place.path
    number = repeated.get((path, anchor), 0)
    while (name := f"{anchor}-{number}" if number else anchor) in headings and headings[name] is not objective:
        number += 1
    repeated[path, anchor] = number + 1
    headings[name] = objective
    headings.setdefault(with_key, objective)
