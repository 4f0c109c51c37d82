"""`okrsite checkin`: a report from the command line, in one step, from a table, and by questions on a terminal."""

from __future__ import annotations

import errno
import subprocess

import pytest
from command_line import answer, call

from okrsite.editing import typed_files

YAML = """\
objectives:
  - id: bread
    title: Sell more bread
    owner: anna
    key_results:
      - {id: loaves, title: Loaves a day, from: 100, to: 200, now: 120}  # counted at noon
      - {id: shops, title: Shops, from: 2 shops, to: 5 shops}
      - {id: oven, title: A new oven, done: false}
"""
MARKDOWN = """\
## Fewer queues

- Id: queues
- Owner: Ben

| Key result | Id   | From  | To    | Now   |
| ---------- | ---- | ----- | ----- | ----- |
| Waiting    | wait | 9 min | 4 min | 7 min |

### Check-ins

- 2026-11-06, Ben: Slow. wait 7 min (50%)
"""
PEOPLE = "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n"


@pytest.fixture
def company(project):
    return project(
        {
            "people.yml": PEOPLE,
            "company/2026.yml": "objectives: [{id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, done: false}]}]\n",
            "teams/bakery/team.yml": "name: Bakery\n",
            "teams/bakery/2026-Q4.yml": YAML,
            "teams/shops/team.yml": "name: Shops\n",
            "teams/shops/2026-Q4.md": MARKDOWN,
        }
    )


def read(company, path: str) -> str:
    return (company.root / "content" / path).read_text(encoding="utf-8")


def test_a_value_alone_changes_one_cell(company):
    done = call("checkin", "bakery/bread#loaves", "--now", "131", "-f", company.config)
    assert (done.status, done.out) == (0, "")
    assert "bread, 2026-11-20: loaves 131" in done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML.replace("now: 120", "now: 131")


def test_with_a_note_it_is_a_line_of_its_own(company):
    call("checkin", "bakery/bread#shops", "--now", "3 shops", "--confidence", "80%", "--note", "Opened: the third.",
         "--by", "anna", "-f", company.config)  # fmt: skip
    line = '{date: 2026-11-20, by: anna, note: "Opened: the third.", now: {shops: 3 shops}, confidence: {shops: 80%}}'
    assert read(company, "teams/bakery/2026-Q4.yml") == f"{YAML}    checkins:\n      - {line}\n"


def test_in_markdown_cell_and_line_agree(company):
    call(
        "checkin",
        "shops/queues#wait",
        "--now",
        "6.5 min",
        "--note",
        "A second till",
        "--by",
        "ben",
        "-f",
        company.config,
    )
    text = MARKDOWN.replace("| 7 min |", "| 6.5 min |")
    assert read(company, "teams/shops/2026-Q4.md") == f"{text}- 2026-11-20, Ben: A second till. wait 6.5 min\n"


def test_the_day_before_changes_no_newer_value(company):
    call("checkin", "shops/queues#wait", "--now", "8 min", "--date", "2026-10-30", "-f", company.config)
    text = read(company, "teams/shops/2026-Q4.md")
    assert "| 7 min |" in text
    assert text.index("- 2026-10-30: wait 8 min") < text.index("- 2026-11-06")


def test_a_second_run_changes_nothing(company):
    arguments = ("checkin", "shops/queues#wait", "--now", "6 min", "--note", "Better.", "-f", company.config)
    call(*arguments)
    before = read(company, "teams/shops/2026-Q4.md")
    assert "say so already" in call(*arguments).err
    assert read(company, "teams/shops/2026-Q4.md") == before


def test_a_dry_run_shows_a_diff_and_writes_nothing(company):
    done = call("checkin", "bakery/bread#loaves", "--now", "131", "--dry-run", "-f", company.config)
    assert "+++ b/content/teams/bakery/2026-Q4.yml" in done.out
    assert "now: 131}  # counted at noon" in done.out
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML


def test_a_table_reports_several_values_at_once(company, tmp_path):
    table = tmp_path / "week.csv"
    table.write_text(
        "\ufeffRef;Value;Confidence;Note\nbakery/bread#loaves;140;;\nbakery/bread#shops;4 shops;50%;\nshops/queues#wait;6 min;;On time\n",
        encoding="utf-8",
    )
    assert call("checkin", "--from", table, "--by", "anna", "-f", company.config).status == 0
    bakery = read(company, "teams/bakery/2026-Q4.yml")
    assert "now: 140}  # counted" in bakery
    assert "now: {loaves: 140, shops: 4 shops}, confidence: {shops: 50%}" in bakery
    assert "- 2026-11-20, anna: On time. wait 6 min" in read(company, "teams/shops/2026-Q4.md")


def test_with_a_setting_it_becomes_a_file_of_its_own(company):
    company.options["checkins"] = "file"
    arguments = (
        "checkin",
        "bakery/bread#loaves",
        "--now",
        "131",
        "--note",
        'It\'s: "fine"',
        "--by",
        "anna",
        "-f",
        company.config,
    )
    assert call(*arguments).status == 0
    text = read(company, "teams/bakery/checkins/2026-11-20-anna-bread.yml")
    assert text.startswith("objective: 2026-Q4/bread\ndate: 2026-11-20\nby: anna\n")
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML
    newest = company.snapshot().organisation.objectives["bakery/2026-Q4/bread"].checkins[-1]
    assert (newest.note.markdown, newest.now["loaves"].value) == ('It\'s: "fine"', 131.0)
    assert "say so already" in call(*arguments).err
    call("checkin", "bakery/bread#loaves", "--now", "132", "--by", "anna", "-f", company.config)
    assert "132" in read(company, "teams/bakery/checkins/2026-11-20-anna-bread-2.yml")
    done = call("checkin", "bakery/bread#shops", "--now", "3 EUR", "-f", company.config)
    assert (done.status, "OKR205" in done.err) == (1, True)


def test_a_value_beside_a_newer_file_is_listed_so_that_it_counts(company):
    company.write({"teams/bakery/checkins/2026-11-13.yml": "objective: bread\nnow: {loaves: 125}\n"})
    call("checkin", "bakery/bread#loaves", "--now", "131", "-f", company.config)
    assert "- {date: 2026-11-20, now: {loaves: 131}}" in read(company, "teams/bakery/2026-Q4.yml")
    assert company.key_result("bakery/2026-Q4/bread#loaves").current_values.now.value == 131.0
    call("checkin", "bakery/bread#loaves", "--now", "110", "--date", "2026-11-06", "-f", company.config)
    assert company.key_result("bakery/2026-Q4/bread#loaves").current_values.now.value == 131.0


@pytest.mark.parametrize("line", ["bakery/bread#loafs,140", "bakery/bread,140", "bakery/bread#loaves,", "bakery,1"])
def test_a_line_that_cannot_be_is_named_with_its_file(company, tmp_path, line):
    table = tmp_path / "week.csv"
    table.write_text(f"ref,value\n\nshops/queues#wait,4 min\n{line}\n", encoding="utf-8")
    done = call("checkin", "--from", table, "-f", company.config)
    assert (done.status in (1, 2), f"Line 4 of {table}: " in done.err) == (True, True), done.err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("bakery/bread#loaves,140\nshops/queues#wait,4 EUR", "Line 3 of {}: Here the unit is 'EUR'"),
        ("bakery/bread#loaves,lots\nshops/queues#wait,4 min", "Line 2 of {}: now: 'lots' is not a number."),
        ("bakery/bread#loaves,140\nbakery/bread#shops,3 EUR", "Line 3 of {}: Here the unit is 'EUR'"),
    ],
)
def test_the_line_whose_value_cannot_be_is_named(company, tmp_path, rows, said):
    """Of a week's table with thirty lines nobody looks for the one that has the wrong unit."""
    table = tmp_path / "week.csv"
    table.write_text(f"ref,value\n{rows}\n", encoding="utf-8")
    done = call("checkin", "--from", table, "-f", company.config)
    assert done.status == 1
    assert said.format(table) in done.err
    assert (read(company, "teams/bakery/2026-Q4.yml"), read(company, "teams/shops/2026-Q4.md")) == (YAML, MARKDOWN)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "ref,value,remark\nbakery/bread#loaves,140,Sold out\n",
            "the column 'remark' is none of ref, value, confidence,",
        ),
        ("ref,valeu\nbakery/bread#loaves,140\n", "Did you mean 'value'?"),
        ("ref,value,\nbakery/bread#loaves,140,Sold out\n", "column 3, without a name, is none of"),
        ("ref,value,now\nbakery/bread#loaves,140,150\n", "the column 'now' says the same as one before it."),
        ("goal,number\nbakery/bread#loaves,140\n", "looks like a head, and no column is called ref."),
        (
            "Ziel;value\nbakery/bread#loaves;140\n",
            "without a head they are ref, value, confidence, note, in this order.",
        ),
    ],
)
def test_a_column_that_would_be_lost_is_refused(company, tmp_path, table, said):
    """What stands below a head that isn't known was left out without a word, such as what somebody had remarked."""
    path = tmp_path / "week.csv"
    path.write_text(table, encoding="utf-8")
    done = call("checkin", "--from", path, "-f", company.config)
    assert (done.status, f"Line 1 of {path}" in done.err, said in done.err) == (1, True, True), done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML


