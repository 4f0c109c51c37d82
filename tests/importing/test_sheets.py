"""Sheets as tools export them and as people keep them: which row is what, and what its dirty cells say."""

from __future__ import annotations

import io
import zipfile

import pytest
from expected_trees import find_differences, read_expected
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.cells import DateColumn, ShareColumn
from okrsite.importing.csv_tables import read_csv
from okrsite.importing.decoding import decode_text
from okrsite.importing.mappings import load_preset, read_map
from okrsite.importing.sheet_rows import read_table_rows
from okrsite.importing.tables import MOST_ROWS
from okrsite.importing.workbooks import read_workbook

VIVA = """\
Id,Title,Team,Owner,Period,Start Date,End Date,Description,"Aligned To (weight, Objective ID)",Metric Name,Unit,Target,Object Type,Goal Type,Start,Progress %,Status,Score,,
11,Win the north,Sales,Ana Ruiz,Q3 2023,07/01/2023,09/30/2023,Because,,,,,Objective,Business,,55%,On track,0.6,,
12,40 new towns,Sales,"Ana Ruiz; Ben Ito",Q3 2023,07/01/2023,09/30/2023,,"(100%, 11)",Towns,Number,40,Key Result,,0,75%,Closed,0.8,"2023-08-01: 20 towns","2023-09-01: 30 towns"
13,Partners sell for us,Partners,Eva,Q3 2023,07/01/2023,09/30/2023,,"(50%, 11)",,,,Objective,,,20,Behind,,,
14,5 partners,Partners,Eva,Q3 2023,,,,"(100%, 13)",Partners,%,100,Key Result,,0,20,,,,
15,Write letters,Partners,Eva,Q3 2023,,,,"(100%, 13)",,,,Initiative,,,,,,,
"""
GENERIC = """\
sep=;
Objective;Key Result;Owner;Team;Quarter;Start;Target;Current;Progress
Backen, was schmeckt;Brote am Tag;Ana;Bäckerei;Q4 2024;1,5 t;3 t;2 t;33,3 %
;Reklamationen;Ben;;Q4 2024;12;6;9;50
Ruhige Frühschicht;Öfen um 4:30 bereit;Ana;Bäckerei;Q4 2024;;;;100
"""
TYPED = """\
type,name,progress,start_date,end_date,owner_email,categories,description
goal,Happy riders,40,2024-01-01,2024-03-31,ana@example.org,growth,Why not
milestone,300 riders,50,2024-01-01,2024-03-31,ben@example.org,,
milestone,NPS of 40,30,2024-01-01,2024-03-31,ana@example.org,,
goal,A quiet depot,0,2024-01-01,2024-03-31,eva@example.org,,
"""
PEOPLEBOX = """\
Row ID,Parent Row IDs,Goal Title,Owner Emails,Goal Cycle,Departments,Starting Value,Target Value,Current Value,Progress Status
1,,Be found,ana@example.org,Q1 2025,Marketing,,,,On Track
2,1,Visits a month,"ana@example.org,ben@example.org",Q1 2025,Marketing,1000,3000,1500,On Track
3,1,Guest articles,ben@example.org,Q1 2025,Marketing,0,12,3,At Risk
"""
PERDOO = """\
Type,Name,Lead,Groups,Timeframe,Progress,Status,Start value,Target value,Current value,Unit,Parent
Objective,Known in town,Ana Ruiz,Marketing,Q2 2024,60%,On track,,,,,
Key Result,Letters a week,Ben Ito,Marketing,Q2 2024,60%,On track,10,60,40,letters,Known in town
Initiative,Write to the paper,Ben Ito,Marketing,Q2 2024,,,,,,,Known in town
"""
QUANTIVE = """\
Objective name,Objective owner,Session,Key result name,Key result owner,Initial value,Target value,Actual value,Attainment
Faster repairs,Ana,2024 Q3,Days to repair,Ben,6,3,4,0.67
Faster repairs,Ana,2024 Q3,Repairs a day,Eva,10,20,15,0.5
"""
JIRA = """\
Issue key,Issue id,Summary,Issue Type,Status,Parent id,Assignee,Custom field (Quarter),Custom field (Target),Sprint,Sprint
OKR-1,100,Trustworthy numbers,Objective,In Progress,,Hana Novak,2024-Q2,,,
OKR-2,101,Reports agree,Key Result,Done,100,Emil,2024-Q2,95%,,
OKR-3,102,Fix the pipeline,Task,To Do,101,Emil,,,S1,S2
"""
OUTLINE = """\
No,Goal,Owner,Score
1,Grow the harbour,Ana,
1.1,12 new ships,Ben,0.7
1.2,Two new piers,Ben,0.4
2,Crew that stays,Eva,
2.1,Turnover below 8%,Eva,1.0
"""
GROUPS = """\
Objective,Owner,Quarter,KR 1,KR 1 Target,KR 1 Progress,KR 2,KR 2 Target,KR 2 Progress
Open on Sundays,Ana,Q1 2024,48 Sundays,48,25%,Visitors on Sundays,9000,0.5
Children read,Ben,Q1 2024,900 in the club,900,1,,,
"""
LATTICE = """\
Goal name,Goal type,Owner,Department,Start date,Due date,Status,Progress,Amount type,Starting amount,Current amount,Target amount,Parent goal
Riders come back,Company,Ana Ruiz,,10/01/2026,12/31/2026,On track,45%,,,,,
Repairs in time,Team,Ben Ito,Workshop,10/01/2026,12/31/2026,Progressing,30%,Numeric,40,52,80,Riders come back
"""
ASANA = """\
Goal ID,Goal Name,Owner,Team,Time Period,Status,Metric Type,Initial Value,Current Value,Target Value,Progress,Parent Goal,Due Date
1201,Riders come back,Ana Ruiz,Company,Q4 2026,On track,Percent,0%,45%,100%,45%,,2026-12-31
1202,Repairs in time,Ben Ito,Workshop,Q4 2026,At risk,Number,40,52,80,30%,Riders come back,2026-12-31
"""
TABILITY = """\
Plan,Objective,Outcome,Owner,Score from,Score to,Current,Confidence,Progress,Last check-in,Deadline
Q4 2026,Riders come back,Repairs in time,Ben Ito,40%,80%,52%,green,30%,2026-11-06,2026-12-31
Q4 2026,A quiet depot,No noise at night,Ana,10,0,4,red,60%,,2026-12-31
"""
WEEKDONE = """\
Team/Person;Objective;Key result;Start;Goal;Current;Progress %;Unit;Quarter
Workshop;Riders come back;Repairs in time;40;80;52;30;%;2026 Q4
"""
FIFTEEN_FIVE = """\
Objective,Objective Owner,Objective Type,Start Date,End Date,State,Progress,Key Result,Key Result Owner,Key Result Type,Start Value,Current Value,Target Value
Riders come back,Ana Ruiz,Company-wide,10/01/2026,12/31/2026,Open,45%,Repairs in time,Ben Ito,Numeric,40,52,80
Riders come back,Ana Ruiz,Company-wide,10/01/2026,12/31/2026,Open,45%,Promoters,Eva,Numeric,20,30,40
"""
HEADS = """\
Riverside Bikes,,,,,,
OKRs Q4 2026,,,,,,
,,Owner,Numbers,,,
Objective,Key result,Who,From,To,Now,Done %
Riders come back,Repairs in time,Ben Ito,40,80,52,0.3
,Promoters,Eva,20,40,30,0.5
"""
BARE_GROUPS = """\
Objective,KR1,KR1 Owner,KR1 Progress,KR2,KR2 Owner,KR2 Progress
Riders come back,Repairs in time,Ben,0.3,Promoters,Eva,0.5
"""
EXPECTED = {
    "viva": (
        VIVA,
        [
            {"title": "Win the north", "owner": "Ana Ruiz", "team": "Sales", "cycle": "2023-Q3", "line": 2, "key_results": [
                {"title": "40 new towns", "owner": "Ana Ruiz, Ben Ito", "from": "0", "to": "40", "progress": 0.75, "score": 0.8, "line": 3, "done": True},
            ]},
            {"title": "Partners sell for us", "parent": 0, "team": "Partners", "key_results": [
                {"title": "5 partners", "from": "0%", "to": "100%", "progress": 0.2},
            ]},
        ],
    ),
    "generic": (
        GENERIC,
        [
            {"title": "Backen, was schmeckt", "team": "Bäckerei", "cycle": "2024-Q4", "key_results": [
                {"title": "Brote am Tag", "owner": "Ana", "from": "1,5 t", "to": "3 t", "progress": 0.333},
                {"title": "Reklamationen", "owner": "Ben", "progress": 0.5},
            ]},
            {"title": "Ruhige Frühschicht", "key_results": [{"title": "Öfen um 4:30 bereit", "progress": 1.0}]},
        ],
    ),
    "betterworks": (
        TYPED,
        [
            {"title": "Happy riders", "owner": "ana@example.org", "cycle": "2024-Q1", "key_results": [
                {"title": "300 riders", "progress": 0.5, "owner": "ben@example.org"}, {"title": "NPS of 40", "progress": 0.3},
            ]},
            {"title": "A quiet depot", "key_results": []},
        ],
    ),
    "peoplebox": (
        PEOPLEBOX,
        [{"title": "Be found", "team": "Marketing", "cycle": "2025-Q1", "key_results": [
            {"title": "Visits a month", "owner": "ana@example.org,ben@example.org", "from": "1000", "to": "3000"},
            {"title": "Guest articles", "from": "0", "to": "12"},
        ]}],
    ),
    "perdoo": (
        PERDOO,
        [{"title": "Known in town", "owner": "Ana Ruiz", "cycle": "2024-Q2", "key_results": [
            {"title": "Letters a week", "from": "10 letters", "to": "60 letters", "progress": 0.6},
        ]}],
    ),
    "quantive": (
        QUANTIVE,
        [{"title": "Faster repairs", "owner": "Ana", "cycle": "2024-Q3", "key_results": [
            {"title": "Days to repair", "owner": "Ben", "from": "6", "to": "3", "progress": 0.67},
            {"title": "Repairs a day", "owner": "Eva", "progress": 0.5},
        ]}],
    ),
    "jira": (
        JIRA,
        [{"title": "Trustworthy numbers", "owner": "Hana Novak", "cycle": "2024-Q2", "key_results": [
            {"title": "Reports agree", "to": "95%", "done": True},
        ]}],
    ),
    "outline": (
        OUTLINE,
        [
            {"title": "Grow the harbour", "key_results": [{"title": "12 new ships", "score": 0.7}, {"title": "Two new piers", "score": 0.4}]},
            {"title": "Crew that stays", "key_results": [{"title": "Turnover below 8%", "score": 1.0}]},
        ],
    ),
    "lattice": (
        LATTICE,
        [{"title": "Riders come back", "owner": "Ana Ruiz", "key_results": [
            {"title": "Repairs in time", "owner": "Ben Ito", "from": "40", "to": "80", "progress": 0.3},
        ]}],
    ),
    "asana": (
        ASANA,
        [{"title": "Riders come back", "owner": "Ana Ruiz", "cycle": "2026-Q4", "key_results": [
            {"title": "Repairs in time", "owner": "Ben Ito", "from": "40", "to": "80", "progress": 0.3},
        ]}],
    ),
    "tability": (
        TABILITY,
        [
            {"title": "Riders come back", "cycle": "2026-Q4", "key_results": [
                {"title": "Repairs in time", "owner": "Ben Ito", "from": "40%", "to": "80%", "progress": 0.3},
            ]},
            {"title": "A quiet depot", "key_results": [{"title": "No noise at night", "from": "10", "to": "0"}]},
        ],
    ),
    "weekdone": (
        WEEKDONE,
        [{"title": "Riders come back", "team": "Workshop", "cycle": "2026-Q4", "key_results": [
            {"title": "Repairs in time", "from": "40%", "to": "80%", "progress": 0.3},
        ]}],
    ),
    "15five": (
        FIFTEEN_FIVE,
        [{"title": "Riders come back", "owner": "Ana Ruiz", "key_results": [
            {"title": "Repairs in time", "owner": "Ben Ito", "from": "40", "to": "80", "progress": None},
            {"title": "Promoters", "owner": "Eva", "to": "40"},
        ]}],
    ),
    "three rows of headings": (
        HEADS,
        [{"title": "Riders come back", "key_results": [
            {"title": "Repairs in time", "owner": "Ben Ito", "from": "40", "to": "80", "progress": 0.3},
            {"title": "Promoters", "owner": "Eva", "progress": 0.5},
        ]}],
    ),
    "groups without another column": (
        BARE_GROUPS,
        [{"title": "Riders come back", "key_results": [
            {"title": "Repairs in time", "owner": "Ben", "progress": 0.3}, {"title": "Promoters", "owner": "Eva", "progress": 0.5},
        ]}],
    ),
    "groups": (
        GROUPS,
        [
            {"title": "Open on Sundays", "owner": "Ana", "cycle": "2024-Q1", "key_results": [
                {"title": "48 Sundays", "to": "48", "progress": 0.25}, {"title": "Visitors on Sundays", "to": "9000", "progress": 0.5},
            ]},
            {"title": "Children read", "key_results": [{"title": "900 in the club", "to": "900", "progress": 1.0}]},
        ],
    ),
}  # fmt: skip


