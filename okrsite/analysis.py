"""Reading content, and finding out all that the pages say of it: its links, its numbers, its past, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from okrsite import clock
from okrsite.address_style import set_directory_addresses
from okrsite.alignment.gaps import find_gaps
from okrsite.analysis_memory import AnalysisMemory
from okrsite.audience import collect_withheld_texts, redact_organisation
from okrsite.checks.alignment_remarks import check_alignment
from okrsite.checks.answers import drop_ignored
from okrsite.checks.follow_ups import drop_follow_ups
from okrsite.checks.moved_numbers import check_moved_numbers
from okrsite.checks.moving_addresses import check_moving_addresses
from okrsite.checks.shared_checks import find_opinions_and_overlaps
from okrsite.excluded_files import leave_out_excluded_files
from okrsite.forge import ForgeAddresses
from okrsite.history.as_of import AsOfCommit
from okrsite.history.commit import COMMIT_LENGTH, find_head_commit
from okrsite.history.events import Past
from okrsite.history.past import read_past
from okrsite.history.read_ahead import VersionedFiles
from okrsite.history.recall import recall_values
from okrsite.languages.conventions import PERCENT, THOUSANDS
from okrsite.languages.words import set_language
from okrsite.markdown_extensions import list_extension_problems
from okrsite.model.content_memory import ContentMemory
from okrsite.model.former_names import NO_FORMER_NAMES, FormerNames
from okrsite.model.loading import load_organisation
from okrsite.model.organisation import Organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.unread_values import UnreadPlace, find_unread_values
from okrsite.number_style import set_decimal_comma
from okrsite.plugin_problems import list_look_problems, list_plugin_problems
from okrsite.problems import Problem, apply_severity_rules, sort_problems
from okrsite.progress.contribution import find_uncounted_links, find_uncovered_results
from okrsite.progress.open_objectives import find_open_objectives
from okrsite.request import Source
from okrsite.settings import Site, make_content_prefix
from okrsite.site_assets import find_site_assets
from okrsite.snapshot import Snapshot
from okrsite.sources.text import read_lines


class Reading(msgspec.Struct, frozen=True):
    """An organisation that is read or redacted, and neither linked nor measured yet."""

    source: Source
    site: Site
    """The source's, its audience that for which the organisation is."""
    organisation: Organisation
    problems: tuple[Problem, ...]
    """What was wrong with the files."""
    preview: bool
    """Whether drafts are part of it."""
    with_past: bool = True
    """Whether git is asked what it remembers."""
    whole: Snapshot | None = None
    """What it was redacted from; None: it is all that was read."""
    parsed: ParsedFiles | None = None
    """Files that were parsed for it, which the past needn't parse again; None where nobody asks for the past."""
    former: FormerNames = FormerNames()
    """What things were called before, where the past isn't asked."""


def read_content(
    source: Source,
    *,
    with_past: bool = True,
    former: FormerNames = NO_FORMER_NAMES,
    memory: ContentMemory | None = None,
) -> Reading:
    """Read the content, internal parts included: they are taken out when all is measured.

    Args:
        source: What is asked for.
        with_past: Whether git will be asked what it remembers.
        former: What it said of former names, where it isn't asked.
        memory: Has what files said earlier in this process, and is added to; the cache isn't asked for what it knows.

    Raises:
        ConfigurationError: there is no content folder.
    """
    site = replace(source.site, settings=replace(source.site.settings, audience="internal"))
    language = site.words_language
    set_language(language, site.settings.terms)
    set_decimal_comma(site.settings.decimal_comma, THOUSANDS.get(language, "."), PERCENT.get(language, "%"))
    set_directory_addresses(site.directory_addresses)
    preview = source.request.preview
    settings = source.site.settings
    audiences = (False, True) if settings.audience == "public" else (False,)
    parsed = VersionedFiles(decimal_comma=settings.decimal_comma, audiences=audiences) if with_past else None
    organisation, problems = load_organisation(
        site.content,
        site.base,
        site.name,
        site.settings,
        drafts=preview,
        without=source.without,
        cache=source.cache if memory is None or memory.is_empty else None,
        parsed=parsed,
        public=source.site.settings.audience == "public",
        activity=source.activity,
        memory=memory,
        former_units=former.units,
        checked=source.readings,
        meanwhile=source.meanwhile,
    )
    organisation = replace(leave_out_excluded_files(organisation, site), remotes=source.federation.remotes)
    about_plugins = (*list_extension_problems(site, organisation), *list_plugin_problems(site, organisation))
    about_config = (*about_plugins, *list_look_problems(site))
    problems = [*_drop_problems_of_assets(problems, site), *about_config, *source.federation.problems]
    return Reading(source, site, organisation, tuple(problems), preview, with_past, parsed=parsed, former=former)


