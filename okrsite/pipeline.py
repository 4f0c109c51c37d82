"""The story on one screen: files become a model, the model is linked, measured and checked, and pages become a site.

`build` and `publish` tell all of it; `check`, `export` and `explain` end at the snapshot. Where MkDocs runs alone, and
for a preview, it is MkDocs that begins: its plugin makes a request of its configuration, and enters at `make_content`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

# What reads content and makes pages is imported where that begins: a build that has nothing to do needs none of it.
from okrsite.activity import NOBODY, Activity
from okrsite.folder_walk import list_built_files
from okrsite.garbage import collect_garbage_less_often
from okrsite.model.sound_readings import check_readings_meanwhile
from okrsite.problems import Problem, Severity, apply_severity_rules, sort_problems
from okrsite.request import BuildRequest, Source, apply_request, open_source, read_existing_site
from okrsite.settings import Site
from okrsite.site.build_inputs import BuildInputs, FileDigests, describe_build_inputs
from okrsite.site.build_report import BuildReport
from okrsite.site.last_build import find_last_build, record_build, record_log, repeat_report
from okrsite.site.publishing import Log
from okrsite.site.targets import Target, open_target
from okrsite.workers import BackgroundTask, do_nothing

if TYPE_CHECKING:
    from okrsite.feeds.diff_records import ContentDifference
    from okrsite.pages.template_cache import CompiledTemplates
    from okrsite.site.content import SiteContent
    from okrsite.site.outcome import InspectedSite, RenderedSite
    from okrsite.site.reusable_site import ReusableSite
    from okrsite.snapshot import Snapshot


class Host(Protocol):
    """A site generator whose configuration is read and can be used."""

    def compile_templates(self) -> CompiledTemplates:
        """Return the templates that pages need, for which no content is needed: a worker may do it."""

    def take_templates(self, compiled: CompiledTemplates) -> None:
        """Take what `compile_templates` has returned in a worker."""

    def render(self, content: SiteContent) -> RenderedSite:
        """Write the site into its folder.

        Raises:
            ContentErrors: nothing can be published of this content; with `strict`, there are warnings.
            ConfigurationError: the host refuses the configuration after all, or fails.
        """


OpenHost = Callable[[Source, Path, Log | None], AbstractContextManager[Host]]
"""Reads the host's configuration, for a site in a folder."""


@collect_garbage_less_often(ends_soon=True)
def build_site(
    request: BuildRequest, open_host: OpenHost, log: Log | None = None, activity: Activity = NOBODY
) -> BuildReport:
    """Build a site beside the last one, inspect it, and put it in its place when it is whole.

    Raises:
        ContentErrors: the content has errors, with `strict` warnings, or the gate found something in the built pages.
        ConfigurationError: the configuration can't be used, the output folder is not one to be replaced, or another
            build is writing to it.
    """
    site = read_existing_site(request.config)
    said: dict[tuple[Severity, str], None] = {}
    with open_target(request, site, log) as target, open_source(request) as opened:
        source = replace(opened, activity=activity)
        digests = FileDigests()
        inputs = describe_build_inputs(source, digests)
        if last := find_last_build(source, inputs, target.last, target.walk_last):
            return repeat_report(last, log)
        recording = record_log(log, said)
        content, base, settings = source.site.content, source.site.base, source.site.settings
        with check_readings_meanwhile(content, base, settings, source.cache, target.about) as readings:
            from okrsite.site.offline_copy import write_archive
            from okrsite.site.outcome import create_report

            source = replace(source, readings=readings)
            inspected = _render_into_folder(source, inputs, site, target, open_host, recording)
        begun = time.perf_counter()
        activity.begin("Publishing")
        built = target.seal(inspected)
        output = target.publish(built)
        report = create_report(built, output, time.perf_counter() - begun)
        if request.offline:
            report = replace(report, archive=write_archive(output, built.files))
        with _clean_up_replaced_site(source, target, built) as cleaning:
            if inputs is not None:
                _remember_site(source, inputs, built, report, said, digests)
            cleaning.get_result()
        return report


