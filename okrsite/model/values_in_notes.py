"""Values in the note of a check-in file, where they count for nothing: in lists the last sentence holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.model.objectives import KeyResult
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.prose import Prose

_MOST_SHOWN = 8


def ask_about_values_in_note(reader: ValueReader, note: Prose, place: Place, key_results: Sequence[KeyResult]) -> None:
    """Ask about values in the note of a file that gives none.

    Args:
        reader: Collects what is asked.
        note: The note.
        place: Where to ask of a note that has no place.
        key_results: Those of the objective that it is about.
    """
    text = note.markdown
    names = "|".join(re.escape(key_result.id) for key_result in key_results)
    if not names or not any(sign.isdigit() for sign in text):
        return
    told = re.findall(
        rf"(?<![\w/#-])(KR ?\d{{1,2}}|{names})(?:\s?[:=]\s?|\s(?:is |at |now ){{0,2}})(\d[\d.,]*\s?%?)", text
    )
    if told:
        shown = ", ".join(f"{name}: {value.strip(' .,')}" for name, value in told[:_MOST_SHOWN])
        look = "This looks like a value" if len(told) == 1 else "These look like values"
        message = (
            f"{look} of '{told[0][0]}', but {'stands' if len(told) == 1 else 'stand'} in the note of a file, as text."
        )
        hint = f"In a file, values have a field of their own: `now: {{{shown}}}`."
        reader.report("OKR118", note.place or place, message, hint)
