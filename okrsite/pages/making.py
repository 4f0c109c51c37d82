"""Pages are made one after another, and where there are many, by several processes that share them out.

What several pages show (a card, a chart) is made once by each process, so the pages of a unit and of its objectives
stay together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.activity import NOBODY, Activity
from okrsite.batches import BatchWorkers
from okrsite.maps import LayoutFailure, keep_workers
from okrsite.pages.input_recorder import Input, InputRecorder
from okrsite.pages.input_tracking import list_inputs
from okrsite.pages.maps.page_maps import PageMaps
from okrsite.pages.page import Page, PlannedPage, SideFile, has_search_attribute
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.side_files import SideFileMaker
from okrsite.problems import Problem
from okrsite.snapshot import Snapshot
from okrsite.spool import SpooledText, Spools
from okrsite.workers import choose_worker_count


class SpooledPage(msgspec.Struct, frozen=True):
    """Where a page waits that was made by a worker."""

    body: SpooledText
    files: tuple[tuple[str, SpooledText], ...]
    """The files beside it, by URI."""
    has_search_attribute: bool
    """Whether its body may hold what the host's search takes out of pages."""


class MadePage(msgspec.Struct, frozen=True):
    """A page that was made, and what showed meanwhile."""

    page: Page
    """Without its body, where that is spooled."""
    inputs: tuple[Input, ...]
    """What it was made of; nothing of a page that is made in every build."""
    files: tuple[SideFile, ...]
    """What lies beside it; without content where that is spooled."""
    problems: tuple[Problem, ...] = ()
    """What a worker found."""
    attachments: frozenset[str] = frozenset()
    """To which files of the content a worker's texts lead."""
    spooled: SpooledPage | None = None


class MadePages(msgspec.Struct, frozen=True):
    """Pages that were made."""

    pages: dict[str, MadePage]
    """By URI."""
    failures: dict[str, LayoutFailure]
    """By URI of a page whose map could not be laid out: why."""
    spools: Spools | None = None
    """Where the bodies of those wait that workers have made."""


class _MadeBatch(msgspec.Struct, frozen=True):
    """What a worker made of some pages."""

    pages: list[MadePage]
    failures: list[tuple[str, LayoutFailure]]
    layouts: Mapping[str, str]
    """As the cache of layouts handed them over."""


def _forget_nothing() -> None:
    pass


class PageMaker(msgspec.Struct, frozen=True):
    """Makes the pages that are planned."""

    planned: Mapping[str, PlannedPage]
    """By URI."""
    page_maps: PageMaps
    prose: ProseRenderer
    recorder: InputRecorder
    site_url: str
    files: SideFileMaker
    activity: Activity = NOBODY
    """Is told of each page that was made."""
    forget_shared_parts: Callable[[], None] = _forget_nothing
    """Lets go of what pages of one unit share: those of the next have nothing of it."""

    def lay_out_maps(self, uris: Iterable[str]) -> list[tuple[str, LayoutFailure]]:
        """Lay out the maps of pages; return those that can't be, and why."""
        with self.recorder.record():  # what they are made of is noted when they are drawn
            return self.page_maps.lay_out(uris)

    def make_page(self, uri: str) -> MadePage:
        """Return a page with its body, and with the files that lie beside it."""
        plan = self.planned[uri]
        with self.recorder.record() as read:
            page = plan.build()
            files = (*plan.build_files(), *self.files.list_page_files(page))
        self.activity.advance()
        maps = self.page_maps.build_files(self.site_url, (uri,))  # of the same diagram that the page shows
        inputs = list_inputs(read) if plan.subject else ()  # without a subject it is made in each build
        return MadePage(page, inputs, (*maps, *files))

    def make_spooled_pages(self, uris: Iterable[str], spools: Spools, spool: int) -> list[MadePage]:
        """Return pages whose bodies and files were put into one of some spools; for a worker."""
        pages = []
        for uri in uris:
            known, leading = len(self.prose.problems), self.prose.attachments
            made = self.make_page(uri)
            found = tuple(self.prose.problems[known:])
            made = replace(made, problems=found, attachments=self.prose.attachments - leading)
            # A full disk that isn't the site's costs memory only.
            with suppress(OSError):
                made = _spool_page(made, spools, spool)
            pages.append(made)
        return pages


