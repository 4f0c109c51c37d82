"""`okrsite import`: what it prints, and what it refuses."""

from __future__ import annotations

import json

import pytest
from command_line import call

DOCUMENT = """\
# Booking OKRs Q4 2026

## Objective 1: Book within a minute

- KR1: Median time from 4 min to 1 min (Owner: Sana)
- KR2: 20 bookings a day => 75%

A remark.
"""


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "booking.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_json_has_the_tree_that_was_found(document):
    """The contract that other programs rely on: these names, in this order, and no others."""
    done = call("import", document, "--dry-run", "--format", "json")
    assert done.status == 0
    expected = {
        "objectives": [
            {
                "title": "Book within a minute",
                "owner": None,
                "cycle": "2026-Q4",
                "team": "Booking",
                "line": 3,
                "parent": None,
                "key_results": [
                    {
                        "title": "Median time from 4 min to 1 min",
                        "line": 5,
                        "owner": "Sana",
                        "result": None,
                        "progress": None,
                        "score": None,
                        "done": None,
                        "from": "4 min",
                        "to": "1 min",
                    },
                    {
                        "title": "20 bookings a day",
                        "line": 6,
                        "owner": None,
                        "result": "75%",
                        "progress": 0.75,
                        "score": None,
                        "done": None,
                        "from": None,
                        "to": None,
                    },
                ],
            }
        ],
        "problems": [],
    }
    assert done.out == json.dumps(expected, ensure_ascii=False, indent=2) + "\n"


def test_text_says_of_each_line_what_it_became_and_why(document):
    done = call("import", document, "--dry-run")
    assert done.status == 0
    said = done.out
    assert "3: objective: Book within a minute – It is an objective." in said
    assert "8: note: A remark. – It says more about the objective above." in said
    assert "1 objective and 2 key results were found" in said


def test_a_whole_folder_is_read(tmp_path, document):
    (tmp_path / "teams" / "parts").mkdir(parents=True)
    (tmp_path / "teams" / "parts" / "2026-Q4.md").write_text(
        "# OKRs\n\n## Objective: Stock that is right\n\n- KR: 99%\n"
    )
    done = call("import", tmp_path, "--dry-run", "--format", "json")
    assert done.status == 0
    found = json.loads(done.out)["objectives"]
    assert [(one["title"], one["team"], one["cycle"]) for one in found] == [
        ("Book within a minute", "Booking", "2026-Q4"),
        ("Stock that is right", "parts", "2026-Q4"),
    ]


def test_options_say_what_a_document_leaves_open(tmp_path):
    path = tmp_path / "okrs.md"
    path.write_text("## Objective: One\n\n- KR: a\n- KR: b\n")
    done = call("import", path, "--dry-run", "--format", "json", "--team", "parts", "--cycle", "2026-Q1")
    assert done.status == 0
    (one,) = json.loads(done.out)["objectives"]
    assert (one["team"], one["cycle"]) == ("parts", "2026-Q1")


@pytest.mark.parametrize(
    ("name", "way_out"),
    [("goals.docx", "pandoc goals.docx"), ("goals.pdf", "Save it as Markdown"), ("jira.xml", "Export the same as CSV")],
)
def test_a_file_of_another_kind_is_refused_with_a_way_out(tmp_path, name, way_out):
    (tmp_path / name).write_bytes(b"%PDF")
    done = call("import", tmp_path / name, "--dry-run")
    assert done.status == 1
    assert "is of a kind that isn't imported" in done.err
    assert way_out in done.err


def test_an_empty_folder_is_refused(tmp_path):
    done = call("import", tmp_path, "--dry-run")
    assert done.status == 1
    assert "holds nothing that can be imported" in done.err


def test_control_characters_of_a_document_reach_no_terminal(tmp_path):
    path = tmp_path / "okrs.md"
    path.write_text("# OKRs 2026 Q1\n\n## Objective: \x1b[31mRed\n\n- KR: ::error::now\n")
    done = call("import", path, "--dry-run")
    assert done.status == 0
    said = done.out
    assert "\x1b" not in said
    assert "::error" not in said


def test_a_page_without_goals_is_counted_in_plain_words(tmp_path):
    """A report that speaks of “the objective above” where there is none, or of “1 lines”, misleads whoever reads it."""
    path = tmp_path / "notes.md"
    path.write_text("**Note:** the door was open.\n", encoding="utf-8")
    said = call("import", path, "--dry-run").out
    assert "objective above" not in said
    assert said.endswith("0 objectives and 0 key results were found; 1 line is prose, 0 are left out.\n")
