"""Every number that a page of the example shows is calculated again, of nothing but the export, wherever it stands.

The places are found by walking over all pages, with the past that the example has. One that no function below looks at has
to be named with the test that does; a new kind of place is in neither list and fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from element_tree import Element
from page_numbers import (
    Facts,
    Place,
    Record,
    are_among,
    list_bars,
    list_numbers,
    list_places,
    percent,
)
from stories import read_export, read_snapshot

from example.repository import write_repository
from okrsite.pages.page import make_url
from okrsite.pages.site_pages import build_pages

AMBITIONS = ("Aspirational: about 0.7 is a success.", "Committed: 1.0 is expected.")
"""What is said of every grade of its kind, in the guide as well."""
WITHOUT = ("guide", "handbook", "agenda", "digest")
"""Pages of prose; what the digest and the agenda say is in tests/reports."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("numbers") / "larkwell"
    write_repository(folder)
    return read_snapshot(folder / "mkdocs.yml")


@pytest.fixture(scope="module")
def facts(snapshot) -> Facts:
    files = (file for file in sorted(snapshot.site.content.rglob("*")) if file.suffix in (".md", ".yml"))
    return Facts(read_export(snapshot), " ".join(file.read_text("utf-8") for file in files))


@pytest.fixture(scope="module")
def bodies(snapshot) -> dict[str, str]:
    made = build_pages(snapshot)
    return {
        page.uri: str(made.read_body(page))
        for page in made.pages
        if not page.uri.removesuffix(".md").startswith(WITHOUT)
    }


def list_values(result: Record) -> list[float]:
    """What a key result is told in: typed and reported numbers, and how many of its steps are done."""
    names = ("from", "to", "now", "keep", "thresholds", "phases", "levels", "unit")
    steps = result["milestones"] or []
    return [*list_numbers([result[name] for name in names]), sum(step["done"] for step in steps), len(steps)]


def list_reported(result: Record) -> Iterator[float]:
    yield from list_values(result)
    for report in result["checkins"]:
        yield from list_numbers(report["now"])
        yield from [] if report["confidence"] is None else [report["confidence"] * 100]


def is_progress(place: Place, facts: Facts) -> bool:
    """Of the objective, the unit or the cycle to which its row leads first, or whose page it is."""
    first = place.links[0] if place.links else ""
    leads_to_unit = bool(first) and "#" not in first and first not in facts.by_url
    if place.kind == "b < .okr-goal__figure" or leads_to_unit:
        return place.text in map(percent, facts.list_means(place))
    objectives = facts.list_titled(place) or facts.list_objectives(place)
    return place.text in [percent(facts.compute(each, "progress")) for each in objectives]


def is_progress_of_result(place: Place, facts: Facts) -> bool:
    return place.text in [percent(facts.compute(each, "progress")) for each in facts.list_results(place)]


def is_made_of_values(place: Place, facts: Facts) -> bool:
    """`66 → 82%, now 78.2%`: nothing but what was typed or reported of the key results of this objective."""
    results = [result for each in facts.list_objectives(place) for result in each["key_results"]]
    return are_among(place.text, [number for result in results for number in list_values(result)])


def is_made_of_steps(place: Place, facts: Facts) -> bool:
    """A phase, a step with its weight, a commitment: as they were typed."""
    names = ("milestones", "phases", "thresholds", "unit")
    results = [result for each in facts.list_objectives(place) for result in each["key_results"]]
    numbers = list_numbers([result[name] for result in results for name in names])
    return are_among(facts.remove_names(place.text), numbers)


def is_made_of_reports(place: Place, facts: Facts) -> bool:
    """A row of the table below a chart: a value or a confidence that somebody reported."""
    results = [result for each in facts.list_objectives(place) for result in each["key_results"]]
    numbers = [number for result in results for number in list_reported(result)]
    numbers += [number for kpi in facts.data["kpis"] for number in list_numbers([kpi["values"], kpi["unit"]])]
    return are_among(facts.remove_names(place.text), numbers)


