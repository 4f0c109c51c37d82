"""Values in the spellings that people bring along: read as meant, or asked about at their own line."""

from __future__ import annotations

import pytest

COMPANY = {"company/team.yml": "name: C\n"}


def write_key_result(line: str, checkin: str = "") -> dict[str, str]:
    """Return a company with one key result in a line of Markdown, and perhaps one check-in."""
    log = f"\n### Check-ins\n- {checkin}\n" if checkin else ""
    return COMPANY | {"company/2026-Q4.md": f"## A\n\n- Owner: ana\n- KR: {line}\n  - Id: calls\n{log}"}


@pytest.mark.parametrize("typed", ["(6/10)", "(60%)", "(confidence 6/10)", "(60/100)", "(0.6)"])
def test_a_confidence_in_the_line_of_a_key_result_is_read(project, typed):
    made = project(write_key_result(f"Calls 0 → 90, now 40 {typed}"))
    key_result = made.snapshot().organisation.objectives["company/2026-Q4/a"].key_results[0]
    assert (key_result.confidence, key_result.now.value) == (0.6, 40)


@pytest.mark.parametrize("typed", ["(6/10)", "(60%)", "(60/100)"])
def test_a_confidence_in_a_check_in_is_read(project, typed):
    made = project(write_key_result("Calls 0 → 90", f"2026-11-03, ana: Fine. calls 40 {typed}"))
    (checkin,) = made.snapshot().organisation.objectives["company/2026-Q4/a"].checkins
    assert checkin.confidence == {"calls": 0.6}
    assert checkin.now["calls"].value == 40


@pytest.mark.parametrize(
    "typed",
    ["3.11.2026", "2026/11/03", "Nov 3, 2026", "Tuesday, November 3, 2026", "3 November 2026", "2026-11-03T10:00"],
)
def test_the_date_of_a_check_in_is_shown_as_it_should_be(project, typed):
    made = project(write_key_result("Calls 0 → 90", f"{typed}, ana: Fine. calls 40"))
    (problem,) = (problem for problem in made.problems() if problem.severity == "error")
    assert problem.place.line == 8
    assert problem.hint.endswith("Write: - 2026-11-03, ana: Fine. calls 40")


@pytest.mark.parametrize(("typed", "meant"), [("green", "on track"), ("Amber", "at risk"), ("completed", "done")])
def test_the_status_of_a_check_in_is_asked_about(project, typed, meant):
    made = project(write_key_result("Calls 0 → 90", f"2026-11-03, ana ({typed}): Fine. calls 40"))
    (problem,) = (problem for problem in made.problems() if problem.severity == "error")
    assert problem.hint.endswith(f"Write: - 2026-11-03, ana ({meant}): Fine. calls 40")


def write_yaml(fields: str, checkin: str = "") -> dict[str, str]:
    """Return a company with one key result in YAML, in one line, and perhaps one check-in."""
    log = f"    checkins: [{checkin}]\n" if checkin else ""
    body = f"    key_results:\n      - {{id: calls, title: Calls, {fields}}}\n{log}"
    return COMPANY | {"company/2026-Q4.yml": f"objectives:\n  - title: A\n    owner: ana\n{body}"}


def list_errors(project) -> list[tuple[int, str]]:
    """Return the lines of all errors, and what is proposed there."""
    return [(problem.place.line, problem.hint) for problem in project.problems() if problem.severity == "error"]


@pytest.mark.parametrize(
    ("line", "start", "now", "target"),
    [
        ("Calls 1'500 → 2'500, now 1’750", 1500, 1750, 2500),
        ("Calls $1.5B → $2.5bn, now $1.75 billion", 1.5e9, 1.75e9, 2.5e9),
        ("Balance \u201115 → 25, now \u22125", -15, -5, 25),
        ("Calls 15 → 25, now 17 (was 16)", 15, 17, 25),
        ("Calls 15 → 25, now 17 of 25", 15, 17, 25),
        ("Calls 15 → 25, now 17/25", 15, 17, 25),
        ("Wait 1 day → 5 days, now 2 days", 1, 2, 5),
        ("Wait 15 min → 25 minutes, now 17 mins", 15, 17, 25),
        ("Known 15 percent → 25 %, now 17%", 15, 17, 25),
    ],
)
def test_numbers_in_other_spellings_are_read_in_the_line_of_a_key_result(project, line, start, now, target):
    made = project(write_key_result(line))
    assert list_errors(made) == []
    key_result = made.snapshot().organisation.objectives["company/2026-Q4/a"].key_results[0]
    assert (key_result.start.value, key_result.now.value, key_result.target.value) == (start, now, target)
    assert not any(sign.isdigit() for sign in key_result.title)


