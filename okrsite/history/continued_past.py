"""The past of an earlier run, and what few commits have added to it since: only ever an optimisation.

Most commits edit files in place: a report, a number, a sentence. Decides which commits do nothing else, so that the two
versions of each file tell all that is new. After any other, such as one that renames or adds a goal, everything is
replayed from the first commit on.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from okrsite.history.attribution import attribute_changes
from okrsite.history.compare import ObjectivePair, diff_objectives
from okrsite.history.events import ChangeEvent, Past
from okrsite.history.git import GitError, Repository
from okrsite.history.identity import IdentityTracker
from okrsite.history.log import BranchStep, FileChange, list_branch_steps, read_log
from okrsite.history.normalise import ValueNormaliser
from okrsite.history.numbered_names import has_checkin_files
from okrsite.history.past import (
    PastOfCommit,
    build_past,
    collect_aliases,
    diff_merged_commits,
    pause_garbage_collection,
)
from okrsite.history.replay import CommitReplay
from okrsite.history.version_store import VersionStore
from okrsite.model.organisation import Organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.refs import ObjectiveRef
from okrsite.settings import Site

_MOST_STEPS = 100
"""Commits since; more are rare, and may as well be replayed with all others."""


def continue_past(
    known: PastOfCommit,
    site: Site,
    organisation: Organisation,
    repository: Repository,
    cache: Path | None = None,
    parsed: ParsedFiles | None = None,
) -> PastOfCommit | None:
    """Return what `replay_versions` would of the same; None where that has to be found out anew.

    Args:
        known: The past of an earlier commit, for an organisation with the same names; not for the public.
        site: Where the content is.
        organisation: Today's.
        repository: The repository as it is now.
        cache: A folder for versions that are read.
        parsed: Files that were parsed for the organisation.
    """
    if repository.shallow or known.plain_files is None:
        return None
    if repository.head == known.head:
        return known
    with pause_garbage_collection():
        store = VersionStore(site.settings, cache, adds_only=True)
        try:
            logged = read_log(repository, ZoneInfo(site.settings.timezone), known.head)
            steps = list_branch_steps(logged, repository.head)
            if not steps or steps[0].step.parents[:1] != (known.head,) or len(steps) > _MOST_STEPS:
                return None
            plain = _follow_plain_files(known.plain_files, steps, store)
            if plain is None or has_checkin_files(logged):
                return None
            store.load_versions(repository, logged, parsed)
        except GitError:
            return None
        if store.find_unreadable_versions(logged) is not None or not _are_shown(steps, store):
            return None
        events = _replay_steps(known.plain_files, steps, store, site, organisation)
        if events is None:
            return None
        days = _list_file_days(steps, posixpath.normpath(site.content_prefix))
        return PastOfCommit(_add_events(known.past, events, days), repository.head, plain)


def _follow_plain_files(
    known: Mapping[str, str], steps: Iterable[BranchStep], store: VersionStore
) -> dict[str, str] | None:
    """Return the plain files after some steps; None where these do more than edit such files in place."""
    plain = dict(known)
    for arrival in steps:
        for change in arrival.step.changes:
            if store.classify_path(change.path) or store.classify_path(change.old_path):
                if change.path is None or change.after is None or change.old_path != change.path:
                    return None
                if plain.get(change.path) != change.before:
                    return None
                plain[change.path] = change.after
            elif change.old_path != change.path and (store.find_page(change.path) or store.find_page(change.old_path)):
                return None
    return plain


def _are_shown(steps: Iterable[BranchStep], store: VersionStore) -> bool:
    """Whether no version before or after a change of the branch is a draft, or can't be read."""
    for arrival in steps:
        for change in arrival.step.changes:
            file = store.classify_path(change.path)
            versions = [store.get_version(blob, file) for blob in (change.before, change.after)] if file else []
            if any(version is None or version.draft for version in versions):
                return False
    return True


def _replay_steps(
    known: Mapping[str, str], steps: Sequence[BranchStep], store: VersionStore, site: Site, organisation: Organisation
) -> tuple[ChangeEvent, ...] | None:
    """Return what changed in some steps; None where anything came, went or has another name since."""
    replay, lines = CommitReplay(store, collect_aliases(organisation)), IdentityTracker()
    touched = {change.path for arrival in steps for change in arrival.step.changes if change.path in known}
    before = [FileChange(None, None, path, known[path]) for path in sorted(filter(None, touched))]
    lines.follow_renames(replay.apply_commit(before))
    meaning = ValueNormaliser(organisation, posixpath.normpath(site.content_prefix))
    for arrival in steps:
        if not arrival.step.changes:
            continue
        pairs = replay.apply_commit(arrival.step.changes)
        if not all(map(_has_same_names, pairs)):
            return None
        lines.follow_renames(pairs)
        detected = [change for pair in pairs for change in diff_objectives(pair, meaning)]
        commit = arrival.step.commit
        merged = diff_merged_commits(arrival, replay, meaning)
        lines.record_changes(attribute_changes(commit, detected, merged), commit.day)
    events = build_past(lines, organisation, replay, ()).events
    # A former title leads to its objective's page.
    return None if any(event.kind == "title" and event.result is None for event in events) else events


def _has_same_names(pair: ObjectivePair) -> bool:
    """Whether an objective and all its key results are there before and after, and are called the same."""
    old, new = pair.before, pair.after
    if old is None or new is None or old.ref != new.ref or old.objective.numbered or new.objective.numbered:
        return False
    return all(one and other and one.id == other.id for one, other in pair.results)


def _list_file_days(steps: Iterable[BranchStep], prefix: str) -> dict[str, date]:
    return {
        posixpath.normpath(f"{prefix}/{change.path}"): arrival.step.commit.day
        for arrival in steps
        for change in arrival.step.changes
        if change.path is not None
    }


def _add_events(past: Past, events: tuple[ChangeEvent, ...], days: Mapping[str, date]) -> Past:
    by_objective = dict(past.by_objective)
    new: dict[ObjectiveRef, list[ChangeEvent]] = {}
    for event in events:
        new.setdefault(event.ref, []).append(event)
    for ref, added in new.items():
        by_objective[ref] = (*by_objective.get(ref, ()), *added)
    if len(by_objective) > len(past.by_objective):
        by_objective = dict(sorted(by_objective.items()))
    return replace(
        past, events=(*past.events, *events), by_objective=by_objective, file_days={**past.file_days, **days}
    )
