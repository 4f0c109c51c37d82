"""Pictures made elsewhere, and what happens when elsewhere goes wrong."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from map_examples import company, diagram, node, small

from okrsite.maps import Layout, LayoutFailure, engine, lay_out_diagrams, layout_diagram, layout_workers

EVIL = """
import os, pathlib, sys, time
sys.path[:] = {path!r}
from okrsite.maps import layout_worker
honest = layout_worker.lay_out_one
honest_serve = layout_worker.serve_requests
sinks = []
def serve(source, sink):
    sinks.append(sink)
    honest_serve(source, sink)
layout_worker.serve_requests = serve
def lay_out_one(diagram, max_nodes):
    if diagram.id == "hang":
        pathlib.Path({asleep!r}).touch()
        time.sleep(600)
    if diagram.id == "busy":
        while True:
            pass
    if diagram.id == "die":
        os._exit(9)
    if diagram.id == "abort":
        os.abort()
    if diagram.id == "print":
        os.write(1, b"Warning: something\\n" * 100)
        print("more of it")
    if diagram.id == "rubbish":
        sinks[0].write(b"\\xff rubbish " * 100)
        sinks[0].flush()
    if diagram.id == "nonsense":
        return "nonsense"
    if diagram.id == "memory":
        bytearray(64 * 1024 ** 3)
    return honest(diagram, max_nodes)
layout_worker.lay_out_one = lay_out_one
layout_worker.main()
"""


PATIENCE = 1000.0


@pytest.fixture(autouse=True)
def no_worker_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """None that an earlier test has kept: these tests say what a worker runs."""
    monkeypatch.setattr(layout_workers, "_idle", {})


@pytest.fixture
def evil_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Workers that do what the id of a diagram says, and a clock that is at its end once one of them sleeps."""
    asleep = tmp_path / "asleep"
    path = [str(Path(layout_workers.__file__).parents[2]), *filter(None, sys.path)]
    script = EVIL.format(path=path, asleep=str(asleep))
    monkeypatch.setattr(layout_workers, "make_worker_command", lambda: [sys.executable, "-I", "-c", script])

    class QuickClock(queue.SimpleQueue[object]):
        """Says that the time is over as soon as the worker sleeps, however slow the machine is until then."""

        def get(self, block: bool = True, timeout: float | None = None) -> object:
            while True:
                with suppress(queue.Empty):
                    return super().get(timeout=0.02)
                if asleep.exists():
                    asleep.unlink()
                    assert timeout == PATIENCE
                    raise queue.Empty

    monkeypatch.setattr(layout_workers, "queue", SimpleNamespace(SimpleQueue=QuickClock, Empty=queue.Empty))


def test_a_worker_gives_what_this_process_gives() -> None:
    diagrams = [company(), *(small(number) for number in range(5))]
    assert (
        lay_out_diagrams(diagrams, jobs=2)
        == lay_out_diagrams(diagrams, jobs=0)
        == [layout_diagram(diagram) for diagram in diagrams]
    )


@pytest.mark.usefixtures("evil_workers")
@pytest.mark.parametrize("fault", ["hang", "busy", "die", "abort", "rubbish", "nonsense", "memory"])
def test_a_bad_picture_costs_only_itself(fault: str) -> None:
    diagrams = [small(0), diagram([node("a", 0)], id=fault), small(1), small(2)]
    found_layouts = lay_out_diagrams(diagrams, jobs=1, processor_seconds=1, patience_seconds=PATIENCE)
    assert [type(layout) for layout in found_layouts] == [Layout, LayoutFailure, Layout, Layout]
    failure = found_layouts[1]
    assert isinstance(failure, LayoutFailure)
    assert failure.diagram_id == fault and failure.sentence.endswith("list.")
    assert ("longer than" in failure.sentence) is (fault in ("hang", "busy"))


@pytest.mark.usefixtures("evil_workers")
def test_what_a_library_prints_does_not_reach_the_answers() -> None:
    found_layouts = lay_out_diagrams([diagram([node("a", 0)], id="print"), small(1)], jobs=1)
    assert all(isinstance(layout, Layout) for layout in found_layouts)


