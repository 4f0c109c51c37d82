"""What isn't understood in Markdown is asked about: a code, a place, a sentence; and the words stay in the prose."""

from __future__ import annotations

import pytest

from okrsite.problems import Problem
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import ListNode, MapNode, Node, Scalar

HEAD = "## O\n\n- Id: o\n"


def read(text: str, record: str = "cycle_file") -> tuple[MapNode, list[Problem]]:
    node, problems = read_markdown("a.md", text, record)
    assert node is not None
    return node, problems


def objective(node: MapNode, number: int = 0) -> MapNode:
    objectives = node.get("objectives")
    assert isinstance(objectives, ListNode)
    found = objectives.items[number]
    assert isinstance(found, MapNode)
    return found


def text_of(node: Node | None) -> str:
    assert isinstance(node, Scalar)
    return node.text


def asked(text: str) -> list[tuple[str, str]]:
    """Problems of one objective as (code, what they point at)."""
    whole = HEAD + text
    lines = whole.split("\n")
    return [
        (problem.code, lines[problem.place.line - 1][problem.place.column - 1 : problem.place.end_column - 1])
        for problem in read(whole)[1]
    ]


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("- Ownr: Anna\n", "OKR118", "Ownr"),
        ("- **Contibutes to**: company/o\n", "OKR118", "Contibutes to"),
        ("- Targt: 5\n", "OKR118", "Targt"),
        ("- Target: 5\n", "OKR118", "Target"),
        ("- KR: K\n  - Targt: 5\n", "OKR118", "Targt"),
        ("- KR: K\n  - Nw: 5\n", "OKR118", "Nw"),
        ("- KR: K\n  - Ambition: committed\n", "OKR118", "Ambition"),
        ("- Owner: Anna\n  - Ben\n", "OKR118", "- Ben"),
        ("- Tags: a, b\n\n  more words\n", "OKR118", "more words"),
        ("- Contributes to:\n  - company/o\n    - Wat: z\n", "OKR118", "- Wat: z"),
        ("- Contributes to: my [goal](../company/2026.md#goal)\n", "OKR118", "my"),
        ("- Key results: none yet\n", "OKR118", "none yet"),
        ("- KR: K\n  - Levels: small\n", "OKR217", "small"),
        ("- KR: K\n  - Phases: 2026-10-31\n", "OKR217", "2026-10-31"),
        ("- Owner: Anna\n- Owner: Ben\n", "OKR104", "Owner"),
        ("- Verantwortlich: Anna\n", "OKR118", "Verantwortlich"),
        ("- Owner Anna\n", "OKR118", "Owner Anna"),
        ("- Owner = Anna\n", "OKR118", "Owner = Anna"),
        ("\nText.\n\n- Owner: Anna\n", "OKR118", "Owner"),
        ("\nKR1: K 1 → 2\nKR2: L 3 → 4\n", "OKR118", "KR1: K 1 → 2"),
        ("\n### KR1: K 1 → 2\n", "OKR119", "KR1: K 1 → 2"),
        ("\n### Objective 2: P\n\nText.\n", "OKR119", "Objective 2: P"),
        ("\n### Initiatves\n\n- [ ] a\n", "OKR118", "Initiatves"),
        ("\n## Check-ins\n\n- 2026-10-01, A: b\n", "OKR119", "## Check-ins"),
        ("\n### Log\n\n- 2026-10-01, A: b\n", "OKR118", "Log"),
        ("\n### What we heard\n\n- 2026-10-01, A: b\n", "OKR118", "What we heard"),
        ("\nText.\n\n- 2026-10-01, A: b\n", "OKR118", "2026-10-01, A: b"),
        ("\n### Oven ready\n\n- [x] Flue\n- [ ] Belt\n", "OKR118", "[x] Flue"),
        ("\n### Oven ready\n\n- Id: oven\n- Owner: Anna\n", "OKR119", "### Oven ready"),
        ("\n# Oven ready\n\n- Id: oven\n", "OKR119", "# Oven ready"),
        ("\n<!-- note to self\n\n- KR: K 1 → 2\n", "OKR120", "<!-- note to self"),
        ("\n```\nKR1: K\n", "OKR120", "```"),
        ("\n<!-- just words\n\nand more\n", "OKR118", "<!-- just words"),
        ("\n### Check-ins\n\n2026-10-12, Anna: no bullet\n", "OKR118", "2026-10-12, Anna: no bullet"),
        ("\n### Initiatives\n\nWe do this and that.\n", "OKR118", "We do this and that."),
        ("\n### Check-ins\n\n| When | Who |\n| --- | --- |\n| a | b |\n", "OKR118", "| When | Who |"),
        ("\n### Background\n\n- Owner: Anna\n", "OKR118", "Owner"),
        ("\n| KR | From | Wat |\n| --- | --- | --- |\n| a | 1 | 2 |\n", "OKR201", "Wat"),
        ("\n| KR | From | From |\n| --- | --- | --- |\n| a | 1 | 2 |\n", "OKR104", "From"),
        ("\n| KR | From |\n| --- | --- |\n| a | 1 | 2 |\n", "OKR120", "a | 1 | 2"),
        ("\n| KR | From | To |\n| --- | --- | --- |\n| a | 1 |\n", "OKR120", "a | 1"),
        ("\n| KR | From | To |\n| a | 1 | 2 |\n", "OKR118", "| KR | From | To |"),
        ("\n| KR | From | To |\n| --- | --- |\n| a | 1 | 2 |\n", "OKR118", "| --- | --- |"),
        ("\n| KR | To |\n| --- | --- |\n| a | 1 |\n\n| b | 2 |\n", "OKR120", "| b | 2 |"),
        ("\n## Only a title\n\nText.\n", "OKR119", "Only a title"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_asked_about_where_it_stands(text: str, code: str, shown: str) -> None:
    assert asked(text) == [(code, shown)]


@pytest.mark.parametrize(
    "text",
    [
        "- Owner: Anna\n- A plain bullet\n- Note to self: buy milk\n",
        "\nKR2 is the hardest of the three.\n",
        "\nSome words: and more of them.\n",
        "\n### Background\n\nText, and a list:\n\n- one\n- two\n",
        "\n### Key results\n\nMeasured by finance.\n\n- K 1 → 2\n",
        "\n| City | Rain |\n| --- | --- |\n| Ghent | much |\n",
        "\n### Retrospective\n\n- Owner: nobody\n\n| KR | x |\n| --- | --- |\n",
        "\n> What Anna said: it can be done.\n",
        "\n```\n## No objective\nKR1: K\n```\n",
        "\n<!-- Owner: Anna -->\n",
    ],
)
def test_prose_is_not_asked_about(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("- Ownr: Anna\n", "Owner"),
        ("- KR: K\n  - Targt: 5\n", "Target"),
        ("\n### Retrospectve\n\nWell.\n", "### Retrospective"),
        ("\n| KR | Form |\n| --- | --- |\n| a | 1 |\n", "From"),
    ],
)
def test_a_typing_error_is_answered_with_the_nearest_word(text: str, hint: str) -> None:
    assert hint in read(HEAD + text)[1][0].hint


