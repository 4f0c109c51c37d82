"""A build takes pages of the last site over where nothing of them has changed; with and without, the bytes are the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from command_line import call
from company_with_teams import CHANGED, FILES, edit
from kept_projects import KeptProject
from msgspec.structs import replace
from project_tree import Project

from okrsite.site import last_build, page_records, page_reuse, taken_pages, targets
from okrsite.site.mkdocs import frame_cache
from okrsite.site.reusable_site import (
    ReusableSite,
    decode_record,
    describe_site,
    list_record_parts,
    pack_numbers,
    unpack_numbers,
)
from okrsite.sources.kept_files import read_kept_bytes, write_kept_bytes

LEFT_ALONE = "objectives/sales/2026-Q4/goal2/index.html"


def build(made, *options: object):
    done = call("build", "--no-color", "-f", made.config, "-v", *options)
    assert done.status == 0, done
    return done


def read_site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_record(path: Path, site: ReusableSite) -> None:
    write_kept_bytes(path, list_record_parts(describe_site(site), site.place))


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> KeptProject:
    made = Project(tmp_path_factory.mktemp("built")).write(FILES)
    build(made)
    return KeptProject(made)


@pytest.fixture
def built(kept) -> Project:
    """A project whose site was built once, and put back since: its content is as old as it was, in other files."""
    return kept.put_back()


@pytest.fixture
def just_built(project) -> Project:
    """A project whose site was built once, just before."""
    made = project(FILES)
    build(made)
    return made


_ANEW: dict[tuple[object, ...], dict[str, bytes]] = {}
"""Sites that were built of all, by what they were built of: after the usual edit it is the same in most tests."""


def build_all_anew(made) -> dict[str, bytes]:
    """Return the site that a build makes that knows of no last one."""
    content = made.root / "content"
    said = (
        made.config.read_bytes(),
        *sorted(read_site(content).items()),
        *sorted(read_site(made.root / "theme").items()),
    )
    if said not in _ANEW:
        shutil.rmtree(made.root / ".okrsite")
        before = find_inode(made)
        build(made)
        assert find_inode(made) != before
        _ANEW[said] = read_site(made.root / "site")
    return _ANEW[said]


def find_inode(made, path: str = LEFT_ALONE) -> int:
    return (made.root / "site" / path).stat().st_ino


def test_pages_of_which_nothing_has_changed_are_linked_and_the_site_is_that_of_a_build_of_all(built):
    before = find_inode(built)
    edit(built)
    done = build(built)
    assert find_inode(built) == before
    assert "of them unchanged since the last build" in done.out
    some_new = read_site(built.root / "site")
    assert b"90%" in some_new["objectives/finance/2026-Q3/goal2/index.html"]
    assert call("verify", built.root / "site").status == 0
    assert build_all_anew(built) == some_new


@pytest.mark.parametrize("used", [0, 1], ids=["inputs keep their places", "inputs get new places"])
def test_what_is_known_of_pages_is_the_same_whether_they_were_taken_over_or_made(built, monkeypatch, used):
    monkeypatch.setattr(page_records, "_USED", used)

    def read_record():
        site = decode_record(read_kept_bytes(built.root / ".okrsite" / "cache" / "pages.msgpack"))
        return {
            page.page.uri: (
                page.page,
                page.subject,
                page.frame,
                {site.inputs[number]: site.digests[number] for number in unpack_numbers(page.inputs)},
                (page.html.file.path, page.html.sha256),
                (site.looks[page.facts.look], bytes(page.facts.rest)),
                [(linked.file.path, linked.sha256) for linked in page.files],
            )
            for page in site.pages
        }

    for old, new in (("now: 2", "now: 9"), ("now: 9", "now: 8")):
        edit(built, old=old, new=new)
        assert "of them unchanged since the last build" in build(built).out
    taken_over = read_record()
    build_all_anew(built)
    made = read_record()
    assert taken_over.keys() == made.keys()
    for uri, page in made.items():
        assert taken_over[uri] == page


def test_data_files_of_units_in_which_nothing_has_changed_are_linked(project, monkeypatch):
    monkeypatch.setattr(frame_cache, "_WORTH_IT", 1)  # the pages beside which they lie are few here
    built = project(FILES)
    build(built)
    kept, changed = "data/units/sales/2026-Q4.json", "data/units/finance/2026-Q3.json"
    inodes = [find_inode(built, path) for path in (kept, changed)]
    edit(built)
    build(built)
    assert find_inode(built, kept) == inodes[0]
    assert find_inode(built, changed) != inodes[1]
    after = read_site(built.root / "site")
    assert after == build_all_anew(built)


def test_so_it_is_among_releases_and_an_old_release_stays_as_it_was(built, tmp_path):
    host = tmp_path / "host"
    assert call("publish", "-f", built.config, "--to", host).status == 0
    first = (host / "current").resolve()
    before = read_site(first)
    edit(built)
    assert call("publish", "-f", built.config, "--to", host).status == 0
    second = (host / "current").resolve()
    assert (first / LEFT_ALONE).stat().st_ino == (second / LEFT_ALONE).stat().st_ino
    assert read_site(first) == before != read_site(second)


def test_a_page_that_somebody_edited_in_the_site_is_made_anew(built):
    page = built.root / "site" / LEFT_ALONE
    page.write_text(page.read_text("utf-8").replace("goal 2", "goal 3"), "utf-8")
    edit(built)
    build(built)
    some_new = read_site(built.root / "site")
    assert build_all_anew(built) == some_new


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no system tells when a file was changed")
def test_a_page_that_somebody_edited_whose_dates_were_set_back_is_made_anew(just_built, monkeypatch):
    """It is as large as it was, too, and none of those that happen to be read again."""
    monkeypatch.setattr(last_build, "_SAMPLE", 0)
    page = just_built.root / "site" / LEFT_ALONE
    before, text = page.stat(), page.read_text("utf-8")
    page.write_text(
        text.replace("<title>Sales goal 2", "<script>evil()</script>"[: len("<title>Sales goal 2")]), "utf-8"
    )
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = page.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert page.read_text("utf-8") != text
    assert "Nothing has changed" not in build(just_built).out
    assert page.read_text("utf-8") == text
    page.write_text(text.replace("goal 2", "goal 3"), "utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    edit(just_built)
    build(just_built)
    some_new = read_site(just_built.root / "site")
    assert build_all_anew(just_built) == some_new


@pytest.mark.parametrize("what", ["theme", "settings", "audience", "record"])
def test_no_page_is_taken_over_where_something_else_decides_about_it(built, what):
    before, options = find_inode(built), ()
    edit(built)
    if what == "theme":
        (built.root / "theme").mkdir()
        (built.root / "theme" / "main.html").write_text("{% extends 'okr/main.html' %}")
        built.config.write_text(
            built.config.read_text().replace("name: material", "name: material\n  custom_dir: theme")
        )
    elif what == "settings":
        built.config.write_text(
            built.config.read_text().replace("- okrsite:\n", "- okrsite:\n    low_confidence: 20.0\n")
        )
    elif what == "audience":
        options = ("--audience", "public")
    else:
        (built.root / ".okrsite/cache/pages.msgpack").write_bytes(b"\x91\xa1x")
    build(built, *options)
    assert find_inode(built) != before


def forge_inputs(site: ReusableSite, packed: bytes) -> ReusableSite:
    return replace(site, pages=(replace(site.pages[0], inputs=packed), *site.pages[1:]))


@pytest.mark.parametrize(
    "forge",
    [
        lambda site: replace(site, digests=site.digests[:-1]),
        lambda site: replace(site, pages=(*site.pages, site.pages[0])),
        lambda site: forge_inputs(site, pack_numbers([len(site.inputs)])),
        lambda site: forge_inputs(site, b"\xff\xff\xff\xff"),
        lambda site: forge_inputs(site, b"\0\0\0"),
        lambda site: replace(site, looks=()),
    ],
    ids=[
        "a digest less",
        "a page twice",
        "an input that isn't there",
        "an input from the end",
        "a cut input",
        "a look less",
    ],
)
def test_nothing_is_taken_over_from_a_record_that_does_not_agree_with_itself(built, forge):
    """And the build goes on: it writes another record."""
    before = find_inode(built)
    path = built.root / ".okrsite/cache/pages.msgpack"
    write_record(path, forge(decode_record(read_kept_bytes(path))))
    edit(built)
    build(built)
    assert find_inode(built) != before
    edit(built, old="now: 3", new="now: 8")
    before = find_inode(built)
    build(built)
    assert find_inode(built) == before


def test_a_site_with_more_pages_than_can_be_known_is_made_anew_and_says_so(built, monkeypatch):
    """What is known is read up to a limit, because a cache may come from anybody."""
    before = find_inode(built)
    monkeypatch.setattr(page_reuse, "_LARGEST", 100)
    edit(built)
    assert "the last site has more pages than can be known" in build(built, "-v").out
    assert find_inode(built) != before


def test_all_pages_are_made_anew_where_the_frame_turns_out_to_be_another(built, monkeypatch):
    before = find_inode(built)
    edit(built)
    monkeypatch.setattr(frame_cache, "digest_frame", lambda pieces: "another")
    done = build(built)
    assert "All pages are made anew: the frame of" in done.err
    assert find_inode(built) != before
    monkeypatch.undo()
    some_new = read_site(built.root / "site")
    assert build_all_anew(built) == some_new


def test_where_files_can_not_be_linked_they_are_copied(built, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    edit(built)
    monkeypatch.setattr(os, "link", refuse)
    build(built)
    monkeypatch.undo()
    some_new = read_site(built.root / "site")
    assert build_all_anew(built) == some_new


def test_what_is_withheld_now_is_looked_for_in_every_page(built):
    """A text that pages of the last public site say is withheld from the next one: all of them are inspected again."""
    build(built, "--audience", "public")
    before = find_inode(built)
    edit(
        built,
        "teams/product/2026-Q4.yml",
        "title: Product goal 3",
        "title: Sales goal 1 of all\n    audience: internal",
    )
    build(built, "--audience", "public")
    assert find_inode(built) != before


def test_nothing_is_taken_over_from_a_record_that_names_another_place(built, tmp_path, monkeypatch):
    edit(built)
    monkeypatch.setattr(os, "link", lambda source, target: pytest.fail("a file was linked"))
    build(built, "-o", tmp_path / "elsewhere")


def test_a_site_and_a_cache_that_were_copied_from_elsewhere_are_told_by_what_they_hold(just_built, monkeypatch):
    """As a forge's runner does it from one job to the next: dates and inodes are others then."""
    for name in ("site", ".okrsite"):
        shutil.copytree(just_built.root / name, just_built.root / f"{name}-copy", copy_function=shutil.copyfile)
        shutil.rmtree(just_built.root / name)
        (just_built.root / f"{name}-copy").rename(just_built.root / name)
    assert "Nothing has changed" in build(just_built).out
    before = find_inode(just_built)
    edit(just_built)
    build(just_built)
    assert find_inode(just_built) == before


