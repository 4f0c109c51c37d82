"""All pages of a site, in the order of its navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.activity import NOBODY, Activity
from okrsite.languages.words import translate
from okrsite.maps import keep_workers_meanwhile, start_worker
from okrsite.pages import addresses
from okrsite.pages.addresses import find_document_uri
from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.input_recorder import Input
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.kinds.changes import build_changes_pages
from okrsite.pages.kinds.compared_cycles import build_compared_cycles_pages
from okrsite.pages.kinds.cycles import build_cycle_pages
from okrsite.pages.kinds.documents import build_document_pages, build_memo_pages
from okrsite.pages.kinds.gaps import build_gaps_pages
from okrsite.pages.kinds.guide import build_guide_pages
from okrsite.pages.kinds.home import build_home_page
from okrsite.pages.kinds.initiatives import build_initiative_pages
from okrsite.pages.kinds.kpis import build_kpi_pages
from okrsite.pages.kinds.map import build_map_pages
from okrsite.pages.kinds.moved import build_former_pages
from okrsite.pages.kinds.objectives import build_objective_pages
from okrsite.pages.kinds.organisations import build_organisation_pages
from okrsite.pages.kinds.people import build_people_pages
from okrsite.pages.kinds.pillars import build_pillar_pages
from okrsite.pages.kinds.pulse import build_pulse_pages
from okrsite.pages.kinds.readings import build_reading_pages
from okrsite.pages.kinds.review_packs import build_review_pack_pages
from okrsite.pages.kinds.roadmap import build_roadmap_pages
from okrsite.pages.kinds.tags import build_tag_pages
from okrsite.pages.kinds.teams import build_teams_pages
from okrsite.pages.kinds.units import build_unit_pages
from okrsite.pages.kinds.week_texts import DescribeWeek, build_week_text_pages, describe_no_week
from okrsite.pages.known_pages import NO_KNOWN_PAGES, InputDigests, KnownPage, KnownPages, choose_pages
from okrsite.pages.making import PageMaker, SpooledPage, make_pages
from okrsite.pages.maps.page_maps import PageMaps, create_map_problem, plan_page_maps
from okrsite.pages.page import NO_BODY, NavigationEntry, Page, PlannedPage, SideFile, lies_inside
from okrsite.pages.page_origins import PageOrigins
from okrsite.pages.parts.directives import make_embedder
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.prose.text_problems import collect_text_problems
from okrsite.pages.render import TemplateRenderer
from okrsite.pages.side_files import SideFileMaker
from okrsite.pages.typed_navigation import list_navigation_problems
from okrsite.problems import Place, Problem, apply_severity_rules, create_problem, sort_problems
from okrsite.snapshot import Snapshot
from okrsite.spool import SpooledText, Spools
from okrsite.workers import BackgroundTask, choose_worker_count


class PageSet(msgspec.Struct, frozen=True):
    """The pages of a site, and what only showed when they were made."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    files: tuple[SideFile, ...] = ()
    """Those of the pages that were made; without their content, where that waits on the disk."""
    attachments: frozenset[str] = frozenset()
    """The files of the content to which its texts lead, by path inside its folder."""
    known: KnownPages = NO_KNOWN_PAGES
    """What the next build may know of those pages that could be the same then, but for its digests."""
    digests: InputDigests | None = None
    """Those of `known`; None where no page was made."""
    reused: frozenset[str] = frozenset()
    """The URIs of pages that were not made: they are the same as in the earlier build."""
    undrawn: frozenset[str] = frozenset()
    """The URIs of pages whose map could not be laid out: the next build may be luckier with the same content."""
    origins: PageOrigins = PageOrigins()
    """Why each page was made, or not."""
    spooled: Mapping[str, SpooledPage] = msgspec.field(default_factory=dict)
    """Pages whose body, and whose files, wait on the disk, by URI."""
    spools: Spools | None = None
    """Where they wait."""
    known_search: str = ""
    """A digest of the search index of the earlier build; see `KnownPages.search`."""

    @property
    def spooled_files(self) -> dict[str, SpooledText]:
        """The files beside pages that wait on the disk, by URI."""
        return {uri: text for page in self.spooled.values() for uri, text in page.files}

    def collect_digests(self) -> Mapping[Input, str]:
        """Return the digests of `known`, which are computed now if they haven't been."""
        return self.digests.collect() if self.digests is not None else {}

    def collect_known_pages(self) -> KnownPages:
        """Return what the next build may know of the pages, with its digests."""
        return replace(self.known, digests=self.collect_digests())

    def list_files_beside_pages(self) -> frozenset[str]:
        """Return the URIs of all files beside pages, those of pages that were not made among them."""
        reused = (uri for page in self.reused for uri in self.known.pages[page].files)
        return frozenset((*(file.uri for file in self.files), *reused))

    def read_files(self) -> dict[str, str]:
        """Return what the files beside pages hold, by URI.

        Raises:
            OSError: some wait on a disk that is broken.
        """
        contents = {file.uri: file.content for file in self.files}
        if self.spools is not None:
            contents |= {uri: self.spools.read_text(text) for uri, text in self.spooled_files.items()}
        return contents

    def read_body(self, page: Page) -> Markup:
        """Return the body of a page that was made.

        Raises:
            OSError: it waits on a disk that is broken.
        """
        spooled = self.spooled.get(page.uri)
        if spooled is None or self.spools is None:
            return page.body
        return Markup(self.spools.read_text(spooled.body))  # as the page's template printed it


