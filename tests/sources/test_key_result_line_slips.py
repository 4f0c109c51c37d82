"""A key result's line as phones, word processors and people of other languages leave it.

Each is read as meant, or asked about at its line; and what the hint says to write is read as what was meant.
"""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.dates import parse_date
from okrsite.sources.markdown import read_markdown
from okrsite.sources.misreads import Misread
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.vocabulary import CYCLE_FILE

HEAD = "## Known in every town {#known}\n\n- Owner: Ana\n\n"
MEANT = "- KR: Towns that know us: 40 → 90, now 62 (60%)"
REST = "\n- KR: Papers: 0 → 30\n"


def simplify(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MapNode):
        return {entry.key.text: simplify(entry.value) for entry in node}
    return [simplify(item) for item in node.items] if node is not None else None


def read(line: str) -> tuple[object, list[tuple[str, str, str]]]:
    """Return the objective that holds a line, and what is said of it: code, message, hint."""
    text = HEAD + line + REST
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    said = [(problem.code, problem.message, problem.hint) for problem in add_corrected_lines(problems, text, "md")]
    return simplify(node), said


@pytest.mark.parametrize(
    "line",
    [
        "- KR: Towns that know us: 40 —> 90, now 62 (60%)",
        "- KR: Towns that know us: 40 –> 90, now 62 (60%)",
        "- KR: Towns that know us: 40 \\-> 90, now 62 (60%)",
        "- KR: Towns that know us: 40 &rarr; 90, now 62 (60%)",
        "-\tKR:\tTowns that know us:\t40\t→\t90, now 62 (60%)",
    ],
)
def test_what_can_mean_one_thing_only_is_read(line):
    assert read(line) == read(MEANT)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("- Towns that know us: 40 → 90, now 62 (60%)", "doesn't begin with"),
        ("- 🎯 KR: Towns that know us: 40 → 90, now 62 (60%)", "doesn't begin with"),
        ("- Schlüsselergebnis: Towns that know us: 40 → 90, now 62 (60%)", "doesn't begin with"),
        ("- Résultat clé 1 : Towns that know us: 40 → 90, now 62 (60%)", "doesn't begin with"),
        ("- RC1 : Towns that know us: 40 → 90, now 62 (60%)", "doesn't begin with"),
        ("- Resultado clave: Towns that know us: 40 → 90, now 62 (60%)", "doesn't begin with"),
        ("- SE 2: Towns that know us: 40 → 90, now 62 (60%)", "doesn't begin with"),
        ("- ~~KR: Towns that know us: 40 → 90, now 62 (60%)~~", "doesn't begin with"),
        ("\n> - KR: Towns that know us: 40 → 90, now 62 (60%)\n", "nothing makes it one"),
        ("\n.. KR: Towns that know us: 40 → 90, now 62 (60%)\n", "nothing makes it one"),
        ("\n** KR: Towns that know us: 40 → 90, now 62 (60%)\n", "nothing makes it one"),
        ("\n# KR: Towns that know us: 40 → 90, now 62 (60%)\n", "is a heading"),
        ("\n## KR: Towns that know us: 40 → 90, now 62 (60%)\n", "is a heading"),
        ("- KR: Towns that know us: 40 → 90, now 62 (60%) – Jo Keller", "“Jo Keller” behind the numbers"),
        ("- KR: Towns that know us: 40 → 90, now 62 (60%) @jo", "“@jo” behind the numbers"),
        ("- KR: Towns that know us: 40 → 90, now 62 (60%) 🟡", "“🟡” behind the numbers"),
        ("- KR: Towns that know us: 40 → 90, now 62 (60%)\\", "behind the numbers"),
        ("- KR: Towns that know us: 40 → 90, now 62 (Jo Keller, 60%)", "“Jo Keller” beside the confidence"),
    ],
)
def test_what_is_asked_about_is_asked_once_and_the_line_that_is_shown_is_what_was_meant(line, word):
    _, said = read(line)
    ((_, message, hint),) = said
    assert word in message
    assert hint.endswith(f"Write: {MEANT}")


