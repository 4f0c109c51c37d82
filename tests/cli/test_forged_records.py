"""A forged record of the last site, with all that lies there as it was left: the next site is that of a build of all.

Whoever can write the cache may know what okrsite does, and there is no secret. What is told of pages is held against
the site itself, or looked at once more; where it isn't true, the build says so and makes them.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from command_line import call
from company_with_teams import CHANGED, FILES, edit
from kept_projects import KeptProject
from msgspec.structs import replace
from project_tree import Project

import okrsite.workers
from okrsite.folder_walk import describe_file
from okrsite.pages import known_pages
from okrsite.pages.known_pages import KnownPages
from okrsite.pages.value_digests import digest_value
from okrsite.site import last_build, page_reuse
from okrsite.site.mkdocs import frame_cache
from okrsite.site.reusable_site import (
    LinkedFile,
    ReusablePage,
    ReusableSite,
    decode_record,
    describe_site,
    list_record_parts,
    pack_numbers,
)
from okrsite.snapshot import Snapshot
from okrsite.sources.kept_files import read_kept_bytes, write_kept_bytes

LEFT_ALONE = "objectives/sales/2026-Q4/goal2"
CALENDAR, OTHER_CALENDAR = "teams/sales/calendar.ics", "teams/shops/calendar.ics"


def build(made: Project):
    done = call("build", "--no-color", "-f", made.config, "-v")
    assert done.status == 0, done
    return done


def read_site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> KeptProject:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame_cache, "_WORTH_IT", 1)  # pages of units are few here
        made = Project(tmp_path_factory.mktemp("built"), {"calendars": True}).write(FILES)
        build(made)
    return KeptProject(made)


@pytest.fixture(scope="module")
def anew(kept) -> dict[str, bytes]:
    """The site of a build of all after the edit."""
    made = kept.put_back()
    shutil.rmtree(made.root / ".okrsite")
    edit(made)
    build(made)
    return read_site(made.root / "site")


@pytest.fixture
def built(kept, anew, monkeypatch) -> Project:
    """A project that was built once, of whose site no file is read again just because of chance."""
    monkeypatch.setattr(frame_cache, "_WORTH_IT", 1)
    monkeypatch.setattr(last_build, "_SAMPLE", 0)
    return kept.put_back()


def forge_record(made: Project, forge: Callable[[ReusableSite], ReusableSite], name: str = "pages.msgpack") -> None:
    """Write another record, of files as they lie there now."""
    path, root = made.root / ".okrsite" / "cache" / name, made.root / "site"
    site = decode_record(read_kept_bytes(path))

    def look_again(file: LinkedFile) -> LinkedFile:
        return replace(file, file=describe_file(file.file.path, root / file.file.path))

    pages = tuple(
        replace(page, html=look_again(page.html), files=tuple(map(look_again, page.files))) for page in site.pages
    )
    search = replace(site.search, files=tuple(map(look_again, site.search.files)))
    site = forge(replace(site, pages=pages, search=search))
    write_kept_bytes(path, list_record_parts(describe_site(site), site.place))


def find_page(site: ReusableSite, stem: str) -> ReusablePage:
    (page,) = (page for page in site.pages if page.page.uri in (f"{stem}.md", f"{stem}/index.md"))
    return page


def change_page(stem: str, **changes: Any) -> Callable[[ReusableSite], ReusableSite]:
    """Return what changes one page of a record; a function is given what was there."""

    def change(site: ReusableSite) -> ReusableSite:
        page = find_page(site, stem)
        other = {name: value(getattr(page, name)) if callable(value) else value for name, value in changes.items()}
        return replace(site, pages=tuple(replace(page, **other) if one is page else one for one in site.pages))

    return change


def let_a_script_run(site: ReusableSite) -> ReusableSite:
    looks = tuple(replace(look, scripts=(*look.scripts, "alert(1)")) for look in site.looks)
    digest = base64.b64encode(hashlib.sha256(b"alert(1)").digest()).decode()
    directives = []
    for directive in site.policy.split("; "):
        name, own, *hashes = directive.split(" ")
        more = [f"'sha256-{digest}'"] if name == "script-src" else []
        directives.append(" ".join((name, own, *sorted((*hashes, *more)))))
    return replace(site, looks=looks, policy="; ".join(directives))


def move_file(site: ReusableSite) -> ReusableSite:
    """Give the file of a page that is gone to another one."""
    (file,) = (file for file in find_page(site, "teams/shops").files if file.file.path == OTHER_CALENDAR)
    site = replace(site, pages=tuple(page for page in site.pages if "shops" not in page.page.uri))
    return change_page("objectives/finance/2026-Q3/goal1", files=lambda files: (*files, file))(site)


def change_search(change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Callable[[ReusableSite], ReusableSite]:
    return lambda site: replace(site, search=replace(site.search, files=change(site.search.files)))


def lead_nowhere(site: ReusableSite) -> ReusableSite:
    rest = msgspec.Raw(msgspec.msgpack.encode(((), ("../../nowhere/",))))
    return replace(change_page(LEFT_ALONE, facts=lambda facts: replace(facts, rest=rest))(site), targets={})


def read_what(name: str, key: str = "*") -> Callable[[ReusableSite], ReusableSite]:
    """Return what has a page read something that there is not."""

    def change(site: ReusableSite) -> ReusableSite:
        inputs = (*site.inputs, (name, key))
        site = replace(site, inputs=inputs, digests=(*site.digests, "0" * 24))
        return change_page(LEFT_ALONE, inputs=pack_numbers([len(inputs) - 1]))(site)

    return change


FORGERIES: dict[str, Callable[[ReusableSite], ReusableSite]] = {
    "a script that may run": let_a_script_run,
    "no scripts that may run": lambda site: replace(site, looks=tuple(replace(look, scripts=()) for look in site.looks)),
    "another policy": lambda site: replace(site, policy="default-src *"),
    "another digest of a page": change_page(LEFT_ALONE, html=lambda html: replace(html, sha256="0" * 64)),
    "a digest that ends its text": change_page(LEFT_ALONE, html=lambda html: replace(html, sha256='", "x": "')),
    "a page in two places": lambda site: change_page(LEFT_ALONE, html=find_page(site, "teams/sales").html)(site),
    "a page beside a page": lambda site: change_page("teams/sales", files=lambda files: (*files, find_page(site, LEFT_ALONE).html))(site),
    "a file out of the site": change_page(LEFT_ALONE, html=lambda html: replace(html, file=replace(html.file, path="../mkdocs.yml"))),
    "a file less beside a page": change_page("teams/sales", files=()),
    "a page in the navigation": change_page(LEFT_ALONE, page=lambda page: replace(page, nav=("<script>alert(1)</script>",))),
    "a page with a body": change_page(LEFT_ALONE, page=lambda page: replace(page, body="<script>alert(1)</script>")),
    "a page that search prefers": change_page(LEFT_ALONE, page=lambda page: replace(page, boost=1e300)),
    "a page that search prefers by no number": change_page(LEFT_ALONE, page=lambda page: replace(page, boost=float("nan"))),
    "an address that leads nowhere": lead_nowhere,
    "a search index without a file": change_search(lambda files: files[1:]),
    "a search index with a page": lambda site: change_search(lambda files: (*files, find_page(site, LEFT_ALONE).html))(site),
    "an input that there is not": read_what("nothing"),
    "an input that is code": read_what("snapshot.organisation.list_objectives"),
    "an input of a class": read_what("snapshot.__class__.__mro__"),
    "an input that steers a terminal": read_what("snapshot.organisation.objectives", "\x1b[2J\n::error::x"),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGERIES)
def test_the_site_is_that_of_a_build_of_all_whatever_a_record_says(built, anew, what):
    forge_record(built, FORGERIES[what])
    edit(built)
    done = build(built)
    assert read_site(built.root / "site") == anew
    assert "\x1b" not in done.said and "\n::error::" not in done.said


def test_pages_are_taken_over_where_nothing_is_forged(built, anew):
    """Or nothing would be proved by the others."""
    inode = (built.root / "site" / LEFT_ALONE / "index.html").stat().st_ino
    forge_record(built, lambda site: site)
    edit(built)
    build(built)
    assert read_site(built.root / "site") == anew
    assert (built.root / "site" / LEFT_ALONE / "index.html").stat().st_ino == inode
    assert (built.root / "site" / CALENDAR).samefile(built.root / ".okrsite" / "spare-site" / CALENDAR)


def list_spots(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container of plain values with each of its keys or places, but for the words that search finds."""
    for key in node if isinstance(node, dict) else range(len(node)):
        if key != "search":
            yield node, key
            if isinstance(node[key], dict | list):
                yield from list_spots(node[key])


