"""Every text of a draft is a token of its own; no byte of the site holds one, and no name of a file."""

from __future__ import annotations

import gzip
import itertools
import os
import re
import subprocess
from pathlib import Path

import pytest
from stories import build_site

CONFIG = (
    "site_name: Test\ndocs_dir: content\nsite_url: https://goals.example/\n"
    "repo_url: https://github.com/a/b\nedit_uri: edit/main/content/\n"
    "theme: {name: material}\nplugins: [search, {okrsite: {today: 2026-11-20}}]\n"
)


class Draft:
    """Content in which each `@` is a new token."""

    def __init__(self) -> None:
        self._number = itertools.count(100)
        self.tokens: list[str] = []

    def __call__(self, text: str) -> str:
        pieces = text.split("@")
        for at in range(len(pieces) - 1):
            self.tokens.append(f"zq{next(self._number)}x")
            pieces[at] += self.tokens[-1]
        return "".join(pieces)


OBJECTIVE = """
  - id: @
    title: Secret @
    why: Because @
    owner: Owner @
    reviewer: Reviewer @
    contributors: [Helper @]
    contributes_to: [{to: company/2026-Q4/goal#k, share: 40%, because: it is @}]
    supports: [{to: a/2026-Q4/open, because: it is @}]
    unaligned: '@'
    depends_on: [a/2026-Q4/open]
    consult: ['@']
    inform: ['@']
    needs: '@ [x](https://@.example/)'
    blockers: ['@']
    aliases: [@]
    tags: ['@']
    notes: '@'
    retrospective: '@'
    key_results:
      - {id: @, title: Result @, from: 0, to: 7171717, now: 3434343, unit: '@', owner: Person @, notes: '@', rubric: {0.3: '@'}}
      - {id: @, title: Steps @, milestones: [{title: Step @, done: true}]}
      - {id: @, title: Levels @, levels: {commit: '@', target: '@', stretch: '@'}, now: commit}
    initiatives: [{title: Work @, owner: Worker @, link: 'https://@.example/@'}]
    checkins: [{date: 2026-11-02, by: Reporter @, note: 'Said @', confidence: {}}]
"""
GOAL = "  - {id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, from: 0, to: 10, now: 1}]}\n"
OPEN = "  - {id: open, title: Open, owner: anna, key_results: [{id: k, title: K, from: 0, to: 9, now: 2}]}\n"
MARKDOWN = """---
visibility: draft
summary: Summary @
---

Intro @.

## Title @

- Id: @
- Owner: Owner @
- Tags: @
- Contributes to: company/2026-Q4/goal#k (10 %, because @)

Why @.

| Key result | Id | Owner | From | To | Now |
| --- | --- | --- | --- | --- | --- |
| Result @ | @ | Person @ | 0 | 5 | 1 |

### Initiatives

- [ ] Work @ (Worker @)

### Check-ins

- 2026-11-02, Reporter @: Said @.
"""


def content(draft: Draft) -> dict[str, str]:
    """Return a company with a draft of every kind beside what is public; its files' names are tokens where they can be."""
    hidden = "    visibility: draft\n"
    return {
        "people.yml": "anna: Anna Berg\n",
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.yml": "objectives:\n" + GOAL + draft(OBJECTIVE).lstrip("\n") + hidden,
        "teams/a/team.yml": "name: A\nlead: anna\n",
        "teams/a/2026-Q4.yml": "objectives:\n" + OPEN + draft(OBJECTIVE).lstrip("\n") + hidden,
        "teams/a/2026-Q3.yml": draft("visibility: draft\nsummary: '@'\nintro: '@'\nobjectives:" + OBJECTIVE),
        "teams/a/2027-Q1.md": draft(MARKDOWN),
        draft("teams/@/team.yml"): draft(
            "name: Unit @\nvisibility: draft\nlead: Lead @\nmembers: [Member @]\nmission: '@'\nvision: '@'\ncontact: '@'\n"
            "tags: ['@']\nlinks: [{title: '@', url: 'https://@.example/'}]\nabout: '@'\n"
            "kpis: {@: {name: Kpi @, unit: '@', about: '@', values: {2026-11-01: 8787878}}}\n"
        ),
        "company/memo-2026.md": draft("---\ntitle: Memo @\nauthor: Author @\nvisibility: draft\n---\nStory @.\n"),
        draft("handbook/@.md"): draft("---\ntitle: Page @\nvisibility: draft\n---\n# Head @\n\nText @.\n"),
        "handbook/open.md": "# Open page\n\nText.\n",
        "teams/b/team.yml": "name: B\n",
        # A goal for everybody whose words point to drafts, some that are there and one that was taken out.
        "teams/b/2026-Q4.yml": "objectives:\n"
        + OPEN.replace("title: Open,", "title: Open, why: WHY, notes: NOTES, retrospective: AFTER,")
        .replace("WHY", draft("'See [it](../a/2027-Q1.md#@), and [us](../a/2026-Q4.yml#open).'"))
        .replace("NOTES", draft('"Soon <!-- @ -->.\\n\\n[x]: ../a/2027-Q1.md#@"'))
        .replace("AFTER", draft("'![it](@.png) and [that][t]'")),
    }  # fmt: skip


