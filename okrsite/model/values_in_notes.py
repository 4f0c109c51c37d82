"""Values in the note of a check-in in YAML, where they count for nothing: in Markdown the last sentence holds them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from okrsite.late_patterns import compile_late
from okrsite.model.objectives import KeyResult
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place, join_names
from okrsite.prose import Prose
from okrsite.sources.corrected_lines import quote_yaml_value
from okrsite.sources.day_signs import ANY_DAY

_MOST_SHOWN = 8
_DAY = compile_late(ANY_DAY, re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBER = r"\d[\d.,'’]*(?:\s?%|[^\W\d_]{1,9}(?!\w))?"


def ask_about_values_in_note(
    reader: ValueReader, note: Prose, place: Place, key_results: Sequence[KeyResult], told: Collection[str] = ()
) -> None:
    """Ask about values in the note of a check-in that gives none of these key results, each once.

    Args:
        reader: Collects what is asked.
        note: The note.
        place: Where to ask of a note that has no place.
        key_results: Those of the objective that it is about.
        told: The ids of those of which the check-in gives a value where values belong.
    """
    text = note.markdown
    if not _DIGIT.search(text):
        return
    names = "|".join(re.escape(key_result.id) for key_result in key_results if key_result.id not in told)
    if not names:
        return
    numbered = "" if told else r"KR ?\d{1,2}|"
    value = re.compile(
        rf"(?<![\w/#-])(?P<name>{numbered}{names})(?:\s?[:=]\s?|\s(?:is |at |now ){{0,2}})(?P<value>{_NUMBER})"
    )
    shown: dict[str, str] = {}
    for match in value.finditer(text):
        if not _DAY.match(text, match.start("value")):
            shown.setdefault(match["name"], match["value"].strip(" .,'’"))
    if shown:
        pairs = [f"{name}: {quote_yaml_value(typed)}" for name, typed in shown.items()]
        named = join_names([f"'{name}'" for name in shown], _MOST_SHOWN)
        look = "This looks like a value" if len(shown) == 1 else "These look like values"
        message = f"{look} of {named}, but {'stands' if len(shown) == 1 else 'stand'} in the note, as text."
        hint = f"In YAML, values have a field of their own: `now: {{{', '.join(pairs[:_MOST_SHOWN])}}}`."
        reader.report("OKR118", note.place or place, message, hint)