def _drop_problems_of_assets(problems: Iterable[Problem], site: Site) -> list[Problem]:
    """Return problems without those of files that are no content: named by the configuration, or templates of the site.

    What is named is published whatever it is called, such as a favicon.ico at the top.
    """
    prefix = site.content_prefix
    named = {f"{prefix}{path}" for path in find_site_assets(site.content, site.named_files)}
    templates = make_content_prefix(site.theme, site.base) if site.theme is not None else prefix
    inside = templates.startswith(prefix) and templates != prefix
    return [
        problem
        for problem in problems
        if not (problem.code in ("OKR116", "OKR123") and problem.place.path in named)
        and not (problem.code == "OKR123" and inside and problem.place.path.startswith(templates))
    ]


def analyse_organisation(reading: Reading, memory: AnalysisMemory | None = None) -> Snapshot:
    """Link and measure an organisation, ask git for its past, find gaps and overlaps, and say what is wrong with it.

    `memory` has what was found out earlier in this process; it is for what is read, and for nothing that was redacted.
    """
    memory = memory or AnalysisMemory()
    source, site, organisation = reading.source, reading.site, reading.organisation
    day = reading.whole.today if reading.whole else clock.choose_today(site.settings, source.today)
    past, commit = Past(former=reading.former), None
    if reading.with_past:
        source.activity.begin("Reading the past")
        repository = source.as_of_commit.repository if source.as_of_commit else None
        past = memory.past.read(site, organisation, source.cache, repository, reading.parsed)
        if past.former.units and not reading.whole and any(problem.code == "OKR221" for problem in reading.problems):
            # A unit may be named by an id that only the past knows.
            again = read_content(source, former=past.former)
            organisation, reading = again.organisation, replace(reading, problems=again.problems)
    organisation = replace(organisation, former=organisation.former.merge(past.former))
    alignment, link_problems = memory.alignment.build(organisation)
    if reading.with_past and not reading.whole:
        link_problems = [
            *link_problems,
            *check_moved_numbers(
                organisation, past.numbers, reading.problems, lambda path: read_lines(site.base, path)
            ),
        ]
    unread: tuple[UnreadPlace, ...] = ()
    if reading.with_past and not reading.whole:
        commit = _find_commit(site.base, source.as_of_commit)
        if source.request.isolate:
            unread = find_unread_values(
                organisation, [*reading.problems, *link_problems], lambda path: read_lines(site.base, path)
            )
            organisation = _recall_unread_values(reading, organisation, unread, day)
    source.activity.begin("Measuring")
    memory.reports.update(past, organisation, day)
    measures = memory.measure(organisation, alignment, site.settings, day, memory.reports.reports)
    open_refs = find_open_objectives(organisation, measures)
    unchecked = Snapshot(
        site,
        organisation,
        alignment,
        measures,
        (),
        day,
        commit,
        reading.preview,
        gaps=replace(
            find_gaps(organisation, alignment, open_refs, measures.dropped),
            uncovered=find_uncovered_results(
                organisation, {ref: made.contribution for ref, made in measures.key_results.items()}, open_refs
            ),
            uncounted=find_uncounted_links(organisation, alignment, open_refs),
        ),
        open_objectives=open_refs,
        past=past,
        target_changes=memory.reports.target_changes,
        unread_problems=frozenset(value.problem for value in unread),
    )
    # What is left for the public overlaps in another way: only one of the two is kept from run to run.
    cache = None if reading.whole else source.cache
    opinions, overlaps = find_opinions_and_overlaps(unchecked, memory.overlaps, cache, is_checked=not reading.whole)
    snapshot = replace(unchecked, overlaps=overlaps)
    if reading.whole:
        return _complete_redaction(snapshot, reading.whole)
    found = [*reading.problems, *link_problems, *opinions]
    return replace(snapshot, problems=_list_problems(snapshot, found, with_past=reading.with_past))


