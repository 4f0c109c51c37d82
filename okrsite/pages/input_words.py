"""What has changed of the inputs of pages, in words of those who write content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrsite.pages.input_recorder import ALL
from okrsite.pages.page_origins import Change

MOST_TOLD = 6
"""Changes that are told of one page; of the others it is told how many there are."""

_OBJECTIVES = "snapshot.organisation.objectives"
_THINGS = {
    _OBJECTIVES: "the objective {}",
    "snapshot.organisation.units": "the unit {}",
    "snapshot.organisation.people": "the person {}",
    "snapshot.organisation.cycles": "the cycle {}",
    "snapshot.organisation.kpis": "the KPI {}",
    "documents": "the page {}",
    "snapshot.organisation.remotes": "the organisation {}",
}
"""What has files or lines of its own: it can be there or not."""
_PARTS = {
    "snapshot.organisation.by_unit": "the objectives of {} changed",
    "snapshot.organisation.former.anchors": "what {} was called before changed",
    "snapshot.organisation.former.documents": "what lay at {} before changed",
    "snapshot.organisation.former.objectives": "what was called {} before changed",
    "snapshot.organisation.former.units": "what was called {} before changed",
    "snapshot.organisation.child_units": "the units below {} changed",
    "snapshot.alignment.up": "the links of {} changed",
    "snapshot.alignment.down": "the links of {} changed",
    "goals that serve organisations": "what serves the goals of {} changed",
    "snapshot.alignment.outside": "the links of {} to other organisations changed",
    "snapshot.alignment.needs": "the dependencies of {} changed",
    "snapshot.alignment.needed_by": "the dependencies of {} changed",
    "snapshot.alignment.continues": "what {} continues changed",
    "snapshot.alignment.continued_by": "what continues {} changed",
    "snapshot.measures.key_results": "the numbers of {} changed",
    "snapshot.measures.objectives": "the numbers of {} changed",
    "snapshot.measures.units": "the numbers of {} changed",
    "snapshot.measures.cycles": "the numbers of {} changed",
    "snapshot.measures.unit_cycles": "the cycles of {} changed",
    "snapshot.past.by_objective": "the history of {} changed",
    "snapshot.past.file_days": "the day of the last edit of {} changed",
    "snapshot.target_changes": "the moved targets of {} changed",
    "snapshot.last_known": "what git knows of objectives of {} that are left out changed",
    "snapshot.isolated": "the errors in files of {} that are left out changed",
    "bars": "the progress of {} changed",
    "bars of units": "the progress of {} changed",
    "cycle states": "the state of {} changed",
    "cycles before": "the cycle before {} changed",
    "days in cycles": "another day of {} has come",
    "days to come": "the day {} has come",
    "heads": "the title of {} changed",
    "ids by name": "who goes by the name {} changed",
    "involvements": "what {} owns or takes part in changed",
    "letters of people": "who is listed under {} changed",
    "map nodes": "the card of {} on maps changed",
    "carried now": "what {} carries now changed",
    "due items": "what is due of {} changed",
    "shared work": "what goals of others have to do with {} changed",
    "initiatives": "the initiatives of {} changed",
    "open items": "what of {} is still to be reached changed",
    "people by page": "who has the page of {} changed",
    "pulse of units": "how {} stands in the pulse changed",
    "rows of tags": "how much is tagged with {} changed",
    "shown cycles": "{} shows another cycle first",
    "statuses": "the status of {} changed",
    "summaries": "the values of {} changed",
    "tags": "what is tagged with {} changed",
    "unsettled": "what {} has to settle changed",
}
"""What is said about a thing, or computed of it."""
_WHOLES = {
    "documents": "the pages of the content changed",
    "link targets": "the pages to which links can lead changed",
    "most rows": "lists have another length",
    "room": "maps have another size",
    "snapshot.alignment.confirmed": "the confirmed dependencies changed",
    "snapshot.commit": "the commit changed",
    "snapshot.current_cycle": "the current cycle changed",
    "snapshot.measures.dropped": "other objectives are dropped",
    "snapshot.organisation.attachments": "other files lie beside the content",
    "snapshot.organisation.cycles": "the cycles changed",
    "snapshot.organisation.documents": "the pages of the content changed",
    "snapshot.organisation.former.files": "other files were there before",
    "snapshot.organisation.former.typed_units": "other former ids of units were typed",
    "snapshot.organisation.index": "the text of the home page changed",
    "snapshot.organisation.kpis": "the KPIs changed",
    "snapshot.organisation.left_out": "other parts of files are left out for their errors",
    "snapshot.organisation.memos": "the memos changed",
    "snapshot.organisation.name": "the name of the company changed",
    "snapshot.organisation.objectives": "the objectives changed",
    "snapshot.organisation.people": "the people changed",
    "snapshot.organisation.units": "the units changed",
    "snapshot.today": "the day changed",
    "unconfirmed": "the dependencies that nobody has confirmed changed",
    "used cycles": "other cycles have objectives",
}
"""What is read whole."""
_ASPECTS = (
    "snapshot.measures.objectives",
    "bars",
    "statuses",
    "snapshot.measures.key_results",
    "summaries",
    "map nodes",
)
"""What is computed of an objective and of its key results, the most telling first: one of them is enough."""
_SUMS = frozenset({"snapshot.organisation.by_unit", "snapshot.measures.units"})
"""What is made of all objectives of a unit."""
_OF_OBJECTIVES = frozenset({"bars", "heads", "map nodes", "statuses", "summaries", "snapshot.measures.objectives"})
"""What every objective has, so that it is new or gone with the objective."""
_ORDER = {name: number for number, name in enumerate((*_THINGS, *_WHOLES, *_PARTS))}


def describe_changes(changes: Iterable[Change], most: int = MOST_TOLD) -> str:
    """Return what has changed, as clauses: things first, then what else is said about other things."""
    clauses = list_clauses(changes)
    told = clauses[:most] if len(clauses) > most + 1 else clauses
    more = [f"and {len(clauses) - len(told)} more"] if len(clauses) > len(told) else []
    return "; ".join([*told, *more])


def list_clauses(changes: Iterable[Change]) -> Sequence[str]:
    """Return a clause for each change, each once, without those that follow from the change of a thing itself."""
    ordered = sorted(changes, key=lambda change: (_ORDER.get(change.name, len(_ORDER)), change.key))
    things = {change.key for change in ordered if change.name in _THINGS and change.key != ALL}
    units = {key.split("/")[0] for key in things if key.count("/") > 1}  # of objectives
    aspects: dict[str, int] = {}
    for change in ordered:
        if change.name in _ASPECTS:
            subject, rank = _find_subject(change), _ASPECTS.index(change.name)
            aspects[subject] = min(rank, aspects.get(subject, rank))

    def is_implied(change: Change) -> bool:
        subject = _find_subject(change)
        if change.name in _ASPECTS and _ASPECTS.index(change.name) > aspects[subject]:
            return True
        return subject in things or (change.name in _SUMS and subject in units)

    return tuple(
        dict.fromkeys(describe_change(change) for change in ordered if change.name in _THINGS or not is_implied(change))
    )


def _find_subject(change: Change) -> str:
    """Return what a change is about: of a key result, its objective."""
    return change.key.partition("#")[0]


def describe_change(change: Change) -> str:
    """Return what has changed, as a clause: `the objective finance/2026-Q4/close changed`."""
    key = _format_key(change.key)
    if change.key == ALL:
        clause = _WHOLES.get(change.name)
    elif thing := _THINGS.get(
        _OBJECTIVES if change.name in _OF_OBJECTIVES and change.kind != "changed" else change.name
    ):
        what = {"changed": "changed", "new": "is new", "gone": "is gone"}[change.kind]
        clause = f"{thing} {what}"
    else:
        clause = _PARTS.get(change.name)
    if clause is None:  # what pages declare has a name in words
        clause = f"the {change.name} changed" + ("" if change.key == ALL else " ({})")
    return clause.format(key)


def has_words(name: str, key: str) -> bool:
    """Whether there are words for an input: what is declared by a name is told by that, if by nothing better."""
    if not name.startswith("snapshot."):
        return True
    return name in _WHOLES if key == ALL else name in _THINGS or name in _PARTS


def _format_key(key: str) -> str:
    """Return a key in words: where it is made of several ids, they were written down as Python does it."""
    return ", ".join(part.strip(" '\"") for part in key[1:-1].split(",")).rstrip(", ") if key[:1] == "(" else key
