"""What files said is kept from run to run: with and without it the organisation and its problems are the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from okrsite.model import file_reading, kept_readings
from okrsite.model.loading import load_organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.options import DeclaredCycle
from okrsite.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "content"
UNITS = ("company", "teams/booking", "teams/academy", "teams/product")
NAME = "readings.jsonl"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder with a part of the example company."""
    base = tmp_path / "base"
    for unit in UNITS:
        shutil.copytree(EXAMPLE / unit, base / "content" / unit)
    for name in ("index.md", "kpis.yml", "people.yml"):
        shutil.copy(EXAMPLE / name, base / "content" / name)
    shutil.copytree(EXAMPLE / "handbook", base / "content" / "handbook")
    return base


def describe(value: object) -> bytes:
    """Return all values with their types and places: equal Markdown may stand elsewhere, and 1 is equal to 1.0."""
    return msgspec.msgpack.encode(msgspec.to_builtins(value, str_keys=True, enc_hook=str, order="deterministic"))


def load(base: Path, cache: Path | None = None, *, decimal_comma: bool = False, **asked: Any) -> tuple[object, ...]:
    """Return all that a reading of the content gives, to be compared."""
    settings = Settings(decimal_comma=decimal_comma)
    read = load_organisation(base / "content", base, "Test", settings, cache=cache, **asked)
    return *read, describe(read)


