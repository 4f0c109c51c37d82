"""After any edits, and whatever became of the caches, pages are those of a build that knows of no earlier one.

Two hundred sequences of edits; `OKRSITE_SEQUENCES=5000` asks for as many as that (`make edits`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import jinja2
import pytest
from edited_company import DAY, EDITS, EditedCompany, create_company
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.bccache import Bucket
from project_tree import Project
from stories import take_snapshot

from okrsite.feeds.export import format_export
from okrsite.feeds.site_files import SiteFileMaker
from okrsite.pages import dividing, site_pages
from okrsite.pages.kinds import carriers, gaps, people_list, units
from okrsite.pages.site_pages import NO_KNOWN_PAGES, KnownPages, build_pages
from okrsite.pages.value_digests import digest_value
from okrsite.settings import Settings, read_site
from okrsite.sources import kept_files

SEQUENCES = int(os.environ.get("OKRSITE_SEQUENCES", "200"))
UNITS = ("company", "sales", "shops")


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates that were compiled before: what they print is the same, and most of a small build's time is theirs."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


Built = dict[str, Any]
"""Everything that a build writes, by what it is."""


def begin_company() -> EditedCompany:
    """Return the company before any edit, with one objective in each file of the earlier cycle."""
    company = create_company(UNITS)
    company.options |= {"feeds": True, "calendars": True, "badges": True}
    for path, content in company.files.items():
        if "-Q3" in path:
            content["objectives"].pop()
    return company


LIMITS = {
    (dividing, "MOST_ROWS"): 3,
    (dividing, "MOST_KPIS"): 1,
    (people_list, "MOST_PEOPLE"): 2,
    (carriers, "MAX_ROWS"): 1,
    (gaps, "MOST_ON_A_PAGE"): 4,
    (units, "MOST_CARDS"): 2,
}
"""So that this company has pages that are divided, as a large one has."""


class LastBuild:
    """What the next build may know of the last one, beside the caches: its pages."""

    def __init__(self) -> None:
        self.known: KnownPages = NO_KNOWN_PAGES
        self.settings: Settings | None = None
        self.withheld = ""
        self.bodies: dict[str, Any] = {}
        self.files: dict[str, Any] = {}


class Workshop:
    """A company that is edited and built, again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = root / ".okrsite" / "cache"
        self.company = begin_company()
        self.last = LastBuild()
        self.reused = 0
        self.build()
        self._first, self._first_cache = self.last, root / "first-cache"
        shutil.copytree(self.cache, self._first_cache)

    def begin(self) -> None:
        """Go back to the company that was built first."""
        self.company = begin_company()
        self.take_first_cache()

    def take_first_cache(self) -> None:
        """Put the caches and the pages of the first build there, as a runner does that kept them of another commit."""
        self.last = self._first
        shutil.rmtree(self.cache, ignore_errors=True)
        shutil.copytree(self._first_cache, self.cache)

    def _write(self) -> Project:
        shutil.rmtree(self.root / "content", ignore_errors=True)
        (self.root / "mkdocs.yml").unlink(missing_ok=True)
        return Project(self.root, self.company.options).write(self.company.dump())

    def build(self) -> Built:
        """Build with what is known of the last time."""
        site = read_site(self._write().config)
        snapshot = take_snapshot(site, self.company.day, cache=self.cache, isolate=True)
        withheld = digest_value(snapshot.withheld)
        # Both are part of what a site's record is compared with before anybody looks at its pages.
        is_alike = (self.last.settings, self.last.withheld) == (site.settings, withheld)
        known = self.last.known if is_alike else NO_KNOWN_PAGES
        page_set = build_pages(snapshot, self.cache, known, SiteFileMaker)
        before, self.last = self.last, LastBuild()
        self.last.known, self.last.settings, self.last.withheld = (
            page_set.collect_known_pages(),
            site.settings,
            withheld,
        )
        for page in page_set.pages:
            self.last.bodies[page.uri] = before.bodies[page.uri] if page.uri in page_set.reused else page.body
        self.last.files = {file.uri: file for file in page_set.files}
        for uri in page_set.reused:
            beside = known.pages[uri].files
            self.last.files.update({name: before.files[name] for name in beside})
        self.reused += len(page_set.reused)
        return {**describe(snapshot, page_set), "bodies": self.last.bodies, "files": self.last.files}

    def build_cold(self) -> Built:
        """Build the same with nothing that the other builds kept."""
        site = read_site(self._write().config)
        snapshot = take_snapshot(site, self.company.day, isolate=True)
        # Layouts of its own, of the cold build before: each is known by all that its diagram holds.
        page_set = build_pages(snapshot, self.root / "cold-layouts", prepare_files=SiteFileMaker)
        bodies = {page.uri: page.body for page in page_set.pages}
        return {
            **describe(snapshot, page_set),
            "bodies": bodies,
            "files": {file.uri: file for file in page_set.files},
        }

    def compare(self) -> None:
        """Build once more, and compare all of it with a cold build."""
        some_new, all_new = self.build(), self.build_cold()
        for name, expected in all_new.items():
            assert some_new[name] == expected, name


