"""Which column of a sheet means what: mappings of other tools' exports, of ours, and of whatever people name columns.

Decides by the headings which tool a sheet comes from. A mapping is a YAML file; `--map` takes one of the user's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.cells import Order
from okrsite.importing.words import normalise_words
from okrsite.late_patterns import compile_late
from okrsite.nearest import find_close_name

NAMES = (
    "viva-goals", "betterworks", "peoplebox", "perdoo", "quantive", "lattice", "15five", "tability", "weekdone", "jira",
    "asana", "okrsite", "generic",
)  # fmt: skip
"""What `--preset` knows beside `auto`; `asana` is a shape of JSON as well."""
_NUMBERED = compile_late(r"(?:kr|key result) ?\d{1,2}\Z")
"""A heading of key results that stand beside each other, as words."""
_KNOWN_AT_LEAST = 2
"""Headings of a tool's own by which its export is recognised."""
_HEAD_ROWS = 30
"""Rows among which the one with the headings is looked for: above it there are titles."""
_LONGEST_MAP = 200_000

GoalKind = Literal["objective", "key result", "work"]


class Preset(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a tool names its columns, and its kinds of goals."""

    name: str
    columns: dict[str, list[str]]
    """By field: the headings that mean it, the best first."""
    types: dict[GoalKind, list[str]] = {}
    """By kind: the words in the column `type`."""
    needs: list[str] = []
    """Fields without which a sheet doesn't come from the tool."""
    knows: list[str] = []
    """Headings that only this tool has."""
    dates: Order = ""
    """The order of days in dates with numbers only, where it is known."""


class Head(msgspec.Struct, frozen=True):
    """The row with the headings of a table, and what its columns mean."""

    preset: Preset
    row: int
    """Its place among the rows."""
    columns: Mapping[str, int]
    """By field, the column that holds it."""


def load_preset(name: str) -> Preset:
    """Return a preset of the package by its name."""
    text = resources.files("okrsite.importing").joinpath("mapping_files", f"{name}.yml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), Preset)


def read_map(path: Path) -> Preset:
    """Return the mapping of a file that somebody has written.

    Raises:
        EditRefusedError: it is no mapping, or it names a field that isn't one.
    """
    data = path.read_bytes()
    try:
        if len(data) > _LONGEST_MAP:
            raise ValueError("it is too long")
        preset = msgspec.convert(yaml.load(data, Loader=yaml.CSafeLoader), Preset)
    except (yaml.YAMLError, msgspec.ValidationError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())[:200]
        raise EditRefusedError(
            f"{path} is no mapping: {said}.", "Write `name:` and `columns:`, with a list of headings for each field."
        ) from None
    known = load_preset("generic").columns
    for field in preset.columns:
        if field not in known and field not in _MORE_FIELDS:
            near = find_close_name(field, [*known, *_MORE_FIELDS])
            raise EditRefusedError(
                f"{path}: '{field}' is no field of an import.",
                f"Did you mean '{near}'?" if near else f"Fields are {', '.join(known)}.",
            )
    return preset


_MORE_FIELDS = ("other_id", "kind", "scope", "tags")


def find_head(rows: Sequence[Sequence[str]], wanted: Preset | None) -> Head | None:
    """Return the row with the headings, and the preset that knows them best.

    Args:
        rows: The rows of a table.
        wanted: The only preset that is tried; None for whichever fits.
    """
    presets = [wanted] if wanted is not None else [load_preset(name) for name in NAMES]
    generic = presets[-1]
    best: tuple[tuple[int, int, int], Head] | None = None
    for place, row in enumerate(rows[:_HEAD_ROWS]):
        headings = [normalise_heading(cell) for cell in row]
        for rank, preset in enumerate(presets):
            columns = _match_columns(headings, preset)
            known = sum(1 for one in preset.knows if normalise_heading(one) in headings)
            is_grid = sum(1 for heading in headings if _NUMBERED.match(heading)) > 1
            if not _fits_preset(preset, columns, known, is_wanted=wanted is not None, is_grid=is_grid):
                continue
            own = known if preset.name != "generic" else 0
            score = (own, len(columns), -rank)
            if best is None or score > best[0]:
                best = (score, Head(preset, place, columns))
    if best is None:
        return None
    head = best[1]
    if wanted is not None or head.preset.name == generic.name:
        return head
    # What an export has beside the columns of its tool may be called as anybody calls it.
    more = _match_columns([normalise_heading(cell) for cell in rows[head.row]], generic, taken=head.columns)
    return msgspec.structs.replace(head, columns={**more, **head.columns})


def normalise_heading(cell: str) -> str:
    """Return the words of a heading as they are compared: `Owner_Email_ID` is `owner email id`."""
    return normalise_words(cell.replace("\n", " ").replace("_", " "))


def _fits_preset(preset: Preset, columns: Mapping[str, int], known: int, *, is_wanted: bool, is_grid: bool) -> bool:
    if any(field not in columns for field in preset.needs):
        return False
    if is_wanted:
        return bool(columns)
    if preset.name == "generic":
        names = {"title", "objective", "key_result"} & columns.keys()
        return bool(names) and (len(columns) >= 2 or is_grid)
    return known >= _KNOWN_AT_LEAST


def _match_columns(headings: Sequence[str], preset: Preset, taken: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return the columns of fields by their headings.

    Args:
        headings: The words of each heading.
        preset: What it calls the fields.
        taken: Fields with columns that are known already.
    """
    columns: dict[str, int] = {}
    known = taken or {}
    taken_places = set(known.values())
    titles = {"title", "objective", "key_result"}
    for field, names in preset.columns.items():
        if field in known or (field in titles and titles & known.keys()):
            continue
        for name in names:
            words = normalise_heading(name) or name
            place = next(
                (at for at, heading in enumerate(headings) if heading == words and at not in taken_places), None
            )
            if place is not None:
                columns[field] = place
                taken_places.add(place)
                break
    return columns
