"""The same content in YAML and in Markdown is the same model, with the same problems."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from stories import read_export, read_snapshot

from okrsite.problems import Place
from okrsite.prose import Prose
from okrsite.snapshot import Snapshot

# What both spellings stand in: a goal to link to, people, a KPI.
AROUND = {
    "people.yml": "anna: Anna Berg\nben: Ben Ost\ncem: Cem Ak\n",
    "kpis.yml": "returning:\n  unit: '%'\n  values: {2026-09-01: 31%, 2026-11-01: 35%}\n",
    "company/team.yml": "name: Company\n",
    "company/2026.yml": """
        objectives:
          - id: relations
            title: Deepen relationships
            owner: anna
            key_results:
              - {id: returning, title: Returning customers, from: 100, to: 200}
          - {id: growth, title: Growth, owner: anna, key_results: [{id: sales, title: Sales, from: 1, to: 2}]}
        """,
    "teams/platform/team.yml": "name: Platform\n",
    "teams/platform/2026-Q4.yml": "objectives: [{id: scanner, title: Scanner, owner: ben, key_results: [{title: Ready, done: true}]}]\n",
    "teams/events/team.yml": "name: Events\n",
    "teams/events/2026-Q3.yml": "objectives: [{id: shows, title: Shows, owner: ben, key_results: [{title: Ready, done: true}]}]\n",
}


def model(snapshot: Snapshot) -> Any:
    """Everything that the model holds, without places and without the names of files."""
    return bare(snapshot.organisation)


_OF_FILES = frozenset(
    {
        "places",
        "path",
        "index_path",
        "value_places",
        "draft_spans",
        "objective_extents",
        "drafts",
        "draft_headings",
        "attachments",
        "numbered",
        "number",
    }
)
"""What says where something was typed, and, as `KR2:` does, how key results are called in Markdown alone."""


def bare(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if isinstance(value, msgspec.Struct):
        return {name: bare(getattr(value, name)) for name in value.__struct_fields__ if name not in _OF_FILES}
    if isinstance(value, Mapping):
        return {str(key): bare(each) for key, each in value.items()}
    return [bare(each) for each in value] if isinstance(value, (tuple, list)) else value


def without_source(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_source(each) for key, each in value.items() if key != "source"}
    return [without_source(each) for each in value] if isinstance(value, list) else value


@pytest.fixture
def both(tmp_path: Path, project: Callable[..., Any]) -> Callable[..., tuple[Snapshot, Snapshot]]:
    """Read the same content twice, once in each spelling, as `teams/events/<stem>`."""

    def make(
        yaml: str, markdown: str, stem: str = "2026-Q4", folder: str = "teams/events"
    ) -> tuple[Snapshot, Snapshot]:
        snapshots = []
        for ending, text in (("yml", yaml), ("md", markdown)):
            site = project(AROUND, fiscal_year_start=1)
            for other in ("yml", "md"):
                (site.root / "content" / folder / f"{stem}.{other}").unlink(missing_ok=True)
            site.write({f"{folder}/{stem}.{ending}": text})
            snapshots.append(site.snapshot())
        return snapshots[0], snapshots[1]

    return make


ONE = "key_results: [{id: k, title: Known, done: false}]"
ONE_MD = "- [ ] KR: Known {#k}\n"


def objective(yaml: str, fields: str, key_results: str = ONE_MD) -> tuple[str, str]:
    """Wrap what differs into one objective of Anna's: its YAML, and in Markdown its fields and what follows them."""
    body = textwrap.indent(textwrap.dedent(yaml.replace(ONE, "")).strip("\n"), " " * 4)
    if ONE in yaml:
        body += f"\n    {ONE}"
    head = "objectives:\n  - id: o\n    title: An objective\n    owner: anna\n"
    fields, key_results = (textwrap.dedent(text).strip("\n") for text in (fields, key_results))
    return f"{head}{body}\n", f"## An objective\n\n- Id: o\n- Owner: anna\n{fields}\n\n{key_results}\n"


