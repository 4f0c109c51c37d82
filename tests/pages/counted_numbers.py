"""Counts and means that pages show must be those of the export's records, or of the rows that they stand above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from element_tree import Element
from gap_numbers import count_gaps
from goal_links import is_to, list_below, list_links, serves
from page_numbers import Facts, Place, Record, parse_day, percent, tells
from planned_pages import resolve_address

from okrsite.pages.page import make_url

_CLOSED = ("done", "dropped")
_STATES = {"todo": "to do", "doing": "under way", "done": "done", "dropped": "dropped"}


def has_overdue(objective: Record, facts: Facts) -> bool:
    """Whether a key result or a step of it names a day that is past, and isn't reached."""
    for result in objective["key_results"]:
        if result["grade"] is not None or result["status"]["shown"] in _CLOSED:
            continue
        if result["milestones"]:
            days = [step["due"] or result["due"] for step in result["milestones"] if not step["done"]]
        else:
            days = [result["due"]] if result["progress"] is None or result["progress"] < 1 else []
        if any(day and day < str(facts.today) for day in days):
            return True
    return False


def has_fallen(objective: Record) -> bool:
    """Whether somebody holds a key result for less likely than in the report before, by ten points or more."""
    for result in objective["key_results"]:
        said = [each["confidence"] for each in result["checkins"] if each["confidence"] is not None][-2:]
        if len(said) == 2 and said[0] - said[1] >= 0.1 - 1e-9 and result["status"]["shown"] not in _CLOSED:
            return True
    return False


_LISTS: dict[str, Callable[[Record, Facts], bool]] = {
    "off-track": lambda each, facts: each["status"]["shown"] == "off track",
    "at-risk": lambda each, facts: each["status"]["shown"] == "at risk",
    "outdated": lambda each, facts: each["status"]["shown"] == "outdated",
    "overdue": has_overdue,
    "without-owner": lambda each, facts: each["owner"] is None,
    "blocked": lambda each, facts: bool(each["blockers"]),
    "confidence-fallen": lambda each, facts: has_fallen(each),
    "reported-otherwise": lambda each, facts: each["status"]["reported"] not in (None, each["status"]["computed"], "paused", *_CLOSED)
    and each["status"]["computed"] is not None,
}  # fmt: skip
"""What needs a look, by its page below the pulse."""
_HEADS = {
    "Off track": "off-track",
    "At risk": "at-risk",
    "Outdated": "outdated",
    "Without an owner": "without-owner",
    "Blocked": "blocked",
}
"""The same lists, as review packs call them."""


def count_list(name: str, facts: Facts) -> int:
    """Return how many running objectives are in a list of the pulse."""
    running = [each for each in facts.list_running() if each["status"]["shown"] not in _CLOSED]
    return sum(_LISTS[name](each, facts) for each in running)


def counts_what_needs_a_look(place: Place, facts: Facts) -> bool:
    """`4 off track`: as long as the list to which it leads; below it, `served by nobody, 2 planned`."""
    link = next(each for each in (place.element, *place.element.list_above()) if each.tag == "a")
    address, _, anchor = resolve_address(place.uri, link.attributes["href"]).partition("#")
    name = address.strip("/").rpartition("/")[2]
    if name in _LISTS or anchor in _LISTS:
        return tells(place.text, [count_list(name if name in _LISTS else anchor, facts)])
    if address.startswith("kpis") or anchor == "kpis":
        return tells(place.text, [len(_list_overdue_kpis(facts))])
    if anchor and (gaps := count_gaps(anchor, facts)) and address.startswith("gaps"):
        return tells(place.text, [gaps[place.element.tag == "a"]])
    root = facts.pages[f"{address.strip('/')}.md"]
    section = next(each for each in root.walk() if each.attributes.get("id") == anchor)
    if section.tag == "h3":
        return tells(place.text, [len(_find_list_after(section).elements)])
    if anchor == "moved":
        return tells(place.text, [_count_moved_targets(address.strip("/").rpartition("/")[2], facts)])
    lists = [each for each in section.elements if each.tag in ("ul", "ol")]
    planned = [each for each in lists if _find_head_before(each).startswith("In cycles that haven’t begun")]
    if place.element.tag == "a":
        return tells(place.text, [sum(len(each.elements) for each in planned)])
    return tells(place.text, [sum(len(each.elements) for each in lists if each not in planned)])


def _find_list_after(heading: Element) -> Element:
    after = heading.above.elements[heading.above.elements.index(heading) + 1 :]
    return next(each for each in after if each.tag in ("ul", "ol"))


