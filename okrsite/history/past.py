"""The past of every goal, from git: what changed, when, by whom, and in whose words.

One pass over the log, one over the versions. Everything is named as it is today, however often it was moved or renamed.
Only what was public then and isn't a draft today appears.
"""

from __future__ import annotations

import gc
import posixpath
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from okrsite.history import diagnostics
from okrsite.history.attribution import attribute_changes
from okrsite.history.compare import DetectedChange, diff_objectives
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.events import ChangeEvent, LeftOutObjective, Past
from okrsite.history.former import FormerPages, collect_former_names, follow_uncommitted_renames
from okrsite.history.former_documents import FormerDocuments
from okrsite.history.git import GitError, Repository, open_repository
from okrsite.history.identity import IdentifiedChange, IdentityTracker
from okrsite.history.log import BranchStep, Commit, LoggedCommit, list_branch_steps, read_log
from okrsite.history.normalise import ValueNormaliser
from okrsite.history.numbered_names import NumberedNames
from okrsite.history.redaction import redact_past
from okrsite.history.replay import CommitReplay
from okrsite.history.version_store import VersionStore
from okrsite.model.organisation import Organisation
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.refs import ObjectiveRef
from okrsite.settings import Site


def read_past(
    site: Site,
    organisation: Organisation,
    cache: Path | None = None,
    standpoint: Repository | None = None,
    parsed: ParsedFiles | None = None,
    wanted: Collection[ObjectiveRef] = (),
) -> Past:
    """Return what git remembers of the content folder; never raises for anything that is the matter with git.

    Args:
        site: Where the content is, and the settings by which old versions are read: today's.
        organisation: Today's; it says what things are called, who is who, and what is a draft. For the public, the
            part that is shown.
        cache: A folder for versions that were read (`.okrsite/cache`); with and without it the past is the same.
        standpoint: The repository as seen from an earlier commit; None for what is checked out.
        parsed: Files that were parsed for the organisation: versions of the same bytes are not parsed again.
        wanted: Objectives of which `last_read` is to say what they were like.
    """
    repository = standpoint or open_repository(site.content)
    if isinstance(repository, HistoryNotice):
        return Past(notices=(repository,))
    versions = read_versions(site, repository, cache, parsed)
    if isinstance(versions, HistoryNotice):
        return Past(notices=(versions,))
    return replay_versions(versions, site, organisation, wanted).past


class ReadVersions(msgspec.Struct, frozen=True):
    """What git has of the content: nothing of today is part of it but the settings."""

    repository: Repository
    logged: list[LoggedCommit]
    store: VersionStore


class PastOfCommit(msgspec.Struct, frozen=True):
    """The past as of a commit, and what more is known of it than is told."""

    past: Past
    head: str
    """The commit."""
    plain_files: Mapping[str, str] | None
    """The blobs of files that count for themselves alone, by path inside the content folder.

    If one is edited in place, its two versions tell all that is new. None where that holds for no file.
    """


def read_versions(
    site: Site, repository: Repository, cache: Path | None, parsed: ParsedFiles | None
) -> ReadVersions | HistoryNotice:
    """Read the log and all versions that it names, or return why there are none; arguments as of `read_past`."""
    with pause_garbage_collection():
        store = VersionStore(site.settings, cache)
        try:
            logged = read_log(repository, ZoneInfo(site.settings.timezone))
            store.load_versions(repository, logged, parsed)
        except GitError as error:
            return diagnostics.create_git_failure_notice(str(error))
        if not any(logged_commit.changes for logged_commit in logged):
            return diagnostics.NOT_TRACKED
        return ReadVersions(repository, logged, store)


def replay_versions(
    versions: ReadVersions, site: Site, organisation: Organisation, wanted: Collection[ObjectiveRef] = ()
) -> PastOfCommit:
    """Return what versions say of an organisation; arguments as of `read_past`."""
    with pause_garbage_collection():
        return _replay_log(versions.repository, site, organisation, versions.logged, versions.store, wanted)


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Keep Python from looking for garbage in circles: here everything that is made is kept, and nothing is one.

    It would look through all that was made, again and again, and take longer than the work itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _replay_log(
    repository: Repository,
    site: Site,
    organisation: Organisation,
    logged: list[LoggedCommit],
    store: VersionStore,
    wanted: Collection[ObjectiveRef],
) -> PastOfCommit:
    prefix = posixpath.normpath(site.content_prefix)
    public = site.settings.audience == "public"
    meaning = ValueNormaliser(organisation, prefix, public=public)
    replay = CommitReplay(store, collect_aliases(organisation), public=public)
    lines = IdentityTracker()
    pages, documents = FormerPages(), FormerDocuments(store, prefix)
    numbers = None if public else NumberedNames(logged, prefix)
    file_days: dict[str, date] = {}
    read_days: dict[str, date] = {}
    blobs: dict[str, str] = {}
    for arrival in list_branch_steps(logged, repository.head):
        if not arrival.step.changes:
            continue
        for file in arrival.step.changes:  # two files may have changed places
            blobs.pop(file.old_path or "", None)
        blobs |= {file.path: file.after for file in arrival.step.changes if file.path and file.after}
        documents.record_commit(replay, arrival.step.changes)
        pairs = replay.apply_commit(arrival.step.changes)
        read_days |= dict.fromkeys(replay.read_paths, arrival.step.commit.day)
        lines.follow_renames(pairs)
        if numbers is not None:
            numbers.record_commit(arrival.step.changes, pairs, lines)
        pages.record_commit(replay, arrival.step.changes, pairs)
        # Where a shallow clone begins, everything seems to be new.
        if arrival.step.parents or not repository.shallow:
            for file in arrival.step.changes:
                if file.path is not None:
                    file_days[posixpath.normpath(f"{prefix}/{file.path}")] = arrival.step.commit.day
            detected = [change for pair in pairs for change in diff_objectives(pair, meaning)]
            lines.record_changes(
                attribute_changes(arrival.step.commit, detected, diff_merged_commits(arrival, replay, meaning)),
                arrival.step.commit.day,
            )
    # For the public, what isn't committed yet can't be told from what was kept back before.
    moves = None if public else follow_uncommitted_renames(lines, replay, organisation, pages)
    moved = not public and documents.follow_uncommitted_renames(site, organisation)
    said = (diagnostics.SHALLOW if repository.shallow else None, store.find_unreadable_versions(logged))
    past = build_past(lines, organisation, replay, tuple(notice for notice in said if notice))
    past = replace(past, file_days=file_days, last_read=dict(replay.list_last_read(wanted)))
    if public:
        past = redact_past(past, organisation)
    elif organisation.left_out:
        past = replace(past, left_out=tuple(_list_left_out(organisation, replay, prefix, read_days)))
    if numbers is not None:
        past = replace(past, numbers=numbers.collect())
    former = replace(
        collect_former_names(lines, pages, organisation, past.by_objective), documents=documents.collect(organisation)
    )
    unknown = moves or () if repository.shallow else ()
    past = replace(past, former=former, has_renames=moves is not None or moved, unknown_moves=unknown)
    is_plain = not (public or repository.shallow or wanted or past.has_renames or past.left_out)
    if not is_plain or numbers is None or not numbers.is_empty or not documents.has_all(organisation):
        return PastOfCommit(past, repository.head, None)
    return PastOfCommit(past, repository.head, dict(_list_plain_files(blobs, store, replay, pages)))


