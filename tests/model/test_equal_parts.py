"""Equal parts of what files say become one object, and nothing else about what they say changes."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.amounts import Quantity
from okrsite.model.equal_parts import EqualParts
from okrsite.model.kept_readings import create_decoder
from okrsite.model.objectives import KeyResult, Objective
from okrsite.problems import point_at

PATH = "content/teams/booking/2026-Q4.yml"
OBJECTIVES = [
    Objective(
        unit="booking",
        cycle="2026-Q4",
        id=key,
        title="Make booking quick",
        place=point_at(PATH, line, 3),
        places={"a field with a name of more than thirty-two letters": point_at(PATH, line + 1, 5)},
        key_results=(
            KeyResult(
                id="seconds",
                title="Seconds until booked",
                kind="reach",
                place=point_at(PATH, line + 2, 7),
                places={},
                weight=1.5,
                start=Quantity(-0.0, "seconds", "-0"),
                target=Quantity(0.0, "seconds", "0"),
                due=date(2026, 12, 1),
            ),
        ),
    )
    for line, key in ((1, "quick"), (9, "quicker"))
]


def decode_objectives() -> list[Objective]:
    """Return the objectives as they come out of a line of a cache: nothing of them is shared."""
    return create_decoder(list[Objective]).decode(msgspec.json.encode(OBJECTIVES, enc_hook=str))


def test_equal_texts_numbers_and_days_are_one_object():
    first, second = objectives = decode_objectives()
    EqualParts().share(objectives)
    assert first.title is second.title
    assert first.place.path is second.key_results[0].place.path
    assert next(iter(first.places)) is next(iter(second.places))
    assert next(iter(first.places.values())).path is first.place.path
    assert first.key_results[0].weight is second.key_results[0].weight
    assert first.key_results[0].due is second.key_results[0].due
    assert first.audience is second.key_results[0].audience
    assert first.ref is not second.ref


def test_what_is_said_stays_the_same():
    """Zero keeps its sign, too: it is equal to minus zero, and printed otherwise."""
    objectives = decode_objectives()
    EqualParts().share(objectives)
    assert objectives == OBJECTIVES
    assert msgspec.json.encode(objectives, enc_hook=str) == msgspec.json.encode(OBJECTIVES, enc_hook=str)


def test_parts_of_one_value_are_known_to_the_next():
    parts, first, second = EqualParts(), decode_objectives(), decode_objectives()
    parts.share(first)
    parts.share(second)
    assert first[0].title is second[1].title
