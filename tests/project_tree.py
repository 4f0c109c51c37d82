"""A content repository as tests write it: a small tree goes in, the real thing runs."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from stories import read_snapshot

from okrsite.problems import CODES, Problem
from okrsite.progress.measure import KeyResultMeasure, ObjectiveMeasure
from okrsite.snapshot import Snapshot

TODAY = date(2026, 11, 20)


def quiet_coach(options: Mapping[str, object]) -> dict[str, object]:
    """Return options with which nothing is said of how goals are written (6xx), unless they ask for it.

    Projects of tests are as small as they can be, and no models of goals.
    """
    rules = {code: "off" for code in CODES if code.startswith("OKR6")}
    typed = options.get("rules", {})
    return {**options, "rules": rules | typed if isinstance(typed, dict) else typed}


@dataclass
class Project:
    """A content repository in a temporary folder."""

    root: Path
    options: dict[str, object] = field(default_factory=dict)

    def write(self, files: Mapping[str, str | bytes]) -> Project:
        """Add files; paths are relative to content/."""
        for path, text in files.items():
            target = self.root / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(text, bytes):
                target.write_bytes(text)
            else:
                target.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8", newline="")
        return self

    @property
    def config(self) -> Path:
        path = self.root / "mkdocs.yml"
        if not path.exists():
            document = {
                "site_name": "Test",
                "docs_dir": "content",
                **({"site_url": "https://goals.example/"} if self.options.get("feeds") else {}),
                "theme": {"name": "material", "font": False},
                "plugins": ["search", {"okrsite": {"today": TODAY, **quiet_coach(self.options)}}],
            }
            path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper), encoding="utf-8")
        return path

    def snapshot(self, today: date | None = None, *, preview: bool = False) -> Snapshot:
        (self.root / "content").mkdir(exist_ok=True)
        return read_snapshot(self.config, today, preview=preview)

    def problems(self) -> tuple[Problem, ...]:
        return self.snapshot().problems

    def codes(self) -> list[str]:
        """What is wrong; gaps and overlaps (5xx) are remarks that most small projects have."""
        return [problem.code for problem in self.problems() if problem.code[3] != "5"]

    def lines(self) -> list[str]:
        """Problems as `path:line: CODE`, for a glance."""
        return [
            f"{problem.place.path.removeprefix('content/')}:{problem.place.line} {problem.code}"
            for problem in self.problems()
            if problem.code[3] != "5"
        ]

    def objective(self, ref: str, today: date | None = None) -> ObjectiveMeasure:
        return self.snapshot(today).measures.objectives[ref]

    def key_result(self, ref: str, today: date | None = None) -> KeyResultMeasure:
        return self.snapshot(today).measures.key_results[ref]
