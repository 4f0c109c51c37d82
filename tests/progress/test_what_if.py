"""What the script says of numbers that somebody moves is what the builder would have made of the same values."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from msgspec.structs import replace
from node_scripts import run_node_script
from project_tree import TODAY
from what_if_cases import CASES, PATH, build_table, take_used_fields

from okrsite.alignment.graph import build_alignment
from okrsite.amounts import Quantity, Range
from okrsite.feeds.export_objectives import ObjectiveExporter
from okrsite.feeds.export_texts import TextWriter
from okrsite.feeds.json_encoding import encode_record
from okrsite.model.audience import DisclosedProgress
from okrsite.model.objectives import KeyResult, Milestone, Objective, TypedLink
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.page_days import PageDays
from okrsite.problems import Place
from okrsite.progress.means import compute_progress_mean
from okrsite.progress.measure import measure_organisation
from okrsite.snapshot import Snapshot

MODELS = 1000
PLACE = Place("content/company/2026-Q4.yml")
CYCLES = ("2026", "2026-Q3", "2026-Q4")


def test_the_table_is_that_of_the_cases():
    """If not: python tests/progress/what_if_cases.py."""
    assert PATH.read_text("utf-8") == build_table()


@pytest.mark.parametrize("case", CASES, ids=[case.purpose for case in CASES])
def test_the_builder_makes_the_same_of_the_value_that_is_typed(case):
    measures = case.read(1).measures
    for ref, (progress, direct) in case.expected.items():
        numbers = measures.objectives[ObjectiveRef(ref)]
        assert numbers.progress == pytest.approx(progress), ref
        assert numbers.aligned_direct == pytest.approx(direct), ref


def quantity(value: float) -> Quantity:
    return Quantity(value, "", str(value))


class RandomModel:
    """Some objectives that contribute to one another, in every way that there is, and what is moved in them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.dice = random.Random(number)
        count = self.dice.randint(2, 7)
        self.keys = [(self.dice.choice(CYCLES), f"m{number}-{place}") for place in range(count)]
        self.objectives = [self.make_objective(place) for place in range(count)]

    def link(self, place: int, *, to_result: bool) -> TypedLink:
        """Link to one of the objectives before; rarely to any, so that circles come to be."""
        dice = self.dice
        target = dice.randrange(place) if place and dice.random() < 0.95 else dice.randrange(len(self.keys))
        cycle, key = self.keys[target]
        return TypedLink(f"company/{cycle}/{key}{f'#k{dice.randrange(2)}' if to_result else ''}", PLACE)

    def make_objective(self, place: int) -> Objective:
        dice = self.dice
        cycle, key = self.keys[place]
        carried = dice.choice(self.keys[:place]) if place and dice.random() < 0.25 else None
        return Objective(
            unit="company",
            cycle=cycle,
            id=key,
            title=key,
            place=PLACE,
            places={},
            contributes_to=tuple(self.link(place, to_result=False) for _ in range(dice.choice((0, 1, 1, 2)))),
            supports=tuple(self.link(place, to_result=False) for _ in range(dice.choice((0, 0, 1)))),
            progress_from=dice.choice((None, "key results", "aligned", "both", "both")),
            weight=dice.choice((1.0, 1.0, 2.0, 0.5)),
            continues=TypedLink(f"company/{carried[0]}/{carried[1]}", PLACE) if carried else None,
            status="dropped" if dice.random() < 0.05 else None,
            key_results=tuple(self.make_key_result(place, name) for name in ("k0", "k1", "k2")[: dice.randint(1, 3)]),
        )

    def make_key_result(self, place: int, name: str) -> KeyResult:
        dice = self.dice
        made = KeyResult(
            id=name,
            title=name,
            kind="reach",
            place=PLACE,
            places={},
            unit=dice.choice(("",) * 5 + ("EUR",)),
            weight=dice.choice((1.0, 1.0, 3.0)),
            start=quantity(dice.randint(0, 40)) if dice.random() < 0.9 else None,
            target=quantity(dice.randint(-20, 120)),
            now=self.choose_now(),
            status="dropped" if dice.random() < 0.05 else None,
            contributes_to=(self.link(place, to_result=True),) if dice.random() < 0.8 else (),
        )
        if dice.random() < (0.5 if place < 2 else 0.15):
            start = made.start if dice.random() < 0.4 else None
            return replace(made, sum_of="children", now=None, start=start)
        return self.change_kind(made)

    def choose_now(self) -> Quantity | None:
        return quantity(self.dice.randint(-20, 150)) if self.dice.random() < 0.8 else None

    def change_kind(self, made: KeyResult) -> KeyResult:
        dice = self.dice
        match dice.choice(("reach",) * 9 + ("keep", "milestones", "yes-no", "levels", "withheld")):
            case "keep":
                low = dice.randint(0, 50)
                keep = Range(low, dice.choice((None, low + dice.randint(0, 50))), "", "")
                return replace(made, kind="keep", keep=keep, start=None, target=None)
            case "milestones":
                steps = (Milestone(f"{n}", dice.random() < 0.5, None, float(n), PLACE) for n in (1, 2, 3))
                return replace(made, kind="milestones", milestones=tuple(steps), start=None, target=None, now=None)
            case "yes-no":
                done = dice.choice((None, False, True))
                return replace(made, kind="yes-no", done=done, start=None, target=None, now=None)
            case "levels":
                level = dice.choice((None, "none", "commit", "target", "stretch"))
                return replace(made, kind="levels", level=level, start=None, target=None, now=None)
            case "withheld" if dice.random() < 0.3:
                told = DisclosedProgress(dice.choice((None, 0.25, 0.3)), 0.5)
                return replace(made, withheld=told, start=None, target=None, now=None, unit="")
            case _:
                return made

    def move(self, key_result: KeyResult) -> tuple[KeyResult, Any]:
        """Return a key result with another value, and what the script is told of it."""
        dice = self.dice
        match key_result.kind:
            case "milestones":
                done = [dice.random() < 0.5 for _ in key_result.milestones]
                steps = (replace(step, done=one) for step, one in zip(key_result.milestones, done, strict=True))
                return replace(key_result, milestones=tuple(steps)), done
            case "yes-no":
                answer = dice.random() < 0.5
                return replace(key_result, done=answer), int(answer)
            case "levels":
                level = dice.choice(("none", "commit", "target", "stretch"))
                return replace(key_result, level=level), level
            case _:
                value = dice.randint(-40, 200)
                return replace(key_result, now=quantity(value)), value

    def choose_moves(self) -> tuple[Objective, dict[str, Any]]:
        """Return one of the objectives as it would be with other values, and these as the script is told of them."""
        objective = self.dice.choice(self.objectives)
        moved: dict[str, Any] = {}
        key_results = list(objective.key_results)
        for place, key_result in enumerate(key_results):
            if key_result.sum_of or key_result.withheld or (moved and self.dice.random() < 0.5):
                continue
            ref = objective.ref.make_key_result_ref(key_result.id)
            key_results[place], moved[str(ref)] = self.move(key_result)
        return replace(objective, key_results=tuple(key_results)), moved