def is_explained(place: Place, facts: Facts) -> bool:
    """A term or a sentence of the explanations that the export has of this objective; projections have a test of their own."""
    entry = next((each for each in (place.element, *place.element.list_above()) if each.tag == "dd"), None)
    if entry is not None and entry.text.startswith(("If it goes on", "The mean of the objectives")):
        return True
    objective = facts.by_url.get(make_url(place.uri))
    if objective is None:
        return True  # a mean of many: `test_every_mean_of_the_example_follows_from_its_terms`
    if place.text in facts.list_explained(objective) or place.text in AMBITIONS or _is_pace(place, facts):
        return True
    if "last check-in" in place.text:
        return is_reason(place, facts)
    added = [result["contribution"] for result in objective["key_results"] if result["contribution"]]
    return are_among(place.text, list_numbers(added))


def _is_pace(place: Place, facts: Facts) -> bool:
    """`Off track: 35 points behind the expected 89%.`, or what a grade means."""
    return holds_pace(place, facts) or bool(
        re.search(r"graded \d\.\d", place.text)
        and are_among(place.text, list_numbers([_list_grades(each) for each in facts.list_objectives(place)]))
    )


def _list_grades(objective: Record) -> list[float | None]:
    items = (objective, *objective["key_results"])
    return [item[name] for item in items for name in ("grade", "proposed_grade") if name in item]


def holds_pace(place: Place, facts: Facts) -> bool:
    """`19 points behind the expected 89%`, of the objective or of one of its key results."""
    found = re.search(r"(?:(\d+) points? (ahead of|behind) the|[Aa]s) expected,? ?(\d+)%", place.text)
    if found is None:
        return False
    for each in facts.list_objectives(place):
        for item in (each, *each["key_results"]):
            progress, expected = (facts.compute(item, name) for name in ("progress", "expected"))
            if progress is None or expected is None:
                continue
            shown = int(percent(progress)[:-1]) - int(percent(expected)[:-1])
            away = int(found[1] or 0) * (-1 if found[2] == "behind" else 1)
            if abs(shown - away) <= 1 and found[3] == percent(expected)[:-1]:
                return True
    return False


def is_grade(place: Place, facts: Facts) -> bool:
    grades = [grade for each in facts.list_objectives(place) for grade in _list_grades(each) if grade is not None]
    return are_among(place.text, grades)


def is_fact(place: Place, facts: Facts) -> bool:
    """`70% confident`, `grade 0.6, proposed 0.65`, what a KPI stands at."""
    objectives = facts.list_objectives(place)
    items = [item for each in objectives for item in (each, *each["key_results"])]
    if found := re.fullmatch(r"(\d+)% confident", place.text):
        return f"{found[1]}%" in [percent(item["confidence"]) for item in items]
    names = ("grade", "proposed_grade", "weight")
    numbers = [number for item in items for number in list_numbers([item.get(name) for name in names])]
    numbers += [number for each in objectives for result in each["key_results"] for number in list_reported(result)]
    numbers += [
        number for kpi in facts.data["kpis"] for number in list_numbers([kpi["values"], kpi["range"], kpi["unit"]])
    ]
    return are_among(facts.remove_names(place.text), numbers)


def count_reports(place: Place, facts: Facts) -> bool:
    """`All 3 check-ins`: those that are listed below it."""
    listed = place.element.above
    return listed is not None and int(re.search(r"\d+", place.text)[0]) == sum(
        each.tag == "li" for each in listed.walk()
    )


def count_list_of_map(place: Place, facts: Facts) -> bool:
    """`The map as a list (15 objectives)`: those to which the list leads, each once."""
    listed = place.element.above
    assert listed is not None
    number = int(re.search(r"\((\d+) ", place.text)[1])
    entries = [each for each in listed.walk() if each.tag == "li"]
    linked = {next(inner.attributes["href"] for inner in entry.walk() if inner.tag == "a") for entry in entries}
    return number == len(linked)


