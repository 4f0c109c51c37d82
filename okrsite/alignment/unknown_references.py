"""References that lead nowhere: why, and what was probably meant."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.nearest import NameSuggester, suggest_name
from okrsite.sources.misreads import quote_text

_ADDRESS = compile_late(r"https?://\S*?/([\w-]+)/(\d{4}(?:-[A-Z]?\d+)?)/([a-z0-9-]+)/?(?:index\.html)?(?:#\S*)?\Z")
"""The address of an objective's page on a site."""
_MOST_MEANT = 3
_ALIKE = 60
"""Percent of letters that a name has in common with the one that is meant."""


class UnresolvedReference(msgspec.Struct, frozen=True):
    """Why a reference leads nowhere; silent where it leads to a draft, or to what is left out."""

    code: str = ""
    message: str = ""
    hint: str = ""


class UnknownReferences:
    """Explains references that lead nowhere, by what there is."""

    def __init__(
        self,
        organisation: Organisation,
        objectives: Mapping[tuple[str, str], Mapping[str, Objective]],
        headings: Mapping[str, Mapping[str, Objective]],
    ) -> None:
        """Take what there is: objectives by unit and id, then by cycle, and by file and anchor."""
        self._organisation = organisation
        self._objectives = objectives
        self._headings = headings
        self._near = NameSuggester()
        self._ids: dict[str, list[str]] = {}
        self._by_name: dict[str, dict[str, None]] | None = None
        """References of objectives by their ids and titles, once somebody has asked for them."""
        self._keys: dict[str, list[str]] | None = None
        """Ids of objectives by their unit, once somebody has asked for them."""
        self._known = [f"{unit}/{key}" for unit, key in objectives]

    def explain_no_reference(self, text: str, unit: str) -> UnresolvedReference:
        """Return why a text is no reference: an id or a title alone, an address; `unit` is whose link it is."""
        meant = self._find_meant(text, unit)
        hint = "Write unit/objective, or unit/cycle/objective, with #key-result where it is one."
        if meant:
            named = " or ".join(f"'{ref}'" for ref in meant[:_MOST_MEANT])
            hint = f"Did you mean {named}? {hint}"
        return UnresolvedReference("OKR306", f"{quote_text(text)} is no reference.", hint)

    def _find_meant(self, text: str, unit: str) -> list[str]:
        """Return the references that may be meant by an id, a title or an address; those of the unit first."""
        words = " ".join(text.strip("\"'“”„‘’ ").casefold().split())
        if address := _ADDRESS.search(text):
            found = [ObjectiveRef.create(*address.groups())]
            return [str(ref) for ref in found if ref in self._organisation.objectives]
        if self._by_name is None:
            self._by_name = {}
            for objective in self._organisation.objectives.values():
                for name in (objective.id, " ".join(objective.title.casefold().split())):
                    self._by_name.setdefault(name, {})[f"{objective.unit}/{objective.id}"] = None
        return sorted(self._by_name.get(words, {}), key=lambda ref: (not ref.startswith(f"{unit}/"), ref))

    def explain_key_result(self, objective: Objective, result: str) -> UnresolvedReference:
        """Return why a reference leads to no key result of an objective."""
        known = [key_result.id for key_result in objective.key_results]
        near = self._near.find_similar(result, known, 50)
        hint = f"Did you mean '#{near}'?" if near else f"Its key results are: {_format_names(known) or 'none yet'}."
        return UnresolvedReference("OKR301", f"'{objective.ref}' has no key result '{result}'.", hint)

    def explain_heading(self, path: str, anchor: str) -> UnresolvedReference:
        """Return why a reference leads to no objective of a file that has some."""
        headings = self._headings[path]
        ids = [f"#{key}" for key in dict.fromkeys(objective.id for objective in headings.values())]
        close = self._near.find_similar(anchor.lower(), headings, 50)
        return UnresolvedReference(
            "OKR301",
            f"'{path}' has no objective under the heading '#{anchor}'.",
            f"Did you mean '#{close}'?" if close else f"It has: {', '.join(ids[:8])}.",
        )

    def explain_file(self, path: str, anchor: str, source: Objective) -> UnresolvedReference:
        """Return why a reference leads to no file of objectives."""
        hint = self._suggest_file(path, anchor, source)
        return UnresolvedReference("OKR301", f"No objectives are read from '{path}'.", hint)

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

    def explain_objective(
        self, text: str, unit: str, key: str, around: tuple[str, ...] = (), cycle: str | None = None
    ) -> UnresolvedReference:
        """Return why a reference leads to no objective of a unit.

        Args:
            text: The reference, as a message says it.
            unit: The unit that it names.
            key: The id of the objective that it names.
            around: The cycles in which that was looked for; none where the reference names one.
            cycle: The one that it names.
        """
        if self._organisation.left_out.has_objective(unit, cycle):
            return UnresolvedReference()
        there = self._objectives.get((unit, key), {})
        if there:
            cycles = _format_names(there)
            first = next(iter(there))
            spoken = f" in {around[0]} or the cycles around it" if around else ""
            return UnresolvedReference(
                "OKR301",
                f"No objective is called '{text}'{spoken}, but there is one in {cycles}.",
                f"Write {ObjectiveRef.create(unit, first, key)}.",
            )
        hint = suggest_name(self._find_near(unit, key), "") or self._suggest_objectives(unit)
        return UnresolvedReference("OKR301", f"No objective is called '{text}'.", hint)

    def _find_near(self, unit: str, key: str) -> str:
        """Return the reference that was probably meant; empty for none.

        The id decides: what stands in the same unit has much in common with any reference to it.
        """
        near = self._near.find_similar(f"{unit}/{key}", self._known, _ALIKE)
        if self._keys is None:
            self._keys = {}
            for one, known in self._objectives:
                self._keys.setdefault(one, []).append(known)
        if near and self._near.find_similar(key, [near.partition("/")[2]], _ALIKE):
            return near
        own = self._near.find_similar(key, self._keys.get(unit, ()), _ALIKE)
        return f"{unit}/{own}" if own else ""

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
