"""Layouts that are kept: the same picture with and without them, and nothing believed that can't be right."""

from __future__ import annotations

import json

import pytest
from map_examples import company, diagram, graphs, node
from msgspec.structs import replace

from okrsite.maps import LayoutCache, draw_layout, layout_diagram
from okrsite.pages.maps import drawing
from okrsite.pages.maps.drawing import MapDrawer
from okrsite.workers import CAN_FORK, Workers

FILE = "maps.jsonl"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


def keep(folder, *pictures):
    layout_cache = LayoutCache(folder)
    for each in pictures:
        layout_cache.store(each.compute_layout_key(), layout_diagram(each))
    layout_cache.save()


def kept(folder, picture):
    return LayoutCache(folder).get(picture.compute_layout_key(), picture)


def test_a_kept_layout_is_that_of_the_same_cards_with_other_numbers(folder):
    keep(folder, company())
    later = replace(company(), nodes=tuple(replace(card, progress=0.99, expected=0.5) for card in company().nodes))
    assert kept(folder, later) == layout_diagram(later)


@pytest.mark.parametrize("name", [*graphs(), "company", "collapsed", "nothing"])
def test_a_kept_layout_is_the_layout(folder, name):
    crowd = diagram([node("g", 0), *(node(f"t{k}", 2) for k in range(160))], [(f"t{k}", "g") for k in range(160)])
    picture = {**graphs(), "company": company(), "collapsed": crowd, "nothing": diagram([])}[name]
    turned = picture.to_horizontal()
    keep(folder, picture, turned)
    for other_diagram in (picture, turned):
        assert kept(folder, other_diagram) == layout_diagram(other_diagram)
        assert draw_layout(kept(folder, other_diagram)) == draw_layout(layout_diagram(other_diagram))
    renamed = replace(turned, id=picture.id)
    assert kept(folder, renamed) == layout_diagram(renamed)


def test_what_was_laid_out_once_is_not_laid_out_again(folder, monkeypatch):
    asked = []
    honest = drawing.lay_out_diagrams
    monkeypatch.setattr(
        drawing, "lay_out_diagrams", lambda given, **more: asked.append(len(given)) or honest(given, **more)
    )
    pictures = list(graphs().values())
    first = [MapDrawer(pictures, cache=folder).draw_map("map.md", diagram) for diagram in pictures]
    asked.clear()
    again = MapDrawer(pictures, cache=folder)
    assert sum(asked) == 0
    assert [again.draw_map("map.md", diagram) for diagram in pictures] == first
    MapDrawer([*pictures[1:], company()], cache=folder)
    assert sum(asked) == 2, "the new one, and the same from left to right"
    assert kept(folder, pictures[0]) is None, "what nobody asked for any more is not kept"


def test_the_file_is_the_same_whatever_came_first(folder, tmp_path):
    keep(folder, *graphs().values())
    keep(tmp_path / "other", *reversed(graphs().values()))
    assert (folder / FILE).read_bytes() == (tmp_path / "other" / FILE).read_bytes()


@pytest.mark.skipif(not CAN_FORK, reason="there are no copies of a process")
def test_only_a_copy_of_the_process_hands_over_what_it_has_found_and_each_of_it_once(folder):
    """The process that writes the file was told again and again of all that it has: ever more with each page."""
    layout_cache = LayoutCache(folder)
    first, second, *others = graphs().values()

    def find(picture):
        layout_cache.store(picture.compute_layout_key(), layout_diagram(picture))
        return list(layout_cache.hand_over())

    assert find(first) == []
    with Workers(lambda pictures: [find(picture) for picture in pictures], [(second, others[0])]) as workers:
        (handed_over,) = workers.collect()
    assert [len(keys) for keys in handed_over[1:]] == [1]
    assert others[0].compute_layout_key() in handed_over[1]
    assert layout_cache.get(first.compute_layout_key(), first) is not None


def test_another_diagram_has_another_layout(folder):
    keep(folder, company())
    assert kept(folder, graphs()["a column"]) is None


def test_a_damaged_line_is_no_line(folder):
    keep(folder, company())
    text = (folder / FILE).read_text(encoding="utf-8")
    for damaged in (text.replace("M", "M1", 1), text[:-20], "", "\0\n\n  \n", text.replace("M", "<")):
        assert damaged != text
        (folder / FILE).write_text(damaged, encoding="utf-8")
        assert kept(folder, company()) is None
    (folder / FILE).write_bytes(b"\xff\xfe" + text.encode())
    assert kept(folder, company()) is None


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (0, 1e300),
        (0, "1"),
        (0, True),
        (2, [["Company", 4, 100, 20, 1e400, 0, False]]),
        (3, None),
        (2, [["Forged", 4, 100, 20, 2, 0, False]]),
        (3, []),
        (3, [[0, 1, 1, 1, 1, False]] * 16),
        (4, [[0, 'M0 0" onload="x']]),
        (4, [[10_000, "M0 0H1"]]),
        (4, [[-1, "M0 0H1"]]),
        (5, [["Forged", 1, 1]]),
        (0, 9_000_000),
        (1, 9_000_000),
        (2, lambda lanes: [[*lane[:6], 10**300, *lane[7:]] for lane in lanes]),
        (2, lambda lanes: [[*lane[:7], 12, lane[8]] for lane in lanes]),
        (2, lambda lanes: lanes[1:]),
        (2, []),
        (3, lambda cards: [[card[0], 0, 0, *card[3:]] for card in cards]),
        (3, lambda cards: [[card[0], -9_000, *card[2:]] for card in cards]),
        (3, lambda cards: [[*card[:3], -5, *card[4:]] for card in cards]),
        (3, lambda cards: [[*card[:5], not card[5]] for card in cards]),
        (4, []),
        (4, lambda paths: [*paths, paths[0]]),
        (4, lambda paths: [[number, "M9999999 0H1"] for number, _ in paths]),
        (4, lambda paths: [[number, "M0 0" + "h1" * 5_000] for number, _ in paths]),
    ],
)
def test_a_forged_line_with_a_right_checksum_is_no_line_either(folder, part, value):
    layout_cache = LayoutCache(folder)
    layout_cache.store(company().compute_layout_key(), layout_diagram(company()))
    key, plain = next((key, json.loads(text)) for key, text in layout_cache._texts._used.items())
    assert len(plain) == 6
    plain[part] = value(plain[part]) if callable(value) else value
    layout_cache._texts.store(key, json.dumps(plain))
    layout_cache.save()
    assert len(LayoutCache(folder)._texts), "the checksum is right"
    assert kept(folder, company()) is None


def test_nothing_is_read_or_written_through_a_link(folder, tmp_path):
    keep(folder, company())
    linked = tmp_path / "linked"
    linked.symlink_to(folder, target_is_directory=True)
    assert kept(linked, company()) is None
    keep(linked, graphs()["a column"])
    assert kept(folder, company()) is not None
    other = tmp_path / "other"
    other.mkdir()
    (other / FILE).symlink_to(folder / FILE)
    assert kept(other, company()) is None
    keep(other, graphs()["a column"])
    assert kept(folder, company()) is not None


def test_a_folder_that_can_not_be_written_is_no_harm(tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    keep(tmp_path / "cache", company())
    assert kept(tmp_path / "cache", company()) is None


def test_without_a_folder_nothing_is_kept():
    keep(None, company())
    assert kept(None, company()) is None
