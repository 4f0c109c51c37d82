"""A file of the example that is renamed or moved is read as the same, or a problem names it: none disappears in silence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from slip_company import CONFIG

from okrsite.problems import Problem
from okrsite.settings import read_site
from okrsite.sources.tree import FoundFile, walk_content

_ORDINARY = frozenset({"team.md", "support/team.md", "company/_2026.md"})
"""Names that an ordinary page may have; it is published as one."""


def list_names(inside: str) -> Iterator[str]:
    """Yield what becomes of a file's path on a Friday."""
    path = Path(inside)
    folder, stem, ending = path.parent, path.stem, path.suffix
    yield f"{inside}.txt"
    yield f"{inside}.bak"
    yield str(folder / f"Copy of {path.name}")
    yield str(folder / f"{stem} (1){ending}")
    yield str(folder / f"{stem} copy{ending}")
    yield str(folder / f"{stem}.txt")
    yield str(folder / f"{stem}-old{ending}")
    yield str(folder / "sub" / path.name)
    yield path.name
    yield str(folder / path.name.upper())
    yield str(folder / f"_{path.name}")
    if inside.startswith("teams/"):
        yield inside.replace("teams/", "team/", 1)
        yield inside.replace("teams/", "Teams/", 1)
        yield inside.removeprefix("teams/")
    if stem[:2] == "20" and "-" in stem:
        year, _, part = stem.partition("-")
        for name in (
            part,
            part.lower(),
            f"{part}-{year}",
            f"{year}{part}",
            f"{year}_{part}",
            f"FY{year[2:]}-{part}",
            f"{year}-Q5",
            stem.lower(),
        ):
            yield str(folder / f"{name}{ending}")


def find_problem(problems: list[Problem], name: str) -> Problem | None:
    """Return a problem at a file, or at a folder that holds it."""
    path = f"content/{name}"
    return next((each for each in problems if each.place.path == path or path.startswith(f"{each.place.path}/")), None)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("company") / "content"
    shutil.copytree(read_site(CONFIG).content, copy)
    return copy


def find_role(content: Path, inside: str) -> tuple[FoundFile | None, list[Problem]]:
    files, _, problems = walk_content(content, content.parent)
    return next((file for file in files if file.inside == inside), None), problems


@pytest.mark.parametrize(
    "inside",
    ["people.yml", "kpis.yml", "teams/support/team.md", "teams/parts/team.yml", "teams/dispatch/2026-Q4.md", "teams/parts/2026-Q4.yml", "company/2026.md", "company/2026-Q3.md"],
)  # fmt: skip
def test_no_renamed_file_disappears_in_silence(content: Path, inside: str) -> None:
    before, _ = find_role(content, inside)
    assert before is not None
    lost = []
    for name in dict.fromkeys(list_names(inside)):
        target = content / name
        if name == inside or target.exists():
            continue
        made = [folder for folder in target.parents if not folder.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        (content / inside).rename(target)
        try:
            after, problems = find_role(content, name)
        finally:
            target.rename(content / inside)
            for folder in made:
                folder.rmdir()
        is_same = after is not None and (after.role, after.unit, after.cycle) == (
            before.role,
            before.unit,
            before.cycle,
        )
        if not is_same and find_problem(problems, name) is None:
            lost.append(name)
    assert set(lost) <= _ORDINARY
