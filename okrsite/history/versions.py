"""What one version of a file said: the fields whose changes are history, read by the readers of today.

A version depends on its bytes and spelling only, never on the rest of the organisation, so that it is the same
wherever it lay. Drafts are left out here: what was a draft then never becomes history.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from okrsite.amounts import Quantity
from okrsite.model.audience import ALL, NUMBERS, DisclosedProgress
from okrsite.model.cycle_files import CycleFile, CycleFileReader
from okrsite.model.cycles import Cycle
from okrsite.model.field_reader import FieldReader
from okrsite.model.lookups import KnownKpi
from okrsite.model.names import PeopleDirectory
from okrsite.model.numbered_names import NumberedName
from okrsite.model.objectives import CheckIn, KeyResult, Objective, TypedLink
from okrsite.model.page_files import is_page_shown
from okrsite.model.parsed_files import ParsedFile
from okrsite.model.unread_marks import find_unread_marks
from okrsite.problems import Problem
from okrsite.prose import Prose
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.mark_words import may_keep_back
from okrsite.sources.markdown.words import strip_untold_parts
from okrsite.sources.text import decode_file, remove_refused_characters
from okrsite.sources.tree import FileSpelling, Role
from okrsite.vocabulary import CYCLE_FILE, MEMO, TEAM

PastValue = Quantity | str | float | bool | date | tuple[str, ...] | None
"""A value before or after a change; None: nothing was said."""

# Errors that leave the fields of history as they were typed; with any other a version is passed over.
_HARMLESS = frozenset({"OKR115", "OKR117", "OKR201", "OKR215", "OKR216", "OKR219", "OKR220", "OKR224"})
_UNREAD_MARK = "OKR310"
MISSPELLED = frozenset({"OKR118", "OKR201"})
"""Of fields that nobody knows."""
NUMBER_FIELDS = frozenset({
    "measure", "unit", "from", "to", "keep", "kpi", "milestones", "step days", "step weights", "levels", "phases",
    "value",
})  # fmt: skip
"""What tells a key result's numbers, or how many steps it has."""
_ROLES: dict[str, Role] = {TEAM.name: "team", CYCLE_FILE.name: "cycle", MEMO.name: "page"}
_ANY_TIME = Cycle("any", "any", date.min, date.max)


class PastKeyResult(msgspec.Struct, frozen=True):
    """A key result in one version."""

    id: str
    aliases: tuple[str, ...] = ()
    fields: Mapping[str, PastValue] = msgspec.field(default_factory=dict)


class PastObjective(msgspec.Struct, frozen=True):
    """An objective in one version."""

    id: str
    aliases: tuple[str, ...] = ()
    fields: Mapping[str, PastValue] = msgspec.field(default_factory=dict)
    results: tuple[PastKeyResult, ...] = ()
    numbered: tuple[tuple[str, str], ...] = ()
    """What its check-ins say of key results that they name by numbers, each with the id of the one that was meant.

    Of a version for the public nothing: nobody asks for it.
    """


class FileVersion(msgspec.Struct, frozen=True):
    """One version of a file."""

    objectives: tuple[PastObjective, ...] = ()
    draft: bool = False
    """Whether the file as a whole is a draft; of team files, memos and pages this is all that is read."""


class ParsedCycleFile(msgspec.Struct, frozen=True):
    """What a cycle file's text says, drafts included."""

    objectives: tuple[tuple[PastObjective, bool], ...]
    """Each with whether it is a draft."""
    draft: bool
    """Whether the file as a whole is one."""


def parse_version(text: str, spelling: FileSpelling, record: str) -> ParsedFile:
    """Parse a version's text; `record` is the name of the record that the file is: `TEAM`, `CYCLE_FILE` or `MEMO`.

    A mark that stood where nobody read it is one of its problems: what was meant to be kept back then is no history.
    """
    node, problems = parse_text("", text, spelling, record)
    role = _ROLES[record]
    marks = find_unread_marks("", text, role, node, yaml=spelling == "yml")
    return ParsedFile(node, (*problems, *marks))


def read_team_version(text: str, parsed_file: ParsedFile, *, public: bool = False) -> FileVersion | None:
    """Read one version of a team file; None for one that can't be read.

    Where there is no node, the text is looked at. For the public, a unit that was internal then counts as a draft.
    """
    node, problems = parsed_file.node, list(parsed_file.problems)
    if node is None:
        if not _has_errors(problems):
            return FileVersion()
        # It may have said that nobody is to see the unit.
        return FileVersion(draft=True) if may_keep_back(text) else None
    reader = FieldReader(problems)
    shown = reader.is_page_published(node) and (not public or reader.is_page_public(node))
    return FileVersion(draft=not shown or any(problem.code == _UNREAD_MARK for problem in parsed_file.problems))


def read_page_version(parsed_file: ParsedFile, *, public: bool = False) -> FileVersion:
    """Read one version of a memo or a page; one that can't be read, or has an unread mark, counts as a draft."""
    node, problems = parsed_file.node, list(parsed_file.problems)
    if node is None or any(problem.code == _UNREAD_MARK for problem in problems):
        return FileVersion(draft=True)
    return FileVersion(draft=not is_page_shown(FieldReader(problems), node, public=public))


def read_cycle_version(parsed_file: ParsedFile, *, decimal_comma: bool, public: bool = False) -> ParsedCycleFile | None:
    """Read one version of a cycle file; None for one that can't be read.

    For the public, what was internal then counts as a draft, and numbers that were are left out.
    """
    node, problems = parsed_file.node, list(parsed_file.problems)
    if node is None:
        return None if _has_errors(problems) else ParsedCycleFile((), False)
    reader = CycleFileReader(
        FieldReader(problems, decimal_comma=decimal_comma), PeopleDirectory({}), _create_placeholder_kpi
    )
    read = reader.read("", "", _ANY_TIME, node)
    # A misspelled `audience` is one of the fields that nobody knows: for the public that is not harmless.
    if _has_errors(problems) or (public and any(problem.code in MISSPELLED for problem in problems)):
        return None
    return build_cycle_version(read, public=public)


