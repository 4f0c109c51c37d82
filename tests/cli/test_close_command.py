"""`okrsite close`: grades, decisions and retrospectives by a table, by the proposals, and by questions on a terminal."""

from __future__ import annotations

import errno

import pytest
from command_line import answer, call

from okrsite.editing import typed_files

YAML = """\
objectives:
  - id: bread
    title: Sell more bread
    owner: anna
    key_results:
      - {id: loaves, title: Loaves a day, from: 100, to: 200, now: 160}  # counted at noon
      - id: shops
        title: Shops
        from: 2 shops
        to: 5 shops
      - {id: oven, title: A new oven, done: false, status: dropped}
  - {id: cake, title: Cake, owner: anna, status: dropped, key_results: [{id: k, title: K, done: false}]}
"""
MARKDOWN = """\
## Fewer queues

- Id: queues
- Owner: Ben

Nobody likes to wait.

| Key result | Id    | From  | To    | Now   |
| ---------- | ----- | ----- | ----- | ----- |
| Waiting    | wait  | 9 min | 4 min | 5 min |
| Tills      | tills | 1     | 3     | 2     |

- KR: Signs {#signs}
  - [x] Drawn
  - [ ] Hung

### Check-ins

- 2026-11-06, Ben: Slow. wait 7 min (50%)

## Later

- Id: later
- Owner: Ben
- KR: Something 1 → 2
"""


@pytest.fixture
def company(project):
    return project(
        {
            "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n",
            "company/team.yml": "name: Company\n",
            "teams/bakery/team.yml": "name: Bakery\n",
            "teams/bakery/2026-Q4.yml": YAML,
            "teams/shops/team.yml": "name: Shops\n",
            "teams/shops/2026-Q4.md": MARKDOWN,
        }
    )


def read(company, path: str) -> str:
    return (company.root / "content" / path).read_text(encoding="utf-8")


def close(company, monkeypatch, options: list[str], *answers: str):
    """Close the quarter on a terminal on which somebody types."""
    lines = "".join(f"{line}\n" for line in answers)
    return answer(monkeypatch, lines, "close", "2026-Q4", *options, "-f", company.config)


def test_proposals_are_written_where_they_are_known(company):
    done = call("close", "2026-Q4", "--accept-proposals", "-f", company.config)
    assert (done.status, done.out) == (0, "")
    assert "Wrote 4 grades and 0 decisions" in done.err
    assert "Without a grade in 2026-Q4: 2 key results, such as bakery/2026-Q4/bread#shops: no proposal." in done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML.replace("now: 160}", "now: 160, grade: 0.6}")
    assert read(company, "teams/shops/2026-Q4.md") == MARKDOWN.replace(
        "| Now   |\n| ---------- | ----- | ----- | ----- | ----- |",
        "| Now   | Grade |\n| ---------- | ----- | ----- | ----- | ----- | ----- |",
    ).replace("| 5 min |", "| 5 min | 0.8   |").replace("| 2     |\n", "| 2     | 0.5   |\n").replace(
        "  - [ ] Hung\n", "  - [ ] Hung\n  - Grade: 0.5\n"
    )


def test_a_second_run_changes_nothing(company):
    arguments = ("close", "2026-Q4", "--accept-proposals", "-f", company.config)
    call(*arguments)
    before = read(company, "teams/shops/2026-Q4.md")
    assert "Nothing is changed" in call(*arguments).err
    assert read(company, "teams/shops/2026-Q4.md") == before


def test_a_table_says_grades_decisions_and_sentences(company, tmp_path):
    table = tmp_path / "grades.csv"
    table.write_text(
        "Ref;Grade;Decision;Sentence\n"
        "bakery/bread#shops;0.2;;The lease fell through.\n"
        "bakery/bread;;carry on;We started too late: in November.\n"
        "shops/2026-Q4/queues;;Close;Fewer queues.\n",
        encoding="utf-8",
    )
    done = call("close", "2026-Q4", "--grades", table, "-f", company.config)
    assert (done.status, "Wrote 1 grade and 2 decisions" in done.err) == (0, True), done.err
    bakery = read(company, "teams/bakery/2026-Q4.yml")
    assert "        to: 5 shops\n        grade: 0.2\n      - {id: oven" in bakery
    assert "    decision: carry on\n    retrospective: |\n      We started too late: in November.\n" in bakery
    assert "      Grade of shops: The lease fell through.\n  - {id: cake" in bakery
    shops = read(company, "teams/shops/2026-Q4.md")
    assert "- Owner: Ben\n- Decision: close\n\nNobody" in shops
    assert "wait 7 min (50%)\n\n### Retrospective\n\nFewer queues.\n\n## Later" in shops