def _count_moved_targets(cycle: str, facts: Facts) -> int:
    """Return how many objectives of a cycle have a key result whose target was moved."""
    own = [each for each in facts.objectives if each["cycle"] == cycle]
    return sum(any(move["what"] == "target" for move in each["goalposts"]) for each in own)


def _find_head_before(listed: Element) -> str:
    before = listed.above.elements[: listed.above.elements.index(listed)]
    return next((each.text for each in reversed(before) if each.tag in ("h2", "h3")), "")


def _list_overdue_kpis(facts: Facts) -> list[Record]:
    return [each for each in facts.data["kpis"] if each["overdue_on"] and each["overdue_on"] <= str(facts.today)]


def counts_rows_of_group(place: Place, facts: Facts) -> bool:
    """A number behind a heading: of the rows below it, up to the next heading like it; of a list that is cut, of all."""
    heading = next(each for each in place.element.list_above() if each.tag in ("h2", "h3"))
    name = heading.above.attributes.get("id", "")
    if name in _LISTS:
        return tells(place.text, [count_list(name, facts)])
    if place.uri == "gaps.md" and heading.tag == "h2" and (gaps := count_gaps(name, facts)):
        return tells(place.text, [sum(gaps)])
    number = 0
    for each in heading.above.elements[heading.above.elements.index(heading) + 1 :]:
        if each.tag == heading.tag:
            break
        number += len(each.elements) if each.tag in ("ul", "ol") else 0
    return tells(place.text, [number])


def counts_goals_of_point(place: Place, facts: Facts) -> bool:
    """`2 goals`: those that are listed below a reason to talk about them; of a list that is cut, of all."""
    section = next(each for each in place.element.list_above() if each.tag == "section")
    rows = [each for points in section.find("okr-points") for each in points.elements]
    if any(re.fullmatch(r"\d+ more goals?", row.text) for row in rows):
        head = next(each.text for each in section.walk() if each.tag == "h2")
        number = count_list(next(name for title, name in _HEADS.items() if title in head), facts)
    else:
        number = len(rows) if rows else next(iter(re.findall(r"(\d+) goals?", place.text)), 0)
    return not re.search(r"goals?", place.text) or tells(place.text, [int(number)])


def is_link_to_more(place: Place, facts: Facts) -> bool:
    """`All 12 objectives` of a list that is cut, `Open the whole map, 60 objectives`, `4 more goals`, `The earlier 5`."""
    number = int(re.search(r"\d+", place.text)[0])
    address = resolve_address(place.uri, place.element.attributes["href"]).partition("#")[0]
    if place.text.startswith("All "):
        return number == count_list(address.strip("/").rpartition("/")[2], facts)
    if place.text.startswith("Open the whole map"):
        return number == len(list_of_map(facts, list_present(facts)))
    if "more goal" in place.text:
        section = next(each for each in place.element.list_above() if each.tag == "section")
        head = next(each.text for each in section.walk() if each.tag == "h2")
        rows = [each for points in section.find("okr-points") for each in points.elements]
        return (
            number == count_list(next(name for title, name in _HEADS.items() if title in head), facts) - len(rows) + 1
        )
    fold = next(each for each in place.element.list_above() if each.tag == "details")
    shown = sum(each.tag == "li" and "okr-feed" in each.above.classes for each in fold.walk())
    return number == facts.count_entries(facts.by_url[address]) - shown


def list_present(facts: Facts) -> list[tuple[str, str]]:
    """Return from when to when the quarters run that run today."""
    day = facts.today.isoformat()
    cycles = [each for each in facts.cycles.values() if each["parent"] and each["start"] <= day <= each["end"]]
    return [(each["start"], each["end"]) for each in cycles]


def list_of_map(facts: Facts, spans: list[tuple[str, str]]) -> list[Record]:
    """Return the objectives of cycles that run in one of these times."""
    return [
        each
        for each in facts.objectives
        if any(
            facts.cycles[each["cycle"]]["start"] <= end and start <= facts.cycles[each["cycle"]]["end"]
            for start, end in spans
        )
    ]


