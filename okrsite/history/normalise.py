"""What an old text means today: the same person or the same goal may have been typed in different ways."""

from __future__ import annotations

import posixpath
import re

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.alignment.references import ReferenceResolver
from okrsite.history.located import LocatedObjective
from okrsite.history.versions import PastValue
from okrsite.model.names import PeopleDirectory
from okrsite.model.objectives import Objective, TypedLink
from okrsite.model.organisation import Organisation
from okrsite.problems import Place, Problem
from okrsite.sources.markdown.words import strip_untold_parts

_LINKS = frozenset(rule.field.name for rule in LINK_KINDS.values())
_SHARE = re.compile(r"(?P<text>.*?)(?P<share> \([0-9.e+-]+%\))?\Z", re.DOTALL)


class ValueNormaliser:
    """Reads old texts with today's organisation."""

    def __init__(self, organisation: Organisation, prefix: str, *, public: bool = False) -> None:
        """`prefix` is the content folder's path as it begins the paths of places.

        For the public a link that leads nowhere is left out, for what it led to may be internal, and so are all
        shares, which are parts of numbers.
        """
        self._public = public
        self._problems: list[Problem] = []
        self._resolver = ReferenceResolver(organisation, self._problems)
        self._directory = PeopleDirectory(organisation.people)
        self._prefix = prefix
        self._kpis = organisation.kpis.keys()
        self._known: dict[tuple[str, str, str, str], str | None] = {}

    def normalise_value(self, field: str, told: PastValue, place: LocatedObjective) -> PastValue:
        """Return a field's value in the words of today: people by id, links by full reference, in order.

        A link that leads to a draft is left out; one that leads nowhere any more stays as it was typed. A KPI that
        isn't there is left out: it may be that of a draft.
        """
        if field == "owner" and isinstance(told, str):
            return self._directory.find_key(told)
        if field in _LINKS and isinstance(told, tuple):
            targets = (self._normalise_link(text, place) for text in told)
            return tuple(sorted({text for text in targets if text is not None})) or None
        if field == "kpi":
            known = {f"{place.unit}/{told}", str(told).removeprefix("company/")}
            return None if known.isdisjoint(self._kpis) else told
        return strip_untold_parts_of_value(told) if self._public else told

    def _normalise_link(self, typed: str, place: LocatedObjective) -> str | None:
        match = _SHARE.match(typed)
        text, share = (match["text"], match["share"] or "") if match else (typed, "")
        key = (text, place.unit, place.cycle, posixpath.dirname(place.path))
        if key not in self._known:
            self._known[key] = self._resolve_link(text, place)
        target = self._known[key]
        return None if target is None else target + ("" if self._public else share)

    def _resolve_link(self, text: str, place: LocatedObjective) -> str | None:
        self._problems.clear()
        path = posixpath.normpath(posixpath.join(self._prefix, place.path))
        source = Objective(place.unit, place.cycle, place.objective.id, "", Place(path), {})
        if self._resolver.outside.is_outside(text):  # of what others publish nothing is kept back here
            outside = self._resolver.outside.resolve(TypedLink(text, source.place), source, "direct", None)
            return outside.target_ref if outside else text
        ending = self._resolver.resolve(TypedLink(text, source.place), source)
        if ending is not None:
            return ending.ref
        # The resolver is silent about drafts, and complains about everything else that it doesn't find.
        return text if self._problems and not self._public else None


def strip_untold_parts_of_value(told: PastValue) -> PastValue:
    """Return a value of the past for the public: lines without comments and addresses within the content."""
    if isinstance(told, str):
        return strip_untold_parts(told)
    return tuple(map(strip_untold_parts, told)) if isinstance(told, tuple) else told
