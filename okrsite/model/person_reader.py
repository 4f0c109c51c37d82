"""The people that fields name: who is meant, and what is said of a name that is nobody's, or of several."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from okrsite.fields import Field
from okrsite.model.names import NameLookup
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.record_values import RecordValues
from okrsite.sources.misreads import quote_text
from okrsite.sources.nobody import is_everybody, is_no_name
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_MOST_NAMED = 5
"""People whom a question names."""


class PersonReader(msgspec.Struct, frozen=True):
    """Reads the fields of one file that name people."""

    reader: ValueReader
    directory: NameLookup

    def read_owner(self, values: RecordValues, field: Field[str], others: str = "contributors") -> str | None:
        """Return the one person who answers for something; more than one is a problem.

        `others` is the field for the rest of them.
        """
        typed = values.get(field)
        is_alone = field in (OBJECTIVE.OWNER, KEY_RESULT.OWNER)
        if typed and (self.directory.is_several_people(typed) or (is_alone and self._is_everybody(typed))):
            self.reader.report(
                "OKR216",
                values.get_place(field),
                f"'{typed}' is more than one person.",
                f"Name the one who answers for it; the others are `{others}`.",
            )
            return self.directory.find_key(typed)
        owner = self.read_person(values, field)
        if typed and owner is None and field is OBJECTIVE.OWNER:
            message = f"{quote_text(typed)} is nobody, so this objective has no owner."
            self.reader.report("OKR253", values.get_place(field), message, "Name the one person who answers for it.")
        return owner

    def _is_everybody(self, typed: str) -> bool:
        return is_everybody(typed) and self.directory.find_key(typed) == typed

    def read_person(self, values: RecordValues, field: Field[str]) -> str | None:
        """Return the person of a field; None for nobody."""
        return self.find_person(values.get(field), values.get_place(field))

    def read_people(self, values: RecordValues, field: Field[tuple[str, ...]]) -> tuple[str, ...]:
        """Return the people of a field that takes several; in YAML, names with a comma between them are one text."""
        people: list[str] = []
        names = values.get(field, ())
        turned = self._find_turned_name(names)
        for name in names:
            place = values.get_item_place(field, name)
            if turned and name in names[turned[0] : turned[0] + 2]:
                people.append(turned[1])
                continue
            if self.directory.is_several_people(name):
                self.reader.report(
                    "OKR202",
                    place,
                    f"'{name}' is more than one person.",
                    "Give each a line of its own, with a dash, or type a list: [anna, ben].",
                )
                people.append(name)
            elif person := self.find_person(name, place):
                people.append(person)
        return tuple(dict.fromkeys(people))

    def _find_turned_name(self, names: tuple[str, ...]) -> tuple[int, str] | None:
        """Return where `Berg, Ana` became two names, and who it is; None where it didn't."""
        for at, (surname, first) in enumerate(pairwise(names)):
            if self.directory.find_key(surname) == surname and self.directory.find_meant(surname):
                both = f"{surname}, {first}"
                person = self.directory.find_key(both)
                if person is not None and person != both:
                    return at, person
        return None

    def find_person(self, typed: str | None, place: Place) -> str | None:
        """Return who is meant by a name; ask about one that nobody in people.yml has, and that is nearly somebody's."""
        if not typed:
            return None
        if ids := self.directory.find_namesakes(typed):
            self.reader.report(
                "OKR216",
                place,
                f"'{typed}' is the name of more than one person.",
                f"Type an id instead: {' or '.join(ids[:_MOST_NAMED])}.",
            )
        elif meant := self.directory.find_meant(typed):
            self._ask(typed, meant, place)
        key = self.directory.find_key(typed)
        if key == typed and is_no_name(typed):
            hint = "Type a name or an id; where nobody is known yet, leave it out."
            self.reader.report("OKR202", place, f"{quote_text(typed)} is nobody's name.", hint)
        elif key == typed and self._is_everybody(typed):
            hint = "Name each of them; a whole unit belongs into `with`."
            self.reader.report("OKR259", place, f"{quote_text(typed)} is the name of no one person.", hint)
        return key

    def _ask(self, typed: str, meant: tuple[str, ...], place: Place) -> None:
        message = f"Nobody in people.yml is called {quote_text(typed)}."
        if len(meant) > 1:
            ids = f"{', '.join(meant[:-1][:_MOST_NAMED])} or {meant[-1]}"
            which = "Which of the two" if len(meant) == 2 else f"Which of the {len(meant)}"
            self.reader.report("OKR259", place, message, f"{which} do you mean: {ids}?")
            return
        hint = f"Did you mean '{meant[0]}'? Somebody else is added to people.yml."
        self.reader.report("OKR259", place, message, hint, correction=meant[0])
