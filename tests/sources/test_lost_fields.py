"""Fields and bullets of Markdown that are typed a little beside the format: read as meant, or asked about at their line."""

from __future__ import annotations

import pytest
from plain_trees import simplify

from okrsite.problems import Problem
from okrsite.sources.markdown.documents import read_markdown
from okrsite.vocabulary import CYCLE_FILE


def read(text: str) -> tuple[dict[str, object], list[Problem]]:
    """Return the objective of a file, and what is wrong with it."""
    node, problems = read_markdown("teams/ferry/2026-Q4.md", text, CYCLE_FILE.name)
    assert node is not None
    return simplify(node)["objectives"][0], problems


def write(field: str = "- Owner: Juno", below: str = "  - Id: trips", checkin: str = "") -> str:
    checkins = f"\n### Check-ins\n\n{checkin}\n- 2026-10-19, Juno: Sun.\n" if checkin else ""
    return f"## Sail\n\n- Id: sail\n{field}\n\nThe river.\n\n- KR: Trips: 4 → 9\n{below}\n{checkins}"


@pytest.mark.parametrize(
    ("below", "meant"),
    [
        ("  - Status quo: 5", "Now"), ("  - Supports goal: company/river#trips", "Contributes to"), ("  - Slug: trips", "Id"), ("  - Key: trips", "Id"), ("  - Kürzel: trips", "Id"), ("  - Deadline: 2026-12-01", "Due"),
        ("  - Ist: 5", "Now"), ("  - Zielwert: 9", "To"), ("  - Score: 0.7", "Grade"), ("  - Einheit: trips", "Unit"),
        ("  - Zuversicht: 50%", "Confidence"), ("  - Steps: 2026-10-31: 5", "Phases"), ("  - Sum: children", "Sum of"), ("  - Zahlt ein auf: company/river#trips", "Contributes to"),
    ],
)  # fmt: skip
def test_another_word_for_a_field_below_a_key_result(below: str, meant: str) -> None:
    _, problems = read(write(below=below))
    assert [(problem.code, problem.place.line, problem.correction) for problem in problems] == [("OKR118", 9, meant)]


@pytest.mark.parametrize(
    ("below", "correction"),
    [
        ("  - Id trips", "Id: trips"), ("  - **Grade** 0.7", "Grade: 0.7"), ("  - Now 5 trips", "Now: 5 trips"),
        ("  - Due 2026-12-01", "Due: 2026-12-01"), ("  - Owner Juno Park", "Owner: Juno Park"), ("  - To €9", "To: €9"),
        ("  - Contributes to company/river#trips", "Contributes to: company/river#trips"), ("  - Owner (R): Juno", "Owner: Juno"),
        ("  - Owner/DRI: Juno", "Owner: Juno"), ("  - Supports company/river#trips", "Supports: company/river#trips"),
        ("  - Phases 2026-10-31: 5, 2026-11-30: 7", "Phases: 2026-10-31: 5, 2026-11-30: 7"),
        ("  - Sum of children", "Sum of: children"), ("  - Keep <= 12", "Keep: <= 12"), ("  - Keep 4..9 trips", "Keep: 4..9 trips"),
    ],
)  # fmt: skip
def test_a_field_below_a_key_result_without_its_colon(below: str, correction: str) -> None:
    _, problems = read(write(below=below))
    assert [(problem.place.line, problem.correction) for problem in problems] == [(9, correction)]


