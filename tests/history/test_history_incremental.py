"""A file that is read piece by piece says what it says as a whole; where that isn't certain, it is read as a whole."""

from __future__ import annotations

import pytest
from git_repository import Repo, objective

from okrsite.history import incremental
from okrsite.history.incremental import IncrementalReader, split_into_objectives
from okrsite.history.versions import FileVersion, parse_version, read_cycle_version, remove_drafts
from okrsite.model.parsed_files import ParsedFile
from okrsite.sources.tree import FileSpelling

YAML = """\
summary: A quarter
objectives:
  - id: a
    title: First
    # a comment
    why: |
      - no item

      of a list
    key_results: [{id: r, title: R, from: 0, to: 10, now: 4}]
# another comment
  - title: Second
    aliases: [earlier]
    key_results:
      - {id: r, title: R, from: 0, to: 10, now: 5}

  - {id: c, title: Third, visibility: draft}
"""
FLUSH = 'objectives:\n- id: a\n  title: A\n  why: "x\n    - y"\n- id: b\n  title: B\n'
MARKDOWN = """\
---
summary: A quarter
---
# The quarter

What it is about.

## First

- Owner: anna

| Key result | From | To | Now |
| - | - | - | - |
| R | 0 | 10 | 4 |

## Second

- Contributes to: company/x (20%)
- KR: Doing (d)
  - [x] one
  - [ ] two

### Check-ins

- 2026-10-15, anna: Fine.
"""


def whole(text: str, spelling: FileSpelling) -> FileVersion | None:
    read = read_cycle_version(parse_version(text, spelling, "cycle_file"), decimal_comma=False)
    return remove_drafts(read) if read else None


@pytest.mark.parametrize(("text", "spelling", "count"), [(YAML, "yml", 3), (FLUSH, "yml", 2), (MARKDOWN, "md", 2)])
def test_a_file_is_cut_at_its_objectives_and_says_the_same(text, spelling, count):
    head, found = split_into_objectives(text, spelling)
    assert len(found) == count
    assert head + "".join(found) == text
    expected = whole(text, spelling)
    assert expected is not None
    assert expected.objectives
    assert IncrementalReader(decimal_comma=False).read(text, spelling) == expected


# Where a cut would lie, or change what is said: in quotations, brackets, code and comments, behind the list, …
UNEASY = {
    "quotation": ("yml", 'objectives:\n- title: "A\n- title: B"\n- title: C\n'),
    "quotation above": ("yml", 'summary: "x\nobjectives:\n- a"\n- b"\n'),
    "bracket": ("yml", "objectives:\n- title: A\n  tags: [a,\n- b]\n- title: C\n"),
    "field behind": ("yml", "objectives:\n  - title: A\n  - title: B\nvisibility: draft\n"),
    "flush field behind": ("yml", "objectives:\n- title: A\n- title: B\nvisibility: draft\n"),
    "second document": ("yml", "objectives:\n- title: A\n- title: B\n---\nobjectives:\n- title: C\n"),
    "same list twice": ("yml", "objectives:\n- title: A\nobjectives:\n- title: B\n- title: C\n"),
    "same id twice": ("yml", "objectives:\n- {id: a, title: A}\n- {id: a, title: B}\n"),
    "alias of another": ("yml", "objectives:\n- {id: a, title: A}\n- {id: b, title: B, aliases: [a]}\n"),
    "anchor": ("yml", "objectives:\n- title: &x A\n- title: *x\n"),
    "lines of old Macs": ("yml", "objectives:\n- title: A\rsummary: x\n- title: B\n"),
    "one is wrong": ("yml", "objectives:\n- title: A\n- title: B\n  key_results: 5\n- title: C\n"),
    "draft": ("yml", "visibility: draft\nobjectives:\n- title: A\n- title: B\n"),
    "no item": ("yml", "objectives:\n- title: A\n-\n- title: B\n"),
    "shallow item": ("yml", "objectives:\n  - title: A\n - title: B\n  - title: C\n"),
    "code": ("md", "## A\n\n```\n## no\n```\n\n## B\n"),
    "open code": ("md", "~~~\n\n## A\n\n## B\n"),
    "comment": ("md", "## A\n\n<!--\n## no\n-->\n\n## B\n"),
    "name of a link": ("md", "## A\n\n- Contributes to: [x][y]\n\n## B\n\n[y]: company/z\n"),
    "title between": ("md", "## A\n\n# Two\n\nText\n\n## B\n"),
    "drawn title between": ("md", "## A\n\nTwo\n===\n\nText\n\n## B\n"),
    "drawn heading": ("md", "## A\n\nB\n---\n\n## C\n"),
    "comment of the front matter": ("md", "---\n## summary\nsummary: x\n---\n\n## A\n\n## B\n"),
    "front matter without an end": ("md", "---\nsummary: x\n\n## A\n\n## B\n"),
    "objectives of the front matter": ("md", "---\nobjectives: [{title: Z}]\n---\n\n## A\n\n## B\n"),
    "the same title": ("md", "## A\n\n## A\n"),
    "indented heading": ("md", "## A\n\n  ## B\n\n## C\n"),
    "heading without words": ("md", "## A\n\n## \n\n## C\n"),
    "retrospective": ("md", "## A\n\n## Retrospective\n\nFine.\n"),
}


