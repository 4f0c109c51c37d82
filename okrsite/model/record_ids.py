"""The ids of objectives in a file, and of key results in an objective: typed, or made from titles; each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from okrsite.fields import Field
from okrsite.model.field_reader import FieldReader
from okrsite.model.names import explain_invalid_id
from okrsite.model.objectives import KeyResult, Objective
from okrsite.problems import Place
from okrsite.record_values import RecordValues
from okrsite.sources.markdown.words import strip_untold_parts
from okrsite.sources.title_ids import make_ascii_id, make_title_id, shorten_id, transliterate
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE


@dataclass(slots=True)
class RecordIds:
    """The ids that were given to records beside each other."""

    reader: FieldReader
    called: str
    """What a message calls one of them: `objective`, `key result`."""
    id_field: Field[str]
    title_field: Field[str]
    _taken: dict[str, Place] = field(default_factory=dict)
    _titles: dict[str, Place] = field(default_factory=dict)

    def read_id(self, values: RecordValues) -> str:
        """Return a record's id; one that can't be an id, or is there already, is reported."""
        title = values.get(self.title_field, "")
        # Nobody is shown a comment, and an id is.
        key = values.get(self.id_field) or make_title_id(strip_untold_parts(title))
        if not key:
            key = f"{self.called.replace(' ', '-')}-{values.place.line}"
        place = values.get_place(self.id_field if values.is_typed(self.id_field) else self.title_field)
        if not values.is_typed(self.id_field) and (wrong := explain_invalid_id(key)):
            self.reader.report("OKR209", place, *wrong)
        if key in self._taken:
            message = f"The id '{key}' stands here for the second time; the first is in line {self._taken[key].line}."
            self.reader.report("OKR210", place, message, "Give each its own id.")
            key = f"{key}-line-{place.line}"
        else:
            self._check_title(title, values.get_place(self.title_field))
        self._taken[key] = place
        return key

    def _check_title(self, title: str, place: Place) -> None:
        """Ask about a title that stands there already: a copy is hardly meant to count twice."""
        small = " ".join(title.casefold().split())
        first = self._titles.setdefault(small, place)
        if small and first is not place:
            called = self.called.capitalize()
            message = (
                f"{called} '{title}' has the same title as the one in line {first.line}, and counts a second time."
            )
            self.reader.report("OKR260", place, message, "Delete the copy, or give it a title of its own.")

    def check_aliases(self, carriers: Iterable[Objective | KeyResult]) -> None:
        """Refuse an alias that is an id or alias beside it: it could mean either."""
        taken = dict(self._taken)
        for carrier in carriers:
            place = (
                carrier.find_place(OBJECTIVE.ALIASES if isinstance(carrier, Objective) else KEY_RESULT.ALIASES)
                or carrier.place
            )
            for alias in dict.fromkeys(carrier.aliases):
                if alias in taken:
                    message = f"The alias '{alias}' is taken already, in line {taken[alias].line}."
                    hint = "An alias is an earlier id that nothing else here goes by; take it out."
                    self.reader.report("OKR210", place, message, hint)
                taken.setdefault(alias, place)


def suggest_id(title: str, default: str = "events") -> str:
    """Return an id to propose for a title; `default` where none of its letters can stand in one."""
    return shorten_id(make_ascii_id(transliterate(title)[0])) or default
