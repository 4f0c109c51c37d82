"""Documents that nobody wrote in good faith: nothing crashes, no line is lost in silence, no title becomes a field."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from project_tree import TODAY

from okrsite.editing.new_objectives import write_new_file
from okrsite.editing.record_nodes import get_text, list_records
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.documents import read_document
from okrsite.importing.found import FoundKeyResult, FoundObjective
from okrsite.importing.nodes import IdMaker, NodeMaker, clean_words
from okrsite.model.cycles import resolve_cycle
from okrsite.settings import Settings
from okrsite.sources.file_parsing import parse_text
from okrsite.vocabulary import CYCLE_FILE, KEY_RESULT, OBJECTIVE

PIECES = (
    "# OKRs Q3 2024", "## Objective 1: A", "## O2 B", "### Key Results", "- KR1: x => 80%", "    - KR: y → z", "* CEO: Grow", "  * CMO: More => Done",
    "1. **Sales: Win**", "   1. Sales KR: a", "| Objective | Key Result | Score |", "|---|---|---|", "| a | b | 0.7 |", "|  | c<br>d | 75% |", "**Owner:** @ana",
    "- [x] done", "<details>", "<summary>s</summary>", "</details>", "{:.no_toc}", "> quote", "```", "---", "Objective: X\\", "KR: Y", "<table><tr><td rowspan=99999>a", "[a]: b",
    "\t- deep", "Ziel 1: Wachsen", "{% raw %}", "(Owner: )", "=> => =>", "from to", "[]", "[P0] [P0]", "****", "0.7", "100%",
)  # fmt: skip
lines = st.sampled_from(PIECES) | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
documents = st.lists(st.tuples(st.integers(0, 8), lines), max_size=25).map(
    lambda parts: "\n".join(" " * indent + line for indent, line in parts)
)


@settings(max_examples=150)
@given(documents)
@example("# OKRs Q3 2024\n[P0] [P0]\n- KR1: x => 80%")  # a gap where an objective would stand
def test_whatever_a_document_holds_each_of_its_lines_has_a_fate(text):
    found = read_document("teams/booking/goals.md", text)
    told = {fate.line for _, fate in found.fates}
    plain = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [number for number, line in enumerate(plain, 1) if line.strip() and number not in told] == []
    assert all(one.parent is None or one.parent < len(found.objectives) for one in found.objectives)
    assert all(one.title.strip() for one in found.objectives)


def test_deep_nesting_and_long_lines_cost_little():
    """Lists in lists, quotes in quotes, and a line of a megabyte: read, or cut with a word about it."""
    deep = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(400))
    assert read_document("a.md", f"# OKRs Q1 2024\n\n{deep}").fates
    assert read_document("a.md", ">" * 5000 + " x").fates
    found = read_document("a.md", "# OKRs Q1 2024\n\n## Objective: " + "word " * 200_000)
    assert any("characters" in problem.message for problem in found.problems)


def test_a_row_of_numbers_that_no_number_ends_costs_little():
    """Whether a title only names key results was tried again for each blank in it, twice as long for each of them."""
    words = f"KR1{', 1' * 200} and more"
    (goal,) = read_document("a.md", f"# OKRs Q1 2024\n\n## Objective: Grow\n\n- KR1: {words}\n").objectives
    assert len(goal.key_results) == 1


texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
markup = st.sampled_from(
    [
        "[x](y)",
        "<script>alert(1)</script>",
        "| a |",
        "# h",
        "- KR: x",
        "`",
        "**",
        "&amp;",
        "{{x}}",
        "---",
        "'",
        '"',
        "%",
        "@a",
    ]
)
titles = st.lists(texts | markup, min_size=1, max_size=2).map(" ".join).filter(lambda text: text.strip())


def clean(title: str) -> str:
    return clean_words(title) or "Without a title"


@settings(max_examples=12)
@given(st.lists(st.tuples(titles, titles, titles), min_size=1, max_size=2), st.sampled_from(["md", "yml"]))
def test_hostile_titles_and_notes_come_back_as_they_were(goals, spelling):
    """Whatever a document holds, the file says it and nothing else: no field, objective or link comes out of a title."""
    cycle = resolve_cycle("2026-Q4", Settings())
    maker = NodeMaker((), TODAY, decimal_comma=False)
    ids = IdMaker("objective")
    nodes = [
        maker.make_objective(
            FoundObjective(title, 1, key_results=(FoundKeyResult(result, 2, notes=(note,)),), notes=(note,)),
            ids.make_id(title),
            cycle,
            "",
        )
        for title, result, note in goals
    ]
    try:
        text = write_new_file(nodes, {}, spelling)
    except EditRefusedError:
        assert spelling == "md"  # the import writes YAML then
        return
    root, _ = parse_text("", text, spelling, CYCLE_FILE.name)
    objectives = list_records(root, CYCLE_FILE.OBJECTIVES)
    assert [get_text(one, OBJECTIVE.TITLE) for one in objectives] == [clean(title) for title, _, _ in goals]
    results = [list_records(one, OBJECTIVE.KEY_RESULTS) for one in objectives]
    assert [[get_text(one, KEY_RESULT.TITLE) for one in each] for each in results] == [
        [clean(result)] for _, result, _ in goals
    ]