def read(text: str, preset=None):
    return read_table_rows(read_csv("goals.csv", text), preset)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sheet_becomes_its_tree(name):
    text, expected = EXPECTED[name]
    assert find_differences(read_expected(expected), read(text)) == []


@pytest.mark.parametrize("name", EXPECTED)
def test_each_row_has_a_fate(name):
    text, _ = EXPECTED[name]
    table = read_csv("goals.csv", text)
    told = {fate.line for _, fate in read_table_rows(table, None).fates}
    assert [
        number for row, number in zip(table.rows, table.numbers, strict=True) if any(row) and number not in told
    ] == []


@pytest.mark.parametrize(
    ("name", "recognised"),
    [("viva", "Viva Goals"), ("betterworks", "Betterworks"), ("peoplebox", "Peoplebox"), ("perdoo", "Perdoo"), ("quantive", "Quantive"), ("jira", "Jira"), ("generic", "generic"), ("lattice", "Lattice"), ("asana", "Asana"), ("tability", "Tability"), ("weekdone", "Weekdone"), ("15five", "15Five")],
)  # fmt: skip
def test_a_tool_is_recognised_by_its_headings(name, recognised):
    fates = read(EXPECTED[name][0]).fates
    assert any(fate.text.startswith(f"headings of {recognised}") for _, fate in fates)