@pytest.mark.parametrize("value", ["17 of 25", "17 (was 16)", "17/25"])
def test_a_value_of_a_check_in_in_other_spellings_is_read(project, value):
    for files in (
        write_key_result("Calls 15 → 25", f"2026-11-03, ana: Fine. calls {value}"),
        write_yaml("from: 15, to: 25", f"{{date: 2026-11-03, by: ana, now: {{calls: {value}}}}}"),
    ):
        made = project(files)
        (checkin,) = made.snapshot().organisation.objectives["company/2026-Q4/a"].checkins
        assert checkin.now["calls"].value == 17
        for path in files:
            (made.root / "content" / path).unlink()


def test_a_part_of_something_else_than_the_target_is_asked_about(project):
    made = project(write_key_result("Calls 15 → 25, now 17 of 30"))
    ((line, hint),) = list_errors(made)
    assert (line, hint) == (4, "Do you mean 17 or 56.7%?")


def test_a_time_in_two_units_is_asked_about_whole(project):
    made = project(write_key_result("Wait 2m 30s → 1 minute"))
    ((line, hint),) = list_errors(made)
    assert line == 4
    assert hint.endswith("Write: - KR: Wait 2.5 minutes → 1 minute")


def test_times_in_different_units_are_asked_about_with_the_same_time_in_the_first(project):
    made = project(write_yaml("from: 2 h, to: 45 min"))
    ((_, hint),) = list_errors(made)
    assert hint == (
        "Use one unit throughout: this is 0.75 h. Write: - {id: calls, title: Calls, from: 2 h, to: 0.75 h}"
    )


def test_two_units_are_named_with_the_line_of_the_first(project):
    made = project(
        COMPANY
        | {
            "company/2026-Q4.yml": """
            objectives:
              - title: A
                owner: ana
                key_results:
                  - title: Calls
                    from: 15 calls
                    to: 25
                    now: 17 letters
            """
        }
    )
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR205")
    assert (problem.place.line, problem.message) == (8, "Here the unit is 'letters', in line 6 it is 'calls'.")


@pytest.mark.parametrize(
    ("fields", "comma", "meant"),
    [
        ("from: 0.15, to: 80%", False, "from: 15%, to: 80%"),
        ("from: 15%, to: 0.8", False, "from: 15%, to: 80%"),
        ("from: 15%, to: 80%, now: 0.255", False, "from: 15%, to: 80%, now: 25.5%"),
        ("from: 15%, to: 80%, phases: {2026-11-01: 0.3}", False, "from: 15%, to: 80%, phases: {2026-11-01: 30%}"),
        ("unit: '%', from: 15, to: 80, now: 0.3", False, "unit: '%', from: 15, to: 80, now: 30%"),
        ("from: 15%, to: 80%, now: '0,3'", True, "from: 15%, to: 80%, now: '30%'"),
        ("from: 150, to: 800, now: 1.050", False, 'from: 150, to: 800, now: "1,050"'),
        ("from: 1.500, to: 1.800", False, None),
        ("from: 150, to: 800, now: '1,050'", True, "from: 150, to: 800, now: '1.050'"),
    ],
)
def test_a_number_that_its_neighbours_make_doubtful_is_asked_about(project, fields, comma, meant):
    made = project(write_yaml(fields), decimal_comma=comma)
    errors = list_errors(made)
    assert errors
    assert all(line == 5 for line, _ in errors)
    if meant:
        ((_, hint),) = errors
        assert hint.endswith(f"Write: - {{id: calls, title: Calls, {meant}}}")


