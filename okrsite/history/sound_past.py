"""Whether a past that was kept can be one that git tells of an organisation.

A file in a cache may come from anybody, and later stages rely on what git's past is: former names become addresses of
pages, references are taken apart, units and cycles are looked up. So a forged past says what somebody could have
committed, and nothing else: no address that leads out of the site, no crash.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsite.history.compare import OF_KEY_RESULTS, OF_OBJECTIVES
from okrsite.history.diagnostics import HistoryNotice, is_about_unreadable_versions
from okrsite.history.events import ChangeEvent
from okrsite.history.log import MAX_AUTHOR, Commit, clean_git_text
from okrsite.history.past import PastOfCommit
from okrsite.history.sound_values import is_known_day, is_sound_value
from okrsite.late_patterns import compile_late
from okrsite.model.former_names import FormerNames
from okrsite.model.lengths import MAX_LINE
from okrsite.model.organisation import Organisation
from okrsite.sources.text import has_refused_characters

_WAYS = compile_late(r"[/\\:\n]")
"""What leads from one folder into another, on Windows too, and what stands in no name."""
_HASH = compile_late(r"[0-9a-f]{40}|[0-9a-f]{64}")


def is_sound_past(known: PastOfCommit, organisation: Organisation) -> bool:
    """Whether a past can be one of this organisation, as of some commit."""
    past = known.past
    return (
        _HASH.fullmatch(known.head) is not None
        and all(map(_HASH.fullmatch, (known.plain_files or {}).values()))
        and all(map(is_known_day, past.file_days.values()))
        and all(map(_is_sound_notice, past.notices))
        and _are_sound_events(past.events)
        and _are_sound_names(past.former, organisation)
    )


def _are_sound_events(events: Iterable[ChangeEvent]) -> bool:
    # Of thousands of events few have another commit, objective or key result than the one before.
    commits: dict[str, Commit] = {}
    refs, results, days = set[str](), set[str | None](), set[date]()
    for event in events:
        commits[event.commit.id] = event.commit
        refs.add(event.ref)
        results.add(event.result)
        days.add(event.arrived)
        kinds = OF_OBJECTIVES if event.result is None else OF_KEY_RESULTS
        if event.kind not in kinds or not all(
            is_sound_value(event.kind, value) for value in (event.before, event.after)
        ):
            return False
    return (
        all(map(_is_sound_commit, commits.values()))
        and all(map(_is_ref, refs))
        and all(result is None or _is_name(result) for result in results)
        and all(map(is_known_day, days))
    )


def _are_sound_names(former: FormerNames, organisation: Organisation) -> bool:
    there, units = organisation.objectives, organisation.units
    documents = {page.place.path for page in organisation.documents}
    documents |= {memo.place.path for memo in organisation.memos}
    return (
        not former.typed_units
        and all(_is_ref(old) and now in there for old, now in former.objectives.items())
        and all(
            ref.objective in there and _is_name(ref.id) and there[ref.objective].find_key_result(now)
            for ref, now in former.key_results.items()
        )
        and all(ref in there and all(map(_is_anchor, anchors)) for ref, anchors in former.anchors.items())
        and all(_is_name(old) and now in units for old, now in former.units.items())
        and all(
            _is_path(address) and unit in units and (not cycle or cycle in organisation.cycles)
            for address, (unit, cycle) in former.pages.items()
        )
        and documents.issuperset(former.documents.values())
        and all(map(_is_path, former.documents))
    )


def _is_sound_commit(commit: Commit) -> bool:
    return (
        _HASH.fullmatch(commit.id) is not None
        and is_known_day(commit.day)
        and clean_git_text(commit.author, MAX_AUTHOR) == commit.author
        and clean_git_text(commit.subject) == commit.subject
    )


def _is_sound_notice(notice: HistoryNotice) -> bool:
    return is_about_unreadable_versions(notice) and not has_refused_characters(notice.message)


def _is_ref(text: str) -> bool:
    parts = text.split("/")
    return len(parts) == 3 and all(map(_is_name, parts))  # unit, cycle and objective


def _is_path(text: str) -> bool:
    return all(map(_is_name, text.split("/")))


def _is_anchor(text: str) -> bool:
    return not text or _is_name(text)


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a file or of a folder, and no way out of one."""
    is_short = 0 < len(text) <= MAX_LINE
    return is_short and text not in (".", "..") and not _WAYS.search(text) and not has_refused_characters(text)
