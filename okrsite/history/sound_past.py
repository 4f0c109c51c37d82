"""Whether a past that was kept can be one that git tells of an organisation.

A file in a cache may come from anybody, and later stages rely on what git's past is: former names become addresses of
pages, references are taken apart, units and cycles are looked up. So a forged past says what somebody could have
committed, and nothing else: no address that leads out of the site, no crash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from okrsite.amounts import Quantity
from okrsite.clock import FIRST_DAY, LAST_DAY
from okrsite.history.events import ChangeEvent
from okrsite.history.log import Commit
from okrsite.history.past import PastOfCommit
from okrsite.history.versions import PastValue
from okrsite.model.former_names import FormerNames
from okrsite.model.lengths import MAX_LINE
from okrsite.model.organisation import Organisation
from okrsite.sources.text import has_refused_characters

_WAYS = re.compile(r"[/\\:\n]")
"""What leads from one folder into another, on Windows too, and what stands in no name."""
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def is_sound_past(known: PastOfCommit, organisation: Organisation) -> bool:
    """Whether a past can be one of this organisation, as of some commit."""
    past = known.past
    return (
        _HASH.fullmatch(known.head) is not None
        and all(map(_HASH.fullmatch, (known.plain_files or {}).values()))
        and all(map(_is_day, past.file_days.values()))
        and not any(map(has_refused_characters, (text for said in past.notices for text in (said.message, said.hint))))
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
        if not (_is_sound_value(event.before) and _is_sound_value(event.after)):
            return False
    return (
        all(map(_is_sound_commit, commits.values()))
        and all(map(_is_ref, refs))
        and all(result is None or _is_name(result) for result in results)
        and all(map(_is_day, days))
    )


def _are_sound_names(former: FormerNames, organisation: Organisation) -> bool:
    there, units = organisation.objectives, organisation.units
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
        and all(map(_is_path, former.documents))
    )


def _is_sound_commit(commit: Commit) -> bool:
    texts = (commit.author, commit.subject)
    return (
        _HASH.fullmatch(commit.id) is not None and _is_day(commit.day) and not any(map(has_refused_characters, texts))
    )


def _is_day(day: date) -> bool:
    return FIRST_DAY <= day <= LAST_DAY


def _is_sound_value(value: PastValue) -> bool:
    texts = (value.unit, value.text) if isinstance(value, Quantity) else value if isinstance(value, tuple) else (value,)
    return not any(isinstance(text, str) and has_refused_characters(text) for text in texts)


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
