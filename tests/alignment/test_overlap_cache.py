"""Overlaps that an earlier run found: with them a company is said to overlap just as it does."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from edited_company import EDITS, EditedCompany, create_company
from msgspec.structs import replace
from project_tree import Project

from okrsite.alignment import overlap_cache
from okrsite.alignment.overlap_cache import OverlapCache
from okrsite.alignment.overlaps import Overlap
from okrsite.analysis import analyse_organisation, read_content
from okrsite.request import BuildRequest, make_source
from okrsite.settings import read_site
from okrsite.snapshot import Snapshot
from okrsite.sources.kept_values import read_kept_value, write_kept_value

SILENT = ("a value", "a check-in", "an owner", "a status", "a unit's mission", "a document")
"""Edits by which nothing overlaps in another way."""
OF_CONTENT = sorted(EDITS.keys() - {"who reads it", "a new day"})


@pytest.fixture
def known(monkeypatch) -> list[bool]:
    """Whether overlaps were known, for each analysis that asked."""
    answers: list[bool] = []
    load = OverlapCache.load

    def note(cache: OverlapCache) -> tuple[Overlap, ...] | None:
        overlaps = load(cache)
        answers.append(overlaps is not None)
        return overlaps

    monkeypatch.setattr(OverlapCache, "load", note)
    return answers


def analyse(root: Path, company: EditedCompany, cache: Path | None) -> Snapshot:
    shutil.rmtree(root / "content", ignore_errors=True)
    (root / "mkdocs.yml").unlink(missing_ok=True)
    config = Project(root, {"today": company.day, **company.options}).write(company.dump()).config
    source = replace(make_source(BuildRequest(config), read_site(config)), cache=cache)
    return analyse_organisation(read_content(source, with_past=False))


def play(root: Path, seed: int, edits: list[str] | tuple[str, ...], count: int) -> None:
    """Edit a company at random, and compare what is said with what a run says that knows nothing."""
    chance, company = Random(seed), create_company()
    for key, unit in (("grow", "sales"), ("sell", "product")):  # the same in words, and in opposite directions
        path = f"teams/{unit}/2026-Q4.yml"
        objective: dict[str, Any] = company.files[path]["objectives"][1]
        objective["title"] = f"We {key} in 2026-Q4"
        objective["key_results"][0] |= {"title": f"Number of {key}", "from": 20, "to": 5}
    analyse(root, company, root / "cache")
    for _ in range(count):
        step = chance.choice(edits)
        EDITS[step](company, chance)
        with_cache, fresh = analyse(root, company, root / "cache"), analyse(root, company, None)
        assert with_cache.overlaps == fresh.overlaps, step
        assert list(map(str, with_cache.problems)) == list(map(str, fresh.problems)), step


@pytest.mark.parametrize("seed", range(2))
def test_after_edits_of_values_overlaps_are_known(tmp_path, known, seed):
    play(tmp_path, seed, SILENT, 5)
    assert known.count(True) > 3


@pytest.mark.parametrize("seed", range(3))
def test_after_edits_of_all_kinds_they_are_those_that_are_found(tmp_path, seed):
    play(tmp_path, seed, OF_CONTENT, 8)


@pytest.fixture
def kept(tmp_path: Path) -> OverlapCache:
    """The cache of the overlaps of a small company, which has some."""
    company = create_company()
    for unit in ("sales", "shops"):
        company.files[f"teams/{unit}/2026-Q4.yml"]["objectives"][1]["title"] = "Win the same customers once more"
    snapshot = analyse(tmp_path, company, None)
    kept = OverlapCache(tmp_path / "cache", snapshot.organisation, snapshot.alignment, snapshot.open_objectives)
    assert snapshot.overlaps
    kept.store(snapshot.overlaps)
    assert kept.load() == snapshot.overlaps
    return kept


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"sales", b"shops"),
        lambda data: data[: len(data) // 2],
        lambda data: data[:32],
        lambda data: b"",
        lambda data: b" " * 1000,
        lambda data: data + b"x",
    ],
)
def test_what_is_damaged_is_as_good_as_nothing(kept, tmp_path, damage):
    path = tmp_path / "cache" / "overlaps.msgpack"
    path.write_bytes(damage(path.read_bytes()))
    assert kept.load() is None


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (0, "another"),
        (1, [["sales/2026-Q4/nothing", None], ["shops/2026-Q4/sell", None]]),
        (1, [["sales/2026-Q4/win", "nothing"], ["shops/2026-Q4/sell", None]]),
        (2, [{"text": "Forged"}]),
        (2, [{"text": "both take their values from the KPI {kpi}"}]),
        (2, [{"text": "both take their values from the KPI {kpi}", "values": [["kpi", {"text": "Forged"}]]}]),
        (2, [{"text": "both say the same, word for word", "written": "Forged"}]),
        (2, [{"text": "both take their values from the KPI {kpi}", "values": [["kpi", "Forged"]]}]),
        (2, [{"text": "{up} wants more of it, {down} less", "values": [["up", "Forged"], ["down", "sales"]]}]),
        (3, [["same", 0, 1, 99]]),
        (3, [["same", 0, 1, -1]]),
        (3, [["same", 0, -1, 0]]),
        (3, [["same", 1, 0, 0]]),
        (3, [["same", 0, 0, 0]]),
        (3, [["against", 0, 1, 0]]),
        (3, [["same", 0, 1, 0]] * 2),
        (3, [["same", 0, 99, 0]]),
        (3, [["alike", 0, 1, 0]]),
        (3, "many"),
    ],
)
def test_what_is_forged_with_a_right_checksum_is_as_good_as_nothing(kept, tmp_path, part, value):
    path, mark = tmp_path / "cache" / "overlaps.msgpack", overlap_cache.describe_readers(*overlap_cache._FURTHER)
    record = msgspec.msgpack.decode(read_kept_value(path, mark))
    record[part] = value
    write_kept_value(path, mark, msgspec.msgpack.encode(record))
    assert kept.load() is None
