"""Graphviz, asked for one thing only: where the blocks of a diagram stand from left to right.

It gets boxes of fixed size without labels under names of our own making, so nothing an author typed reaches its
parser, and no font is ever looked for. It runs inside this process if its Python binding is installed, else as the
`dot` found on the path. What the rows mean and how the picture looks is decided elsewhere.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

PIXELS_PER_INCH = 72.0
# From here on the network simplex gets a bound: a wide graph then loses some beauty instead of a minute.
_BOUND_FROM = 500


class EngineError(Exception):
    """Graphviz is missing, or gave no usable answer; the text is a sentence for the reader of a log."""


def find_engine_name() -> str | None:
    """`"pygraphviz"`, `"dot"`, or None if there is no Graphviz to be had."""
    if importlib.util.find_spec("pygraphviz") is not None:
        return "pygraphviz"
    if importlib.util.find_spec("graphviz") is not None and shutil.which("dot"):
        return "dot"
    return None


def compute_centres(
    widths: Sequence[float], rows: Sequence[Sequence[int]], links: Sequence[tuple[int, int, int]], *, gap: float
) -> tuple[float, ...]:
    """The horizontal centre of every block, in pixels.

    `widths` are in pixels; `rows` name the blocks of each row from top to bottom; a link is (upper block, lower block,
    weight), and only joins neighbouring rows; `gap` is the least distance between two blocks in pixels. Raises
    EngineError.
    """
    if len(widths) == 1:
        return (widths[0] / 2,)
    return _solve_cached(_build_dot_source(widths, rows, links, gap))


def _build_dot_source(
    widths: Sequence[float], rows: Sequence[Sequence[int]], links: Sequence[tuple[int, int, int]], gap: float
) -> str:
    settings = f"rankdir=TB nodesep={gap / PIXELS_PER_INCH:.4f} ranksep=0.5 splines=none"
    if len(widths) > _BOUND_FROM:
        settings += " nslimit=2 nslimit1=2 mclimit=0.5"
    lines = [
        f"digraph g {{ graph [{settings}]",
        'node [shape=box fixedsize=true label="" margin=0 height=0.5] edge [dir=none]',
    ]
    lines += [f"b{index} [width={width / PIXELS_PER_INCH:.4f}]" for index, width in enumerate(widths)]
    lines += ["{rank=same " + " ".join(f"b{index}" for index in row) + "}" for row in rows]
    lines += [f"b{upper}->b{lower} [weight={weight}]" for upper, lower, weight in links]
    # A row that hangs on nothing above it would float up to the first one.
    held = {lower for _, lower, _ in links}
    for above, row in pairwise(rows):
        if not held.intersection(row):
            lines.append(f"b{above[0]}->b{row[0]} [weight=0 style=invis]")
    return "\n".join([*lines, "}"])


@lru_cache(maxsize=4096)
def _solve_cached(source: str) -> tuple[float, ...]:
    """The answer for a source. Remembered: the neighbourhoods of many teams are one graph under many names."""
    centres: dict[int, float] = {}
    for line in _run_graphviz(source).splitlines():
        words = line.split()
        if len(words) > 3 and words[0] == "node":
            # A host program may have set a locale that writes a decimal comma.
            centres[int(words[1][1:])] = float(words[2].replace(",", ".")) * PIXELS_PER_INCH
    if not centres or len(centres) != max(centres) + 1:
        raise EngineError("Graphviz answered, but left out some of the objectives.")
    return tuple(centres[index] for index in range(len(centres)))


def _run_graphviz(source: str) -> str:
    engine = find_engine_name()
    if engine is None:
        raise EngineError("There is no Graphviz: install okrsite with its `pygraphviz`, or put `dot` on the path.")
    try:
        # Any: neither package ships types, and both are optional at run time.
        module: Any = importlib.import_module("pygraphviz" if engine == "pygraphviz" else "graphviz")
        if engine == "pygraphviz":
            answer = module.AGraph(string=source).draw(format="plain", prog="dot")
        else:
            answer = module.Source(source, engine="dot").pipe(format="plain")
    # Whatever goes wrong inside a foreign library must not cost more than this one picture.
    except Exception as error:
        raise EngineError(f"Graphviz could not lay out the map: {error}") from error
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
