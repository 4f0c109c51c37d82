"""Maps to take away, read back by those who would read them: an XML parser, Graphviz, a JSON parser."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from map_examples import company, diagram, node
from test_map_drawing import HOSTILE

from okrsite.gate.feeds import svg_faults, xml_root
from okrsite.maps import Diagram, dot_file, json_file, layout, svg_file
from okrsite.maps.text import clean

SVG = "{http://www.w3.org/2000/svg}"
CSS = Path(__file__).parents[2] / "okrsite" / "theme" / "assets" / "okr" / "okr.css"


def href(each: Any) -> str:
    return str(each.href)


def hostile(text: str) -> Diagram:
    upper = node("a", 0, text, unit=text, owner=text, status_word=text, href="x/?a=1&b=2", tags=(text,), unit_id=text)
    below = node("b/2026-Q4/c", 2, text, aligned=False, purpose="on purpose", reason=text, progress=float("nan"))
    return diagram([upper, below], [("b/2026-Q4/c", "a", "depends")], label=text, unaligned_label=text, hint=(text,))


def labels(source: str) -> dict[str, list[str]]:
    """What Graphviz makes of a DOT file: the lines of each node's label."""
    pygraphviz = pytest.importorskip("pygraphviz")
    graph = pygraphviz.AGraph(string=source)
    found = {}
    for each in graph.nodes():
        lines = _lines(each.attr["label"])
        found[str(each)] = [html.unescape(line) for line in lines]
    return found


def _lines(label: str) -> list[str]:
    """A label's escapes, as Graphviz reads them: `\\n` ends a line, any other character stands for itself."""
    lines, escaped = [""], False
    for character in label:
        if escaped:
            escaped = False
            if character == "n":
                lines.append("")
                continue
        elif character == "\\":
            escaped = True
            continue
        lines[-1] += character
    return lines


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_a_picture(text):
    source = svg_file(layout(hostile(text)), href_for=href)
    root, faults = xml_root(source)
    assert faults == [] and root is not None
    assert list(svg_faults(root)) == []
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "defs", "marker", "path", "g", "a", "rect", "circle", "text", "tspan", "title")
    }
    assert {element.text for element in root if element.tag == f"{SVG}title"} == {clean(text) or None}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_dot(text):
    found = labels(dot_file(hostile(text), href_for=href))
    assert found.keys() == {"a", "b/2026-Q4/c"}
    assert found["a"] == [clean(text), clean(f"{text} · {text}"), clean(f"{text} 50%")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_json(text):
    document = json.loads(json_file(hostile(text), href_for=href))
    upper, below = document["nodes"]
    assert (upper["title"], upper["unit"]["name"], below["reason"], document["label"]) == (text, text, text, text)
    assert (upper["progress"], below["progress"]) == (0.5, None)


def test_the_picture_needs_nothing_from_outside_and_no_style():
    source = svg_file(layout(company()), href_for=lambda each: f"https://okr.test/{each.href}")
    root = ET.fromstring(source)
    kept = {name for element in root.iter() for name in element.attrib}
    assert not {
        name for name in kept if name in ("class", "style", "role") or name.startswith(("data-", "aria-", "on"))
    }
    assert len([link for link in root.iter(f"{SVG}a") if link.get("href", "").startswith("https://okr.test/")]) == 16
    words = [element for element in root.iter(f"{SVG}text") if element.text == "On track"]
    assert len(words) == 16 and {word.get("fill") for word in words} == {"#1b6e3c"}


def test_the_picture_has_the_colours_of_the_style_sheet():
    style = CSS.read_text(encoding="utf-8").partition('[data-md-color-scheme="slate"]')[0]
    light = set(re.findall(r"#[0-9a-f]{6}", style))
    assert set(re.findall(r'"(#[0-9a-f]{6})"', svg_file(layout(company())))) <= light


def test_the_same_diagram_is_the_same_file():
    assert svg_file(layout(company())) == svg_file(layout(company()))


def test_dot_says_how_each_link_counts():
    needed = diagram([node("a", 0), node("b", 1), node("c", 1)], [("b", "a"), ("c", "a", "indirect")])
    assert '"b" -> "a" [style=solid];' in dot_file(needed, href_for=href)
    assert '"c" -> "a" [style=dashed];' in dot_file(needed, href_for=href)


def test_json_holds_all_of_the_diagram():
    document = json.loads(json_file(company(), href_for=href))
    assert [each["id"] for each in document["nodes"]] == [each.id for each in company().nodes]
    assert {(e["source"], e["target"], e["kind"]) for e in document["edges"]} == {
        (edge.source, edge.target, edge.kind) for edge in company().edges
    }