def is_label(place: Place, facts: Facts) -> bool:
    """Below the figure of a goal or a unit: its pace, how many have no data, or of how many objectives it is the mean."""
    if found := re.match(r"(\d+) objectives? in ([^,]+)", place.text):
        address = make_url(place.uri)
        teams = {team["id"] for url, team in facts.teams.items() if address.startswith(url)} or {"company"}
        cycles = {each["id"] for each in facts.cycles.values() if each["name"] == found[2]}
        return int(found[1]) == sum(each["team"] in teams and each["cycle"] in cycles for each in facts.objectives)
    if found := re.fullmatch(r"(\d+) key results? without data", place.text):
        unknown = [
            sum(result["progress"] is None for result in each["key_results"] if result["kind"] != "baseline")
            for each in facts.list_objectives(place)
        ]
        return int(found[1]) in unknown
    return holds_pace(place, facts) or bool(re.match(r"\d+ objectives?", place.text))


def is_reason(place: Place, facts: Facts) -> bool:
    """Why something needs a look: its pace, how long nobody has said anything, confidence that fell, a target that moved."""
    objectives = facts.list_objectives(place)
    if found := re.search(r"last check-in was (\d+) days ago", place.text):
        days = [
            max(date.fromisoformat(report["date"]) for report in each["checkins"])
            for each in objectives
            if each["checkins"]
        ]
        return any(facts.today - day == timedelta(int(found[1])) for day in days)
    told = [number for each in objectives for result in each["key_results"] for number in list_reported(result)]
    told += [number for each in objectives for number in list_numbers([each["goalposts"], _list_grades(each)])]
    ends = [(date.fromisoformat(facts.cycles[each["cycle"]]["end"]), each["goalposts"]) for each in objectives]
    told += [float((end - date.fromisoformat(move["date"])).days) for end, moves in ends for move in moves]
    return holds_pace(place, facts) or are_among(facts.remove_names(place.text), told)


def count_carriers(place: Place, facts: Facts) -> bool:
    """`3 contribute`, `1 supports`: the objectives in the list below, each of which links to this goal."""
    number, word = place.text.split(" ", 1)
    field = "contributes_to" if word.startswith("contribute") else "supports"
    goal = facts.by_url.get(make_url(place.uri)) or facts.list_objectives(place)[0]
    holder = next(each for each in place.element.list_above() if "okr-carry__kind" in each.classes)
    after = holder.above.inside[holder.above.inside.index(holder) + 1 :]
    rows = next(each for each in after if isinstance(each, Element) and "okr-rows" in each.classes)
    titles = [next(row.find("okr-row__t")).text for row in rows.inside if isinstance(row, Element)]
    linking = {
        each["title"] for each in facts.objectives if any(_is_to(link, goal) for link in _list_links(each, field))
    }
    return int(number) == len(titles) and set(titles) <= linking


def _list_links(objective: Record, field: str) -> Iterator[Record]:
    for item in (objective, *objective["key_results"]):
        yield from item[field]


def _is_to(link: Record, goal: Record) -> bool:
    return str(link["ref"]).partition("#")[0] == goal["ref"]


def is_projection(place: Place, facts: Facts) -> bool:
    """`If it goes on as from 1 Oct to 16 November: 97.7% on 31 December, short of 98%`, in three digits."""
    objectives = facts.list_objectives(place)
    results = [result for each in objectives for result in each["key_results"]]
    ends = [result["projection"]["value"] for result in results if result["projection"]]
    known = [rounded for end in ends for rounded in (end, float(f"{end:.3g}"), float(round(end)))] + list(
        list_numbers([each["goalposts"] for each in objectives])
    )
    return are_among(facts.remove_names(place.text), [*known, *(n for each in results for n in list_reported(each))])