def _clean_up_replaced_site(source: Source, target: Target, built: InspectedSite) -> BackgroundTask[None]:
    """Begin to keep what can be used again of a site that was replaced."""
    from okrsite.site.spare_folder import find_spare_place, keep_spare_folder

    place, files, linked = find_spare_place(source), target.files.keys(), built.linked

    def clean_up() -> None:
        if target.folder.is_dir():
            keep_spare_folder(target.folder, place, files, linked)

    return BackgroundTask(clean_up, len(files - linked))


def _remember_site(
    source: Source,
    inputs: BuildInputs,
    built: InspectedSite,
    report: BuildReport,
    said: Iterable[tuple[Severity, str]],
    digests: FileDigests,
) -> None:
    """Remember what the next build may know of this one, but for what somebody changed while it was made.

    Which of the two was read, the old or the new, nobody knows. Of each page it is known what it read of the content.
    A site that lacks a map isn't what the next build would make again: it tries to draw it.
    """
    from okrsite.site.page_records import describe_reusable_site
    from okrsite.site.page_reuse import record_reusable_site

    now = describe_build_inputs(source, digests)
    if now is None or now.environment != inputs.environment:
        return
    if source.request.releases is not None:  # with old releases, files of this one have lost names since
        with suppress(OSError):
            built = replace(built, files=list_built_files(report.output))
    if now == inputs and not built.rendered.content.page_set.undrawn:
        record_build(source, inputs, report, said, built.files.values())
    if (described := describe_reusable_site(inputs, built)) is not None:
        record_reusable_site(source, described, report.output)


def _render_into_folder(
    source: Source, inputs: BuildInputs | None, site: Site, target: Target, open_host: OpenHost, log: Log
) -> InspectedSite:
    """Render a site and inspect it, with those pages of the last one that are still right, or else without any."""
    from okrsite.pages.page_templates import use_page_templates
    from okrsite.site.inspection import inspect_staged_site
    from okrsite.site.page_reuse import ReuseRefusedError, find_reusable_site
    from okrsite.site.reusable_site import create_nothing_reusable
    from okrsite.site.work_before_pages import prepare_site
    from okrsite.site.work_beside_host import start_work_beside_host

    def render(last: ReusableSite) -> InspectedSite:
        with ExitStack() as stack:
            begun = time.perf_counter()

            @cache
            def open_host_once() -> tuple[Host, float]:
                before = time.perf_counter() - begun
                return stack.enter_context(open_host(source, target.folder, log)), before

            if last.pages:  # or else workers read files in the time that this takes
                open_host_once()
            preparing = stack.enter_context(
                prepare_site(source, target.folder, last, lambda: open_host_once()[0].compile_templates())
            )
            are_compiled = preparing.templates.has_worker  # else whoever needs one compiles it
            get_templates = cache(preparing.templates.get_result)

            def take_page_templates() -> None:
                if are_compiled:
                    use_page_templates(get_templates().pages)

            content = make_content(replace(source, meanwhile=open_host_once), last, take_page_templates)
            host, before = open_host_once()
            is_reused = bool(content.page_set.reused)
            if is_reused and are_compiled:
                host.take_templates(get_templates().theme)
            source.activity.begin("Writing")
            with start_work_beside_host(target.folder, site, content) as work:
                rendered = host.render(content).add_seconds("content", before)
                filled = preparing.get_filled_folder() if is_reused else None
                return inspect_staged_site(target.folder, site, rendered, log, last, source, filled, work)

    try:
        return render(find_reusable_site(source, inputs, target.last, target.files))
    except ReuseRefusedError as error:
        reason = str(error)
    log("info", f"All pages are made anew: {reason}.")
    target.clear()
    return render(create_nothing_reusable(reason))