def test_a_dry_run_shows_a_diff_and_writes_nothing(company):
    done = call("close", "2026-Q4", "--accept-proposals", "--team", "bakery", "--dry-run", "-f", company.config)
    assert "+++ b/content/teams/bakery/2026-Q4.yml" in done.out
    assert "shops" not in done.out.replace("Shops", "").replace("id: shops", "").replace("2 shops", "")
    assert "Would write 1 grade" in done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bakery/bread#loafs,0.5", "loaves"),
        ("bakery/bred,,close", "bread"),
        ("bakery/bread#loaves,7", "The grade of bakery/2026-Q4/bread#loaves: '7' is more than 1.0."),
        ("bakery/bread#loaves,good", "from 0.0 to 1.0"),
        ("bakery/bread,0.5", "bakery/2026-Q4/bread#loaves"),
        ("bakery/bread#loaves,0.5,close", "decisions are about objectives"),
        ("bakery/bread,,forget it", "It is one of: carry on, close, drop."),
        ("bakery/bread,,finished", "Did you mean `close`?"),
        ("bakery,0.5", "no objective and no key result of 2026-Q4"),
        ("bakery/bread#loaves,0.5\nbakery/bread#loaves,0.6", "a second time"),
        ("bakery/bread,,close\nbakery/bread,,drop", "a second time"),
        (",0.5", "names no key result and no objective"),
        ("bakery/bread#loaves,0.5,,,,more", "6 cells"),
    ],
)
def test_a_line_that_cannot_be_and_nothing_is_written(company, tmp_path, line, said):
    table = tmp_path / "grades.csv"
    table.write_text(f"ref,grade,decision,sentence\nshops/queues#wait,0.5\n{line}\n", encoding="utf-8")
    done = call("close", "2026-Q4", "--grades", table, "-f", company.config)
    assert (done.status in (1, 2), said in done.err) == (True, True), done.err
    assert "Traceback" not in done.err
    assert (read(company, "teams/bakery/2026-Q4.yml"), read(company, "teams/shops/2026-Q4.md")) == (YAML, MARKDOWN)


@pytest.mark.parametrize(
    "line",
    [
        *("bakery/bread#loafs,0.5", "bakery,0.5", "bakery/bread,0.5", "bakery/bread#loaves,,close", ",0.5"),
        *("bakery/bread#loaves,5", "bakery/bread,,keep going"),
    ],
)
def test_a_line_that_cannot_be_is_named_with_its_file_also_behind_a_cell_of_several_lines(company, tmp_path, line):
    table = tmp_path / "grades.csv"
    table.write_text(f'ref,grade,decision,sentence\nshops/queues,,,"Fewer\nqueues."\n{line}\n', encoding="utf-8")
    done = call("close", "2026-Q4", "--grades", table, "-f", company.config)
    assert f"Line 4 of {table}" in done.err


