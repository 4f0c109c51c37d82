"""Fields of a plain mapping by their usual names, whatever their case and signs: `key_results`, `keyResults`.

Decides which field means what, and keeps those that mean nothing here as notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.line_parts import clean_owner
from okrsite.importing.plain_values import Plain, PlainMapping
from okrsite.importing.words import cut_label

TITLES = ("title", "objective", "name", "goal", "summary", "statement", "text", "ziel", "okr", "label")
LISTS = frozenset(("okrs", "objectives", "goals", "ziele", "objectivelist", "data", "items", "okr", "targets"))
CHILDREN = frozenset(
    (
        *("children", "subobjectives", "subgoals", "childobjectives", "objectives", "okrs", "goals", "subtasks"),
        *("alignedobjectives", "childgoals", "nodes"),
    )
)
RESULTS = frozenset(
    (
        *("keyresults", "krs", "kr", "results", "keyresult", "measures", "metrics", "schluesselergebnisse"),
        *("schlüsselergebnisse", "résultatsclés", "resultadosclave"),
    )
)
OWNERS = ("owner", "owners", "lead", "dri", "assignee", "responsible", "ownername", "owneremail", "verantwortlich")
TEAMS = ("team", "unit", "department", "teamname", "group", "squad")
CYCLES = ("cycle", "quarter", "period", "timeperiod", "session", "timeframe")
SCORES = ("score", "grade", "finalscore", "rating")
SHARES = ("progress", "completion", "attainment", "percentcomplete", "progresspercent")
NOTES = ("notes", "description", "comment", "comments", "retrospective", "needs", "htmlnotes")
WHYS = ("why", "description", "notes", "rationale", "motivation")
LINKS = ("parent", "parentid", "alignedto", "supports", "contributesto", "parentobjective", "parentgoal")
_IDS = frozenset(("id", "gid", "ref", "key", "uuid", "url", "permalinkurl", "resourcetype", "resourcesubtype", "link"))
"""They say nothing that a person would miss; links between goals are read by them."""
_COMPUTED = frozenset(
    (
        *("expected", "explanations", "projection", "proposedgrade", "aligned", "goalposts", "unread", "source"),
        *("withheld", "aliases", "contribution", "phases", "origin", "updatedat", "createdat", "outcome"),
    )
)
"""Of our own export, and of tools that say when a goal was touched."""
_SIGNS = re.compile(r"[^\w]|_")
_MOST_NOTES = 40
_OF_PEOPLE = ("name", "email", "id", "gid", "display_name", "displayName", "resource_type", "title")
_NAMES = ("name", "display_name", "displayName", "title", "email", "shown")


def normalise_key(key: str) -> str:
    """Return a key without signs and capitals: `Key Results` and `key_results` are the same."""
    return _SIGNS.sub("", key.lower())


class Fields:
    """The fields of a mapping, and which of them were read: what nobody asks for is left over, and kept."""

    def __init__(self, value: PlainMapping) -> None:
        """Take a mapping; of two keys that are the same without signs the first counts."""
        self._value = value
        self._keys: dict[str, str] = {}
        for key in value:
            self._keys.setdefault(normalise_key(key), key)
        self._used: set[str] = set()

    @property
    def names(self) -> Sequence[str]:
        """The normalised keys."""
        return tuple(self._keys)

    def get(self, name: str) -> Plain:
        """Return the value of a field without having read it."""
        return self._value[self._keys[name]] if name in self._keys else None

    def mark_read(self, name: str) -> None:
        """Say that a field was read."""
        if name in self._keys:
            self._used.add(self._keys[name])

    def take_text(self, names: Sequence[str]) -> tuple[str, str]:
        """Return the first text of some fields with its name; both empty where there is none."""
        for name in names:
            if text := read_text(self.get(name)):
                self.mark_read(name)
                return text, name
        return "", ""

    def find_title(self, more: tuple[str, ...] = ()) -> tuple[str, str]:
        """Return the title of a goal in one line with the name of its field; both empty where it has none."""
        for name in (*more, *TITLES):
            value = self.get(name)
            if isinstance(value, str) and value.strip():
                return cut_label(" ".join(value.split()), "objective", "key result"), name
        return "", ""

    def take_names(self, names: Sequence[str]) -> str | None:
        """Return the names of people or teams, parted by commas."""
        for name in names:
            value = self.get(name)
            texts = [read_text(item) for item in value] if isinstance(value, list) else [read_text(value)]
            if found := [owner for text in texts if text and (owner := clean_owner(text))]:
                if _is_name(value):
                    self.mark_read(name)
                return ", ".join(found)
        return None

    def take_rest_text(self, names: Sequence[str]) -> str:
        """Return the first text of some fields that wasn't read yet; empty where there is none."""
        return self.take_text([name for name in names if name in self._keys and self._keys[name] not in self._used])[0]

    def take_cycle(self) -> str | None:
        """Return the cycle that a mapping names."""
        for name in CYCLES:
            text = read_text(self.get(name))
            if found := find_cycle(text):
                if len(text.split()) <= 2:
                    self.mark_read(name)
                return found
        return None

    def take_links(self) -> list[str]:
        """Return the ids or titles of the goals that a goal names as being above it."""
        found: list[str] = []
        for name in LINKS:
            if links := list(_list_links(self.get(name))):
                found += links
                if _is_link(self.get(name)):
                    self.mark_read(name)
        return list(dict.fromkeys(found))

    def take_number(self, names: Sequence[str], read: Callable[[str], float | None]) -> float | None:
        """Return the first number of some fields that can be read."""
        for name in names:
            if (text := read_text(self.get(name))) and (number := read(text)) is not None:
                if re.fullmatch(r"[\d.,\s%/]+", text):
                    self.mark_read(name)
                return number
        return None

    def list_rest(self, skipped: Collection[str] = ()) -> list[str]:
        """Return what wasn't read, a note for each value."""
        notes = [
            f"{key}: {text}"
            for key, inner in self._value.items()
            if key not in self._used
            and (name := normalise_key(key)) not in skipped
            and name not in _IDS
            and name not in _COMPUTED
            for text in _list_texts(inner)
        ]
        if len(notes) > _MOST_NOTES:
            notes = [*notes[:_MOST_NOTES], f"… and {len(notes) - _MOST_NOTES} more values"]
        return notes