def is_of_kpi(place: Place, facts: Facts) -> bool:
    """A value of a KPI, its range, or by how much it went up or down since the one before."""
    told: list[float] = []
    for kpi in facts.data["kpis"]:
        values = [float(each["value"]) for each in kpi["values"]]
        told += [*values, *list_numbers([kpi["range"], kpi["unit"]])]
        told += [after - before for before, after in pairwise(values)]
    return are_among(facts.remove_names(place.text), told)


def is_time_of_cycle(place: Place, facts: Facts) -> bool:
    """`41 days left`, `day 51 of 92`."""
    for cycle in facts.cycles.values():
        start, end = (date.fromisoformat(cycle[name]) for name in ("start", "end"))
        length, day = (end - start).days + 1, (facts.today - start).days + 1
        if place.text in (f"{length - day} days left", f"day {day} of {length}", f"{length} days"):
            return True
    return False


def is_share(place: Place, facts: Facts) -> bool:
    """`33% of it`: what a link says that it is a part of."""
    links = [link for each in facts.objectives for link in _list_links(each, "contributes_to")]
    return place.text in {f"{percent(link['share'])} of it" for link in links if link["share"] is not None}


def is_of_moved_goal(place: Place, facts: Facts) -> bool:
    """What was changed after a cycle had begun: as the export tells the objective's goalposts."""
    told = [number for each in facts.list_objectives(place) for number in list_numbers(each["goalposts"])]
    told += [
        number
        for each in facts.list_objectives(place)
        for result in each["key_results"]
        for number in list_reported(result)
    ]
    told += [grade for each in facts.list_objectives(place) for grade in _list_grades(each) if grade is not None]
    text = re.sub(r"progress went from \d+% to \d+%", "", place.text)  # `tests/history/test_goalposts.py` has these
    return are_among(facts.remove_names(text), told)


def is_sum(place: Place, facts: Facts) -> bool:
    """Whether what contributes adds up, in the export's words."""
    said = [each["explanations"]["contribution"] for objective in facts.objectives for each in objective["key_results"]]
    return place.text.rstrip(".") in {each["sentence"].rstrip(".") for each in said if each}


def count_carried(place: Place, facts: Facts) -> bool:
    """`carries 3 objectives`: those that somebody owns in cycles that run; `2 late` is in `test_people_pages`."""
    found = re.fullmatch(r"carries (\d+) objectives?", place.text)
    owner = next((link.split("/")[1] for link in place.links if link.startswith("people/")), "")
    own = [each for each in facts.objectives if each["owner"] == owner and each["cycle"] in facts.active]
    return found is None or int(found[1]) == sum(each["status"]["shown"] != "dropped" for each in own)


def counts_what_it_unfolds(place: Place, facts: Facts) -> bool:
    """`21 below it: 14 on track, 5 at risk`: the rows in the fold, by their status."""
    fold = next(each for each in place.element.list_above() if each.tag == "details")
    rows = list(fold.find("okr-row"))
    words = [
        next(each.text for each in row.walk() if each.attributes.get("class", "").startswith("okr-status--"))
        for row in rows
    ]
    told = {word.lower(): int(number) for number, word in re.findall(r"(\d+) ([a-z ]+)", place.text)}
    if "below it" in place.text:
        return told == {"below it": len(rows)}
    return told == Counter(word.split(" (")[0].lower() for word in words)


def is_summary(place: Place, facts: Facts) -> bool:
    """`All 3 check-ins`, `Aligned: 48% direct, 55% indirect`, `How 47% adds up`."""
    own = facts.by_url.get(make_url(place.uri))
    objectives = [own] if own else facts.list_objectives(place)
    if place.text.startswith("All "):
        fold = place.element.above
        listed = sum("okr-feed" in each.above.classes for each in fold.walk() if each.tag == "li")
        earlier = re.search(r"The earlier (\d+)", fold.text)
        return int(re.search(r"\d+", place.text)[0]) == listed + int(earlier[1] if earlier else 0)
    if place.text.startswith("Aligned"):
        told = {word: number for number, word in re.findall(r"(\d+%) (direct|indirect)", place.text)}
        return any(
            told == {word: percent(share) for word, share in each["aligned"].items() if share is not None}
            for each in objectives
        )
    numbers = [percent(mean) for mean in facts.list_means(place)]
    grades = [each["grade"] for each in facts.objectives if each["grade"] is not None and each["cycle"] in place.uri]
    numbers += [f"{sum(grades) / len(grades):.2f}"] if grades else []
    return any(number in place.text for number in numbers)


