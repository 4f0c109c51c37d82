"""What a typed reference means, seen from the file in which it stands.

Decides which objective or key result is meant; `unknown_references` suggests one where none is, and what links mean
together is the graph's business.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from okrsite.alignment.former_references import FormerReferences, spell_reference
from okrsite.alignment.odd_references import explain_odd_reference
from okrsite.alignment.outside_references import OutsideReferences
from okrsite.alignment.unknown_references import UnknownReferences, UnresolvedReference
from okrsite.model.cycles import list_enclosing_cycles
from okrsite.model.names import list_heading_anchors, list_possible_anchors
from okrsite.model.objectives import KeyResult, Objective, TypedLink
from okrsite.model.organisation import Organisation
from okrsite.model.refs import AnyRef, ObjectiveRef
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
        self.outside = OutsideReferences(organisation, problems)
        """Finds what references to goals of other organisations mean."""
        self._unknown = UnknownReferences(organisation, self._objectives, self._headings)
        self._cycles = {name.upper(): name for name in organisation.cycles}
        self._drafts: dict[tuple[str, str], set[str]] = {}
        for ref in organisation.drafts:
            self._drafts.setdefault((ref.unit, ref.id), set()).add(ref.cycle)

    def resolve(self, reference: TypedLink, source: Objective, *, back: bool = False) -> LinkEnd | None:
        """Return what a reference typed in `source` means; None where it leads nowhere.

        `back` is for `continues`: the own unit may be left out, and a link into the past is no surprise.
        """
        target = self._look_up(reference.text.strip(), source, back)
        if isinstance(target, UnresolvedReference):
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
        return isinstance(target, UnresolvedReference) and not target.code

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

    def _look_up(self, text: str, source: Objective, back: bool) -> LinkEnd | UnresolvedReference:
        target = self._look_up_today(text, source, back)
        if isinstance(target, UnresolvedReference) and target.code == "OKR301":
            target = self._look_up_former(text, source, back) or target
        if isinstance(target, UnresolvedReference) and target.code in ("OKR301", "OKR306"):
            told = explain_odd_reference(
                text, lambda part: isinstance(self._look_up_today(part, source, back), LinkEnd)
            ) or self.outside.explain_unknown_remote(text)
            return UnresolvedReference("OKR306", *told) if told else target
        return target

    def _look_up_former(self, text: str, source: Objective, back: bool) -> LinkEnd | None:
        """Return what a reference meant before; None where nothing was called so, or more than one thing."""
        for today, is_known in self._former.list_spellings(text, source):
            target = self._look_up_today(today, source, back)
            if isinstance(target, LinkEnd):
                return replace(target, is_former=target.is_former or not is_known)
        return None

    def _look_up_today(self, text: str, source: Objective, back: bool) -> LinkEnd | UnresolvedReference:
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
        return self._unknown.explain_no_reference(text, source.unit)

    def _find_in_named_cycle(
        self, unit: str, cycle: str, key: str, result: str | None
    ) -> LinkEnd | UnresolvedReference:
        known = self._cycles.get(cycle.upper(), cycle)
        objective = self._objectives.get((unit, key), {}).get(known)
        if objective is not None:
            return self._find_key_result(objective, result)
        if ObjectiveRef.create(unit, known, key) in self._organisation.drafts:
            return UnresolvedReference()
        return self._unknown.explain_objective(ObjectiveRef.create(unit, cycle, key), unit, key, cycle=known)

    def _find_in_nearest_cycle(
        self, unit: str, key: str, result: str | None, source: Objective, back: bool
    ) -> LinkEnd | UnresolvedReference:
        there = self._objectives.get((unit, key), {})
        around = (source.cycle, *list_enclosing_cycles(source.cycle, self._organisation.cycles))
        for cycle in around:
            if cycle in there and there[cycle] is not source:
                return self._find_key_result(there[cycle], result)
        if any(cycle in self._organisation.cycles for cycle in self._drafts.get((unit, key), ())):
            return UnresolvedReference()
        if back:
            start = self._organisation.cycles[source.cycle].start
            for cycle in self._newest_first:
                if cycle in there and self._organisation.cycles[cycle].start < start:
                    return self._find_key_result(there[cycle], result)
        if source.cycle in there:
            return self._find_key_result(there[source.cycle], result)
        return self._unknown.explain_objective(f"{unit}/{key}", unit, key, around)

    def _find_key_result(self, objective: Objective, result: str | None) -> LinkEnd | UnresolvedReference:
        if result is None:
            return LinkEnd(objective, None)
        key_result = objective.find_key_result(result)
        if key_result is not None:
            return LinkEnd(objective, key_result)
        if former := self._organisation.former.key_results.get(objective.ref.make_key_result_ref(result)):
            return LinkEnd(objective, objective.find_key_result(former), is_former=True)
        return self._unknown.explain_key_result(objective, result)

    def _find_by_heading(self, text: str, source: Objective) -> LinkEnd | UnresolvedReference:
        path, _, anchor = text.partition("#")
        if "://" in path:
            return UnresolvedReference(
                "OKR306",
                f"{quote_text(text)} is a web address, and links lead to objectives of this site.",
                "Link to the file by its relative path, or write unit/objective.",
            )
        folder = posixpath.dirname(source.place.path)
        # Percent-encoding can hide what no text may hold, and messages quote what was meant.
        wanted = posixpath.normpath(posixpath.join(folder, make_printable(unquote(path))))
        anchor, _, result = make_printable(unquote(anchor)).partition("#")
        if wanted in self._organisation.left_out.paths:
            return UnresolvedReference()
        headings = self._headings.get(wanted, {})
        for meant in list_possible_anchors(anchor):
            if meant in headings:
                return self._find_key_result(headings[meant], result or None)
            if (wanted, meant) in self._organisation.draft_headings:
                return UnresolvedReference()
        if not headings:
            return self._unknown.explain_file(wanted, anchor, source)
        if not anchor:
            first = next(iter(headings))
            return UnresolvedReference(
                "OKR301",
                f"This leads to the file '{wanted}', not to an objective in it.",
                f"Add its id: {path}#{first}.",
            )
        return self._unknown.explain_heading(wanted, anchor)


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
