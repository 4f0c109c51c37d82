"""Every number that a page of the example shows is calculated again, of nothing but the export, wherever it stands.

The places are found by walking over all pages, with the past that the example has. One that no function below looks at has
to be named with the test that does; a new kind of place is in neither list and fails. What each function accepts is put to
the test as well: of all numbers that it takes for right, it has to refuse the next one.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from change_numbers import is_label, is_of_moved_goal, is_projection, is_reason, is_share, is_sum
from compared_numbers import is_cell
from counted_numbers import (
    count_carried,
    count_carriers,
    count_list_of_map,
    counts_cards,
    counts_changes_of_goal,
    counts_changes_of_week,
    counts_goals_of_point,
    counts_objectives_of_cycle,
    counts_rows_of_group,
    counts_teams_that_carry,
    counts_what_a_map_leaves_out,
    counts_what_it_unfolds,
    counts_what_needs_a_look,
    is_lead,
    is_link_to_more,
    is_spread_of_grades,
    is_summary,
    is_time_of_cycle,
)
from element_tree import Element, parse_html
from explained_numbers import is_explained
from page_numbers import Facts, Place, Record, find_told_tokens, list_bars, list_places, percent, read_token
from result_numbers import (
    is_fact,
    is_grade,
    is_made_of_steps,
    is_made_of_values,
    is_of_kpi,
    is_progress,
    is_progress_of_result,
    is_report,
    is_rubric,
)
from shared_folders import share_repository
from stories import read_export, read_snapshot

from okrsite.pages.site_pages import build_pages

WITHOUT = ("guide", "handbook", "agenda", "digest")
"""Pages of prose; what the digest and the agenda say is in tests/reports."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return read_snapshot(share_repository(tmp_path_factory) / "mkdocs.yml")


@pytest.fixture(scope="module")
def pages(snapshot) -> dict[str, Element]:
    made = build_pages(snapshot)
    return {
        page.uri: parse_html(str(made.read_body(page)))
        for page in made.pages
        if not page.uri.removesuffix(".md").startswith(WITHOUT)
    }


@pytest.fixture(scope="module")
def facts(snapshot, pages, tmp_path_factory) -> Facts:
    root = snapshot.site.config.parent

    def read_past(when: date | str) -> Record:
        """Read what the repository said on a day or after a commit, without its past, and export it as of then."""
        asked = [f"--before={when}T23:59:59", "HEAD"] if isinstance(when, date) else [when]
        commit, day = run_git(root, "log", "-1", "--format=%H %cs", *asked).decode().split()
        folder = tmp_path_factory.mktemp("past")
        archive = run_git(root, "archive", commit)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
        return read_export(
            read_snapshot(folder / "mkdocs.yml", when if isinstance(when, date) else date.fromisoformat(day))
        )

    files = (file for file in sorted(snapshot.site.content.rglob("*")) if file.suffix in (".md", ".yml"))
    return Facts(read_export(snapshot), " ".join(file.read_text("utf-8") for file in files), pages, read_past)


@pytest.fixture(scope="module")
def places(pages, facts) -> list[Place]:
    """The places with digits that are no name, no day and no sentence that somebody typed."""
    return [
        place
        for uri, root in pages.items()
        for place in list_places(uri, root)
        if re.search(r"\d", facts.remove_names(place.text)) and not facts.is_typed(place.text)
    ]


def run_git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True).stdout