@pytest.mark.parametrize(
    "fields",
    [
        "from: 0.2%, to: 0.9%, now: 0.5",
        "from: 0.2, to: 0.9, now: 0.5",
        "from: 0, to: 40%, now: 20",
        "from: 3.25, to: 4.5, now: 3.125",
        "from: 3.1, to: 4.5, now: 4.125",
        "from: 0.200, to: 0.900",
        "from: 1000, to: 2000, now: '1,500'",
    ],
)
def test_a_number_that_its_neighbours_explain_is_read(project, fields):
    assert list_errors(project(write_yaml(fields))) == []


def test_a_value_of_a_check_in_is_compared_with_its_key_result(project):
    made = project(write_key_result("Calls 150 → 800", "2026-11-03, ana: Fine. calls 1.050"))
    ((line, hint),) = list_errors(made)
    assert (line, hint.endswith("Write: - 2026-11-03, ana: Fine. calls 1,050")) == (8, True)
    made.write(write_key_result("Known 15% → 80%", "2026-11-03, ana: Fine. calls 0.4"))
    ((line, hint),) = list_errors(made)
    assert (line, hint.endswith("Write: - 2026-11-03, ana: Fine. calls 40%")) == (8, True)


def test_a_value_of_a_kpi_is_compared_with_the_others(project):
    made = project(COMPANY | {"kpis.yml": "calls: {name: Calls, values: {2026-09-01: 950, 2026-10-01: 1.050}}\n"})
    ((_, hint),) = list_errors(made)
    assert hint.startswith("Do you mean 1,050? If it is 1.05, type it so. Write: calls: {name: Calls, values:")


@pytest.mark.parametrize(
    ("title", "mark", "meant", "rest"),
    [
        ("[DONE] Calls answered", "[DONE]", "done", "Calls answered"),
        ("Calls answered (done)", "(done)", "done", "Calls answered"),
        ("✅ Calls answered", "✅", "done", "Calls answered"),
        ("Calls answered ✔", "✔", "done", "Calls answered"),
        ("DONE: Calls answered", "DONE", "done", "Calls answered"),
        ("COMPLETED - Calls answered", "COMPLETED", "done", "Calls answered"),
        ("Calls answered [cancelled]", "[cancelled]", "dropped", "Calls answered"),
        ("[On hold] Calls answered", "[On hold]", "paused", "Calls answered"),
        ("Calls answered (at risk)", "(at risk)", "at risk", "Calls answered"),
        ("🔴 Calls answered", "🔴", "off track", "Calls answered"),
        ("Calls answered - DONE", "DONE", "done", "Calls answered"),
    ],
)
@pytest.mark.parametrize("spelling", ["md", "yml"])
def test_a_status_in_a_title_is_shown_as_the_field_that_it_is(project, title, mark, meant, rest, spelling):
    text = f"## {title}\n\n- Id: a\n- Owner: ana\n\n| Key result | Id | From | To |\n| --- | --- | --- | --- |\n| {title} | b | 0 | 9 |\n"
    field = f"`- Status: {meant}`"
    if spelling == "yml":
        text = f'objectives:\n  - id: a\n    title: "{title}"\n    owner: ana\n    key_results: [{{id: b, title: "{title}", from: 0, to: 9}}]\n'
        field = f"`status: {meant}`"
    made = project(COMPANY | {f"company/2026-Q4.{spelling}": text})
    problems = [problem for problem in made.problems() if problem.code == "OKR118"]
    assert len(problems) == 2
    for problem in problems:
        assert problem.message == f"'{mark}' in the title is read as words of it, and as no status."
        assert f"Say it in a line of its own, {field}" in problem.hint
        written = problem.hint.partition("Write: ")[2]
        assert rest in written
        assert mark not in written


@pytest.mark.parametrize(
    "title",
    [
        "Calls - ASAP",
        "Calls (green)",
        "[Berlin] Calls",
        "A: Calls",
        "ISO 27001 - Calls",
        "Done is better than perfect",
        "Calls (new)",
    ],
)
def test_other_words_of_a_title_are_no_status(project, title):
    made = project(COMPANY | {"company/2026-Q4.md": f"## {title}\n\n- Id: a\n- Owner: ana\n- KR: Calls 0 → 9\n"})
    assert "OKR118" not in made.codes()


