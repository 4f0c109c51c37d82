"""The work under an objective as views: who does it, how far it is, and which key results it should move."""

from __future__ import annotations

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page_links import print_link
from okrsite.pages.views import InitiativeView, MovingWork, NameView

_STATUSES = {
    "todo": mark_text("todo"),
    "doing": mark_text("doing"),
    "done": mark_text("done"),
    "dropped": mark_text("dropped"),
}


def name_work_status(status: str) -> str:
    """Return the state of an initiative as readers see it; what is none, as it is."""
    words = _STATUSES.get(status)
    return translate(words) if words else status


def build_initiative_views(context: ViewContext, objective: Objective, uri: str) -> tuple[InitiativeView, ...]:
    """Return the work under an objective, for a page."""
    results = {key_result.id: key_result for key_result in objective.key_results}
    url = addresses.make_objective_url(objective)
    return tuple(
        InitiativeView(
            work.title,
            context.find_person(work.owner),
            work.status,
            print_link(context.resolve_link(work.link, objective.place, uri)),
            tuple(
                NameView(results[key].title, f"{url}#{addresses.make_key_result_anchor(objective, results[key])}")
                for key in work.moves
            ),
            due=work.due if work.is_open else None,
            is_overdue=context.days.is_overdue(work),
        )
        for work in objective.initiatives
    )


def list_moving_work(context: ViewContext, objective: Objective, key_result: str) -> tuple[MovingWork, ...]:
    """Return the work that should move a key result, by its id."""
    return tuple(
        MovingWork(work.title, work.status, work.due if work.is_open else None, context.days.is_overdue(work))
        for work in objective.initiatives
        if key_result in work.moves
    )
