"""The pieces of pages by the names under which page templates call them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from okrsite.pages.context import ViewContext
from okrsite.pages.html import (
    cards,
    carried_work,
    charts,
    checkins,
    explained,
    gaps,
    heat,
    map_figures,
    marks,
    moves,
    outside_links,
    part_counts,
    results,
    review_packs,
    roadmap,
    rows,
    tag_lists,
    unread_values,
)
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.render import TemplateRenderer


def create_renderer(context: ViewContext) -> TemplateRenderer:
    """Return what renders the pages of a site."""
    facts = SiteFacts(context.forge)
    return TemplateRenderer(context.snapshot, make_template_functions(facts), context.days.has_come)


def make_template_functions(facts: SiteFacts) -> Mapping[str, Callable[..., Markup]]:
    """Return what page templates may call, for one site."""
    return {
        "around": cards.render_surroundings,
        "bar": marks.render_bar,
        "carried": partial(rows.render_contributors, facts),
        "carried_work": carried_work.render_carried_work,
        "chart": charts.render_chart,
        "counts": part_counts.render_part_counts,
        "edge": marks.render_line_sample,
        "entries": partial(gaps.render_gap_entries, facts),
        "feed": checkins.render_checkins,
        "checkin_form": checkins.render_form,
        "filterable_rows": rows.render_filterable_rows,
        "figure": cards.render_figure,
        "heat": heat.render_heat_table,
        "heat_counts": heat.render_heat_counts,
        "internal": marks.render_internal,
        "key_results": partial(results.render_key_results, facts),
        "map_figure": map_figures.render_map_figure,
        "mark": marks.render_mark,
        "moves": moves.render_target_changes,
        "moves_of_many": moves.render_target_changes_of_many,
        "name": marks.render_name,
        "names": marks.render_names,
        "number": cards.render_number,
        "objective_card": partial(cards.render_card, facts),
        "objective_lines": rows.render_objective_lines,
        "objective_rows": rows.render_rows,
        "outside_link": outside_links.render_outside_link,
        "opened": partial(explained.render_explanations_folded, facts),
        "last_word": checkins.render_last_word,
        "pack_contents": review_packs.render_pack_contents,
        "pack_results": review_packs.render_pack_results,
        "people": cards.render_people,
        "progress": marks.render_progress,
        "review_goals": review_packs.render_review_goals,
        "roadmap": roadmap.render_roadmap,
        "rows_by_cycle": rows.render_rows_by_cycle,
        "sign": marks.render_sign,
        "spark": charts.render_sparkline,
        "status": marks.render_status,
        "tag_rows": tag_lists.render_tag_rows,
        "timeline": charts.render_timeline,
        "unread": partial(unread_values.render_unread, facts),
        "upward": cards.render_upward,
        "works": cards.render_works,
        "values_table": charts.render_values_table,
    }
