"""Each change as a sentence: pieces of ours, and pieces that an author typed, which every writer escapes in its way."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from okrsite.feeds.diff_records import (
    ChangeKind,
    ComparedAddress,
    ComparedChange,
    ComparedFinding,
    ComparedGap,
    ComparedMeasure,
    ContentDifference,
)
from okrsite.number_style import format_decimals, format_english_plural, round_half_up

MAX_NAMED = 5
"""How many key results or goals of an objective are named."""
_KINDS: dict[ChangeKind, str] = {
    "added": "New {}",
    "removed": "{} taken out",
    "published": "Draft published: {}",
    "withdrawn": "Back to draft: {}",
    "moved": "{} renamed",
    "changed": "{} changed",
}
_LABELS = {
    "to": "Target",
    "from": "Start",
    "keep": "Range",
    "due": "Due date",
    "now": "Value",
    "measure": "Kind of measure",
    "unit": "Unit of measure",
    "phases": "Interim targets",
    "kpi": "KPI",
    "title": "Title",
    "id": "Id",
    "contributes_to": "Goal",
    "unaligned": "Reason for no goal",
    "differs_from": "Difference",
    "with": "Joint work",
    "body": "Text",
}
_VERBS = {
    "contributes_to": "contributes to",
    "supports": "supports",
    "depends_on": "depends on",
    "continues": "continues",
}
_MEASURES = {
    "progress": "progress",
    "aligned": "what contributes to it",
    "supported": "what supports it",
    "covered": "promised below it",
    "status": "status",
}
_GAPS = {
    "unaligned": "links to no goal",
    "unserved": "is served by nobody",
    "skipped": "passes by",
    "unlinked": "has no link with",
    "unconfirmed": "waits for an answer from",
}


class Typed(msgspec.Struct, frozen=True):
    """A piece that an author typed."""

    text: str
    ref: str | None = None
    """What it is the title of, where that has a page after the change."""


class Sentence(msgspec.Struct, frozen=True):
    """One thing to say."""

    head: str
    """What it is about, in words of ours; may be empty."""
    pieces: tuple[str | Typed, ...]


class Section(msgspec.Struct, frozen=True):
    """What belongs together."""

    title: str
    sentences: tuple[Sentence, ...]


def list_sections(difference: ContentDifference) -> list[Section]:
    """Return everything that is different, in sections, but for those with nothing in them."""
    goals = ("objective", "key result", "link", "confirmation", "check-in")
    changes = [(change.subject in goals, describe_change(change)) for change in difference.changes]
    sections = (
        Section("Goals", tuple(sentence for is_goal, sentence in changes if is_goal)),
        Section("Around the goals", tuple(sentence for is_goal, sentence in changes if not is_goal)),
        Section("Numbers that follow", tuple(map(describe_measure, difference.measures))),
        Section("Gaps", tuple(map(describe_gap, difference.gaps))),
        Section("Problems", tuple(map(describe_finding, difference.problems))),
        Section("Addresses that move", tuple(map(describe_address, difference.addresses))),
    )
    return [section for section in sections if section.sentences]


def summarise_difference(difference: ContentDifference) -> str:
    """Return in a sentence how much is different."""
    gaps, problems = ([item.change for item in items] for items in (difference.gaps, difference.problems))
    effects = [change.effect for change in difference.changes]
    counts = (
        (len(difference.changes), "change", "changes"),
        (effects.count("eased"), "of them eases a goal", "of them ease goals"),
        (effects.count("raised"), "of them raises a goal", "of them raise goals"),
        (len(difference.measures), "number that follows", "numbers that follow"),
        (gaps.count("new"), "new gap", "new gaps"),
        (gaps.count("mended"), "mended gap", "mended gaps"),
        (problems.count("new"), "new problem", "new problems"),
        (problems.count("mended"), "mended problem", "mended problems"),
        (len(difference.addresses), "address that moves", "addresses that move"),
    )
    told = [format_english_plural(number, one, several) for number, one, several in counts if number]
    return f"{', '.join(told)}." if told else "Nothing changes about goals."


def describe_change(change: ComparedChange) -> Sentence:
    """Return a change as a sentence."""
    if change.subject == "link":
        return _describe_link(change)
    title: tuple[str | Typed, ...] = (Typed(change.title, change.after_ref), *_add_within(change.within))
    if change.subject == "confirmation":
        head = "Dependency confirmed" if change.kind == "added" else "Dependency not confirmed any more"
        return Sentence(head, (*title, " on ", Typed(change.after or change.before or "")))
    if change.subject == "check-in":
        heads = {"added": "New check-in", "removed": "Check-in taken out", "changed": "Check-in changed"}
        return Sentence(heads[change.kind], (*title, ": ", Typed(change.after or change.before or "")))
    if change.subject == "setting":
        return Sentence("Setting changed", (Typed(change.title), *_tell_values(change)))
    subject = change.subject if change.subject == "KPI" else change.subject.capitalize()
    if change.kind == "changed":
        effect = f" {change.effect}" if change.effect else ""
        field = change.field or ""
        if field == "audience" and "public" in (change.before, change.after):
            seen = "Visible to the public" if change.after == "public" else "Hidden from the public"
            return Sentence(f"{seen} ({change.subject})", (*title, *_tell_values(change)))
        head = f"{_LABELS.get(field, field.replace('_', ' ').capitalize())}{effect} ({change.subject})"
        return Sentence(head, (*title, *_tell_values(change)))
    if change.kind == "moved":
        return Sentence(f"{subject} renamed", (*title, *_tell_values(change)))
    word = change.subject if change.kind == "added" else subject
    head = _KINDS[change.kind].format(change.subject if change.kind in ("published", "withdrawn") else word)
    goals = _list_titles(", for ", change.goals)
    return Sentence(head, (*title, *goals, *_list_titles("; key results: ", change.parts)))


def _describe_link(change: ComparedChange) -> Sentence:
    title = (Typed(change.title, change.after_ref), *_add_within(change.within))
    if change.kind == "changed":
        told = tuple(
            _VERBS.get(said or "", said) if change.field == "kind" else said for said in (change.before, change.after)
        )
        values = Typed(told[0] or "nothing"), " → ", Typed(told[1] or "nothing")
        label = {"kind": "kind", "share": "share", "because": "reason"}[change.field or ""]
        return Sentence(f"Link changed, {label}", (*title, " to ", Typed(change.other or ""), ": ", *values))
    verb = _VERBS[change.field or ""]
    if change.kind == "added":
        return Sentence("New link", (*title, f" {verb} ", Typed(change.after or "", change.other)))
    return Sentence("Link taken out", (*title, f" {verb} ", Typed(change.before or ""), " no longer"))


def _add_within(within: str) -> tuple[str | Typed, ...]:
    return (" (", Typed(within), ")") if within else ()


def _tell_values(change: ComparedChange) -> tuple[str | Typed, ...]:
    if change.before is None and change.after is None:
        return (": rewritten",)
    before, after = (Typed(said) if said is not None else "nothing" for said in (change.before, change.after))
    return ": ", before, " → ", after


def _list_titles(beginning: str, titles: tuple[str, ...]) -> Iterator[str | Typed]:
    for place, title in enumerate(titles[:MAX_NAMED]):
        yield ", " if place else beginning
        yield Typed(title)
    if len(titles) > MAX_NAMED:
        yield f" and {len(titles) - MAX_NAMED} more"


def describe_measure(change: ComparedMeasure) -> Sentence:
    """Return a number that changed as a sentence."""
    told = _tell_shares(change.before, change.after)
    pieces = (Typed(change.title, change.ref), *_add_within(change.within), f", {_MEASURES[change.measure]}: {told}")
    return Sentence("", pieces)


def _tell_shares(before: float | str | None, after: float | str | None) -> str:
    """Return two shares as percent, with as many decimals as it takes to tell them apart, at most two; or two words."""
    texts = ["", ""]
    for decimals in range(3):
        texts = [
            said
            if isinstance(said, str)
            else "no data"
            if said is None
            else f"{format_decimals(round_half_up(said * 100 * 10**decimals) / 10**decimals, decimals)}%"
            for said in (before, after)
        ]
        if texts[0] != texts[1]:
            break
    return " → ".join(texts)


def describe_gap(gap: ComparedGap) -> Sentence:
    """Return a gap that is new or mended as a sentence."""
    pieces: tuple[str | Typed, ...] = (Typed(gap.title, gap.ref), *_add_within(gap.within), f" {_GAPS[gap.kind]}")
    return Sentence(f"{gap.change.capitalize()} gap", (*pieces, *((" ", Typed(gap.other)) if gap.other else ())))


def describe_finding(finding: ComparedFinding) -> Sentence:
    """Return a problem that is new or mended as a sentence."""
    problem = finding.problem
    place = Typed(f"{problem.path}:{problem.line}")
    head = (
        f"{finding.change.capitalize()} {'remark' if problem.severity == 'info' else problem.severity} {problem.code}"
    )
    return Sentence(head, (place, " ", Typed(problem.message)))


def describe_address(address: ComparedAddress) -> Sentence:
    """Return an address that moved as a sentence."""
    ending = "" if address.leads_on else ", where the old one leads nowhere"
    return Sentence("", (Typed(address.before), " → ", Typed(address.after), ending))
