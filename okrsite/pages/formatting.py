"""Numbers as readers see them: bars, statuses, and what a key result says in half a line."""

from __future__ import annotations

from okrsite.model.audience import ALL
from okrsite.model.objectives import LEVEL_NAMES, KeyResult
from okrsite.pages.views import BarView, StatusView, StepView
from okrsite.pages.wording import describe_pace, find_status_key, format_long_day, format_percent
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.status import Status
from okrsite.sources.numbers import Range, render_quantity

KIND_WORDS = {
    "reach": "from a start to a target",
    "keep": "kept in a range",
    "milestones": "milestones",
    "yes-no": "done or not",
    "levels": "levels",
    None: "not measurable yet",
}


def build_status_view(status: Status) -> StatusView:
    """Return a status as readers see it."""
    differs = status.computed if status.computed and status.computed != status.shown else ""
    said = f"{status.shown.capitalize()}: {status.why}."
    # The reason for a person's word names what the numbers say by itself.
    if differs and differs not in status.why:
        said += f" The numbers alone say {differs}."
    return StatusView(status.shown.capitalize(), find_status_key(status.shown), status.why, differs, said)


def build_bar_view(progress: float | None, expected: float | None, status: str = "") -> BarView:
    """Return a bar; nothing is expected of what is closed, and nothing yet of what hasn't begun."""
    if status in ("done", "dropped", "paused", "not started"):
        expected = None
    known = _clamp_or_none(progress)
    due = _clamp_or_none(expected)
    words = "No data yet" if progress is None else f"{format_percent(progress)} of the way"
    if due is not None:
        words += f", {format_percent(due)} expected by today"
    return BarView(
        text=format_percent(progress),
        label=words,
        fill=_format_width(known or 0.0),
        gap=_format_width(due - known) if known is not None and due is not None and due - known >= 0.005 else "",
        tick="" if not due or due < 0.005 else _format_width(due),
        pace=describe_pace(known, due),
    )


def _clamp_or_none(share: float | None) -> float | None:
    return None if share is None else min(1.0, max(0.0, share))


def _format_width(share: float) -> str:
    return f"{share * 100:.1f}".rstrip("0").rstrip(".") or "0"


def format_grade(grade: float | None) -> str:
    """Return a grade as people write it: `0.7`; empty for none."""
    return "" if grade is None else f"{grade:.2f}".removesuffix("0")


def format_quantity(value: float | None, unit: str) -> str:
    """Return a value with its unit, `–` for none."""
    return "–" if value is None else render_quantity(value, unit).replace("-", "−", 1 if value < 0 else 0)


def format_range(keep: Range | None, unit: str) -> str:
    """Return a range as people write it: `≤ 12`, `≥ 99.95%`, `5 to 8 days`."""
    if keep is None:
        return "–"
    if keep.low is None or keep.high is None:
        bound = keep.low if keep.high is None else keep.high
        return f"{'≥' if keep.high is None else '≤'} {format_quantity(bound, unit)}"
    return f"{_format_without_unit(keep.low, unit)} to {format_quantity(keep.high, unit)}"


def summarise_key_result(key_result: KeyResult, standing: CurrentValues) -> str:
    """Say what a key result is about in half a line: `71 → 82%, now 78.2%`."""
    now = format_quantity(standing.now.value, key_result.unit) if standing.now else ""
    match key_result.kind:
        case "reach":
            target = format_quantity(key_result.target.value if key_result.target else None, key_result.unit)
            start = f"{_format_without_unit(standing.start.value, key_result.unit)} → " if standing.start else "to "
            return f"{start}{target}" + (f", now {now}" if now else ", no value yet")
        case "keep":
            return f"keep {format_range(key_result.keep, key_result.unit)}" + (
                f", now {now}" if now else ", no value yet"
            )
        case "milestones":
            return f"{sum(step.done for step in key_result.milestones)} of {len(key_result.milestones)}"
        case "yes-no":
            return {True: "done", False: "not done yet", None: "nothing said yet"}[key_result.done]
        case "levels":
            return _format_level(standing.level)
    if key_result.withheld:
        return "" if ALL in key_result.audience else "its numbers are not shown here"
    return "nothing says yet how this is measured"


def _format_level(level: str | None) -> str:
    if level is None:
        return "no level named yet"
    return "no level reached yet" if level == "none" else f"level “{level}” reached"


def _format_without_unit(value: float, unit: str) -> str:
    """A start without its unit, which stands behind the target; money keeps its sign, which stands before."""
    written = format_quantity(value, unit)
    return format_quantity(value, "") if written.lstrip("−")[:1].isdigit() else written


def build_steps(key_result: KeyResult, standing: CurrentValues) -> tuple[StepView, ...]:
    """Return what stands between the start and the end of a key result: milestones, levels or phases."""
    if key_result.kind == "milestones":
        return tuple(
            StepView(
                step.title,
                ", ".join(
                    filter(
                        None,
                        (
                            f"due {format_long_day(step.due)}" if step.due else "",
                            f"weight {step.weight:g}" if step.weight != 1 else "",
                        ),
                    )
                ),
                step.done,
            )
            for step in key_result.milestones
        )
    if key_result.kind == "levels":
        reached = LEVEL_NAMES.index(standing.level) if standing.level in LEVEL_NAMES else -1
        return tuple(
            StepView(key_result.levels.get(name, ""), name, place <= reached)
            for place, name in enumerate(LEVEL_NAMES)
            if name in key_result.levels
        )
    return tuple(
        StepView(format_quantity(amount.value, key_result.unit), f"by {format_long_day(day)}")
        for day, amount in key_result.phases
    )