@pytest.mark.parametrize(
    "below",
    ["  - Due diligence of both boats", "  - Now hiring", "  - From scratch", "  - To do", "  - Owner of both boats sails",
     "  - Keep calm", "  - Method: we count each evening", "  - Source: the harbour master"],
)  # fmt: skip
def test_notes_below_a_key_result_stay_notes(below: str) -> None:
    objective, problems = read(write(below=f"  - Id: trips\n{below}"))
    assert objective["key_results"][0]["notes"] == below.strip()
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("- Owner(s): Juno", "owner", "Juno"), ("- Owner: : Juno", "owner", "Juno"), ("-\tOwner: Juno", "owner", "Juno"),
        ("-- Owner: Juno", "owner", "Juno"), ("- Tags: river, boats:", "tags", ["river", "boats"]),
        ("- Tags: :tada:, boats", "tags", [":tada:", "boats"]),
    ],
)  # fmt: skip
def test_a_field_that_can_mean_one_thing_only(typed: str, name: str, value: object) -> None:
    objective, problems = read(write(field=typed))
    assert (objective[name], problems) == (value, [])


def test_values_below_a_dash_with_a_tab_are_its_values() -> None:
    objective, problems = read(write(field="-\tBlockers:\n  - rain\n  - wind"))
    assert (objective["blockers"], problems) == (["rain", "wind"], [])


@pytest.mark.parametrize("line", ["-2026-10-12, Juno: Rain.", "-- 2026-10-12, Juno: Rain."])
def test_a_checkin_behind_another_dash(line: str) -> None:
    objective, problems = read(write(checkin=line))
    assert (objective["checkins"][0], problems) == ({"date": "2026-10-12", "by": "Juno", "note": "Rain."}, [])


@pytest.mark.parametrize("signs", ["1. ", " - ", "  - ", "   - ", "\u00a0- ", "2) "])
def test_a_key_result_to_the_right_of_its_place_or_with_a_number(signs: str) -> None:
    objective, problems = read(write().replace("- KR: Trips", f"{signs}KR: Trips"))
    [key_result] = objective["key_results"]
    assert (key_result, problems) == ({"title": "Trips", "from": "4", "to": "9", "id": "trips"}, [])


def test_a_key_result_indented_below_another_one_is_asked_about() -> None:
    objective, problems = read(write(below="  - Id: trips\n  - [x] KR: Boats painted\n  - KR: Crews 1 → 2"))
    assert [problem.place.line for problem in problems] == [10, 11]
    assert list(objective["key_results"][0]) == ["title", "from", "to", "id", "notes"]


def test_a_signature_is_no_bullet() -> None:
    objective, problems = read(write().replace("The river.", "The river.\n\n-- Juno"))
    assert (objective["why"], problems) == ("The river.\n\n-- Juno", [])


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("- Owner (R): Juno", "Owner: Juno"),
        ("- Notes & decisions: we move to Berlin", None),
        ("- Status & risks: low", None),
    ],
)
def test_a_field_is_shown_without_what_stands_beside_its_name_only_where_that_says_nothing(line, written):
    _, problems = read_markdown("a.md", f"## Bake\n\n- Owner: lotte\n{line}\n", "cycle_file")
    assert [(problem.place.line, problem.correction) for problem in problems] == [(4, written)]


def test_a_sentence_that_begins_with_the_name_of_a_field_is_not_cut():
    for line in ("- Owner (interim) for now is Bob: yes", "- Supports (a lot of) teams: yes"):
        _, problems = read_markdown("a.md", f"## Bake\n\n- Owner: lotte\n{line}\n", "cycle_file")
        assert all((problem.correction or "").partition(": ")[2] != "yes" for problem in problems)


def test_an_example_of_front_matter_in_code_is_a_part_of_the_text():
    text = "# How we write memos\n\nLike this:\n\n```\n---\ntitle: My memo\nvisibility: draft\n---\n```\n"
    for record in ("memo", "team", "cycle_file"):
        _, problems = read_markdown("a.md", text, record)
        assert "OKR120" not in [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("below", "correction"),
    [
        ("  - Id\ttrips", "Id: trips"), ("  - Phases\t 2026-10-31: 5", "Phases: 2026-10-31: 5"),
        ("  - Now\t commit", "Now: commit"),
    ],
)  # fmt: skip
def test_a_tab_in_place_of_the_colon_below_a_key_result(below: str, correction: str) -> None:
    _, problems = read(write(below=below))
    assert [(problem.place.line, problem.correction) for problem in problems] == [(9, correction)]


