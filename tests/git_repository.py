"""Repositories that tests write, commit by commit, with every date given."""

from __future__ import annotations

import os
import subprocess
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from project_tree import quiet_coach

from okrsite import settings as options
from okrsite.amounts import Quantity
from okrsite.history.events import ChangeEvent, Past
from okrsite.history.past import read_past
from okrsite.model.loading import load_organisation

ANNA, BEN = "Anna Berg", "Ben Ito"
_QUICK = {
    "GIT_CONFIG_COUNT": "2",
    # No process after each commit that looks whether there is something to tidy up.
    **{"GIT_CONFIG_KEY_0": "maintenance.auto", "GIT_CONFIG_VALUE_0": "false"},
    # Nobody needs these repositories after a power cut.
    **{"GIT_CONFIG_KEY_1": "core.fsync", "GIT_CONFIG_VALUE_1": "none"},
}


@dataclass
class Repo:
    """A repository with a content folder."""

    root: Path
    options: dict[str, object] = field(default_factory=dict)
    clock: str = "2026-10-01T12:00:00+00:00"

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        document = {
            "site_name": "Test",
            "docs_dir": "content",
            **({"site_url": "https://goals.example/"} if self.options.get("feeds") else {}),
            "theme": {"name": "material"},
            "plugins": ["search", {"okrsite": quiet_coach(self.options)}],
        }
        (self.root / "mkdocs.yml").write_text(yaml.dump(document, Dumper=yaml.CSafeDumper))
        # Without the examples of hooks that git would copy.
        self.git("init", "-q", "-b", "main", "--template=")

    def git(self, *arguments: str, author: str = ANNA, feed: bytes | None = None) -> str:
        home = {"HOME": str(self.root.parent), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", **_QUICK}
        people = {
            f"GIT_{role}_{what}": value
            for role, name in (("AUTHOR", author), ("COMMITTER", "Merge Bot"))
            for what, value in (("NAME", name), ("EMAIL", "secret@example.org"), ("DATE", self.clock))
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env={**home, **people}, input=feed, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files below content/; None deletes one."""
        for path, text in files.items():
            target = self.root / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                target.unlink()
            elif isinstance(text, bytes):
                target.write_bytes(text)
            else:
                target.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")

    def commit(
        self, when: str, subject: str, files: Mapping[str, str | bytes | None] | None = None, author: str = ANNA
    ) -> str:
        """Commit everything; `when` is a day, or a time with its zone."""
        self.clock = when if "T" in when else f"{when}T12:00:00+00:00"
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject, author=author)
        return self._read_head()

    def _read_head(self) -> str:
        """Return the commit that is checked out, as it stands in the file that git has just written."""
        folder = self.root / ".git"
        head = (folder / "HEAD").read_text().strip()
        return (folder / head.removeprefix("ref: ")).read_text().strip() if head.startswith("ref: ") else head

    def merge(self, when: str, branch: str, *how: str, author: str = "Maintainer") -> None:
        self.clock = f"{when}T12:00:00+00:00"
        self.git("merge", "-q", "--no-ff", "-m", f"Merge {branch}", *how, branch, author=author)

    @property
    def site(self) -> options.Site:
        return options.read_site(self.root / "mkdocs.yml")

    def past(self, cache: Path | None = None) -> Past:
        site = self.site
        (self.root / "content").mkdir(exist_ok=True)
        organisation, _ = load_organisation(site.content, site.base, site.name, site.settings)
        return read_past(site, organisation, cache)

    def told(self, *kinds: str) -> list[str]:
        """The events as lines: day, author, reference, kind, before → after."""
        return [told(event) for event in self.past().events if not kinds or event.kind in kinds]


def told(event: ChangeEvent) -> str:
    name = event.ref + (f"#{event.result}" if event.result else "")
    return f"{event.date} {event.commit.author.split()[0]} {name} {event.kind}: {_said(event.before)} → {_said(event.after)}"


def _said(value: object) -> str:
    if isinstance(value, Quantity):
        return f"{value.value:g}{value.unit}"
    return ", ".join(value) if isinstance(value, tuple) else "-" if value is None else str(value)


def objective(key: str = "events", title: str = "Meet people", now: str = "120", to: str = "180", **more: str) -> str:
    """An objective with one key result, as a YAML file."""
    fields = "".join(f"    {name}: {value}\n" for name, value in more.items())
    return (
        f"objectives:\n  - id: {key}\n    title: {title}\n{fields}    key_results:\n      - id: repeat\n"
        f"        title: Repeat customers\n        from: 100\n        to: {to}\n        now: {now}\n"
    )


def goal(now, to=180, confidence="50%", extra="", more=""):
    return {
        "company/team.yml": "name: Company\n",
        "people.yml": f"anna: {{name: {ANNA}}}\n",
        "company/2026-Q4.yml": f"""
            objectives:
              - id: o
                title: Customers come back
                owner: anna
                key_results:
                  - {{id: k, title: Repeat customers, from: 120, to: {to}, now: {now}, confidence: {confidence}{extra}}}
                {more}
        """,
    }