def describe(snapshot: Any, page_set: Any) -> Built:
    """Return what a build tells beside the bodies of pages and the files beside them."""
    return {
        "problems": page_set.problems,
        "problems of the content": snapshot.problems,
        "export": format_export(snapshot),
        "attachments": page_set.attachments,
        "pages": [
            (page.uri, page.title, page.headings, page.search, page.source, page.description, page.boost, page.nav)
            for page in page_set.pages
        ],
    }


def cut_off(workshop: Workshop, chance: Random) -> None:
    """Cut a cache off, as a disk does that is full."""
    for path in sorted(workshop.cache.glob("*")):
        data = path.read_bytes()
        path.write_bytes(data[: chance.randrange(len(data) + 1)])


def take_from_elsewhere(workshop: Workshop, chance: Random) -> None:
    """Let another okrsite, or one with other packages, write the caches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_files, "list_distributions", lambda: ["another-1.0.dist-info"])
        kept_files.describe_readers.cache_clear()
        workshop.build()
    kept_files.describe_readers.cache_clear()
    workshop.last = LastBuild()


def interrupt(workshop: Workshop, chance: Random) -> None:
    """Let a build come no further than to the snapshot: the caches know of it, the last site doesn't."""
    EDITS[chance.choice(sorted(EDITS))](workshop.company, chance)
    take_snapshot(read_site(workshop._write().config), workshop.company.day, cache=workshop.cache)


def interrupt_halfway(workshop: Workshop, chance: Random) -> None:
    """Let a build of pages end by itself before the site is published."""
    last = workshop.last
    workshop.build()
    workshop.last = last


EVENTS: dict[str, Callable[[Workshop, Random], object]] = {
    "the caches are cut off": cut_off,
    "the caches are gone": lambda workshop, chance: shutil.rmtree(workshop.cache, ignore_errors=True),
    "the last site is gone": lambda workshop, chance: setattr(workshop, "last", LastBuild()),
    "caches and site are those of another commit": lambda workshop, chance: workshop.take_first_cache(),
    "the caches are those of another machine": take_from_elsewhere,
    "a build is interrupted": interrupt,
    "a build is interrupted halfway": interrupt_halfway,
}
STEPS = (*EDITS, *EVENTS)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory) -> Iterator[Workshop]:
    compiled = CompiledTemplates()

    class FastEnvironment(jinja2.Environment):
        def __init__(self, **options: Any) -> None:
            super().__init__(**{**options, "bytecode_cache": compiled})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2, "Environment", FastEnvironment)
        # They say nothing of the company, are made anew each time, and take as long as all others together.
        patch.setattr(site_pages, "build_guide_pages", lambda *_: iter(()))
        for (module, name), limit in LIMITS.items():
            patch.setattr(module, name, limit)
        yield Workshop(tmp_path_factory.mktemp("workshop"))


def take_step(workshop: Workshop, step: str, chance: Random) -> None:
    """Edit the company, or let something happen to what is kept."""
    if step in EDITS:
        EDITS[step](workshop.company, chance)
    else:
        EVENTS[step](workshop, chance)


@pytest.mark.parametrize("step", STEPS)
def test_after_one_step_all_is_as_in_a_cold_build(workshop, step):
    workshop.begin()
    take_step(workshop, step, Random(1))
    workshop.compare()


@settings(max_examples=max(1, SEQUENCES - len(STEPS)))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=2, max_size=4), chance=st.randoms(use_true_random=False))
def test_after_any_steps_all_is_as_in_a_cold_build(workshop, steps, chance):
    """With a build after the second step, so that pages are taken over that were taken over before."""
    workshop.begin()
    for number, step in enumerate(steps):
        take_step(workshop, step, chance)
        if number == 1:
            workshop.build()
    workshop.compare()


def test_the_company_has_pages_of_divided_lists_and_data_files(workshop):
    workshop.begin()
    built = workshop.build()
    for part in ("cycles/2026-Q4/", "teams/", "people/letter_", "objectives/company/2026-Q4/grow/"):
        assert any(uri.startswith(part) for uri in built["bodies"]), part
    assert "data/units/sales/2026-Q4.json" in built["files"]


def test_most_pages_were_taken_over_in_all_of_this(workshop):
    """Else nothing above would prove anything: one edit leaves half of the company alone."""
    workshop.begin()
    workshop.reused = 0
    EDITS["a value"](workshop.company, Random(3))
    workshop.compare()
    assert workshop.reused > len(workshop.last.bodies) / 4


def test_a_warm_build_of_the_same_takes_all_over_that_can_be(workshop):
    workshop.begin()
    workshop.reused = 0
    assert workshop.company.day == DAY
    workshop.compare()
    assert workshop.reused == len(workshop.last.known.pages)
