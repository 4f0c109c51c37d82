"""How the objectives of a cycle stand, by unit: by status while the cycle is open, by outcome once it has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.pages.context import ViewContext
from okrsite.pages.parts.heat import HeatCell, HeatRow, HeatTable
from okrsite.pages.views import NameView

_Columns = tuple[tuple[str, str, frozenset[str]], ...]
"""Mark, heading, and the marks that it counts."""
_OPEN: _Columns = (
    ("on", mark_text("On track"), frozenset({"on"})),
    ("risk", mark_text("At risk"), frozenset({"risk"})),
    ("off", mark_text("Off track"), frozenset({"off"})),
    ("stale", mark_text("Outdated"), frozenset({"stale"})),
    ("done", mark_text("Done"), frozenset({"done"})),
    ("none", mark_text("Other"), frozenset({"none", "paused"})),
)
_ENDED: _Columns = (
    ("done", mark_text("Reached"), frozenset({"done"})),
    ("part", mark_text("Reached in part"), frozenset({"part"})),
    ("missed", mark_text("Missed"), frozenset({"missed"})),
    ("none", mark_text("No result"), frozenset({"none", "paused"})),
)


def build_status_table(
    context: ViewContext,
    listed: Iterable[Objective],
    lower: Sequence[tuple[NameView, Iterable[Objective]]],
    *,
    has_ended: bool,
) -> HeatTable | None:
    """Return the table of a page; None where nothing is to be counted.

    Args:
        context: The lookups.
        listed: The objectives that stand on the page.
        lower: The pages that list the others, each with its objectives.
        has_ended: Whether outcomes are counted in place of statuses.
    """
    columns, dropped = _ENDED if has_ended else _OPEN, context.measures.dropped
    by_unit: dict[str, Counter[str]] = {}
    for objective in listed:
        if objective.ref not in dropped:
            by_unit.setdefault(objective.unit, Counter())[context.build_status(objective.ref).key] += 1
    counted = [(context.name_unit(unit), keys) for unit, keys in by_unit.items()]
    for name, objectives in lower:
        keys = Counter[str](context.build_status(one.ref).key for one in objectives if one.ref not in dropped)
        counted.append((name, keys))
    total = Counter[str]()
    for _, keys in counted:
        total.update(keys)
    if not total:
        return None
    return HeatTable(
        columns=tuple((mark, translate(heading)) for mark, heading, _ in columns),
        rows=tuple(_build_row(name, keys, columns) for name, keys in counted),
        total=_build_row(NameView(translate("All")), total, columns) if len(counted) > 1 else None,
    )


def _build_row(name: NameView, keys: Mapping[str, int], columns: _Columns) -> HeatRow:
    return HeatRow(name, tuple(HeatCell(mark, sum(keys.get(key, 0) for key in those)) for mark, _, those in columns))