def is_lead(place: Place, facts: Facts) -> bool:
    """What a page is about, in numbers: of a map, a cycle, a tag or a pillar; other leads are in `test_shown_numbers`."""
    first, _, rest = make_url(place.uri).strip("/").partition("/")
    if first == "map":
        named = re.search(r"run in (.+?)\.", place.text)[1]
        spans = [(each["start"], each["end"]) for each in facts.cycles.values() if each["name"] == named]
        shown = [each for each in facts.objectives if _runs_in(facts.cycles[each["cycle"]], spans)]
        return place.text.startswith(f"{len(shown)} objectives")
    if first == "cycles":
        own = [each for each in facts.objectives if each["cycle"] == rest]
        results, units = sum(len(each["key_results"]) for each in own), len({each["team"] for each in own})
        return re.findall(r"(\d+) (?:obj|key|unit)", place.text) == [str(len(own)), str(results), str(units)]
    if first == "tags" and rest:
        title = next(each.text for above in place.element.list_above() for each in above.walk() if each.tag == "h1")
        own = [each for each in facts.objectives if title in each["tags"]]
        return re.search(r"(\d+) objective", place.text)[1] == str(len(own))
    if first == "pillars" and rest:
        title = next(each.text for above in place.element.list_above() for each in above.walk() if each.tag == "h1")
        own = [each for each in facts.objectives if each["pillar"] == title]
        return f"{sum(each['cycle'] in facts.active for each in own)} of {len(own)} objectives" in place.text
    return first in ("roadmap", "pulse", "initiatives", "teams", "kpis", "changes")


def _runs_in(cycle: Record, spans: list[tuple[str, str]]) -> bool:
    return any(cycle["start"] <= end and start <= cycle["end"] for start, end in spans)


def is_rubric(place: Place, facts: Facts) -> bool:
    """`0.7 for …`: a grade that the rubric of a key result names, or one of its three levels."""
    results = [result for each in facts.list_objectives(place) for result in each["key_results"]]
    levels = [0.3, 0.7, 1.0] if any(result["levels"] for result in results) else []
    return are_among(place.text, [*levels, *list_numbers([result["rubric"] for result in results])])


def counts_rows_of_group(place: Place, facts: Facts) -> bool:
    """A number behind a heading: of the rows below it."""
    heading = next(each for each in place.element.list_above() if each.tag in ("h2", "h3"))
    after = heading.above.inside[heading.above.inside.index(heading) + 1 :]
    listed = next((each for each in after if isinstance(each, Element) and each.tag in ("ul", "ol")), None)
    number = sum(isinstance(each, Element) for each in listed.inside) if listed else 0
    return place.text == str(number) or bool(listed and int(place.text) > number)  # the rest is on a page of its own


def is_cell(place: Place, facts: Facts) -> bool:
    """Of a review pack: what is expected, what was reported, how sure somebody is; tables of counts have tests of their own."""
    if not place.is_within("okr-review"):
        return True
    for result in facts.list_results(place):
        told = [percent(facts.compute(result, "expected")), percent(result["confidence"])]
        grades = [result[name] for name in ("grade", "proposed_grade") if result[name] is not None]
        if place.text in told or are_among(place.text, [*list_reported(result), *grades]):
            return True
    return False