def test_what_is_asked_about_stays_in_the_prose() -> None:
    node, _ = read(HEAD + "- Ownr: Anna\n- Owner: Ben\n  - Cem\n\nBecause.\n\n### Initiatives\n\nNo list.\n")
    assert text_of(objective(node).get("why")) == "- Ownr: Anna\n\n- Cem\n\nBecause."
    assert text_of(objective(node).get("notes")) == "No list."


def test_what_stands_below_a_milestone_stays_with_the_key_result() -> None:
    node, _ = read(HEAD + "- KR: K\n  - [ ] Step\n    - Due: 2026-10-01\n    - Who: Ben\n")
    results = objective(node).get("key_results")
    assert isinstance(results, ListNode) and isinstance(results.items[0], MapNode)
    assert text_of(results.items[0].get("notes")) == "- Who: Ben"


def test_key_results_above_the_first_objective_are_asked_about_and_kept() -> None:
    node, problems = read("- KR: K 1 → 2\n\n## O\n\n- Id: o\n")
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 1)]
    assert text_of(node.get("intro")) == "- KR: K 1 → 2"


def test_an_objective_as_the_title_of_its_file_is_asked_about() -> None:
    _, problems = read("# Objective 1: Grow\n\nText.\n")
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [("OKR119", 1, 3)]


def test_front_matter_that_never_ends_or_only_divides_is_asked_about() -> None:
    assert [problem.code for problem in read("---\nsummary: x\n\n## O\n- Id: o\n")[1]] == ["OKR120"]
    problems = read_markdown("a.md", "---\n## O\n---\n", "cycle_file")[1]
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR106", 2)]


def test_wrong_front_matter_is_reported_on_its_line_of_the_file() -> None:
    _, problems = read("---\nsummary: a\nsummary: b\n---\n\n## O\n- Id: o\n")
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR104", 3)]


@pytest.mark.parametrize(("text", "code"), [("", "OKR105"), (" \n\n", "OKR105"), ("<!-- later -->\n", "OKR106")])
def test_files_that_say_nothing_are_reported(text: str, code: str) -> None:
    node, problems = read_markdown("a.md", text, "cycle_file")
    assert node is None
    assert [problem.code for problem in problems] == [code]


def test_fields_in_the_text_of_a_team_are_asked_about_and_kept() -> None:
    node, problems = read("# Booking\n\n- Lead: Anna\n- Everything else\n", "team")
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 3)]
    assert "lead:" in problems[0].hint
    assert text_of(node.get("about")) == "- Lead: Anna\n- Everything else"


def test_an_ordinary_page_may_hold_any_bullets() -> None:
    assert read("# Page\n\n- Date: today\n- Title: x\n", "memo")[1] == []