PAIRS: dict[str, tuple[str, str]] = {
    "summary and introduction": (
        "summary: In one line\nintro: |-\n  Some prose.\n\n  - a list\nobjectives: [{id: o, title: O, owner: anna, " + ONE + "}]\n",
        "---\nsummary: In one line\n---\n\nSome prose.\n\n- a list\n\n## O\n- Id: o\n- Owner: anna\n" + ONE_MD,
    ),
    "ids from titles": (
        "objectives: [{title: More *of* this, owner: anna, key_results: [{title: Less of that, done: true}]}]\n",
        "## O1: More \\*of\\* this\n\n- Owner: anna\n- [x] KR1: Less of that\n",
    ),
    "people": objective(
        f"reviewer: Cem Ak\ncontributors: [ben, Dana Dell]\n{ONE}",
        "- Reviewer: Cem Ak\n- Contributors: ben, Dana Dell\n",
    ),
    "words and choices": objective(
        f"""
        horizon: tactical
        ambition: aspirational
        status: at risk
        with: [platform]
        consult: [legal, works council]
        inform: [finance]
        tags: [retention, care plan]
        blockers: ["No venue, not even a small one", Rain]
        aliases: [old, older]
        {ONE}""",
        """
        - **Horizon**: tactical
        - **Ambition:** Aspirational
        - status: At risk
        - With: platform
        - Consult:
          - legal
          - works council
        - Inform: finance
        - Tags: retention, care plan
        - Blockers: No venue, not even a small one; Rain
        - Aliases: old, older
        """,
    ),
    "links with share and reason": objective(
        f"""
        contributes_to:
          - {{to: company/relations#returning, share: 40%, because: 'events bring four in ten, they say'}}
          - company/growth
        supports:
          - {{to: ../../company/2026.yml#growth, because: we are known}}
        depends_on: [platform/scanner]
        continues: 2026-Q3/shows
        {ONE}""",
        """
        - Contributes to:
          - company/relations#returning (40 %, because events bring four in ten, they say)
          - company/growth
        - Supports: [Growth](../../company/2026.yml#growth)
          - Because: we are known
        - Depends on: platform/scanner
        - Continues: 2026-Q3/shows
        """,
    ),
    "why and notes": objective(
        f"why: |-\n  First.\n\n  > Second\nnotes: |-\n  After it.\n\n  ### Background\n\n  1. one\nneeds: Money **now**\n{ONE}",
        "- Needs: Money **now**\n\nFirst.\n\n> Second",
        ONE_MD + "\nAfter it.\n\n### Background\n\n1. one\n",
    ),
    "numbers in a table": objective(
        """
        key_results:
          - {id: repeat, title: Repeat customers, from: 120, to: 180, now: 142, confidence: 50%, owner: ben, weight: 2}
          - {id: churn, title: Churn, keep: 2%..4%, now: 3.1%, due: 2026-12-15, unit: '%'}
          - {id: price, title: "Price | net", from: EUR 30k, to: "EUR 1,200k", grade: 0.7, status: on track}
          - {id: kpi, title: Share, kpi: returning, to: 40%}
        """,
        "",
        """

        | Key result       | Id     | Owner | From    | To         | Now  | Keep   | Confidence | Weight | Due        | Unit | Grade | Status   | KPI       |
        | ---------------- | ------ | ----- | ------- | ---------- | ---- | ------ | ---------- | ------ | ---------- | ---- | ----- | -------- | --------- |
        | Repeat customers | repeat | Ben Ost | 120   | 180        | 142  |        | 50%        | 2      |            |      |       |          |           |
        | Churn            | churn  |       |         |            | 3.1% | 2%..4% |            |        | 2026-12-15 | %    |       |          |           |
        | Price \\| net    | price  |       | EUR 30k | EUR 1,200k |      |        |            |        |            |      | 0.7   | On track |           |
        | Share            | kpi    |       |         | 40%        |      |        |            |        |            |      |       |          | returning |
        """,
    ),
    "numbers in bullets": objective(
        """
        key_results:
          - {id: repeat, title: Repeat customers per quarter, from: 120, to: 180, now: 142, confidence: 50%}
          - {id: days, title: Days to answer, from: 5 days, to: 3 days}
          - {id: rate, title: Rate, to: 40%, from: 31%, now: 33%, phases: {2026-10-31: 34%, 2026-11-30: 37%}}
          - {id: nps, title: NPS of the 2 regions, keep: ">= 40", now: 43, confidence: 0.8}
        """,
        "",
        """
        - KR1: Repeat customers per quarter: 120 → 180, now 142 (50%)
          - Id: repeat
        - **KR 2 -** Days to answer from 5 days to 3 days {#days}

        1. Key result 3: Rate 31% -> 40%, now 33%
           - Id: rate
           - Phases: 2026-10-31: 34%, 2026-11-30: 37%
        2. KR NPS of the 2 regions
           - Id: nps
           - Keep: >= 40
           - Now: 43
           - Confidence: 0.8
        """,
    ),
    "milestones and yes or no": objective(
        """
        key_results:
          - id: scanner
            title: Badge scanner rolled out
            milestones:
              - {title: Vendor chosen, done: true}
              - {title: Two events scanned (in May), done: false, due: 2026-12-01, weight: 2}
              - {title: Paid, done: no}
            notes: Not easy.
          - {id: one, title: Signed, done: yes}
          - {id: two, title: Published, done: false}
        """,
        "",
        """
        - KR: Badge scanner rolled out
          - Id: scanner
          - [x] Vendor chosen
          - [ ] Two events scanned (in May) (due 2026-12-01, weight 2)
          - [ ] Paid

          Not easy.
        - [x] KR: Signed {#one}
        - KR [ ] Published {#two}
        """,
    ),
    "levels, rubric and grade": objective(
        """
        key_results:
          - id: regions
            title: Two regions adopt it
            levels: {commit: one region, target: "two regions, at least", stretch: all three}
            now: commit
            rubric: {0.3: One named, 0.7: "Two, and happy", 1.0: All of them}
            grade: 0.3
        """,
        "",
        """
        - KR: Two regions adopt it
          - Id: regions
          - Levels: commit one region; target two regions, at least; stretch all three
          - Now: commit
          - Rubric:
            - 0.3: One named
            - 0.7: Two, and happy
            - 1.0: All of them
          - Grade: 0.3
        """,
    ),
    "links of key results": objective(
        """
        key_results:
          - id: k
            title: Known
            done: true
            contributes_to: {to: company/relations#returning, share: 10%}
            supports: [company/growth]
            aliases: [was]
            owner: ben
        """,
        "",
        """
        - [x] KR: Known
          - Id: k
          - Contributes to: company/relations#returning (10%)
          - Supports: company/growth
          - Aliases: was
          - Owner: ben
        """,
    ),
    "initiatives": objective(
        f"""
        {ONE}
        initiatives:
          - {{title: Market search, owner: ben, status: todo}}
          - {{title: "Agreement drafted (again, in May)", status: done}}
          - {{title: Call everybody, owner: Cem Ak, status: doing, link: https://example.org/42}}
          - No box
        """,
        "",
        ONE_MD
        + """
        ### Initiatives

        - [ ] Market search (ben)
        - [x] Agreement drafted (again, in May)
        - Call everybody (Cem Ak, doing, https://example.org/42)
        - No box
        """.replace("\n        ", "\n"),
    ),
    "check-ins": objective(
        """
        key_results:
          - {id: repeat, title: Repeat, from: 1, to: 20}
          - {id: level, title: Level, levels: {commit: a, target: b, stretch: c}}
        checkins:
          - {date: 2026-10-12, by: anna, note: Two venues fell through., now: {repeat: 13}, confidence: {repeat: 70%}}
          - {date: 2026-10-20, by: Ben Ost, status: at risk, note: "Sold 3 units. All is well."}
          - {date: 2026-11-02, by: anna, note: "More.\\n\\n- with a list", now: {repeat: 14, level: commit}}
          - {date: 2026-11-09, by: cem, now: {repeat: 15}}
          - {date: 2026-11-10, note: Nobody said so.}
        """,
        "",
        """
        - KR: Repeat: 1 → 20
          - Id: repeat
        - KR: Level
          - Id: level
          - Levels: commit a; target b; stretch c

        ### Check-ins

        - 2026-10-12, Anna Berg: Two venues fell through. repeat 13 (70%)
        - **2026-10-20**, Ben Ost (at risk): Sold 3 units. All is well.
        - 2026-11-02, anna: More. KR1 14, level commit.
          - with a list
        - 2026-11-09, cem: repeat 15
        - 2026-11-10: Nobody said so.
        """,
    ),
    "check-ins in a table": objective(
        """
        key_results: [{id: repeat, title: Repeat, from: 1, to: 20}]
        checkins:
          - {date: 2026-10-12, by: anna, note: Fell through., status: off track, now: {repeat: 13}, confidence: {repeat: 70%}}
        """,
        "",
        """
        - KR: Repeat 1 → 20 {#repeat}

        ### Check-ins

        | Date       | By   | Note          | Status    | Now       | Confidence |
        | ---------- | ---- | ------------- | --------- | --------- | ---------- |
        | 2026-10-12 | Anna Berg | Fell through. | off track | repeat 13 | repeat 70% |
        """,
    ),
    "retrospective": objective(
        f"{ONE}\nretrospective: |-\n  It went *well*.\n\n  | a | b |\n  | - | - |\n  | 1 | 2 |",
        "",
        ONE_MD + "\n### Retrospective\n\nIt went *well*.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
    ),
    "two objectives, one a draft": (
        "objectives:\n  - {id: a, title: A, owner: anna, visibility: draft}\n  - {id: b, title: B, owner: ben, " + ONE + "}\n",
        "## A\n- Id: a\n- Owner: anna\n- Visibility: draft\n\n## B\n- Id: b\n- Owner: ben\n" + ONE_MD,
    ),
    "a draft file": (
        "visibility: draft\nobjectives: [{id: a, title: A, owner: anna}]\n",
        "---\nvisibility: draft\n---\n## A\n- Id: a\n- Owner: anna\n",
    ),
    "values that can't be read": objective(
        """
        ambition: bold
        contributes_to: company/nowhere
        key_results:
          - {id: k, title: K, from: "1,2", to: ~50, now: 3}
          - {id: l, title: K2, keep: 4%..2%, confidence: 1}
          - {title: No measure}
          - {id: both, title: Both, to: 3, from: 1, done: true}
        """,
        """
        - Ambition: bold
        - Contributes to: company/nowhere
        """,
        """
        | KR         | Id   | From | To  | Now | Keep   | Confidence | Done |
        | ---------- | ---- | ---- | --- | --- | ------ | ---------- | ---- |
        | K          | k    | 1,2  | ~50 | 3   |        |            |      |
        | K2         | l    |      |     |     | 4%..2% | 1          |      |
        | No measure |      |      |     |     |        |            |      |
        | Both       | both | 1    | 3   |     |        |            | yes  |
        """,
    ),
}  # fmt: skip

