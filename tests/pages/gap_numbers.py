"""Where goals don't hang together, found again in nothing but the export."""

from __future__ import annotations

from goal_links import list_links, serves
from page_numbers import Facts, Record

_SETTLED = ("done", "dropped")


def list_open(facts: Facts) -> list[Record]:
    """Return the objectives that are running or planned, and neither reached nor given up."""
    cycles = {each["id"] for each in facts.cycles.values() if each["state"] in ("active", "planned")}
    return [each for each in facts.objectives if each["cycle"] in cycles and each["status"]["shown"] not in _SETTLED]


def count_gaps(name: str, facts: Facts) -> tuple[int, int] | None:
    """Return how many gaps of a kind are in cycles that run, and how many in those to come; None for other kinds."""
    found = _FINDERS[name](facts) if name in _FINDERS else None
    if found is None:
        return None
    planned = sum(facts.cycles[each["cycle"]]["state"] == "planned" for each in found)
    return len(found) - planned, planned


def _list_unserved(facts: Facts) -> list[Record]:
    """Return the company's objectives that nobody serves, and once for each key result that nobody names."""
    goals = list_open(facts)
    serving = [each for each in goals if each["team"] != "company"]
    waiting = list(serving)
    while waiting:
        below = waiting.pop()
        new = [each for each in goals if each not in serving and serves(below, each)]
        serving += new
        waiting += new
    found = []
    for goal in (each for each in goals if each["team"] == "company"):
        sources = [each for each in serving if serves(each, goal)]
        links = [
            (each, link)
            for each in sources
            for field in ("contributes_to", "supports")
            for link in list_links(each, field)
        ]
        whole = [each for each, link in links if link["ref"] == goal["ref"]]
        named = {link["ref"] for _, link in links}
        if not sources:
            found.append(goal)
        elif not any(each["team"] == "company" for each in whole):
            found += [
                goal
                for result in goal["key_results"]
                if result["ref"] not in named and result["status"]["shown"] not in _SETTLED
            ]
    return found


def _list_unaligned(facts: Facts) -> list[Record]:
    """Return what links to no goal, although there is something above it."""
    return [
        each
        for each in list_open(facts)
        if each["team"] != "company"
        if not any(list_links(each, field) for field in ("contributes_to", "supports", "outside"))
    ]


def _list_unconfirmed(facts: Facts) -> list[Record]:
    """Return for each dependency on an open goal that didn't answer the one that depends."""
    goals = {each["ref"]: each for each in list_open(facts)}
    return [
        each
        for each in goals.values()
        for needed in each["depends_on"]
        if needed in goals and each["ref"] not in goals[needed]["confirms"]
    ]


def _list_uncovered(facts: Facts) -> list[Record]:
    """Return the objective of each key result whose contributions don't add up to what is planned."""
    return [
        each
        for each in list_open(facts)
        for result in each["key_results"]
        if result["contribution"] and result["contribution"]["verdict"] != "covered"
    ]


_FINDERS = {
    "unserved": _list_unserved,
    "unaligned": lambda facts: [each for each in _list_unaligned(facts) if not each["unaligned"]],
    "on-purpose": lambda facts: [each for each in _list_unaligned(facts) if each["unaligned"]],
    "unconfirmed": _list_unconfirmed,
    "sums": _list_uncovered,
}
