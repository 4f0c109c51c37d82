"""Which column of a table within a document holds what, by its heading.

Decides by words in headings: `Key result`, `2023 target`, `KR owner`; what no field takes becomes a note.
"""

from __future__ import annotations

import re
from itertools import pairwise

from okrsite.importing.evidence import is_placeholder
from okrsite.importing.line_parts import clean_title
from okrsite.importing.words import find_column_field, names_key_results, normalise_words, read_label
from okrsite.late_patterns import compile_late

_TITLE_WORDS = frozenset(
    (
        "description",
        "what",
        "measure",
        "metric",
        "title",
        "name",
        "result",
        "statement",
        "details",
        "wording",
        "indicator",
        "key metric",
        "text",
        "success metric",
        "métrique",
        "metrik",
        "beschreibung",
        "métrica",
    )
)
_MARKS = compile_late(
    r"(?:KR|O|OKR|Key Result|Objective)?\s?#?\s?\d{1,2}(?:[.\-]\d{1,2})*[a-z]?\s*[.:)]?\Z|\d{1,3}\Z"
    r"|[A-Z]{1,3}-?\d{1,2}(?:[.\-]\d{1,2}){0,3}\Z",
    re.IGNORECASE,
)
_IN_HEADINGS = tuple(
    (compile_late(rf"\b(?:{words})\b", re.IGNORECASE), field)
    for words, field in (
        ("target|zielwert|cible|meta", "target"),
        ("baseline|starting", "from"),
        ("actual|current|latest", "now"),
        ("score|grade", "score"),
        ("owner|lead|responsible", "owner"),
        ("status", "status"),
        ("progress|complete", "progress"),
    )
)
"""Words in headings such as `2023 target`, by which their columns are told where no heading is just that."""
_ONCE = ("from", "target")
"""What a row has once; a second column for it becomes a note. Of values and scores, the last one is the latest."""
_WORDS_OF_A_TITLE = 3
_KINDS = compile_late(
    r"(?:type|kind|category|typ|art|tipo|categor[íi]a|catégorie|loại|类型|類型|種類|유형)\b", re.IGNORECASE
)
"""Headings of columns that say of what kind each key result is, in several words: `Leading indicator`."""
_SCORE = compile_late(r"[01](?:\.\d{1,2})?")
_FEWEST_SCORES = 3
_NUMBERED_COLUMN = compile_late(r"(?:KR|Key Result)\s?#?\s?\d", re.IGNORECASE)


def is_scale(head: list[str]) -> bool:
    """Whether a table says for each of its rows what would be which score: `1.0`, `0.7`, `0.3`, from the best on."""
    scores = [float(name) for name in head[1:] if _SCORE.fullmatch(name.strip())]
    falls = all(before > after for before, after in pairwise(scores))
    return len(scores) >= _FEWEST_SCORES and len(scores) == len(head) - 1 and scores[0] == 1 and falls


class Columns:
    """Which column of a table holds what."""

    def __init__(self, head: list[str]) -> None:
        self.objective: int | None = None
        self.key_result: int | None = None
        self.fields: dict[int, str] = {}
        self.names = [clean_title(cell.replace("\n", " ")) for cell in head]
        self.numbered = [place for place, name in enumerate(self.names) if _NUMBERED_COLUMN.match(name)]
        self.is_tracking = len(self.numbered) >= 2
        self.is_by_number = False
        """Whether rows name their key results by number alone, as tables do that follow goals week by week."""
        title: int | None = None
        for place, name in enumerate(self.names):
            label = read_label(name)
            words = normalise_words(name)
            if (
                label is not None
                and label.kind in ("objective", "objectives")
                and self.objective is None
                and not label.rest
            ):
                self.objective = place
            elif names_key_results(name) and not (label is not None and label.is_weak):
                self.key_result = place if self.key_result is None else self.key_result
            elif words in _TITLE_WORDS and title is None:
                title = place
                if field := find_column_field(name):
                    self.fields[place] = field
            elif (field := find_column_field(name)) and not (field in _ONCE and field in self.fields.values()):
                self.fields[place] = field
        self._take_target()
        self.title = title
        taken = {*self.fields, self.objective, self.key_result, title}
        for place, name in enumerate(self.names):
            field = next((field for pattern, field in _IN_HEADINGS if pattern.search(name)), None)
            if place not in taken and field is not None and field not in self.fields.values():
                self.fields[place] = field

    def _take_target(self) -> None:
        """Tell a column of targets from one of objectives: behind key results, `Ziel` is what they aim at."""
        place = self.objective
        if place is None or self.key_result is None or place < self.key_result:
            return
        if "objective" not in self.names[place].lower():
            self.objective = None
            self.fields[place] = "target"

    def list_others(self, row: list[str]) -> list[str]:
        """Return cells of columns that are no field, as notes."""
        known = {*self.fields, self.objective, self.key_result, *self.numbered}
        return [
            f"{self.names[place]}: {cell}"
            for place, cell in enumerate(row[: len(self.names)])
            if place not in known and self.names[place] and not is_placeholder(cell) and not _MARKS.match(cell)
        ]

    def settle_result_column(self, rows: list[list[str]]) -> None:
        """Tell a column of numbers from one of titles: behind results called `KR1.1`, another one has their words."""
        if self.key_result is None:
            return
        cells = [cell for row in rows if self.key_result < len(row) and (cell := row[self.key_result].strip())]
        self.is_by_number = bool(cells) and sum(1 for cell in cells if _MARKS.match(cell)) >= 0.7 * len(cells)
        if not self.is_by_number:
            return
        place = self.title if self.title is not None else self._find_words(rows)
        if place is None and self.key_result + 1 < len(self.names):
            place = self.key_result + 1
        if place is not None:
            self.key_result = place
            self.fields.pop(place, None)

    def _find_words(self, rows: list[list[str]]) -> int | None:
        """Return the first column in which most cells have several words; else the first that is no field."""
        taken = (self.key_result, self.objective)
        others = [at for at, name in enumerate(self.names) if at not in taken and not _KINDS.match(name)]
        for at in others:
            counts = [len(row[at].split()) for row in rows if at < len(row)]
            if (
                self.fields.get(at) not in ("owner", "from", "now")
                and sum(counts) >= _WORDS_OF_A_TITLE * len(counts) > 0
            ):
                return at
        return next((at for at in others if at not in self.fields), None)