BIG_YAML = """
summary: Everything at once.
intro: A long autumn.
session: {date: 2026-09-24, facilitator: Anna Berg, inputs: [Grades], decisions: [Fewer things]}
objectives:
  - id: first
    title: The first one
    owner: anna
    reviewer: ben
    ambition: committed
    contributes_to: [{to: company/2026/relations#returning, share: 40%, because: it is so}]
    tags: [a, b]
    why: Because.
    notes: And more.
    key_results:
      - {id: one, title: One, from: 10, to: 20, now: 15, confidence: 60%, owner: ben}
      - {id: two, title: Two, keep: <= 4%, now: 3%}
      - {id: three, title: Three, milestones: [{title: x, done: true}, {title: y, done: false, due: 2026-12-01}]}
    initiatives: [{title: Do it, owner: cem, status: todo}]
    checkins: [{date: 2026-11-12, by: anna, note: Fine., now: {one: 15, two: 3%}, confidence: {one: 60%}}]
    decision: close
    retrospective: Learned.
  - {id: second, title: The second one, owner: Dana Dell, supports: [company/first], key_results: [{id: k, title: K, kpi: returning, to: 40%}]}
"""
BIG_MARKDOWN = """
---
summary: Everything at once.
session: {date: 2026-09-24, facilitator: Anna Berg, inputs: [Grades], decisions: [Fewer things]}
---

# Autumn

A long autumn.

Objective 1: The first one {#first}
-----------------------------------

* Owner: Anna Berg
* Reviewer: Ben Ost
* Ambition: committed
* Contributes to: company/2026/relations#returning (40%, because it is so)
* Tags: a, b
* Decision: close

Because.

Key result | Id  | From | To | Now | Confidence | Owner | Keep
-----------|-----|-----:|---:|----:|:----------:|-------|-----
One        | one | 10   | 20 | 15  | 60%        | Ben Ost |
Two        | two |      |    | 3%  |            |       | <= 4%

+ KR: Three {#three}
    + [x] x
    + [ ] y (due 2026-12-01)

And more.

### Initiatives

- [ ] Do it (Cem Ak)

### Check-ins

- 2026-11-12, Anna Berg: Fine. one 15 (60%), two 3%

### Retrospective

Learned.

## O2. The second one

- Id: second
- Owner: Dana Dell
- Supports: company/first

### Key results

- K → 40%
  - Id: k
  - KPI: returning
"""

