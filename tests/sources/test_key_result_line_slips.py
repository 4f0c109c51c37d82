"""A key result's line as phones, word processors and people of other languages leave it.

Each is read as meant, or asked about at its line; and what the hint says to write is read as what was meant.
"""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.listed_problems import shorten_problems
from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.dates import parse_date
from okrsite.sources.markdown.documents import read_markdown
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


@pytest.mark.parametrize(
    "unit", ["leads by marketing", "orders by month", "visits by quarter", "tickets by maya", "hits by decoders"]
)
def test_by_whom_or_what_is_counted_is_no_deadline(project, unit):
    """`by` divides a number, and beginnings of months are in many words: the unit is as it was typed."""
    files = {"company/team.yml": "name: Company\n", "company/2026-Q4.md": f"{HEAD}- KR: Towns: 40 → 90 {unit}\n"}
    made = project(files)
    assert [problem.message for problem in made.problems() if "unit" in problem.message] == []


@pytest.mark.parametrize(("target", "asked"), [("26 districts.", True), ("26 Std.", False), ("26 districts", False)])
def test_the_full_stop_of_a_sentence_is_no_part_of_a_unit(project, target, asked):
    """With one number alone no other one shows it; a short form has a full stop of its own."""
    result = f"- KR: Districts\n  - To: {target}\n  - Sum of: children\n"
    files = {"company/team.yml": "name: Company\n", "company/2026-Q4.md": f"{HEAD}{result}"}
    said = [problem for problem in project(files).problems() if "unit" in problem.message]
    assert len(said) == asked
    assert not asked or said[0].hint.endswith("Write: - To: 26 districts")


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


@pytest.mark.parametrize(
    ("title", "hint"),
    [
        ("Parts in stock: keep >= 85%", "`- Keep: >= 85%`"),
        ("Parts in stock (mindestens >= 85%)", "`- Keep: >= 85%`"),
        ("Towns von 40 auf 90 (aktuell 62)", "Write: - KR: Towns: 40 → 90, now 62"),
        ("Villes : de 40 à 90, actuellement 62 (60%)", "Write: - KR: Villes: 40 → 90, now 62 (60%)"),
        ("Pueblos: de 40 a 90, ahora 62", "Write: - KR: Pueblos: 40 → 90, now 62"),
        ("Towns that know us: 62/90", "`… → 90, now 62`"),
        ("Towns that know us: +20%", "+20% has a start and a target"),
    ],
)
def test_numbers_that_are_words_of_a_title_are_told_as_the_cause(project, title, hint):
    files = {"company/team.yml": "name: Company\n", "company/2026-Q4.md": HEAD + f"- KR: {title}\n"}
    (problem,) = [problem for problem in project(files).problems() if problem.severity != "info"]
    assert problem.code == "OKR251"
    assert "The numbers in its title are words of it." in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("- KR: Towns: 4.000 → 9.000, now 6.200", "- KR: Towns: 4,000 → 9,000, now 6,200"),
        ("- KR: Towns: 3 → 9, now 5 (60%)\n- KR: Tea: ~3 → ~9", "- KR: Tea: 3 → 9"),
    ],
)
def test_one_slip_in_all_numbers_of_a_line_is_one_message_with_one_line(project, line, meant):
    files = {"company/team.yml": "name: Company\n", "company/2026-Q4.md": HEAD + f"{line}\n"}
    said = [problem for problem in project(files).problems() if problem.severity == "error"]
    assert len(said) > 1  # each value is left out by itself where errors are isolated
    (listed,) = shorten_problems(said)
    assert " The same holds for '" in listed.message
    assert listed.hint.endswith(f"Write: {meant}")
    mended = project(files | {"company/2026-Q4.md": HEAD + f"{meant}\n"})
    assert [problem for problem in mended.problems() if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Progress: 50%", "Progress is computed"),
        ("Team: sales", "the folder of the file"),
        ("Quarter: Q4", "the name of the file"),
    ],
)
def test_what_other_tools_ask_for_and_nobody_needs_is_no_other_field(line, said):
    text = HEAD.replace("- Owner: Ana", f"- Owner: Ana\n- {line}") + MEANT
    _, problems = read_markdown("a.md", text + "\n", CYCLE_FILE.name)
    (problem,) = add_corrected_lines(problems, text, "md")
    assert said in problem.hint
    assert "Write:" not in problem.hint


