"""What lies in the place of a cache is read as a cache or not at all: a build neither hangs nor follows it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from okrsite.history.cache_folder import prepare_cache_folder
from okrsite.history.version_cache import VersionCache
from okrsite.history.versions import FileVersion
from okrsite.maps.layout_cache import LayoutCache
from okrsite.model.kept_readings import ReadingCache
from okrsite.site.publishing import lock_target
from okrsite.sources import kept_files
from okrsite.sources.kept_files import CheckedLines, KeptTexts, check_cache_folder, read_kept_bytes, write_kept_lines

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")

SECRET = "a line of somebody else\n"


def a_link(path: Path) -> None:
    elsewhere = path.with_name("elsewhere")
    elsewhere.write_text(SECRET, encoding="utf-8")
    path.symlink_to(elsewhere)


def a_loop(path: Path) -> None:
    path.symlink_to(path)


def a_huge_file(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(kept_files.LARGEST + 1)


IN_ITS_PLACE: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo if hasattr(os, "mkfifo") else str,
    "a folder": lambda path: (path / "inside").mkdir(parents=True),
    "a link": a_link,
    "a loop": a_loop,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a dangling link": lambda path: path.symlink_to(path.with_name("nowhere") / "x"),
    "a huge file": a_huge_file,
    "bytes": lambda path: path.write_bytes(b"\xff\0\r\n" * 1000),
    "one line without an end": lambda path: path.write_bytes(b"x" * 3_000_000),
}


def read_kept_lines(path: Path) -> list[str]:
    return read_kept_bytes(path).decode("utf-8", "replace").splitlines()


@pytest.mark.parametrize("kind", IN_ITS_PLACE)
def test_what_is_no_kept_file_has_no_lines_and_is_replaced_or_left(tmp_path, kind):
    path = tmp_path / "cache" / "history.jsonl"
    path.parent.mkdir()
    IN_ITS_PLACE[kind](path)
    lines = read_kept_lines(path)
    assert SECRET.strip() not in lines and (not lines or kind in ("bytes", "one line without an end"))
    write_kept_lines(path, ["kept"])
    assert read_kept_lines(path) == ([] if kind == "a folder" else ["kept"])
    left = {each.name for each in path.parent.iterdir()}
    assert left <= {"history.jsonl", "elsewhere"}, "nothing half-written stays"
    if kind == "a link":
        assert path.with_name("elsewhere").read_text(encoding="utf-8") == SECRET
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("kind", IN_ITS_PLACE)
@pytest.mark.parametrize("name", [".okrsite", ".okrsite/cache", ".okrsite/.gitignore"])
def test_what_lies_in_the_place_of_the_folder_is_left_alone(tmp_path, kind, name):
    place = tmp_path / name
    place.parent.mkdir(exist_ok=True)
    IN_ITS_PLACE[kind](place)
    before = place.lstat()
    folder = prepare_cache_folder(tmp_path)
    assert folder is None or kind == "a folder" or name.endswith("ignore")
    for public in (False, True):
        cache = VersionCache(tmp_path / ".okrsite" / "cache", public=public)
        cache["key"] = FileVersion((), False)
        cache.save()
    LayoutCache(tmp_path / ".okrsite" / "cache").save()
    assert (place.lstat().st_mode, place.lstat().st_size) == (before.st_mode, before.st_size) or kind == "a folder"
    assert not (tmp_path / "elsewhere").exists() or (tmp_path / "elsewhere").read_text(encoding="utf-8") == SECRET


@pytest.mark.parametrize("kind", IN_ITS_PLACE)
@pytest.mark.parametrize("name", ["history.jsonl", "history-public.jsonl", "maps.jsonl"])
def test_each_cache_begins_anew(tmp_path, kind, name):
    folder = tmp_path / ".okrsite" / "cache"
    folder.mkdir(parents=True)
    IN_ITS_PLACE[kind](folder / name)
    assert "key" not in VersionCache(folder, public="public" in name)
    assert LayoutCache(folder)._texts.is_first_run


@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a link", "a loop"])
def test_a_lock_is_neither_waited_for_nor_followed(tmp_path, kind):
    IN_ITS_PLACE[kind](tmp_path / ".site.lock")
    try:
        with lock_target(tmp_path / "site"):
            pass
    except Exception as error:
        assert type(error).__name__ == "ConfigurationError" and str(error)  # either is an answer
    if kind == "a link":
        assert (tmp_path / "elsewhere").read_text(encoding="utf-8") == SECRET


def test_a_folder_that_can_not_be_entered_keeps_nothing(tmp_path, monkeypatch):
    def refused(self: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "lstat", refused)
    assert check_cache_folder(tmp_path) is None and prepare_cache_folder(tmp_path) is None
    assert read_kept_lines(tmp_path / "x") == []


def test_all_caches_begin_anew_with_another_package_or_another_python(tmp_path, monkeypatch):
    """Whatever is installed may have a part in what is kept; nobody keeps a list of those that do."""
    folder = tmp_path / ".okrsite" / "cache"

    def list_kept() -> list[bool]:
        kept_files.describe_readers.cache_clear()
        texts = (ReadingCache(folder)._texts, LayoutCache(folder)._texts)
        return [not held.is_first_run for held in texts] + ["key" in VersionCache(folder)]

    readings, layouts, versions = ReadingCache(folder), LayoutCache(folder), VersionCache(folder)
    versions["key"] = FileVersion((), False)
    for texts in (readings._texts, layouts._texts):
        texts.store("key", "[]")
        texts.save(with_unused=False)
    versions.save()
    assert list_kept() == [True, True, True]
    installed = kept_files.list_distributions()
    assert any(name.startswith("rapidfuzz-") for name in installed)
    for name, value in (
        ("list_distributions", lambda: [*installed, "one_more-1.0.dist-info"]),
        ("sys", SimpleNamespace(version="3.99")),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(kept_files, name, value)
            assert list_kept() == [False, False, False]
    assert list_kept() == [True, True, True]


def keep_texts(folder: Path, texts: dict[str, str]) -> dict[str, str]:
    """Save texts as a run does that has used these and no others; return what the next run finds."""
    kept = KeptTexts(folder, "texts.jsonl", "mark")
    for key, text in texts.items():
        if kept.get(key) == text:
            kept.keep(key)
        else:
            kept.store(key, text)
    kept.save(with_unused=False)
    return list_texts(folder)


def list_texts(folder: Path) -> dict[str, str]:
    kept = KeptTexts(folder, "texts.jsonl", "mark")
    return {key: text for key in kept._held if (text := kept.get(key)) is not None}


def list_lines(folder: Path) -> list[str]:
    return read_kept_lines(folder / "texts.jsonl")


MANY = {f"key{number:03}": "[]" for number in range(100)}


def test_a_few_new_texts_are_added_to_a_file_and_what_is_not_used_goes_once_that_is_much(tmp_path):
    assert keep_texts(tmp_path, MANY) == MANY
    first, inode = list_lines(tmp_path), (tmp_path / "texts.jsonl").stat().st_ino
    with_others = {**MANY, "key000": "[1]", "new": "[2]"}
    assert keep_texts(tmp_path, with_others) == with_others
    assert list_lines(tmp_path)[:100] == first and len(list_lines(tmp_path)) == 102
    assert (tmp_path / "texts.jsonl").stat().st_ino == inode
    fewer = dict(list(with_others.items())[3:])
    assert keep_texts(tmp_path, fewer).items() >= fewer.items()
    assert len(list_lines(tmp_path)) == 102
    fewest = dict(list(with_others.items())[8:])
    assert keep_texts(tmp_path, fewest) == fewest
    assert list_lines(tmp_path) == sorted(list_lines(tmp_path), key=lambda line: line.split(" ")[1])
    assert len(list_lines(tmp_path)) == len(fewest)


def test_a_file_whose_few_texts_change_again_and_again_does_not_grow(tmp_path):
    for number in range(50):
        changed = {**MANY, "key000": f"[{number}]"}
        assert keep_texts(tmp_path, changed) == changed
        assert len(list_lines(tmp_path)) <= len(MANY) * 1.05


def test_a_line_that_is_damaged_is_no_text_and_goes_when_another_text_takes_its_place(tmp_path):
    keep_texts(tmp_path, MANY)
    path = tmp_path / "texts.jsonl"
    path.write_bytes(path.read_bytes().replace(b" key007 []", b" key007 {}"))
    assert list_texts(tmp_path) == {key: text for key, text in MANY.items() if key != "key007"}
    assert keep_texts(tmp_path, MANY) == MANY


def test_nothing_is_added_to_a_line_that_was_cut(tmp_path):
    keep_texts(tmp_path, MANY)
    path = tmp_path / "texts.jsonl"
    path.write_bytes(path.read_bytes()[:-3])
    assert keep_texts(tmp_path, {**MANY, "new": "[]"}) == {**MANY, "new": "[]"}


@pytest.mark.parametrize("put", ["a link", "a second name"])
def test_nothing_is_added_to_a_file_of_somebody_else(tmp_path, put):
    keep_texts(tmp_path, MANY)
    path, elsewhere = tmp_path / "texts.jsonl", tmp_path / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere) if put == "a link" else path.hardlink_to(elsewhere)
    before = elsewhere.read_bytes()
    assert keep_texts(tmp_path, {**MANY, "new": "[]"}) == {**MANY, "new": "[]"}
    assert elsewhere.read_bytes() == before


def test_a_file_of_more_lines_than_any_run_writes_has_none(tmp_path, monkeypatch):
    """Each line takes memory, however short it is."""
    lines = CheckedLines(tmp_path, "lines", "mark")
    lines.write([("a", "x"), ("b", "y")])
    assert len(list(lines.read())) == 2
    monkeypatch.setattr(kept_files, "_MOST_LINES", 1)
    assert not list(lines.read())
