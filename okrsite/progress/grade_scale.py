"""Which grade is a success: the bands of grades, and what a grade means for what was aimed for.

A grade says how much of a key result was reached, 0.0 to 1.0. Which grade is a success depends on what was aimed for: a
commitment is expected to be kept, an aspiration is set so high that about 0.7 of it is one (Google's re:Work teaches
both, and John Doerr, *Measure What Matters*, prints Google's bands: 0.7 to 1.0 was delivered, 0.4 to 0.6 made progress,
less failed), and of what was to be learned the answer counts, not the number.
"""

from __future__ import annotations

from okrsite.number_style import write_numbers

BANDS = ("below 0.4", "0.4 to below 0.7", "from 0.7")
_BOUNDS = (0.4, 0.7)
# A weighted mean of floats such as 0.7 and 0.7 must not fall out of its band by its last digit.
_CLOSE = 1e-9
_FAR = 0.3


def find_grade_band(grade: float) -> int:
    """Return in which of `BANDS` a grade lies: each lies in one, and none between two."""
    return sum(grade >= bound - _CLOSE for bound in _BOUNDS)


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
        return write_numbers("Committed: 1.0 is expected.")
    if ambition == "aspirational":
        return write_numbers("Aspirational: about 0.7 is a success.")
    if ambition == "learning":
        return "Learning: what counts is what was learned."
    return write_numbers("No ambition is named: 1.0 is all of it, and from 0.7 on it was a success.")


def describe_grade(grade: float, ambition: str | None) -> str:
    """Say in a clause what a grade means for an ambition."""
    if ambition == "learning":
        return "what counts is what was learned"
    if ambition == "committed":
        if is_full_grade(grade):
            return "the commitment was kept"
        return "close to what was committed to" if find_grade_band(grade) == 2 else "short of what was committed to"
    where = find_grade_band(grade)
    if ambition == "aspirational":
        if grade >= 0.9 - _CLOSE:
            return "more than an aspirational goal aims for"
        return ("little of an aspirational goal", "short of what an aspirational goal aims for",
                "what an aspirational goal aims for")[where]  # fmt: skip
    return ("little was reached", "reached in part", "reached" if is_full_grade(grade) else "largely reached")[where]
