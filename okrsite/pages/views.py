"""What templates are given: plain values, spelled out, decided and ready to print; addresses from the site's root."""

from __future__ import annotations

from datetime import date

import msgspec
from markupsafe import Markup

from okrsite.pages.form_views import CheckinFormView
from okrsite.pages.outside_views import OutsideView
from okrsite.pages.status_views import ExplainedStatusView
from okrsite.pages.status_views import StatusView as StatusView
from okrsite.problems import Place
from okrsite.progress.explanation import Explanation


class BarView(msgspec.Struct, frozen=True):
    """A progress bar: percentages of its width, as SVG wants them."""

    text: str
    """The number beside it, unclipped: `112%`; `–` without data."""
    label: str
    """The whole bar in words."""
    fill: str
    """`59.2`; `0` for nothing."""
    gap: str = ""
    """What is missing to be where it was expected; empty: nothing."""
    tick: str = ""
    """Where it was expected to be today; empty: nothing is expected."""
    pace: str = ""
    """`4 points ahead of the expected 55%`, or empty."""


class NameView(msgspec.Struct, frozen=True):
    """Something with a name that may have a page: a person, a unit, a cycle."""

    name: str
    url: str | None = None


class PartCount(msgspec.Struct, frozen=True):
    """How many entries of a list stand on another page, because it has very many."""

    part: NameView
    """The page, with the anchor of the list on it."""
    number: int


class WebLinkView(msgspec.Struct, frozen=True):
    """A link that leads out of the model: to the web, or to a page of prose."""

    title: str
    url: str
    """As the page says it; empty where it leads nowhere, and the title stands alone."""


class LinkView(msgspec.Struct, frozen=True):
    """The other end of a link, as a row says it."""

    title: str
    url: str
    unit: str
    result: str
    """Title of the key result that is meant, empty for the whole objective."""
    kind: str
    """direct, indirect or dep: how its line is drawn."""
    share: str
    """`20%`, or empty."""
    because: str
    own_result: str
    """Title of this end's key result, where the link was typed under one."""
    open: bool
    """A dependency that the other side has not confirmed."""
    status: StatusView
    bar: BarView


class StepView(msgspec.Struct, frozen=True):
    """A milestone, level or phase of a key result."""

    title: str
    note: str = ""
    done: bool = False
    """Reached, done or past."""


class ReportView(msgspec.Struct, frozen=True):
    """A value or confidence that was reported on a day."""

    day: date
    value: str
    confidence: str
    origin: str
    """Empty for a check-in that was typed; else where it comes from."""


class UnreadView(msgspec.Struct, frozen=True):
    """A value that can't be read just now."""

    sentence: str
    """What can't be read, and what is known from before: `Its value can't be read just now; 42 on 13 November 2026.`"""
    place: Place
    """Where it stands; line 0 for the public, which is told no lines."""


class MovingWork(msgspec.Struct, frozen=True):
    """Work that should move a key result, as the key result says it."""

    title: str
    status: str
    due: date | None = None
    """None where nobody says, and where it isn't to be done any more."""
    is_overdue: bool = False


class ResultView(msgspec.Struct, frozen=True):
    """A key result."""

    id: str
    anchor: str
    title: str
    summary: str
    """`71 → 82%, now 78.2%`."""
    kind: str
    """In words: `from a start to a target`, `kept in a range`, …"""
    status: ExplainedStatusView
    bar: BarView
    owner: NameView | None
    """Only where it is somebody else than the objective's owner."""
    confidence: str
    """`80%`, or empty."""
    last_report: date | None
    weight: str
    """`weight 2`, or empty for the usual one."""
    due: date | None
    start: str
    now: str
    target: str
    steps: tuple[StepView, ...]
    rubric: tuple[StepView, ...]
    sum_of: str
    """Of how many key results its value is the sum; empty where it is none."""
    kpi: NameView | None
    links: tuple[LinkView, ...]
    """What it contributes to or supports."""
    contribution: str
    """Whether what contributes adds up, in a sentence; empty where nothing can be added."""
    notes: Markup
    grade: str
    proposed_grade: str
    reports: tuple[ReportView, ...]
    """Newest first."""
    why: tuple[tuple[str, Explanation], ...]
    """How each of its numbers came about: name and explanation."""
    place: Place
    internal: str
    """What of it outsiders don't see, in words; empty for nothing."""
    unread: tuple[UnreadView, ...] = ()
    """What of it can't be read just now."""
    works: tuple[MovingWork, ...] = ()
    """The work that should move it."""


