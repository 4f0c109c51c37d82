"""What is written in one spelling says what was typed in the other, whatever it is, and reads like the example."""

from __future__ import annotations

from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from generated_files import FileMaker, NoiseMaker, write_plainly
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from okrsite.editing.markdown_trials import UnwritableError
from okrsite.editing.markdown_writer import write_markdown
from okrsite.editing.meaning import read_meaning
from okrsite.editing.yaml_writer import write_yaml
from okrsite.fields import Record
from okrsite.problems import Problem
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.records import MapNode
from okrsite.vocabulary import CYCLE_FILE, TEAM

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(path for path in CONTENT.rglob("*") if path.stem == "team" or path.stem[:2] == "20")


def read(text: str, spelling: str, record: Record = CYCLE_FILE) -> tuple[MapNode, list[Problem]]:
    node, problems = parse_text("", text, "yml" if spelling == "yml" else "md", record.name)
    assert node is not None, problems
    return node, problems


def read_example(path: Path) -> tuple[MapNode, Record]:
    record = TEAM if path.stem == "team" else CYCLE_FILE
    return read(path.read_text(encoding="utf-8"), path.suffix[1:], record)[0], record


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_every_file_of_the_example_says_the_same_in_both_spellings_and_nothing_is_asked(path: Path) -> None:
    node, record = read_example(path)
    for spelling, text in (("yml", write_yaml(node)), ("md", write_markdown(node, record))):
        written, problems = read(text, spelling, record)
        assert problems == []
        assert read_meaning(written, record) == read_meaning(node, record)


def test_markdown_of_the_example_that_goes_through_yaml_is_what_it_was() -> None:
    """Only padding of tables that somebody has typed otherwise may change, and bullets that fit into a table."""
    path = CONTENT / "teams" / "customer" / "2026-Q4.md"
    typed = path.read_text(encoding="utf-8")
    node, record = read_example(path)
    through_yaml, _ = read(write_yaml(node), "yml", record)
    assert write_markdown(through_yaml, record) == typed


def test_yaml_of_the_example_that_goes_through_markdown_has_the_same_lines_but_for_a_few() -> None:
    path = CONTENT / "teams" / "academy" / "2026-Q4.yml"
    typed = path.read_text(encoding="utf-8").splitlines()
    node, record = read_example(path)
    through_markdown, _ = read(write_markdown(node, record), "md", record)
    written = write_yaml(through_markdown).splitlines()
    assert len([line for line in typed if line in written]) > len(typed) * 0.5


@settings(max_examples=40)
@given(st.integers(min_value=0, max_value=2**32))
def test_whatever_can_be_said_is_written_in_both_spellings(seed: int) -> None:
    """Files with all fields of all records, and with texts in which every sign of both spellings stands somewhere."""
    maker = FileMaker(Random(seed))
    record = TEAM if seed % 5 == 0 else CYCLE_FILE
    said = maker.make_team_file() if record is TEAM else maker.make_cycle_file()
    node, asked = read(write_plainly(said), "yml", record)
    meaning = read_meaning(node, record)
    in_yaml, problems = read(write_yaml(node), "yml", record)
    assert {problem.code for problem in problems} <= {problem.code for problem in asked}
    assert read_meaning(in_yaml, record) == meaning
    in_markdown, _ = read(write_markdown(node, record), "md", record)
    assert read_meaning(in_markdown, record) == meaning
    back, _ = read(write_yaml(in_markdown), "yml", record)
    assert read_meaning(back, record) == meaning


@settings(max_examples=15)
@given(st.integers(min_value=0, max_value=2**32))
def test_noise_is_written_as_it_is_or_not_at_all(seed: int) -> None:
    """Texts of nothing but signs: what Markdown can't say is refused with a place and a way out, never changed."""
    node, asked = parse_text("", write_plainly(NoiseMaker(Random(seed)).make_cycle_file()), "yml", "")
    assume(node is not None and not any(problem.severity == "error" for problem in asked))
    meaning = read_meaning(node, CYCLE_FILE)
    in_yaml, problems = read(write_yaml(node), "yml")
    assert {problem.code for problem in problems} <= {problem.code for problem in asked}
    assert read_meaning(in_yaml, CYCLE_FILE) == meaning
    try:
        text = write_markdown(node, CYCLE_FILE)
    except UnwritableError as error:
        assert error.hint
        return
    assert read_meaning(read(text, "md")[0], CYCLE_FILE) == meaning


def test_yaml_that_is_written_again_stays_as_it_is() -> None:
    for seed in range(1, 30):
        node, _ = read(write_plainly(FileMaker(Random(seed)).make_cycle_file()), "yml")
        text = write_yaml(node)
        assert write_yaml(read(text, "yml")[0]) == text


def test_quotes_stand_only_where_they_are_needed() -> None:
    texts = {
        "title": "Late changes, with a comma",
        "unaligned": "12: a colon, with a blank behind",
        "id": "null",
        "ambition": "#hash",
        "horizon": "18:00 is fine",
        "owner": "O'Neil",
        "reviewer": 'say "hi"',
        "status": "ends with a colon:",
    }
    node, _ = read(write_plainly(texts), "yml")
    assert write_yaml(node).splitlines() == [
        'id: "null"',
        "title: Late changes, with a comma",
        'unaligned: "12: a colon, with a blank behind"',
        'ambition: "#hash"',
        "horizon: 18:00 is fine",
        "owner: O'Neil",
        'reviewer: say "hi"',
        'status: "ends with a colon:"',
    ]


def test_a_text_that_markdown_takes_for_structure_stands_where_it_is_a_text() -> None:
    why = "Why\n\n## This is no objective\n\n- Owner: nobody"
    node, _ = read(write_plainly({"objectives": [{"title": "Grow", "id": "grow", "owner": "ana", "why": why}]}), "yml")
    assert write_markdown(node, CYCLE_FILE) == dedent(
        """\
        ## Grow

        - Id: grow
        - Owner: ana
        -    Why:

             Why

             ## This is no objective

             - Owner: nobody
        """
    )


def test_titles_that_say_more_than_their_words_are_escaped() -> None:
    titles = ["O1: Grow", "Initiatives", "Grow {#x}", "Use C #", "a *b* c"]
    said = {"objectives": [{"title": title, "id": f"o-{at}", "owner": "ana"} for at, title in enumerate(titles)]}
    node, _ = read(write_plainly(said), "yml")
    written = write_markdown(node, CYCLE_FILE)
    assert [line for line in written.splitlines() if line.startswith("##")] == [
        "## O1\\: Grow",
        "## Objective: Initiatives",
        "## Grow \\{\\#x\\}",
        "## Use C \\#",
        "## a \\*b\\* c",
    ]