def count_parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the path of each file is added that is parsed from now on."""
    parsed: list[str] = []

    def note(read: Callable[..., object]) -> Callable[..., object]:
        def noted(path: str, *rest: object) -> object:
            parsed.append(path)
            return read(path, *rest)

        return noted

    monkeypatch.setattr(file_reading, "parse_text", note(file_reading.parse_text))
    return parsed


def change(base: Path, path: str, edit: Callable[[str], str]) -> None:
    file = base / "content" / path
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")


def test_nothing_is_parsed_where_nothing_changed(base, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    without = load(base)
    assert load(base, cache) == without
    parsed = count_parsed(monkeypatch)
    written = (cache / NAME).stat()
    assert load(base, cache) == without
    assert load(base, cache, drafts=True) == load(base, drafts=True)
    assert parsed
    parsed.clear()
    assert load(base, cache) == without
    assert parsed == []
    assert (cache / NAME).stat().st_mtime_ns == written.st_mtime_ns
    assert (cache / NAME).stat().st_ino == written.st_ino


def test_a_file_with_key_results_that_call_themselves_by_numbers_is_kept(base, tmp_path, monkeypatch):
    text = (
        "## We win {#win}\n\n- KR2: Mails: 0 → 30\n- KR1: Calls: 0 → 9\n\n### Check-ins\n\n- 2026-10-16, Ana: KR2 6\n"
    )
    (base / "content/teams/academy/2026-Q4.md").write_text(text, encoding="utf-8")
    cache = tmp_path / "cache"
    without = load(base)
    load(base, cache)
    parsed = count_parsed(monkeypatch)
    assert load(base, cache) == without
    assert parsed == []


def test_only_the_file_that_changed_is_parsed(base, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    load(base, cache)
    parsed = count_parsed(monkeypatch)
    change(base, "teams/booking/2026-Q4.yml", lambda text: text + "\n# seen\n")
    with_cache = load(base, cache)
    assert parsed == ["content/teams/booking/2026-Q4.yml"]
    assert with_cache == load(base)


def test_a_person_who_is_named_nowhere_lets_all_other_files_be(base, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    load(base, cache)
    parsed = count_parsed(monkeypatch)
    change(base, "people.yml", lambda text: text + "\nzoe-zebra: {name: Zoe Zebra}\n")
    with_cache = load(base, cache)
    assert parsed == ["content/people.yml"]
    assert with_cache == load(base)


def test_a_kpi_of_another_unit_of_measure_reaches_who_uses_it(base, tmp_path):
    files = {
        "kpis.yml": "visits: {name: Visits, unit: people, values: {2026-10-01: 5}}\n",
        "teams/booking/2026-Q4.yml": "objectives: [{title: O, key_results: [{title: K, kpi: visits, to: 7}]}]\n",
    }
    for path, text in files.items():
        change(base, path, lambda _, text=text: text)
    cache = tmp_path / "cache"
    load(base, cache)
    for edit in (
        lambda text: text.replace("unit: people", "unit: days"),
        lambda text: text.replace("name: Visits", "name: Visits, audience: internal"),
        lambda text: text.replace("2026-10-01: 5", "2026-10-01: 6"),
        lambda text: text.replace("visits:", "calls:"),
        lambda text: text.replace("calls:", "visits:"),
    ):
        change(base, "kpis.yml", edit)
        assert load(base, cache) == load(base)


def test_another_id_behind_a_full_name_reaches_whoever_names_it(base, tmp_path):
    """Nothing in the file that names the person has changed."""
    change(base, "people.yml", lambda _: "anna: {name: Anna Berg}\n")
    change(
        base,
        "teams/booking/2026-Q4.yml",
        lambda _: "objectives: [{id: o, title: O, owner: Anna Berg, key_results: [{title: K, from: 0, to: 7}]}]\n",
    )
    cache = tmp_path / "cache"
    for people, owner in (
        ("anna: {name: Anna Berg}\n", "anna"),
        ("berg: {name: Anna Berg}\n", "berg"),
        ("berg: {name: Anna Berg-Oak}\n", "Anna Berg"),
        ("anna: {name: Anna Berg}\nberg: {name: Anna Berg}\n", "anna"),
        ("anna: {name: Anna Berg}\n", "anna"),
    ):
        change(base, "people.yml", lambda _, people=people: people)
        with_cache = load(base, cache)
        assert with_cache == load(base)
        assert with_cache[0].objectives["booking/2026-Q4/o"].owner == owner


def test_other_settings_reach_the_files_that_they_are_about(base, tmp_path):
    """The days of a cycle decide what lies outside of it, and how numbers are typed what they are."""
    change(
        base,
        "teams/booking/2026-Q4.yml",
        lambda _: (
            "objectives: [{id: o, title: O, owner: a, "
            "key_results: [{id: k, title: K, from: 0, to: '1,234', due: 2026-12-30}]}]\n"
        ),
    )
    (base / "content/teams/booking/spring.yml").write_text(
        "objectives: [{title: P, owner: a, key_results: [{title: K, from: 0, to: 1, due: 2026-03-30}]}]\n"
    )
    cache = tmp_path / "cache"
    told = []
    for asked in (
        {},
        {"fiscal_year_start": 4},
        {"fiscal_year_start": 4, "fiscal_year_named_after": "end"},
        {"decimal_comma": True},
        *(
            {"cycles": {"spring": DeclaredCycle(date(2026, 3, 1), end, name)}}
            for end, name in (
                (date(2026, 3, 31), ""),
                (date(2026, 3, 20), ""),
                (date(2026, 3, 20), "Spring term"),
            )
        ),
        {},
    ):
        settings = Settings(**asked)
        with_cache = load_organisation(base / "content", base, "Test", settings, cache=cache)
        assert describe(with_cache) == describe(load_organisation(base / "content", base, "Test", settings))
        (key_result,) = with_cache[0].objectives["booking/2026-Q4/o"].key_results
        outside = sorted(problem.message for problem in with_cache[1] if "/booking/" in problem.place.path)
        told.append((key_result.target, *outside))
    assert told[0] == told[-1]
    assert len(set(told)) == len(told) - 1, "each of them says something else"


def test_files_that_are_left_out_for_once_are_kept(base, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    load(base, cache)
    without = frozenset({"content/teams/booking/2026-Q4.yml", "academy"})
    assert load(base, cache, without=without) == load(base, without=without)
    parsed = count_parsed(monkeypatch)
    load(base, cache)
    assert parsed == []


def test_what_is_not_used_any_more_is_dropped(base, tmp_path):
    cache = tmp_path / "cache"
    load(base, cache)
    before = len((cache / NAME).read_bytes().splitlines())
    shutil.rmtree(base / "content" / "teams" / "product")
    gone = sum(1 for _ in (EXAMPLE / "teams" / "product").iterdir())
    load(base, cache)
    assert len((cache / NAME).read_bytes().splitlines()) == before - gone


LINES: tuple[Callable[[bytes], bytes], ...] = (
    lambda line: b"",
    lambda line: line + line,
    lambda line: line.rstrip(b"\n") + "\u200b\n".encode(),
    lambda line: b"visibility: draft\n" + line,
    lambda line: line + b"- Audience: internal\n",
    lambda line: line.replace(b":", b": 1,5", 1),
    lambda line: line.replace(b"a", b"\xff"),
    lambda line: b"[" + line,
)
"""What may happen to a line."""


def edit_at_random(content: Path, chance: random.Random) -> str:
    """Change a line of a file, cut a file off, copy one over another or under a new name, or delete one."""
    files = sorted(path for path in content.rglob("*") if path.suffix in (".md", ".yml"))
    register = [path for path in files if path.name in ("people.yml", "kpis.yml")]
    file = chance.choice(register if register and chance.random() < 0.3 else files)
    data = file.read_bytes()
    what = chance.choice(("line", "line", "line", "line", "cut", "copy", "copy", "delete"))
    if what == "line":
        lines = data.splitlines(keepends=True) or [b"\n"]
        at = chance.randrange(len(lines))
        lines[at] = chance.choice(LINES)(lines[at])
        file.write_bytes(b"".join(lines))
    elif what == "cut":
        file.write_bytes(data[: chance.randrange(len(data) + 1)])
    elif what == "copy":
        name = chance.choice((file.name, "2026-Q1.yml", "2027-H1.md", "memo-2030.md", "notes.md", "team.md"))
        chance.choice(files).with_name(name).write_bytes(data)
    else:
        file.unlink()
    return file.relative_to(content.parent).as_posix()


@pytest.mark.parametrize("seed", range(3))
def test_with_and_without_what_was_kept_all_is_the_same(base, tmp_path, seed):
    """Random edits of files, of who is who, of KPIs, of what is asked for, and of the settings."""
    chance = random.Random(seed)
    cache = tmp_path / "cache"
    for _ in range(10):
        path = edit_at_random(base / "content", chance)
        asked: dict[str, Any] = {
            "drafts": chance.random() < 0.3,
            "decimal_comma": chance.random() < 0.3,
            "without": frozenset({path}) if chance.random() < 0.2 else frozenset(),
        }
        assert load(base, cache, **asked) == load(base, **asked)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace(b"objective", b"objectiva"),
        lambda text: text[: len(text) // 2],
        lambda text: b"\xff\x00" + text,
        lambda text: text.replace(b"\n", b"\n\n[]\n"),
        lambda text: b"",
        lambda text: b"\n".join(reversed(text.split(b"\n"))),
    ],
)
def test_a_damaged_cache_costs_time_alone(base, tmp_path, damage):
    cache = tmp_path / "cache"
    without = load(base, cache)
    (cache / NAME).write_bytes(damage((cache / NAME).read_bytes()))
    assert load(base, cache) == without
    assert load(base, cache) == without


def forge(cache: Path, edit: Callable[[str], str]) -> int:
    """Change lines of a cache and give them the right checksum; return how many were changed."""
    lines = kept_readings.ReadingCache(cache)._texts._lines
    kept = [(key, text) for _, key, text in lines.read()]
    edited = [(key, edit(text)) for key, text in kept]
    lines.write(edited)
    return sum(1 for one, other in zip(kept, edited, strict=True) if one != other)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace('"id":"', '"id":"../../'),
        lambda text: text.replace('"link":"', '"link":"javascript:alert(1)'),
        lambda text: text.replace('"url":"', '"url":"javascript:alert(1)'),
        lambda text: text.replace('"unit":"booking"', '"unit":"company"'),
        lambda text: text.replace('"aliases":[', '"aliases":["a/b"').replace('"a/b""', '"a/b","'),
        lambda text: text.replace('"unit_id":"', '"unit_id":"../'),
        lambda text: text.replace('"path":"content/', '"path":"../'),
        lambda text: text.replace('"kind":"reach"', '"kind":"other"'),
        lambda text: text.replace('"problems":[', '"problems":[{}'),
        lambda text: '{"value":null}',
        lambda text: "[" * 100_000,
        lambda text: "null",
    ],
)
def test_what_no_reader_lets_pass_is_no_reading_even_with_the_right_checksum(base, tmp_path, edit):
    change(
        base,
        "teams/booking/2026-Q4.yml",
        lambda _: (
            "objectives: [{title: O, id: o, aliases: [p], initiatives: [{title: I, link: /x}], "
            "key_results: [{title: K, id: k, from: 1, to: 2}]}]\n"
        ),
    )
    change(base, "teams/booking/team.yml", lambda _: "name: B\nlinks: [{title: T, url: /x}]\nkpis: {a: {name: A}}\n")
    change(base, "teams/academy/team.md", lambda _: "# A\n\n- Nothing: here\n")
    cache = tmp_path / "cache"
    without = load(base, cache)
    assert forge(cache, edit)
    assert load(base, cache) == without


def test_a_cache_of_another_okrsite_is_none(base, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    without = load(base, cache)
    parsed = count_parsed(monkeypatch)
    monkeypatch.setattr(kept_readings, "describe_readers", lambda *_: "another")
    assert load(base, cache) == without
    assert parsed


def test_a_folder_that_cannot_be_written_is_no_harm(base, tmp_path):
    (tmp_path / "file").write_text("")
    assert load(base, tmp_path / "file") == load(base)


def test_what_comes_from_the_cache_is_not_among_the_files_that_were_parsed(base, tmp_path):
    cache = tmp_path / "cache"
    load(base, cache)
    parsed = ParsedFiles()
    load(base, cache, parsed=parsed)
    assert parsed._files == {}