@pytest.mark.parametrize(
    "table", ["ref,value,remark,\nbakery/bread#loaves,140,,\n", "bakery/bread#loaves,140\nbakery/bread#oven,yes\n"]
)
def test_an_empty_column_and_a_table_without_a_head_are_read(company, tmp_path, table):
    path = tmp_path / "week.csv"
    path.write_text(table, encoding="utf-8")
    assert call("checkin", "--from", path, "-f", company.config).status == 0
    assert "now: 140" in read(company, "teams/bakery/2026-Q4.yml")


def test_one_wrong_line_of_a_table_and_nothing_is_written(company, tmp_path):
    table = tmp_path / "week.csv"
    table.write_text("ref,value\nbakery/bread#loaves,140\nshops/queues#wait,4 EUR\n", encoding="utf-8")
    done = call("checkin", "--from", table, "-f", company.config)
    assert done.status == 1
    assert "EUR" in done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["bakery/bred#loaves", "--now", "1"], 2, "bread"),
        (["bakery/bread#loafs", "--now", "1"], 2, "loaves"),
        (["bakery/bread#loaves", "--now", "1 EUR"], 1, "no unit so far"),
        (["bakery/bread#shops", "--now", "1 EUR"], 1, "'shops'"),
        (["bakery/bread#loaves", "--now", "lots"], 1, "lots"),
        (["bakery/bread#oven", "--now", "1"], 1, "neither yes nor no"),
        (["bakery/bread#loaves", "--now", "1", "--date", "2026-12-24"], 1, "still to come"),
        (
            ["bakery/bread#loaves", "--now", "1", "--date", "24.12."],
            2,
            "The date '24.12.' has no year. Type it with the year in front",
        ),
        (["bakery/bread#loaves", "--now", "1", "--date", "20.11.2026"], 2, "Dates begin with the year: 2026-11-20."),
        (["bakery/bread#loaves", "--now", "1", "--confidence", "high"], 1, "80%"),
        (["bakery/bread", "--now", "1"], 1, "bakery/2026-Q4/bread#loaves"),
        (["bakery/bread"], 1, "--note"),
        (["bakery", "--note", "Well."], 1, "Open objectives of Bakery are bakery/2026-Q4/bread."),
        (["bakery/#loaves", "--now", "1"], 2, "Did you mean 'bakery/2026-Q4/bread#loaves'?"),
        (["Loaves a day", "--now", "1"], 2, "Did you mean 'bakery/2026-Q4/bread#loaves'? Say the unit too."),
        (["bakery/cakes#loaves", "--now", "1"], 2, "'bakery' has: bread."),
        (["shops/queues#wait", "--now", "6 min", "--by", "a: b"], 1, "'a: b' can't be read as the name of whoever"),
        (["shops/queues", "--note", "a\n\n## b", "--by", "2026-11-20"], 1, "'2026-11-20' can't be read as the name"),
        ([], 2, "Name what you report on"),
        (["--from", "nowhere.csv"], 2, "nowhere.csv"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(company, arguments, status, said):
    done = call("checkin", *arguments, "-f", company.config)
    assert (done.status, said in done.err) == (status, True), done.err
    assert "Traceback" not in done.err
    if status:
        assert read(company, "teams/bakery/2026-Q4.yml") == YAML


def test_a_file_in_conflict_is_left_as_it_is(company):
    conflict = YAML.replace("    owner: anna\n", "<<<<<<< a\n    owner: anna\n=======\n    owner: ben\n>>>>>>> b\n")
    company.write({"teams/bakery/2026-Q4.yml": conflict})
    done = call("checkin", "bakery/bread#loaves", "--now", "131", "-f", company.config)
    assert done.status == 1
    assert "content/teams/bakery/2026-Q4.yml can't be read, so nothing is changed." in done.err
    assert "content/teams/bakery/2026-Q4.yml:4:1: error OKR124" in done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == conflict


def test_git_says_who_reports(company):
    run = ["git", "-C", str(company.root)]
    subprocess.run([*run, "init", "-q"], check=True)
    subprocess.run([*run, "config", "user.name", "Ben Ito"], check=True)
    subprocess.run([*run, "-c", "user.email=ben@example.org", "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    call("checkin", "bakery/bread#loaves", "--now", "131", "--note", "Well.", "-f", company.config)
    assert "by: ben, note: Well." in read(company, "teams/bakery/2026-Q4.yml")


def test_on_a_terminal_it_asks_about_everything_that_somebody_owns(company, monkeypatch):
    answers = "Anna Berg\n\n\n\n\n\nlots\n4 shops\nrather\n80%\nperhaps\nyes\n50%\nA third shop.\n"
    done = answer(monkeypatch, answers, "checkin", "-f", company.config)
    assert "Sell more bread (bakery/2026-Q4/bread)" in done.err
    assert "Now [120]" in done.err
    assert "'lots' is not a number" in done.err
    assert done.status == 0, done.err
    assert "note: A third shop., now: {shops: 4 shops}" in read(company, "teams/bakery/2026-Q4.yml")
    assert "confidence: {shops: 80%, oven: 50%}" in read(company, "teams/bakery/2026-Q4.yml")
    assert "done: true" in read(company, "teams/bakery/2026-Q4.yml")


def test_lines_that_end_as_on_windows_get_the_same_checkin(company):
    """The end of each line was taken for an empty line, and an empty one was put above the new check-in."""
    log = MARKDOWN + "- 2026-11-13, Ben: Better. wait 6 min (60%)\n"
    said = {}
    for end in ("\n", "\r\n"):
        company.write({"teams/shops/2026-Q4.md": log.replace("\n", end).encode()})
        call("checkin", "shops/queues#wait", "--now", "5 min", "--note", "Well.", "-f", company.config)
        said[end] = (company.root / "content/teams/shops/2026-Q4.md").read_bytes().decode()
    assert said["\n"].endswith("- 2026-11-13, Ben: Better. wait 6 min (60%)\n- 2026-11-20: Well. wait 5 min\n")
    assert said["\r\n"] == said["\n"].replace("\n", "\r\n")


@pytest.mark.parametrize("kept", ["list", "file"])
def test_a_slip_in_one_answer_takes_no_other_answers_along(company, monkeypatch, kept):
    """A value in another unit was refused when all was answered, and with it went what had been said of all the rest."""
    company.options["checkins"] = kept
    company.write({"kpis.yml": "visits:\n  name: Visits\n  unit: '%'\n  owner: anna\n  values: {2026-10-31: 40%}\n"})
    # Goal and its note; loaves; shops in another unit, then rightly; the oven; a note; the KPI likewise.
    answers = "Anna Berg\n\n\n\n131\n\n3 EUR\n4 shops\n\n\n\nA third shop.\n45 EUR\n45%\n"
    done = answer(monkeypatch, answers, "checkin", "-f", company.config)
    assert done.status == 0, done.err
    assert done.err.count("Here the unit is 'EUR'") == 2
    assert company.key_result("bakery/2026-Q4/bread#loaves").current_values.now.value == 131.0
    assert company.key_result("bakery/2026-Q4/bread#shops").current_values.now.value == 4.0
    assert "2026-11-20: 45%" in read(company, "kpis.yml")


def test_a_file_that_the_system_keeps_is_told_and_stays_as_it_is(company, monkeypatch):
    """Whoever is root may write everywhere, so the refusal is the test's own."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "2026-Q4.yml")

    monkeypatch.setattr(typed_files, "write_whole_file", refuse)
    done = call("checkin", "bakery/bread#loaves", "--now", "131", "-f", company.config)
    assert (done.status, "The system refused something" in done.err) == (1, True), done.err
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML
