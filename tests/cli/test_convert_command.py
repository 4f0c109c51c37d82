"""`okrsite convert`: a file in the other spelling, which says the same, or nothing is written at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call

from okrsite.editing import converted_files

YAML = """\
# Goals of the bakery
summary: More bread.
objectives:
  - id: bread
    title: Sell more bread
    why: |
      People come for bread.

      - And for cake.
    owner: anna
    contributes_to: [company/goal]
    key_results:
      - {id: loaves, title: Loaves a day, from: 100, to: 200, now: 120}  # counted at noon
      - {id: oven, title: A new oven, done: false}
    checkins:
      - {date: 2026-11-06, by: anna, note: Slow., now: {loaves: 120}, confidence: {loaves: 50%}}
"""
MARKDOWN = """\
---
# Goals of the bakery
summary: More bread.
---

## Sell more bread

- Id: bread
- Owner: anna
- Contributes to: company/goal

People come for bread.

- And for cake.

| Key result <!-- counted at noon --> | Id     | From | To  | Now |
| ------------ | ------ | ---- | --- | --- |
| Loaves a day | loaves | 100  | 200 | 120 |

- [ ] KR: A new oven
  - Id: oven

### Check-ins

- 2026-11-06, anna: Slow. loaves 120 (50%)
"""
PATH = "teams/bakery/2026-Q4.yml"


@pytest.fixture
def company(project):
    return project(
        {
            "people.yml": "anna: {name: Anna Berg}\n",
            "company/2026.yml": "objectives: [{id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, done: false}]}]\n",
            "teams/bakery/team.yml": "name: Bakery\nlead: anna\nabout: |\n  We bake.\n",
            PATH: YAML,
        }
    )


def convert(company, path: str, *further: str):
    return call("convert", company.root / "content" / path, *further, "-f", company.config)


def list_files(company) -> dict[str, bytes]:
    content = company.root / "content"
    return {str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()}


def drop_sources(value):
    if isinstance(value, dict):
        return {key: drop_sources(inner) for key, inner in value.items() if key != "source"}
    return [drop_sources(inner) for inner in value] if isinstance(value, list) else value


def export(company):
    """What the site says of it all, but for where it was typed."""
    return drop_sources(json.loads(call("export", "-f", company.config).out))


def test_a_file_becomes_one_of_the_other_spelling_and_the_site_says_the_same(company):
    before = export(company)
    done = convert(company, PATH, "--to", "md")
    assert done.status == 0, done.said
    files = list_files(company)
    assert PATH not in files
    assert files["teams/bakery/2026-Q4.md"].decode() == MARKDOWN
    assert export(company) == before


def test_and_back_it_is_what_it_was_but_for_where_a_comment_stands(company):
    convert(company, PATH, "--to", "md")
    done = convert(company, "teams/bakery/2026-Q4.md", "--to", "yml")
    assert done.status == 0, done.said
    moved = YAML.replace("  # counted at noon", "").replace(
        "    key_results:", "    # counted at noon\n    key_results:"
    )
    assert list_files(company)[PATH].decode() == moved


def test_a_second_run_changes_nothing(company):
    convert(company, PATH, "--to", "md")
    before = list_files(company)
    for path in (PATH, "teams/bakery/2026-Q4.md"):
        done = convert(company, path, "--to", "md")
        assert done.status == 0
        assert "already" in done.err
    assert list_files(company) == before


def test_a_team_file_can_be_converted_too(company):
    done = convert(company, "teams/bakery/team.yml", "--to", "md")
    assert done.status == 0, done.said
    assert list_files(company)["teams/bakery/team.md"] == b"---\nname: Bakery\nlead: anna\n---\n\nWe bake.\n"


def test_a_dry_run_shows_both_files_and_writes_nothing(company):
    before = list_files(company)
    done = convert(company, PATH, "--to", "md", "--dry-run")
    assert done.status == 0
    assert "-    title: Sell more bread\n" in done.out
    assert "+## Sell more bread\n" in done.out
    assert list_files(company) == before


def test_ends_of_lines_and_rights_stay(company):
    path = company.root / "content" / PATH
    path.write_bytes(YAML.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    assert convert(company, PATH, "--to", "md").status == 0
    written = path.with_suffix(".md")
    assert written.read_bytes() == MARKDOWN.replace("\n", "\r\n").encode()
    assert written.stat().st_mode & 0o777 == 0o640


def test_links_that_name_the_file_by_its_path_are_told_and_nothing_is_written(company):
    company.write(
        {
            "teams/shops/team.yml": "name: Shops\n",
            "teams/shops/2026-Q4.md": "## Queues\n\n- Id: queues\n- Owner: Anna\n"
            "- Supports: [bread](../bakery/2026-Q4.yml#bread)\n\n- KR: Waiting 9 → 4\n  - Id: wait\n",
        }
    )
    before = list_files(company)
    done = convert(company, PATH, "--to", "md")
    assert done.status == 1
    assert "content/teams/shops/2026-Q4.md:5" in done.err
    assert "unit/objective" in done.err
    assert list_files(company) == before


def test_texts_that_name_the_old_file_are_told_when_it_is_gone(company):
    company.write({"handbook.md": "# Handbook\n\nWe [bake](teams/bakery/2026-Q4.yml#sell-more-bread).\n"})
    done = convert(company, PATH, "--to", "md")
    assert done.status == 0, done.said
    assert "content/handbook.md:3: name content/teams/bakery/2026-Q4.md there" in done.err
    assert "OKR307" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("objectives:\n  - {id: bread, title: Bread, ownr: anna}\n", "line 2"),
        ("objectives: [\n", "error in line"),
        ("<<<<<<< HEAD\nsummary: a\n=======\nsummary: b\n>>>>>>> other\n", "error in line"),
        ("", "error in line 1"),
        ("objectives:\n  - {id: bread, title: Bread, owner: anna, supports: nobody/nothing}\n", "line 2"),
    ],
)
def test_a_file_with_an_error_stays_as_it_is(company, text, said):
    company.write({PATH: text})
    before = list_files(company)
    done = convert(company, PATH, "--to", "md")
    assert done.status == 1
    assert said in done.err
    assert list_files(company) == before


@pytest.mark.parametrize("path", ["people.yml", "company/nothing.yml", "teams/bakery"])
def test_what_has_no_other_spelling_is_wrong_usage(company, path):
    before = list_files(company)
    done = convert(company, path, "--to", "md")
    assert done.status == 2
    assert done.err.count("\n") == 2, "one sentence and a way out"
    assert list_files(company) == before


def test_a_file_that_lies_in_the_way_is_never_written_over(company):
    company.write({"teams/bakery/team.md": "---\nname: Other\n---\n"})
    before = list_files(company)
    done = convert(company, "teams/bakery/team.yml", "--to", "md")
    assert done.status == 2
    assert "team.md" in done.err
    assert list_files(company) == before


def test_a_warning_that_only_the_other_spelling_gets_is_told(company):
    """A heading without a field is asked about in Markdown; in YAML an item of the list is an objective."""
    company.write({PATH: "objectives:\n  - title: Sell more bread\n"})
    done = convert(company, PATH, "--to", "md")
    assert done.status == 0
    assert "2026-Q4.md:1:4: warning OKR119" in done.err


def test_a_folder_that_takes_no_file_leaves_all_as_it_was(company, monkeypatch):
    before = list_files(company)

    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(converted_files, "write_whole_file", refuse)
    done = convert(company, PATH, "--to", "md")
    assert done.status == 1
    assert "Permission denied" in done.err
    assert list_files(company) == before


def test_a_file_that_can_not_be_taken_away_leaves_all_as_it_was(company, monkeypatch):
    """The new file is there by then; it goes again, so that there are never two."""
    before = list_files(company)
    unlink = Path.unlink

    def refuse(path: Path, **further: bool) -> None:
        if path.name == "2026-Q4.yml":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, **further)

    monkeypatch.setattr(Path, "unlink", refuse)
    done = convert(company, PATH, "--to", "md")
    assert done.status == 1
    assert list_files(company) == before


def test_drafts_stay_drafts_in_the_other_spelling(company):
    company.write({PATH: YAML.replace("    owner: anna", "    visibility: draft\n    owner: anna")})
    assert convert(company, PATH, "--to", "md").status == 0
    assert "- Visibility: draft\n" in list_files(company)["teams/bakery/2026-Q4.md"].decode()
    assert [one["id"] for one in export(company)["objectives"]] == ["goal"]


def test_numbers_with_a_decimal_comma_are_the_same_in_both_spellings(project):
    goals = """\
        objectives:
          - id: wait
            title: Shorter waits
            owner: anna
            key_results:
              - {id: days, title: Days, from: "9,5 days", to: "4,5 days", weight: "0,5", confidence: "62,5%"}
              - id: steps
                title: Steps
                from: "0,5"
                to: "2,5"
                phases: {2026-10-31: "1,5", 2026-11-30: "2,25"}
                rubric: {"0,3": "One, or so", "0,7": Two}
              - id: done
                title: All of it
                milestones: [{title: First, done: true, weight: "1,5"}, {title: Second}]
            checkins:
              - {date: 2026-11-06, by: anna, note: Slow., now: {days: "8,25 days", steps: "1,25"}, confidence: {days: "62,5%"}}
        """
    company = project({"teams/bakery/team.yml": "name: Bakery\n", PATH: goals}, decimal_comma=True)
    before = export(company)
    done = convert(company, PATH, "--to", "md")
    assert done.status == 0, done.said
    assert "days 8,25 days (62,5%), steps 1,25" in list_files(company)["teams/bakery/2026-Q4.md"].decode()
    assert export(company) == before
    assert convert(company, "teams/bakery/2026-Q4.md", "--to", "yml").status == 0
    assert export(company) == before


NUMBERED = "## Sell more bread {#bread}\n\n- Owner: anna\n- KR%d: Loaves: 100 → 200\n- KR%d: Shops: 2 → 500\n"


@pytest.fixture
def numbered(company):
    (company.root / "content" / PATH).unlink()
    return company.write({"teams/bakery/checkins/2026-11-06-anna.yml": "objective: bread\nnow: {KR2: 130}\n"})


def test_key_results_that_call_themselves_by_their_places_are_converted(numbered):
    numbered.write({"teams/bakery/2026-Q4.md": NUMBERED % (1, 2)})
    assert convert(numbered, "teams/bakery/2026-Q4.md", "--to", "yml").status == 0
    assert numbered.key_result("bakery/2026-Q4/bread#shops").current_values.now.value == 130


def test_key_results_that_check_in_files_would_miss_are_not_converted(numbered):
    """In YAML, the number in the file would be that of the second one."""
    numbered.write({"teams/bakery/2026-Q4.md": NUMBERED % (2, 1)})
    result = convert(numbered, "teams/bakery/2026-Q4.md", "--to", "yml")
    assert result.status == 1
    assert "calls itself KR2" in result.said
    assert numbered.key_result("bakery/2026-Q4/bread#loaves").current_values.now.value == 130