def test_a_sentence_below_a_head_that_is_not_known_is_not_lost(company, tmp_path):
    """Decisions were written and what was learned was not, because its column had another name."""
    table = tmp_path / "grades.csv"
    table.write_text("ref,decision,lesson\nbakery/bread,close,Bake earlier\n", encoding="utf-8")
    done = call("close", "2026-Q4", "--grades", table, "-f", company.config)
    assert f"Line 1 of {table}: the column 'lesson' is none of ref, grade, decision, sentence." in done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["2026-Q4"], 2, "give --grades FILE, or --accept-proposals"),
        (["2026-Q9", "--accept-proposals"], 2, "'2026-Q9' is no cycle"),
        (["2027-Q1", "--accept-proposals"], 1, "begins on 2027-01-01"),
        (["2026-Q4", "--accept-proposals", "--team", "nobody"], 2, "no unit 'nobody'"),
        (["2026-Q4", "--accept-proposals", "--team", "bakry"], 2, "Did you mean 'bakery'?"),
        (["2026-Q4", "--grades", "nowhere.csv"], 2, "nowhere.csv"),
        ([], 2, "CYCLE"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(company, arguments, status, said):
    done = call("close", *arguments, "-f", company.config)
    assert (done.status, said in done.err) == (status, True), done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML


def test_another_retrospective_stays(company, tmp_path):
    company.write({"teams/shops/2026-Q4.md": f"{MARKDOWN}\n### Retrospective\n\nOurs.\n"})
    table = tmp_path / "grades.csv"
    table.write_text("shops/later,,close,Theirs.\n", encoding="utf-8")
    done = call("close", "2026-Q4", "--grades", table, "-f", company.config)
    assert (done.status, "has a retrospective already, in content/teams/shops/2026-Q4.md, line 29" in done.err) == (
        1,
        True,
    )
    table.write_text("shops/later,,close,Ours.\n", encoding="utf-8")
    call("close", "2026-Q4", "--grades", table, "-f", company.config)
    assert "- Decision: close\n- KR: Something" in read(company, "teams/shops/2026-Q4.md")


def test_a_file_in_conflict_is_left_as_it_is(company):
    conflict = YAML.replace("    owner: anna\n", "<<<<<<< a\n    owner: anna\n=======\n    owner: ben\n>>>>>>> b\n", 1)
    company.write({"teams/bakery/2026-Q4.yml": conflict})
    done = call("close", "2026-Q4", "--accept-proposals", "-f", company.config)
    assert (done.status, "can't be read, so nothing is changed" in done.err) == (1, True), done.err
    assert (read(company, "teams/bakery/2026-Q4.yml"), read(company, "teams/shops/2026-Q4.md")) == (conflict, MARKDOWN)


def test_a_file_that_the_system_keeps_is_told_and_both_stay_as_they_are(company, monkeypatch):
    """The first file is written, and the second can't be."""
    write, written = typed_files.write_whole_file, []

    def refuse(path, *rest) -> None:
        if written and path.name == "2026-Q4.md":
            raise PermissionError(errno.EACCES, "Permission denied", "2026-Q4.md")
        written.append(path)
        write(path, *rest)

    monkeypatch.setattr(typed_files, "write_whole_file", refuse)
    done = call("close", "2026-Q4", "--accept-proposals", "-f", company.config)
    assert (done.status, "The system refused something" in done.err) == (1, True), done.err
    assert (read(company, "teams/bakery/2026-Q4.yml"), read(company, "teams/shops/2026-Q4.md")) == (YAML, MARKDOWN)


def test_on_a_terminal_it_goes_through_what_is_open(company, monkeypatch):
    """A proposal, another grade with its reason, one that can't be, one left open; and two objectives."""
    answers = ("", "-", "1", "Sold well.", "7", "0.2", "No till came.", "-", "0.5", "close", "", "q")
    done = close(company, monkeypatch, [], *answers)
    assert done.status == 0, done.err
    assert "Sell more bread (bakery/2026-Q4/bread, 1 of 3)" in done.err
    assert "Loaves a day: 100 → 200, now 160, progress 60%" in done.err
    assert "Grade, 0.0 to 1.0 [0.6]" in done.err
    assert "'7' is more than 1.0" in done.err
    assert "That is far from 0.8. Why?" in done.err
    bakery, shops = read(company, "teams/bakery/2026-Q4.yml"), read(company, "teams/shops/2026-Q4.md")
    assert bakery == YAML.replace("now: 160}", "now: 160, grade: 0.6}").replace(
        "  - {id: cake", "    decision: carry on\n    retrospective: Sold well.\n  - {id: cake"
    )
    assert "| 5 min | 0.2   |\n| Tills      | tills | 1     | 3     | 2     |       |" in shops
    assert "  - Grade: 0.5\n" in shops
    assert "### Retrospective\n\nGrade of wait: No till came.\n\n## Later" in shops
    assert "- Decision: close" in shops


def test_on_a_terminal_what_is_said_is_asked_no_more(company, monkeypatch):
    close(company, monkeypatch, ["--team", "bakery"], "", "0.1", "", "", "", "")
    done = close(company, monkeypatch, ["--team", "bakery"])
    assert (done.status, "Grade" in done.err) == (0, False)
    assert "Nothing is changed" in done.err


def test_closing_asks_what_the_record_asks_with_the_grades_that_were_just_given(project, tmp_path):
    """It looked well until the last week; the team's retrospective is the place to talk about it."""
    said = "\n".join(f"      - {{date: {day}, confidence: {{k: 80%}}}}" for day in ("2026-11-06", "2026-12-11"))
    company = project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.yml": "objectives:\n  - id: o\n    title: Sell more\n    key_results:\n"
            f"      - {{id: k, title: Bikes sold, from: 0, to: 100, now: 20}}\n    checkins:\n{said}\n",
        }
    )
    table = tmp_path / "grades.csv"
    table.write_text("ref,grade\ncompany/2026-Q4/o#k,0.2\n", encoding="utf-8")
    done = call("close", "2026-Q4", "--grades", table, "--today", "2027-01-08", "-f", company.config)
    assert done.status == 0
    assert (
        "company/2026-Q4/o: “Bikes sold” was reported with a confidence of 80% and 80% until the last week" in done.err
    )
    assert "was graded 0.2." in done.err
    done = call("close", "2026-Q4", "--grades", table, "--today", "2026-12-28", "-f", company.config)
    assert "Bikes sold" not in done.err