def write(root: Path, files: dict[str, str]) -> Path:
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    return root / "mkdocs.yml"


def git(root: Path, *arguments: str, day: int = 1) -> None:
    when = f"2026-11-{day:02}T12:00:00+00:00"
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    who = ["-c", "user.name=Anna", "-c", "user.email=anna@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, env={**os.environ, **dates}, check=True, capture_output=True)


def commit(root: Path, subject: str, day: int = 1) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", subject, day=day)


_WORD = re.compile(rb"[a-z0-9]+")


def leaks(site: Path, tokens: list[str]) -> dict[str, list[str]]:
    """Return the tokens that are anywhere in a site, by file; archives are unpacked."""
    found: dict[str, list[str]] = {}
    plain = {token for token in tokens if _WORD.fullmatch(token.encode())}
    for path in sorted(site.rglob("*")):
        inside = path.relative_to(site).as_posix()
        data = inside.encode() + b"\n"
        if path.is_file():
            data += path.read_bytes()
            if path.suffix == ".gz":
                data += gzip.decompress(path.read_bytes())
        low = data.lower()
        # A token of letters and digits lies within a word, and a site has few different ones: thousands of tokens are
        # looked for in seconds.
        words = b"\n".join(set(_WORD.findall(low)))
        if held := [token for token in tokens if token.encode() in (words if token in plain else low)]:
            found[inside] = held
    return found


@pytest.fixture(scope="module")
def drafted(tmp_path_factory) -> tuple[Path, Draft]:
    root, draft = tmp_path_factory.mktemp("drafted"), Draft()
    config = write(root, content(draft))
    git(root, "init", "-q", "-b", "main")
    commit(root, draft("Start @"))
    build_site(config, root / "site")
    return root / "site", draft


def test_no_byte_of_the_site_holds_a_word_of_a_draft(drafted):
    site, draft = drafted
    words = draft.tokens[:-1]  # the last is the commit's subject, which tells of the public part too
    assert len(words) > 130
    assert leaks(site, [*words, "7171717", "3434343", "8787878", "7,171,717"]) == {}
    assert "Open" in (site / "teams/a/index.html").read_text(encoding="utf-8")


def test_the_test_would_see_it(drafted, tmp_path):
    _, draft = drafted
    files = {path: text.replace("visibility: draft\n", "") for path, text in content(Draft()).items()}
    files["teams/a/2026-Q3.yml"] = "objectives: []\n"
    build_site(write(tmp_path, files), tmp_path / "site")
    assert len({token for held in leaks(tmp_path / "site", draft.tokens).values() for token in held}) > 90


def test_what_was_said_while_it_was_a_draft_stays_unsaid(tmp_path):
    draft = Draft()
    text = "objectives:\n  - id: plan\n    title: {}\n    owner: {}\n{}    key_results: [{{id: k, title: {}, from: 0, to: {}, now: {}}}]\n"
    hidden = "    visibility: draft\n"
    others = {"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"}
    path = "teams/a/2026-Q4.yml"
    config = write(tmp_path, {**others, path: draft(text.format("Plan @", "Owner @", hidden, "K @", 5151515, 1212121))})
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, draft("Secretly @"))
    write(tmp_path, {path: draft(text.format("Plan @", "Owner @", hidden, "K @", 6161616, 2323232))})
    commit(tmp_path, draft("Still secretly @"), day=3)
    write(tmp_path, {path: text.format("Public plan", "Anna", "", "Public result", 100, 10)})
    commit(tmp_path, "Publish the plan", day=5)
    write(tmp_path, {path: text.format("Public plan", "Anna", "", "Public result", 100, 20)})
    commit(tmp_path, "Go on publicly", day=7)
    build_site(config, tmp_path / "site")
    assert leaks(tmp_path / "site", [*draft.tokens, "5151515", "1212121", "6161616", "2323232"]) == {}
    assert "Go on publicly" in (tmp_path / "site/data/okr.json").read_text(encoding="utf-8")


def test_what_is_a_draft_again_is_taken_back_with_its_past(tmp_path):
    draft = Draft()
    text = "objectives:\n{}  - id: @\n    title: Plan @\n    owner: Owner @\n{}    key_results: [{{id: k, title: K @, from: 0, to: 9, now: {}}}]\n"
    once = draft(text)
    others = {"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"}
    path = "teams/a/2026-Q4.yml"
    config = write(tmp_path, {**others, path: once.format(OPEN, "", 1)})
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "Start")
    write(tmp_path, {path: once.format(OPEN, "    visibility: draft\n", 2)})
    commit(tmp_path, "Take it back", day=3)
    build_site(config, tmp_path / "site")
    assert leaks(tmp_path / "site", draft.tokens) == {}
