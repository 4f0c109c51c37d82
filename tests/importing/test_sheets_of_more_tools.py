"""Sheets of tools that nobody wrote a mapping for: their columns say what they are, whatever their order and writing."""

from __future__ import annotations

import csv
import io

import pytest
from expected_trees import find_differences, read_expected

from okrsite.importing.csv_tables import read_csv
from okrsite.importing.decoding import decode_text
from okrsite.importing.files import list_files
from okrsite.importing.found import Found
from okrsite.importing.reading import read_files
from okrsite.importing.sheet_rows import read_table_rows
from okrsite.importing.tables import Table

ROW_IDS = """\
Row ID,Title,Parent,Entity,Owner Email,Time Period,Start Date,End Date,Type,Metric Name,Start Value,Target Value,Status
1,Delight our riders,,Riverside Bikes,ana@example.org,Q4 2026,10/01/2026,12/31/2026,Objective,,,,
2,Repairs within two days,1,Workshop,ben@example.org,Q4 2026,10/01/2026,12/31/2026,Key Result,Repairs,40,80,On track
3,Promoter score,1,"Workshop
Shop","eva@example.org
ben@example.org",Q4 2026,10/01/2026,12/31/2026,Key Result,NPS,20,40,Behind
"""
NUMBERED_FIELDS = """\
email,name,due_at,priority,completion,key_result_1_title,key_result_1_completion,key_result_2_title,key_result_2_completion
ana@example.org,Speak better French,2027-03-31,1,,Pass B2,0.65,Read three novels,0.0
ben@example.org,Run a half marathon,2027-03-31,0,1.0,,,,
"""
NUMBERED_VALUES = """\
Objective Title,Owner_Email_ID,Start_Date,Due_Date,Parent_Objective,KR1_Title,KR1_Owner,KR1_Start_Value,KR1_Target_Value
Grow the ferry,ana@example.org,2027-01-01,2027-03-31,,Tickets a day,ben@example.org,200,400
Quiet ferry,eva@example.org,2027-01-01,2027-03-31,Grow the ferry,,,,
"""
IDENTIFIERS = """\
Goal,Goal Identifier,Start Date,End Date,Check-In Type,Owner,Parent Goal Identifier,Progress,Target
Reduce waste,G-1,01/10/2026,31/12/2026,Percentage,Ana,,45,
Compost in ten shops,G-2,01/10/2026,31/12/2026,Quantity,Ben,G-1,30,10
"""
RELATIONS = """\
Name,Type,Quarter,Owner,Parent item,Status,Progress,Start,Target
Make the garden bloom,Objective,Q2 2027,Ana Ruiz,,In progress,0.45,,
Plant 300 bulbs,Key Result,Q2 2027,Ben Ito,Make the garden bloom (https://notes.example.org/xyz789),In progress,0.5,0,300
"""
TASKS = """\
Task ID,Task Name,Parent ID,Task Type,Assignee,Status,Due Date,% Complete,Target (number)
abc1,Faster kitchen,,Objective,[Ana Ruiz],in progress,1806451200000,45,
abc2,Dishes in ten minutes,abc1,Key Result,[Ben Ito],in progress,1806451200000,30,10
abc3,Buy a second stove,abc2,Task,[Eva],to do,,,
"""
LEVELS = """\
OKR Level;Department;Objective;Objective Owner;Objective Progress;Key Result;KR Owner;KR Start;KR Target;KR Current;KR Progress;KR Status
Corporate;;Grow the orchard;Ana;45;Trees planted;Ben;0;500;225;45;On track
Corporate;;Grow the orchard;Ana;45;Bad apples;Eva;10 %;5 %;8 %;40;At risk
Total;;Total;;;;;;;;43;
"""
METRICS = """\
OKR Name,OKR Owner,Session,Parent OKR,Metric Name,Metric Owner,Initial,Target,Actual,Attainment,Confidence
Faster repairs,Ana,Q1 2027,,Days to repair,Ben,6,3,4.5,50%,0.6
Calm shop,Eva,Q1 2027,Faster repairs,Complaints,Eva,12,6,9,50%,0.3
"""
EXPECTED = {
    "row ids": (ROW_IDS, [
        {"title": "Delight our riders", "owner": "ana@example.org", "cycle": "2026-Q4", "key_results": [
            {"title": "Repairs within two days", "owner": "ben@example.org", "from": "40", "to": "80", "line": 3},
            {"title": "Promoter score", "owner": "eva@example.org, ben@example.org", "from": "20", "to": "40"},
        ]},
    ]),
    "numbered fields": (NUMBERED_FIELDS, [
        {"title": "Speak better French", "owner": "ana@example.org", "key_results": [
            {"title": "Pass B2", "progress": 0.65}, {"title": "Read three novels", "progress": 0.0},
        ]},
        {"title": "Run a half marathon", "owner": "ben@example.org", "key_results": []},
    ]),
    "numbered values": (NUMBERED_VALUES, [
        {"title": "Grow the ferry", "owner": "ana@example.org", "cycle": "2027-Q1", "key_results": [
            {"title": "Tickets a day", "owner": "ben@example.org", "from": "200", "to": "400"},
        ]},
        {"title": "Quiet ferry", "parent": 0, "key_results": []},
    ]),
    "identifiers": (IDENTIFIERS, [
        {"title": "Reduce waste", "owner": "Ana", "cycle": "2026-Q4", "key_results": [
            {"title": "Compost in ten shops", "owner": "Ben", "progress": 0.3, "to": "10"},
        ]},
    ]),
    "relations": (RELATIONS, [
        {"title": "Make the garden bloom", "cycle": "2027-Q2", "key_results": [
            {"title": "Plant 300 bulbs", "owner": "Ben Ito", "progress": 0.5, "from": "0", "to": "300"},
        ]},
    ]),
    "tasks": (TASKS, [
        {"title": "Faster kitchen", "owner": "Ana Ruiz", "key_results": [
            {"title": "Dishes in ten minutes", "owner": "Ben Ito", "progress": 0.3, "to": "10"},
        ]},
    ]),
    "levels": (LEVELS, [
        {"title": "Grow the orchard", "owner": "Ana", "key_results": [
            {"title": "Trees planted", "owner": "Ben", "from": "0", "to": "500", "progress": 0.45, "result": "On track"},
            {"title": "Bad apples", "owner": "Eva", "from": "10 %", "to": "5 %", "progress": 0.4},
        ]},
    ]),
    "metrics": (METRICS, [
        {"title": "Faster repairs", "owner": "Ana", "cycle": "2027-Q1", "key_results": [
            {"title": "Days to repair", "owner": "Ben", "from": "6", "to": "3", "progress": 0.5, "result": None},
        ]},
        {"title": "Calm shop", "parent": 0, "key_results": ["Complaints"]},
    ]),
}  # fmt: skip