_HOME_IS_OWN = (
    "The home page is okrsite's own, with the words of `index.md`: rename the file to that, if its words are to stand "
    "there; or give it another name, such as `about.md`, or name it under `exclude_docs` of mkdocs.yml."
)
_LIST_OF_TAGS = "Write `<!-- material/tags -->` into it, where the list of all tags is to stand; or rename the file."


@keep_workers_meanwhile()
def build_pages(
    snapshot: Snapshot,
    cache: Path | None = None,
    known: KnownPages = NO_KNOWN_PAGES,
    prepare_files: Callable[[ViewContext], SideFileMaker] = lambda context: SideFileMaker(),
    activity: Activity = NOBODY,
    describe_week: DescribeWeek = describe_no_week,
) -> PageSet:
    """Make every page of a site.

    Args:
        snapshot: What they are made of.
        cache: A folder for layouts of maps; with and without it all is the same.
        prepare_files: Returns what makes further files beside pages, of what is read as pages read it.
        known: The pages of an earlier build. Those that read nothing that has changed are not made again.
        activity: Is told how many pages are made.
        describe_week: Tells of the week, for its pages.
    """
    if not known.pages and not snapshot.preview and choose_worker_count(len(snapshot.organisation.objectives)) > 1:
        start_worker()  # the first pages that are made have maps of the whole organisation
    tracker = InputTracker(snapshot)
    prose = ProseRenderer(snapshot, tracker)
    context = ViewContext(snapshot, prose, tracker)
    renderer = create_renderer(context)
    files = prepare_files(context)
    with tracker.recorder.record():  # which pages there are is no input of any
        page_maps = plan_page_maps(context, cache)
        planned, conflicts = plan_pages(context, renderer, page_maps, files, describe_week)
    choice = choose_pages(known, planned.values(), tracker, cache)
    reused = choice.reused
    made = [uri for uri in planned if uri not in reused]
    maker = PageMaker(
        planned,
        page_maps,
        prose,
        tracker.recorder,
        snapshot.site.url,
        files,
        activity,
        context.forget_shared_parts,
    )
    with BackgroundTask(
        partial(collect_text_problems, snapshot), 0 if snapshot.preview else len(planned)
    ) as collecting:
        making = make_pages(maker, made, cache, snapshot)
        # Those on reused pages and on none, such as a photo's address, are among them.
        texts = collecting.get_result()
    made_pages, failures = making.pages, making.failures
    problems = [*conflicts, *(create_map_problem(context, uri, failure) for uri, failure in failures.items())]
    pages = tuple(reused[uri].page if uri in reused else made_pages[uri].page for uri in planned)
    next_known = dict(reused)
    for uri in made:
        if planned[uri].subject and uri not in failures:  # a map that could not be drawn is tried again
            page = made_pages[uri]
            names = tuple(file.uri for file in page.files)
            next_known[uri] = KnownPage(replace(page.page, body=NO_BODY), planned[uri].subject, page.inputs, names)
    newly_known = [page for uri, page in next_known.items() if uri not in reused]
    problems += dict.fromkeys(
        (*prose.problems, *(problem for page in made_pages.values() for problem in page.problems), *texts.problems)
    )
    return PageSet(
        pages,
        sort_problems(apply_severity_rules(problems, snapshot.site.settings.rules)),
        tuple(file for page in made_pages.values() for file in page.files),
        prose.attachments.union(texts.attachments, *(page.attachments for page in made_pages.values())),
        KnownPages(choice.outer, pages=next_known),
        InputDigests(newly_known, choice.outer, tracker),
        frozenset(reused),
        frozenset(failures),
        choice.origins,
        {uri: page.spooled for uri, page in made_pages.items() if page.spooled is not None},
        making.spools,
        known.search,
    )


