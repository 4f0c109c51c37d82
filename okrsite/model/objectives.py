"""Objectives, key results and what stands under them, as frozen values.

Everything here was typed by somebody; nothing is computed. `places` says where each typed field stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from okrsite.amounts import Quantity, Range, Share, Weight
from okrsite.choices import (
    DROPPED,
    SETTLED,
    Ambition,
    Decision,
    Horizon,
    InitiativeStatus,
    ProgressSource,
    ReportedStatus,
    SumSource,
)
from okrsite.fields import Field
from okrsite.languages.words import mark_text, translate
from okrsite.model.audience import DisclosedProgress
from okrsite.model.numbered_names import NumberedName
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Place
from okrsite.prose import NO_PROSE, Prose
from okrsite.vocabulary import OBJECTIVE

_LINKS_UP = frozenset({OBJECTIVE.CONTRIBUTES_TO.name, OBJECTIVE.SUPPORTS.name})
KeyResultKind = Literal["reach", "keep", "milestones", "yes-no", "levels", "baseline"]
_NO_REF = ObjectiveRef()
Level = Literal["none", "commit", "target", "stretch"]
LEVEL_NAMES: tuple[Level, ...] = ("commit", "target", "stretch")
LEVEL_SCORES: dict[Level, float] = {"none": 0.0, "commit": 0.3, "target": 0.7, "stretch": 1.0}


class TypedLink(msgspec.Struct, frozen=True, gc=False):
    """A link as it was typed."""

    text: str
    place: Place
    share: Share | None = None
    """Which part of theirs ours is, 0.0 to 1.0; None where nothing is said."""
    because: str = ""


class Milestone(msgspec.Struct, frozen=True, gc=False):
    """One step of a key result."""

    title: str
    done: bool
    due: date | None
    weight: Weight
    place: Place


class Initiative(msgspec.Struct, frozen=True, gc=False):
    """Work that should move the key results; never counted as progress."""

    title: str
    owner: str | None
    status: InitiativeStatus
    link: str
    place: Place
    moves: tuple[str, ...] = ()
    """The ids of the key results that it should move."""
    due: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in ("todo", "doing")


class CheckIn(msgspec.Struct, frozen=True):
    """What somebody reported on a day, for one objective."""

    date: date
    by: str | None
    note: Prose
    status: ReportedStatus | None
    now: Mapping[str, Quantity | Level]
    """By key result id: a number, or the level's name."""
    confidence: Mapping[str, Share]
    """By key result id, 0.0 to 1.0."""
    place: Place
    places: Mapping[str, Place] = msgspec.field(default_factory=dict)
    """Where a value stands: `date`, `now.<id>`, `confidence.<id>`."""
    audience: frozenset[str] = frozenset()
    """What is withheld from the public: its words and author, or nothing."""
    filed: bool = False
    """Whether it is a file of its own, so that a value typed in the key result may be older."""
    numbered: tuple[NumberedName, ...] = ()
    """Which of the key results it names by a number, which means another one where their order changes."""


class UnreadValue(msgspec.Struct, frozen=True):
    """A value that was typed and can't be read, on a site that is made all the same."""

    field: str
    """The name of the field; empty: all numbers of a key result, which contradict each other."""
    place: Place
    last: str = ""
    """The last value that is known, in words; empty where none is."""
    day: date | None = None
    """The day on which that was typed or reported; None where it isn't known."""
    counts: bool = False
    """Whether all that is computed is made of the last value."""


class IgnoredRemark(msgspec.Struct, frozen=True):
    """A remark of `check` that isn't said of something."""

    code: str
    because: str
    place: Place


class KeyResult(msgspec.Struct, frozen=True):
    """A measurable result."""

    id: str
    title: str
    kind: KeyResultKind | None
    """None where nothing measurable is said yet."""
    place: Place
    places: Mapping[str, Place]
    owner: str | None = None
    """None: the objective's owner answers for it."""
    weight: Weight = 1.0
    unit: str = ""
    start: Quantity | None = None
    target: Quantity | None = None
    commit: Quantity | None = None
    """What is promised at least, beside the target."""
    stretch: Quantity | None = None
    """What would be outstanding, beyond the target."""
    now: Quantity | None = None
    level: Level | None = None
    """For levels, the one reached; None where nothing is said."""
    keep: Range | None = None
    milestones: tuple[Milestone, ...] = ()
    done: bool | None = None
    levels: Mapping[Level, str] = msgspec.field(default_factory=dict)
    """commit, target, stretch: what each means here."""
    kpi: str | None = None
    """The full id of the KPI that feeds it: `kpi-id` of the company or `team/kpi-id`."""
    sum_of: SumSource | None = None
    """What its value is the sum of; None: it has one of its own."""
    confidence: Share | None = None
    due: date | None = None
    phases: tuple[tuple[date, Quantity], ...] = ()
    rubric: tuple[tuple[Share, str], ...] = ()
    status: ReportedStatus | None = None
    grade: Share | None = None
    contributes_to: tuple[TypedLink, ...] = ()
    supports: tuple[TypedLink, ...] = ()
    aliases: tuple[str, ...] = ()
    notes: Prose = NO_PROSE
    audience: frozenset[str] = frozenset()
    """What is withheld from the public: see `okrsite.model.audience`."""
    withheld: DisclosedProgress | None = None
    """What stands for its numbers in a model for the public; None: they are here."""
    ignored: tuple[IgnoredRemark, ...] = ()
    """Empty in a model for the public."""
    unread: tuple[UnreadValue, ...] = ()
    """What of it can't be read; empty unless a build isolates errors."""
    number: int = 0
    """2 where it calls itself `KR2`, wherever it stands; 0 for no number."""

    def find_place(self, field: Field[object]) -> Place | None:
        """Return where a field of it was typed; None where it wasn't."""
        return self.places.get(field.name)

    def describe_origin(self, field: Field[object]) -> str:
        """Return how a value came to be this one, in words: `known since 2026-11-13` in place of an unread one.

        Of what is typed `typed`, in English: it is what programs look for.
        """
        for value in self.unread:
            if value.counts and value.field in (field.name, ""):
                return translate("known since {day}", day=value.day) if value.day else translate("known from before")
        return mark_text("typed")

    @property
    def is_dropped(self) -> bool:
        """Whether it was given up."""
        return self.status == DROPPED

    @property
    def takes_reports(self) -> bool:
        """Whether its value is reported: that of a KPI, and a sum of others, comes from there."""
        return self.kpi is None and self.sum_of is None

    @property
    def counts_in_grade(self) -> bool:
        """Whether its objective's grade is made of its own among others.

        What was given up needs none, nor what only finds out where we are.
        """
        return self.grade is not None or not (self.is_dropped or self.is_baseline)

    @property
    def is_baseline(self) -> bool:
        """Whether it finds out where we are: it can be done, and has no progress."""
        return self.kind == "baseline"

    @property
    def lacks_grade(self) -> bool:
        """Whether it counts in its objective's grade and has none yet."""
        return self.counts_in_grade and self.grade is None

    @property
    def is_settled(self) -> bool:
        """Whether it was reached or given up, as a person says."""
        return self.status in SETTLED


