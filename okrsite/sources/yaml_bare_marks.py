"""Words of YAML that should keep something back, and are no field: `Confidential` on a line of its own."""

from __future__ import annotations

from okrsite.late_patterns import compile_late
from okrsite.sources.mark_words import find_ban_field, find_pair_field, find_secrecy_field
from okrsite.sources.yaml_joined import fits_beside, list_names_beside
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, make_fault, measure_indentation

_EQUALS = compile_late(r"(?P<label>[A-Za-z]+)\s*=+\s*(?P<value>[A-Za-z]+)")


def find_bare_mark(repairs: LineRepairs, number: int, beyond: int, *, pairs: bool) -> YamlFault | None:
    """Find `Confidential` or, of `pairs`, `published: no` on a line or right above one, where it is no field."""
    for at in (number, repairs.find_line_above(number)):
        words = repairs.get_line(at).strip() if at >= 0 else ""
        label, colon, value = words.partition(":")
        start = measure_indentation(repairs.get_line(at)) if at >= 0 else 0
        parted = None if colon else _EQUALS.fullmatch(words)
        if parted and find_pair_field(parted["label"], parted["value"]):
            # Where such a field has its place, a colon is all that is missing.
            is_mark = not fits_beside(list_names_beside(repairs, at, start), parted["label"].lower())
        elif bool(colon) == pairs:
            is_mark = bool(find_pair_field(label, value.strip()) if colon else find_secrecy_field(words.strip("()[]*")))
            if words[:1] in ("(", "[", "*") or words[:1].isalpha():
                is_mark = is_mark or bool(find_ban_field(words))
        else:
            continue
        if is_mark and (words[:1].isalpha() or not colon):
            message = f"`{words}` is no field here, and keeps nothing back."
            hint = "Type `visibility: draft` or `audience: internal` as a field of its own, or delete the line."
            return make_fault(repairs, at, beyond, "", start, start + len(words), message, hint)
    return None