def test_no_other_key_result_goes_with_a_heading_in_the_place_of_one():
    """`## KR: …` was an objective of its own, which took all below it along."""
    node, _ = read("\n## KR: Towns that know us: 40 → 90, now 62 (60%)\n")
    assert isinstance(node, dict)
    (objective,) = node["objectives"]
    assert [each["title"] for each in objective["key_results"]] == ["Papers"]


def test_a_deadline_behind_a_number_is_no_unit_of_measure(project):
    files = {
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.md": HEAD
        + "- KR: Towns: 40 → 90 by end of December\n- KR: Papers: 3 → 9 bis Ende November\n- KR: Tickets: 5 → 9 by phone\n",
    }
    said = [problem for problem in project(files).problems() if problem.severity != "info"]
    assert [problem.message for problem in said] == [
        "“by end of December” behind the number is read as its unit of measure.",
        "“bis Ende November” behind the number is read as its unit of measure.",
    ]
    assert said[0].hint.endswith("Write: - KR: Towns: 40 → 90")


def test_a_share_among_plain_numbers_may_be_the_share_of_the_way(project):
    log = "\n### Check-ins\n\n- 2026-10-16, Ana: Slow. towns 45\n- 2026-11-13, Ana: Better. towns 44%\n"
    files = {
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.md": HEAD + "- KR: Towns: 40 → 90 {#towns}\n" + log,
    }
    (problem,) = [problem for problem in project(files).problems() if problem.severity == "error"]
    assert (problem.code, problem.place.line) == ("OKR205", 10)
    log = log.replace("45", "45%")
    assert [
        problem
        for problem in project(
            files | {"company/2026-Q4.md": HEAD + "- KR: Towns: 40 → 90 {#towns}\n" + log}
        ).problems()
        if problem.severity == "error"
    ] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("13.11.", "2026-11-13"),
        ("13 Nov", "2026-11-13"),
        ("13. November", "2026-11-13"),
        ("Fr, 13.11.", "2026-11-13"),
        ("vendredi 13 novembre 2026", "2026-11-13"),
        ("13 de noviembre de 2026", "2026-11-13"),
        ("le 13/11/2026", "2026-11-13"),
        ("8. Januar 2027", "2027-01-08"),
        ("11/12", None),
        ("KW 46", None),
    ],
)
def test_days_of_other_languages_and_without_a_year_are_shown_as_they_should_be(typed, meant):
    read = parse_date(typed, (date(2026, 10, 1), date(2026, 12, 31)))
    assert isinstance(read, Misread)
    assert read.correction == meant


@pytest.mark.parametrize(
    ("heading", "hint"),
    [
        ("## Known {#known}", ""),
        ("## Known { #known }", ""),
        ("## Known {: #known}", ""),
        ("## Known (#known)", "Write: ## Known {#known}"),
        ("## Known [#known]", "Write: ## Known {#known}"),
        ("## Known {known}", "Write: ## Known {#known}"),
    ],
)
def test_an_id_behind_a_title_is_read_or_asked_about(project, heading, hint):
    text = f"{heading}\n\n- Owner: Ana\n- KR: Towns: 40 → 90\n"
    made = project({"company/team.yml": "name: Company\n", "company/2026-Q4.md": text})
    said = [problem.hint for problem in made.problems() if problem.severity != "info"]
    assert [each[each.index("Write") :] for each in said] == ([hint] if hint else [])
    if not hint:
        assert [objective.id for objective in made.snapshot().organisation.objectives.values()] == ["known"]


def test_a_break_in_a_cell_parts_two_words(project):
    table = "| Key result | From | To |\n| --- | --- | --- |\n| Cost of a<br>customer | 9 | 4 |\n"
    made = project({"company/team.yml": "name: Company\n", "company/2026-Q4.md": HEAD + table})
    (objective,) = made.snapshot().organisation.objectives.values()
    assert objective.key_results[0].title == "Cost of a customer"
