"""With a cache, without one, and with a broken one: the same past."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from git_repository import BEN, Repo, objective

from okrsite.history import version_store
from okrsite.history.version_cache import VersionCache
from okrsite.history.versions import (
    FileVersion,
    PastKeyResult,
    PastObjective,
    parse_version,
    read_cycle_version,
    remove_drafts,
)

FILE = "teams/marketing/2026-Q4.yml"
EVERYTHING = """
objectives:
  - id: o
    title: "Ünï \u2603"
    owner: anna
    aliases: [before, earlier]
    contributes_to: {to: company/x, share: 12.5%}
    depends_on: [a/b, c/d]
    key_results:
      - {id: r, aliases: [q], title: R, from: 0.1, to: 1.2M, now: 0.3, unit: €, confidence: 33%, weight: 0, due: 2026-12-01, grade: 0.7, phases: {2026-11-01: 5}}
      - {id: l, title: L, levels: {commit: one, target: two}, now: target}
      - {id: m, title: M, milestones: [{title: a, done: true}, b]}
      - {id: d, title: D, done: false}
      - {id: k, title: K, keep: 2%..4%}
      - {id: p, title: P, kpi: team/visits, to: 7}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repository")
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.commit("2026-10-02", "Oops", {FILE: "["})
    repo.commit("2026-10-03", "Later", {FILE: objective(now="130", owner="ben", due="2026-12-01")}, BEN)
    repo.commit("2026-10-04", "Clean", {FILE: objective(now="130", owner="ben"), "teams/marketing/team.yml": "name: M\n"})  # fmt: skip
    return repo


def test_the_second_reading_reads_no_file(repo, tmp_path, monkeypatch):
    cache = tmp_path / "work" / "cache"
    without = repo.past()
    assert repo.past(cache) == without

    def no_blobs(repository: object, ids: object) -> Iterator[tuple[str, bytes | None]]:
        assert not list(ids)
        return iter(())

    monkeypatch.setattr(version_store, "read_blobs", no_blobs)
    assert repo.past(cache) == without
    assert [path.name for path in cache.iterdir()] == ["history.jsonl"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace(b"120", b"999"),
        lambda text: text[: len(text) // 2],
        lambda text: b"\xff\x00" + text,
        lambda text: text.replace(b"\n", b"\n\n[]\n"),
        lambda text: b"",
        lambda text: b" " * 1000,
    ],
)
def test_a_damaged_cache_is_as_good_as_none(repo, tmp_path, damage):
    without = repo.past()
    repo.past(tmp_path / "cache")
    file = tmp_path / "cache" / "history.jsonl"
    file.write_bytes(damage(file.read_bytes()))
    assert repo.past(tmp_path / "cache") == without
    assert repo.past(tmp_path / "cache") == without


@pytest.mark.parametrize("payload", ["[false,[[1]]]", "{}", "[1,2,3]", '[false,[["o",[],{"to":{"value":1e999,"unit":"","text":""}},[]]]]', '[false,[["o",[],{"weight":1e999},[]]]]', '[false,[["o",[],{"to":{"value":NaN,"unit":"","text":""}},[]]]]', "[" * 100_000])  # fmt: skip
def test_a_line_with_the_right_checksum_and_nonsense_in_it_is_no_version(tmp_path, payload):
    cache = VersionCache(tmp_path)
    key = "a-cycle-yml"
    (tmp_path / "history.jsonl").write_text(f"{cache._lines.compute_checksum(f'{key} {payload}')} {key} {payload}\n")
    assert key not in VersionCache(tmp_path)


def test_a_cache_for_other_settings_is_none(tmp_path):
    cache = VersionCache(tmp_path)
    cache["key"] = FileVersion()
    cache.save()
    assert "key" in VersionCache(tmp_path)
    assert "key" not in VersionCache(tmp_path, decimal_comma=True)


