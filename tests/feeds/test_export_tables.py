"""The export as tables, in CSV and XLSX, read back by programs that aren't ours: nothing is lost, nothing is computed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime, time

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import read_example, redact_snapshot

from okrsite.feeds.csv_export import format_csv, write_cell, write_csv_files
from okrsite.feeds.export import build_export
from okrsite.feeds.export_tables import TABLE_NAMES, Column, Table, build_tables, join_items, list_columns, split_items
from okrsite.feeds.markdown_export import format_markdown_export
from okrsite.feeds.workbook import name_sheet, write_workbook
from okrsite.gate.feeds import check_csv
from okrsite.importing.export_tables import read_export
from okrsite.sources.formulas import undo_defusing

FILLS = {"FFE4F2E7", "FFFCF0D4", "FFFADFDC"}
FIRST_OF_CELLS = "=+-@\t\r\n\"',;|:^~ \u2212\uff1d\u200b59%.(ax"
"""Characters that begin a cell, stand between cells, or make a formula or an amount of what is behind them."""
FORMULA = '=HYPERLINK("https://bad.example","click")'
HOSTILE = {
    "people.yml": "anna: {name: '+Anna, \"the\" Adler; x', team: a}\n",
    "kpis.yml": "visits: {name: '@visits', unit: '-', values: {2026-10-01: 3, 2026-11-01: -4.5}}\n",
    "teams/a/team.yml": "name: \"=cmd|' /C calc'!A0\"\n",
    "teams/a/2026-Q4.yml": """
        objectives:
          - id: one
            title: '=HYPERLINK("https://bad.example","click")'
            owner: anna
            tags: ["a,b", 'c "d"', "e;f"]
            aliases: [old-one, older]
            blockers: ["two\\nlines", 'a \\ backslash', "-dash"]
            why: "'quoted\\n\\n| a | b |\\n\\nsep=;"
            key_results:
              - {id: count, title: "-2+3", from: -5, to: 10, now: 2.5, weight: 0.1}
              - {id: text, title: "@SUM(A1)", levels: {commit: "=1", target: two, stretch: three}, now: target}
              - {id: steps, title: "\\tTab", milestones: [{title: "+1", done: true, due: 2026-12-01}]}
            initiatives: [{title: "_x0041_ </v>", status: doing}]
            checkins: [{date: 2026-10-12, by: anna, note: "\\rreturn", now: {count: 1.5}, confidence: {count: 50%}}]
    """,
}


@pytest.fixture
def hostile(project):
    return build_export(project(HOSTILE).snapshot())


def example():
    return build_export(read_example())


def simplify(export):
    """Return an export as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(export, enc_hook=str))


def read_csv_rows(export):
    """Read the files as a program does that knows nothing of us; an apostrophe in front is no part of a text."""
    tables = {}
    for name, data in write_csv_files(export):
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
        tables[name.removesuffix(".csv")] = [
            {key: undo_defusing(value) or None for key, value in row.items()} for row in rows
        ]
    return tables


def open_workbook(export):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(export).data))


@pytest.mark.parametrize("make", [example, None], ids=["the example", "hostile texts"])
def test_no_field_of_the_export_is_lost_in_tables(make, hostile):
    """Whatever JSON says can be made of the rows again: of CSV files as Python's own reader has them."""
    export = make() if make else hostile
    assert simplify(read_export("here", read_csv_rows(export))) == simplify(export)


def test_a_record_that_the_export_gets_one_day_has_a_table():
    """Columns and tables follow from the records: whoever adds one to the export needs to know nothing of tables."""
    for name in TABLE_NAMES:
        names = [column.name for column in list_columns(name)]
        assert names
        assert len(names) == len(set(names))
    assert "thresholds" in TABLE_NAMES  # which is named nowhere but in the record


def test_no_cell_of_a_csv_file_begins_as_a_formula_does(hostile):
    for name, data in write_csv_files(hostile):
        columns = {column.name: column for column in list_columns(name.removesuffix(".csv"))}
        for row in csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")):
            for key, cell in row.items():
                is_number = columns[key].kind in ("number", "share") or re.fullmatch(r"-?\d+(\.\d+)?", cell)
                assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text())
def test_an_apostrophe_in_front_of_a_text_can_be_taken_away(text):
    written = write_cell(text)
    assert undo_defusing(written) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.text(FIRST_OF_CELLS, max_size=12) | st.text(max_size=4), min_size=3, max_size=3))
