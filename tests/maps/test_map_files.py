"""Maps to take away, read back by those who would read them: an XML parser, Graphviz, a JSON parser."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from map_examples import HOSTILE, company, diagram, node

from okrsite.gate.feeds import check_svg, parse_xml
from okrsite.maps import Diagram, build_dot_file, build_json_file, build_svg_file, draw_layout, layout_diagram
from okrsite.maps.text_metrics import clean_text

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
    source = build_svg_file(layout_diagram(hostile(text)), href_for=href)
    root, faults = parse_xml(source)
    assert faults == [] and root is not None
    assert list(check_svg(root)) == []
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "defs", "marker", "path", "g", "a", "rect", "circle", "text", "tspan", "title")
    }
    assert {element.text for element in root if element.tag == f"{SVG}title"} == {clean_text(text) or None}


@pytest.mark.parametrize("text", [*HOSTILE, "&#34;", "&amp;#39; & \"a\" 'b'"])
def test_a_picture_has_the_elements_and_texts_of_the_drawing_for_pages(text):
    """The file is made of the drawing tag by tag; an XML parser finds the same in both."""
    layout = layout_diagram(hostile(text))

    def list_elements(root):
        return [
            (element.tag.removeprefix(SVG), element.text, element.tail, *map(element.get, ("d", "href", "viewBox")))
            for element in root.iter()
            if not element.tag.endswith("title")
        ]

    file = ET.fromstring(build_svg_file(layout, href_for=href))
    paper = next(element for element in file if element.tag == f"{SVG}rect")
    file.remove(paper)
    assert (paper.get("width"), paper.get("height")) == (file.get("width"), file.get("height"))
    drawing = ET.fromstring(draw_layout(layout, href_for=href, whole=True))[0]
    assert list_elements(file) == list_elements(drawing)
    names = [element.get("aria-label") for element in drawing.iter() if element.get("aria-label") is not None]
    assert [element.text or "" for element in file.iter(f"{SVG}title")] == names


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_dot(text):
    found = labels(build_dot_file(hostile(text), href_for=href))
    assert found.keys() == {"a", "b/2026-Q4/c"}
    assert found["a"] == [clean_text(text), clean_text(f"{text} · {text}"), clean_text(f"{text} 50%")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_json(text):
    document = json.loads(build_json_file(hostile(text), href_for=href))
    upper, below = document["nodes"]
    assert (upper["title"], upper["unit"]["name"], below["reason"], document["label"]) == (text, text, text, text)
    assert (upper["progress"], below["progress"]) == (0.5, None)


def test_the_picture_needs_nothing_from_outside_and_no_style():
    source = build_svg_file(layout_diagram(company()), href_for=lambda node: f"https://okr.test/{node.href}")
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
    assert set(re.findall(r'"(#[0-9a-f]{6})"', build_svg_file(layout_diagram(company())))) <= light


def test_the_same_diagram_is_the_same_file():
    assert build_svg_file(layout_diagram(company())) == build_svg_file(layout_diagram(company()))


def test_dot_says_how_each_link_counts():
    needed = diagram([node("a", 0), node("b", 1), node("c", 1)], [("b", "a"), ("c", "a", "indirect")])
    assert '"b" -> "a" [style=solid];' in build_dot_file(needed, href_for=href)
    assert '"c" -> "a" [style=dashed];' in build_dot_file(needed, href_for=href)


def test_json_holds_all_of_the_diagram():
    document = json.loads(build_json_file(company(), href_for=href))
    assert [each["id"] for each in document["nodes"]] == [node.id for node in company().nodes]
    assert {(e["source"], e["target"], e["kind"]) for e in document["edges"]} == {
        (edge.source, edge.target, edge.kind) for edge in company().edges
    }
