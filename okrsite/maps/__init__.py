"""Alignment maps: a diagram is laid out by Graphviz and drawn by our own template.

    pictures = lay_out_diagrams([diagram])             # Layout or LayoutFailure, in the same order
    svg = draw_layout(pictures[0], href_for=lambda node: f"../{node.href}")

Decides where everything stands in a picture and how it is drawn. The package knows nothing of files, the model or the
host: whoever has an objective makes a `DiagramNode` of it, and which map stands on which page is left to `pages.maps`.
"""

from __future__ import annotations

from okrsite.maps.collapse import MAX_EDGES, MAX_NODES, MOST_COUNTED, collapse_diagram, count_hidden
from okrsite.maps.data_files import build_dot_file, build_json_file
from okrsite.maps.diagram import OUTSIDE_LEVEL, Diagram, DiagramNode, Direction, Edge, Lane, StatusKey
from okrsite.maps.draw import classify_line, draw_layout
from okrsite.maps.engine import EngineError, find_engine_name
from okrsite.maps.layout import layout_diagram
from okrsite.maps.layout_cache import LayoutCache
from okrsite.maps.layout_workers import (
    keep_workers,
    keep_workers_meanwhile,
    lay_out_diagrams,
    start_worker,
)
from okrsite.maps.lines import LEGEND, LINES, find_line
from okrsite.maps.map_words import MapWords
from okrsite.maps.marks import MARKS
from okrsite.maps.picture import Layout, LayoutFailure
from okrsite.maps.shared_shapes import render_shared_shapes
from okrsite.maps.svg_file import build_svg_file

__all__ = [
    "LEGEND",
    "LINES",
    "MARKS",
    "MAX_EDGES",
    "MAX_NODES",
    "MOST_COUNTED",
    "OUTSIDE_LEVEL",
    "Diagram",
    "DiagramNode",
    "Direction",
    "Edge",
    "EngineError",
    "Lane",
    "Layout",
    "LayoutCache",
    "LayoutFailure",
    "MapWords",
    "StatusKey",
    "build_dot_file",
    "build_json_file",
    "build_svg_file",
    "classify_line",
    "collapse_diagram",
    "count_hidden",
    "draw_layout",
    "find_engine_name",
    "find_line",
    "keep_workers",
    "keep_workers_meanwhile",
    "lay_out_diagrams",
    "layout_diagram",
    "render_shared_shapes",
    "start_worker",
]
