"""Closing an objective changes its own spans of a file and no other byte, in both spellings, however it is formatted."""

from __future__ import annotations

import re
from random import Random

import pytest
from formatted_files import FORMATS, ROOT, get_example, list_objectives, make_file, read
from generated_files import FileMaker, NoiseMaker, write_plainly
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from okrsite.editing.closings import ObjectiveClosing, plan_closing
from okrsite.editing.markdown_trials import UnwritableError
from okrsite.editing.markdown_writer import write_markdown
from okrsite.editing.meaning import normalise_prose
from okrsite.editing.read_back import drop_places
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.yaml_writer import write_yaml
from okrsite.prose import NO_PROSE
from okrsite.sources.file_parsing import parse_text
from okrsite.vocabulary import CYCLE_FILE

PATHS = {"yml": "content/teams/booking/2026-Q4.yml", "md": "content/teams/dispatch/2026-Q4.md"}
SENTENCES = ["", "We asked too late.", "Two lines\nof text.", "One.\n\n- and\n- a list", "Grade of loaves: it's late"]
GRADES = ["0.7", "1.0", "0.0", "70%", "7/10"]


def plan(path: str, text: str, closing: ObjectiveClosing) -> str:
    return plan_closing(make_file(path, text), closing, get_example().organisation, get_example().site.settings).text


def forget(objective, closing: ObjectiveClosing):
    return drop_places(
        replace(
            objective,
            decision=None if closing.decision else objective.decision,
            retrospective=NO_PROSE if closing.retrospective else objective.retrospective,
            key_results=tuple(
                replace(one, grade=None) if one.id in closing.grades else one for one in objective.key_results
            ),
        )
    )


def confirm(path: str, text: str, after: str, closing: ObjectiveClosing) -> None:
    """Confirm that a file says what a closing says, and else what it said; and that a second run changes nothing."""
    before_made, after_made = read(path, text).made, read(path, after).made
    for old, new in zip(before_made.objectives, after_made.objectives, strict=True):
        if old.id != closing.objective.id:
            assert drop_places(old) == drop_places(new)
            continue
        assert forget(old, closing) == forget(new, closing)
        assert closing.decision in ("", new.decision)
        assert normalise_prose(closing.retrospective) in ("", normalise_prose(new.retrospective.markdown))
        assert all(new.find_key_result(key).grade in (0.7, 1.0, 0.0) for key in closing.grades)
        assert plan(path, after, replace(closing, objective=new)) == after
    assert bool(re.search(r"(?<!\r)\n", after)) == ("\r\n" not in text)
    old = next(one for one in before_made.objectives if one.id == closing.objective.id)
    is_replaced = (old.decision and closing.decision) or any(old.find_key_result(key).grade for key in closing.grades)
    if not is_replaced and "null" not in text:
        assert is_subsequence("".join(text.split()), "".join(after.split()))
    new_lines = len(closing.grades) + len(closing.retrospective.splitlines()) + 6
    assert 0 <= len(after.splitlines()) - len(text.splitlines()) <= new_lines


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(sign in rest for sign in part)


@st.composite
def closings(draw, objective):
    gradable = [one for one in objective.key_results if not one.is_dropped]
    chosen = draw(st.lists(st.sampled_from(gradable), unique_by=lambda one: one.id)) if gradable else []
    sentence = draw(st.sampled_from(SENTENCES)) if not objective.retrospective else ""
    decision = draw(st.sampled_from(["", "carry on", "close", "drop"]))
    return ObjectiveClosing(objective, {one.id: draw(st.sampled_from(GRADES)) for one in chosen}, decision, sentence)


def leave_out_cells(text: str) -> str:
    """Take the pipes from both ends of the rows of Markdown tables."""
    return re.sub(r"^\| (.*?) *\|$", r"\1", text, flags=re.MULTILINE)


def empty_grades(text: str) -> str:
    """Have an empty field for what is to be filled."""
    return re.sub(r"^(    key_results:)$", r"    decision:\n\1", text, flags=re.MULTILINE)


@given(data=st.data())
@settings(max_examples=60)
def test_files_of_the_example_in_odd_formats(data):
    objective = data.draw(st.sampled_from(list_objectives()))
    path = objective.place.path
    text = (ROOT / path).read_text(encoding="utf-8")
    formats = [leave_out_cells, empty_grades, *FORMATS]
    for step in sorted(data.draw(st.lists(st.sampled_from(formats), unique=True, max_size=3)), key=formats.index)[::-1]:
        text = step(text)
    before = read(path, text)
    assume(before.made is not None and not [one for one in before.problems if one.severity == "error"])
    current = next(one for one in before.made.objectives if one.id == objective.id)
    closing = data.draw(closings(current))
    confirm(path, text, plan(path, text, closing), closing)


@pytest.mark.parametrize("spelling", ["yml", "md", "plain"])
@given(seed=st.integers(0, 2**32), noise=st.booleans(), data=st.data())
@settings(max_examples=25)
def test_generated_files_say_it_too_or_are_refused(spelling, seed, noise, data):
    """Only what can't be told apart from the words around it is refused, and hardly ever that."""
    said = write_plainly((NoiseMaker if noise else FileMaker)(Random(seed)).make_cycle_file())
    node, asked = parse_text("", said, "yml", CYCLE_FILE.name)
    assume(node is not None and not [one for one in asked if one.severity == "error"])
    try:
        texts = {"yml": lambda: write_yaml(node), "md": lambda: write_markdown(node, CYCLE_FILE), "plain": lambda: said}
        text = texts[spelling]()
    except UnwritableError:
        assume(False)
    path = PATHS["md" if spelling == "md" else "yml"]
    before = read(path, text)
    assume(before.made is not None and before.made.objectives)
    objective = data.draw(st.sampled_from(before.made.objectives))
    closing = data.draw(closings(objective))
    try:
        after = plan(path, text, closing)
    except EditRefusedError as refused:
        assert spelling == "md", (text, closing)
        assert "without changing what else" in str(refused) or noise
        return
    confirm(path, text, after, closing)
