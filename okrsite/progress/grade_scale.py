"""Which grade is a success: the bands of grades, and what a grade means for what was aimed for.

A grade says how much of a key result was reached, 0.0 to 1.0. Which grade is a success depends on what was aimed for: a
commitment is expected to be kept, an aspiration is set so high that about 0.7 of it is one (Google's re:Work teaches
both, and John Doerr, *Measure What Matters*, prints Google's bands: 0.7 to 1.0 was delivered, 0.4 to 0.6 made progress,
less failed), and of what was to be learned the answer counts, not the number.
"""

from __future__ import annotations

from okrsite.languages.words import mark_text, translate
from okrsite.number_style import format_decimals

BANDS = (mark_text("below {low}"), mark_text("{low} to below {high}"), mark_text("from {high}"))
_BOUNDS = (0.4, 0.7)
# A weighted mean of floats such as 0.7 and 0.7 must not fall out of its band by its last digit.
_CLOSE = 1e-9
_FAR = 0.3
_ASPIRATIONAL = (
    mark_text("little of an aspirational goal"),
    mark_text("short of what an aspirational goal aims for"),
    mark_text("what an aspirational goal aims for"),
)
_WITHOUT_AMBITION = (mark_text("little was reached"), mark_text("reached in part"), mark_text("largely reached"))


def find_grade_band(grade: float) -> int:
    """Return in which of `BANDS` a grade lies: each lies in one, and none between two."""
    return sum(grade >= bound - _CLOSE for bound in _BOUNDS)


def name_grade_bands() -> tuple[str, ...]:
    """Return the bands in words: `below 0.4`."""
    low, high = (format_decimals(bound, 1) for bound in _BOUNDS)
    return tuple(translate(band, low=low, high=high) for band in BANDS)


def is_full_grade(grade: float) -> bool:
    """Whether a grade says that all of it was reached."""
    return grade >= 1 - _CLOSE


def is_success(grade: float, ambition: str | None) -> bool:
    """Whether a grade is a success: of a commitment all of it, else about 0.7."""
    return is_full_grade(grade) if ambition == "committed" else find_grade_band(grade) == len(_BOUNDS)


def is_far_above(grade: float, proposed: float) -> bool:
    """Whether a grade is so far above another one, such as the one that the numbers propose, that it needs a reason."""
    return grade - proposed >= _FAR - _CLOSE


def describe_grading_scale(ambition: str | None) -> str:
    """Say in a sentence which grade is a success for an ambition."""
    if ambition == "committed":
        return translate("Committed: {all} is expected.", all=format_decimals(1, 1))
    if ambition == "aspirational":
        return translate("Aspirational: about {success} is a success.", success=format_decimals(_BOUNDS[-1], 1))
    if ambition == "learning":
        return translate("Learning: what counts is what was learned.")
    return translate(
        "No ambition is named: {all} is all of it, and from {success} on it was a success.",
        all=format_decimals(1, 1),
        success=format_decimals(_BOUNDS[-1], 1),
    )


def describe_grade(grade: float, ambition: str | None) -> str:
    """Say in a clause what a grade means for an ambition."""
    if ambition == "learning":
        return translate("what counts is what was learned")
    if ambition == "committed":
        if is_full_grade(grade):
            return translate("the commitment was kept")
        is_close = find_grade_band(grade) == 2
        return translate("close to what was committed to") if is_close else translate("short of what was committed to")
    where = find_grade_band(grade)
    if ambition == "aspirational":
        if grade >= 0.9 - _CLOSE:
            return translate("more than an aspirational goal aims for")
        return translate(_ASPIRATIONAL[where])
    return translate("reached") if is_full_grade(grade) else translate(_WITHOUT_AMBITION[where])
