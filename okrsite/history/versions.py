"""What one version of a file said: the fields whose changes are history, read by the readers of today.

A version depends on its bytes and spelling only, never on the rest of the organisation, so that it is the same
wherever it lay. Drafts are left out here: what was a draft then never becomes history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from okrsite.model.audience import ALL, NUMBERS, Withheld
from okrsite.model.cycle_files import CycleFileReader
from okrsite.model.cycles import Cycle
from okrsite.model.fields import FieldReader
from okrsite.model.names import Directory
from okrsite.model.objectives import KeyResult, Objective, Reference
from okrsite.model.organisation import Kpi
from okrsite.problems import Place, Problem
from okrsite.sources.mark_words import SUSPICIOUS
from okrsite.sources.markdown import read_markdown
from okrsite.sources.numbers import Quantity
from okrsite.sources.records import MapNode
from okrsite.sources.text import decode, without_refused
from okrsite.sources.yaml import read_yaml

Spelling = Literal["md", "yml"]
Told = Quantity | str | float | bool | date | tuple[str, ...] | None
"""A value before or after a change; None: nothing was said."""

# Errors that leave the fields of history as they were typed; with any other a version is passed over.
_HARMLESS = frozenset({"OKR115", "OKR117", "OKR201", "OKR215", "OKR216", "OKR219", "OKR220", "OKR224"})
_MISSPELLED = frozenset({"OKR118", "OKR201"})
NUMBER_FIELDS = frozenset({"measure", "unit", "from", "to", "keep", "kpi", "milestones", "levels", "phases", "value"})
"""What tells a key result's numbers, or how many steps it has."""
_ANY_TIME = Cycle("any", "any", date.min, date.max)


@dataclass(frozen=True, slots=True)
class PastResult:
    """A key result in one version."""

    id: str
    aliases: tuple[str, ...] = ()
    fields: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastObjective:
    """An objective in one version."""

    id: str
    aliases: tuple[str, ...] = ()
    fields: Mapping[str, Told] = field(default_factory=dict)
    results: tuple[PastResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file."""

    objectives: tuple[PastObjective, ...] = ()
    draft: bool = False
    """Whether the file as a whole is a draft; of a team file this is all that is read."""


@dataclass(frozen=True, slots=True)
class FileAsRead:
    """What a cycle file's text says, drafts included."""

    objectives: tuple[tuple[PastObjective, bool], ...]
    """Each with whether it is a draft."""
    draft: bool
    """Whether the file as a whole is one."""


def read_team(text: str, spelling: Spelling, *, public: bool = False) -> Version | None:
    """Read one version of a team file; None for one that can't be read. Arguments as for `read_text`."""
    node, problems = _node(text, spelling, "team")
    if node is None:
        if not _broken(problems):
            return Version()
        # It may have said that nobody is to see the unit.
        return Version(draft=True) if any(word in text.casefold() for word in SUSPICIOUS) else None
    reader = FieldReader(problems)
    read = ("visibility", "audience") if public else ("visibility",)
    return Version(draft=not all(reader.is_public(node, name) for name in read))


def read_text(text: str, spelling: Spelling, *, decimal_comma: bool, public: bool = False) -> FileAsRead | None:
    """Read one version of a cycle file; None for one that can't be read.

    For the public, what was internal then counts as a draft, and numbers that were are left out.
    """
    node, problems = _node(text, spelling, "cycle_file")
    if node is None:
        return None if _broken(problems) else FileAsRead((), False)
    reader = CycleFileReader(FieldReader(problems, decimal_comma=decimal_comma), Directory({}), _any_kpi)
    read = reader.read("", "", _ANY_TIME, node)
    # A misspelled `audience` is one of the fields that nobody knows: for the public that is not harmless.
    if _broken(problems) or (public and any(found.code in _MISSPELLED for found in problems)):
        return None
    if public:
        seen = tuple((_objective(_for_all(each)), each.draft or ALL in each.audience) for each in read.objectives)
        return FileAsRead(seen, read.text.draft or ALL in read.text.audience)
    return FileAsRead(tuple((_objective(each), each.draft) for each in read.objectives), read.text.draft)


def version_of(read: FileAsRead) -> Version:
    """Leave out the drafts."""
    return Version(tuple(each for each, draft in read.objectives if not draft), read.draft)


def text_of(data: bytes | None) -> str | None:
    """Return a file's text without invisible characters; None for what isn't text."""
    text = decode("", data)[0] if data is not None else None
    return None if text is None else without_refused(text)


def _node(text: str, spelling: Spelling, record: str) -> tuple[MapNode | None, list[Problem]]:
    return read_yaml("", text) if spelling == "yml" else read_markdown("", text, record)


def _any_kpi(typed: str) -> Kpi:
    """Stand in for a KPI by the name that was typed: which KPIs there were then is not this version's business."""
    return Kpi(typed, typed, "", "", None, None, "", (), Place(""))


def _broken(problems: list[Problem]) -> bool:
    return any(found.severity == "error" and found.code not in _HARMLESS for found in problems)


def _objective(each: Objective) -> PastObjective:
    fields: dict[str, Told] = {
        "title": each.title,
        "owner": each.owner,
        "status": each.status,
        "ambition": each.ambition,
        "contributes_to": _links(each.contributes_to),
        "supports": _links(each.supports),
        "depends_on": _links(each.depends_on),
    }
    return PastObjective(each.id, each.aliases, _said(fields), tuple(_result(one) for one in each.key_results))


def _for_all(each: Objective) -> Objective:
    """Leave out the key results that were internal, and the numbers of those whose numbers were."""
    results = []
    for result in each.key_results:
        marks = each.audience | result.audience
        if ALL not in marks:
            # Whether a KPI was internal then is said in another file.
            quiet = NUMBERS in marks or result.kpi is not None
            results.append(replace(result, withheld=Withheld(None, None)) if quiet else result)
    return replace(each, key_results=tuple(results))


def _result(each: KeyResult) -> PastResult:
    fields: dict[str, Told] = {
        "title": each.title,
        "owner": each.owner,
        "measure": each.kind,
        "unit": each.unit,
        "from": each.start,
        "to": each.target,
        "keep": each.keep.text if each.keep else None,
        "kpi": each.kpi,
        "milestones": tuple(step.title for step in each.milestones),
        "levels": tuple(f"{name}: {text}" for name, text in each.levels.items()),
        "phases": tuple(f"{day}: {quantity.text}" for day, quantity in each.phases),
        "due": each.due,
        "weight": each.weight,
        "status": each.status,
        "grade": each.grade,
        "contributes_to": _links(each.contributes_to),
        "supports": _links(each.supports),
        "confidence": each.confidence,
        "value": _value(each),
    }
    if each.withheld:
        fields = {name: value for name, value in fields.items() if name not in NUMBER_FIELDS}
    return PastResult(each.id, each.aliases, _said(fields))


def _value(each: KeyResult) -> Told:
    if each.kind == "milestones":
        return tuple(step.title for step in each.milestones if step.done)
    if each.kind == "yes-no":
        return each.done
    return each.level if each.kind == "levels" else each.now


def _links(links: tuple[Reference, ...]) -> tuple[str, ...]:
    return tuple(link.text if link.share is None else f"{link.text} ({link.share * 100:g}%)" for link in links)


def _said(fields: dict[str, Told]) -> dict[str, Told]:
    """Leave out what says nothing."""
    return {name: value for name, value in fields.items() if value not in (None, "", ())}