ODD: tuple[object, ...] = (
    *(None, True, -1, 2**62, 1e300, float("nan"), "", "../../x", "<script>alert(1)</script>", "a\nb", "\x1b[2J"),
    *(b"\xff\xff\xff\xff", [], {}, ["../../x"], "teams/shops/index.md", "x" * 20_000),
)


@pytest.mark.parametrize("seed", range(6))
def test_any_change_to_a_record_gives_the_site_of_a_build_of_all(built, anew, seed):
    chance = Random(seed)
    forge_record(built, lambda site: site)
    path = built.root / ".okrsite" / "cache" / "pages.msgpack"
    place, _, record = read_kept_bytes(path).partition(b"\0")
    plain = msgspec.msgpack.decode(record)
    spots = list(list_spots(plain))
    node, key = chance.choice(spots)
    other, there = chance.choice(spots)
    node[key] = chance.choice(ODD) if chance.random() < 0.7 else copy.deepcopy(other[there])
    path.write_bytes(place + b"\0" + msgspec.msgpack.encode(plain))
    edit(built)
    build(built)
    assert read_site(built.root / "site") == anew


@pytest.mark.parametrize("workers", [1, 2])
def test_no_page_is_kept_that_says_what_is_withheld_by_now(built, monkeypatch, workers):
    """A record may say that it was looked for, and that the page reads nothing that has changed."""
    monkeypatch.setattr(okrsite.workers, "choose_worker_count", lambda pages: workers)
    config = built.config.read_text("utf-8")
    built.config.write_text(config.replace("- okrsite:\n", "- okrsite:\n    audience: public\n"), "utf-8")
    said, path = "Zanzibar plans", built.root / "site" / "teams/finance/2026-Q3/index.html"
    edit(built, old="Finance goal 4", new=said)
    build(built)
    assert said in path.read_text("utf-8"), "or nothing is proved"
    text = (built.root / "content" / CHANGED).read_text("utf-8")
    hidden = text.replace(f"title: {said}", f"title: {said}\n    audience: internal")
    (built.root / "content" / CHANGED).write_text(hidden, "utf-8")

    def believe(site: ReusableSite, snapshot: Snapshot) -> KnownPages:
        return get(replace(site, withheld=digest_value(snapshot.withheld)), snapshot)

    get = ReusableSite.get_known_pages
    monkeypatch.setattr(ReusableSite, "get_known_pages", believe)
    forge_record(
        built,
        lambda site: replace(site, outer=(), pages=tuple(replace(page, inputs=b"") for page in site.pages)),
        "pages-public.msgpack",
    )
    monkeypatch.setattr(known_pages, "list_inputs", lambda inputs: ())
    done = build(built)
    assert "says what is withheld" in done.err
    assert not [name for name, data in read_site(built.root / "site").items() if said.encode() in data]