@pytest.mark.parametrize("sign", ["\t ", " "])
def test_a_link_without_a_colon_before_it(sign: str) -> None:
    _, problems = read(write(field=f"- Contributes to{sign}[Sail far](2026.md#far)"))
    assert [(problem.place.line, problem.correction) for problem in problems] == [
        (4, "Contributes to: [Sail far](2026.md#far)")
    ]


@pytest.mark.parametrize(("label", "meant"), [("PKI", "KPI"), ("KIP", "KPI"), ("Deu", "Due")])
def test_two_letters_of_a_short_name_are_swapped(label: str, meant: str) -> None:
    _, problems = read(write(below=f"  - {label}: x"))
    assert [(problem.place.line, problem.correction) for problem in problems] == [(9, meant)]


@pytest.mark.parametrize("sign", ["o", "\\-", "\\*"])
def test_a_sign_that_a_word_processor_makes_of_a_bullet(sign: str) -> None:
    text = write(field=f"- Blockers:\n  - No wind\n  {sign} No boats at all")
    _, problems = read(text)
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 6)]


def test_a_field_of_an_initiative_beside_it() -> None:
    text = f"{write()}\n### Initiatives\n\n- [ ] Paint the boats\n- Status: doing\n- [x] Oars\n"
    _, problems = read(text)
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 14)]
    assert "in line 13" in problems[0].message


@pytest.mark.parametrize("indent", ["  ", "   "])
def test_the_first_initiative_or_checkin_further_right_than_the_others(indent: str) -> None:
    text = f"{write()}\n### Initiatives\n\n{indent}- [ ] Paint\n  - Status: doing\n- [x] Oars\n"
    text += f"\n### Check-ins\n\n{indent}- 2026-10-12, Juno: Fog.\n  - Audience: internal\n- 2026-10-19, Juno: Sun.\n"
    objective, problems = read(text)
    assert problems == []
    assert [initiative["status"] for initiative in objective["initiatives"]] == ["doing", "done"]
    assert [checkin.get("audience") for checkin in objective["checkins"]] == ["internal", None]


def test_a_list_that_stands_further_right_as_a_whole_is_one() -> None:
    text = f"{write()}\n### Initiatives\n\n  - [ ] Paint\n  - [x] Oars\n    - Status: dropped\n"
    objective, problems = read(text)
    assert problems == []
    assert [initiative["status"] for initiative in objective["initiatives"]] == ["todo", "dropped"]


@pytest.mark.parametrize(
    "status",
    ["<b>at risk</b>", "**at risk**", "at risk<!-- new -->", '<span style="x">at risk</span>', "&nbsp;at risk"],
)
def test_a_status_that_was_pasted_is_read(status: str) -> None:
    objective, problems = read(write(checkin=f"- 2026-10-12, Juno ({status}): Fog."))
    assert problems == []
    assert "at risk" in str(objective["checkins"][0]["status"])


@pytest.mark.parametrize("status", ["internally", "very late", "verbindlich", "paused since May"])
def test_words_in_the_place_of_a_status_are_asked_about(status: str) -> None:
    _, problems = read(write(checkin=f"- 2026-10-12, Juno ({status}): Fog."))
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 13)]


def test_a_team_behind_the_author_of_a_checkin_is_no_status() -> None:
    assert read(write(checkin="- 2026-10-12, Juno (Ferry): Fog."))[1] == []


def test_a_reason_without_a_colon_before_it() -> None:
    _, problems = read(write(field="- Unaligned It moves no number of ours, and is owed to everybody who sails."))
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 4)]


def test_a_sentence_with_a_link_behind_the_name_of_a_field_is_one() -> None:
    assert read(write(field="- Supports [all boats](boats.md) with sails\n- Owner: Juno"))[1] == []