@pytest.mark.parametrize(("title", "asked"), [("Calls #new-shops", True), ("Calls #shops", True), ("Be #1", False)])
def test_an_id_or_a_tag_at_the_end_of_a_title_is_asked_about(project, title, asked):
    made = project(COMPANY | {"company/2026-Q4.md": f"## {title}\n\n- Id: a\n- Owner: ana\n- KR: Calls 0 → 9\n"})
    assert ("OKR118" in made.codes()) == asked


@pytest.mark.parametrize(("typed", "meant"), [("2025-11-03", "2026-11-03"), ("2027-12-24", "2026-12-24")])
def test_a_check_in_of_another_year_is_shown_with_the_year_of_its_cycle(project, typed, meant):
    made = project(write_key_result("Calls 0 → 90", f"{typed}, ana: Fine. calls 40"))
    (problem,) = (problem for problem in made.problems() if problem.code in ("OKR256", "OKR261"))
    assert problem.place.line == 8
    assert problem.hint.startswith(f"Did you mean {meant}?")
    assert problem.hint.endswith(f"Write: - {meant}, ana: Fine. calls 40")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("2026-11-21", "Correct it; what it says"), ("2026-12-11", "Did you mean 2026-11-12?"), ("2026-11-20", "")],
)
def test_a_check_in_of_a_day_to_come_is_said(project, typed, hint):
    """Today is 20 November 2026."""
    for files in (
        write_key_result("Calls 0 → 90", f"{typed}, ana: Fine. calls 40"),
        write_yaml("from: 0, to: 90", f"{{date: {typed}, by: ana, now: {{calls: 40}}}}"),
    ):
        made = project(files)
        problems = [problem for problem in made.problems() if problem.code == "OKR261"]
        assert len(problems) == bool(hint)
        assert all(problem.hint.startswith(hint) for problem in problems)
        for path in files:
            (made.root / "content" / path).unlink()


@pytest.mark.parametrize(
    ("typed", "meant"), [("finished", "true"), ("✅", "true"), ("not yet", "false"), ("n", "false")]
)
def test_other_words_for_yes_and_no_are_asked_about(project, typed, meant):
    made = project(write_yaml(f"done: {typed}"))
    ((_, hint),) = list_errors(made)
    assert hint.startswith(f"Did you mean `{meant}`? Write: - {{id: calls, title: Calls, done: {meant}}}")


@pytest.mark.parametrize(
    ("fields", "meant"),
    [
        ("keep: 0.03..0.05, now: 4%", "keep: 3%..5%, now: 4%"),
        ("keep: '>= 0.95', now: 97%", "keep: '>= 95%', now: 97%"),
        ("keep: 3%..5%, now: 0.04", "keep: 3%..5%, now: 4%"),
    ],
)
def test_a_range_is_compared_with_the_value(project, fields, meant):
    ((_, hint),) = list_errors(project(write_yaml(fields)))
    assert hint.endswith(f"Write: - {{id: calls, title: Calls, {meant}}}")


@pytest.mark.parametrize("fields", ["keep: 0.3%..0.5%, now: 0.4", "keep: 0.3..0.5, now: 0.4", "keep: 3..5%, now: 4"])
def test_a_range_that_fits_the_value_is_read(project, fields):
    assert list_errors(project(write_yaml(fields))) == []


def test_a_bare_number_behind_the_numbers_of_a_key_result_is_a_confidence(project):
    ((line, hint),) = list_errors(project(write_key_result("Calls 15 → 25, now 17 (6)")))
    assert (line, hint) == (4, "Do you mean 6% or 60% (`6/10`)?")


def test_a_letter_behind_money_is_no_metre(project):
    ((_, hint),) = list_errors(project(write_key_result("Revenue €15m → €25M")))
    assert hint == "Do you mean €15M? Write: - KR: Revenue €15M → €25M"