def test_a_worker_that_talks_rubbish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        layout_workers, "make_worker_command", lambda: [sys.executable, "-I", "-c", "print('rubbish ' * 1000)"]
    )
    assert all(isinstance(layout, LayoutFailure) for layout in lay_out_diagrams([small(0), small(1)], jobs=1))


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-I", "-c", "raise SystemExit(1)"]])
def test_workers_that_never_start(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setattr(layout_workers, "make_worker_command", lambda: command)
    found_layouts = lay_out_diagrams([small(number) for number in range(100)], jobs=2)
    assert len(found_layouts) == 100 and all(isinstance(layout, LayoutFailure) for layout in found_layouts)


def test_a_worker_imports_nothing_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "pygraphviz", "okrsite", "pickle"):
        (tmp_path / f"{name}.py").write_text("import pathlib; pathlib.Path('ran').touch()", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert isinstance(lay_out_diagrams([small(0)], jobs=1)[0], Layout)
    assert not (tmp_path / "ran").exists()


def test_a_thousand_small_maps() -> None:
    diagrams = [small(number) for number in range(1000)]
    found_layouts = lay_out_diagrams(diagrams, jobs=2)
    assert [layout.diagram.id for layout in found_layouts if isinstance(layout, Layout)] == [d.id for d in diagrams]


def test_small_maps_start_no_process_and_large_ones_share_one(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    honest = layout_workers._LayoutWorker.__init__

    def counted(self: layout_workers._LayoutWorker) -> None:
        started.append(self)
        honest(self)

    monkeypatch.setattr(layout_workers._LayoutWorker, "__init__", counted)
    lay_out_diagrams([small(number) for number in range(400)])
    assert started == []
    crowds = [diagram([node(f"n{number}", 2) for number in range(100)], id=f"crowd-{k}") for k in range(10)]
    found_layouts = lay_out_diagrams([small(0), *crowds, small(1)])
    assert len(started) == 1
    assert [layout.diagram.id for layout in found_layouts if isinstance(layout, Layout)] == [
        "map-0",
        *(other_diagram.id for other_diagram in crowds),
        "map-1",
    ]


@pytest.fixture
def kept_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[layout_workers._LayoutWorker]]:
    """All workers that are started by this process, which keeps them."""
    started: list[layout_workers._LayoutWorker] = []
    honest = layout_workers._LayoutWorker.__init__

    def noted(self: layout_workers._LayoutWorker) -> None:
        started.append(self)
        honest(self)

    monkeypatch.setattr(layout_workers._LayoutWorker, "__init__", noted)
    monkeypatch.setattr(layout_workers, "_idle", {})
    layout_workers.keep_workers()
    yield started
    for worker in started:
        worker.terminate()


def test_workers_that_are_kept_lay_out_the_next_maps_too(
    kept_workers: list[layout_workers._LayoutWorker],
) -> None:
    for number in range(3):
        assert lay_out_diagrams([small(number)], jobs=1) == [layout_diagram(small(number))]
    assert len(kept_workers) == 1
    assert kept_workers[0].is_alive()


def test_a_worker_that_was_started_beforehand_lays_out_the_first_maps(
    kept_workers: list[layout_workers._LayoutWorker],
) -> None:
    layout_workers.start_worker()
    assert lay_out_diagrams([small(0)], jobs=1) == [layout_diagram(small(0))]
    assert len(kept_workers) == 1


def test_workers_are_kept_during_a_block_and_end_with_it(
    kept_workers: list[layout_workers._LayoutWorker],
) -> None:
    with layout_workers.keep_workers_meanwhile():
        for number in range(2):
            lay_out_diagrams([small(number)], jobs=1)
        assert [worker.is_alive() for worker in kept_workers] == [True]
    assert not kept_workers[0].is_alive()
    lay_out_diagrams([small(3)], jobs=1)
    assert [worker.is_alive() for worker in kept_workers] == [False, False]


def test_a_kept_worker_that_was_killed_costs_no_map(kept_workers: list[layout_workers._LayoutWorker]) -> None:
    lay_out_diagrams([small(0)], jobs=1)
    kept_workers[0].terminate()
    assert isinstance(lay_out_diagrams([small(1)], jobs=1)[0], Layout)
    assert len(kept_workers) == 2


def test_a_copy_of_a_process_leaves_its_workers_alone(
    kept_workers: list[layout_workers._LayoutWorker], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes that talk to one would get each other's answers."""
    lay_out_diagrams([small(0)], jobs=1)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert isinstance(lay_out_diagrams([small(1)], jobs=1)[0], Layout)
    assert len(kept_workers) == 2


def test_a_large_or_dense_map_is_never_laid_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout_workers, "lay_out_one", lambda *_: pytest.fail("laid out in this process"))
    wide = diagram([node(f"n{number}", 2) for number in range(100)])
    tangle = diagram([node(name, 1) for name in "abc"], [(a, b) for a in "abc" for b in "abc"])
    assert all(isinstance(layout, Layout) for layout in [*lay_out_diagrams([wide]), *lay_out_diagrams([tangle])])


def test_nothing_asked_nothing_done() -> None:
    assert lay_out_diagrams([]) == []


def test_without_any_graphviz_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout_workers, "find_engine_name", lambda: None)
    (failure,) = lay_out_diagrams([small(0)])
    assert isinstance(failure, LayoutFailure) and "no Graphviz" in failure.sentence


def test_dot_on_the_path_where_the_binding_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `dot` of our own, which answers with a row: enough to see that it is called and understood."""
    script = tmp_path / "dot"
    script.write_text(
        f"#!{sys.executable}\nimport re, sys\n"
        "names = re.findall(r'^b(\\d+) \\[', sys.stdin.read(), re.M)\n"
        "print('graph 1 9 9')\n"
        "for place, name in enumerate(names):\n    print(f'node b{name} {place * 4} 1 1 1 \"\" solid box black lightgrey')\n"
        "print('stop')\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    honest = engine.importlib.util.find_spec
    monkeypatch.setattr(engine.importlib.util, "find_spec", lambda name: None if name == "pygraphviz" else honest(name))
    engine._solve_cached.cache_clear()
    assert engine.find_engine_name() == "dot"
    assert isinstance(layout_diagram(small(3)), Layout)
    engine._solve_cached.cache_clear()