def counts_objectives_of_cycle(place: Place, facts: Facts) -> bool:
    """`3 objectives, closed`: of the unit and the cycle to which the line leads, or of the cycle alone."""
    found = re.match(r"(\d+) objectives?", place.text)
    address = next((link for link in place.links if "#" not in link), "")
    cycle = address.strip("/").rpartition("/")[2]
    own = [each for each in facts.objectives if each["cycle"] == cycle]
    if not address.startswith("cycles/"):
        own = [each for each in own if address.startswith(facts.urls[each["team"]])]
    shown = [each for each in facts.objectives if address == facts.urls[each["team"]] and each["cycle"] in place.uri]
    return found is None or int(found[1]) in (len(own), len(shown)) or cycle not in facts.cycles


def counts_cards(place: Place, facts: Facts) -> bool:
    """The legend of a map: how many of its cards have a status."""
    root = list(place.element.list_above())[-1]
    chip = next(each for each in place.element.list_above() if "okr-chip" in each.classes)
    sign = next((name for each in chip.walk() for name in each.classes if name.startswith("is-")), None)
    cards = {
        each.attributes["href"].partition("?")[0]
        for each in root.find("okr-node")
        if sign in each.classes and "href" in each.attributes
    }
    return sign is None or int(place.text) == len(cards)


def list_below(goal: Record, facts: Facts) -> set[str]:
    """Return what serves a goal in cycles that run, directly or through others."""
    below, waiting = {goal["ref"]}, [goal]
    while waiting:
        above = waiting.pop()
        for each in facts.objectives:
            links = [link for field in ("contributes_to", "supports") for link in _list_links(each, field)]
            if (
                each["ref"] not in below
                and each["cycle"] in facts.active
                and any(_is_to(link, above) for link in links)
            ):
                below.add(each["ref"])
                waiting.append(each)
    return below - {goal["ref"]}


def counts_teams_that_carry(place: Place, facts: Facts) -> bool:
    """`12 teams carry it`: those with an objective of a cycle that runs somewhere below the goal."""
    below = list_below(facts.list_objectives(place)[0], facts)
    teams = {each["team"] for each in facts.objectives if each["ref"] in below} - {"company"}
    return place.text.startswith(f"{len(teams)} team")


def is_spread_of_grades(place: Place, facts: Facts) -> bool:
    """`0 / 2 / 1`: how many grades of a unit are below 0.4, below 0.7 and above."""
    cycle = make_url(place.uri).strip("/").rpartition("/")[2]
    row = next(each for each in place.element.list_above() if each.tag in ("tr", "li"))
    unit = (
        next((link for link in place.links if link.startswith(tuple(facts.teams))), "") if "All" not in row.text else ""
    )
    graded = [each for each in facts.objectives if each["cycle"] == cycle and each["grade"] is not None]
    grades = [each["grade"] for each in graded if unit.startswith(facts.urls[each["team"]]) or not unit]
    low, high = sum(grade < 0.4 for grade in grades), sum(grade >= 0.7 for grade in grades)
    return place.text == f"{low} / {len(grades) - low - high} / {high}"


def counts_goals_of_point(place: Place, facts: Facts) -> bool:
    """`2 goals`: those that are listed below a reason to talk about them, and how many more it says that there are."""
    found = re.match(r"(\d+) goals?", place.text)
    section = next(each for each in place.element.list_above() if each.tag == "section")
    rows = [each for points in section.find("okr-points") for each in points.inside if isinstance(each, Element)]
    more = [int(said[1]) for row in rows if (said := re.fullmatch(r"(\d+) more goals?", row.text))]
    return found is None or int(found[1]) == len(rows) - len(more) + sum(more)


def is_link_to_more(place: Place, facts: Facts) -> bool:
    """`All 12 objectives` of a list that is cut, `Open the whole map, 60 objectives`; what is cut elsewhere is counted there."""
    if found := re.match(r"All (\d+) objectives", place.text):
        section = next(each for each in place.element.list_above() if each.tag == "section")
        return found[1] == next(section.find("okr-dim")).text
    if found := re.match(r"Open the whole map, (\d+) objectives", place.text):
        day = facts.today.isoformat()
        quarters = [each for each in facts.cycles.values() if each["parent"] and each["start"] <= day <= each["end"]]
        spans = [(each["start"], each["end"]) for each in quarters]
        return int(found[1]) == sum(_runs_in(facts.cycles[each["cycle"]], spans) for each in facts.objectives)
    return bool(re.search(r"\d+ more goals?|The earlier \d+", place.text))


