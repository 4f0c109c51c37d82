"""What is said of each kind of gap and overlap: its name, what it means, and what to type about it."""

from __future__ import annotations

from okrsite.languages.words import mark_text

GAP_WORDS = {
    "unserved": (
        "goal",
        mark_text("Served by nobody"),
        mark_text("served by nobody"),
        mark_text(
            "No team’s objective links to these goals and key results of the company. What the company does by "
            "itself may "
            "stay here."
        ),
        mark_text("Whoever serves one adds a line with it to `contributes_to` or `supports`."),
    ),
    "unaligned": (
        "unlinked",
        mark_text("Linked to no goal"),
        mark_text("linked to no goal"),
        mark_text("These serve no goal above them, or nobody has written down which."),
        mark_text(
            "Add `contributes_to` or `supports` with the goal it is for, or `unaligned` with the reason why there is "
            "none."
        ),
    ),
    "unconfirmed": (
        "side",
        mark_text("Dependencies not confirmed"),
        mark_text("not confirmed"),
        mark_text("One team counts on another, which has not said yes."),
        mark_text("It does with `confirms` and the objective that depends on it, with `with`, or with any link back."),
    ),
    "sums": (
        "goal",
        mark_text("Sums that don’t add up"),
        mark_text("that don’t add up"),
        mark_text(
            "What contributes to these key results is not what they plan. What the company does by itself may stay "
            "open."
        ),
        mark_text("Change one of the two, or say with `share` which part of the way a link is."),
    ),
    "units": (
        "link",
        mark_text("Contributing in another unit"),
        mark_text("in another unit"),
        mark_text("These numbers can’t be added up, because they are measured in different units."),
        mark_text("Say with `share` which part of the way it is, measure both in one unit, or say `supports`."),
    ),
    "against": (
        "off",
        mark_text("Pulling against each other"),
        mark_text("against each other"),
        mark_text("Both can’t succeed as they are written. Talk."),
        mark_text("If both are right, say why with `differs_from` and `because`."),
    ),
    "same": (
        "link",
        mark_text("Doing the same"),
        mark_text("doing the same"),
        mark_text("Two teams seem to work at one thing without knowing of each other."),
        mark_text(
            "Link one to the other, do it jointly with `with`, drop one, or say with `differs_from` and `because` "
            "why they "
            "are two things."
        ),
    ),
    "skipped": (
        "up",
        mark_text("Levels skipped"),
        mark_text("past a level"),
        mark_text(
            "These count straight towards a goal although the unit between has an objective for it. Often that is "
            "right."
        ),
        mark_text("Else link to the objective between."),
    ),
    "apart": (
        "unlinked",
        mark_text("Divisions without a link"),
        mark_text("divisions apart"),
        mark_text(
            "No link, dependency or joint objective joins these in what is running and planned. Some have nothing to "
            "do "
            "with each other; the others should talk."
        ),
        "",
    ),
    "pending": (
        "none",
        mark_text("Links that wait"),
        mark_text("waiting"),
        mark_text(
            "These link to something that is not published yet. Nothing is to be done; the links appear by themselves."
        ),
        "",
    ),
    "on-purpose": (
        "done",
        mark_text("On their own, on purpose"),
        mark_text("on their own, on purpose"),
        mark_text("These link to no goal and say why."),
        "",
    ),
}
"""By anchor: mark, title, what stands after a number, what it means, and what to type, with code in backticks; all as
`translate` takes it."""
