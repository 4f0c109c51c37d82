"""What is said at the end of a cycle: which objectives are open, what is proposed, and what a table says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from okrsite.choices import Decision
from okrsite.editing.closings import ObjectiveClosing, parse_decision, parse_grade
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.rollover import CARRIED_ON, list_open_key_results
from okrsite.editing.tables import name_place, read_rows
from okrsite.feeds.explain.subjects import find_subject
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import format_decimals
from okrsite.snapshot import Snapshot

_HEADS = {
    **dict.fromkeys(("ref", "reference", "key result", "objective", "kr"), "ref"),
    **dict.fromkeys(("grade", "score"), "grade"),
    "decision": "decision",
    **dict.fromkeys(("sentence", "retrospective", "note", "comment"), "sentence"),
}
_WITHOUT_HEAD = ("ref", "grade", "decision", "sentence")
_CLOSED: Decision = "close"


class ClosingLine(msgspec.Struct, frozen=True):
    """One line of a table of grades; empty where its cell is."""

    place: str
    """Where it stands, in words: `Line 3 of grades.csv`."""
    ref: str
    grade: str = ""
    decision: str = ""
    sentence: str = ""


def read_closing_table(name: str, text: str) -> list[ClosingLine]:
    """Return the lines of a table of grades and decisions, with a head or without.

    Args:
        name: What the table is called in messages.
        text: The table; without a head, its columns are reference, grade, decision, sentence.

    Raises:
        EditRefusedError: a line can't be read.
    """
    rows = read_rows(name, text, _HEADS, _WITHOUT_HEAD, "key result and no objective")
    return [ClosingLine(place, **cells) for place, cells in rows]


def list_objectives(snapshot: Snapshot, cycle: str, units: Collection[str]) -> list[Objective]:
    """Return the objectives of a cycle that nobody has given up; of all units if none is named."""
    return [
        objective
        for objective in snapshot.organisation.objectives.values()
        if objective.cycle == cycle
        and (not units or objective.unit in units)
        and objective.ref not in snapshot.measures.dropped
    ]


def list_ungraded(objective: Objective) -> list[KeyResult]:
    """Return the key results of an objective that lack a grade; what was given up needs none."""
    return [known for known in objective.key_results if known.lacks_grade]


def propose_grade(snapshot: Snapshot, objective: Objective, key_result: KeyResult) -> str:
    """Return the grade that is proposed for a key result, with one decimal; empty where nothing is known."""
    ref = objective.ref.make_key_result_ref(key_result.id)
    proposed = snapshot.measures.key_results[ref].proposed_grade
    return "" if proposed is None else format_decimals(proposed, 1)


def propose_decision(snapshot: Snapshot, objective: Objective) -> Decision:
    """Return what probably becomes of an objective: it goes on if a later one continues it, or if something is open."""
    is_continued = bool(snapshot.alignment.continued_by.get(objective.ref))
    return CARRIED_ON if is_continued or list_open_key_results(snapshot, objective) else _CLOSED


def accept_proposals(
    snapshot: Snapshot, objectives: Iterable[Objective], said: Sequence[ObjectiveClosing]
) -> list[ObjectiveClosing]:
    """Return what is said with the grades that are proposed for all else that lacks one."""
    known = {closing.objective.ref: closing for closing in said}
    for objective in objectives:
        closing = known.get(objective.ref, ObjectiveClosing(objective))
        proposed = {
            one.id: grade for one in list_ungraded(objective) if (grade := propose_grade(snapshot, objective, one))
        }
        known[objective.ref] = msgspec.structs.replace(closing, grades={**proposed, **closing.grades})
    return list(known.values())


def explain_grade(key_result: KeyResult, sentence: str) -> str:
    """Return a sentence about a grade as a paragraph of a retrospective."""
    return f"Grade of {key_result.id}: {sentence}"


def create_table_closings(
    snapshot: Snapshot, cycle: Cycle, units: Collection[str], lines: Iterable[ClosingLine]
) -> list[ObjectiveClosing]:
    """Return what a table says of the objectives of a cycle.

    Raises:
        SubjectNotFoundError: a reference leads nowhere.
        EditRefusedError: it leads to something that isn't closed, or a thing is said twice.
    """
    gathered: dict[ObjectiveRef, _Gathered] = {}
    for line in lines:
        with name_place(line.place):
            objective, key_result = _find_subject(snapshot, cycle, units, line.ref)
            so_far = gathered.setdefault(objective.ref, _Gathered(objective))
            if key_result is not None:
                so_far.add_grade(line, key_result, decimal_comma=snapshot.site.settings.decimal_comma)
            else:
                so_far.add_decision(line)
    return [said.create_closing() for said in gathered.values()]


def _find_subject(
    snapshot: Snapshot, cycle: Cycle, units: Collection[str], ref: str
) -> tuple[Objective, KeyResult | None]:
    subject = find_subject(snapshot, _complete_ref(ref, cycle))
    objective, key_result = subject if isinstance(subject, tuple) else (subject, None)
    if not isinstance(objective, Objective) or objective.cycle != cycle.id:
        message = f"{ref} is no objective and no key result of {cycle.id}."
        raise EditRefusedError(message, "Write unit/objective, with #key-result for a grade.")
    if units and objective.unit not in units:
        message = f"{ref} belongs to {objective.unit}, which isn't named by --team."
        raise EditRefusedError(message, "Leave the line out, or name that team too.")
    return objective, key_result


def _complete_ref(ref: str, cycle: Cycle) -> str:
    """Return a reference with a cycle, where it names none."""
    head, _, key = ref.strip().strip("/").partition("#")
    parts = head.split("/")
    return ObjectiveRef.create(parts[0], cycle.id, parts[1]).make_end_ref(key or None) if len(parts) == 2 else ref


class _Gathered:
    """What the lines of a table say of one objective."""

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.grades: dict[str, str] = {}
        self.reasons: dict[str, str] = {}
        self.decided: ClosingLine | None = None

    def add_grade(self, line: ClosingLine, key_result: KeyResult, *, decimal_comma: bool) -> None:
        if line.decision:
            message = f"{line.ref} is a key result, and decisions are about objectives."
            raise EditRefusedError(message, "Give the objective a line of its own, without #key-result.")
        if key_result.id in self.grades or key_result.id in self.reasons:
            raise EditRefusedError(f"{line.ref} is there a second time.", "Keep one of the two.")
        if line.grade:
            called = str(self.objective.ref.make_key_result_ref(key_result.id))
            parse_grade(line.grade, called, decimal_comma=decimal_comma)
            self.grades[key_result.id] = line.grade
        if line.sentence:
            self.reasons[key_result.id] = explain_grade(key_result, line.sentence)

    def add_decision(self, line: ClosingLine) -> None:
        if line.grade:
            ref = self.objective.ref
            refs = ", ".join(str(ref.make_key_result_ref(one.id)) for one in self.objective.key_results)
            message = f"{line.ref} is an objective, and grades are those of its key results."
            raise EditRefusedError(message, f"Name one of them: {refs or 'none yet'}.")
        if self.decided is not None:
            raise EditRefusedError(f"{line.ref} is there a second time.", "Keep one of the two.")
        if line.decision:
            parse_decision(line.decision, str(self.objective.ref))
        self.decided = line

    def create_closing(self) -> ObjectiveClosing:
        sentence = self.decided.sentence if self.decided else ""
        texts = [text for text in (sentence, *self.reasons.values()) if text]
        return ObjectiveClosing(
            self.objective, self.grades, self.decided.decision if self.decided else "", join_paragraphs(texts)
        )


def join_paragraphs(texts: Iterable[str]) -> str:
    """Return texts as the paragraphs of one."""
    return "\n\n".join(texts)


def count_closings(closings: Iterable[ObjectiveClosing]) -> Mapping[str, int]:
    """Return how many grades and decisions are given."""
    listed = list(closings)
    return {
        "grade": sum(len(closing.grades) for closing in listed),
        "decision": sum(bool(closing.decision) for closing in listed),
    }
