"""Two sites whose content differs only in what is withheld are the same: for each kind of difference by itself."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from audience_sites import clear, public, write
from msgspec.structs import replace
from outputs import outputs
from withheld_changes import ALL_KINDS, Kind, company, pens, written

from okrsite.snapshot import Snapshot


def bare(snapshot: Snapshot) -> Snapshot:
    """What pages are made of: they know nothing of problems and of what the gate looks for."""
    return replace(snapshot, problems=(), withheld=())


class Bench:
    """A folder in which one company after the other is read, and what is published of the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = company()
        self.written = written(self.files)
        self.snapshot = self.read(self.written)
        errors = [str(problem) for problem in self.snapshot.problems if problem.severity == "error"]
        assert errors == []
        self.outputs = outputs(self.snapshot)

    def read(self, files: dict[str, str | bytes]) -> Snapshot:
        clear(self.root)
        return public(write(self.root, files))


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Bench:
    return Bench(tmp_path_factory.mktemp("kinds"))


def test_there_are_enough_kinds_and_each_has_a_purpose_of_its_own():
    assert len(ALL_KINDS) >= 100
    assert len({kind.purpose for kind in ALL_KINDS}) == len(ALL_KINDS)


def test_something_of_everything_is_told(bench):
    """Else all could be the same because nothing is there."""
    said = "".join(bench.outputs.values())
    for words in (
        "Open goal",
        "Open levels",
        "Open number",
        "Open <em>words</em>",
        "A key result that is not shown here",
    ):
        assert words in said


@pytest.mark.parametrize("kind", ALL_KINDS, ids=[kind.purpose for kind in ALL_KINDS])
def test_no_such_change_makes_a_difference(bench, kind: Kind):
    files = copy.deepcopy(bench.files)
    kind.change(files, pens("b"))
    changed = written(files)
    assert changed != bench.written, "the kind changes nothing"
    found = bench.read(changed)
    # Pages are made of the snapshot alone: they are made anew only where it differs, as comments in it do.
    same = bare(found) == bare(bench.snapshot)
    if same and found.organisation.attachments == bench.snapshot.organisation.attachments:
        return
    now = outputs(found)
    assert now.keys() == bench.outputs.keys()
    assert {path: text for path, text in now.items() if text != bench.outputs[path]} == {}
