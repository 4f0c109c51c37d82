"""The list beneath a map says what the map says."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from okrsite.maps import Diagram, DiagramNode, Edge, Lane
from okrsite.pages.maps.nested_list import render_map_list


def node(name: str, level: int = 2, **fields: object) -> DiagramNode:
    values: dict[str, object] = {
        "id": name,
        "title": f"Goal {name}",
        "unit": "Unit",
        "owner": "Nia",
        "level": level,
        "status_key": "risk",
        "status_word": "At risk",
        "progress": 0.5,
        "expected": None,
        "href": f"objectives/{name}/",
    }
    return DiagramNode(**(values | fields))


def diagram(nodes: list[DiagramNode], links: list[tuple[str, str, str]], **fields: object) -> Diagram:
    edges = tuple(Edge(*link) for link in links)
    return Diagram("m", "A map", (Lane(0, "Company"),), tuple(nodes), edges, **fields)


def read_back(diagram: Diagram) -> ET.Element:
    return ET.fromstring(str(render_map_list(diagram, "map.md")))


def outline(tree: ET.Element) -> list[str]:
    """Titles, indented by depth."""
    found: list[str] = []

    def walk(element: ET.Element, depth: int) -> None:
        for child in element:
            if child.tag == "li":
                kind = child.find("i")
                above = child.find("a[@class='okr-maplist__above']")
                title = next(link for link in child.iter("a") if link is not above).text or ""
                words = f"{kind.text} " if kind is not None else ""
                found.append("  " * depth + words + title + (" ^" if above is not None else ""))
                walk(child, depth + 1)
            elif child.tag == "ul":
                walk(child, depth)

    walk(tree, 0)
    return found


def test_goals_at_the_root_and_below_each_what_serves_it():
    nodes = [node("t"), node("g", 0), node("d", 1), node("h", 0)]
    tree = read_back(diagram(nodes, [("d", "g", "direct"), ("t", "d", "indirect")]))
    assert outline(tree) == ["Goal g", "  contributes Goal d", "    supports Goal t", "Goal h"]
    assert tree.findtext("summary") == "The map as a list (4 objectives)"
    entry = tree.find("ul/li")
    assert entry is not None and "".join(entry.itertext()).split("\n")[0] == "Goal g Unit · Nia At risk 50%"
    assert entry.find("a").get("href") == "../objectives/g/"


def test_what_serves_two_goals_stands_below_both_and_its_own_list_once():
    nodes = [node("g", 0), node("h", 0), node("d", 1), node("t"), node("leaf")]
    links = [("d", "g", "direct"), ("d", "h", "direct"), ("t", "d", "direct"), ("leaf", "g", "direct")]
    tree = read_back(diagram(nodes, [*links, ("leaf", "h", "indirect")]))
    assert outline(tree) == [
        "Goal g",
        "  contributes Goal d",
        "    contributes Goal t",
        "  contributes Goal leaf",
        "Goal h",
        "  contributes Goal d ^",
        "  supports Goal leaf",
    ]
    above = tree.find(".//a[@class='okr-maplist__above']")
    anchors = [element.get("id") for element in tree.iter("li") if element.get("id")]
    assert above is not None and [above.get("href")] == [f"#{name}" for name in anchors]


def test_unaligned_objectives_stand_at_the_end_under_their_own_heading():
    nodes = [node("lost", aligned=False), node("g", 0), node("below")]
    tree = read_back(diagram(nodes, [("below", "lost", "direct")], hidden_unaligned=7))
    assert outline(tree) == ["Goal g", "Goal lost", "  contributes Goal below"]
    heading = tree.find("p[@class='okr-maplist__heading']")
    second = tree.findall("ul")[1]
    assert heading is not None and heading.text == "Not linked to a goal"
    assert second.get("aria-labelledby") == heading.get("id")
    assert tree.findtext("p[@class='okr-maplist__more']") == "7 more, not shown"


def test_dependencies_and_what_is_left_out_are_said():
    nodes = [node("g", 0, hidden_children=12), node("d", 1), node("e", 1, progress=None)]
    tree = read_back(diagram(nodes, [("d", "e", "depends"), ("d", "g", "direct")]))
    text = " ".join("".join(tree.itertext()).split())
    assert "Goal g Unit · Nia At risk 50% 12 more below, not shown" in text
    assert "Goal d Unit · Nia At risk 50% depends on Goal e" in text
    assert "Goal e Unit · Nia At risk –" in text


def test_a_circle_is_listed_once_and_leads_back_to_itself():
    tree = read_back(
        diagram([node("a"), node("b")], [("a", "b", "direct"), ("b", "a", "direct"), ("a", "a", "direct")])
    )
    assert outline(tree) == ["Goal a", "  contributes Goal b", "    contributes Goal a ^"]


def test_a_dense_map_has_a_list_as_long_as_its_links():
    """Twelve layers of ten, everybody serving everybody above: a list of all ways would have 10 to the 12 entries."""
    nodes = [node(f"n{layer}-{k}", layer) for layer in range(12) for k in range(10)]
    links = [(f"n{n}-{k}", f"n{n - 1}-{up}", "direct") for n in range(1, 12) for k in range(10) for up in range(10)]
    entries = outline(read_back(diagram(nodes, links)))
    assert len(entries) == 10 + len(links)


def test_a_long_chain_needs_no_recursion():
    nodes = [node(f"n{k}") for k in range(3000)]
    links = [(f"n{k}", f"n{k - 1}", "direct") for k in range(1, 3000)]
    listed = render_map_list(diagram(nodes, links), "map.md")
    assert listed.count("<li") == listed.count("</li>") == 3000 and listed.count("<ul") == listed.count("</ul>")


def test_whatever_is_typed_stays_text():
    evil = "</a></li><script>alert(1)</script>\"'&{{ 7 * 7 }}"
    nodes = [node("a", title=evil, unit=evil, owner=evil, status_word=evil), node("b", aligned=False)]
    tree = read_back(diagram(nodes, [("b", "a", "depends")], unaligned_label=evil))
    assert [link.text for link in tree.iter("a")] == [evil, "Goal b", evil]
    assert not list(tree.iter("script"))


def test_nothing_is_a_list_too():
    assert outline(read_back(diagram([], []))) == []


def test_the_list_says_what_is_not_confirmed_and_what_is_on_purpose():
    loose = node("l", aligned=False, purpose="on purpose", reason="<b>The law</b>")
    picture = Diagram(
        "m",
        "A map",
        (),
        (node("a"), node("b"), node("c"), loose),
        (Edge("c", "a", "depends"), Edge("c", "b", "depends", confirmed=False)),
    )
    said = [
        "".join(element.itertext())
        for element in read_back(picture).iter("span")
        if element.get("class") == "okr-maplist__needs"
    ]
    assert said == ["depends on Goal a, Goal b (not confirmed yet)", "on purpose: <b>The law</b>"]
