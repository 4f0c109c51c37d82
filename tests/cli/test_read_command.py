"""`okrsite read FILE`: what became of each line, told by what was read and by nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from command_line import call

from okrsite.feeds.schema import build_schema
from okrsite.model.file_accounts import read_file_account
from okrsite.settings import Settings
from okrsite.sources.tree import walk_content

ROOT = Path(__file__).parents[2]
MARKDOWN = """---
summary: Bread
---

What we are about.

## Sell more bread

- Id: bread
- Owner: Anna
- Verantwortlich: Ben
- Supports: company/goal (because it helps)

Why we do it.

| Key result | From | To | Now |
| ---------- | ---- | -- | --- |
| Loaves     | 1,200 | 1.5k | 1300 |

### Check-ins

- 2026-10-12, Anna: Slow. loaves 1,250 (50%)

<!-- a note to ourselves -->
"""
YAML = """summary: Bread
objectives:
  # the only one
  - id: bread
    title: Sell more bread
    owner: anna
    why: |
      Because.
    key_results:
      - {title: Loaves, from: 1200, to: x, now: 1300}
"""
GOAL = "objectives: [{id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, done: false}]}]\n"


@pytest.fixture
def company(project):
    return project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.yml": GOAL,
            "teams/a/team.yml": "name: A\n",
            "teams/a/2026-Q4.md": MARKDOWN,
            "teams/b/team.yml": "name: B\n",
            "teams/b/2026-Q4.yml": YAML,
        }
    )


def read_margins(made, path: str) -> dict[int, str]:
    """Return what stands beside each line, by its number."""
    margins: dict[int, str] = {}
    number = 0
    for line in call("read", "-f", made.config, made.config.parent / path).out.splitlines():
        said, _, _ = line.partition("│")
        if "│" not in line or not said.strip():
            continue
        if said[:3].strip().isdigit():
            number = int(said[:3])
            margins[number] = said[4:].strip()
        else:
            margins[number] += f" {said.strip()}"
    return {number: said for number, said in margins.items() if said}


def test_each_line_of_markdown_says_what_it_is(company):
    assert read_margins(company, "content/teams/a/2026-Q4.md") == {
        2: "summary Bread",
        5: "text (intro)",
        7: "objective 1: title",
        9: "id bread",
        10: "owner Anna",
        11: "text (why)",
        12: "supports company/goal, because it helps",
        14: "text (why)",
        18: "objective 1, key result 1: title, from 1,200, to 1,500, now 1,300",
        22: "objective 1, check-in 1: date 2026-10-12, by Anna, now loaves 1,250, confidence loaves 50%, note",
        24: "comment, not published",
    }


def test_each_line_of_yaml_says_what_it_is(company):
    assert read_margins(company, "content/teams/b/2026-Q4.yml") == {
        1: "summary Bread",
        3: "comment, not published",
        4: "objective 1: id bread",
        5: "title",
        6: "owner anna",
        8: "text (why)",
        10: "objective 1, key result 1: title, from 1,200, to x, now 1,300",
    }


def test_what_is_wrong_stands_below_its_line_with_the_line_as_it_should_be(company):
    done = call("read", "-f", company.config, company.config.parent / "content/teams/a/2026-Q4.md")
    lines = done.out.splitlines()
    at = next(place for place, line in enumerate(lines) if "Verantwortlich: Ben" in line)
    assert "└ warning: “Verantwortlich” looks like the field “Owner”" in lines[at + 1]
    assert "Write: - Owner: Ben" in lines[at + 2]
    assert done.status == 0
    assert call("read", "-f", company.config, company.config.parent / "content/teams/b/2026-Q4.yml").status == 1


def test_json_says_the_same_and_follows_its_schema(company):
    done = call("read", "-f", company.config, "--format", "json", company.config.parent / "content/teams/a/2026-Q4.md")
    document = json.loads(done.out)
    assert [line["text"] for line in document["lines"]] == MARKDOWN.split("\n")
    assert document["lines"][9]["values"] == [{"subject": "objective 1", "field": "owner", "value": "Anna"}]
    assert document["problems"][0]["line"] == 11
    jsonschema.validate(document, build_schema("read"))


def test_a_file_that_is_not_read_is_wrong_usage(company, tmp_path):
    (company.config.parent / "content" / "notes.txt").write_text("a")
    assert call("read", "-f", company.config, company.config.parent / "content/notes.txt").status == 2
    assert call("read", "-f", company.config, tmp_path / "none.md").status == 2


def test_no_line_of_the_example_is_left_without_an_account():
    settings = Settings()
    files, _, _ = walk_content(ROOT / "content", ROOT)
    read = [file for file in files if file.role != "asset"]
    assert len(read) > 50
    for file in read:
        accounts = read_file_account(file, settings)
        assert accounts is not None
        assert [account.text for account in accounts if account.kind == "unread"] == [], file.path
