"""In which column a line of YAML could begin so that it is read with the lines above it."""

from __future__ import annotations

from okrsite.late_patterns import compile_late
from okrsite.sources.yaml_repairs import LineRepairs, measure_indentation

_START = compile_late(r"[ ]*(?:-[ ]+)*")


def find_columns(repairs: LineRepairs, number: int, line: str) -> list[tuple[int, int]]:
    """Return the columns, from 0, in which a line could begin so that it can be read, each with the line to go by."""
    spots: dict[int, int] = {}
    item = line.lstrip().startswith("-")
    ceiling = 10**6
    for at in range(number - 1, max(number - 200, -1), -1):
        above = repairs.get_line(at)
        start = _START.match(above)
        if start is None or not above.strip() or above.lstrip().startswith("#"):
            continue
        width = measure_indentation(above)
        if width > ceiling:
            continue
        ceiling = width
        columns = [width] if item == above.lstrip().startswith("-") else [start.end()] if not item else []
        for column in columns:
            spots.setdefault(column, at)
        if not width or len(spots) > 4:
            break
    place = repairs.get_offset(number)
    good = [
        (column, at)
        for column, at in spots.items()
        if column != len(line) - len(line.lstrip())
        and repairs.try_line(number, f"{' ' * column}{line.lstrip()}", place)
    ]
    return sorted(good, reverse=True)[:2]


def show_ways(repairs: LineRepairs, spots: list[tuple[int, int]]) -> str:
    """Say in which columns a line can begin."""
    ways = ", or ".join(f"in column {column + 1}, as line {repairs.name(at)} does" for column, at in spots)
    return f"Begin it {ways}"


def find_columns_of_tab(repairs: LineRepairs, number: int, line: str) -> str:
    """Say in which columns a line that is indented with tabs can begin; empty where that isn't known."""
    above = repairs.find_line_above(number)
    text = repairs.get_line(above) if above >= 0 else ""
    start = _START.match(text)
    if start is None or not text.rstrip().endswith(":"):
        spots = find_columns(repairs, number, line.replace("\t", " "))
        return show_ways(repairs, spots) if spots else ""
    column = start.end() + 2  # it belongs to what has no value on its own line
    if not repairs.try_line(number, f"{' ' * column}{line.lstrip()}", repairs.get_offset(number)):
        return ""
    return f"Begin it in column {column + 1}, two blanks further right than line {repairs.name(above)}"
