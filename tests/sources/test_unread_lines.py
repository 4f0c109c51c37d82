"""No line that looks like a part of the format becomes text, or a part of another line, without a word about it."""

from __future__ import annotations

import pytest
from plain_trees import simplify

from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import ListNode, MapNode, Node, Scalar

HEAD = "## Open two shops\n\n- Id: shops\n- Owner: Ana\n"


def list_problems(text: str) -> list[tuple[int, str]]:
    _, problems = read_markdown("a.md", text, "cycle_file")
    return [(problem.place.line, problem.message) for problem in problems]


def list_objectives(text: str) -> list[dict[str, str]]:
    node, _ = read_markdown("a.md", text, "cycle_file")
    objectives: Node | None = node.get("objectives") if node else None
    assert isinstance(objectives, ListNode)
    return [
        {entry.key.text: entry.value.text for entry in objective if isinstance(entry.value, Scalar)}
        for objective in objectives.items
        if isinstance(objective, MapNode)
    ]


@pytest.mark.parametrize(
    ("line", "looks_like"),
    [
        ("> - Reviewer: Bo", "a field"),
        ("<li>Ambition: committed</li>", "a field"),
        ("\\- Tags: bread", "a field"),
        ("> KR: Loaves a day: 10 → 40", "a key result"),
        ("    ## Bake at night", "a heading"),
        ("<h3>Check-ins</h3>", "a heading"),
        ("\\### Check-ins", "a heading"),
        ("[x] Lease signed", "a box to tick"),
        ("`- 2026-10-12, Ana: Signed.`", "a check-in"),
        ("\\- 2026-10-12, Ana: Signed.", "a check-in"),
        ("> | Loaves a day | 10 | 40 |", "a row of a table"),
        ("│ Loaves a day │ 10 │ 40 │", "a row of a table"),
    ],
)
def test_text_that_looks_like_more_is_asked_about_at_its_line(line: str, looks_like: str) -> None:
    problems = list_problems(f"{HEAD}\nBread sells out by nine.\n\n{line}\n")
    assert [number for number, _ in problems] == [8]
    assert looks_like in problems[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "> What Bo said: we can.\n",
        "### Background\n\nNow: a word about the past. It was long.\n",
        "| City | Rain |\n| --- | --- |\n| Ghent | much |\n",
        "```\n- Owner: Ana\n```\n",
        "<!-- - Owner: Ana -->\n",
        "In 2026-10-12 terms, we are late: by a week.\n",
    ],
)
def test_text_of_its_own_is_not_asked_about(text: str) -> None:
    assert list_problems(f"{HEAD}\nBread sells out by nine.\n\n{text}") == []


@pytest.mark.parametrize(
    "title",
    ["**Bake at night**", "Bake at night", "    ## Bake at night", "> ## Bake at night", "\\## Bake at night", "＃＃ Bake at night",
     "<h2>Bake at night</h2>", "- Bake at night", "`## Bake at night`"],
)  # fmt: skip
def test_a_title_above_the_fields_of_another_objective_is_its_heading(title: str) -> None:
    text = f"{HEAD}\nBread sells out by nine.\n\n{title}\n\n- Id: night\n- Owner: Bo\n"
    assert list_objectives(text)[1] == {"title": "Bake at night", "id": "night", "owner": "Bo"}
    assert [number for number, _ in list_problems(text)] == [8]


def test_a_sentence_among_the_fields_of_one_objective_begins_no_other() -> None:
    text = "## Open two shops\n\n- Id: shops\n\nA sentence came between.\n\n- Owner: Ana\n"
    assert [objective["title"] for objective in list_objectives(text)] == ["Open two shops"]
    assert [number for number, _ in list_problems(text)] == [7]


@pytest.mark.parametrize(
    "line",
    [
        "- Reviewer: Bo- Tags: bread",
        "- Reviewer: Bo - Tags: bread",
        "- Tags: bread## Bake at night",
    ],
)
def test_a_second_line_within_one_is_asked_about(line: str) -> None:
    assert [number for number, _ in list_problems(f"{HEAD}{line}\n")] == [5]


def test_a_text_right_below_the_fields_is_asked_about() -> None:
    problems = list_problems(f"{HEAD}Bread sells out by nine.\n")
    assert problems == [(5, "This line is read as a part of the one above it.")]