def test_pages_are_taken_over_where_files_with_errors_are_left_out(built):
    (built.root / "content" / CHANGED).write_text("objectives: 5\n")
    assert call("build", "-f", built.config, "--on-error", "isolate").status == 1
    before = find_inode(built)
    edit(built, "handbook.md", "As we work", "As we do")
    assert call("build", "-f", built.config, "--on-error", "isolate").status == 1
    assert find_inode(built) == before
    some_new = read_site(built.root / "site")
    shutil.rmtree(built.root / ".okrsite")
    assert call("build", "-f", built.config, "--on-error", "isolate").status == 1
    assert read_site(built.root / "site") == some_new


def test_pages_that_were_made_while_somebody_edited_the_theme_are_not_taken_over(project, monkeypatch):
    """Which of the two templates they were made of, nobody knows."""
    made = project(FILES)
    (made.root / "theme").mkdir()
    template = made.root / "theme" / "main.html"
    template.write_text("{% extends 'okr/main.html' %}")
    made.config.write_text(made.config.read_text().replace("name: material", "name: material\n  custom_dir: theme"))
    seal = targets.seal_site

    def edit_and_seal(folder: Path, linked: dict[str, str], paths: Iterable[str]) -> dict[str, str]:
        template.write_text("{% extends 'okr/main.html' %}{# another #}")
        return seal(folder, linked, paths)

    monkeypatch.setattr(targets, "seal_site", edit_and_seal)
    build(made)
    monkeypatch.undo()
    before = find_inode(made)
    edit(made)
    build(made)
    assert find_inode(made) != before


