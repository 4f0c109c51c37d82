"""A page for each other organisation: its goals as it tells them, and what of ours serves each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import ClassVar

import msgspec

from okrsite.federation.records import Remote, RemoteObjective
from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.parts.outside_goals import build_remote_status_view
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import BarView, NameView, StatusView
from okrsite.pages.wording import build_bar_view
from okrsite.snapshot import Snapshot

MOST_GOALS = 300
"""Goals on a page; those that ours serve come first where there are more."""
_SECTION = mark_text("Other organisations")
_BOOST = 0.5
"""How much search prefers goals of others to our own."""

Serving = Mapping[str, tuple[ObjectiveRef, ...]]
"""Our objectives by the reference of the goal that they serve, as it is called there."""


class RemoteGoalView(msgspec.Struct, frozen=True):
    """A goal of another organisation."""

    anchor: str
    title: str
    url: str
    """Of its page, on their site."""
    facts: tuple[str, ...]
    """Its cycle, and who answers for it."""
    results: tuple[str, ...]
    status: StatusView
    bar: BarView
    serving: tuple[NameView, ...]
    """What of ours serves it."""


class RemoteUnitView(msgspec.Struct, frozen=True):
    """The goals of a unit of another organisation."""

    name: str
    goals: tuple[RemoteGoalView, ...]


class OrganisationView(PageView, frozen=True):
    """Another organisation."""

    template: ClassVar[str] = "organisation.html"
    site_words: str
    """What the link to its site says."""
    site: str
    """The address of its site."""
    as_of: str
    """For which day its numbers hold; empty where nothing is known."""
    kept_on: str
    """That its export could not be used when this page was made, and from which day the copy is; else empty."""
    units: tuple[RemoteUnitView, ...]
    more: str
    """`12 more goals`, which its own site has and this page hasn't; empty for none."""


def build_organisation_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield a page for each organisation that the settings name."""
    whole = context.tracker.whole
    get_serving = context.tracker.declare_mapping("goals that serve organisations", lambda: _collect_serving(whole))
    for key, remote in whole.organisation.remotes.items():
        build = partial(_build_organisation_page, context, renderer, key, get_serving)
        yield PlannedPage(
            addresses.make_organisation_uri(key),
            build,
            f"organisation {key}",
            entry=NavigationEntry(remote.name, (translate(_SECTION),)),
        )


def _collect_serving(snapshot: Snapshot) -> dict[str, Serving]:
    """Return what serves goals of each organisation, by its id."""
    serving: dict[str, dict[str, dict[ObjectiveRef, None]]] = {key: {} for key in snapshot.organisation.remotes}
    for ref, links in snapshot.alignment.outside.items():
        for link in links:
            serving[link.remote].setdefault(link.ref, {})[ref] = None
    return {key: {goal: tuple(refs) for goal, refs in goals.items()} for key, goals in serving.items()}


def _select_goals(remote: Remote, serving: Serving) -> tuple[list[RemoteObjective], int]:
    """Return the goals that a page shows, in the order of the export, and how many it leaves out.

    What is over there is shown only if something serves it.
    """
    wanted = [goal for goal in remote.objectives.values() if goal.state != "closed" or goal.ref in serving]
    kept = {goal.ref for goal in sorted(wanted, key=lambda goal: goal.ref not in serving)[:MOST_GOALS]}
    return [goal for goal in wanted if goal.ref in kept], len(remote.objectives) - len(kept)


def _build_organisation_page(
    context: ViewContext, renderer: TemplateRenderer, key: str, get_serving: Callable[[], Mapping[str, Serving]]
) -> Page:
    remote, serving = context.organisation.remotes[key], get_serving()[key]
    goals, left_out = _select_goals(remote, serving)
    uri = addresses.make_organisation_uri(key)
    about = translate("Goals of {organisation}, another organisation.", organisation=remote.name)
    frame = PageFrame(
        uri,
        remote.name,
        context.build_crumbs(Crumb(translate("Map"), make_url(addresses.MAP)), Crumb(remote.name)),
        lead=translate("Another organisation. Its goals and numbers are its own; nothing here counts them."),
    )
    view = OrganisationView(
        site_words=translate("The site of {organisation}", organisation=remote.name),
        site=remote.site,
        as_of=translate("as of {day}", day=format_long_day(remote.as_of)) if remote.as_of else "",
        kept_on=translate(
            "Its export could not be used when this page was made. Shown is the copy of {day}.",
            day=format_long_day(remote.kept_on),
        )
        if remote.kept_on
        else "",
        units=tuple(
            RemoteUnitView(name, tuple(_build_goal(context, goal, serving.get(goal.ref, ())) for goal in those))
            for (_, name), those in groupby(goals, lambda goal: (goal.unit_id, goal.unit))
        ),
        more=translate_plural("{number} more goal", "{number} more goals", left_out) if left_out else "",
    )
    return Page(
        uri=uri,
        title=remote.name,
        body=renderer.render(view, frame),
        search=(SearchEntry("", remote.name, about), *(_build_entry(remote, goal) for goal in goals)),
        nav=(translate(_SECTION),),
        description=about,
        layout="navigation toc",
        boost=_BOOST,
    )


def _build_goal(context: ViewContext, goal: RemoteObjective, serving: tuple[ObjectiveRef, ...]) -> RemoteGoalView:
    ours = (context.organisation.objectives[ref] for ref in serving)
    return RemoteGoalView(
        anchor=addresses.make_goal_anchor(goal),
        title=goal.title,
        url=goal.url,
        facts=tuple(filter(None, (goal.cycle, goal.owner))),
        results=tuple(key_result.title for key_result in goal.key_results),
        status=build_remote_status_view(goal.word),
        bar=build_bar_view(goal.progress),
        serving=tuple(NameView(objective.title, addresses.make_objective_url(objective)) for objective in ours),
    )


def _build_entry(remote: Remote, goal: RemoteObjective) -> SearchEntry:
    """Return what search finds of a goal: the row from which a link leads to their site."""
    parts = [
        f"{remote.name}: {goal.unit}, {goal.cycle}.",
        *(key_result.title.rstrip(".") + "." for key_result in goal.key_results),
        goal.owner,
        f"{remote.id}:{goal.ref}",
    ]
    title = f"{goal.title} ↗ {remote.name}"
    return SearchEntry(addresses.make_goal_anchor(goal), title, " ".join(part for part in parts if part))