def test_columns_may_be_missing_or_in_another_order():
    """Views of Viva Goals leave columns out; the rest means the same."""
    text = 'Object Type,Title,Id,"Aligned To (weight, Objective ID)"\nObjective,One goal,1,\nKey Result,Its result,2,"(100%, 1)"\n'
    (one,) = read(text).objectives
    assert [result.title for result in one.key_results] == ["Its result"]


def test_checkins_in_unnamed_columns_are_kept():
    (first, _) = read(VIVA).objectives
    assert {"2023-08-01: 20 towns", "2023-09-01: 30 towns"} <= set(first.key_results[0].notes)


def test_work_is_kept_as_a_note_and_no_goal():
    assert read(VIVA).objectives[1].notes[-1] == "Initiative: Write letters"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfObjective,Key Result\nGoal one,Result one\n",
        "Objective\tKey Result\nGoal one\tResult one\n".encode("utf-16"),
        "Objective\tKey Result\nGoal one\tResult one\n".encode("utf-16-le"),
        "Objective\tKey Result\nGoal one\tResult one\n".encode("utf-16-be"),
        b'"Objective,Key Result"\r\n"Goal one,Result one"\r\n',
        b'"Objective,""Key Result"""\r\n"Goal one,""Result one"""\r\n',
        b"Objective;Key Result\nGoal one;Result one\n",
        b"My goals,\n,\nObjective,Key Result\nGoal one,Result one\n",
    ],
)
def test_dirty_files_are_read_as_they_were_meant(data):
    """Byte-order marks, other encodings, whole rows in quotes, semicolons, titles above the headings."""
    (one,) = read(decode_text(data).text).objectives
    assert (one.title, [result.title for result in one.key_results]) == ("Goal one", ["Result one"])