@pytest.mark.parametrize("name", UNEASY)
def test_whatever_lies_in_the_way_changes_nothing(name):
    spelling, text = UNEASY[name]
    reader = IncrementalReader(decimal_comma=False)
    assert reader.read(text, spelling) == whole(text, spelling)
    assert reader.read(text, spelling) == whole(text, spelling)  # with what is known from the first time


def test_only_what_changed_is_read_again(monkeypatch):
    read = []

    def counted(parsed_file: ParsedFile, *, decimal_comma: bool, public: bool) -> object:
        read.append(parsed_file)
        return read_cycle_version(parsed_file, decimal_comma=decimal_comma, public=public)

    monkeypatch.setattr(incremental, "read_cycle_version", counted)
    reader = IncrementalReader(decimal_comma=False)
    first = reader.read(YAML, "yml")
    assert len(read) == 3
    second = reader.read(YAML.replace("now: 5", "now: 6"), "yml")
    assert len(read) == 4
    assert first and second
    assert first.objectives[0] is second.objectives[0]
    assert first.objectives[1] != second.objectives[1]
    reader.read(YAML.replace("A quarter", "The quarter"), "yml")
    assert len(read) == 7, "the head belongs to every piece"


def test_objectives_that_a_cache_shares_are_still_told_apart_by_where_they_stand(tmp_path):
    repo = Repo(tmp_path / "repository")
    two = objective() + objective(key="other", title="Other").removeprefix("objectives:\n")
    repo.commit("2026-10-01", "Start", {"teams/marketing/2026-Q4.yml": two})
    repo.commit("2026-10-02", "Report", {"teams/marketing/2026-Q4.yml": two.replace("now: 120", "now: 130", 1)})
    repo.commit("2026-10-03", "Move", {"teams/marketing/2026-Q4.yml": None, "teams/sales/2026-Q4.yml": two})
    without = repo.past()
    assert [event.ref for event in without.events if event.kind == "moved"] == [
        "sales/2026-Q4/events",
        "sales/2026-Q4/other",
    ]
    assert repo.past(tmp_path / "cache") == without
    file = tmp_path / "cache" / "history.jsonl"
    assert sum(line.split(" ")[1] == "=" for line in file.read_text().splitlines()) == 3
    before = file.read_bytes()
    assert repo.past(tmp_path / "cache") == without
    assert file.read_bytes() == before
    repo.commit("2026-10-04", "Report", {"teams/sales/2026-Q4.yml": two.replace("now: 120", "now: 140", 1)})
    grown = repo.past(tmp_path / "cache")
    assert grown == repo.past()
    assert grown == repo.past(tmp_path / "cache")
