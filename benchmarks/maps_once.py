"""Draws many small maps in one process, or a few of them with a `dot` each, and prints what that took as JSON.

    python -m benchmarks.maps_once 1000
    python -m benchmarks.maps_once 1000 --dots 50

Both make a picture with texts of each map: okrsite its own drawing, `dot` its SVG of the same diagram.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time

import msgspec

from benchmarks import words
from okrsite.maps import Diagram, DiagramNode, Edge, Lane, Layout, build_dot_file, draw_layout, lay_out_diagrams


class MapTimes(msgspec.Struct, frozen=True):
    """Times in seconds for all maps; with `dot`, scaled up from those that were drawn."""

    maps: int
    drawn: int
    wall: float
    cpu: float
    layout_cpu: float
    """Of that, for where everything stands; 0 with `dot`, which doesn't tell."""


def imagine_neighbourhood(seed: int) -> Diagram:
    """Invent the map on the page of an objective: what it serves, and up to eight objectives that serve or need it."""
    chance = random.Random(seed)
    below = chance.randrange(9)
    nodes = tuple(
        DiagramNode(
            id=f"o{number}",
            title=f"{chance.choice(words.AIMS)} {chance.choice(words.THINGS)} {chance.choice(words.ENDS)}",
            unit=f"{chance.choice(words.FIELDS)} {number}",
            owner=f"{chance.choice(words.FIRST)} {chance.choice(words.LAST)}",
            level=min(number, 2),
            status_key="on",
            status_word="On track",
            progress=chance.random(),
            expected=0.6,
            href=f"objectives/o{number}/",
            unit_id=f"unit-{number}",
            owner_id=f"person-{number}",
        )
        for number in range(below + 2)
    )
    edges = [Edge("o1", "o0", "direct")]
    edges += [Edge(node.id, "o1", chance.choice(("direct", "direct", "indirect", "depends"))) for node in nodes[2:]]
    lanes = (Lane(0, "Company"), Lane(1, "Divisions"), Lane(2, "Teams"))
    return Diagram(f"map-{seed}", "A map", lanes, nodes, tuple(edges))


def main() -> int:
    """Draw, and print `MapTimes`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.maps_once", description=__doc__)
    parser.add_argument("maps", type=int)
    parser.add_argument("--dots", type=int, default=0, help="draw so many with a dot each")
    options = parser.parse_args()
    diagrams = [imagine_neighbourhood(seed) for seed in range(options.maps)]
    sources = [build_dot_file(drawing, href_for=lambda node: node.href) for drawing in diagrams[: options.dots]]
    layout_cpu = 0.0
    begin, cpu = time.perf_counter(), _cpu()
    if options.dots:
        for source in sources:
            subprocess.run(["dot", "-Tsvg"], input=source.encode(), stdout=subprocess.DEVNULL, check=True)
    else:
        pictures = lay_out_diagrams(diagrams)
        layout_cpu = _cpu() - cpu
        for picture in pictures:
            if not isinstance(picture, Layout):
                raise SystemExit(f"A map could not be laid out: {picture}")
            draw_layout(picture)
    drawn = options.dots or options.maps
    scale = options.maps / drawn
    times = MapTimes(options.maps, drawn, (time.perf_counter() - begin) * scale, (_cpu() - cpu) * scale, layout_cpu)
    print(msgspec.json.encode(times).decode())
    return 0


def _cpu() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    sys.exit(main())