def test_windows_letters_are_read_with_a_word_about_it():
    decoded = decode_text("Ziel;KR\nGrößer;früher".encode("cp1252"))
    assert "Größer" in decoded.text
    assert "Windows-1252" in decoded.doubt


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (["75%", "0.75", "75"], [0.75, 0.75, 0.75]),
        (["0", "1", "50", "100"], [0, 0.01, 0.5, 1]),
        (["0", "1", "0.5"], [0, 1, 0.5]),
        (["33,3 %", "8/10", "-", "n/a"], [0.333, 0.8, None, None]),
    ],
)
def test_shares_are_read_by_their_column(cells, shares):
    column = ShareColumn(cells)
    assert [column.read(cell) for cell in cells] == shares


@pytest.mark.parametrize(
    ("cells", "days", "doubts"),
    [
        (["07/01/2023", "09/30/2023"], ["2023-07-01", "2023-09-30"], 0),
        (["01/07/2023", "30/09/2023"], ["2023-07-01", "2023-09-30"], 0),
        (["01.07.2023"], ["2023-07-01"], 0),
        (["2023-07-01T00:00:00Z", "2023/7/1", "45108"], ["2023-07-01", "2023-07-01", "2023-07-01"], 0),
        (["03/04/2023", "05/05/2023"], [None, "2023-05-05"], 1),
        (["31/Dec/26", "1/Mär/2027", "02-Jan-27 10:30 AM"], ["2026-12-31", "2027-03-01", "2027-01-02"], 0),
        (["Dec 31, 2026", "31 December 2026", "31.12.2026"], ["2026-12-31", "2026-12-31", "2026-12-31"], 0),
        (["2026-12-31T23:59:59.000+0100", "31 déc. 2026"], ["2026-12-31", "2026-12-31"], 0),
        (["31/Dec/9999", "31/Foo/26", "31/Feb/26"], ["9999-12-31", None, None], 0),
    ],
)
def test_dates_are_read_by_their_column_or_asked_about(cells, days, doubts):
    column = DateColumn(cells)
    assert [day.isoformat() if (day := column.read(cell)) else None for cell in cells] == days
    assert len(column.doubts) == doubts