def test_a_record_that_is_far_larger_than_its_site_is_not_read(built, anew, monkeypatch):
    """What it takes to read one is many times its size."""
    monkeypatch.setattr(page_reuse, "_AT_LEAST", 0)
    monkeypatch.setattr(page_reuse, "_FOR_A_FILE", 10)
    edit(built)
    assert "the last site has more pages than can be known" in build(built).out
    assert read_site(built.root / "site") == anew


def test_no_file_of_a_page_that_is_gone_comes_with_another_page(built):
    """It may be one that nobody is to see any more."""
    forge_record(built, move_file)
    shutil.rmtree(built.root / "content" / "teams" / "shops")
    build(built)
    assert not (built.root / "site" / OTHER_CALENDAR).exists()


def test_what_is_nested_deeply_is_as_good_as_nothing(built, anew):
    folder = built.root / ".okrsite" / "cache"
    (folder / "last-build.json").write_bytes(b'{"x":' + b"[" * 100_000)
    place, _, record = read_kept_bytes(folder / "pages.msgpack").partition(b"\0")
    assert record[:1] == b"\x9e"  # a list of 14
    (folder / "pages.msgpack").write_bytes(place + b"\0\x9f" + record[1:] + b"\x91" * 100_000)
    edit(built)
    build(built)
    assert read_site(built.root / "site") == anew