def measure_models(base: Snapshot, objectives: Mapping[ObjectiveRef, Objective]) -> Snapshot:
    organisation = replace(base.organisation, objectives=objectives, by_unit={})
    alignment, _ = build_alignment(organisation)
    measures = measure_organisation(organisation, alignment, base.site.settings, TODAY)
    return replace(base, organisation=organisation, alignment=alignment, measures=measures)


def export_models(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    exporter = ObjectiveExporter(snapshot, TextWriter(snapshot), PageDays(InputTracker(snapshot)))
    records = map(exporter.export_objective, snapshot.organisation.objectives.values())
    return {one["ref"]: take_used_fields(one) for one in map(json.loads, map(encode_record, records))}


def list_differences(
    before: Snapshot, after: Snapshot, refs: list[ObjectiveRef], told: Mapping[str, list[float | None]]
) -> Iterator[str]:
    """Yield what the script says otherwise than the builder; of what isn't above, nothing may have changed."""
    for ref in refs:
        made, was = after.measures.objectives[ref], before.measures.objectives[ref]
        numbers = told.get(ref, [was.progress, was.aligned_direct])
        if numbers != pytest.approx([made.progress, made.aligned_direct], abs=1e-9):
            yield f"{ref}: {numbers} in place of {[made.progress, made.aligned_direct]}"


def list_other_words(after: Snapshot, words: Mapping[str, str | None]) -> Iterator[str]:
    """Yield where the script says another word than the builder; of ended cycles it says none, as the page has outcomes."""
    for ref, word in words.items():
        made = after.measures.objectives[ObjectiveRef(ref)]
        # The script knows of withheld numbers what is told, and the builder more than that.
        if not made.is_rounded and word != (None if made.outcome else made.status.shown):
            yield f"{ref}: {word} in place of {made.status}"


def list_other_means(after: Snapshot, model: RandomModel, means: Mapping[str, float | None]) -> Iterator[str]:
    """Yield where the script has another mean of a unit in a cycle than the builder."""
    for cycle in CYCLES:
        own = [after.organisation.objectives[one.ref] for one in model.objectives if one.cycle == cycle]
        made = compute_progress_mean(own, after.measures, cycle)
        said = means.get(f"company/{cycle}")
        if said != pytest.approx(made.value, abs=1e-9):
            yield f"{cycle}: {said} in place of {made.value}"


def test_a_thousand_models_are_calculated_as_the_builder_does(project):
    """Sums of sums, weights, circles, carried goals, first values, withheld numbers, dropped ones: all by chance."""
    cycle_files = {f"company/{cycle}.yml": "objectives:\n  - {id: o, title: O}\n" for cycle in CYCLES}
    base = project(cycle_files).snapshot(TODAY)
    # Nobody reports in them, and what is outdated stays so whatever is moved.
    base = replace(base, site=replace(base.site, settings=replace(base.site.settings, outdated_after_days=1000)))
    models = [RandomModel(number) for number in range(MODELS)]
    objectives = {objective.ref: objective for model in models for objective in model.objectives}
    before = measure_models(base, objectives)
    moves = [model.choose_moves() for model in models]
    after = measure_models(base, objectives | {objective.ref: objective for objective, _ in moves})
    exported = export_models(before)
    asked = [(model, moved) for model, (_, moved) in zip(models, moves, strict=True) if moved]
    rules = {
        name: getattr(base.site.settings, name) for name in ("at_risk_behind", "off_track_behind", "low_confidence")
    }
    told: list[dict[str, Any]] = run_node_script(
        "what-if-cases.js",
        [
            {"objectives": [exported[objective.ref] for objective in model.objectives], "moved": moved, "rules": rules}
            for model, moved in asked
        ],
    )
    wrong = [
        f"model {model.number}, moved {moved}: {said}"
        for (model, moved), numbers in zip(asked, told, strict=True)
        for said in (
            *list_differences(before, after, [objective.ref for objective in model.objectives], numbers["numbers"]),
            *list_other_words(after, numbers["words"]),
            *list_other_means(after, model, numbers["means"]),
        )
    ]
    assert not wrong, "\n".join(wrong[:20]) + f"\n… {len(wrong)}"
    assert_much_has_happened(before, after, asked)
    words = {word for numbers in told for word in numbers["words"].values()}
    assert {"on track", "at risk", "off track", "no data", "dropped", None} <= words


def assert_much_has_happened(
    before: Snapshot, after: Snapshot, asked: list[tuple[RandomModel, dict[str, Any]]]
) -> None:
    """Moved values reached goals above them in many models, by means as by sums: else all of this would show little."""
    own = {KeyResultRef(ref).objective for _, moved in asked for ref in moved}
    changed = [
        ref
        for ref, numbers in after.measures.objectives.items()
        if ref not in own and numbers.progress != before.measures.objectives[ref].progress
    ]
    sums = [
        ref
        for ref, numbers in after.measures.key_results.items()
        if numbers.sum and numbers.progress != before.measures.key_results[ref].progress
    ]
    assert len(changed) > MODELS / 10
    assert len(sums) > MODELS / 20