def test_templates_that_are_not_there_keep_no_page_from_being_taken_over(project):
    """The host passes over them, with a warning."""
    made = project(FILES)
    with made.config.open("a") as config:
        config.write("extra_templates: [feed.xml]\n")
    made.config.write_text(
        made.config.read_text().replace("name: material", "name: material\n  static_templates: [gone.html]")
    )
    build(made)
    before = find_inode(made)
    edit(made)
    assert "All pages are made anew" not in build(made).err
    assert find_inode(made) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("site_name:", "site_url: https://example.org/okrs\nsite_name:"),
        ("site_name:", "nav: [index.md, {Sales: teams/sales/index.md}, handbook.md]\nsite_name:"),
        ("name: material", "name: material\n  custom_dir: theme"),
    ],
    ids=["an address", "a navigation", "templates that list all pages"],
)
def test_sitemap_and_frames_are_those_of_a_build_of_all_whatever_the_host_is_told(project, old, new):
    made = project(FILES)
    (made.root / "theme").mkdir()
    count = "{% extends 'okr/main.html' %}{% block announce %}{{ pages | length }} pages{% endblock %}"
    (made.root / "theme" / "main.html").write_text(count)
    made.config.write_text(made.config.read_text().replace(old, new, 1))
    build(made)
    before = find_inode(made)
    edit(made)
    build(made)
    assert find_inode(made) == before
    after = read_site(made.root / "site")
    assert (
        "site_url" not in new
        or f"<loc>https://example.org/okrs/{LEFT_ALONE[:-10]}</loc>".encode() in after["sitemap.xml"]
    )
    assert after == build_all_anew(made)


