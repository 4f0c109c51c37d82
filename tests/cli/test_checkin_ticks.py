"""`okrsite checkin` for what has no number of its own: steps, what is reached or not, and KPIs with their days."""

from __future__ import annotations

import pytest
from command_line import answer, call

YAML = """\
objectives:
  - id: bread
    title: Sell more bread
    owner: anna
    key_results:
      - {id: oven, title: A new oven, done: no}  # the big one
      - id: till
        title: A till
        milestones:
          - Chosen *well*
          - {title: Bought, done: false}
          - title: Used
            weight: 2
"""
MARKDOWN = """\
## Fewer queues

- Id: queues
- Owner: Ben
- [ ] KR: A second door {#door}
- KR: Signs {#signs}
  - [x] Drawn
  - [ ] Printed, both (due 2026-12-01)
  - [ ] Hung

| Key result | Id    | Done | Milestones           |
| ---------- | ----- | ---- | -------------------- |
| A bench    | bench | no   |                      |
| A plant    | plant |      | [x] bought; [ ] here |

### Check-ins

- 2026-11-06, Ben: Slow.
"""
TEAM = """\
name: Bakery
kpis:
  waste:
    name: Bread thrown away
    unit: "%"
    owner: anna
    values:
      2026-09-30: 5%  # guessed
      2026-10-31: 4.2%
  guests: {name: Guests, values: {2026-10-31: 120}, owner: anna}
  calm: {name: Calm}
"""


@pytest.fixture
def company(project):
    return project(
        {
            "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n",
            "kpis.yml": "speed:\n  name: Speed\n",
            "company/team.yml": "name: Company\n",
            "teams/bakery/team.yml": TEAM,
            "teams/bakery/2026-Q4.yml": YAML,
            "teams/shops/team.md": "---\nname: Shops\nkpis:\n  rent:\n    name: Rent\n    values: {2026-11-30: 5}\n---\n\nWords.\n",
            "teams/shops/2026-Q4.md": MARKDOWN,
        }
    )


def read(company, path: str) -> str:
    return (company.root / "content" / path).read_text(encoding="utf-8")


def report(company, *arguments: str):
    return call("checkin", *arguments, "-f", company.config)


@pytest.mark.parametrize(
    ("path", "arguments", "old", "new"),
    [
        ("bakery/2026-Q4.yml", ["bakery/bread#oven", "--now", "yes"], "done: no}", "done: yes}"),
        ("bakery/2026-Q4.yml", ["bakery/bread#till", "--step", "bought"], "Bought, done: false", "Bought, done: true"),
        (
            "bakery/2026-Q4.yml",
            ["bakery/bread#till", "--step", "3"],
            "weight: 2\n",
            "weight: 2\n            done: true\n",
        ),
        (
            "bakery/2026-Q4.yml",
            ["bakery/bread#till", "--step", "chosen"],
            "- Chosen *well*",
            "- {title: Chosen *well*, done: true}",
        ),
        ("shops/2026-Q4.md", ["shops/queues#door", "--now", "true"], "- [ ] KR: A", "- [x] KR: A"),
        ("shops/2026-Q4.md", ["shops/queues#signs", "--step", "Print"], "[ ] Printed", "[x] Printed"),
        ("shops/2026-Q4.md", ["shops/queues#bench", "--now", "yes"], "| bench | no   |", "| bench | yes  |"),
        ("shops/2026-Q4.md", ["shops/queues#plant", "--step", "here"], "[ ] here", "[x] here"),
    ],
)
def test_something_is_ticked_off_where_it_stands(company, path, arguments, old, new):
    done = report(company, *arguments)
    assert done.status == 0, done.err
    before = YAML if path.endswith("yml") else MARKDOWN
    after = read(company, f"teams/{path}")
    line = after.splitlines()[-1] if path.endswith("md") else ""
    assert line.startswith("- 2026-11-20: Done: ") or not line
    assert (after.removesuffix(f"{line}\n") if line else after) == before.replace(old, new)
    assert "say so already" in report(company, *arguments).err
    assert read(company, f"teams/{path}") == after


def test_a_day_and_several_steps_become_one_line(company):
    report(company, "bakery/bread#till", "--step", "1", "--step", "2", "--date", "2026-11-12", "--by", "anna")
    text = read(company, "teams/bakery/2026-Q4.yml")
    assert "    checkins:\n      - {date: 2026-11-12, by: anna, note: " in text
    assert "Done: Chosen \\*well\\*, Bought" in text