def test_the_rest_of_a_row_that_begins_like_a_quotation() -> None:
    rows = "| Key result | Id | KPI | Keep | Confidence |\n| --- | --- | --- | --- | --- |\n| Up | up | up |\n>= 99% | 80% |\n"
    _, problems = read(f"## Sail\n\n- Id: sail\n\n{rows}| Trips | trips | trips | | 50% |\n")
    assert ("OKR118", 8) in [(problem.code, problem.place.line) for problem in problems]


@pytest.mark.parametrize(
    ("checkin", "asked"),
    [
        ("- 2026-10-12: Jonas: Fog.", True),
        ("- 2026-10-12: Jonas Berg: Fog.", True),
        ("- 2026-10-12: Update: Fog.", False),
        ("- 2026-10-12: aron (at risk): Fog.", True),
        ("- 2026-10-12: fog: none.", False),
        ("- 2026-10-12, chloe Four boats. trips 5 (60%)", True),
        ("- 2026-10-12: fog Lifted at ten.", False),
        ("- 2026-10-12, aron (at risk) Fog.", True),
        ("- 22. More boats sail. trips 5 (60%)", True),
        ("- 2026-10-12, fog (no wind) all day.", False),
    ],
)
def test_an_author_without_a_sign_of_one(checkin: str, asked: bool) -> None:
    _, problems = read(write(checkin=checkin))
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 13)] * asked


def test_a_heading_in_html_below_a_retrospective() -> None:
    text = f"{write()}\n### Retrospective\n\nIt rained.\n\n<div>\n## Row\n\n- Id: row\n- Owner: Juno\n"
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    assert node is not None
    assert ("OKR118", text.split("\n").index("<div>") + 1) in [
        (problem.code, problem.place.line) for problem in problems
    ]


@pytest.mark.parametrize("sign", ["", "o ", "\\- "])
def test_a_key_result_among_others_without_its_dash_is_one(sign: str) -> None:
    objective, problems = read(write(below=f"  - Id: trips\n{sign}KR: Boats: 1 → 3\n  - Id: boats"))
    assert problems == []
    assert [result["id"] for result in objective["key_results"]] == ["trips", "boats"]
    assert [result["title"] for result in objective["key_results"]] == ["Trips", "Boats"]


def test_a_field_with_its_values_below_at_the_end_of_another() -> None:
    _, problems = read(write(field="- Inform: region-south- Blockers:\n  - No wind"))
    assert [problem.place.line for problem in problems][:1] == [4]


@pytest.mark.parametrize(("line", "asked"), [("  No boats", 1), ("    No boats", 0), ("  and no boats", 0)])
def test_a_value_in_the_column_of_the_others_without_its_dash(line: str, asked: int) -> None:
    _, problems = read(write(field=f"- Blockers:\n  - No wind\n{line}"))
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", 6)] * asked


@pytest.mark.parametrize("sign", ["  - ", "    - ", "\t- "])
def test_what_follows_a_key_result_that_is_indented_too_far_is_not_the_one_above(sign: str) -> None:
    objective, problems = read(write(below=f"  - Id: trips\n{sign}KR: Crews 1 → 2\n  - Id: crews\n  - Weight: 2"))
    assert [problem.code for problem in problems] == ["OKR118"]
    (trips,) = objective["key_results"]
    assert trips["id"] == "trips" and "weight" not in trips


@pytest.mark.parametrize(
    "head", ["KR: Crews 1 → 2", "**KR:** Crews 1 → 2", "### KR: Crews 1 → 2", "      - KR: Crews 1 → 2"]
)
def test_the_fields_of_a_key_result_that_is_text_begin_no_objective(head: str) -> None:
    text = f"## Sail\n\n- Id: sail\n- Owner: Ana\n\nWind.\n\n{head}\n  - Id: crews\n  - Owner: Bo\n"
    objective, problems = read(text)
    assert [problem.place.line for problem in problems] == [8]
    assert objective["owner"] == "Ana" and "crews" in str(objective)


def test_a_bold_key_result_among_others_is_one() -> None:
    objective, problems = read(write(below="  - Id: trips\n**KR:** Crews 1 → 2\n  - Id: crews"))
    assert ([result["id"] for result in objective["key_results"]], problems) == (["trips", "crews"], [])


def test_two_columns_of_one_name_are_told_once_and_neither_counts() -> None:
    table = "| To | Id | From | To |\n| --- | --- | --- | --- |\n| Boats | boats | 1 | 9 |\n"
    objective, problems = read(f"## Sail\n\n- Id: sail\n- Owner: Ana\n\n{table}")
    assert [problem.code for problem in problems] == ["OKR104"]
    assert objective["key_results"] == [{"title": "Boats", "id": "boats", "from": "1"}]


@pytest.mark.parametrize(
    ("below", "line", "says"),
    [
        ("  Coaches are paid, as planned\n", 5, "This line has no dash"),
        ("Some words between.\n  - No wind\n", 5, "This line has no dash"),
        ("  - No wind at all\n        - No boats either\n", 6, "so far to the right"),
        ("  - The wind is too weak here- No boats are left\n", 5, "A second value seems to begin"),
        ("  - The wind is too weak here - No boats are left\n", 5, "A second value seems to begin"),
        ("  - The wind is too weak here- Needs: Two boats\n", 5, "a second line begins within this one"),
    ],
)
def test_a_value_below_its_field_that_lost_its_dash_or_its_line_is_asked_about(
    below: str, line: int, says: str
) -> None:
    _, problems = read(write(field=f"- Blockers:\n{below}".rstrip("\n")))
    assert [(problem.place.line, says in problem.message) for problem in problems] == [(line, True)]


@pytest.mark.parametrize("below", ["- Blockers:\n  - Wind - none\n", "- Needs:\n  Two boats, and wind\n"])
def test_values_and_texts_below_their_field_are_left_alone(below: str) -> None:
    assert read(write(field=below.rstrip("\n")))[1] == []


def test_a_reason_to_ignore_a_remark_without_a_colon_is_asked_about() -> None:
    _, problems = read(write(field="- Ignore OKR604, because everybody counts to forty-five"))
    assert [(problem.place.line, problem.correction[:9]) for problem in problems] == [(4, "Ignore: O")]


@pytest.mark.parametrize(
    ("below", "correction"),
    [
        ("  - Levels commit one; target two", "Levels: commit one; target two"),
        ("  - Levels: commit one; target two\n  - Now commit", "Now: commit"),
        ("  - Levels: commit one; target two\n  - No: none", "Now"),
    ],
)
def test_levels_and_the_one_that_is_reached_may_lack_a_colon_or_a_letter(below: str, correction: str) -> None:
    text = f"## Sail\n\n- Id: sail\n- Owner: Ana\n\nWind.\n\n- KR: Less help\n{below}\n"
    assert [problem.correction for problem in read(text)[1]] == [correction]


@pytest.mark.parametrize("rest", ["for the whole summer", "2027"])
def test_a_title_that_was_broken_is_asked_about_at_its_end(rest: str) -> None:
    _, problems = read(f"## Sail the river\n{rest}\n\n- Id: sail\n- Owner: Ana\n\nWind.\n\n- KR: Trips: 4 → 9\n")
    assert [problem.place.line for problem in problems] == [2]
    assert f"## Sail the river {rest}" in problems[0].hint


@pytest.mark.parametrize(
    ("field", "correction"),
    [
        ("- **Needs** two boats", "Needs: two boats"),
        ("- Needs Two more boats", "Needs: Two more boats"),
        ("- __Why__ we sail", "Why: we sail"),
    ],
)
def test_a_text_without_its_colon_is_asked_about(field: str, correction: str) -> None:
    _, problems = read(write(field=field))
    assert [(problem.place.line, problem.correction) for problem in problems] == [(4, correction)]


def test_a_weight_is_no_share() -> None:
    table = "| Key result | Id | From | To | Now | Confidence | Weight |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    row = "| Trips | trips | 1 | 9 | 4 |  | 60% |  |\n"
    _, problems = read(f"## Sail\n\n- Id: sail\n- Owner: Ana\n\n{table}{row}")
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR120", 8)]


def test_a_remark_to_ignore_below_a_key_result_may_lack_its_colon() -> None:
    _, problems = read(write(below="  - Id: trips\n  - Ignore OKR607, because nobody else counts"))
    assert [problem.correction for problem in problems] == ["Ignore: OKR607, because nobody else counts"]


@pytest.mark.parametrize("sign", ["- ", " - "])
def test_a_field_of_a_key_result_within_another_is_asked_about(sign: str) -> None:
    _, problems = read(write(below=f"  - Id: trips\n  - Owner: Juno{sign}Grade: 0.9"))
    assert [(problem.place.line, "second line" in problem.message) for problem in problems] == [(10, True)]


@pytest.mark.parametrize(
    "title",
    ["Hull (fällig 2026-11-30)", "Hull (bis: 2026-11-30)", "Hull - 2026-11-30", "Hull – 2026-11-30", "Hull, due 2026-11-30"],
)  # fmt: skip
def test_the_day_of_a_step_in_other_words_is_asked_about_with_the_line_as_it_should_be(title: str) -> None:
    text = write(below=f"  - [x] Sail\n  - [ ] {title}")
    _, problems = read(text)
    (problem,) = problems
    line = text.split("\n")[problem.place.line - 1]
    assert line[: problem.place.column - 1] + (problem.correction or "") == "  - [ ] Hull (due 2026-11-30)"


@pytest.mark.parametrize(
    ("step", "correction"),
    [
        ("Hull ✅", "[x] Hull"),
        ("Hull (done)", "[x] Hull"),
        ("Hull", "[ ] Hull"),
        ("~~Hull~~", None),
        ("[50%] Hull", None),
    ],
)
def test_a_step_without_a_box_is_shown_with_the_one_that_it_means(step: str, correction: str | None) -> None:
    _, problems = read(write(below=f"  - [x] Sail\n  - {step}"))
    assert [problem.correction for problem in problems] == [correction]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Paint the boat in the yard (Juno) - due 2026-12-01", True), ("Paint the boat in the yard (Juno), by 2026-12-01", True),
        ("@Juno: Paint the boat in the yard", True), ("@harbour: tell them about the yard", False),
        ("Paint the boat (if there is time) by 2026-12-01", False),
    ],
)  # fmt: skip
def test_the_owner_of_an_initiative_before_a_day_or_at_its_start_is_asked_about(line: str, asked: bool) -> None:
    _, problems = read(f"{write()}\n### Initiatives\n\n- [ ] {line}\n")
    assert ["at the end: (Juno)" in problem.hint for problem in problems] == [True] * asked


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        (write(field="- Owner: <Juno>"), "Juno"),
        (write(field="- Contributors: <Juno Park>, Bo"), "Juno Park"),
        (write(below="  - Id: trips\n  - Owner: <Juno>"), "Juno"),
        (write(field="- Ambition: <committed>"), "committed"),
        (f"{write()}\n### Initiatives\n\n- [ ] Paint the boat (<Juno>)\n", "Juno"),
        (f"{write()}\n### Check-ins\n\n- 2026-10-19, <Juno>: Sun.\n", "Juno"),
    ],
)
def test_a_word_in_angle_brackets_is_asked_about_once_and_not_read_as_nothing_in_silence(text, correction) -> None:
    _, problems = read(text)
    assert [problem.correction for problem in problems] == [correction]


@pytest.mark.parametrize("value", ["<b>Juno</b>", "Juno<br>", "`<Juno>`", "\\<Juno>", "Juno <juno@example.org>"])
def test_tags_of_html_code_and_addresses_are_no_words_in_angle_brackets(value: str) -> None:
    _, problems = read(write(field=f"- Owner: {value}"))
    assert not [problem for problem in problems if "tag of HTML" in problem.message]