def _spool_page(made: MadePage, spools: Spools, spool: int) -> MadePage:
    """Return a page without its body and the content of its files, which wait on the disk.

    Raises:
        OSError: the disk is full or broken.
    """
    spooled = SpooledPage(
        spools.add_text(spool, made.page.body),
        tuple((file.uri, spools.add_text(spool, file.content)) for file in made.files),
        has_search_attribute(made.page.body),
    )
    files = tuple(replace(file, content="") for file in made.files)
    return replace(made, page=replace(made.page, body=Markup()), files=files, spooled=spooled)


def make_pages(maker: PageMaker, uris: Sequence[str], cache: Path | None, snapshot: Snapshot) -> MadePages:
    """Make pages, by as many processes as are worth it, each of which lays out the maps of its pages.

    After an edit of a large site, few pages are made, but some of them list all of it: those are this process's, as far
    as another one doesn't help out. A preview's are all made here: it runs in a thread beside others.

    Raises:
        OSError: the disk is full or broken.
    """
    shared = [uri for uri in uris if maker.planned[uri].subject]
    is_part_of_large_site = choose_worker_count(len(maker.planned)) > 1 and 2 * len(uris) < len(maker.planned)
    are_many = choose_worker_count(len(shared)) > 1
    if snapshot.preview or not shared or not (are_many or is_part_of_large_site):
        maker.activity.begin("Drawing maps")
        failures = dict(maker.lay_out_maps(uris))
        maker.activity.begin("Making pages", len(uris))
        return MadePages({uri: maker.make_page(uri) for uri in uris}, failures)
    maker.activity.begin("Making pages", len(uris))
    count = choose_worker_count(len(shared)) if are_many else 2
    spools = Spools(count, cache)
    layouts = maker.page_maps.prepare_sharing(uris)
    # What the pages of a kind share (templates, what is counted among all objectives) is made with the first of them,
    # here, and not in each of several processes; of few pages that would be most of the work.
    first = list(_choose_first(shared)) if are_many else []
    failures = dict(maker.lay_out_maps(first))
    made = {uri: maker.make_page(uri) for uri in first}
    batches = divide_pages((uri for uri in shared if uri not in made), count)
    inputs: dict[Input, Input] = {}

    def make_batch(process: int, pages: Sequence[str]) -> _MadeBatch:
        keep_workers()  # those that lay out the large maps of these pages are wanted for the next ones
        failed = maker.lay_out_maps(pages)
        batch = _MadeBatch(maker.make_spooled_pages(pages, spools, process), failed, layouts.hand_over())
        maker.page_maps.forget_layouts()
        maker.forget_shared_parts()
        return batch

    def take(number: int, batch: _MadeBatch) -> None:
        for page in batch.pages:
            # Nearly all pages have inputs that others have too, and each batch brings them along.
            same = tuple([inputs.setdefault(read, read) for read in page.inputs])
            made[page.page.uri] = replace(page, inputs=same)
        failures.update(batch.failures)
        layouts.take_over(batch.layouts)

    # The pages of one kind list the same things in several ways: what they share is made once.
    here = (uri for uri in uris if not maker.planned[uri].subject)
    kinds = [list(similar) for _, similar in groupby(here, key=_get_kind)]
    with BatchWorkers(make_batch, batches, count, cache, kinds) as workers:
        for similar in workers.take_own():
            failures |= maker.lay_out_maps(similar)
            made |= {uri: maker.make_page(uri) for uri in similar}
        workers.collect(take, maker.activity.update)
    layouts.write()
    return MadePages(made, failures, spools)


def _choose_first(uris: Sequence[str]) -> Iterable[str]:
    """Return the first page of each kind."""
    return {_get_kind(uri): uri for uri in reversed(uris)}.values()


def _get_kind(uri: str) -> str:
    return uri.partition("/")[0]


_BATCH = 25
"""Pages; the pages of a unit and of its objectives are in one batch, however many."""


def divide_pages(uris: Iterable[str], count: int) -> list[list[str]]:
    """Return batches of about the same size, several for each of so many processes.

    The pages of a unit and its objectives are in one, because they share what they show.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for uri in uris:
        kind, _, rest = uri.partition("/")
        groups[rest.partition("/")[0] if kind in ("teams", "objectives") else uri].append(uri)
    most = min(_BATCH, max(1, sum(map(len, groups.values())) // (4 * count)))
    batches: list[list[str]] = [[]]
    for group in groups.values():
        if batches[-1] and len(batches[-1]) + len(group) > most:
            batches.append([])
        batches[-1] += group
    return batches
