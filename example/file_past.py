"""What a file of goals said on its way to what it says today, found by taking things away from today's text.

Decides what wasn't there yet: check-ins of later days, the values that they reported, steps that were still open, and
what is typed when a cycle is over. Everything else that changed is told by the script (`script.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from okrsite.amounts import Quantity
from okrsite.editing.typed_files import TextEdit, TypedFile, apply_edits
from okrsite.model.objectives import KeyResult, Objective
from okrsite.problems import Place
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_NUMBER = re.compile(r"[+-]?\d[\d,.]*")
_TICKED = re.compile(r"\[x\]|done: (?:true|yes)\b")
_OPEN = {"[x]": "[ ]", "done: true": "done: false", "done: yes": "done: no"}
_NO_CHECKINS = re.compile(
    r"\n### Check-ins\n+(?=\n#|\Z)"  # a heading without any below it
    r"|^( +)checkins:\n(?!\1  )",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that came into a file on a day, of one objective."""

    day: date
    by: str
    """The person's id."""
    objective: str
    """Its id."""
    what: str
    """`check-in`, `tick` or `close`."""


class FilePast:
    """One cycle file, and how it grew."""

    def __init__(self, file: TypedFile, objectives: Iterable[Objective], closed: date | None) -> None:
        """`closed` is the day on which grades were typed; None while the cycle goes on."""
        self.file = file
        self._objectives = tuple(objectives)
        self._closed = closed

    def list_steps(self) -> Iterator[Step]:
        """Yield what came into the file after it was written first, in no order."""
        for objective in self._objectives:
            for checkin in objective.checkins:
                yield Step(checkin.date, checkin.by or objective.owner or "", objective.id, "check-in")
            for day in sorted({day for day, _ in _list_ticks(objective)}):
                yield Step(day, objective.owner or "", objective.id, "tick")
            if self._closed is not None:
                yield Step(self._closed, objective.owner or "", objective.id, "close")

    def write_text(self, day: date, missing: Iterable[Step] = ()) -> str:
        """Return the text as it was on a day, without the steps of that day that are still missing."""
        later = set(missing)
        edits = [edit for one in self._objectives for edit in self._undo(one, day, later)]
        text = apply_edits(self.file.text, sorted(set(edits)))
        return _NO_CHECKINS.sub("", text).rstrip("\n") + "\n"

    def _undo(self, objective: Objective, day: date, missing: set[Step]) -> Iterator[TextEdit]:
        def is_missing(when: date, by: str, what: str) -> bool:
            return when > day or Step(when, by, objective.id, what) in missing

        owner = objective.owner or ""
        gone = [one for one in objective.checkins if is_missing(one.date, one.by or owner, "check-in")]
        yield from (self._remove_item(one.place) for one in gone)
        there = [one for one in objective.checkins if one not in gone]
        for key_result in objective.key_results:
            if any(key_result.id in one.now for one in gone):
                told = [one.now[key_result.id] for one in there if key_result.id in one.now]
                first = key_result.start or next(one.now[key_result.id] for one in gone if key_result.id in one.now)
                yield from self._replace_now(key_result, told[-1] if told else first)
            if any(key_result.id in one.confidence for one in gone):
                told_shares = [one.confidence[key_result.id] for one in there if key_result.id in one.confidence]
                lost_shares = [one.confidence[key_result.id] for one in gone if key_result.id in one.confidence]
                share = told_shares[-1] if told_shares else lost_shares[0]
                place = key_result.find_place(KEY_RESULT.CONFIDENCE)
                if place is not None:
                    yield self._replace(place, f"{share * 100:g}%")
        for when, place in _list_ticks(objective):
            if is_missing(when, owner, "tick"):
                yield self._untick(place)
        if self._closed is not None and is_missing(self._closed, owner, "close"):
            for key_result in objective.key_results:
                if grade := key_result.find_place(KEY_RESULT.GRADE):
                    yield self._remove_field(grade)
            if decision := objective.find_place(OBJECTIVE.DECISION):
                yield self._remove_field(decision)
            if retrospective := objective.find_place(OBJECTIVE.RETROSPECTIVE):
                yield self._remove_retrospective(retrospective)

    def _replace_now(self, key_result: KeyResult, value: Quantity | str | None) -> Iterator[TextEdit]:
        place = key_result.find_place(KEY_RESULT.NOW)
        if place is None or not isinstance(value, Quantity):
            return
        start, end = self.file.find_span(place)
        typed, told = self.file.text[start:end], _NUMBER.search(value.text)
        if told is not None:
            yield self._replace(place, _NUMBER.sub(told.group(), typed, count=1))

    def _replace(self, place: Place, text: str) -> TextEdit:
        """Put a text in the place of another; the cell of a table keeps its width where it can."""
        start, end = self.file.find_span(place)
        blanks = len(self.file.text[end:]) - len(self.file.text[end:].lstrip(" "))
        if self._is_row(start):
            spare = min(blanks - 1, max(len(text) - (end - start), 0))
            return TextEdit(start, end + max(spare, 0), text.ljust(end - start))
        return TextEdit(start, end, text)

    def _untick(self, place: Place) -> TextEdit:
        start = self.file.find_line_start(self.file.find_offset(place.line, place.column))
        ticked = _TICKED.search(self.file.text, start, self.file.find_line_end(start))
        assert ticked is not None, place
        return TextEdit(ticked.start(), ticked.end(), _OPEN[ticked.group()])

    def _remove_field(self, place: Place) -> TextEdit:
        text = self.file.text
        start, end = self.file.find_span(place)
        if self._is_row(start):
            return TextEdit(start, end, " " * (end - start))
        if in_braces := re.search(r", \w+: $", text[:start]):
            return TextEdit(in_braces.start(), end, "")
        return TextEdit(self.file.find_line_start(start), self.file.find_line_end(end) + 1, "")

    def _remove_retrospective(self, place: Place) -> TextEdit:
        text = self.file.text
        start = self.file.find_offset(place.line, 1)
        if self.file.found.spelling == "md":
            start = text.rindex("\n### Retrospective", 0, start)
            end = re.compile(r"\n#|\Z").search(text, start + 5)
            assert end is not None
            return TextEdit(start, end.start(), "")
        # `retrospective: >-` stands above its text.
        key = re.compile(r"^( +)retrospective:.*\n(?:\1 .*\n)*", re.MULTILINE)
        found = next(one for one in key.finditer(text) if one.end() > start)
        return TextEdit(found.start(), found.end(), "")

    def _remove_item(self, place: Place) -> TextEdit:
        """Take an item of a list out, with the lines that belong to it."""
        lines = self.file.text.splitlines(keepends=True)
        number = place.line - 1
        indent = len(lines[number]) - len(lines[number].lstrip())
        last = number + 1
        while last < len(lines) and lines[last].strip() and len(lines[last]) - len(lines[last].lstrip()) > indent:
            last += 1
        return TextEdit(self.file.find_offset(place.line, 1), self.file.find_offset(last + 1, 1), "")

    def _is_row(self, offset: int) -> bool:
        return self.file.text[self.file.find_line_start(offset) :].startswith("|")


def _list_ticks(objective: Objective) -> Iterator[tuple[date, Place]]:
    """Yield what is done and takes no number, with its day: that of the last report at the latest."""
    if not objective.checkins:
        return
    newest = objective.checkins[-1].date
    for key_result in objective.key_results:
        for step in key_result.milestones:
            if step.done:
                yield min(step.due or newest, newest), step.place
        done = key_result.find_place(KEY_RESULT.DONE)
        if key_result.done and done is not None:
            yield newest, done