@pytest.mark.parametrize(
    "head",
    [
        "| Schlüsselergebnis | Kürzel | Verantwortlich | Von | Bis | Aktuell | Zuversicht |",
        "| Résultat clé | Id | Responsable | De | À | Actuel | Confiance |",
        "| Resultado clave | Id | Responsable | Desde | Hasta | Ahora | Confianza |",
    ],
)
def test_a_table_in_another_language_is_shown_with_the_columns_that_are_known(head):
    table = f"{head}\n| --- | --- | --- | --- | --- | --- | --- |\n| Towns | towns | Ana | 40 | 90 | 62 | 60% |\n"
    text = HEAD + table
    _, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    (problem,) = add_corrected_lines(problems, text, "md")
    meant = "| Key result | Id | Owner | From | To | Now | Confidence |"
    assert problem.hint.endswith(f"Write: {meant}")
    assert read_markdown("a.md", text.replace(head, meant), CYCLE_FILE.name)[1] == []


def test_a_text_right_below_a_table_is_no_key_result_without_a_word(project):
    table = "| Key result | From | To |\n| --- | --- | --- |\n| Towns | 40 | 90 |\n"
    text = HEAD + table + "Numbers from finance.\n"
    said = project({"company/team.yml": "name: Company\n", "company/2026-Q4.md": text}).problems()
    (problem,) = [each for each in said if each.severity != "info"]
    assert (problem.code, problem.place.line) == ("OKR120", 8)
    assert "put an empty line above it" in problem.hint


def test_a_word_in_the_place_of_a_number_takes_no_number_from_the_next_value(project):
    """The hint showed `KR1 2`, made of the 2 in `KR2`."""
    log = "\n### Check-ins\n\n- 2026-11-13, Ana: Better. KR1 sixty-two, KR2 15% (40%)\n"
    key_results = "- KR: Towns: 40 → 90\n- KR: Share: 12% → 25%\n"
    made = project({"company/team.yml": "name: Company\n", "company/2026-Q4.md": HEAD + key_results + log})
    (problem,) = [problem for problem in made.problems() if problem.severity != "info"]
    assert "KR1 2" not in problem.hint


def test_a_field_in_the_text_of_a_team_s_file_is_asked_about_once(project):
    text = "---\nname: Sales\n---\n\nlead: ana\nmission: Sell more.\n"
    made = project({"company/team.yml": "name: Company\n", "teams/sales/team.md": text})
    (problem,) = [problem for problem in made.problems() if problem.severity != "info"]
    assert problem.message == "“lead” and “mission” are fields, but stand in the text and are read as plain text."


def test_values_in_the_note_of_a_check_in_file_are_asked_about(project):
    files = {
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.md": HEAD + MEANT + "\n",
        "company/checkins/2026-11-13-ana.md": "---\nobjective: known\nby: Ana\n---\n\nFine week. KR1 64 (60%)\n",
    }
    (problem,) = [problem for problem in project(files).problems() if problem.severity != "info"]
    assert (problem.code, problem.place.path) == ("OKR118", "content/company/checkins/2026-11-13-ana.md")
    assert "`now: {KR1: 64}`" in problem.hint


@pytest.mark.parametrize("field", ["Unit: %", "Find out: true", "Commit: 50"])
def test_a_field_below_a_key_result_without_its_colon_is_asked_about(field):
    said = read(f"- KR: Plans given back\n  - {field.replace(':', '')}")[1]
    assert [hint for _, _, hint in said] == [f"Write: - {field}"]
