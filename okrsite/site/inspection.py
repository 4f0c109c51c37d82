"""The last look at a site in its staging folder, before it is published."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.folder_walk import describe_file
from okrsite.settings import Site
from okrsite.site.build_report import ContentErrors
from okrsite.site.outcome import InspectedSite, RenderedSite
from okrsite.site.publishing import Log, write_through
from okrsite.workers import BackgroundTask

if TYPE_CHECKING:
    from okrsite.gate.findings import Finding
    from okrsite.request import Source
    from okrsite.site.reusable_site import ReusableSite
    from okrsite.site.spare_folder import FilledFolder
    from okrsite.site.work_beside_host import WorkBesideHost

_MOST_REPEATED = 5
"""Files of which the same is said one by one; of more it is said once."""


def describe_findings(findings: Iterable[Finding], pages: int) -> Iterator[str]:
    """Yield what the gate found, a line for each finding; the same of many files is one line.

    Args:
        findings: What was found, in order.
        pages: How many pages the site has.
    """
    alike: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.code, finding.message, finding.hint].append(finding)
    for group in alike.values():
        many = len({finding.path for finding in group}) > _MOST_REPEATED
        for finding in group[:1] if many else group:
            text = _format_finding(finding)
            yield f"{text} {_tell_others(group, pages)}" if many else text


def find_tolerated_findings(findings: Iterable[Finding], site: Site, rendered: RenderedSite) -> frozenset[Finding]:
    """Return what MkDocs alone would publish, too: dead links of the pages that it renders itself.

    They are their authors' business, and none of them can harm a reader.

    Args:
        findings: What the gate found.
        site: What the configuration says.
        rendered: What the host says of the site.
    """
    if not site.host_renders_pages:
        return frozenset()
    ours = {*rendered.page_files.values(), "404.html"}
    return frozenset(finding for finding in findings if finding.code == "GATE210" and finding.path not in ours)


def _format_finding(finding: Finding) -> str:
    line = f":{finding.line}" if finding.line else ""
    return f"{finding.path}{line}: {finding.code} {finding.message} {finding.hint}".strip()


def _tell_others(group: list[Finding], pages: int) -> str:
    """Say on how many more files the same was found, and where to look for it if all pages have it."""
    paths = {finding.path for finding in group}
    told = f"The same is in {len(paths) - 1} more files."
    if len(paths) < pages - 1:  # the page for addresses that don't exist may have another frame
        return told
    return (
        f"{told} Every page has it, so look in mkdocs.yml (such as `extra: social`, `copyright`, `theme`) and in the "
        "templates of `custom_dir`."
    )


def inspect_staged_site(
    folder: Path,
    site: Site,
    rendered: RenderedSite,
    log: Log | None,
    reusable: ReusableSite,
    source: Source,
    filled: FilledFolder | None = None,
    work: WorkBesideHost | None = None,
) -> InspectedSite:
    """Let the gate look at every file, and write down the policy under which the pages work.

    Args:
        folder: The staging folder.
        site: What the configuration says today, also where the content is that of another time.
        rendered: What the host says of the site.
        log: Takes what the gate found, a line at a time.
        reusable: The last site; its pages that were not made are linked into the folder.
        source: What was read for the site; its `activity` is told how many pages are inspected.
        filled: What lies beside the folder for its files that are linked from the last site; None for nothing.
        work: Has files beside pages looked at meanwhile; None for nothing.

    Raises:
        ContentErrors: the gate found something.
        ReuseRefusedError: pages that were taken over have another frame or policy than this site needs.
    """
    # Not above: `check` and `explain` would wait for it.
    from okrsite.gate import SiteInspector, WithheldTextFinder, list_machine_paths
    from okrsite.gate.headers import AT_ROOT
    from okrsite.gate.kept_facts import DamagedFactsError, keep_facts
    from okrsite.gate.theme import load_installed_theme
    from okrsite.site.offline_copy import write_data_scripts
    from okrsite.site.page_reuse import ReuseRefusedError, check_frames, check_taken_files, list_taken_files
    from okrsite.site.page_writing import write_spooled_files
    from okrsite.site.spare_folder import link_files
    from okrsite.site.taken_pages import check_sampled_pages, look_for_withheld_texts

    begun, page_set = time.perf_counter(), rendered.content.page_set
    check_frames(reusable, page_set.reused, rendered.frames, rendered.page_files)
    with_search = rendered.search is not None and not rendered.search.files
    taken = list_taken_files(reusable, page_set.reused, with_search=with_search)
    # Whoever may change the configuration has said its words for everybody.
    withheld = WithheldTextFinder(rendered.content.snapshot.withheld, site.read_config_bytes())
    inspector = SiteInspector(
        folder,
        theme=load_installed_theme(rendered.theme_folders),
        private=list_machine_paths(site.base, folder),
        withheld=withheld,
        known=taken.known,
        activity=source.activity,
    )
    check_sampled_pages(Path(reusable.place), taken.facts, reusable.policy, inspector.files.pages)
    inspector.inspect_files(len(rendered.framed_pages))
    coming = [page.path for page in rendered.framed_pages]
    linked = link_files(taken.files, Path(reusable.place), folder, filled, (*coming, *page_set.spooled_files))
    with look_for_withheld_texts(folder, taken.files, withheld):
        inspected = work.collect(page_set) if work else None
        written = write_spooled_files(
            folder, page_set, rendered.framed_pages, inspector, inspected.hashes.keys() if inspected else frozenset()
        )
    # What was written in another way than it was looked at is inspected with whatever else has come since.
    if inspected and inspected.are_same(written.hashes):
        inspector.seen.add(inspected.seen)
    if source.request.offline:
        write_data_scripts(folder)
    try:
        # Before it is published, all of it is to be on the disk: most of it gets there meanwhile.
        with BackgroundTask(write_through, len(written.hashes)):
            seen = inspector.finish()
    except DamagedFactsError as error:
        raise ReuseRefusedError("what is known of the last site is damaged") from error
    check_taken_files(linked, seen.listing)
    tolerated = frozenset() if source.request.strict else find_tolerated_findings(seen.findings, site, rendered)
    refused = [finding for finding in seen.findings if finding not in tolerated]
    if refused and taken.files:  # what is known of these may be forged; without them it shows whose fault it is
        raise ReuseRefusedError(f"the gate found something in {refused[0].path}")
    if log is not None:
        for line in describe_findings(sorted(tolerated, key=lambda finding: finding.sort_key), seen.pages):
            log("warning", line)
        for line in describe_findings(refused, seen.pages):
            log("error", line)
    if refused:
        raise ContentErrors(
            f"Nothing was published: the built pages hold {len(refused)} "
            f"thing{'s' if len(refused) != 1 else ''} that no page may hold."
        )
    if taken.known.pages and seen.policy.page_policy != reusable.policy:
        raise ReuseRefusedError("the pages need another security policy")
    (folder / AT_ROOT).write_text(seen.policy.format_headers_file(), encoding="utf-8", newline="\n")
    changed = [AT_ROOT]
    hashes = written.hashes if written.policy == seen.policy else {}
    # For hosts that send no headers of ours: the page declares the policy itself.
    for page in seen.facts:
        if page.path not in hashes:
            file = folder / page.path
            file.write_bytes(seen.policy.add_policy_to_page(file.read_bytes()))
            changed.append(page.path)
    return InspectedSite(
        rendered,
        seen.pages,
        seen.policy.page_policy,
        {**taken.hashes, **hashes},
        time.perf_counter() - begun,
        frozenset(taken.files),
        seen.targets,
        keep_facts(taken.facts, seen.facts),
        {**seen.listing, **{path: describe_file(path, folder / path) for path in changed}},
        seen.digests,
        reusable,
    )