def is_lead(place: Place, facts: Facts) -> bool:
    """What a page is about, in numbers."""
    first, _, rest = make_url(place.uri).strip("/").partition("/")
    running = facts.list_running()
    if first == "map":
        named = re.search(r"run in (.+?)\.", place.text)[1]
        spans = [(each["start"], each["end"]) for each in facts.cycles.values() if each["name"] == named]
        return tells(place.text.partition(" objectives")[0], [len(list_of_map(facts, spans))])
    if first == "pulse":
        return tells(place.text, [len(running), len({each["team"] for each in running})])
    if first == "roadmap":
        year = [each for each in facts.objectives if facts.cycles[each["cycle"]]["start"][:4] == facts.find_year(place)]
        own = [each for each in year if each["team"] == "company"]
        goals = [each for each in own if facts.cycles[each["cycle"]]["parent"] is None]
        serving = [each for each in year if each not in own and any(serves(each, goal) for goal in own)]
        return tells(place.text, [len(goals), len(serving), len({each["team"] for each in serving})])
    if first == "teams":
        return tells(place.text, [sum(each["url"].startswith("teams/") for each in facts.data["teams"])])
    if first == "kpis":
        kpis, late = facts.data["kpis"], len(_list_overdue_kpis(facts))
        return tells(place.text, [sum(map(_is_outside, kpis)), len(kpis), *([late] if late else [])])
    if first == "initiatives":
        listed = {each["id"] for each in facts.cycles.values() if each["state"] in ("active", "planned")}
        told = Counter(
            work["status"]
            for each in facts.objectives
            if each["cycle"] in listed and each["status"]["shown"] not in _CLOSED
            for work in each["initiatives"]
        )
        said = ", ".join(f"{told[state]} {word}" for state, word in _STATES.items() if told[state])
        return place.text.endswith(f". {said}.")
    if first == "changes":
        parts = [root for uri, root in facts.pages.items() if uri == "changes.md" or uri.startswith("changes/from-")]
        rows = [each for root in parts for each in root.walk() if each.tag == "li" and "okr-feed" in each.above.classes]
        return tells(place.text, [len(rows)])
    if first == "cycles":
        own = [each for each in facts.objectives if each["cycle"] == rest]
        results, units = sum(len(each["key_results"]) for each in own), len({each["team"] for each in own})
        return tells(place.text, [len(own), results, units])
    if first == "tags":
        own = [each for each in facts.objectives if place.find_head() in each["tags"]]
        teams = [each for each in facts.data["teams"] if place.find_head() in each["tags"]]
        said = [(len(own), "objective"), (len(teams), "unit")]
        return place.text == "Tagged so: " + " and ".join(_count(*each) for each in said if each[0]) + "."
    if first == "pillars":
        own = [each for each in facts.objectives if each["pillar"] == place.find_head()]
        return tells(place.text, [sum(each in running for each in own), len(own)])
    return False


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _is_outside(kpi: Record) -> bool:
    low, high = (kpi["range"] or {}).get("low"), (kpi["range"] or {}).get("high")
    value = kpi["values"][-1]["value"]
    return (low is not None and value < low) or (high is not None and value > high)


def count_carried(place: Place, facts: Facts) -> bool:
    """`carries 3 objectives` of a person, `2 of 6 objectives are running` of a pillar or a tag."""
    running = facts.list_running()
    if place.text.startswith("carries "):
        owner = next((link.split("/")[1] for link in place.links if link.startswith("people/")), "")
        own = [each for each in running if each["owner"] == owner and each["status"]["shown"] != "dropped"]
        due = facts.pages[f"people/{owner}/index.md"].find("okr-due")
        late = sum(bool(re.search("was due|check-in:", row.text)) for listed in due for row in listed.elements)
        return tells(place.text, [len(own), *([late] if "late" in place.text else [])])
    row = next(each for each in place.element.list_above() if each.tag == "li")
    name = next(each.text for each in row.walk() if each.tag == "a")
    if "unit" in place.text:
        return tells(place.text, [sum(name in each["tags"] for each in facts.data["teams"])])
    own = [each for each in facts.objectives if each["pillar"] == name or name in each["tags"]]
    return tells(place.text, [sum(each in running for each in own), len(own)])


def count_carriers(place: Place, facts: Facts) -> bool:
    """`3 contribute`, `1 supports`: the objectives in the list below, each of which links to this goal."""
    number, word = place.text.split(" ", 1)
    field = "contributes_to" if word.startswith("contribute") else "supports"
    goal = facts.by_url.get(make_url(place.uri)) or facts.list_objectives(place)[0]
    holder = next(each for each in place.element.list_above() if "okr-carry__kind" in each.classes)
    after = holder.above.elements[holder.above.elements.index(holder) + 1 :]
    rows = next(each for each in after if "okr-rows" in each.classes)
    titles = [next(row.find("okr-row__t")).text for row in rows.elements]
    linking = {each["title"] for each in facts.objectives if any(is_to(link, goal) for link in list_links(each, field))}
    return int(number) == len(titles) and set(titles) <= linking


def count_list_of_map(place: Place, facts: Facts) -> bool:
    """`The map as a list (15 objectives)`: those to which the list leads, each once."""
    number = int(re.search(r"\((\d+) ", place.text)[1])
    entries = [each for each in place.element.above.walk() if each.tag == "li"]
    linked = {next(inner.attributes["href"] for inner in entry.walk() if inner.tag == "a") for entry in entries}
    return number == len(linked)