def test_with_the_setting_the_words_are_a_file_of_their_own(company):
    company.options["checkins"] = "file"
    report(company, "bakery/bread#oven", "--now", "yes", "--by", "anna")
    assert read(company, "teams/bakery/2026-Q4.yml") == YAML.replace("done: no", "done: yes")
    assert "Done: A new oven" in read(company, "teams/bakery/checkins/2026-11-20-anna-bread.yml")


@pytest.mark.parametrize(
    ("path", "arguments", "old", "new"),
    [
        ("bakery/team.yml", ["bakery/waste", "--now", "3.9%"], "4.2%\n", "4.2%\n      2026-11-20: 3.9%\n"),
        (
            "bakery/team.yml",
            ["bakery/waste", "--now", "4.5%", "--date", "2026-10-15"],
            "      2026-10-31",
            "      2026-10-15: 4.5%\n      2026-10-31",
        ),
        ("bakery/team.yml", ["bakery/waste", "--now", "4%", "--date", "2026-10-31"], "4.2%", "4%"),
        ("bakery/team.yml", ["bakery/guests", "--now", "131"], "31: 120}", "31: 120, 2026-11-20: 131}"),
        ("bakery/team.yml", ["bakery/calm", "--now", "7"], "Calm}", "Calm, values: {2026-11-20: 7}}"),
        ("shops/team.md", ["shops/rent", "--now", "4"], "{2026-11-30", "{2026-11-20: 4, 2026-11-30"),
        ("../kpis.yml", ["speed", "--now", "4"], "Speed\n", "Speed\n  values:\n    2026-11-20: 4\n"),
    ],
)
def test_a_kpi_gets_a_value_with_its_day(company, path, arguments, old, new):
    before = read(company, f"teams/{path}")
    done = report(company, *arguments)
    assert (done.status, read(company, f"teams/{path}")) == (0, before.replace(old, new)), done.err
    assert "say so already" in report(company, *arguments).err


def test_a_table_takes_steps_and_kpis_too(company, tmp_path):
    table = tmp_path / "week.csv"
    table.write_text(
        "ref,value,step\nbakery/waste,3%,\nbakery/bread#till,,chosen; used\nbakery/bread#oven,yes,\n", encoding="utf-8"
    )
    done = report(company, "--from", str(table))
    assert done.status == 0, done.err
    assert "2026-11-20: 3%" in read(company, "teams/bakery/team.yml")
    text = read(company, "teams/bakery/2026-Q4.yml")
    assert (text.count("done: true"), "done: yes" in text) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["bakery/wast", "--now", "3%"], 2, "No objective is called 'bakery/wast'"),
        (["bakery/waste"], 1, "Nothing is said about bakery/waste"),
        (["bakery/waste", "--now", "lots"], 1, "lots"),
        (["bakery/waste", "--now", "3 EUR"], 1, "EUR"),
        (["bakery/waste", "--now", "3%", "--note", "Well."], 1, "a value and a day only"),
        (["bakery/waste", "--now", "3%", "--date", "2026-12-01"], 1, "still to come"),
        (["bakery/bread#till", "--step", "sold"], 1, "Its steps are: 1 Chosen *well*; 2 Bought; 3 Used."),
        (["bakery/bread#till", "--step", "e"], 1, "Several steps of 'till' fit 'e'"),
        (["bakery/bread#oven", "--step", "1"], 1, "has no steps"),
        (["bakery/bread#till", "--now", "2"], 1, "--step"),
        (["bakery/bread#oven", "--now", "soon"], 1, "neither yes nor no"),
        (["bakery/bread", "--step", "1"], 1, "Name one of them"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(company, arguments, status, said):
    done = report(company, *arguments)
    assert (done.status, said in done.err) == (status, True), done.err
    assert "Traceback" not in done.err
    assert (read(company, "teams/bakery/team.yml"), read(company, "teams/bakery/2026-Q4.yml")) == (TEAM, YAML)


def test_on_a_terminal_steps_and_kpis_are_asked_for(company, monkeypatch):
    answers = "anna\nyes\n\ny\nn\ny\n\n\n3.8%\n\n"
    done = answer(monkeypatch, answers, "checkin", "-f", company.config)
    assert done.status == 0, done.err
    assert "Done: Bought [y/N]" in done.err
    assert "Now [4.2% of 2026-10-31]" in done.err
    text = read(company, "teams/bakery/2026-Q4.yml")
    assert (text.count("done: true"), "done: yes" in text) == (2, True)
    assert "2026-11-20: 3.8%" in read(company, "teams/bakery/team.yml")
