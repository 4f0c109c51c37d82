"""What a register said of names is kept from run to run: it holds for the same people, and nothing else is believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from okrsite.model.kept_names import KeptNames
from okrsite.model.loading import load_organisation
from okrsite.model.names import PeopleDirectory
from okrsite.settings import Settings
from okrsite.sources.kept_files import CheckedLines
from tests.model.test_kept_readings import describe

PEOPLE = "ana: {name: Ana Berg}\njuno: {name: Juno Okafor}\n"
FILES = {
    "people.yml": PEOPLE,
    "teams/a/team.yml": "name: A\nlead: Anna Berg\nmembers: [Zoe Zebra, juno]\n",
    "teams/a/2026-Q4.yml": "objectives: [{title: Win, id: win, owner: Juno Okafro}]\n",
    "teams/b/2026-Q4.yml": "visibility: draft\nobjectives: [{title: New, id: new, owner: Secret Somebody}]\n",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def load(base: Path, *, with_cache: bool = True) -> bytes:
    cache = base / "cache" if with_cache else None
    return describe(load_organisation(base / "content", base, "Test", Settings(), cache=cache))


def forget_readings(base: Path) -> None:
    (base / "cache" / "readings.jsonl").unlink()


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The names of which the register is asked who is probably meant."""
    names: list[str] = []
    find = PeopleDirectory.find_meant

    def note(directory: PeopleDirectory, typed: str) -> tuple[str, ...]:
        names.append(typed)
        return find(directory, typed)

    monkeypatch.setattr(PeopleDirectory, "find_meant", note)
    return names


def test_the_same_register_is_asked_once_for_each_name(base, asked):
    without = load(base, with_cache=False)
    assert {"Anna Berg", "Zoe Zebra", "Juno Okafro"} <= set(asked)
    assert load(base) == without
    asked.clear()
    assert load(base) == without
    forget_readings(base)
    assert load(base) == without
    assert set(asked) == {"Secret Somebody"}, "of a draft nothing is kept"
    assert "Secret" not in (base / "cache" / "names.jsonl").read_text("utf-8")


@pytest.mark.parametrize("people", [PEOPLE + "anna: {name: Anna Berg}\n", "ana: {name: Ana Berger}\n"])
def test_another_register_is_asked_anew(base, people):
    before = load(base)
    (base / "content" / "people.yml").write_text(people, encoding="utf-8")
    assert load(base) == load(base, with_cache=False) != before


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: text.replace('"meant":["ana"]', '"meant":["../x"]'),
        lambda text: text.replace('"meant":["ana"]', '"meant":["nobody"]'),
        lambda text: text.replace('"key":"Anna Berg"', '"key":"Somebody Else"'),
        lambda text: text.replace('"namesakes":[]', '"namesakes":["x"]'),
        lambda text: text.replace('"several":false', '"several":0'),
        lambda text: text.replace('"juno":{"key":"juno"', '"juno":{"key":null'),
        lambda text: text.replace('"juno":{"key":"juno"', '"juno":{"key":"ana"'),
        lambda text: text.replace('"key":"Anna Berg"', '"key":null'),
        lambda text: "[" * 100_000,
        lambda text: "null",
        lambda text: text[:-1],
    ],
)
def test_answers_that_no_register_gives_are_not_believed(base, asked, forge: Callable[[str], str]):
    without = load(base)
    lines = KeptNames(base / "cache")._lines
    (kept,) = [(key, text) for _, key, text in lines.read()]
    assert forge(kept[1]) != kept[1]
    lines.write([(kept[0], forge(kept[1]))])
    forget_readings(base)
    asked.clear()
    assert load(base) == without
    assert "Anna Berg" in asked


def test_answers_of_another_okrsite_are_not_believed(base, asked):
    without = load(base)
    lines = KeptNames(base / "cache")._lines
    (kept,) = [(key, text) for _, key, text in lines.read()]
    CheckedLines(base / "cache", "names.jsonl", "another").write([kept])
    forget_readings(base)
    asked.clear()
    assert load(base) == without
    assert "Anna Berg" in asked