def make_content(
    source: Source, last: ReusableSite | None = None, prepare_pages: Callable[[], None] = do_nothing
) -> SiteContent:
    """Make the pages, if the content lets anything be published; with `isolate`, broken files are left out for that.

    Those of the `last` site that are still right are not made. `prepare_pages` is called before the others are.
    """

    def build(snapshot: Snapshot) -> PageSet:
        # Not above, nor what follows: it is imported with the host, while workers read files.
        from okrsite.feeds.site_files import SiteFileMaker
        from okrsite.pages.known_pages import NO_KNOWN_PAGES
        from okrsite.pages.site_pages import build_pages
        from okrsite.reports.page_texts import describe_week

        known = last.get_known_pages(snapshot) if last else NO_KNOWN_PAGES
        prepare_pages()
        return build_pages(snapshot, source.cache, known, SiteFileMaker, source.activity, describe_week)

    if source.request.isolate:
        from okrsite.site.isolation import isolate_broken_files

        content = isolate_broken_files(lambda without: take_snapshot(replace(source, without=without)), build)
        return replace(content, cache=source.cache)
    snapshot = take_snapshot(source)

    from okrsite.pages.site_pages import PageSet
    from okrsite.site.content import SiteContent, is_blocking

    # What only the pages show (a link in a text that leads nowhere) is worth saying when the rest can be published.
    page_set = PageSet((), ()) if is_blocking(snapshot.problems, source.request) else build(snapshot)
    problems = sort_problems([*snapshot.problems, *page_set.problems])
    return SiteContent(snapshot, page_set, problems, is_blocking(problems, source.request), cache=source.cache)


def take_snapshot(source: Source) -> Snapshot:
    """Return everything that is known on a day; for the public, that is all without what is internal.

    Raises:
        ConfigurationError: there is no content folder.
    """
    from okrsite.analysis import add_draft_problems, analyse_organisation, read_content, redact_snapshot

    reading = read_content(source)
    snapshot = add_draft_problems(source, analyse_organisation(reading))
    return analyse_organisation(redact_snapshot(source, snapshot, reading.parsed)) if source.is_public else snapshot


def take_editable_snapshot(source: Source) -> Snapshot:
    """Return what is known of content that is to be edited; git isn't asked for its past.

    Raises:
        ConfigurationError: there is no content folder.
    """
    from okrsite.analysis import analyse_organisation, read_content

    return analyse_organisation(read_content(source, with_past=False))


def compare_states(
    request: BuildRequest, base: str, head: str | None, activity: Activity = NOBODY
) -> ContentDifference:
    """Return what is different from one commit, branch or day to another, or to the work tree (None), on one day.

    Without an audience in the request it is for the public if either state's settings say so.

    Raises:
        ConfigurationError: the configuration of one can't be used, or there is no such commit or day.
    """
    from okrsite.changes.comparison import compare_snapshots
    from okrsite.clock import choose_today
    from okrsite.feeds.diff_records import ComparedState
    from okrsite.history.fork import find_compared_commits

    site = read_existing_site(request.config)
    commits = find_compared_commits(site.base, base, head, site.settings.timezone)
    with (
        open_source(replace(request, as_of=commits.base)) as before,
        open_source(replace(request, as_of=commits.head)) as after,
    ):
        typed = before.site.settings, after.site.settings
        audiences = {settings.audience for settings in typed}
        same = replace(request, audience=request.audience or ("public" if "public" in audiences else "internal"))
        today = choose_today(after.site.settings, request.today)
        # That of after is read last: numbers are written in its way.
        snapshots = [
            take_snapshot(
                replace(source, request=same, site=apply_request(same, source.site), today=today, activity=activity)
            )
            for source in (before, after)
        ]
    # In which commit something was said is nobody else's business.
    ids = (None, None) if same.audience == "public" else (commits.base, commits.head)
    states = [ComparedState(name=name, commit=commit) for name, commit in zip((base, head), ids, strict=True)]
    return compare_snapshots(snapshots[0], snapshots[1], states[0], states[1], typed)


def list_problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Return what is wrong with the content, and what making its pages would find in it, without making them.

    What is missing is OKR401, a map that couldn't be laid out: that depends on Graphviz and on how busy the machine is,
    and says nothing about the content.
    """
    from okrsite.pages.prose.text_problems import collect_text_problems
    from okrsite.pages.site_pages import list_address_problems

    shown_by_pages = [*collect_text_problems(snapshot).problems, *list_address_problems(snapshot)]
    return sort_problems([*snapshot.problems, *apply_severity_rules(shown_by_pages, snapshot.site.settings.rules)])
