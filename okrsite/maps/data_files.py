"""A diagram for other programs: as JSON, and in Graphviz' own language. Both say what is meant, not where it stands."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator

from okrsite.maps.diagram import Diagram, Edge, Node
from okrsite.maps.text import clean
from okrsite.maps.views import percent

_STYLES = {"direct": "solid", "indirect": "dashed", "depends": "dotted"}


def json_file(diagram: Diagram, *, href_for: Callable[[Node], str]) -> str:
    """The diagram as JSON: lanes, nodes and edges in the order of the diagram; an unknown number is null."""
    document = {
        "label": diagram.label,
        "lanes": [{"level": lane.level, "label": lane.label} for lane in diagram.lanes],
        "nodes": [
            {
                "id": node.id,
                "title": node.title,
                "unit": {"id": node.unit_id, "name": node.unit},
                "owner": {"id": node.owner_id, "name": node.owner},
                "level": node.level,
                "status": node.status_word,
                "progress": _finite(node.progress),
                "expected": _finite(node.expected),
                "tags": node.tags,
                "url": href_for(node),
                "aligned": node.aligned,
                "reason": node.reason,
                "more_below": node.hidden_children,
            }
            for node in diagram.nodes
        ],
        "edges": [
            {"source": edge.source, "target": edge.target, "kind": edge.kind, "confirmed": edge.confirmed}
            for edge in diagram.edges
        ],
        "more_unaligned": diagram.hidden_unaligned,
    }
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def dot_file(diagram: Diagram, *, href_for: Callable[[Node], str]) -> str:
    """The diagram in DOT: goals on top, every text as it was typed."""
    return "\n".join(_dot_lines(diagram, href_for)) + "\n"


def _dot_lines(diagram: Diagram, href_for: Callable[[Node], str]) -> Iterator[str]:
    yield "digraph okr {"
    yield f"  graph [rankdir=BT, label={_quoted(diagram.label)}];"
    yield "  node [shape=box];"
    for node in diagram.nodes:
        progress = _finite(node.progress)
        who = " · ".join(part for part in (node.unit, node.owner) if part)
        state = node.status_word if progress is None else f"{node.status_word} {percent(progress)}"
        label = _quoted(node.title, who, state)
        yield f"  {_quoted_id(node.id)} [label={label}, URL={_quoted(href_for(node))}];"
    for edge in diagram.edges:
        yield f"  {_quoted_id(edge.source)} -> {_quoted_id(edge.target)} [{_edge_looks(edge)}];"
    yield "}"


def _edge_looks(edge: Edge) -> str:
    # Needing somebody is no step up: such a link must not decide who stands above whom.
    more = ", constraint=false" if edge.kind == "depends" else ""
    return f"style={_STYLES[edge.kind]}{more}" + ("" if edge.confirmed else ", arrowhead=empty")


def _quoted(*lines: str) -> str:
    """Text for a label: Graphviz reads backslashes, quotes and HTML entities in it."""
    escaped = (clean(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def _quoted_id(text: str) -> str:
    """A name: only a quote ends it, but a backslash would escape the quote after it."""
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