Both = Callable[..., tuple[Snapshot, Snapshot]]


def facts(value: Any, path: str = "") -> Iterator[str]:
    """Every value on a line of its own, so that a difference is seen."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if not parts:
        yield f"{path} = {value!r}"
    for key, each in parts or ():
        yield from facts(each, f"{path}.{key}")


def assert_same(yaml: Snapshot, markdown: Snapshot) -> None:
    assert list(facts(model(markdown))) == list(facts(model(yaml)))
    assert list(facts(without_source(read_export(markdown)))) == list(facts(without_source(read_export(yaml))))
    assert sorted(problem.code for problem in markdown.problems) == sorted(problem.code for problem in yaml.problems)


@pytest.mark.parametrize("name", PAIRS)
def test_both_spellings_are_one_model(both: Both, name: str) -> None:
    yaml, markdown = both(*PAIRS[name])
    assert any(objective.unit == "events" for objective in yaml.organisation.objectives.values()) or "draft" in name
    assert_same(yaml, markdown)
    if name != "values that can't be read":
        assert not [problem for problem in markdown.problems if problem.severity == "error"]


def test_a_whole_file_is_one_model_in_both_spellings(both: Both) -> None:
    yaml, markdown = both(BIG_YAML, BIG_MARKDOWN, folder="company")
    assert_same(yaml, markdown)
    assert len(yaml.organisation.list_objectives("company", "2026-Q4").__next__().key_results) == 3


def test_line_ends_tabs_and_marks_of_other_systems_change_nothing(both: Both) -> None:
    _, plain = both(BIG_YAML, BIG_MARKDOWN, folder="company")
    windows = BIG_MARKDOWN.lstrip("\n").replace("    + [", "\t+ [").replace("\n", "\r\n")
    _, other = both(BIG_YAML, b"\xef\xbb\xbf" + windows.encode(), folder="company")
    assert_same(plain, other)


def test_a_team_file_is_one_unit_in_both_spellings(both: Both) -> None:
    yaml, markdown = both(
        "name: Events\nlead: anna\nmembers: [ben, cem]\nmission: To **meet**.\ntags: [x]\nkpis: {n: {unit: '%', values: {2026-10-01: 3%}}}\n"
        "links: [{title: Wiki, url: https://example.org}]\nabout: |-\n  We *meet*.\n\n  - often\n",
        "---\nname: Events\nlead: anna\nmembers: [ben, cem]\nmission: To **meet**.\ntags: [x]\nkpis: {n: {unit: '%', values: {2026-10-01: 3%}}}\n"
        "links: [{title: Wiki, url: https://example.org}]\n---\n\n# Events\n\nWe *meet*.\n\n- often\n",
        stem="team",
    )
    assert yaml.organisation.units["events"].about == Prose("We *meet*.\n\n- often")
    assert_same(yaml, markdown)


def test_personal_objectives_are_one_model_in_both_spellings(both: Both) -> None:
    yaml, markdown = both(*PAIRS["numbers in bullets"], folder="people/ben")
    assert yaml.organisation.units["ben"].is_person
    assert_same(yaml, markdown)


def test_the_examples_are_read_without_an_error_in_both_spellings() -> None:
    config = Path(__file__).parents[2] / "mkdocs.yml"
    errors = [
        problem
        for problem in read_snapshot(config).problems
        if problem.severity == "error" and problem.place.path.endswith(".md")
    ]
    assert errors == []