CHECKED: dict[str, Callable[[Place, Facts], bool]] = {
    **dict.fromkeys(
        ("b < .okr-progress", "b < .okr-maplist", "a.okr-quiet < .okr-goal__figure", "b < .okr-goal__figure",
         "b < .okr-road__facts", *(f"b < .okr-teams{depth}" for depth in ("", "__d0", "__d1", "__d2", "__d3"))),
        is_progress,
    ),
    **dict.fromkeys(("a < .okr-krs", "a.okr-quiet < .okr-goal__krs", "b < .okr-review__bar"), is_progress_of_result),
    **dict.fromkeys(
        ("i < .okr-row__krs", "span < .okr-krs__sum", "span.okr-num < .okr-plain", "div.okr-meta < .okr-goal__krs",
         "td.okr-review__words < .okr-table"),
        is_made_of_values,
    ),
    **dict.fromkeys(("b < .okr-why", "dd < .okr-why", "li < .okr-why"), is_explained),
    "td < .okr-table": is_report,
    "span < .okr-facts": is_fact,
    "b < .okr-facts": is_grade,
    "b < .okr-label": is_grade,
    "summary < .okr-maplist-box": count_list_of_map,
    "span.okr-label < .okr-goal__figure": is_label,
    **dict.fromkeys(
        ("div.okr-meta < .okr-row", "p.okr-meta < .okr-points", "p.okr-meta < .okr-slide", "p.okr-meta < .okr-card",
         "p.okr-meta < .okr", "span.okr-meta < .okr-due", "li < .okr-section"),
        is_reason,
    ),
    "b < .okr-carry__kind": count_carriers,
    "p.okr-meta < .okr-chart": is_projection,
    **dict.fromkeys(
        ("b < .okr-kpis__n", "b < .okr-kpi__now", "p.okr-kpi__trend < .okr-kpi__head", "span.okr-meta < .okr-kpis__n"),
        is_of_kpi,
    ),
    **dict.fromkeys(("b < .okr-time__head", "span < .okr-time__head"), is_time_of_cycle),
    "span.okr-share < .okr-links": is_share,
    **dict.fromkeys(
        ("b < .okr-feed", "li < .okr-feed", "p.okr-card__last < .okr-card", "div < .okr-news"),
        is_of_moved_goal,
    ),
    **dict.fromkeys(("p.okr-meta < .okr-krs__what", "span.okr-gaps__words < .okr-gaps"), is_sum),
    "span.okr-meta < .okr-people": count_carried,
    **dict.fromkeys(("summary < .okr-below", "span.okr-dim < .okr-below"), counts_what_it_unfolds),
    "summary < .okr-details": is_summary,
    "p.okr-head__lead < .okr-head": is_lead,
    **dict.fromkeys(("span.okr-dim < .okr-group", "span.okr-dim < .okr-section"), counts_rows_of_group),
    "b < .okr-meta": is_rubric,
    "td.okr-r < .okr-table": is_cell,
    "a < .okr-meta": is_link_to_more,
    **dict.fromkeys(("b < .okr-attn", "a < .okr-attn"), counts_what_needs_a_look),
    "a < .okr-aside__more": counts_changes_of_week,
    "span.okr-maplist__more < .okr-maplist": counts_what_a_map_leaves_out,
    "a < .okr-card__last": counts_changes_of_goal,
    "span < .okr-goal__foot": counts_teams_that_carry,
    "span < .okr-spread": is_spread_of_grades,
    "span.okr-head__cycle < .okr-slide": counts_goals_of_point,
    "b < .okr-line": is_grade,
    **dict.fromkeys(("span.okr-dim < .okr-cyclelines", "span.okr-meta < .okr-cyclelines"), counts_objectives_of_cycle),
    "b < .okr-chip": counts_cards,
    **dict.fromkeys(
        ("span < .okr-steps", "i < .okr-steps", "li.okr-key--commit < .okr-chart__keys", "li.okr-key--stretch < .okr-chart__keys"),
        is_made_of_steps,
    ),
}  # fmt: skip
"""What looks at each kind of place."""
COVERED = {
    "span.okr-heat < .okr-r": "test_shown_numbers.py::test_a_cycle_counts_its_objectives_by_status_and_after_its_end_by_outcome",
    "b < .okr-bands": "test_shown_numbers.py::test_grades_of_a_cycle_are_counted_by_band_and_add_up_to_its_mean",
    "p < .okr-section": "test_shown_numbers.py::test_grades_of_a_cycle_are_counted_by_band_and_add_up_to_its_mean",
    "b < .okr-section": "test_shown_numbers.py::test_grades_of_a_cycle_are_counted_by_band_and_add_up_to_its_mean",
    **dict.fromkeys(
        ("b < .okr-r", "b.okr-dim < .okr-r", "span.okr-dim < .okr-r"),
        "test_shown_numbers.py::test_cycles_side_by_side_have_mean_grades_and_where_nothing_is_graded_progress",
    ),
}
"""Places that a test of their own looks at."""
WORDS = {
    **dict.fromkeys(
        ("li < .okr-crumbs", "summary < .okr-cycle__now", "a < .okr-cycle__now", "h1 < .okr-head"), "2027, a year"
    ),
    **dict.fromkeys(("th.okr-r < .okr-table", "span < .okr-bands"), "what a column is about"),
    **dict.fromkeys(("p.okr-meta < .okr-section", "p.okr-meta < .okr-details"), "how something is counted"),
    "p.okr-label < .okr-chart": "a unit of measure",
    "a.okr-where < .okr-why": "a line of a file",
}
"""Places of numbers that nothing computes."""


MOST_MISSED = 0.05
"""Of the wrong numbers of a kind, how many may be right for something else that stands there."""


