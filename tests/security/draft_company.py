"""Content with drafts of every kind, each text of which is a token of its own."""

from __future__ import annotations

import gzip
import io
import itertools
import os
import re
import subprocess
import zipfile
from pathlib import Path

CONFIG = (
    "site_name: Test\ndocs_dir: content\nsite_url: https://goals.example/\n"
    "repo_url: https://github.com/a/b\nedit_uri: edit/main/content/\n"
    "theme: {name: material}\nplugins: [search, {okrsite: {today: 2026-11-20, feeds: true, calendars: true, badges: true, markdown_pages: true, "
    "tables: true, digest: true, review_packs: all}}]\n"
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
    pillar: '@'
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
        "teams/b/checkins/2026-11-03.yml": draft("objective: later\nby: Reporter @\nnote: Said @\nnow: {k: 8787878}\n"),
        # A goal for everybody whose words point to drafts, some that are there and one that was taken out.
        "teams/b/2026-Q4.yml": "objectives:\n"
        + draft(GOAL.replace("id: goal, title: Goal", "id: later, title: Later @, visibility: draft"))
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


def unpack(name: str, data: bytes) -> bytes:
    """Return the bytes of a file, and behind them those of all files in it; lines of a calendar are put together."""
    if name.endswith(".gz"):
        return data + gzip.decompress(data)
    if name.endswith(".ics"):
        return data + data.replace(b"\r\n ", b"")
    if not data.startswith(b"PK\x03\x04"):  # a workbook is an archive, too
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = [name.encode() + b"\n" + unpack(name, archive.read(name)) for name in archive.namelist()]
    return b"\n".join([data, *inside])


def leaks(site: Path, tokens: list[str]) -> dict[str, list[str]]:
    """Return the tokens that are anywhere in a site, by file; archives are unpacked."""
    found: dict[str, list[str]] = {}
    plain = {token for token in tokens if _WORD.fullmatch(token.encode())}
    # Of a word, what stands in it from where one of these tokens may begin.
    begin = re.compile(b"(?:%s)[a-z0-9]*" % b"|".join(sorted({token.encode()[:2] for token in plain}) or [b"(?!)"]))
    for path in sorted(site.rglob("*")):
        inside = path.relative_to(site).as_posix()
        data = inside.encode() + b"\n"
        if path.is_file():
            data += unpack(path.name, path.read_bytes())
        low = data.lower()
        # A token of letters and digits lies within a word, and a site has few different ones: thousands of tokens are
        # looked for in seconds.
        words = b"\n".join(set(begin.findall(low)))
        if held := [token for token in tokens if token.encode() in (words if token in plain else low)]:
            found[inside] = held
    return found
