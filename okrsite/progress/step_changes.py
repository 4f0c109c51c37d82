"""What an edit of a key result's steps did: which came, went, got another day or another weight, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from okrsite.history.events import ChangeEvent
from okrsite.history.versions import PastValue
from okrsite.languages.words import Said, mark_sentence
from okrsite.model.objectives import KeyResult
from okrsite.number_style import format_shortest
from okrsite.progress.easing import POINT, Effect, choose_effect, judge_day
from okrsite.progress.past_shares import PastShares, parse_step_days, parse_step_weights


class StepChange(msgspec.Struct, frozen=True):
    """What became of one step."""

    title: str
    before: Said
    after: Said
    """`added` and `taken out` for one that came or went."""
    effect: Effect | None
    shares: tuple[float, float] | None
    """The key result's progress before and after all that was done to its steps at once."""


def list_step_changes(
    event: ChangeEvent, commit: Sequence[ChangeEvent], key_result: KeyResult, shares: PastShares | None, cycle_end: date
) -> Iterator[StepChange]:
    """Yield what one change did to each step; `commit` has all changes that were made at once.

    Without `shares` nothing is said of progress.
    """
    match event.kind:
        case "milestones":
            yield from _list_moves(event, key_result, shares)
        case "step days":
            yield from _list_days(event, commit, cycle_end)
        case "step weights":
            yield from _list_weights(event, commit, key_result, shares)


def _list_moves(event: ChangeEvent, key_result: KeyResult, shares: PastShares | None) -> Iterator[StepChange]:
    before, after = _list_titles(event.before), _list_titles(event.after)
    gone = [title for title in before if title not in after]
    new = [title for title in after if title not in before]
    renamed = min(len(gone), len(new)) if len(before) == len(after) else 0
    for old, title in zip(gone[:renamed], new[:renamed], strict=True):
        yield StepChange(title, old, title, None, None)
    jump = _measure_jump(shares, key_result, before, after)
    lifted = jump is not None and jump[1] > jump[0]
    for title in gone[renamed:]:
        yield StepChange(title, title, "taken out", "eased" if lifted or jump is None else None, jump)
    for title in new[renamed:]:
        yield StepChange(title, title, "added", "eased" if lifted else "raised", jump)


def _list_days(event: ChangeEvent, commit: Sequence[ChangeEvent], cycle_end: date) -> Iterator[StepChange]:
    old, new = parse_step_days(event.before), parse_step_days(event.after)
    for title in _list_kept(event, commit, {**old, **new}):
        days = old.get(title), new.get(title)
        if days[0] != days[1]:
            before, after = (day.isoformat() if day else mark_sentence("the cycle's end") for day in days)
            yield StepChange(title, before, after, judge_day(days[0] or cycle_end, days[1] or cycle_end), None)


def _list_weights(
    event: ChangeEvent, commit: Sequence[ChangeEvent], key_result: KeyResult, shares: PastShares | None
) -> Iterator[StepChange]:
    old, new = parse_step_weights(event.before), parse_step_weights(event.after)
    titles = [step.title for step in key_result.milestones]
    jump = _measure_jump(shares, key_result, titles, titles)
    effect = choose_effect(eased=jump[1] > jump[0], raised=jump[1] < jump[0]) if jump else None
    for title in _list_kept(event, commit, {**old, **new}):
        weights = old.get(title, 1.0), new.get(title, 1.0)
        if weights[0] != weights[1]:
            before, after = map(format_shortest, weights)
            yield StepChange(title, before, after, effect, jump)


def _list_kept(event: ChangeEvent, commit: Sequence[ChangeEvent], titles: dict[str, object]) -> list[str]:
    """Return which steps were there before and after: of others it is told that they came or went."""
    moved = [one for one in commit if one.kind == "milestones" and one.result == event.result]
    changed = {title for one in moved for title in {*_list_titles(one.before)} ^ {*_list_titles(one.after)}}
    return [title for title in titles if title not in changed]


def _list_titles(told: PastValue) -> tuple[str, ...]:
    return told if isinstance(told, tuple) else ()


def _measure_jump(
    shares: PastShares | None, key_result: KeyResult, before: Sequence[str], after: Sequence[str]
) -> tuple[float, float] | None:
    """Return the progress before and after; None where it isn't known, or nobody would see a difference."""
    old = shares.measure_steps(key_result, before, after=False) if shares else None
    new = shares.measure_steps(key_result, after, after=True) if shares else None
    return (old, new) if old is not None and new is not None and abs(new - old) >= POINT else None