class InitiativeView(msgspec.Struct, frozen=True):
    """Work under an objective, which never counts as progress."""

    title: str
    owner: NameView | None
    status: str
    link: Markup
    """Ready to be printed; empty for none."""
    moves: tuple[NameView, ...] = ()
    """The key results that it should move."""
    due: date | None = None
    """None where nobody says, and where it isn't to be done any more."""
    is_overdue: bool = False


class CheckinView(msgspec.Struct, frozen=True):
    """One person's report on an objective on a day."""

    day: date
    by: NameView | None
    note: str | Markup
    """Markup where Markdown was typed; plain text from a commit."""
    status: str
    values: tuple[str, ...]
    origin: str = ""
    """Empty for one that was written; else where it comes from."""
    internal: str = ""
    """What of it outsiders don't see, in words; empty for nothing."""
    spoken: bool = True
    """Whether somebody said it; a KPI's value comes by itself."""


class TargetChangeView(msgspec.Struct, frozen=True):
    """A goalpost that was moved."""

    day: date
    sentence: str
    """`Target of “Repeat customers” moved from 100 to 80`."""
    by: NameView | None
    reason: str
    """The commit's first line, where it says one."""
    effect: str  # `easier`, `harder`, or nothing


class CardView(msgspec.Struct, frozen=True):
    """An objective with everything under it."""

    ref: str
    id: str
    extra_anchors: tuple[str, ...]
    """What a forge makes of its heading, and former ids, so that links which work there work here."""
    title: str
    url: str
    unit: NameView
    cycle: NameView
    owner: NameView | None
    reviewer: NameView | None
    contributors: tuple[NameView, ...]
    labels: tuple[str, ...]
    """strategic or tactical, and the ambition."""
    pillar: NameView | None
    """The strategic pillar to which it belongs; None where it names none."""
    tags: tuple[NameView, ...]
    status: ExplainedStatusView
    bar: BarView
    without_data: int
    made_of: str
    """What its number is made of, in a clause; empty where that is its own key results."""
    confidence: str
    grade: str
    last_report: date | None
    why: Markup
    notes: Markup
    decision: str
    retrospective: Markup
    results: tuple[ResultView, ...]
    initiatives: tuple[InitiativeView, ...]
    checkins: tuple[CheckinView, ...]
    """Newest first; values of KPIs among them."""
    last: CheckinView | None
    """The newest that somebody said."""
    moves: tuple[TargetChangeView, ...]
    """Goalposts that were moved while the cycle was running, the newest first."""
    up: tuple[LinkView, ...]
    outside: tuple[OutsideView, ...]
    """Goals of other organisations that it serves."""
    down: tuple[LinkView, ...]
    """The first of those that carry it."""
    more_down: int
    """How many more there are."""
    needs: tuple[LinkView, ...]
    needed_by: tuple[LinkView, ...]
    joint: tuple[NameView, ...]
    consult: tuple[NameView, ...]
    inform: tuple[NameView, ...]
    resources: Markup
    blockers: tuple[str, ...]
    lineage: tuple[NameView, ...]
    """The cycles through which it was carried, the oldest first; empty if only this one."""
    explanations: tuple[tuple[str, Explanation], ...]
    internal: str
    """What of it outsiders don't see, in words; empty for nothing."""
    place: Place
    is_unaligned: bool
    """It should serve a goal above and serves none."""
    unaligned: str
    """Why it serves none, where somebody said so."""
    verdict: str = ""
    """What its grade means for its ambition, in a clause; empty without a grade."""
    unread: tuple[UnreadView, ...] = ()
    """What of it can't be read just now, beside what its key results say of themselves."""
    form: CheckinFormView | None = None
    """For a check-in; None where nothing more is reported, and where no forge takes it."""
    is_planned: bool = False
    """All days of its cycle are still to come: whoever reads it can ask for other key results."""
