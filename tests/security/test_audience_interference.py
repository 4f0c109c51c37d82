"""Whatever is withheld, the public sees the same: nothing that differs only there makes a difference, not by a byte."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from audience_company import company
from audience_sites import clear, public, write
from draft_company import commit, git
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from outputs import outputs
from stories import build_site


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def filled(seed: int, *, present: bool = True) -> dict[str, str | bytes]:
    """A company whose withheld texts are of any length, and whose withheld numbers are of any size.

    How far its key results are is told in whole percent, and the same whatever the rest of the number is.
    """
    chosen = random.Random(seed)
    seen: set[str] = set()

    def fill() -> str:
        while True:
            text = "".join(chosen.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=chosen.randint(3, 40)))
            if text not in seen and not text.isdigit():
                seen.add(text)
                return f"w{text}"

    def near(value: int, whole: int) -> float:
        return round(value + chosen.uniform(-0.004, 0.004) * whole, 2)  # three decimals could be thousands

    return company(fill, lambda: chosen.randint(10, 10**9), near, present=present)


def repository(root: Path, seeds: list[int], *, present: bool = True) -> Path:
    """Commit one company after the other, the public parts of which are the same; return the configuration."""
    git(root, "init", "-q", "-b", "main")
    for day, seed in enumerate(seeds, 1):
        write(root, {})
        clear(root) if (root / "content").exists() else None
        config = write(root, filled(seed, present=present))
        open_team = (
            (root / "content/teams/a/2026-Q4.md").read_text("utf-8").replace("| 0 | 9 | 2 |", f"| 0 | 9 | {day} |")
        )
        (root / "content/teams/a/2026-Q4.md").write_text(open_team, encoding="utf-8")
        commit(root, f"Change {seed}", day=day + 5)
    return config


@pytest.fixture(scope="module")
def reference(tmp_path_factory) -> tuple[Path, dict[str, bytes]]:
    root = tmp_path_factory.mktemp("one")
    build_site(repository(root, [1, 2]), root / "site", audience="public")
    return root, files_of(root / "site")


@pytest.mark.parametrize(("seeds", "present"), [([3, 4], True), ([5, 6], False)], ids=["other words", "nothing at all"])
def test_two_sites_that_differ_in_what_is_withheld_are_the_same_bytes(reference, tmp_path, seeds, present):
    build_site(repository(tmp_path, seeds, present=present), tmp_path / "site", audience="public")
    _, expected = reference
    found = files_of(tmp_path / "site")
    assert sorted(found) == sorted(expected)
    assert [path for path in found if found[path] != expected[path]] == []
    assert b"Open goal" in found["index.html"] and b"3 to 2" not in found["index.html"]


def test_the_past_is_told_all_the_same(reference):
    """Else two sites could be the same because nothing of the past is in either."""
    root, _ = reference
    events = public(root / "mkdocs.yml").past.events
    assert [(event.kind, event.result) for event in events if event.kind == "value"] != []
    assert {event.commit.author + event.commit.subject for event in events} == {""}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, str]:
    return outputs(public(write(tmp_path_factory.mktemp("told"), filled(0))))


# A seed doesn't become simpler by becoming smaller.
@settings(max_examples=6, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(seed=st.integers(1, 2**32), present=st.booleans())
def test_no_withheld_word_changes_what_is_told(tmp_path_factory, told, seed, present):
    """Pages with all that stands around them, maps, search and data, for words of any length and numbers of any size."""
    snapshot = public(write(tmp_path_factory.mktemp("varied"), filled(seed, present=present)))
    assert snapshot.organisation.objectives
    found = outputs(snapshot)
    assert found.keys() == told.keys()
    assert [path for path in found if found[path] != told[path]] == []