def counts_what_a_map_leaves_out(place: Place, facts: Facts) -> bool:
    """`4 more below, not shown`: of what runs, what serves a goal, directly or through what isn't shown either."""
    goal = facts.list_objectives(place)[0]
    box = next(each for each in place.element.list_above() if "okr-maplist-box" in each.classes)
    shown = {resolve_address(place.uri, each.attributes["href"]) for each in box.walk() if each.tag == "a"}
    hidden = [each for each in list_of_map(facts, list_present(facts)) if each["url"] not in shown]
    return tells(place.text, [len(list_below([goal], hidden))])


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
        return any(tells(place.text, [facts.count_entries(each)]) for each in objectives)
    if place.text.startswith("Aligned"):
        told = {word: number for number, word in re.findall(r"(\d+%) (direct|indirect)", place.text)}
        return any(
            told == {word: percent(share) for word, share in each["aligned"].items() if share is not None}
            for each in objectives
        )
    found = re.fullmatch(r"How (\S+) adds up", place.text)
    if found is None:
        return False
    if "%" in found[1]:
        return found[1] in map(percent, facts.list_means(place))
    return any(tells(found[1], [mean], rounded=True) for mean in facts.list_mean_grades(place))


def is_time_of_cycle(place: Place, facts: Facts) -> bool:
    """`41 days left`, `day 51 of 92`, `90 days` of the cycle that stands beside it."""
    said = next(each for each in place.element.list_above() if "okr-time" in each.classes)
    label = next(each.attributes["aria-label"] for each in said.walk() if "aria-label" in each.attributes)
    for cycle in facts.cycles.values():
        if not label.startswith(f"{cycle['name']}, "):
            continue
        start, end = (date.fromisoformat(cycle[name]) for name in ("start", "end"))
        length, day = (end - start).days + 1, (facts.today - start).days + 1
        return place.text in (f"{length - day} days left", f"day {day} of {length}", f"{length} days")
    return False


def counts_objectives_of_cycle(place: Place, facts: Facts) -> bool:
    """`3 objectives, closed`, `28 objectives, graded 0.75 on average`: of the unit and the cycle to which the line leads."""
    row = next(each for each in place.element.list_above() if each.tag == "li")
    address = next(resolve_address(place.uri, each.attributes["href"]) for each in row.walk() if each.tag == "a")
    cycle = address.strip("/").rpartition("/")[2]
    name = next(each.text for each in row.walk() if each.tag == "a")
    if cycle not in facts.cycles:  # a unit's own page is about the cycle that runs
        cycle = next(each["id"] for each in facts.cycles.values() if each["name"] == name)
    own = [each for each in facts.objectives if each["cycle"] == cycle]
    if not address.startswith("cycles/"):
        own = [each for each in own if address.startswith(facts.urls[each["team"]])]
    grade = facts.compute_mean_grade(own)
    graded = [float(f"{grade:.2f}")] if "graded" in place.text and grade is not None else []
    return tells(place.text, [len(own), *graded])


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
    return sign is not None and int(place.text) == len(cards)


def counts_teams_that_carry(place: Place, facts: Facts) -> bool:
    """`12 teams carry it`: those with an objective of a cycle that runs somewhere below the goal."""
    below = list_below([facts.list_objectives(place)[0]], facts.list_running())
    teams = {each["team"] for each in below} - {"company"}
    return place.text.startswith(f"{len(teams)} team")


def is_spread_of_grades(place: Place, facts: Facts) -> bool:
    """`0 / 2 / 1`: how many grades of a unit are below 0.4, below 0.7 and above."""
    grades = [each["grade"] for each in facts.list_of_row(place) if each["grade"] is not None]
    low, high = sum(grade < 0.4 for grade in grades), sum(grade >= 0.7 for grade in grades)
    return tells(place.text, [low, len(grades) - low - high, high])


def counts_changes_of_goal(place: Place, facts: Facts) -> bool:
    """`All 2 changes of the goal`: the goalposts that were moved."""
    return any(place.text.startswith(f"All {len(each['goalposts'])} ") for each in facts.list_objectives(place))


def counts_changes_of_week(place: Place, facts: Facts) -> bool:
    """`All 50 changes of the week`: those of the last seven days on the page of changes."""
    since = facts.today - timedelta(days=7)
    rows = (each for each in facts.pages["changes.md"].walk() if each.tag == "li" and "okr-feed" in each.above.classes)
    days = (parse_day(next(inner.text for inner in row.walk() if inner.tag == "time")) for row in rows)
    return tells(place.text, [sum(day > since for day in days)])