def read_text(value: Plain) -> str:
    """Return a text or number as words; the name of a mapping that has one; empty for anything else."""
    if isinstance(value, PlainMapping):
        return next((str(value[name]) for name in _NAMES if isinstance(value.get(name), str)), "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.replace("\r", "").strip() if isinstance(value, str) else ""


def holds_goals(value: PlainMapping) -> bool:
    """Whether a mapping has lists of goals, or cycles as its keys."""
    return any(normalise_key(key) in LISTS or find_cycle(key) for key in value)


def _is_name(value: Plain) -> bool:
    """Whether a value says nothing but names of people or teams."""
    if isinstance(value, PlainMapping):
        return all(key in _OF_PEOPLE for key in value)
    return all(_is_name(item) for item in value) if isinstance(value, list) else True


def _is_link(value: Plain) -> bool:
    """Whether a value says nothing but which goals it names."""
    if isinstance(value, PlainMapping):
        said = [key for key, inner in value.items() if key in ("to", "title", "name") or normalise_key(key) not in _IDS]
        return len(said) <= 1 and all(not isinstance(inner, list | PlainMapping) for inner in value.values())
    return all(_is_link(item) for item in value) if isinstance(value, list) else True


def _list_links(value: Plain) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in _list_links(item)]
    if isinstance(value, PlainMapping):
        names = ("ref", "id", "gid", "to", "title", "name")
        return [str(value[name]) for name in names if isinstance(value.get(name), str)][:1]
    return [value.strip()] if isinstance(value, str) and value.strip() else []


def _list_texts(value: Plain) -> Iterator[str]:
    if isinstance(value, PlainMapping):
        words = [f"{key} {text}" for key, inner in value.items() if (text := " ".join(_list_texts(inner)))]
        if words:
            yield ", ".join(words)
    elif isinstance(value, list):
        for item in value:
            yield from _list_texts(item)
    elif text := read_text(value):
        yield text
