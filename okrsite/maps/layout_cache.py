"""Layouts that were found before, by what decides about them: only ever an optimisation.

The file holds one line per layout, each with its own checksum; a line that is damaged, or was written by another
okrsite or another Graphviz, is as good as none. It may come from anybody, so it holds places only: every text is taken
from the diagram itself, and places that no layout could have are refused (`sound_layout`).
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from okrsite.late_patterns import compile_late
from okrsite.maps.cards import fit_card_text
from okrsite.maps.collapse import MAX_NODES, collapse_diagram
from okrsite.maps.diagram import Diagram, encode_compactly
from okrsite.maps.engine import find_engine_name
from okrsite.maps.hints import wrap_hint
from okrsite.maps.picture import EdgePath, HintLine, LaneBox, Layout, PlacedCard
from okrsite.maps.sound_layout import is_sound_layout
from okrsite.maps.text_metrics import clean_text
from okrsite.sources.kept_files import KeptTexts, describe_readers

_NAME = "maps.jsonl"
_FARTHEST = 10_000_000.0
"""Pixels; no picture is so large."""
_PATH = compile_late(r"[Mhqv0-9 .-]+")


class LayoutCache:
    """Remembers layouts in a folder; without one it remembers nothing."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        max_nodes: int = MAX_NODES,
        most_kept: int = 0,
        is_saved: bool = True,
    ) -> None:
        """Read what is there; a folder that can't be used, or is reached by a link, is no folder.

        `most_kept` is how many layouts there may be for those to stay that are not asked for. One that isn't saved
        remembers what it is told as long as it lasts.
        """
        self._most_kept = most_kept
        self._is_saved = is_saved
        self._process = os.getpid()
        # Without a folder nobody asks which code it was: finding that out reads all of it.
        mark = f"{describe_readers('maps')} {_describe_engine()} {max_nodes}" if folder else ""
        self._texts = KeptTexts(folder, _NAME, mark)
        self._max_nodes = max_nodes

    def get(self, key: str, diagram: Diagram) -> Layout | None:
        """Return the layout of a diagram by its `compute_layout_key`; None where it is not known."""
        stored = self._texts.get(key)
        if stored is None:
            return None
        with suppress(ValueError, TypeError, IndexError, RecursionError):
            layout = _decode_layout(
                json.loads(stored, parse_constant=_refuse_constant), collapse_diagram(diagram, self._max_nodes)
            )
            if is_sound_layout(layout):
                self._texts.store(key, stored)
                return layout
        return None

    def store(self, key: str, layout: Layout) -> None:
        """Remember a layout."""
        if self._texts.is_kept:
            self._texts.store(key, encode_compactly(_encode_layout(layout)))

    def save(self) -> None:
        """Write what was used in this run, and nothing else; a disk that won't take it is no harm.

        Where only some of the maps were asked for, the others stay.
        """
        if self._is_saved:
            self.write()

    def write(self) -> None:
        """Do what `save` does, also where nothing is saved by the way."""
        self._texts.save(with_unused=len(self._texts) <= self._most_kept)

    def hand_over(self) -> Mapping[str, str]:
        """Return what a copy of this process has used since the last call, for this one, which writes it.

        In this one it is nothing: it has what it used, and would be told all of it again with each call.
        """
        return self._texts.take_used() if os.getpid() != self._process else {}

    def take_over(self, handed_over: Mapping[str, str]) -> None:
        """Take what another process handed over."""
        for key, text in handed_over.items():
            self._texts.store(key, text)


def _describe_engine() -> str:
    name = find_engine_name()
    if name is None:
        return "none"
    program = shutil.which("dot") if name == "dot" else None
    about = ""
    if program is not None:
        with suppress(OSError):
            stat_result = Path(program).stat()
            about = f"{program} {stat_result.st_size} {stat_result.st_mtime_ns}"
    with suppress(importlib.metadata.PackageNotFoundError):
        about = f"{importlib.metadata.version('pygraphviz' if name == 'pygraphviz' else 'graphviz')} {about}"
    return f"{name} {about}"


def _encode_layout(layout: Layout) -> list[object]:
    diagram = layout.diagram
    nodes = {node.id: index for index, node in enumerate(diagram.nodes)}
    edges = {edge: index for index, edge in enumerate(diagram.edges)}
    return [
        layout.width,
        layout.height,
        [
            [lane.label, lane.x, lane.y, lane.width, lane.height, lane.label_x, lane.count, lane.hidden, lane.unaligned]
            for lane in layout.lanes
        ],
        [[nodes[card.node.id], card.x, card.y, card.width, card.height, card.unaligned] for card in layout.cards],
        [[edges[edge_path.edge], edge_path.path] for edge_path in layout.edge_paths],
        [[line.text, line.x, line.y] for line in layout.hint],
    ]


def _decode_layout(plain: Any, diagram: Diagram) -> Layout:
    """Make a layout of what JSON holds.

    Raises:
        ValueError, TypeError, IndexError: this is no layout of the diagram.
    """
    width, height, lanes, cards, edge_paths, hint = plain
    headings = {"", clean_text(diagram.unaligned_label), *(clean_text(lane.label) for lane in diagram.lanes)}
    hints = set(wrap_hint(diagram))
    if sorted(card[0] for card in cards) != list(range(len(diagram.nodes))):
        raise ValueError("cards are missing")
    return Layout(
        diagram=diagram,
        width=_decode_length(width),
        height=_decode_length(height),
        lanes=tuple(
            LaneBox(
                *(
                    _decode_choice(label, headings),
                    _decode_length(x),
                    _decode_length(y),
                    _decode_length(wide),
                    _decode_length(high),
                    _decode_length(label_x),
                ),
                *(_decode_index(count), _decode_index(hidden), unaligned is True),
            )
            for label, x, y, wide, high, label_x, count, hidden, unaligned in lanes
        ),
        cards=tuple(_decode_card(diagram, *card) for card in cards),
        edge_paths=tuple(EdgePath(diagram.edges[_decode_index(edge)], _decode_path(path)) for edge, path in edge_paths),
        hint=tuple(HintLine(_decode_choice(text, hints), _decode_length(x), _decode_length(y)) for text, x, y in hint),
    )


def _decode_card(
    diagram: Diagram, index: int, x: float, y: float, width: float, height: float, unaligned: bool
) -> PlacedCard:
    node = diagram.nodes[_decode_index(index)]
    text = fit_card_text(node, diagram.direction)
    places = (_decode_length(x), _decode_length(y), _decode_length(width), _decode_length(height))
    return PlacedCard(node, *places, text.heading, text.lines, text.cut, unaligned is True)


def _decode_length(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _FARTHEST:
        raise ValueError(value)
    return float(value)


def _decode_index(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


def _decode_path(value: object) -> str:
    if not isinstance(value, str) or not _PATH.fullmatch(value):
        raise ValueError(value)
    return value


def _decode_choice(value: object, known: set[str]) -> str:
    if value not in known:
        raise ValueError(value)
    return str(value)


def _refuse_constant(constant: str) -> None:
    raise ValueError(constant)