def test_no_sign_between_cells_makes_a_formula_of_a_text(texts):
    """A spreadsheet may divide lines of ours at other signs than commas: the gate publishes no cell that it would run."""
    columns = (Column("a", "text"), Column("b", "text"), Column("c", "text"))
    assert list(check_csv(format_csv(Table("t", columns, (tuple(texts),))).decode("utf-8"))) == []
    assert [undo_defusing(write_cell(text)) for text in texts] == texts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Revenue: +5% (net)", "Revenue: '+5% (net)"),
        ("Steps:\n\n- **First**\n- Second (or third)", "Steps:\n\n'- **First**\n'- Second (or third)"),
        ("a | b\n---|---\n1 | -2", "a | b\n'---|'---\n1 | -2"),
        ("\u221220ms at p99", "'\u221220ms at p99"),
        ("Said: '=1'", "Said: ''=1'"),
        ("A plan - or two = more, from -5 to +7", "A plan - or two = more, from -5 to +7"),
    ],
    ids=["a movement", "a list", "a table", "a minus", "an apostrophe", "nothing"],
)
def test_what_people_write_every_day_is_published_as_csv(text, written):
    """Lists, tables and movements in a text are no reason to refuse a site, and are read back as they were typed."""
    assert write_cell(text) == written
    table = Table("t", (Column("a", "text"), Column("b", "text")), ((text, 'more "(of) it"'),))
    assert list(check_csv(format_csv(table).decode("utf-8"))) == []
    assert undo_defusing(written) == text


@given(st.lists(st.text()))
def test_a_list_in_a_cell_can_be_taken_apart(items):
    """Tags, blockers and decisions may hold any sign, ends of lines and nothing at all included."""
    assert list(split_items(join_items(tuple(items)) or "")) == items


def test_a_workbook_holds_texts_numbers_and_days_and_no_formula(hostile):
    """A board opens it without a warning: what an author typed is shown, days sort as days, shares read as percent."""
    workbook = open_workbook(hostile)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert FORMULA in [cell.value for cell in workbook["Objectives"]["F"]]
    results = list(workbook["Key results"].iter_rows(min_row=2))
    head = [cell.value for cell in workbook["Key results"][1]]
    first = dict(zip(head, results[0], strict=True))
    assert first["from"].value == -5
    assert first["progress"].number_format == "0%"
    steps = list(workbook["Steps"].iter_rows(min_row=2))
    due = steps[0][[cell.value for cell in workbook["Steps"][1]].index("due")]
    assert due.value == datetime(2026, 12, 1)
    assert due.is_date


def test_a_workbook_begins_with_what_a_board_reads():
    """Objectives with team, owner, status and progress by name; heads stay in sight, and each list can be filtered."""
    workbook = open_workbook(example())
    levels = ["Goals of the company", "Goals of divisions", "Goals of teams", "Goals of people"]
    assert workbook.sheetnames == ["Overview", *levels, *map(name_sheet, TABLE_NAMES)]
    overview = workbook["Overview"]
    assert overview["A1"].value == "Larkwell"
    head = [cell.value for cell in overview[4]]
    assert head[:5] == ["Team", "Cycle", "Title", "Owner", "Status"]
    assert overview.freeze_panes == "A5"
    assert overview.auto_filter.ref.startswith("A4:")
    assert overview.max_row - 4 == len(example().objectives)
    assert all(sheet.freeze_panes and sheet.auto_filter.ref for sheet in workbook)


def test_each_level_has_a_sheet_with_its_objectives_and_their_key_results_below():
    """For paper, too: wide as a page, its head on each; a status has a colour behind its word, and is a word without it."""
    export, workbook = example(), open_workbook(example())
    rows = [
        {"sheet": sheet, **dict(zip([cell.value for cell in sheet[1]], row, strict=True))}
        for sheet in workbook
        if sheet.title.startswith("Goals of")
        for row in sheet.iter_rows(min_row=2)
    ]
    objectives = [row for row in rows if row["Key result"].value is None]
    assert sorted(row["Objective"].value for row in objectives) == sorted(one.title for one in export.objectives)
    assert all(row["Objective"].font.b for row in objectives)
    assert len(rows) - len(objectives) == sum(len(one.key_results) for one in export.objectives)
    for row in rows:
        assert row["Progress"].value is None or row["Progress"].number_format == "0%"
        assert row["Due"].value is None or row["Due"].is_date
        colour = row["Status"].fill.fgColor.rgb
        assert (row["Status"].value in ("on track", "at risk", "off track")) == (colour in FILLS) or row in objectives
    company = workbook["Goals of the company"]
    assert company.page_setup.orientation == "landscape"
    assert company.print_title_rows == "$1:$1"
    assert {row["Team"].value for row in rows if row["sheet"] == company} == {"Larkwell"}
    thousands = [row["To"] for row in rows if isinstance(row["To"].value, int) and row["To"].value >= 1000]
    assert thousands
    assert all(cell.number_format == "#,##0" for cell in thousands)


