"""What the form for a check-in is told: where the forge takes a new file, and the last values of an objective."""

from __future__ import annotations

import json
from collections.abc import Iterable

from okrsite.choices import SETTLED
from okrsite.model.objectives import LEVEL_NAMES, KeyResult, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.edit_links import find_new_file_page
from okrsite.pages.form_views import CheckinFormView
from okrsite.pages.formatting import format_quantity
from okrsite.pages.views import NameView
from okrsite.progress.explanation import format_percent
from okrsite.sources.tree import CHECKINS

ANCHOR = "check-in"
"""Of the link on an objective's page that the script makes a form of."""


def build_checkin_form(context: ViewContext, objective: Objective) -> CheckinFormView | None:
    """Return the form of an objective; None where no forge is known that takes one, and for a cycle that isn't open.

    On a site for the public no forge is known.
    """
    folder = objective.place.path.rpartition("/")[0]
    page = find_new_file_page(context.forge) if folder else None
    if page is None or not _can_be_reported(context, objective):
        return None
    facts = {
        "forge": page.forge,
        "address": page.address,
        "folder": page.find_folder(f"{folder}/{CHECKINS}"),
        "objective": f"{objective.cycle}/{objective.id}",
        "comma": context.settings.decimal_comma,
        "results": [_describe(context, objective, key_result) for key_result in objective.key_results],
    }
    return CheckinFormView(
        page.make_url(page.find_folder(f"{folder}/{CHECKINS}"), "YYYY-MM-DD-name.yml"),
        json.dumps(facts, ensure_ascii=False, separators=(",", ":")),
    )


def _can_be_reported(context: ViewContext, objective: Objective) -> bool:
    """Whether there is still something to be reported of an objective."""
    cycle = context.organisation.cycles[objective.cycle]
    days = context.days
    is_open = not days.is_planned(cycle.id) and not days.is_closed(cycle.id)
    return is_open and not objective.draft and objective.status not in SETTLED


def list_forms(context: ViewContext, refs: Iterable[ObjectiveRef]) -> tuple[NameView, ...]:
    """Return those of several objectives that have a form, each with where it stands; each once."""
    if find_new_file_page(context.forge) is None:
        return ()
    objectives = (context.organisation.objectives[ref] for ref in dict.fromkeys(refs))
    return tuple(
        NameView(objective.title, f"{addresses.make_objective_url(objective)}#{ANCHOR}")
        for objective in objectives
        if _can_be_reported(context, objective)
    )


def _describe(context: ViewContext, objective: Objective, key_result: KeyResult) -> dict[str, object]:
    """Return what the form shows of a key result; one that takes its values from elsewhere has no `takes`."""
    stands = context.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].current_values
    described: dict[str, object] = {"id": key_result.id, "title": key_result.title}
    if key_result.kind == "levels":
        described |= {
            "takes": "level",
            "levels": ["none", *(name for name in LEVEL_NAMES if name in key_result.levels)],
        }
        described["last"] = stands.level or ""
    elif key_result.takes_reports and key_result.kind not in ("milestones", "yes-no"):
        described |= {"takes": "number", "unit": key_result.unit}
        described["last"] = format_quantity(stands.now.value, key_result.unit) if stands.now else ""
    if stands.confidence is not None:
        described["confidence"] = format_percent(stands.confidence)
    return described
