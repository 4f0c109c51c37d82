"""Diagrams that the tests of the maps share."""

from __future__ import annotations

from okrsite.alignment.link_kinds import LinkKind
from okrsite.maps import Diagram, DiagramNode, Edge, Lane

LANES = (Lane(0, "Company"), Lane(1, "Divisions"), Lane(2, "Teams"), Lane(3, "People"))


def node(name: str, level: int, title: str = "", **fields: object) -> DiagramNode:
    """An objective on track, unless told otherwise."""
    values: dict[str, object] = {
        "id": name,
        "title": title or f"The goal called {name}",
        "unit": f"Unit {level}",
        "owner": "Nia",
        "level": level,
        "status_key": "on",
        "status_word": "On track",
        "progress": 0.5,
        "expected": 0.55,
        "href": f"objectives/{name}/",
    }
    return DiagramNode(**(values | fields))


def diagram(
    nodes: list[DiagramNode], links: list[tuple[str, str] | tuple[str, str, LinkKind]] | None = None, **fields: object
) -> Diagram:
    """A diagram of nodes and links written as (lower, upper) or (lower, upper, kind)."""
    edges = tuple(Edge(link[0], link[1], link[2] if len(link) == 3 else "direct") for link in links or [])
    values: dict[str, object] = {"id": "map", "label": "A map", "lanes": LANES} | fields
    return Diagram(nodes=tuple(nodes), edges=edges, **values)


def company() -> Diagram:
    """Two goals, three divisions, nine teams, two loose objectives, every kind of link."""
    nodes = [node("grow", 0), node("stay", 0)]
    nodes += [node(name, 1) for name in ("north", "south", "care")]
    nodes += [node(f"team-{number}", 2) for number in range(9)]
    nodes += [node("alone", 2, aligned=False), node("apart", 2, aligned=False)]
    links: list[tuple[str, str] | tuple[str, str, LinkKind]] = [
        ("north", "grow"),
        ("south", "grow"),
        ("care", "stay"),
        ("care", "grow", "indirect"),
        *((f"team-{number}", "north") for number in range(5)),
        ("team-5", "south"),
        ("team-6", "care", "indirect"),
        ("team-7", "stay"),
        ("team-8", "team-5"),
        ("team-1", "team-6", "depends"),
        ("alone", "team-7", "depends"),
    ]
    return diagram(nodes, links, hint=("These two serve no goal.", "Add `contributes_to:` to each."))


def small(number: int) -> Diagram:
    """One team's neighbourhood, a little different for every number."""
    nodes = [node(f"g{number}", 0), node(f"d{number}", 1), *(node(f"t{number}-{k}", 2) for k in range(2 + number % 5))]
    links: list[tuple[str, str] | tuple[str, str, LinkKind]] = [(f"d{number}", f"g{number}")]
    links += [(f"t{number}-{k}", f"d{number}") for k in range(2 + number % 5)]
    return diagram(nodes, links, id=f"map-{number}")


def graphs() -> dict[str, Diagram]:
    """A dozen small graphs, each with one thing that is hard to place."""
    grown: dict[str, tuple[dict[str, int], list[tuple[str, str] | tuple[str, str, LinkKind]]]] = {
        "one card": ({"a": 2}, []),
        "a goal and its team": ({"g": 0, "t": 2}, [("t", "g")]),
        "a column": ({"g": 0, "d": 1, "a": 2, "b": 2, "c": 2}, [("d", "g"), ("a", "d"), ("b", "d"), ("c", "d")]),
        "two columns of one goal": (
            {"d": 1, **{f"t{number}": 2 for number in range(6)}},
            [(f"t{number}", "d") for number in range(6)],
        ),
        "two families": (
            {"g": 0, "h": 0, "d": 1, "e": 1, "a": 2, "b": 2},
            [("d", "g"), ("e", "h"), ("a", "d"), ("b", "e")],
        ),
        "several goals": (
            {"g": 0, "h": 0, "d": 1, "a": 2},
            [("d", "g"), ("d", "h"), ("a", "d"), ("a", "h", "indirect")],
        ),
        "past the divisions": ({"g": 0, "d": 1, "a": 2, "b": 2}, [("d", "g"), ("a", "d"), ("b", "g")]),
        "a year and its quarter": ({"y": 0, "q": 0, "d": 1}, [("q", "y"), ("d", "q"), ("d", "y", "indirect")]),
        "needed by a neighbour": ({"g": 0, "d": 1, "e": 1}, [("d", "g"), ("e", "g"), ("d", "e", "depends")]),
        "needed by somebody far away": (
            {"g": 0, "d": 1, "a": 2, "b": 3},
            [("d", "g"), ("a", "d"), ("b", "a"), ("b", "g", "depends")],
        ),
        "a circle": ({"a": 1, "b": 1, "c": 1}, [("a", "b"), ("b", "c"), ("c", "a")]),
        "four levels": ({"g": 0, "d": 1, "t": 2, "p": 3, "q": 3}, [("d", "g"), ("t", "d"), ("p", "t"), ("q", "t")]),
        "served from below": ({"g": 0, "d": 1}, [("g", "d"), ("d", "g")]),
    }
    made = {
        name: diagram([node(key, level) for key, level in levels.items()], links)
        for name, (levels, links) in grown.items()
    }
    loose = [node("g", 0), node("a", 2, aligned=False), node("b", 2), node("c", 2, aligned=False)]
    made["linked to nothing"] = diagram(loose, [("b", "a")], hint=("Add a line to each.",))
    return made


HOSTILE = [
    "\"quoted\" and 'single'",
    "A & B &amp; C &lt;",
    "<script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "]]> <![CDATA[ <!-- -- > {{ 7 * 7 }} {% raw %}",
    "שלום \u202bעולם\u202c ‏",
    "👩‍👩‍👧 👍🏽 é ﷽",
    "x" * 300,
    "word " * 60,
    "nul \x00 bell \x07 escape \x1b[31m \ufffe \uffff",
    "lone \ud800 surrogate",
    '\\N digraph { a -> b } %n \\"',
    "   ",
]
