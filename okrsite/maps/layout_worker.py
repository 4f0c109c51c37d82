"""The other side of the pipe: a process that lays out diagrams until its input ends.

It is started by `layout_workers.py` and talks in frames of eight bytes of length and a pickle. What it reads comes from
its parent and what it writes goes there alone, so both trust the pickles.
"""

from __future__ import annotations

import math
import os
import pickle
import sys
import time
from typing import IO

from okrsite.maps.diagram import Diagram
from okrsite.maps.engine import EngineError
from okrsite.maps.layout import layout_diagram
from okrsite.maps.picture import Layout, LayoutFailure

READY = "ready"
"""First frame of a worker: from now on, the time that passes is that of the diagrams."""
_MEMORY_LIMIT = 2 * 1024**3
_LARGEST_FRAME = 256 * 1024**2


def write_frame(stream: IO[bytes], value: object) -> None:
    """Send one value. Raises OSError when nobody reads any more."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(body).to_bytes(8, "big") + body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> object:
    """The next value. Raises EOFError at the end of the stream and when a frame is broken off or impossibly long."""
    length = int.from_bytes(_read_exactly(stream, 8), "big")
    if length > _LARGEST_FRAME:
        raise EOFError("that is no frame")
    return pickle.loads(_read_exactly(stream, length))


def _read_exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise EOFError("the stream ended")
    return data


def lay_out_one(diagram: Diagram, max_nodes: int) -> Layout | LayoutFailure:
    """A layout, or a failure that says why not; never raises."""
    try:
        return layout_diagram(diagram, max_nodes=max_nodes)
    except EngineError as error:
        return LayoutFailure(diagram.id, str(error))
    except MemoryError:
        return LayoutFailure(diagram.id, "The map needs more memory than a map may have.")
    # One picture must never cost the build, whatever went wrong while it was made.
    except Exception as error:
        return LayoutFailure(diagram.id, f"The map could not be laid out: {type(error).__name__}: {error}")


def serve_requests(source: IO[bytes], sink: IO[bytes]) -> None:
    """Say that we are there, then answer every frame (diagrams, most cards, seconds) with one frame for each diagram.

    The seconds are those of the processor that each diagram may take; after them, the system ends this process.
    """
    write_frame(sink, READY)
    while True:
        try:
            diagrams, max_nodes, seconds = _parse_request(read_frame(source))
        except EOFError:
            return
        for diagram in diagrams:
            _limit_processor(seconds)
            write_frame(sink, lay_out_one(diagram, max_nodes))


def _parse_request(value: object) -> tuple[list[Diagram], int, float]:
    assert isinstance(value, tuple)
    diagrams, max_nodes, seconds = value
    return diagrams, max_nodes, seconds


def main() -> None:
    """Run as a worker: limit the memory, keep the pipe for frames alone, serve."""
    _limit_memory()
    sink = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints to the standard output would end up between two frames.
    os.dup2(2, 1)
    serve_requests(sys.stdin.buffer, sink)


def _limit_processor(seconds: float) -> None:
    """Let the next diagram have so much of the processor: a machine that is busy elsewhere takes nothing from it.

    A `dot` that is started for it inherits the limit.
    """
    try:
        import resource
    except ImportError:  # Windows knows no such limit: the parent's patience is the only one
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _MEMORY_LIMIT if hard == resource.RLIM_INFINITY else min(_MEMORY_LIMIT, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