def test_a_parent_is_found_by_a_title_with_commas_and_else_by_one_of_several():
    """Where no title is all of the cell, it names several goals, and the first that is there is above."""
    found = read(
        "Id,Title,Parent,Type\n"
        '1,"Grow, fast; and well",,Objective\n'
        '2,"More visitors, too","Grow, fast; and well",Objective\n'
        '3,Fewer returns,"99, More visitors; 1",Objective\n'
        '4,Alone,"Elsewhere, and further",Objective\n'
    )
    assert [one.parent for one in found.objectives] == [None, 0, 0, None]
    assert found.objectives[3].notes == ("Parent: Elsewhere, and further",)
    assert [problem.message for problem in found.problems] == [
        "Row 5 names “Elsewhere, and further” as its parent, and no row has that id or title."
    ]


def test_a_circle_of_parents_and_an_unknown_parent_are_no_trap():
    text = "Id,Title,Parent,Type\n1,First goal,2,Objective\n2,Second goal,1,Objective\n3,Third goal,99,Objective\n"
    found = read(text)
    assert len(found.objectives) == 3
    assert any("names “99” as its parent" in problem.message for problem in found.problems)


def test_a_mapping_of_ones_own_is_used(tmp_path):
    path = tmp_path / "map.yml"
    path.write_text("name: ours\ncolumns: {objective: [Wohin], key_result: [Woran], owner: [Wer]}\n")
    (one,) = read("Wohin,Woran,Wer\nWeit weg,Am Meer,Ana\n", read_map(path)).objectives
    assert [(result.title, result.owner) for result in one.key_results] == [("Am Meer", "Ana")]


@pytest.mark.parametrize("text", ["- a list\n", "name: x\ncolumns: {ttitle: [T]}\n", "{", "name: x\ncolumns: 3\n"])
def test_a_mapping_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "map.yml"
    path.write_text(text)
    with pytest.raises(EditRefusedError):
        read_map(path)


@pytest.mark.parametrize(
    "text",
    [
        "name: x\ndates: dym\ncolumns: {title: [T]}\n",
        "name: x\ndate: dmy\ncolumns: {title: [T]}\n",
        "name: x\ncolumns: {title: [T]}\ntypes: {objectives: [Goal]}\n",
    ],
)
def test_a_misspelled_part_of_a_mapping_is_refused_and_not_passed_over(tmp_path, text):
    path = tmp_path / "map.yml"
    path.write_text(text)
    with pytest.raises(EditRefusedError, match="is no mapping"):
        read_map(path)


def test_values_of_an_objective_beside_those_of_its_key_results_are_its_own():
    text = (
        "Objective,Objective score,Objective progress,Key Result,Score,Progress\n"
        "Goal one,0.6,55%,Result one,0.9,80%\nGoal two,green,far,Result two,,\n"
    )
    first, second = read(text).objectives
    assert (first.score, first.progress) == (0.6, 0.55)
    assert (first.key_results[0].score, first.key_results[0].progress) == (0.9, 0.8)
    assert second.notes == ("Objective score: green", "Objective progress: far")


