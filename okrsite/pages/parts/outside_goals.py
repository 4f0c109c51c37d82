"""Goals of other organisations, as pages show them: by their own words and numbers, with a link to their own site."""

from __future__ import annotations

from okrsite.alignment.links import OutsideLink
from okrsite.federation.records import RemoteWord
from okrsite.maps import find_line
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import capitalise_first
from okrsite.pages.outside_views import OutsideView
from okrsite.pages.page import make_url
from okrsite.pages.status_views import StatusView
from okrsite.pages.wording import STATUS_KEYS
from okrsite.progress.explanation import format_percent


def build_remote_status_view(word: RemoteWord) -> StatusView:
    """Return how a goal of another organisation stands, in its own word."""
    return StatusView(capitalise_first(word), STATUS_KEYS[word])


def list_outside_links(context: ViewContext, objective: Objective) -> tuple[OutsideView, ...]:
    """Return an objective's links to goals of other organisations."""
    if not context.settings.federation:  # most sites: then no page needs to depend on what isn't there
        return ()
    return tuple(build_outside_view(context, link) for link in context.alignment.outside.get(objective.ref, ()))


def build_outside_view(context: ViewContext, link: OutsideLink) -> OutsideView:
    """Return a link to a goal of another organisation."""
    goal = link.goal
    own = context.organisation.objectives[link.source].find_key_result(link.source_result or "")
    return OutsideView(
        title=link.title,
        url=link.url,
        organisation=link.organisation,
        unit=goal.unit if goal else "",
        result=link.key_result.title if link.key_result else "",
        kind=find_line(link.kind).key,
        share=format_percent(link.share) if link.share is not None else "",
        because=link.because,
        own_result=own.title if own else "",
        status=build_remote_status_view(goal.word) if goal else None,
        number=format_percent(goal.progress) if goal and goal.progress is not None else "",
        page=make_url(addresses.make_organisation_uri(link.remote)),
        as_of=link.as_of,
    )
