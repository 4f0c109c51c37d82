"""What is said of each kind of gap and overlap: its name, what it means, and what to type about it."""

from __future__ import annotations

GAP_WORDS = {
    "unserved": (
        "goal",
        "Served by nobody",
        "served by nobody",
        "No team’s objective links to these goals and key results of the company. What the company does by itself may "
        "stay here.",
        "Whoever serves one adds a line with it to `contributes_to` or `supports`.",
    ),
    "unaligned": (
        "unlinked",
        "Linked to no goal",
        "linked to no goal",
        "These serve no goal above them, or nobody has written down which.",
        "Add `contributes_to` or `supports` with the goal it is for, or `unaligned` with the reason why there is none.",
    ),
    "unconfirmed": (
        "side",
        "Dependencies not confirmed",
        "not confirmed",
        "One team counts on another, which has not said yes.",
        "It does with `confirms` and the objective that depends on it, with `with`, or with any link back.",
    ),
    "sums": (
        "goal",
        "Sums that don’t add up",
        "that don’t add up",
        "What contributes to these key results is not what they plan. What the company does by itself may stay open.",
        "Change one of the two, or say with `share` which part of the way a link is.",
    ),
    "units": (
        "link",
        "Contributing in another unit",
        "in another unit",
        "These numbers can’t be added up, because they are measured in different units.",
        "Say with `share` which part of the way it is, measure both in one unit, or say `supports`.",
    ),
    "against": (
        "off",
        "Pulling against each other",
        "against each other",
        "Both can’t succeed as they are written. Talk.",
        "If both are right, say why with `differs_from` and `because`.",
    ),
    "same": (
        "link",
        "Doing the same",
        "doing the same",
        "Two teams seem to work at one thing without knowing of each other.",
        "Link one to the other, do it jointly with `with`, drop one, or say with `differs_from` and `because` why they "
        "are two things.",
    ),
    "skipped": (
        "up",
        "Levels skipped",
        "past a level",
        "These count straight towards a goal although the unit between has an objective for it. Often that is right.",
        "Else link to the objective between.",
    ),
    "apart": (
        "unlinked",
        "Divisions without a link",
        "divisions apart",
        "No link, dependency or joint objective joins these in what is running and planned. Some have nothing to do "
        "with each other; the others should talk.",
        "",
    ),
    "pending": (
        "none",
        "Links that wait",
        "waiting",
        "These link to something that is not published yet. Nothing is to be done; the links appear by themselves.",
        "",
    ),
    "on-purpose": (
        "done",
        "On their own, on purpose",
        "on their own, on purpose",
        "These link to no goal and say why.",
        "",
    ),
}
"""By anchor: mark, title, what stands after a number, what it means, and what to type, with code in backticks."""
