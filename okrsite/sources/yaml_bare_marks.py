"""Words of YAML that should keep something back, and are no field: `Confidential` on a line of its own."""

from __future__ import annotations

from okrsite.problems import create_problem
from okrsite.sources.mark_words import find_ban_field, find_pair_field, find_secrecy_field
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault


def find_bare_mark(repairs: LineRepairs, number: int, beyond: int, *, pairs: bool) -> YamlFault | None:
    """Find `Confidential` or, of `pairs`, `published: no` on a line or right above one, where it is no field."""
    for at in (number, repairs.find_line_above(number)):
        words = repairs.get_line(at).strip() if at >= 0 else ""
        label, colon, value = words.partition(":")
        if bool(colon) != pairs:
            continue
        is_mark = find_pair_field(label, value.strip()) if colon else find_secrecy_field(words.strip("()[]*"))
        if words[:1] in ("(", "[", "*") or words[:1].isalpha():
            is_mark = is_mark or find_ban_field(words)
        if is_mark and (words[:1].isalpha() or not colon):
            start = len(repairs.get_line(at)) - len(repairs.get_line(at).lstrip(" "))
            message = f"`{words}` is no field here, and keeps nothing back."
            hint = "Type `visibility: draft` or `audience: internal` as a field of its own, or delete the line."
            problem = create_problem("OKR102", repairs.make_place(at, start, start + len(words)), message, hint)
            whole = repairs.try_line(at, "", repairs.get_offset(beyond))
            return YamlFault(problem, whole) if whole else None
    return None
