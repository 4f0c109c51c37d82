"""The story on one screen: files become a model, the model is linked, measured and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from okrsite import clock
from okrsite import settings as options
from okrsite.alignment.gaps import find_gaps
from okrsite.alignment.graph import build_alignment
from okrsite.alignment.overlaps import find_overlaps
from okrsite.audience import collect_withheld_texts, redact_organisation
from okrsite.checks import run_checks
from okrsite.checks.alignment_remarks import check_alignment, find_dropped_objectives, find_open_objectives
from okrsite.checks.eased_targets import check_eased_targets
from okrsite.history.as_of import AsOfCommit
from okrsite.history.commit import COMMIT_LENGTH, find_head_commit
from okrsite.history.events import Past
from okrsite.history.past import read_past
from okrsite.model.loading import load_organisation
from okrsite.problems import Problem, apply_severity_rules, sort_problems
from okrsite.progress.from_git import collect_git_reports
from okrsite.progress.measure import measure_organisation
from okrsite.progress.target_changes import collect_target_changes
from okrsite.settings import Site
from okrsite.snapshot import Snapshot


def take_snapshot(
    site: Site,
    today: date | None = None,
    *,
    preview: bool = False,
    cache: Path | None = None,
    drafts_only: bool = False,
    standpoint: AsOfCommit | None = None,
    without: frozenset[str] = frozenset(),
) -> Snapshot:
    """Read a content folder and return everything that is known on a day.

    For the public that is less: all of it is read and measured, and then what is internal is taken out.

    Args:
        site: What the configuration says.
        today: The day; by default what the settings or the clock say.
        preview: Keep drafts in.
        cache: A folder for what was read of the past; with and without it the snapshot is the same.
        drafts_only: Only what is wrong inside drafts is wanted.
        standpoint: The commit that the site is a copy of; None for the work tree.
        without: Files, by path, and units, by id, that are left out.

    Raises:
        ConfigurationError: there is no content folder.
    """
    if site.settings.audience == "public":
        whole = take_snapshot(
            replace(site, settings=replace(site.settings, audience="internal")), today, preview=preview, cache=cache,
            drafts_only=drafts_only, standpoint=standpoint, without=without,
        )  # fmt: skip
        return redact_snapshot(whole, site, cache, standpoint)
    day = clock.choose_today(site.settings, today)
    organisation, problems = load_organisation(
        site.content, site.base, site.name, site.settings, drafts=preview, without=without
    )
    alignment, link_problems = build_alignment(organisation)
    # What is wrong inside drafts doesn't depend on the past, which is read for what is public.
    past = (
        Past() if drafts_only else read_past(site, organisation, cache, standpoint.repository if standpoint else None)
    )
    measures = measure_organisation(
        organisation, alignment, site.settings, day, collect_git_reports(past, organisation, day)
    )
    moved = collect_target_changes(past, organisation, day)
    opinions = run_checks(organisation, alignment, measures, site.settings)
    open_refs = find_open_objectives(organisation, measures)
    gaps = find_gaps(organisation, alignment, open_refs, find_dropped_objectives(organisation, measures))
    overlaps = find_overlaps(organisation, alignment, open_refs)
    # A remark names others, and nothing in a public file may name a draft; a preview shows them on its pages.
    remarks = (
        [] if preview else [*check_alignment(organisation, gaps, overlaps), *check_eased_targets(organisation, moved)]
    )
    found_problems = apply_severity_rules([*problems, *link_problems, *opinions, *remarks], site.settings.rules)
    commit = standpoint.commit[:COMMIT_LENGTH] if standpoint else find_head_commit(site.base)
    snapshot = Snapshot(
        site,
        organisation,
        alignment,
        measures,
        sort_problems(found_problems),
        day,
        commit,
        preview,
        gaps=gaps,
        overlaps=overlaps,
        past=past,
        target_changes=moved,
    )
    if organisation.draft_spans and not preview:
        return replace(snapshot, problems=sort_problems([*found_problems, *_collect_draft_problems(snapshot)]))
    return snapshot


def redact_snapshot(
    whole: Snapshot, site: Site, cache: Path | None = None, standpoint: AsOfCommit | None = None
) -> Snapshot:
    """Return a snapshot without what is internal, linked and measured anew; its problems are those of all of it."""
    site = replace(site, settings=replace(site.settings, audience="public", edit_url=""))
    day = whole.today
    organisation = redact_organisation(whole.organisation, whole.measures, site)
    alignment, _ = build_alignment(organisation)
    past = read_past(site, organisation, cache, standpoint.repository if standpoint else None)
    measures = measure_organisation(
        organisation, alignment, site.settings, day, collect_git_reports(past, organisation, day)
    )
    open_refs = find_open_objectives(organisation, measures)
    # Whether a goal links up to something that is internal is nobody's business here.
    gaps = find_gaps(organisation, alignment, open_refs, find_dropped_objectives(organisation, measures))
    gaps = replace(gaps, unaligned=(), on_purpose=(), pending=())
    return Snapshot(
        site,
        organisation,
        alignment,
        measures,
        sort_problems(map(_escalate_doubtful_mark, whole.problems)),
        day,
        None,
        whole.preview,
        gaps=gaps,
        overlaps=find_overlaps(organisation, alignment, open_refs),
        past=replace(past, notices=whole.past.notices),
        target_changes=collect_target_changes(past, organisation, day),
        withheld=collect_withheld_texts(whole.organisation, organisation),
    )


def _escalate_doubtful_mark(problem: Problem) -> Problem:
    """What may be a mark that nobody will heed is an error where something is to be withheld.

    It gets the code of an unread mark, which is one by itself: a file with it is left out where errors are isolated.
    YAML that isn't read may be a team file under another name, in which there is such a mark.
    """
    if problem.code == "OKR110":
        return replace(problem, severity="error")
    doubtful = problem.code == "OKR118" and any(word in problem.message.casefold() for word in ("audien", "visib"))
    return replace(problem, severity="error", code="OKR310") if doubtful else problem


def _collect_draft_problems(snapshot: Snapshot) -> list[Problem]:
    """What is wrong inside drafts, which only a reading with drafts can tell; it quotes them where they stand."""
    gone = snapshot.organisation.left_out
    with_drafts = take_snapshot(
        snapshot.site, snapshot.today, preview=True, drafts_only=True, without=gone.paths | gone.units
    )
    public = {id(problem) for problem in replace(with_drafts, organisation=snapshot.organisation).public_problems}
    return [problem for problem in with_drafts.problems if id(problem) not in public]


def read_snapshot(config: Path | None = None, today: date | None = None, *, preview: bool = False) -> Snapshot:
    """Read the site of a configuration file (default: the nearest mkdocs.yml).

    Raises:
        ConfigurationError: the configuration can't be used.
    """
    site = options.read_site(config or options.find_config(Path.cwd()))
    return take_snapshot(site, today, preview=preview)