@pytest.mark.parametrize("below", ["| Wheat | 1 | Bread |\n| Rye | 1 | Rolls |", "| Wheat | 1 | Bread |\nand rye"])
def test_all_that_is_left_out_below_a_field_is_asked_about(below: str) -> None:
    """Rows that are no part of the owner, nor of anything else: not only the first of them is spoken of."""
    text = f"## Open two shops\n\n- Id: shops\n- Owner: Ana\n{below}\n"
    _, problems = read_markdown("a.md", text, "cycle_file")
    assert list_objectives(text)[0]["owner"] == "Ana"
    assert [(problem.place.line, problem.place.end_line) for problem in problems] == [(5, 6)]
    assert problems[0].message.endswith("above it. So are those below.")


@pytest.mark.parametrize("box", ["(x)", "[done]", "☑", "✅", "[x", "[*]"])
def test_what_is_nearly_a_box_is_asked_about_with_the_box(box: str) -> None:
    text = f"{HEAD}\n- KR: Lease\n  - [ ] Found\n  - {box} Signed\n"
    _, problems = read_markdown("a.md", text, "cycle_file")
    assert [(problem.place.line, problem.correction) for problem in problems] == [(8, "[x]")]


@pytest.mark.parametrize("box", ["[ x ]", "[X]", "[x ]"])
def test_blanks_in_a_box_are_seen_by_nobody(box: str) -> None:
    assert list_problems(f"{HEAD}\n- KR: Lease\n  - {box} Signed\n") == []


def test_a_step_without_a_box_among_others_is_asked_about() -> None:
    problems = list_problems(f"{HEAD}\n- KR: Lease\n  - [ ] Found\n  - Signed\n")
    assert [number for number, _ in problems] == [8]


@pytest.mark.parametrize(
    "dashes", ["| — | — | — |", "| --- | --- |", "+ --- + --- + --- +", "|  |  |  |", "| === | === | === |"]
)
def test_a_line_of_dashes_is_read_however_it_is_drawn(dashes: str) -> None:
    text = f"{HEAD}\n| Key result | From | To |\n{dashes}\n| Loaves | 1 | 2 |\n"
    node, problems = read_markdown("a.md", text, "cycle_file")
    assert [(problem.place.line, problem.hint) for problem in problems] == [(7, "Write: | --- | --- | --- |")]
    (objective,) = simplify(node)["objectives"]
    assert objective["key_results"] == [{"title": "Loaves", "from": "1", "to": "2"}]


def test_a_table_without_its_line_of_dashes_is_read_and_asked_about() -> None:
    text = f"{HEAD}\n| Key result | From | To |\n| Loaves | 1 | 2 |\n"
    assert [number for number, _ in list_problems(text)] == [6]
    (objective,) = simplify(read_markdown("a.md", text, "cycle_file")[0])["objectives"]
    assert objective["key_results"] == [{"title": "Loaves", "from": "1", "to": "2"}]


@pytest.mark.parametrize(
    "text",
    ["---\nsummary: Bread.\n--\n", "---\nsummary: Bread.\n—\n", "---\nsummary: Bread.\n***\n", "summary: Bread.\n---\n",
     "+++\nsummary: Bread.\n+++\n", "***\nsummary: Bread.\n---\n"],
)  # fmt: skip
def test_front_matter_is_read_however_its_lines_are_drawn(text: str) -> None:
    node, problems = read_markdown("a.md", f"{text}\n{HEAD}", "cycle_file")
    assert node is not None and isinstance(node.get("summary"), Scalar)
    assert [problem.code for problem in problems] == ["OKR118"]


@pytest.mark.parametrize(
    ("line", "meant"),
    [("- [Reviewer]: Bo", "Reviewer: Bo"), ("- “Reviewer”: Bo", "Reviewer: Bo"), ("- Reviewer; Bo", "Reviewer: Bo"),
     ("- <b>Reviewer</b>: Bo", "Reviewer: Bo"), ("- 📌 Reviewer: Bo", "Reviewer: Bo")],
)  # fmt: skip
def test_the_name_of_a_field_that_is_not_written_as_one_is_asked_about(line: str, meant: str) -> None:
    _, problems = read_markdown("a.md", f"{HEAD}{line}\n", "cycle_file")
    assert [(problem.place.line, problem.correction) for problem in problems] == [(5, meant)]


def test_a_key_result_below_initiatives_is_asked_about() -> None:
    assert [number for number, _ in list_problems(f"{HEAD}\n### Initiatives\n\n- KR: Loaves: 1 → 2\n")] == [8]
