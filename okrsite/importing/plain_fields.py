"""Fields of a plain mapping by their usual names, whatever their case and signs: `key_results`, `keyResults`.

Decides which field means what, and keeps those that mean nothing here as notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from okrsite.importing.cells import parse_day
from okrsite.importing.cycle_words import find_cycle, find_cycle_of_days
from okrsite.importing.line_parts import clean_owner
from okrsite.importing.plain_values import Plain, PlainMapping
from okrsite.importing.words import cut_label

TITLES = ("title", "objective", "name", "goal", "summary", "statement", "text", "ziel", "okr", "label")
LISTS = frozenset(
    ("okrs", "objectives", "goals", "ziele", "objectivelist", "data", "items", "okr", "targets", "issues")
)
CHILDREN = frozenset(
    (
        *("children", "subobjectives", "subgoals", "childobjectives", "objectives", "okrs", "goals", "subtasks"),
        *("alignedobjectives", "childgoals", "nodes", "childrengoals", "objectivechildren"),
    )
)
RESULTS = frozenset(
    (
        *("keyresults", "krs", "kr", "results", "keyresult", "measures", "metrics", "schluesselergebnisse"),
        *("schlüsselergebnisse", "résultatsclés", "resultadosclave", "outcomes"),
    )
)
OWNERS = (
    *("ownerfullname", "ownername", "owner", "owners", "lead", "dri", "assignee", "responsible", "owneremail"),
    *("verantwortlich", "user", "username", "projectmanager", "accountable"),
)
TEAMS = ("team", "unit", "department", "teamname", "departmentname", "group", "groups", "squad", "teams")
CYCLES = ("cycle", "quarter", "period", "timeperiod", "session", "timeframe")
SCORES = ("score", "grade", "finalscore", "rating")
SHARES = (
    *("progress", "completion", "attainment", "percentcomplete", "progresspercent", "progresspercentage"),
    *("progressrate", "percentagecompleted", "percentagecomplete", "percentcompleted"),
)
NOTES = ("notes", "description", "comment", "comments", "retrospective", "needs", "htmlnotes")
WHYS = ("why", "description", "narrative", "notes", "rationale", "motivation")
LINKS = (
    *("parent", "parentid", "alignedto", "supports", "contributesto", "parentobjective", "parentgoal"),
    *("parentobjectiveid", "parentgoalid"),
)
OBJECTIVE_LINKS = ("objectiveid", "goalid", "parentid", "parent", "parentgoal", "parentobjective")
"""By which a key result that stands beside objectives names its own."""
_STARTS = ("startdate", "starton", "periodstart", "datefrom", "startat", "startson")
_ENDS = ("enddate", "dueon", "duedate", "periodend", "dateto", "endat", "targetdate", "endson")
_PREFIXES = ("goal", "objective", "keyresult", "metric", "okr", "kr")
"""What some tools put before the names of all fields: `goal_name`, `keyResultOwner`."""
_IDS = frozenset(
    (
        "id",
        "gid",
        "ref",
        "key",
        "uuid",
        "url",
        "permalinkurl",
        "resourcetype",
        "resourcesubtype",
        "link",
        "objectiveid",
        "goalid",
        "accountid",
        "sessionid",
        "ownerids",
        "owneruserid",
    )
)
"""They say nothing that a person would miss; links between goals are read by them."""
_COMPUTED = frozenset(
    (
        *("expected", "explanations", "projection", "proposedgrade", "aligned", "goalposts", "unread", "source"),
        *("withheld", "aliases", "contribution", "phases", "origin", "updatedat", "createdat", "outcome"),
    )
)
"""Of our own export, and of tools that say when a goal was touched."""
_NUMBER = re.compile(r"\s*-?[\d.,]+\s*%?\s*\Z")
"""No title: some tools call what is aimed at `goal`."""
_SIGNS = re.compile(r"[^\w]|_")
_MOST_NOTES = 40
_OF_PEOPLE = frozenset(
    (
        *("name", "email", "id", "gid", "displayname", "resourcetype", "title", "object", "fullname", "nickname"),
        *("firstname", "lastname", "type", "role", "username"),
    )
)
_NAMES = ("name", "fullname", "displayname", "nickname", "title", "username", "email", "shown")


def normalise_key(key: str) -> str:
    """Return a key without signs and capitals: `Key Results` and `key_results` are the same."""
    return _SIGNS.sub("", key.lower())


_WITH_PREFIXES = frozenset(
    (
        *("title", "name", "owner", "ownername", "ownerfullname", "team", "teamname", "narrative", "description"),
        *("progress", "metrics", "status", "startdate", "enddate", "targetdate", "unit", "initialdata", "target"),
        *("achievetarget", "score", "type"),
    )
)


class Fields:
    """The fields of a mapping, and which of them were read: what nobody asks for is left over, and kept."""

    def __init__(self, value: PlainMapping) -> None:
        """Take a mapping; of two keys that are the same without signs the first counts."""
        self._value = value
        self._keys: dict[str, str] = {}
        for key in value:
            self._keys.setdefault(normalise_key(key), key)
        for name, key in list(self._keys.items()):
            for prefix in _PREFIXES:
                rest = name.removeprefix(prefix)
                if rest != name and rest in _WITH_PREFIXES:
                    self._keys.setdefault(rest, key)
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
            if isinstance(value, str) and value.strip() and not _NUMBER.match(value):
                return cut_label(" ".join(value.split()), "objective", "key result"), name
        return "", ""

    def find_goal_title(self) -> tuple[str, str]:
        """Return the title of a goal as `find_title` does; its description where it has nothing else."""
        title, name = self.find_title()
        if title:
            return title, name
        value = self.get("description")
        return (" ".join(value.split()), "description") if isinstance(value, str) and value.strip() else ("", "")

    def find_objective_link(self) -> str:
        """Return the id or title of the objective that a key result names as its own; empty where it names none."""
        return next((link for name in OBJECTIVE_LINKS for link in _list_links(self.get(name))), "")

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
        days = [self._find_day(names) for names in (_STARTS, _ENDS)]
        return find_cycle_of_days(days[0], days[1]) if days[0] is not None and days[1] is not None else None

    def _find_day(self, names: Sequence[str]) -> date | None:
        """Return the day of the first of some fields that holds one."""
        days = (parse_day(read_text(self.get(name))) for name in names)
        return next((day for day in days if day is not None), None)

    def find_kind(self) -> str:
        """Return what the tool calls a goal: `objective`, `keyresult`, `project`; empty where it says nothing."""
        for name in ("okrtype", "type", "kind", "objecttype"):
            if text := read_text(self.get(name)):
                return normalise_key(text).removesuffix("s")
        return ""

    def take_links(self) -> dict[str, str]:
        """Return the goals that a goal names as being above it: by id or else title, with all that it calls them."""
        found: dict[str, str] = {}
        for name in LINKS:
            if links := _list_links(self.get(name)):
                found |= links
                if _is_link(self.get(name)):
                    self.mark_read(name)
        return found

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
            for text in list_texts(inner)
        ]
        if len(notes) > _MOST_NOTES:
            notes = [*notes[:_MOST_NOTES], f"… and {len(notes) - _MOST_NOTES} more values"]
        return notes


def read_text(value: Plain) -> str:
    """Return a text or number as words; the name of a mapping that has one; empty for anything else."""
    if isinstance(value, PlainMapping):
        said = {normalise_key(key): inner for key, inner in value.items() if isinstance(inner, str) and inner.strip()}
        if "firstname" in said and "lastname" in said:
            return f"{said['firstname']} {said['lastname']}"
        return next((str(said[name]) for name in _NAMES if name in said), "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.replace("\r", "").strip() if isinstance(value, str) else ""


def holds_goals(value: PlainMapping) -> bool:
    """Whether a mapping has lists of goals, or cycles as its keys."""
    return any(normalise_key(key) in LISTS or find_cycle(key) for key in value)


def list_shares(value: Plain) -> Iterator[str]:
    """Yield whatever a tree says under the names of shares, as text."""
    if isinstance(value, list):
        for item in value:
            yield from list_shares(item)
    elif isinstance(value, PlainMapping):
        for key, inner in value.items():
            if isinstance(inner, str) and normalise_key(key) in SHARES:
                yield inner.strip()
            else:
                yield from list_shares(inner)


def _is_name(value: Plain) -> bool:
    """Whether a value says nothing but names of people or teams."""
    if isinstance(value, PlainMapping):
        return all(normalise_key(key) in _OF_PEOPLE for key in value)
    return all(_is_name(item) for item in value) if isinstance(value, list) else True


def _is_link(value: Plain) -> bool:
    """Whether a value says nothing but which goals it names."""
    if isinstance(value, PlainMapping):
        said = [key for key, inner in value.items() if key in ("to", "title", "name") or normalise_key(key) not in _IDS]
        is_flat = all(not isinstance(inner, list | PlainMapping) for inner in value.values())
        return len(said) <= 1 and is_flat and (bool(_list_links(value)) or not any(value.values()))
    return all(_is_link(item) for item in value) if isinstance(value, list) else True


def _list_links(value: Plain) -> dict[str, str]:
    """Return the goals that a value names: by id or else title, with all that it calls them."""
    if isinstance(value, list):
        return {key: words for item in value for key, words in _list_links(item).items()}
    if isinstance(value, PlainMapping):
        names = ("ref", "id", "gid", "to", "title", "name")
        said = [text for name in names if isinstance(text := value.get(name), str)]
        return {said[0]: ", ".join(said)} if said else {}
    return {value.strip(): value.strip()} if isinstance(value, str) and value.strip() else {}


def list_texts(value: Plain) -> Iterator[str]:
    """Yield all that a value says, as texts: one for each mapping and each item of a list."""
    if isinstance(value, PlainMapping):
        words = [f"{key} {text}" for key, inner in value.items() if (text := " ".join(list_texts(inner)))]
        if words:
            yield ", ".join(words)
    elif isinstance(value, list):
        for item in value:
            yield from list_texts(item)
    elif text := read_text(value):
        yield text
