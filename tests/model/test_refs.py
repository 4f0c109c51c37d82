"""References as types: texts that know their parts."""

from __future__ import annotations

import pickle

from msgspec.structs import replace

from okrsite.model.objectives import Objective
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.problems import Place

REF = ObjectiveRef.create("marketing", "2026-Q4", "grow")


def test_a_reference_knows_its_parts() -> None:
    assert (REF.unit, REF.cycle, REF.id) == ("marketing", "2026-Q4", "grow")
    trials = REF.make_key_result_ref("trials")
    assert isinstance(trials, KeyResultRef)
    assert (trials.objective, trials.id) == (REF, "trials")


def test_it_prints_and_serves_as_a_key_like_its_text() -> None:
    assert f"{REF}" == "marketing/2026-Q4/grow"
    assert f"{REF.make_key_result_ref('trials')}" == "marketing/2026-Q4/grow#trials"
    assert {REF: 1}[ObjectiveRef.create("marketing", "2026-Q4", "grow")] == 1


def test_the_end_of_a_link_is_the_key_result_if_there_is_one() -> None:
    assert REF.make_end_ref(None) is REF
    assert REF.make_end_ref("trials") == REF.make_key_result_ref("trials")


def test_an_objective_that_is_copied_under_another_id_has_another_reference() -> None:
    objective = Objective("marketing", "2026-Q4", "grow", "Grow", Place("content/a.yml"), {})
    assert objective.ref == REF
    assert replace(objective, id="shrink").ref == ObjectiveRef.create("marketing", "2026-Q4", "shrink")


def test_it_survives_being_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(REF))
    assert isinstance(again, ObjectiveRef) and again == REF