def read(text: str, wanted=None) -> Found:
    return read_table_rows(read_csv("sheet.csv", text), wanted)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sheet_becomes_the_tree_that_a_person_sees(name):
    text, expected = EXPECTED[name]
    assert find_differences(read_expected(expected), read(text)) == []


def write_rows(rows: list[list[str]], sign: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("way", ["backwards", "semicolons", "tabs in UTF-16", "capitals", "underscores", "title above"])
def test_a_sheet_means_the_same_however_it_is_saved(name, way):
    """Columns in another order, other signs between cells, other letters in headings, rows above these."""
    text, expected = EXPECTED[name]
    rows = [list(row) for row in read_csv("sheet.csv", text).rows]
    expected = [dict(one) for one in expected]
    if way == "backwards":
        rows = [row[::-1] for row in rows]
    elif way == "capitals":
        rows[0] = [cell.upper() for cell in rows[0]]
    elif way == "underscores":
        rows[0] = [cell.lower().replace(" ", "_") for cell in rows[0]]
    elif way == "title above":
        rows = [["Goals of everybody"], [], *rows]
    data = write_rows(rows, ";" if way == "semicolons" else "\t" if way == "tabs in UTF-16" else ",")
    decoded = decode_text(data.encode("utf-16" if way == "tabs in UTF-16" else "utf-8")).text
    for one in expected:
        one["key_results"] = [
            {key: value for key, value in result.items() if key != "line"} if isinstance(result, dict) else result
            for result in one["key_results"]
        ]
    assert find_differences(read_expected(expected), read(decoded)) == []


BOARD = (
    ("OKRs 2027 Q1",),
    (),
    ("Strong bakery",),
    ("Name", "Owner", "Status", "Target", "Progress"),
    ("300 loaves a day", "Ana", "Working on it", "300", "0.4"),
    ("Two new ovens", "Ben", "Done", "2", "1"),
    (),
    ("Friendly bakery",),
    ("Name", "Owner", "Status", "Target", "Progress"),
    ("No queue after nine", "Eva", "Stuck", "0", "0.1"),
)


def test_groups_of_a_board_are_objectives():
    """Boards are exported with the name of each group above its rows, and the headings once more."""
    found = read_table_rows(Table("board.xlsx", "", BOARD, tuple(range(1, len(BOARD) + 1))), None)
    expected = [
        {"title": "Strong bakery", "cycle": "2027-Q1", "line": 3, "key_results": [
            {"title": "300 loaves a day", "owner": "Ana", "progress": 0.4, "to": "300", "line": 5},
            {"title": "Two new ovens", "done": True, "line": 6},
        ]},
        {"title": "Friendly bakery", "line": 8, "key_results": ["No queue after nine"]},
    ]  # fmt: skip
    assert find_differences(read_expected(expected), found) == []
    assert {fate.line for _, fate in found.fates} >= {1, 3, 4, 5, 6, 8, 9, 10}


def test_groups_that_are_quarters_say_the_cycle_of_their_rows():
    rows = tuple(
        tuple({"Strong bakery": "Q1 2027", "Friendly bakery": "Q2 2027"}.get(cell, cell) for cell in row)
        for row in BOARD[2:]
    )
    found = read_table_rows(Table("board.xlsx", "", rows, tuple(range(1, len(rows) + 1))), None)
    assert [(one.title, one.cycle) for one in found.objectives] == [
        ("300 loaves a day", "2027-Q1"),
        ("Two new ovens", "2027-Q1"),
        ("No queue after nine", "2027-Q2"),
    ]


def test_the_name_of_a_sheet_says_the_cycle_of_rows_that_name_none():
    table = Table("goals.xlsx", "Q2 2027", (("Objective", "Key Result"), ("Open the garden", "Ten beds")), (1, 2))
    assert read_table_rows(table, None).objectives[0].cycle == "2027-Q2"


def test_a_row_with_values_and_no_title_is_told():
    """It was left out without a word: somebody deleted its name by mistake, or never wrote it."""
    text = (
        "type,name,progress,start_date,end_date,owner_email\ngoal,Happy riders,40,,,\nmilestone,,10,,,ben@example.org\n"
    )
    assert [(one.line, one.message) for one in read(text).problems] == [
        (3, "Row 3 has values and no title; it was left out.")
    ]


def test_a_sheet_in_which_nothing_is_found_is_told(tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Day,Visits\n2027-01-01,40\n", encoding="utf-8")
    (problem,) = read_files(list_files([path])).problems
    assert problem.message == "No row of it has headings for objectives or key results; nothing was read."


def test_a_parent_may_stand_further_below_and_a_circle_leads_nowhere():
    """Sheets are sorted by anything; whatever of a parent can't be followed stays as a note."""
    text = (
        "Objective,Key Result,Parent\nTen beds,Soil,Open the garden\nOpen the garden,Gate,\n"
        "One,A,Two\nTwo,B,One\nThree,C,Nobody\n"
    )
    found = read(text).objectives
    parents = {one.title: found[one.parent].title if one.parent is not None else None for one in found}
    assert parents == {"Ten beds": "Open the garden", "Open the garden": None, "One": "Two", "Two": None, "Three": None}
    assert {one.title: one.notes for one in found if one.notes} == {
        "Two": ("Parent: One",),
        "Three": ("Parent: Nobody",),
    }


def test_words_for_which_there_is_no_field_are_kept_as_notes():
    """A cycle that is none of ours, days that make none, kinds and tags of a tool."""
    text = (
        "Row ID,Parent Row IDs,Goal Title,Goal Cycle,Goal Type,Tags,Start Date,End Date\n"
        "1,,Be found,Winter term,Default,brand,2027-01-04,2027-02-10\n"
    )
    (one,) = read(text).objectives
    assert {"Cycle: Winter term", "Kind: Default", "Tags: brand", "End date: 2027-02-10"} <= set(one.notes)