def counts_changes_of_goal(place: Place, facts: Facts) -> bool:
    """`All 2 changes of the goal`: the goalposts that were moved."""
    return any(place.text.startswith(f"All {len(each['goalposts'])} ") for each in facts.list_objectives(place))


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
    "td < .okr-table": is_made_of_reports,
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
    "b < .okr-attn": "test_shown_numbers.py::test_the_pulse_and_the_home_page_count_what_needs_a_look",
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
OPEN = {"a < .okr-attn", "a < .okr-aside__more", "span.okr-maplist__more < .okr-maplist"}
"""Counts that no test calculates again yet; they may only become fewer."""


def list_told(bodies: dict[str, str], facts: Facts) -> Iterator[Place]:
    """Yield the places with digits that are no name, no day and no sentence that somebody typed."""
    for uri, body in bodies.items():
        for place in list_places(uri, body):
            if re.search(r"\d", facts.remove_names(place.text)) and not facts.is_typed(place.text):
                yield place


def test_each_number_is_what_the_export_makes_of_it(bodies, facts):
    wrong, seen = [], Counter()
    for place in list_told(bodies, facts):
        if (holds := CHECKED.get(place.kind)) is not None:
            seen[place.kind] += 1
            wrong += [] if holds(place, facts) else [f"{place.uri}, {place.kind}: {place.text[:120]}"]
    assert wrong == []
    assert set(CHECKED) <= set(seen), "a kind of place that isn't there any more"
    assert sum(seen.values()) > 10_000


def test_each_place_of_a_number_is_looked_at(bodies, facts):
    known = {*CHECKED, *COVERED, *WORDS, *OPEN}
    found = {place.kind: f"{place.uri}: {place.text[:80]}" for place in list_told(bodies, facts)}
    assert {kind: example for kind, example in found.items() if kind not in known} == {}
    assert set(found) >= OPEN, "what is checked now, or isn't there any more, is to be taken out"
    for name in set(COVERED.values()):
        file, _, test = name.partition("::")
        assert f"def {test}(" in Path(__file__).with_name(file).read_text("utf-8")


def test_each_bar_is_as_long_as_its_number_and_says_what_is_expected(bodies, facts):
    """To those who don't see it, too: `70% of the way, 89% expected by today`."""
    seen = 0
    for uri, body in bodies.items():
        for bar in list_bars(uri, body):
            found = re.fullmatch(r"(?:(\d+%) of the way|No data yet)(?:, (\d+%) expected by today)?", bar.text)
            assert found, f"{uri}: {bar.text}"
            row = bar.element.above
            shown = [each.text for each in row.walk() if each.tag == "b"]
            assert not shown or (found[1] or "–") in shown, f"{uri}: {bar.text}, beside {shown}"
            widths = [each.attributes.get("width", "") for each in bar.element.walk() if each.tag == "rect"]
            lengths = [float(width.removesuffix("%")) for width in widths if width]
            assert (
                not lengths
                or found[1] in (None, "0%")
                or any(abs(length - min(100, int(found[1][:-1]))) <= 0.51 for length in lengths)
            ), f"{uri}: {bar.text}, {widths}"
            seen += 1
    assert seen > 2_000


def test_a_wrong_number_would_be_found(bodies, facts):
    uri = "objectives/company/2026/first-visit.md"
    for right, wrong in (
        ("70%", "71%"),
        ("66 → 82%", "66 → 83%"),
        ("60% confident", "61% confident"),
        ("points behind the expected 89%", "points behind the expected 90%"),
    ):
        assert right in bodies[uri]
        places = list_told({uri: bodies[uri].replace(right, wrong)}, facts)
        assert any(not CHECKED[place.kind](place, facts) for place in places if place.kind in CHECKED), right