def build_cycle_version(read: CycleFile, *, public: bool = False) -> ParsedCycleFile:
    """Return what a version of a cycle file says that was read without an error."""
    if public:
        seen = tuple(
            (build_past_objective(_redact_objective(objective)), objective.draft or ALL in objective.audience)
            for objective in read.objectives
        )
        return ParsedCycleFile(seen, read.text.draft or ALL in read.text.audience)
    return ParsedCycleFile(
        tuple((build_past_objective(objective), objective.draft) for objective in read.objectives), read.text.draft
    )


def remove_drafts(read: ParsedCycleFile) -> FileVersion:
    """Leave out the drafts."""
    return FileVersion(tuple(past_objective for past_objective, draft in read.objectives if not draft), read.draft)


def decode_version(data: bytes | None) -> str | None:
    """Return a file's text without invisible characters; None for what isn't text."""
    text = decode_file("", data)[0] if data is not None else None
    return None if text is None else remove_refused_characters(text)


def _create_placeholder_kpi(typed: str) -> KnownKpi:
    """Stand in for a KPI by the name that was typed: which KPIs there were then is not this version's business."""
    return KnownKpi(typed, "", frozenset())


def _has_errors(problems: list[Problem]) -> bool:
    return any(problem.severity == "error" and problem.code not in _HARMLESS for problem in problems)


def build_past_objective(objective: Objective) -> PastObjective:
    """Return an objective as a version of its file says it."""
    fields: dict[str, PastValue] = {
        "title": objective.title,
        "why": _digest_prose(objective.why),
        "owner": objective.owner,
        "status": objective.status,
        "ambition": objective.ambition,
        "contributes_to": _format_links(objective.contributes_to),
        "supports": _format_links(objective.supports),
        "depends_on": _format_links(objective.depends_on),
        "decision": objective.decision,
    }
    return PastObjective(
        objective.id,
        objective.aliases,
        _drop_empty_fields(fields),
        tuple(_build_past_key_result(key_result) for key_result in objective.key_results),
        tuple(
            (describe_numbered_name(checkin, name), name.key_result)
            for checkin in objective.checkins
            if not checkin.filed
            for name in checkin.numbered
        ),
    )


def describe_numbered_name(checkin: CheckIn, name: NumberedName) -> str:
    """Return what tells a value of a check-in from others: its day, the number and what is said, as typed."""
    return f"{checkin.date} {name.number} {name.said}"


def _redact_objective(objective: Objective) -> Objective:
    """Leave out the key results that were internal, and the numbers of those whose numbers were."""
    key_results = []
    for key_result in objective.key_results:
        marks = objective.audience | key_result.audience
        if ALL not in marks:
            # Whether a KPI was internal then is said in another file.
            quiet = NUMBERS in marks or key_result.kpi is not None
            key_results.append(replace(key_result, withheld=DisclosedProgress(None, None)) if quiet else key_result)
    return replace(objective, key_results=tuple(key_results), checkins=())


def _build_past_key_result(key_result: KeyResult) -> PastKeyResult:
    fields: dict[str, PastValue] = {
        "title": key_result.title,
        "owner": key_result.owner,
        "measure": key_result.kind,
        "unit": key_result.unit,
        "from": key_result.start,
        "to": key_result.target,
        "keep": key_result.keep.text if key_result.keep else None,
        "kpi": key_result.kpi,
        "milestones": tuple(step.title for step in key_result.milestones),
        "step days": tuple(f"{step.due} {step.title}" for step in key_result.milestones if step.due),
        "step weights": tuple(f"{step.weight:g} {step.title}" for step in key_result.milestones if step.weight != 1),
        "levels": tuple(f"{name}: {text}" for name, text in key_result.levels.items()),
        "phases": tuple(f"{day}: {quantity.text}" for day, quantity in key_result.phases),
        "due": key_result.due,
        "weight": key_result.weight,
        "status": key_result.status,
        "grade": key_result.grade,
        "contributes_to": _format_links(key_result.contributes_to),
        "supports": _format_links(key_result.supports),
        "confidence": key_result.confidence,
        "value": _extract_value(key_result),
    }
    if key_result.withheld:
        fields = {name: value for name, value in fields.items() if name not in NUMBER_FIELDS}
    return PastKeyResult(key_result.id, key_result.aliases, _drop_empty_fields(fields))


def _extract_value(key_result: KeyResult) -> PastValue:
    if key_result.kind == "milestones":
        return tuple(step.title for step in key_result.milestones if step.done)
    if key_result.kind == "yes-no":
        return key_result.done
    return key_result.level if key_result.kind == "levels" else key_result.now


def _format_links(links: tuple[TypedLink, ...]) -> tuple[str, ...]:
    if not links:
        return ()
    return tuple(link.text if link.share is None else f"{link.text} ({link.share * 100:g}%)" for link in links)


def _digest_prose(prose: Prose) -> str | None:
    """Return what tells two versions of a text apart, and nothing of what they say; None for no text.

    A comment and an address within the content are no part of what readers see.
    """
    words = " ".join(strip_untold_parts(prose.markdown).split())
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16] if words else None


def _drop_empty_fields(fields: dict[str, PastValue]) -> dict[str, PastValue]:
    """Leave out what says nothing."""
    return {name: value for name, value in fields.items() if value not in (None, "", ())}