def _list_plain_files(
    blobs: Mapping[str, str], store: VersionStore, replay: CommitReplay, pages: FormerPages
) -> Iterator[tuple[str, str]]:
    """Yield path and blob of each file that counts for itself alone; see `PastOfCommit`."""
    for path, blob in blobs.items():
        file = store.classify_path(path)
        if file and replay.is_shown_alone(file, path, blob) and pages.has_page(path, file.unit, file.cycle):
            yield path, blob


def _list_left_out(
    organisation: Organisation, replay: CommitReplay, prefix: str, read_days: Mapping[str, date]
) -> Iterator[LeftOutObjective]:
    """Yield the objectives that an organisation lacks because something of their files can't be read."""
    for unit, cycle in sorted(organisation.left_out.cycles):
        if unit in organisation.left_out.units:  # it may be one that is kept back
            continue
        for located in replay.list_slot_objectives(unit, cycle):
            day = read_days.get(located.path)
            if day and located.ref not in organisation.objectives and located.ref not in organisation.drafts:
                path = posixpath.normpath(f"{prefix}/{located.path}")
                yield LeftOutObjective(unit, cycle, path, day, located.objective)


def diff_merged_commits(
    arrival: BranchStep, replay: CommitReplay, meaning: ValueNormaliser
) -> list[tuple[Commit, list[DetectedChange]]]:
    """Return what each commit changed that a merge brought."""
    return [
        (
            logged_commit.commit,
            [
                change
                for pair in replay.compare_side_commit(logged_commit.changes)
                for change in diff_objectives(pair, meaning)
            ],
        )
        for logged_commit in arrival.merged
        # A merge inside a merged branch made nothing itself, or settled something: then the outer merge is credited.
        if len(logged_commit.parents) < 2
    ]


def collect_aliases(organisation: Organisation) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return today's earlier ids of objectives, by cycle and id."""
    return {
        (objective.cycle, objective.id): objective.aliases
        for objective in organisation.objectives.values()
        if objective.aliases
    }


def build_past(
    lines: IdentityTracker, organisation: Organisation, replay: CommitReplay, said: tuple[HistoryNotice, ...]
) -> Past:
    """Return what changed on the lines of objectives, under the names of today."""
    today = _map_aliases(organisation)
    events: list[ChangeEvent] = []
    by_objective: dict[ObjectiveRef, list[ChangeEvent]] = {}
    for entry in lines.changes:
        ref = entry.objective.ref
        if ref not in organisation.objectives:
            ref = today.get(ref, ref)
            is_gone = replay.is_hidden(ref.unit) or organisation.left_out.has_objective(ref.unit, ref.cycle)
            if is_gone and ref not in organisation.objectives:
                continue
        if ref in organisation.drafts:
            continue
        event = ChangeEvent(
            entry.change.kind, ref, _resolve_key_result_id(entry, ref, organisation), entry.commit, entry.arrived,
            entry.change.before, entry.change.after,
        )  # fmt: skip
        events.append(event)
        by_objective.setdefault(ref, []).append(event)
    return Past(tuple(events), said, {ref: tuple(change_events) for ref, change_events in sorted(by_objective.items())})


def _map_aliases(organisation: Organisation) -> dict[ObjectiveRef, ObjectiveRef]:
    """Return today's references by those that aliases declare: a name that changed in two commits is one line too."""
    return {
        ObjectiveRef.create(objective.unit, objective.cycle, alias): objective.ref
        for objective in organisation.objectives.values()
        for alias in objective.aliases
    }


def _resolve_key_result_id(entry: IdentifiedChange, ref: ObjectiveRef, organisation: Organisation) -> str | None:
    if entry.result is None:
        return None
    objective = organisation.objectives.get(ref)
    known = objective.find_key_result(entry.result.id) if objective else None
    return known.id if known else entry.result.id