def test_a_number_of_another_unit_counts_nowhere(project):
    made = project(write_yaml("from: 2 h, to: 45 min, now: 1 h", "{date: 2026-11-03, by: ana, now: {calls: 50 min}}"))
    objective = made.snapshot().organisation.objectives["company/2026-Q4/a"]
    assert objective.key_results[0].target is None
    assert objective.checkins[0].now == {}
    assert [problem.code for problem in made.problems() if problem.severity == "error"] == ["OKR205", "OKR205"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("~60%", "Type one number: 60%. Write: - {id: calls, title: Calls, from: 0, to: 9, confidence: 60%}"),
        ("60% (guess)", "Type one number: 60%. Write: - {id: calls, title: Calls, from: 0, to: 9, confidence: 60%}"),
        ("tbd", "Leave the field out until there is one."),
    ],
)
def test_a_confidence_with_something_around_it_is_shown_without(project, typed, hint):
    ((_, said),) = list_errors(project(write_yaml(f'from: 0, to: 9, confidence: "{typed}"')))
    assert said.replace('"', "") == hint


def test_a_value_of_a_kpi_of_a_day_to_come_is_said(project):
    """Today is 20 November 2026."""
    made = project(COMPANY | {"kpis.yml": "calls: {name: Calls, values: {2026-11-20: 9, 2026-12-20: 9}}\n"})
    assert [problem.message for problem in made.problems() if problem.code == "OKR261"] == [
        "The day of this value is still to come: 2026-12-20."
    ]


@pytest.mark.parametrize(
    ("typed", "comma"),
    [
        ("0.3: Named, 0.7: Two in three, 1.0: All, of both", False),
        ("0,3: Named, 0,7: Two in three, 1,0: All, of both", True),
        ("30%: Named, 70 %: Two in three, 100%: All, of both", False),
    ],
)
def test_grades_of_a_rubric_are_read_in_each_spelling(project, typed, comma):
    made = project(write_key_result(f"Calls 0 → 90\n  - Rubric: {typed}"), decimal_comma=comma)
    assert list_errors(made) == []
    key_result = made.snapshot().organisation.objectives["company/2026-Q4/a"].key_results[0]
    assert key_result.rubric == ((0.3, "Named"), (0.7, "Two in three"), (1.0, "All, of both"))


@pytest.mark.parametrize("share", ["40%", "4/10", "40 percent", "40 per cent", "40/100"])
def test_the_share_of_a_link_is_read_in_each_spelling(project, share):
    goal = "objectives: [{id: g, title: G, owner: ana, key_results: [{id: r, title: R, from: 0, to: 9}]}]\n"
    link = f"## A\n\n- Owner: ana\n- Contributes to: company/2026/g ({share}, because it counts)\n- KR: Calls 0 → 90\n"
    made = project(COMPANY | {"company/2026.yml": goal, "company/2026-Q4.md": link})
    (typed,) = made.snapshot().organisation.objectives["company/2026-Q4/a"].contributes_to
    assert (typed.share, typed.because) == (0.4, "it counts")


def test_interim_targets_with_days_in_words_are_asked_about_one_by_one(project):
    made = project(write_key_result("Calls 0 → 90\n  - Phases: 31 October 2026: 30, 30 November 2026: 60"))
    assert [hint.partition(". Write: ")[0] for _, hint in list_errors(made)] == [
        "Dates begin with the year: 2026-10-31",
        "Dates begin with the year: 2026-11-30",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("[bread; town]", "bread, town"),
        ("[bread. Town]", "bread, Town"),
        ("bread. Town", "bread, Town"),
        ("['bread;town', cake]", "bread, town"),
        ("bread; town", None),
        ("['bread, town']", None),
        ("[No. 5]", None),
    ],
)
def test_a_sign_that_stands_where_a_comma_parts_tags_is_asked_about(project, typed, meant):
    goal = f"objectives:\n  - id: a\n    title: Bake\n    owner: ana\n    tags: {typed}\n    key_results: [{{id: b, title: B, from: 0, to: 9}}]\n"
    hints = [
        problem.hint
        for problem in project(COMPANY | {"company/2026-Q4.yml": goal}).problems()
        if "tag" in problem.message
    ]
    assert hints == ([f"Do you mean two, with a comma: {meant}?"] if meant else [])
