"""Alignment maps: a diagram is laid out by Graphviz and drawn by our own template.

    pictures = layouts([diagram])                      # Layout or LayoutFailure, in the same order
    svg = draw(pictures[0], href_for=lambda node: f"../{node.href}")

The package knows nothing of files, the model or the host: whoever has an objective makes a `Node` of it.
"""

from __future__ import annotations

from okrsite.maps.collapse import MAX_EDGES, MAX_NODES, MOST_COUNTED, collapse, count_hidden
from okrsite.maps.data_files import dot_file, json_file
from okrsite.maps.diagram import Diagram, Direction, Edge, EdgeKind, Lane, Node, StatusKey
from okrsite.maps.draw import draw, line_of, theme_environment
from okrsite.maps.engine import EngineError, engine_name
from okrsite.maps.layout import layout
from okrsite.maps.picture import Layout, LayoutFailure
from okrsite.maps.shelf import LayoutShelf
from okrsite.maps.svg_file import svg_file
from okrsite.maps.views import Words
from okrsite.maps.workers import layouts

__all__ = [
    "MAX_EDGES",
    "MAX_NODES",
    "MOST_COUNTED",
    "Diagram",
    "Direction",
    "Edge",
    "EdgeKind",
    "EngineError",
    "Lane",
    "Layout",
    "LayoutFailure",
    "LayoutShelf",
    "Node",
    "StatusKey",
    "Words",
    "collapse",
    "count_hidden",
    "dot_file",
    "draw",
    "engine_name",
    "json_file",
    "layout",
    "layouts",
    "line_of",
    "svg_file",
    "theme_environment",
]
