"""What the picture says, read back by an XML parser."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from map_examples import HOSTILE, company, diagram, node
from msgspec.structs import replace

from okrsite.languages.words import set_language
from okrsite.maps import LINES, Edge, MapWords, draw_layout, layout_diagram, render_shared_shapes
from okrsite.maps.cards import count_title_lines, select_card_style
from okrsite.number_style import set_decimal_comma

STYLES = Path(__file__).parents[2] / "okrsite" / "theme" / "assets" / "okr" / "okr.css"


def _parse(markup: str) -> ET.Element:
    return ET.fromstring(str(markup))


def _with_class(tree: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_stays_text(text: str) -> None:
    hostile = node("a", 0, text, unit=text, owner=text, status_word=text, href="x/?a=1&b=2", tags=(text,), unit_id=text)
    below = node(text, 2, text, hidden_children=3)
    picture = diagram([hostile, below], [(text, "a")], id=text, label=text, unaligned_label=text, hint=(text,))
    tree = _parse(draw_layout(layout_diagram(picture)))
    allowed = {"div", "svg", "defs", "marker", "path", "g", "a", "rect", "circle", "text", "tspan", "title", "use"}
    assert {element.tag for element in tree.iter()} <= allowed
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert len(_with_class(tree, "okr-node")) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_a_drawing_for_a_page_says_what_one_says_that_stands_alone(text: str) -> None:
    nodes = [node("a", 0, text, unit=text, owner=text), node("b", 2, text, hidden_children=3, href="b/")]
    layout = layout_diagram(diagram(nodes, [("b", "a")]))
    short, whole = _parse(draw_layout(layout)), _parse(draw_layout(layout, whole=True))
    for name in ("okr-node", "okr-unfold", "okr-lane"):
        told = [
            [
                (each.get("href"), each.get("aria-label"), [words for words in each.itertext() if words])
                for each in _with_class(tree, name)
            ]
            for tree in (short, whole)
        ]
        assert told[0] == told[1] != []
    assert not re.search(r'class="okr-(?:node|bar|unfold)__', draw_layout(layout))


def test_the_same_picture_is_the_same_bytes() -> None:
    assert draw_layout(layout_diagram(company())) == draw_layout(layout_diagram(company()))


def test_a_card_says_everything_in_its_name() -> None:
    nodes = [
        node("goal", 0, "Grow."),
        node("dep", 1, "Build it"),
        node("t", 2, "Help", status_key="risk", status_word="At risk", progress=0.345, hidden_children=12),
    ]
    tree = _parse(draw_layout(layout_diagram(diagram(nodes, [("t", "goal"), ("t", "dep", "depends")]))))
    (card,) = [element for element in _with_class(tree, "okr-node") if element.get("data-ref") == "t"]
    assert card.get("aria-label") == (
        "Help. Unit 2, Nia, At risk, 35%, expected 55%. Serves: Grow. Depends on: Build it. 12 more below, not shown."
    )
    assert card.get("class") == "okr-node okr-node--team is-risk"
    assert card.get("href") == "objectives/t/"
    assert [text.text for text in card.iter("text") if text.get("x")] == ["+12"]


def test_a_count_of_what_is_not_shown_leads_to_the_objectives_own_map() -> None:
    nodes = [node("a", 1, hidden_children=12), node("b", 1), node("c", 1, hidden_children=3, href="")]
    tree = _parse(
        draw_layout(
            layout_diagram(diagram(nodes)), href_for=lambda other_node: other_node.href and f"../{other_node.href}"
        )
    )
    (unfold,) = _with_class(tree, "okr-unfold")
    assert (unfold.get("href"), unfold.get("aria-label")) == ("../objectives/a/#map", "Show the 12 more below")
    assert not [inner for link in tree.iter("a") for inner in link.iter("a") if inner is not link]


def _list_edges(tree: ET.Element) -> set[tuple[str | None, str | None, str]]:
    """What each link joins, by the references of its cards, and its kind."""
    refs = [card.get("data-ref") for card in _with_class(tree, "okr-node")]
    groups = [group for group in tree.iter("g") if group.get("class", "").startswith("okr-edge--")]
    ends = [
        (map(int, path.get("data-ends", "").split()), group.get("class", "").removeprefix("okr-edge--"))
        for group in groups
        for path in group
    ]
    return {(refs[lower], refs[upper], kind) for (lower, upper), kind in ends}


def test_links_carry_their_ends_and_kinds() -> None:
    tree = _parse(draw_layout(layout_diagram(company())))
    assert _list_edges(tree) == {
        (e.source, e.target, "dep" if e.kind == "depends" else e.kind) for e in company().edges
    }


def test_marks_and_arrow_heads_stand_once_on_a_page_and_each_is_found() -> None:
    nodes = [node("a", 0, status_key="risk"), node("b", 1), node("c", 1)]
    page = draw_layout(layout_diagram(diagram(nodes, [("b", "a"), ("c", "b", "depends")])))
    shapes = ET.fromstring(render_shared_shapes(page + page))
    assert [shape.get("id") for shape in shapes] == ["okr.on", "okr.risk", "okr.direct", "okr.dep"]
    assert {f"#{shape.get('id')}" for shape in shapes if shape.tag == "path"} == {
        use.get("href") for use in _parse(page).iter("use")
    }
    style = STYLES.read_text(encoding="utf-8")
    for line in LINES:
        assert f".okr-edge--{line.key} {{ marker-start: url(#okr.{line.key});" in style
    assert render_shared_shapes("<p>No map.</p>") == ""


@pytest.mark.parametrize("end", ["/", ".html"])
def test_a_card_whose_address_says_its_reference_says_it_once(end: str) -> None:
    """The script of the page reads it there, of the whole address."""
    ref, odd = "sales/2026-Q4/grow", "objectives/2026-Q4/objectives"
    nodes = [node(name, 0, href=f"objectives/{name}{end}") for name in (ref, odd, "é/2026-Q4/a")]
    nodes += [node("a/b/c", 1, href=f"objectives/{ref}{end}"), node("d/e/f", 1, href="")]
    nodes.append(node("g/h/i", 1, href="https://okr.test/", outside="Acme"))
    drawn = draw_layout(layout_diagram(diagram(nodes)), href_for=lambda each: each.href and f"../{each.href}")
    assert sorted(re.findall(r'data-ref="([^"]*)"', drawn)) == ["a/b/c", "d/e/f", "g/h/i", "é/2026-Q4/a"]


def test_the_style_sheet_makes_cards_as_large_as_they_were_laid_out() -> None:
    """Cards of pages have no measures of their own."""
    style = STYLES.read_text(encoding="utf-8")

    def find_measures(selector: str) -> dict[str, float]:
        rule = style.partition(f"\n{selector} {{ ")[2].partition(" }")[0]
        return {name: float(value) for name, value in re.findall(r"--okr-(\w+): ([\d.]+)px;", rule)}

    others = find_measures(".okr-nodes")
    rules = {
        0: find_measures(".okr-node--company, .okr-node--company + .okr-unfold"),
        1: find_measures(".okr-node--division, .okr-node--division + .okr-unfold"),
    }
    turned = find_measures(".okr-map--right :is(.okr-node, .okr-unfold)")
    lines = {int(n): int(more) + 1 for n, more in re.findall(r"\.okr-(\d) \{ --okr-more: (\d); \}", style)}
    assert lines == {number: number for number in (1, 3, 4, 5)}
    for level, direction in (
        (0, "down"),
        (1, "down"),
        (2, "down"),
        (3, "down"),
        (-1, "down"),
        (0, "right"),
        (2, "right"),
    ):
        card_style = select_card_style(level, direction)
        found = turned if direction == "right" else others | rules.get(level, {})
        tail = card_style.word_step + 20
        assert found == {"w": card_style.width, "y": card_style.title_y, "step": card_style.line_step, "tail": tail}
        for number in range(1, card_style.lines + 1):
            high = found["y"] + (number - 1) * found["step"] + found["tail"]
            assert count_title_lines(card_style, high) == number


def test_what_the_other_side_has_not_confirmed_is_drawn_open_and_said() -> None:
    nodes = [node("a", 1, "Give"), node("b", 1, "Lend."), node("c", 1)]
    edges = (Edge("c", "a", "depends"), Edge("c", "b", "depends", confirmed=False))
    picture = replace(diagram(nodes), edges=edges)
    tree = _parse(draw_layout(layout_diagram(picture)))
    assert _list_edges(tree) == {("c", "a", "dep"), ("c", "b", "open")}
    assert len(_with_class(tree, "okr-edge--open")) == 1
    (card,) = [element for element in _with_class(tree, "okr-node") if element.get("data-ref") == "c"]
    assert card.get("aria-label", "").endswith("Depends on: Give; Lend (not confirmed yet).")
    assert (
        picture.compute_layout_key()
        != replace(picture, edges=(edges[0], replace(edges[1], confirmed=True))).compute_layout_key()
    )


def test_what_serves_nothing_on_purpose_says_so() -> None:
    loose = node("a", 2, aligned=False, purpose="on purpose", reason="The auditors ask for it.", hidden_children=3)
    tree = _parse(draw_layout(layout_diagram(diagram([loose])), whole=True))
    assert [text.text for text in _with_class(tree, "okr-node__more")] == ["on purpose +3"]
    assert "Serves no goal, on purpose: The auditors ask for it." in _with_class(tree, "okr-node")[0].get(
        "aria-label", ""
    )


def test_two_pictures_on_a_page_share_no_id() -> None:
    pictures = [
        draw_layout(layout_diagram(replace(company(), id=name)), screens="wide")
        for name in ("a/b", "a-b", "ab", "1", "é", "è", "")
    ]
    ids = [e.get("id") for picture in pictures for e in _parse(picture).iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 7 * 16
    assert 'id="here.0"' in draw_layout(layout_diagram(company()), prefix="here", screens="wide")
    whole = draw_layout(layout_diagram(company()), prefix="here", whole=True)
    assert 'id="here-arr-direct"' in whole and 'marker-start="url(#here-arr-direct)"' in whole


def test_one_layout_serves_pages_at_several_depths() -> None:
    picture = layout_diagram(diagram([node("a", 0)]))
    assert 'href="../../objectives/a/"' in draw_layout(picture, href_for=lambda node: "../../" + node.href)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " java\nscript:alert(1)//",
        "data:text/html,x",
        "//evil.test/",
        "/\\evil.test",
        "\x01javascript:a",
        "vbscript:x?",
    ],
)
def test_an_odd_address_is_no_link(href: str) -> None:
    tree = _parse(draw_layout(layout_diagram(diagram([node("a", 0, href=href)]))))
    assert not list(tree.iter("a")) and len(_with_class(tree, "okr-node")) == 1


@pytest.mark.parametrize("href", ["a/", "../a/#b", "#x", "?q=a:b", "a/b:c", "https://okr.test/x", ".", "/a/"])
def test_a_usual_address_is_kept(href: str) -> None:
    assert [
        a.get("href") for a in _parse(draw_layout(layout_diagram(diagram([node("a", 0, href=href)])))).iter("a")
    ] == [href]


@pytest.mark.parametrize(
    ("progress", "expected", "number", "parts"),
    [
        (None, None, "–", {"track"}),
        (None, 0.5, "–", {"track", "tick"}),
        (0.0, 0.5, "0%", {"track", "gap", "tick"}),
        (0.3, 0.5, "30%", {"track", "gap", "fill", "tick"}),
        (0.7, 0.5, "70%", {"track", "fill", "tick"}),
        (3.0, None, "100%", {"track", "fill"}),
        (-1.0, None, "0%", {"track"}),
        (float("nan"), float("inf"), "–", {"track"}),
    ],
)
def test_bar(progress: float | None, expected: float | None, number: str, parts: set[str]) -> None:
    tree = _parse(
        draw_layout(layout_diagram(diagram([node("a", 2, progress=progress, expected=expected)])), whole=True)
    )
    assert {part for part in ("track", "gap", "fill", "tick") if _with_class(tree, f"okr-bar__{part}")} == parts
    assert [text.text for text in _with_class(tree, "okr-node__pct")] == [number]


@pytest.mark.parametrize("key", ["on", "risk", "off", "done", "none", "paused", "stale"])
def test_every_status_has_a_mark_and_a_word(key: str) -> None:
    tree = _parse(
        draw_layout(layout_diagram(diagram([node("a", 2, status_key=key, status_word="Wie es steht")])), whole=True)
    )
    (mark,) = _with_class(tree, "okr-node__mark")
    assert mark.get("d") and [text.text for text in _with_class(tree, "okr-node__word")] == ["Wie es steht"]


def test_words_come_in_the_language_of_the_site() -> None:
    german = MapWords(
        expected="erwartet {percent}", serves="Dient: {titles}.", percent=lambda share: f"{round(share * 100)} %"
    )
    assert "50 %, erwartet 55 %. Dient: Wachsen." in draw_layout(
        layout_diagram(diagram([node("a", 0, "Wachsen"), node("b", 1)], [("b", "a")])), words=german
    )


def test_a_card_that_was_drawn_before_says_what_it_says_on_another_site() -> None:
    layout = layout_diagram(diagram([node("a", 0, "Grow", hidden_children=2), node("b", 1)], [("b", "a")]))
    before = draw_layout(layout)
    set_decimal_comma(True, percent="\u00a0%")
    set_language("de")
    german = draw_layout(layout)
    assert "erwartet 55\u00a0%." in german and ">50\u00a0%</text>" in german
    set_decimal_comma(False)
    set_language("en")
    assert draw_layout(layout) == before and "expected 55%." in before and ">50%</text>" in before
    other = replace(layout, cards=tuple(replace(card, node=replace(card.node, title="Win")) for card in layout.cards))
    assert "Win. " in draw_layout(other)


def test_a_cut_title_can_be_read_whole() -> None:
    title = "A title that goes on and on " * 8
    tree = _parse(draw_layout(layout_diagram(diagram([node("a", 2, title)]))))
    assert [element.text for element in tree.iter("title")] == [title.strip()]
    assert not list(_parse(draw_layout(layout_diagram(diagram([node("a", 2, "Short")])))).iter("title"))


def test_hint_sets_code_apart() -> None:
    tree = _parse(draw_layout(layout_diagram(company())))
    assert [element.text for element in _with_class(tree, "okr-code")] == ["contributes_to:"]


def test_nothing_to_show_is_a_picture_too() -> None:
    _parse(draw_layout(layout_diagram(diagram([]))))


def test_a_tag_of_several_words_stays_one() -> None:
    drawing = draw_layout(layout_diagram(diagram([node("a", 0, tags=("customer care", "it", " "))])))
    assert re.findall(r'data-tags="([^"]*)"', drawing) == ["customer care\nit"]