def increase(token: str) -> str:
    """Return a number that is greater by one of its last digit, written alike."""
    decimals = len(token.partition(".")[2])
    number = f"{read_token(token) + 10**-decimals:,.{decimals}f}"
    return number if "," in token else number.replace(",", "")


def test_each_number_is_what_the_export_makes_of_it(places, facts):
    wrong, seen = [], Counter()
    for place in places:
        if (holds := CHECKED.get(place.kind)) is not None:
            seen[place.kind] += 1
            wrong += [] if holds(place, facts) else [f"{place.uri}, {place.kind}: {place.text[:120]}"]
    assert wrong == []
    assert set(CHECKED) <= set(seen), "a kind of place that isn't there any more"
    assert sum(seen.values()) > 10_000


def test_the_example_has_each_kind_of_number(facts):
    """What nothing in it is made of, no page of it shows, and nothing above recalculates."""
    results = [result for each in facts.objectives for result in each["key_results"]]
    assert {"reach", "keep", "milestones", "levels", "yes-no", "baseline"} <= {each["kind"] for each in results}
    assert any(each["sum_of"] for each in results)
    assert any(each["thresholds"] for each in results)
    assert any(each["phases"] for each in results)
    assert any(each["weight"] != 1 for each in results)
    assert any(each["weight"] != 1 for each in facts.objectives)
    assert {"key results", "aligned", "both"} == {each["progress_from"] for each in facts.objectives}
    assert any(each["ranges"] for each in facts.data["kpis"])
    closed = {each["id"] for each in facts.cycles.values() if each["state"] == "closed"}
    assert any(
        result["grade"] is None
        for each in facts.objectives
        if each["cycle"] in closed
        for result in each["key_results"]
    )
    assert any(root for uri, root in facts.pages.items() if uri == "gaps.md" and "in another unit" in root.text)


def test_each_place_of_a_number_is_looked_at(places):
    known = {*CHECKED, *COVERED, *WORDS}
    found = {place.kind: f"{place.uri}: {place.text[:80]}" for place in places}
    assert {kind: example for kind, example in found.items() if kind not in known} == {}
    for name in set(COVERED.values()):
        file, _, test = name.partition("::")
        assert f"def {test}(" in Path(__file__).with_name(file).read_text("utf-8")


def test_a_number_that_is_wrong_by_one_is_found_wherever_it_stands(places, facts):
    """In each place each number is made greater by one of its last digit: what looks at the place has to see it.

    A few may happen to be right for something else that stands in the same place, such as another report of the same day.
    """
    altered, missed = Counter(), Counter()
    for place in places:
        holds = CHECKED.get(place.kind)
        for start, end in find_told_tokens(place.text, facts) if holds else ():
            text = place.text[:start] + increase(place.text[start:end]) + place.text[end:]
            wrong = replace(place, text=text)
            altered[place.kind] += 1
            missed[place.kind] += holds(wrong, facts)
    assert {
        kind: f"{missed[kind]} of {altered[kind]}" for kind in altered if missed[kind] > altered[kind] * MOST_MISSED
    } == {}
    assert set(altered) == set(CHECKED)


def test_each_bar_is_as_long_as_its_number_and_says_what_is_expected(pages, facts):
    """To those who don't see it, too: `70% of the way, 89% expected by today`."""
    seen = Counter()
    for uri, root in pages.items():
        for bar in list_bars(uri, root):
            found = re.fullmatch(r"(?:(\d+%) of the way|No data yet)(?:, (\d+%) expected by today)?", bar.text)
            assert found, f"{uri}: {bar.text}"
            shown = [each.text for each in bar.element.above.walk() if each.tag == "b"]
            assert not shown or (found[1] or "–") in shown, f"{uri}: {bar.text}, beside {shown}"
            parts = [each.attributes for each in bar.element.walk() if each.tag == "rect"]
            widths = [each["width"] for each in parts if each.get("width", "").endswith("%")]
            full = min(100, int((found[1] or "0%")[:-1]))
            assert (f"{full}%" in widths) if 0 < full < 100 else True, f"{uri}: {bar.text}, {widths}"
            marks = [each.get("x", "0%") for each in parts]
            assert found[2] in (None, *marks), f"{uri}: {bar.text}, {marks}"
            items = [*facts.list_results(bar), *facts.list_objectives(bar)] if found[2] else []
            expected = [percent(facts.compute(each, "expected")) for each in items]
            assert found[2] in (None, *expected), f"{uri}: {bar.text}, {expected}"
            seen["all"] += 1
            seen["expected"] += found[2] is not None
    assert seen["all"] > 2_000
    assert seen["expected"] > 1_000