def _recall_unread_values(
    reading: Reading, organisation: Organisation, unread: tuple[UnreadPlace, ...], day: date
) -> Organisation:
    """Return the organisation with what the past knows in the place of single values that can't be read.

    For the public the past is asked once more, without what was internal then.
    """
    source = reading.source
    if not unread:
        return organisation
    settings = source.site.settings
    repository = source.as_of_commit.repository if source.as_of_commit else None
    past = read_past(
        source.site, organisation, source.cache, repository, reading.parsed, wanted={value.ref for value in unread}
    )
    is_public = settings.audience == "public"
    return recall_values(organisation, unread, past, day, decimal_comma=settings.decimal_comma, public=is_public)


def _find_commit(base: Path, as_of_commit: AsOfCommit | None) -> str | None:
    return as_of_commit.commit[:COMMIT_LENGTH] if as_of_commit else find_head_commit(base)


def _list_problems(snapshot: Snapshot, problems: list[Problem], *, with_past: bool) -> tuple[Problem, ...]:
    """Return what was found in files and links and by the rules, with what gaps and overlaps give rise to, in order."""
    organisation = snapshot.organisation
    # A remark names others, and nothing in a public file may name a draft; a preview shows them on its pages.
    remarks = (
        []
        if snapshot.preview
        else [
            *check_alignment(organisation, snapshot.gaps, snapshot.overlaps),
            *check_moving_addresses(organisation, snapshot.past.unknown_moves),
        ]
    )
    site = snapshot.site
    problems = drop_follow_ups(problems, organisation, site.content_prefix, lambda path: read_lines(site.base, path))
    said = apply_severity_rules([*problems, *remarks], snapshot.site.settings.rules)
    # Without the past, or the remarks, nobody knows whether what is ignored would be said.
    return sort_problems(drop_ignored(organisation, said, name_unused=with_past and not snapshot.preview))


def redact_snapshot(source: Source, whole: Snapshot, parsed: ParsedFiles | None) -> Reading:
    """Take out of a measured organisation whatever is internal; what is left is to be linked and measured anew.

    `parsed` has the files that were parsed for the whole: their past is read once more, for the public.
    """
    site = replace(
        whole.site, settings=replace(whole.site.settings, audience="public", edit_url=""), forge=ForgeAddresses()
    )
    organisation = redact_organisation(whole.organisation, whole.measures, site)
    return Reading(source, site, organisation, (), whole.preview, whole=whole, parsed=parsed)


def _complete_redaction(snapshot: Snapshot, whole: Snapshot) -> Snapshot:
    """Add to a redacted snapshot what only all of it can tell, and take out what would tell of all of it."""
    return replace(
        snapshot,
        problems=sort_problems(map(_escalate_doubtful_mark, whole.problems)),
        # Whether a goal links up to something that is internal is nobody's business here.
        gaps=replace(snapshot.gaps, unaligned=(), on_purpose=(), pending=()),
        past=replace(snapshot.past, notices=whole.past.notices),
        unread_problems=whole.unread_problems,
        withheld=collect_withheld_texts(whole.organisation, snapshot.organisation),
    )


def _escalate_doubtful_mark(problem: Problem) -> Problem:
    """Return a problem as an error if a mark such as `audience: internal` may have been overlooked because of it.

    A key that isn't known but is spelled like such a mark (OKR118) gets the code of a mark that isn't read (OKR310):
    where errors are isolated, the file is then left out. YAML that isn't read (OKR110) may be a team file under another
    name, in which there is such a mark. For a site for the public only.
    """
    if problem.code == "OKR110":
        return replace(problem, severity="error")
    doubtful = problem.code == "OKR118" and any(word in problem.message.casefold() for word in ("audien", "visib"))
    return replace(problem, severity="error", code="OKR310") if doubtful else problem


def add_draft_problems(source: Source, snapshot: Snapshot) -> Snapshot:
    """Add what is wrong inside drafts, which only a reading with drafts can tell; it quotes them where they stand."""
    if snapshot.preview or not snapshot.organisation.draft_spans:
        return snapshot
    gone = snapshot.organisation.left_out
    # What is wrong inside drafts doesn't depend on the past, which is read for what is public.
    request = replace(source.request, preview=True)
    with_drafts = analyse_organisation(
        read_content(
            replace(source, request=request, today=snapshot.today, without=gone.paths | gone.units | gone.objectives),
            with_past=False,
            former=snapshot.past.former,
        )
    )
    public = {id(problem) for problem in replace(with_drafts, organisation=snapshot.organisation).public_problems}
    inside = [problem for problem in with_drafts.problems if id(problem) not in public]
    return replace(snapshot, problems=sort_problems([*snapshot.problems, *inside]))