def test_a_goal_without_a_number_is_said_in_words(project):
    """A range to stay in, steps and levels have no target that is a number; a cell says them as people do."""
    key_results = """
              - {id: a, title: Range, keep: 40..60, now: 50}
              - {id: b, title: Least, keep: ">= 40", now: 50}
              - {id: c, title: Most, keep: "<= 60", now: 50}
              - {id: d, title: Steps, milestones: [{title: One, done: true}, {title: Two}]}
              - {id: e, title: Levels, levels: {commit: low, target: middle, stretch: high}, now: low}
    """
    text = f"objectives:\n  - id: one\n    title: One\n    key_results:{key_results}"
    made = project({"teams/a/2026-Q4.yml": text})
    sheet = open_workbook(build_export(made.snapshot()))["Goals of teams"]
    head = [cell.value for cell in sheet[1]]
    now, to = head.index("Now"), head.index("To")
    said = [(row[now].value, row[to].value) for row in sheet.iter_rows(min_row=3)]
    assert said == [
        (50, "40 to 60"),
        (50, "at least 40"),
        (50, "at most 60"),
        ("1 of 2 steps", None),
        ("low", "middle"),
    ]


def test_a_workbook_read_by_another_program_says_what_the_export_says():
    """Texts and numbers of every sheet, cell by cell, as openpyxl reads them; numbers in the digits that XLSX has."""
    export = example()
    workbook = open_workbook(export)
    for table in build_tables(export):
        sheet = workbook[name_sheet(table.name)]
        rows = [list(row) for row in sheet.iter_rows(min_row=2, max_row=1 + len(table.rows), values_only=True)]
        for row, wanted in zip(rows, table.rows, strict=True):
            assert [pytest.approx(cell) if isinstance(cell, float) else cell for cell in row] == [
                datetime.combine(cell, time()) if isinstance(cell, date) else None if cell == "" else cell
                for cell in wanted
            ]


def test_the_same_content_gives_the_same_bytes(monkeypatch, hostile):
    """Nothing in a workbook tells when it was written."""
    first = write_workbook(hostile).data
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_workbook(hostile).data == first
    assert dict(write_csv_files(hostile)) == dict(write_csv_files(hostile))


def test_a_text_that_no_cell_can_hold_is_counted(project):
    """Excel refuses longer ones: the workbook ends the text there, and whoever asked for it is told."""
    long = "x" * 40_000
    files = {"teams/a/2026-Q4.yml": f"objectives: [{{title: Grow, notes: {long}}}]\n"}
    written = write_workbook(build_export(project(files).snapshot()))
    assert written.cut_texts == 1
    assert written.cut_rows == 0


def test_nothing_withheld_is_in_any_format(project):
    """Drafts are for nobody, and what is internal is not for the public: neither as a cell nor anywhere in the archive."""
    files = {
        "people.yml": "anna: {name: Anna Adler, team: a}\n",
        "teams/a/team.yml": "name: Alpha\n",
        "teams/a/2026-Q4.yml": """
            objectives:
              - {title: Shown to all, id: shown}
              - {title: CANARYDRAFT, id: draft, visibility: draft}
              - title: CANARYINTERNAL
                id: inner
                audience: internal
                key_results: [{title: CANARYRESULT, from: 1, to: 2, now: 1}]
                checkins: [{date: 2026-10-12, note: CANARYNOTE}]
        """,
    }
    whole = project(files).snapshot()
    for export, hidden in ((build_export(whole), b"CANARYDRAFT"), (build_export(redact_snapshot(whole)), b"CANARY")):
        with zipfile.ZipFile(io.BytesIO(write_workbook(export).data)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        parts += [data for _, data in write_csv_files(export)]
        parts.append(format_markdown_export(export).encode())
        assert not [part for part in parts if hidden in part]
        assert any(b"Shown to all" in part for part in parts)


def test_markdown_tells_each_team_and_nothing_typed_becomes_markup(hostile):
    """The document is read by people and pasted into wikis: titles are text there, prose stays in a quotation."""
    text = format_markdown_export(hostile)
    assert '#### =HYPERLINK("https://bad.example","click")' in text
    assert "| -2+3 | −5 | 2.5 | 10 | 50% |" in text
    assert "> \\| a" not in text
    assert "> | a | b |" in text
    told = format_markdown_export(example())
    assert told.startswith("# Larkwell\n")
    assert "\n## " in told
    assert "\n| Key result | From | Now | To | Progress | Owner |\n" in told