class Objective(msgspec.Struct, frozen=True):
    """What a unit wants to have reached at the end of a cycle."""

    unit: str
    cycle: str
    id: str
    title: str
    place: Place
    """The span of its title."""
    places: Mapping[str, Place]
    why: Prose = NO_PROSE
    owner: str | None = None
    reviewer: str | None = None
    contributors: tuple[str, ...] = ()
    horizon: Horizon | None = None
    pillar: str = ""
    """As typed: see `okrsite.model.pillars`."""
    ambition: Ambition | None = None
    contributes_to: tuple[TypedLink, ...] = ()
    supports: tuple[TypedLink, ...] = ()
    progress_from: ProgressSource | None = None
    """What its progress is made of; None: as the setting says."""
    weight: Weight = 1.0
    """How much it counts in means of objectives."""
    unaligned: str = ""
    """Why it links to no goal, where that is on purpose."""
    depends_on: tuple[TypedLink, ...] = ()
    confirms: tuple[TypedLink, ...] = ()
    """Objectives of others that depend on this one, and may count on it."""
    differs_from: tuple[TypedLink, ...] = ()
    """What looks like it and is something else; counts with a reason only."""
    joint: tuple[str, ...] = ()
    """The units with which it is done jointly (`with:`)."""
    consult: tuple[str, ...] = ()
    inform: tuple[str, ...] = ()
    needs: Prose = NO_PROSE
    blockers: tuple[str, ...] = ()
    continues: TypedLink | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: ReportedStatus | None = None
    draft: bool = False
    audience: frozenset[str] = frozenset()
    """What is withheld from the public; of a file or unit that is internal, every objective is."""
    notes: Prose = NO_PROSE
    key_results: tuple[KeyResult, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    """Oldest first."""
    decision: Decision | None = None
    """What becomes of it behind its cycle; None where nothing is said."""
    retrospective: Prose = NO_PROSE
    reported: date | None = None
    """In a model for the public: the day of the newest check-in, of which nothing else may be told."""
    heard: bool = False
    """In a model for the public: whether there is news of it of which not even the day may be told."""
    ignored: tuple[IgnoredRemark, ...] = ()
    """Empty in a model for the public."""
    unread: tuple[UnreadValue, ...] = ()
    """What of it can't be read, beside what its key results say; empty unless a build isolates errors."""
    ref: ObjectiveRef = _NO_REF
    """Its full reference: unit/cycle/objective. Made whenever an objective is, whatever is passed."""

    def __post_init__(self) -> None:
        """Make the reference once: every link and every number is looked up by it."""
        msgspec.structs.force_setattr(self, "ref", ObjectiveRef.create(self.unit, self.cycle, self.id))

    def find_place(self, field: Field[object]) -> Place | None:
        """Return where a field of it was typed; None where it wasn't."""
        return self.places.get(field.name)

    @property
    def has_unread_goal(self) -> bool:
        """Whether a link up, of it or of a key result, leads to something that can't be read."""
        unread = [self.unread, *(key_result.unread for key_result in self.key_results if key_result.unread)]
        return any(value.field in _LINKS_UP for values in unread for value in values)

    @property
    def undropped_key_results(self) -> tuple[KeyResult, ...]:
        """The key results that weren't given up."""
        return tuple(key_result for key_result in self.key_results if not key_result.is_dropped)

    def find_key_result(self, wanted: str) -> KeyResult | None:
        """Return the key result with this id or alias, None where there is none."""
        by_id = [known for known in self.key_results if known.id == wanted]
        return by_id[0] if by_id else next((known for known in self.key_results if wanted in known.aliases), None)
