"""The past that is kept from one run to the next: with it, and what commits add to it, it is the one that git tells."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from edited_company import EDITS, EditedCompany, create_company
from git_repository import BEN, Repo, objective

from okrsite.history import kept_past, past_cache
from okrsite.history.events import Past
from okrsite.history.kept_past import KeptPast
from okrsite.history.past import PastOfCommit, read_past
from okrsite.model.loading import load_organisation
from okrsite.sources.kept_values import read_kept_value, write_kept_value

FILE, OTHER, TEAM = "teams/marketing/2026-Q4.yml", "teams/sales/2026-Q4.yml", "teams/marketing/team.yml"
IN_PLACE = ("a value", "a check-in", "a target", "an owner", "a status", "a direct link", "a unit's mission")
"""Edits after which a build continues the past that is known."""
OF_CONTENT = sorted(EDITS.keys() - {"who reads it", "a threshold", "how numbers are typed", "when the year begins"})


@pytest.fixture
def continued(monkeypatch) -> list[str]:
    """The commits at which the past was continued, and not replayed."""
    heads: list[str] = []
    continue_past = kept_past.continue_past

    def note(*arguments: Any) -> PastOfCommit | None:
        past = continue_past(*arguments)
        heads.extend([past.head] if past else [])
        return past

    monkeypatch.setattr(kept_past, "continue_past", note)
    return heads


def read(repo: Repo, cache: Path | None = None) -> Past:
    """Return the past as a new process finds it."""
    site = repo.site
    organisation, _ = load_organisation(site.content, site.base, site.name, site.settings)
    return KeptPast().read(site, organisation, cache) if cache else read_past(site, organisation)


def assert_same(known: Past, fresh: Past) -> None:
    assert known == fresh
    # What is told in the order of a mapping is told in the same.
    assert list(known.by_objective) == list(fresh.by_objective)
    assert list(known.file_days) == list(fresh.file_days)


def write(repo: Repo, company: EditedCompany) -> None:
    shutil.rmtree(repo.root / "content", ignore_errors=True)
    repo.write(company.dump())


def edit_on_a_branch(repo: Repo, company: EditedCompany, steps: list[str], chance: Random) -> None:
    """Commit edits one by one on a branch, and merge it."""
    repo.git("checkout", "-q", "-b", "side")
    for number, step in enumerate(steps):
        EDITS[step](company, chance)
        write(repo, company)
        repo.commit(f"2026-11-{10 + number}", step, author=BEN)
    repo.git("checkout", "-q", "main")
    repo.merge("2026-11-15", "side")
    repo.git("branch", "-q", "-d", "side")


def play(root: Path, seed: int, edits: tuple[str, ...] | list[str], count: int) -> None:
    """Edit a company at random, with and without commits, and compare the past after each step."""
    chance, company = Random(seed), create_company()
    repo, cache = Repo(root / "repository"), root / "cache"
    write(repo, company)
    repo.commit("2026-10-01", "Begin")
    read(repo, cache)
    for _ in range(count):
        step, way = chance.choice(edits), chance.random()
        if way < 0.2:
            edit_on_a_branch(repo, company, [step, chance.choice(edits)], chance)
        else:
            EDITS[step](company, chance)
            write(repo, company)
            if way < 0.7:
                repo.commit(f"2026-11-{chance.randrange(10, 28)}", step)
        if chance.random() < 0.8:  # now and then nobody builds between two commits
            assert_same(read(repo, cache), read(repo))


@pytest.mark.parametrize("seed", range(2))
def test_after_edits_in_place_the_known_past_is_continued(tmp_path, continued, seed):
    play(tmp_path, seed, IN_PLACE, 8)
    assert len(set(continued)) > 3


@pytest.mark.parametrize("seed", range(2))
def test_after_edits_of_all_kinds_the_known_past_is_the_one_that_git_tells(tmp_path, seed):
    play(tmp_path, seed, OF_CONTENT, 10)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repository")
    repo.commit("2026-10-01", "Start", {FILE: objective(), OTHER: objective("sell"), TEAM: "name: Marketing\n"})
    read(repo, tmp_path / "cache")
    return repo


CHANGES: dict[str, tuple[Callable[[Repo], object], bool]] = {
    "a value": (lambda repo: repo.commit("2026-10-02", "More", {FILE: objective(now="130")}), True),
    "a file that is no goal": (lambda repo: repo.commit("2026-10-02", "Picture", {"a.txt": "x"}), True),
    "a team file": (lambda repo: repo.commit("2026-10-02", "Team", {TEAM: "name: Marketing\nmission: Meet\n"}), True),
    "nothing": (lambda repo: repo.commit("2026-10-02", "Empty"), True),
    "a title": (lambda repo: repo.commit("2026-10-02", "Title", {FILE: objective(title="Meet others")}), False),
    "a title that isn't committed": (lambda repo: repo.write({FILE: objective(title="Meet others")}), False),
    "a title that was one for a commit": (
        lambda repo: (
            repo.commit("2026-10-02", "Title", {FILE: objective(title="Meet others")}),
            repo.commit("2026-10-03", "Back", {FILE: objective()}),
        ),
        False,
    ),
    "a file that could not be read for a commit": (
        lambda repo: (
            repo.commit("2026-10-02", "Oops", {FILE: "["}),
            repo.commit("2026-10-03", "Back", {FILE: objective(now="130")}),
        ),
        False,
    ),
    "a draft for a commit": (
        lambda repo: (
            repo.commit("2026-10-02", "Hide", {FILE: objective(visibility="draft")}),
            repo.commit("2026-10-03", "Back", {FILE: objective(now="130")}),
        ),
        False,
    ),
    "a file that was moved and moved back": (
        lambda repo: (
            repo.git("mv", f"content/{FILE}", "content/teams/marketing/2027-Q1.yml"),
            repo.commit("2026-10-02", "Move"),
            repo.git("mv", "content/teams/marketing/2027-Q1.yml", f"content/{FILE}"),
            repo.commit("2026-10-03", "Back"),
        ),
        False,
    ),
    "a commit that replaces the last one": (
        lambda repo: (repo.write({FILE: objective(now="140")}), repo.git("add", "-A"), repo.git("commit", "-q", "--amend", "-m", "Start")),
        False,
    ),
    "another time zone": (lambda repo: set_zone(repo, "Pacific/Kiritimati"), False),
}  # fmt: skip


def set_zone(repo: Repo, zone: str) -> None:
    repo.options["timezone"] = zone
    repo.__post_init__()


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_new_is_added_or_all_is_replayed(repo, tmp_path, continued, what):
    change, is_continued = CHANGES[what]
    change(repo)
    assert_same(read(repo, tmp_path / "cache"), read(repo))
    assert bool(continued) == is_continued
    # And so does the next run, which asks git for nothing.
    assert_same(read(repo, tmp_path / "cache"), read(repo))
    assert continued


@pytest.mark.parametrize("name", ["past.msgpack", "past-since.msgpack"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"Start", b"Stark").replace(b"More", b"Less"),
        lambda data: data[: len(data) // 2],
        lambda data: data[:32],
        lambda data: b"",
        lambda data: b" " * 1000,
        lambda data: data + b"x",
    ],
)
def test_what_is_damaged_is_as_good_as_nothing(repo, tmp_path, continued, name, damage):
    cache = tmp_path / "cache"
    repo.commit("2026-10-02", "More", {FILE: objective(now="130")})
    read(repo, cache)
    path = cache / name
    path.write_bytes(damage(path.read_bytes()))
    continued.clear()
    assert_same(read(repo, cache), read(repo))
    assert bool(continued) == (name == "past-since.msgpack")  # what came since is found once more
    assert_same(read(repo, cache), read(repo))
    assert continued


EVENTS_REF = "marketing/2026-Q4/events"
HEAD, COMMITS, REFS, EVENTS, FILE_DAYS, PLAIN_FILES, FORMER, NOTICES = range(1, 9)
FORGERIES: dict[str, tuple[int, Any]] = {
    "nothing": (NOTICES, []),
    "a commit that is an option of git": (HEAD, "--output=x"),
    "a commit that is a link": (COMMITS, lambda commits: [commits[0] | {"id": "../../x"}]),
    "a commit of a day that no site knows": (COMMITS, lambda commits: [commits[0] | {"day": "9999-12-31"}]),
    "a commit that steers a terminal": (COMMITS, lambda commits: [commits[0] | {"subject": "\x1b[2J"}]),
    "an objective that is no reference": (REFS, lambda refs: ["grow", *refs[1:]]),
    "an objective out of its folder": (REFS, lambda refs: ["marketing/2026-Q4/..", *refs[1:]]),
    "a change that there is not": (EVENTS, lambda events: [["forged", *events[0][1:]]]),
    "a change of an objective that is not there": (EVENTS, lambda events: [["title", 99, *events[0][2:]]]),
    "a change of a key result out of its folder": (EVENTS, lambda events: [["value", 0, "../x", *events[0][3:]]]),
    "a change on a day that no site knows": (EVENTS, lambda events: [[*events[0][:4], "0001-01-01", *events[0][5:]]]),
    "a value that steers a terminal": (EVENTS, lambda events: [[*events[0][:5], "\x1b[2J", *events[0][6:]]]),
    "a value that is no number": (EVENTS, lambda events: [[*events[0][:5], {"value": "x"}, *events[0][6:]]]),
    "a change of a kind that key results have": (
        EVENTS,
        lambda events: [["due", 0, None, *events[0][3:5], None, None]],
    ),
    "a change of a kind that objectives have": (
        EVENTS,
        lambda events: [["decision", 0, "repeat", *events[0][3:5], None, None]],
    ),
    "a day that is a number": (EVENTS, lambda events: [["due", 0, "repeat", *events[0][3:5], 5.0, None]]),
    "a day that no site knows": (
        EVENTS,
        lambda events: [["due", 0, "repeat", *events[0][3:5], {"date": "9999-12-31"}, None]],
    ),
    "a number that is a text": (EVENTS, lambda events: [["weight", 0, "repeat", *events[0][3:5], "heavy", None]]),
    "a number without end": (EVENTS, lambda events: [["weight", 0, "repeat", *events[0][3:5], 1e300, None]]),
    "a number with a unit without end": (
        EVENTS,
        lambda events: [["to", 0, "repeat", *events[0][3:5], {"value": 1e300, "unit": "", "text": "1"}, None]],
    ),
    "a status that nobody can say": (EVENTS, lambda events: [["status", 0, None, *events[0][3:5], "great", None]]),
    "a title of a book": (EVENTS, lambda events: [["title", 0, None, *events[0][3:5], "x" * 5_000, None]]),
    "an author with an address": (COMMITS, lambda commits: [commits[0] | {"author": "x <x@example.org>"}]),
    "a subject of a book": (COMMITS, lambda commits: [commits[0] | {"subject": "x" * 5_000}]),
    "a former document of none": (FORMER, {"documents": {"old.md": "content/nothing.md"}}),
    "a notice that okrsite doesn't give": (NOTICES, [{"kind": "passed over", "message": "Buy now."}]),
    "a notice of another kind": (
        NOTICES,
        [
            {
                "kind": "shallow",
                "message": "One past version of a file can't be read and is passed over, at last a.yml in 0123456789.",
            }
        ],
    ),
    "a file that changed before there were days": (FILE_DAYS, {FILE: "0001-01-01"}),
    "a file that is an option of git": (PLAIN_FILES, {FILE: "--output=x"}),
    "a former objective out of the site": (FORMER, {"objectives": {"sales/2026-Q4/../../../../x": EVENTS_REF}}),
    "a former objective out of its folder": (FORMER, {"objectives": {"sales/../x": EVENTS_REF}}),
    "a former objective of none": (FORMER, {"objectives": {"sales/2026-Q4/old": "sales/2026-Q4/nothing"}}),
    "a former key result of none": (FORMER, {"key_results": {"sales/2026-Q4/nothing#old": "repeat"}}),
    "a former key result that is none today": (FORMER, {"key_results": {f"{EVENTS_REF}#old": "nothing"}}),
    "a former anchor of none": (FORMER, {"anchors": {"sales/2026-Q4/nothing": ["old"]}}),
    "a former anchor on a line of its own": (FORMER, {"anchors": {EVENTS_REF: ["a\nb"]}}),
    "a former unit of none": (FORMER, {"units": {"old": "nothing"}}),
    "a former unit out of its folder": (FORMER, {"units": {"..": "sales"}}),
    "a former unit that somebody typed": (FORMER, {"typed_units": ["old"]}),
    "a former page out of the site": (FORMER, {"pages": {"../../../x": ["sales", ""]}}),
    "a former page at the root of the disk": (FORMER, {"pages": {"/x": ["sales", ""]}}),
    "a former page out of the site on Windows": (FORMER, {"pages": {"teams/..\\..\\x": ["sales", ""]}}),
    "a former page of none": (FORMER, {"pages": {"teams/old": ["nothing", ""]}}),
    "a former page of a cycle that there is not": (FORMER, {"pages": {"teams/old": ["sales", "1999-Q1"]}}),
    "a former document out of the site": (FORMER, {"documents": {"../../x.md": "content/x.md"}}),
    "a notice that steers a terminal": (NOTICES, [{"kind": "no git", "message": "\x1b[2J"}]),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_what_no_past_can_say_is_as_good_as_nothing_although_its_checksum_is_right(repo, tmp_path, continued, what):
    part, forge = FORGERIES[what]
    path, mark = tmp_path / "cache" / "past.msgpack", past_cache.describe_readers(*past_cache._FURTHER)
    record = msgspec.msgpack.decode(read_kept_value(path, mark))
    record[part] = forge(record[part]) if callable(forge) else record[part] | forge if part == FORMER else forge
    write_kept_value(path, mark, msgspec.msgpack.encode(record))
    assert_same(read(repo, tmp_path / "cache"), read(repo))
    assert bool(continued) == (what == "nothing")


def test_what_is_forged_of_what_came_since_is_found_once_more(repo, tmp_path, continued):
    cache = tmp_path / "cache"
    repo.commit("2026-10-02", "More", {FILE: objective(now="130")})
    read(repo, cache)
    path, mark = cache / "past-since.msgpack", past_cache.describe_readers(*past_cache._FURTHER)
    record = msgspec.msgpack.decode(read_kept_value(path, mark))
    record[REFS] = ["marketing/2026-Q4/.."]
    write_kept_value(path, mark, msgspec.msgpack.encode(record))
    continued.clear()
    assert_same(read(repo, cache), read(repo))
    assert continued == [repo.git("rev-parse", "HEAD").strip()]


def test_a_past_of_another_repository_is_as_good_as_none(repo, tmp_path):
    other = Repo(tmp_path / "other")
    other.commit(
        "2026-10-01", "Another start", {FILE: objective(), OTHER: objective("sell"), TEAM: "name: Marketing\n"}
    )
    assert_same(read(other, tmp_path / "cache"), read(other))


def test_a_second_file_beside_one_counts_by_its_name(repo, tmp_path, continued):
    """Of two files for one quarter the first one counts: an edit of the other is no history."""
    second = FILE.replace(".yml", ".yaml")
    repo.commit("2026-10-02", "Twice", {second: objective(now="150")})
    read(repo, tmp_path / "cache")
    repo.commit("2026-10-03", "Other", {FILE: objective(now="160")})
    assert_same(read(repo, tmp_path / "cache"), read(repo))
    assert not continued
