"""Values that can't be read just now, as git knows them from before.

Decides what stands in the place of each: the last value that a version which can be read says, with its day; where the
file itself has a newer check-in, that; else nothing. What is taken from the past is noted beside the value, so that
nothing on a site changes in silence. A key result of which the start, the range or a step is unknown isn't measured:
any other in its place would be a guess.

What the past may say is decided before: for a site for the public it is the public's, in which nothing stands that was
internal or a draft then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from okrsite import field_types as types
from okrsite.amounts import Quantity
from okrsite.history.events import Past
from okrsite.history.recalled_parts import drop_doubtful_values, recall_row, take_quantity
from okrsite.history.versions import PastKeyResult, PastValue
from okrsite.model.assembly import group_by_unit, list_named_people
from okrsite.model.audience import INTERNAL, NUMBERS
from okrsite.model.names import PeopleDirectory, list_people
from okrsite.model.objectives import LEVEL_SCORES, KeyResult, Objective, UnreadValue
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.model.unread_fields import ROW
from okrsite.model.unread_values import UnreadPlace
from okrsite.number_style import format_shortest, round_percent
from okrsite.problems import Place
from okrsite.sources.numbers import Misread
from okrsite.sources.ranges import parse_range
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_MEASURE = frozenset(
    field.name
    for field in (
        KEY_RESULT.FROM, KEY_RESULT.TO, KEY_RESULT.KEEP, KEY_RESULT.MILESTONES, KEY_RESULT.DONE, KEY_RESULT.LEVELS,
        KEY_RESULT.UNIT, KEY_RESULT.KPI,
    )
)  # fmt: skip
"""Fields by which a key result is measured."""


def recall_values(
    organisation: Organisation,
    unread: Iterable[UnreadPlace],
    past: Past,
    today: date,
    *,
    decimal_comma: bool,
    public: bool,
) -> Organisation:
    """Return an organisation without values that can't be read, each with what is known of it.

    Args:
        organisation: All that could be read.
        unread: The values.
        past: Has in `last_read` the objectives that have such values.
        today: The day up to which check-ins count.
        decimal_comma: How numbers are typed.
        public: Whether it is going to be for the public.
    """
    by_ref: dict[ObjectiveRef, list[UnreadPlace]] = {}
    for value in unread:
        by_ref.setdefault(value.ref, []).append(value)
    if not by_ref:
        return organisation
    recaller = _Recaller(past, PeopleDirectory(organisation.people), today, decimal_comma, public)
    objectives = dict(organisation.objectives)
    for ref, values in by_ref.items():
        objectives[ref] = recaller.recall_objective(objectives[ref], values)
    changed = replace(organisation, objectives=objectives, by_unit=group_by_unit(objectives.values()))
    # An owner that can't be read may be several people in one, and the one before is named nowhere else.
    known = PeopleDirectory({key: person for key, person in organisation.people.items() if person.place is not None})
    return replace(changed, people=list_people(known, list_named_people(changed)))


class _Recaller(msgspec.Struct, frozen=True):
    """Knows what the past says, and who is who today."""

    past: Past
    people: PeopleDirectory
    today: date
    decimal_comma: bool
    public: bool

    def recall_objective(self, objective: Objective, values: Collection[UnreadPlace]) -> Objective:
        own: dict[str, UnreadPlace] = {}
        by_result: dict[str, dict[str, UnreadPlace]] = {}
        for value in values:
            # Of one field the first error is told: the others are about the same.
            fields = own if value.key_result is None else by_result.setdefault(value.key_result, {})
            fields.setdefault("" if value.key_result and value.is_about_numbers else value.field, value)
        checkins = drop_doubtful_values(objective.checkins, values)
        if self.public and any(value.field == OBJECTIVE.CHECKINS.name for value in values):
            # The words beside a value may be about a key result that is withheld, and which one can't be told.
            checkins = tuple(replace(said, audience=said.audience | INTERNAL) for said in checkins)
        objective = replace(objective, checkins=checkins)
        key_results = tuple(
            self._recall_key_result(objective, key_result, by_result[key_result.id])
            if key_result.id in by_result
            else key_result
            for key_result in objective.key_results
        )
        return self._recall_own_fields(replace(objective, key_results=key_results), own)

    def _recall_own_fields(self, objective: Objective, fields: Mapping[str, UnreadPlace]) -> Objective:
        before = self.past.last_read.get(objective.ref)
        told: Mapping[str, PastValue] = before.fields if before else {}
        unread: list[UnreadValue] = []
        for name, value in sorted(fields.items()):
            known = UnreadValue(name, value.problem.place)
            if name == OBJECTIVE.OWNER.name:
                owner = told.get(name)
                objective = replace(objective, owner=self.people.find_key(owner) if isinstance(owner, str) else None)
                known = self._describe(known, objective.ref, None, name, self._name_person(objective.owner))
            elif name == OBJECTIVE.STATUS.name:
                status = next((word for word in types.REPORTED_STATUS.words if word == told.get(name)), None)
                objective = replace(objective, status=status)
                known = self._describe(known, objective.ref, None, name, status)
            elif name == OBJECTIVE.AMBITION.name:
                ambition = next((word for word in types.AMBITION.words if word == told.get(name)), None)
                objective = replace(objective, ambition=ambition)
                known = self._describe(known, objective.ref, None, name, ambition)
            elif name == OBJECTIVE.REVIEWER.name:
                objective = replace(objective, reviewer=None)
            unread.append(known)
        return replace(objective, unread=tuple(unread))

    def _recall_key_result(
        self, objective: Objective, key_result: KeyResult, fields: Mapping[str, UnreadPlace]
    ) -> KeyResult:
        before = self._find_before(objective, key_result)
        unread: list[UnreadValue] = []
        # What it is measured by goes first: its value means something in that only.
        for name in sorted(fields, key=lambda name: (name not in _MEASURE, name)):
            place = fields[name].problem.place
            if name in ("", ROW):
                key_result, value = self._recall_numbers(objective, key_result, before, place)
                if name == ROW:
                    key_result, value = recall_row(key_result, before, self.people), replace(value, field=ROW)
            else:
                key_result, value = self._recall_field(objective, key_result, before, fields[name])
            unread.append(value)
        return replace(key_result, unread=tuple(unread))

    def _find_before(self, objective: Objective, key_result: KeyResult) -> PastKeyResult | None:
        before = self.past.last_read.get(objective.ref)
        names = (key_result.id, *key_result.aliases)
        return next((past for past in (before.results if before else ()) if past.id in names), None)

    def _recall_numbers(
        self, objective: Objective, key_result: KeyResult, before: PastKeyResult | None, place: Place
    ) -> tuple[KeyResult, UnreadValue]:
        """Take all numbers from the past, for which of today's is wrong can't be told."""
        empty = replace(
            key_result, kind=None, unit="", start=None, target=None, now=None, keep=None, kpi=None, level=None,
            milestones=(), done=None, levels={}, phases=(),
            audience=key_result.audience | (frozenset({NUMBERS}) if key_result.kpi else frozenset()),
        )  # fmt: skip
        value = UnreadValue("", place)
        told = before.fields if before else {}
        start, target, now = told.get("from"), told.get("to"), told.get("value")
        if told.get("measure") != "reach" or not isinstance(target, Quantity) or "kpi" in told:
            return empty, value
        known = replace(
            empty,
            kind="reach",
            unit=str(told.get("unit", "")),
            start=start if isinstance(start, Quantity) else None,
            target=target,
            now=now if isinstance(now, Quantity) else None,
        )
        if known.start is None:
            return empty, value
        return known, self._describe(
            value, objective.ref, key_result.id, "value", known.now.text if known.now else "no value"
        )

    def _recall_field(
        self, objective: Objective, key_result: KeyResult, before: PastKeyResult | None, unread: UnreadPlace
    ) -> tuple[KeyResult, UnreadValue]:
        name = unread.field
        value = UnreadValue(name, unread.problem.place)
        told: PastValue = before.fields.get(name) if before else None
        kind = name
        text = ""
        unmeasured = replace(key_result, kind=None, level=None)
        match name:
            case KEY_RESULT.NOW.name:
                return self._recall_current_value(objective, key_result, before, value)
            case KEY_RESULT.FROM.name | KEY_RESULT.TO.name:
                quantity = take_quantity(told, key_result)
                field = "start" if name == KEY_RESULT.FROM.name else "target"
                key_result = replace(key_result, **{field: quantity}) if quantity else unmeasured
                text = quantity.text if quantity else ""
            case KEY_RESULT.KEEP.name:
                keep = parse_range(told, decimal_comma=self.decimal_comma) if isinstance(told, str) else None
                if keep is None or isinstance(keep, Misread) or keep.unit not in ("", key_result.unit):
                    key_result = unmeasured
                else:
                    key_result, text = replace(key_result, keep=keep), keep.text
            case KEY_RESULT.DONE.name:
                kind, done = "value", before.fields.get("value") if before else None
                key_result = replace(key_result, done=done if isinstance(done, bool) else None)
                text = ("yes" if done else "no") if isinstance(done, bool) else ""
            case KEY_RESULT.MILESTONES.name:
                # A date that can't be read says only when a step is due; all else counts.
                key_result = key_result if unread.problem.code == "OKR206" else unmeasured
            case KEY_RESULT.LEVELS.name | KEY_RESULT.UNIT.name | KEY_RESULT.KPI.name:
                key_result = unmeasured
            case KEY_RESULT.CONFIDENCE.name:
                return self._recall_confidence(objective, key_result, told, value)
            case KEY_RESULT.WEIGHT.name if isinstance(told, float):
                key_result, text = replace(key_result, weight=told), format_shortest(told)
            case KEY_RESULT.GRADE.name if isinstance(told, float):
                key_result, text = replace(key_result, grade=told), format_shortest(told)
            case KEY_RESULT.DUE.name if isinstance(told, date):
                key_result, text = replace(key_result, due=told), told.isoformat()
            case KEY_RESULT.STATUS.name:
                status = next((word for word in types.REPORTED_STATUS.words if word == told), None)
                key_result, text = replace(key_result, status=status), status or ""
            case KEY_RESULT.OWNER.name:
                owner = self.people.find_key(told) if isinstance(told, str) else None
                key_result, text = replace(key_result, owner=owner), self._name_person(owner)
        return key_result, self._describe(value, objective.ref, key_result.id, kind, text)

    def _recall_current_value(
        self, objective: Objective, key_result: KeyResult, before: PastKeyResult | None, value: UnreadValue
    ) -> tuple[KeyResult, UnreadValue]:
        told = before.fields.get("value") if before else None
        level = next((level for level in LEVEL_SCORES if level == told), None) if key_result.kind == "levels" else None
        quantity = take_quantity(told, key_result) if key_result.kind != "levels" else None
        day = self._find_day(objective.ref, key_result.id, "value")
        reported = [
            (said.date, said.now[key_result.id])
            for said in objective.checkins
            if said.date <= self.today and key_result.id in said.now
        ]
        if reported and (not (level or quantity) or day is None or reported[-1][0] >= day):
            newest, now = reported[-1]
            return key_result, replace(
                value, last=now.text if isinstance(now, Quantity) else now, day=newest, counts=True
            )
        text = quantity.text if quantity else level or ""
        known = replace(key_result, now=quantity, level=level)
        return known, self._describe(value, objective.ref, key_result.id, "value", text)

    def _recall_confidence(
        self, objective: Objective, key_result: KeyResult, told: PastValue, value: UnreadValue
    ) -> tuple[KeyResult, UnreadValue]:
        day = self._find_day(objective.ref, key_result.id, "confidence")
        reported = [
            (said.date, said.confidence[key_result.id])
            for said in objective.checkins
            if said.date <= self.today and key_result.id in said.confidence
        ]
        if reported and (not isinstance(told, float) or day is None or reported[-1][0] >= day):
            return key_result, replace(
                value, last=f"{round_percent(reported[-1][1])}%", day=reported[-1][0], counts=True
            )
        if not isinstance(told, float):
            return key_result, value
        known = replace(key_result, confidence=told)
        return known, self._describe(value, objective.ref, key_result.id, "confidence", f"{round_percent(told)}%")

    def _describe(
        self, value: UnreadValue, ref: ObjectiveRef, key_result: str | None, kind: str, text: str | None
    ) -> UnreadValue:
        """Add to an unread value what stands in its place; nothing where nothing is known."""
        return replace(value, last=text, day=self._find_day(ref, key_result, kind), counts=True) if text else value

    def _find_day(self, ref: ObjectiveRef, key_result: str | None, kind: str) -> date | None:
        """Return the day on which a value was typed last; that on which all began where it never changed."""
        events = self.past.by_objective.get(ref, ())
        for wanted in ((kind, key_result), ("result added", key_result), ("created", None)):
            days = [event.date for event in events if (event.kind, event.result) == wanted]
            if days:
                return days[-1]
        return None

    def _name_person(self, key: str | None) -> str:
        person = self.people.known.get(key or "")
        return person.name if person else key or ""