def test_a_cache_that_is_a_link_is_not_followed(repo, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".okrsite").symlink_to(elsewhere)
    repo.past(tmp_path / ".okrsite")
    repo.past(tmp_path / ".okrsite" / "cache")
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_harm(repo, tmp_path):
    (tmp_path / "file").write_text("")
    assert repo.past(tmp_path / "file") == repo.past()


def test_everything_that_a_version_can_say_comes_back(tmp_path):
    read = read_cycle_version(parse_version(EVERYTHING, "yml", "cycle_file"), decimal_comma=False)
    assert read is not None
    version = remove_drafts(read)
    assert len(version.objectives[0].results) == 6
    cache = VersionCache(tmp_path)
    cache["a"], cache["b"] = version, None
    cache.save()
    again = VersionCache(tmp_path)
    assert "a" in again
    assert again.get("a") == version
    assert "b" in again
    assert again.get("b") is None
    types = {name: type(told) for result in again.get("a").objectives[0].results for name, told in result.fields.items()}  # fmt: skip
    assert types == {name: type(told) for past_key_result in version.objectives[0].results for name, told in past_key_result.fields.items()}  # fmt: skip


def test_what_is_not_used_any_more_is_dropped(tmp_path):
    cache = VersionCache(tmp_path)
    cache["old"] = FileVersion((PastObjective("o", (), {}, (PastKeyResult("r"),)),))
    cache.save()
    cache = VersionCache(tmp_path)
    cache["new"] = None
    cache.save()
    (line,) = (tmp_path / "history.jsonl").read_text().splitlines()
    assert json.loads(line.split(" ", 2)[2]) is None


FORGERIES = {
    "nothing": lambda told: None,
    "an id out of its folder": lambda told: told.__setitem__(0, "../../x"),
    "an id that is none": lambda told: told.__setitem__(0, "<b>"),
    "a former id out of its folder": lambda told: told.__setitem__(1, ["../../x"]),
    "a key result out of its folder": lambda told: told[3][0].__setitem__(0, "../x"),
    "a key result twice": lambda told: told[3].append(told[3][0]),
    "a field that there is not": lambda told: told[2].update(colour="red"),
    "a field of nothing": lambda told: told[2].update(status=None),
    "a title that is a number": lambda told: told[2].update(title=5.0),
    "a title of a book": lambda told: told[2].update(title="x" * 5_000),
    "a title that steers a terminal": lambda told: told[2].update(title="\x1b[2J"),
    "half a character": lambda told: told[2].update(title="\ud800"),
    "links that are one text": lambda told: told[2].update(depends_on="a/b"),
    "a status that nobody can say": lambda told: told[2].update(status="great"),
    "a measure that there is not": lambda told: told[3][0][2].update(measure="feeling"),
    "a day that is a text": lambda told: told[3][0][2].update(due="soon"),
    "a day that no site knows": lambda told: told[3][0][2].update(due={"date": "9999-12-31"}),
    "a number that is one of integers": lambda told: told[3][0][2].update(weight=2**70),
    "a number without end": lambda told: told[3][0][2].update(to={"value": 1e300, "unit": "", "text": "1"}),
    "a number of no key result": lambda told: told.append([["2026-10-01 1 x", "../x"]]),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_what_no_version_can_say_is_no_version_although_its_checksum_is_right(tmp_path, what):
    read = read_cycle_version(parse_version(EVERYTHING, "yml", "cycle_file"), decimal_comma=False)
    assert read is not None
    cache = VersionCache(tmp_path)
    cache["a"] = remove_drafts(read)
    cache.save()
    lines = VersionCache(tmp_path)._lines
    (told,) = [json.loads(text) for _, key, text in lines.read() if key == "="]
    FORGERIES[what](told)
    text = json.dumps(told)
    name = lines.compute_checksum(f"= {text}")
    lines.write([("=", text), ("a", json.dumps([False, [name]])), ("twice", json.dumps([False, [name, name]]))])
    again = VersionCache(tmp_path)
    assert ("a" in again) == (what == "nothing")
    assert "twice" not in again
