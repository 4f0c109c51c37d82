"""A diagram for other programs: as JSON, and in Graphviz' own language. Both say what is meant, not where it stands."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator

import msgspec

from okrsite.maps.diagram import Diagram, DiagramNode, Edge
from okrsite.maps.lines import find_line
from okrsite.maps.map_words import format_whole_percent
from okrsite.maps.text_metrics import clean_text


def build_json_file(diagram: Diagram, *, href_for: Callable[[DiagramNode], str]) -> str:
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
                "progress": _drop_non_finite(node.progress),
                "expected": _drop_non_finite(node.expected),
                "tags": node.tags,
                "url": href_for(node),
                "aligned": node.aligned,
                "reason": node.reason,
                "more_below": node.hidden_children,
                **({"organisation": node.outside} if node.outside else {}),
            }
            for node in diagram.nodes
        ],
        "edges": [
            {"source": edge.source, "target": edge.target, "kind": edge.kind, "confirmed": edge.confirmed}
            for edge in diagram.edges
        ],
        "more_unaligned": diagram.hidden_unaligned,
    }
    try:
        # Laid out in lines as `json` does it, which takes many times as long for that.
        text = msgspec.json.format(json.dumps(document, allow_nan=False), indent=1)
    except msgspec.DecodeError:  # half a character
        text = json.dumps(document, indent=1, allow_nan=False)
    return f"{text}\n"


def build_dot_file(diagram: Diagram, *, href_for: Callable[[DiagramNode], str]) -> str:
    """The diagram in DOT: goals on top, every text as it was typed."""
    return "\n".join(_list_dot_lines(diagram, href_for)) + "\n"


def _list_dot_lines(diagram: Diagram, href_for: Callable[[DiagramNode], str]) -> Iterator[str]:
    yield "digraph okr {"
    yield f"  graph [rankdir=BT, label={_quote_label(diagram.label)}];"
    yield "  node [shape=box];"
    for node in diagram.nodes:
        progress = _drop_non_finite(node.progress)
        who = " · ".join(part for part in (node.unit, node.owner) if part)
        state = node.status_word if progress is None else f"{node.status_word} {format_whole_percent(progress)}"
        label = _quote_label(node.title, who, state)
        dashed = ", style=dashed" if node.outside else ""
        yield f"  {_quote_id(node.id)} [label={label}, URL={_quote_label(href_for(node))}{dashed}];"
    for edge in diagram.edges:
        yield f"  {_quote_id(edge.source)} -> {_quote_id(edge.target)} [{_format_edge_style(edge)}];"
    yield "}"


def _format_edge_style(edge: Edge) -> str:
    # Needing somebody is no step up: such a link must not decide who stands above whom.
    more = "" if edge.serves else ", constraint=false"
    return f"style={find_line(edge.kind).dot_style}{more}" + ("" if edge.confirmed else ", arrowhead=empty")


def _quote_label(*lines: str) -> str:
    """Text for a label: Graphviz reads backslashes, quotes and HTML entities in it."""
    escaped = (clean_text(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def _quote_id(text: str) -> str:
    """A name: only a quote ends it, but a backslash would escape the quote after it."""
    return '"' + clean_text(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _drop_non_finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
