"""Which key results of its objective an initiative should move: named by their ids, or by former ones."""

from __future__ import annotations

from okrsite.model.field_reader import FieldReader
from okrsite.model.objectives import KeyResult
from okrsite.nearest import find_close_name
from okrsite.record_values import RecordValues
from okrsite.vocabulary import INITIATIVE


def find_moved_key_results(
    reader: FieldReader, work: RecordValues, key_results: tuple[KeyResult, ...]
) -> tuple[str, ...]:
    """Return the ids of the key results that an initiative names, each once; one that isn't there is reported."""
    typed = work.get(INITIATIVE.MOVES, ())
    ids = {name: one.id for one in reversed(key_results) for name in (*one.aliases, one.id)} if typed else {}
    for name in dict.fromkeys(typed):
        if name not in ids:
            known = [one.id for one in key_results]
            near = find_close_name(name, known)
            hint = f"Its key results are: {', '.join(known) or 'none yet'}."
            reader.report(
                "OKR219",
                work.get_place(INITIATIVE.MOVES),
                f"This objective has no key result '{name}'.",
                f"Do you mean '{near}'? {hint}" if near else hint,
                correction=near if near and len(typed) == 1 else None,
            )
    return tuple(dict.fromkeys(ids[name] for name in typed if name in ids))