def test_a_number_or_a_day_that_cannot_be_read_is_kept_as_a_note():
    text = (
        "Type,Title,Score,Progress,Due date\nObjective,Goal one,green,far,\nKey Result,Result one,red,near,End of May\n"
    )
    (one,) = read(text).objectives
    assert one.notes == ("Score: green", "Progress: far")
    assert one.key_results[0].notes == ("Due: End of May", "Score: red", "Progress: near")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("03/04/2026", "03/04/2026"), "Dates such as 03/04/2026 could be two days each; they were left out."),
        (
            ("03/04/2026", "05/06/2026"),
            "Dates such as 03/04/2026 and 1 more could be two days each; they were left out.",
        ),
    ],
)
def test_dates_that_could_be_two_days_are_told_once(days, said):
    text = "Objective,Key Result,Due date\n" + "".join(f"Goal,Result {day},{day}\n" for day in days)
    assert [problem.message for problem in read(text).problems] == [said]


def test_too_many_rows_are_refused():
    with pytest.raises(EditRefusedError, match="has more than"):
        read_csv("goals.csv", "a,b\n" * (MOST_ROWS + 2))


def make_workbook(rows: list[list[object]], merged: tuple[str, ...] = ()) -> bytes:
    """Return a workbook of one sheet, as small as one can be."""

    def cell(place: int, number: int, value: object) -> str:
        at = f"{chr(65 + place)}{number}"
        if isinstance(value, int | float):
            return f'<c r="{at}"><v>{value}</v></c>'
        text = str(value).replace("&", "&amp;").replace("<", "&lt;")
        return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>' if value != "" else ""

    body = "".join(
        f'<row r="{number}">{"".join(cell(place, number, value) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    cells_merged = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    merges = f'<mergeCells count="{len(merged)}">{cells_merged}</mergeCells>' if merged else ""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="Goals" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{body}</sheetData>{merges}</worksheet>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def test_a_workbook_with_merged_cells_is_read():
    rows = [
        ["Objective", "Key Result", "Progress"],
        ["Goal one", "Result one", 0.75],
        ["", "Result two", 0.5],
        ["Goal two", "Result three", 1],
    ]
    (table,) = read_workbook("goals.xlsx", make_workbook(rows, ("A2:A3",)))
    first, second = read_table_rows(table, None).objectives
    assert [(result.title, result.line, result.progress) for result in first.key_results] == [
        ("Result one", 2, 0.75),
        ("Result two", 3, 0.5),
    ]
    assert second.title == "Goal two"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(EditRefusedError, match="too large when it is unpacked"):
        read_workbook("goals.xlsx", stream.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"not a workbook", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(EditRefusedError, match="is no workbook"):
        read_workbook("goals.xlsx", data)


@pytest.mark.parametrize(
    "name", ["viva-goals", "betterworks", "peoplebox", "perdoo", "quantive", "jira", "okrsite", "generic"]
)
def test_each_preset_of_the_package_can_be_loaded(name):
    assert load_preset(name).columns


cells = st.sampled_from(
    [
        "",
        "Objective",
        "Key Result",
        "Title",
        "Id",
        "Parent",
        "1",
        "2",
        "75%",
        "0,75",
        "1.1",
        "Type",
        "key result",
        '"',
        "Owner",
        "a\nb",
        "=1+1",
    ]
) | st.text(max_size=8)


@settings(max_examples=150)
@given(st.lists(st.lists(cells, max_size=6), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_whatever_a_sheet_holds_each_of_its_rows_has_a_fate(rows, sign):
    text = "\n".join(sign.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    try:
        table = read_csv("goals.csv", text)
    except EditRefusedError:
        return
    found = read_table_rows(table, None)
    told = {fate.line for _, fate in found.fates}
    assert [
        number for row, number in zip(table.rows, table.numbers, strict=True) if any(row) and number not in told
    ] == []
    assert all(one.parent is None or one.parent < place for place, one in enumerate(found.objectives))


def test_a_cell_without_an_end_is_refused_and_not_cut():
    with pytest.raises(EditRefusedError, match="a cell has more than 50,000 characters"):
        read_csv("goals.csv", 'Objective,Key Result\nGrow,"' + "x" * 60_000 + '"\n')


def test_a_row_with_a_thousand_cells_is_refused():
    with pytest.raises(EditRefusedError, match="1,000 cells"):
        read_csv("goals.csv", ",".join(["x"] * 1000) + "\n")