def list_address_problems(snapshot: Snapshot) -> list[Problem]:
    """Return a problem for each page whose address is another page's, and for each that the navigation names in vain.

    No page is made for that. Severities are the codes'.
    """
    tracker = InputTracker(snapshot)
    context = ViewContext(snapshot, ProseRenderer(snapshot, tracker), tracker)
    with tracker.recorder.record():
        return plan_pages(context, create_renderer(context), plan_page_maps(context))[1]


def plan_pages(
    context: ViewContext,
    renderer: TemplateRenderer,
    page_maps: PageMaps,
    files: SideFileMaker | None = None,
    describe_week: DescribeWeek = describe_no_week,
) -> tuple[dict[str, PlannedPage], list[Problem]]:
    """Return what is to be made, by URI in the order of the navigation, and what is wrong with that."""
    snapshot, prose, files = context.snapshot, context.prose, files or SideFileMaker()
    embed = make_embedder(context)

    def generate() -> Iterator[PlannedPage]:
        yield PlannedPage(
            addresses.HOME,
            lambda: build_home_page(
                context, renderer, page_maps.get(addresses.HOME), page_maps.get(addresses.MAP), embed
            ),
            build_files=files.list_home_files,
            entry=NavigationEntry(translate("Company")),
        )
        yield from build_pulse_pages(context, renderer)
        yield from build_teams_pages(context, renderer)
        yield from build_map_pages(context, renderer, page_maps)
        yield from build_roadmap_pages(context, renderer)
        yield from build_pillar_pages(context, renderer)
        yield from build_gaps_pages(context, renderer)
        yield from build_organisation_pages(context, renderer)
        if snapshot.organisation.kpis:
            yield from build_kpi_pages(context, renderer)
        yield from build_initiative_pages(context, renderer)
        yield from build_changes_pages(context, renderer, files)
        yield from build_week_text_pages(context, renderer, describe_week)
        yield from build_people_pages(context, renderer, files)
        yield from build_cycle_pages(context, renderer)
        yield from build_compared_cycles_pages(context, renderer)
        yield from build_review_pack_pages(context, renderer)
        yield from build_tag_pages(context, renderer)
        yield from build_guide_pages(snapshot, prose, renderer)
        yield from build_unit_pages(context, renderer, page_maps, files)
        yield from build_objective_pages(context, renderer, page_maps, files)
        yield from build_memo_pages(snapshot, prose, renderer)
        yield from build_document_pages(snapshot, prose, renderer, embed)
        yield from build_reading_pages(snapshot, renderer)

    planned: dict[str, PlannedPage] = {}
    conflicts: list[PlannedPage] = []
    for plan in filter(_lies_inside, generate()):
        if planned.setdefault(plan.uri, plan) is not plan:
            conflicts.append(plan)
    former = list(filter(_lies_inside, build_former_pages(context, renderer)))
    taken = {_fold_uri(uri) for uri in planned} if former else set()
    for plan in former:
        if _fold_uri(plan.uri) not in taken:  # whoever has an address today keeps it
            taken.add(_fold_uri(plan.uri))
            planned[plan.uri] = plan
    problems = [_create_address_conflict_problem(plan.uri, plan.source, snapshot) for plan in conflicts]
    for document in snapshot.organisation.documents if snapshot.site.host_renders_pages else ():
        if (uri := find_document_uri(document, snapshot.site)) in planned:
            problems.append(_create_address_conflict_problem(uri, document.place, snapshot))
    return planned, [*problems, *list_navigation_problems(snapshot.site, planned)]


def _lies_inside(plan: PlannedPage) -> bool:
    """Whether a page lies in the site; no author can name one that doesn't, but a forged cache of git's past could."""
    return lies_inside(plan.uri)


def _fold_uri(uri: str) -> str:
    """Return what is the same for pages of one address, also on disks that don't tell cases apart."""
    return uri.removesuffix(".md").removesuffix("/index").casefold()


def _create_address_conflict_problem(uri: str, source: Place | None, snapshot: Snapshot) -> Problem:
    return create_problem(
        "OKR402",
        source or Place(snapshot.site.config.name),
        f"The address {uri.removesuffix('.md')} is already that of another page.",
        _HOME_IS_OWN
        if uri == addresses.HOME
        else _LIST_OF_TAGS
        if uri == addresses.TAGS and "tags" in snapshot.site.plugins
        else "Rename the file, or give the objective another id.",
    )
