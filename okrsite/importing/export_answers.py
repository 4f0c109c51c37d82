"""What authors answer, as our own export has it, in the form in which the content has it."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.feeds.export_detail_records import ExportedIgnoredRemark
from okrsite.feeds.export_objective_records import ExportedObjective
from okrsite.model.refs import split_kept_ref


def join_ignored_remarks(remarks: Iterable[ExportedIgnoredRemark]) -> str:
    """Return remarks that are answered as the field `ignore` names them."""
    return "; ".join(f"{one.code}, because {one.because}" for one in remarks)


def list_typed_confirmations(one: ExportedObjective) -> list[str]:
    """Return the objectives to which it has to answer that they may count on it: not those of units that do it, too."""
    return [ref for ref in one.confirms if split_kept_ref(ref)[0].unit not in (one.team, *one.joint)]