SEARCH = "search/whole_index.json"


def test_a_search_index_that_finds_the_same_is_linked(just_built):
    before = find_inode(just_built, SEARCH)
    edit(just_built)
    build(just_built)
    assert find_inode(just_built, SEARCH) == before
    after = read_site(just_built.root / "site")
    assert call("verify", just_built.root / "site").status == 0
    edit(just_built, new="now: 8", old="now: 9")
    build(just_built)
    assert find_inode(just_built, SEARCH) == before
    edit(just_built, new="Growth", old="Number 2")
    build(just_built)
    assert find_inode(just_built, SEARCH) != before
    assert b"Growth" in read_site(just_built.root / "site")[SEARCH]
    edit(just_built, old="Growth", new="Number 2")
    edit(just_built, old="now: 8", new="now: 9")
    build(just_built)
    assert read_site(just_built.root / "site") == after == build_all_anew(just_built)


def test_a_search_index_that_somebody_edited_in_the_site_is_made_anew(built):
    index = built.root / "site" / SEARCH
    index.write_text(index.read_text("utf-8").replace("goal 2", "goal 3"), "utf-8")
    edit(built)
    build(built)
    some_new = read_site(built.root / "site")
    assert build_all_anew(built) == some_new


def test_a_search_index_is_looked_at_once_more_where_links_are_followed_anew(built):
    """The page of a document that is gone had been a target; what search finds is another then, too."""
    edit(built)
    (built.root / "content" / "handbook.md").unlink()
    build(built)
    some_new = read_site(built.root / "site")
    assert b'"location":"handbook/' not in some_new[SEARCH]
    assert build_all_anew(built) == some_new


def test_what_the_gate_saw_is_not_believed_where_it_can_not_be_read(built):
    """It is asked for when all links are followed anew, because something to which one led is gone."""
    path = built.root / ".okrsite/cache/pages.msgpack"
    record = decode_record(read_kept_bytes(path))
    cut = msgspec.Raw(msgspec.msgpack.encode("cut"))
    pages = tuple(replace(page, facts=replace(page.facts, rest=cut)) for page in record.pages)
    targets = {**record.targets, "gone/index.html": frozenset({""})}
    write_record(path, replace(record, pages=pages, targets=targets))
    edit(built)
    assert "All pages are made anew: what is known of the last site is damaged" in build(built).err
    some_new = read_site(built.root / "site")
    assert build_all_anew(built) == some_new


def test_a_page_that_somebody_changes_while_it_is_taken_over_is_made_anew(built, monkeypatch):
    """What was linked is the very file that lies in the last site: the gate hasn't seen what it says now."""
    link = os.link

    def link_and_forge(source: str, target: str) -> None:
        link(source, target)
        if target.endswith(LEFT_ALONE):
            Path(source).write_text("<p>Forged</p><script>alert(1)</script>", "utf-8")

    edit(built)
    monkeypatch.setattr(os, "link", link_and_forge)
    # On so small a site all files are linked before some pages are looked at once more, and it might be one of these.
    monkeypatch.setattr(taken_pages, "check_sampled_pages", lambda *_: None)
    assert "changes in the last site" in build(built).err
    some_new = read_site(built.root / "site")
    assert b"Forged" not in some_new[LEFT_ALONE]
    monkeypatch.undo()
    assert build_all_anew(built) == some_new
