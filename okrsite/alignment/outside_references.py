"""References to goals of other organisations, such as `acme:growth/new-market`: what they mean, or why they don't.

Whatever others leave out of their export is no error here: a link then leads to their site, and a warning says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from okrsite.alignment.link_kinds import LinkKind
from okrsite.alignment.links import OutsideLink
from okrsite.federation.records import Remote, RemoteObjective
from okrsite.model.cycles import list_enclosing_cycles
from okrsite.model.objectives import Objective, TypedLink
from okrsite.model.organisation import Organisation
from okrsite.nearest import NameSuggester, suggest_name
from okrsite.problems import Problem, create_problem
from okrsite.sources.quantities import quote_text

_OUTSIDE = re.compile(
    r"\s*(?P<remote>[A-Za-z0-9][A-Za-z0-9_-]{0,60}):(?![/\\])\s*(?P<rest>[^\s#:][^#:]*)(?:#(?P<result>[^#]+))?\Z"
)
_STATES = ("closed", "planned", "grading", "active")
"""Of a cycle that isn't named, the later in this list is meant rather."""
_MOST_NAMED = 8


class OutsideReference(msgspec.Struct, frozen=True):
    """A reference of which the first part names an organisation."""

    remote: str
    parts: tuple[str, ...]
    """Unit, perhaps a cycle, and objective."""
    result: str | None


def split_outside_reference(text: str) -> OutsideReference | None:
    """Take a reference apart that may lead to another organisation; None for any other text."""
    match = _OUTSIDE.match(text)
    if match is None:
        return None
    parts = tuple(part.strip() for part in match["rest"].strip("/ ").split("/"))
    return OutsideReference(match["remote"], parts, match["result"])


class OutsideReferences:
    """Finds what such references mean; made once for an organisation."""

    def __init__(self, organisation: Organisation, problems: list[Problem]) -> None:
        """Take the organisation, and a list for problems."""
        self._organisation = organisation
        self._remotes = organisation.remotes
        self._problems = problems
        self._near = NameSuggester()
        self._known: dict[str, dict[tuple[str, str], list[RemoteObjective]]] = {}

    def is_outside(self, text: str) -> bool:
        """Whether a text is such a reference, and to an organisation that the settings name."""
        reference = split_outside_reference(text)
        return reference is not None and reference.remote in self._remotes

    def resolve(
        self, typed: TypedLink, source: Objective, kind: LinkKind, source_result: str | None
    ) -> OutsideLink | None:
        """Return the link that a reference makes; None for a text that can't be read, which is reported."""
        reference = split_outside_reference(typed.text)
        if reference is None or len(reference.parts) not in (2, 3) or not all(reference.parts):
            self._problems.append(
                create_problem(
                    "OKR306",
                    typed.place,
                    f"{quote_text(typed.text)} is no reference to a goal of another organisation.",
                    "Write organisation:unit/objective, or organisation:unit/cycle/objective.",
                )
            )
            return None
        remote = self._remotes[reference.remote]
        goal = self._find(remote, reference, source)
        result = reference.result
        if goal is None:
            self._report_unknown(remote, reference, typed)
        elif result and goal.find_key_result(result) is None:
            known = [key_result.id for key_result in goal.key_results]
            near = self._near.find_similar(result, known, 50)
            hint = f"Did you mean '#{near}'?" if near else f"Its key results are: {_format_names(known)}."
            message = f"'{remote.id}:{goal.ref}' has no key result {quote_text(result)}."
            self._problems.append(create_problem("OKR317", typed.place, message, hint))
        return OutsideLink(
            kind=kind,
            source=source.ref,
            source_result=source_result,
            remote=remote.id,
            organisation=remote.name,
            site=remote.site,
            as_of=remote.as_of,
            ref=goal.ref if goal else "/".join(reference.parts),
            result=result,
            goal=goal,
            share=typed.share,
            because=typed.because,
            place=typed.place,
        )

    def explain_unknown_remote(self, text: str) -> tuple[str, str] | None:
        """Return why a text leads nowhere that names an organisation, and a hint; None for any other text."""
        reference = split_outside_reference(text)
        if reference is None or len(reference.parts) < 2:
            return None
        if reference.remote in self._remotes:
            return (
                f"{quote_text(text)} is a goal of another organisation, and only `contributes_to` and `supports` lead "
                "there.",
                "Write it there, or say in `needs` what you wait for.",
            )
        if not self._remotes:
            hint = "Goals of other organisations can be linked to once `federation` in mkdocs.yml names these."
        else:
            near = self._near.find_similar(reference.remote, self._remotes, 60)
            hint = suggest_name(near, f"`federation` in mkdocs.yml names: {_format_names(self._remotes)}.")
        return f"{quote_text(text)} leads to an organisation that the settings don't name.", hint

    def _find(self, remote: Remote, reference: OutsideReference, source: Objective) -> RemoteObjective | None:
        unit, *cycle, key = reference.parts
        there = self._index(remote).get((unit, key), [])
        if cycle:
            return next((goal for goal in there if goal.cycle_id.upper() == cycle[0].upper()), None)
        around = (source.cycle, *list_enclosing_cycles(source.cycle, self._organisation.cycles))
        for name in around:
            for goal in there:
                if goal.cycle_id == name:
                    return goal
        # Of equals, the last in the order of the export.
        return max(reversed(there), key=lambda goal: _STATES.index(goal.state), default=None)

    def _index(self, remote: Remote) -> dict[tuple[str, str], list[RemoteObjective]]:
        if remote.id not in self._known:
            index: dict[tuple[str, str], list[RemoteObjective]] = {}
            for goal in remote.objectives.values():
                for key in dict.fromkeys((goal.id, *goal.aliases)):
                    index.setdefault((goal.unit_id, key), []).append(goal)
            self._known[remote.id] = index
        return self._known[remote.id]

    def _report_unknown(self, remote: Remote, reference: OutsideReference, typed: TypedLink) -> None:
        if remote.as_of is None:
            return  # that nothing is known of it is said where the settings name it
        index = self._index(remote)
        unit, key = reference.parts[0], reference.parts[-1]
        near = self._near.find_similar(f"{unit}/{key}", [f"{one}/{other}" for one, other in index], 60)
        if (unit, key) in index:
            hint = f"It has one in {_format_names(goal.cycle_id for goal in index[unit, key])}."
        elif near:
            hint = f"Did you mean '{remote.id}:{near}'?"
        else:
            own = [other for one, other in index if one == unit]
            hint = f"'{unit}' there has: {_format_names(own)}." if own else f"See what there is on {remote.site}."
        self._problems.append(
            create_problem(
                "OKR317",
                typed.place,
                f"The export of '{remote.id}' of {remote.as_of} has no objective '{'/'.join(reference.parts)}'.",
                hint,
            )
        )


def _format_names(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    more = len(listed) - _MOST_NAMED
    return ", ".join(listed[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
