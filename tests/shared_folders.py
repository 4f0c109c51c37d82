"""Sites that take long to build and that tests of several files look at: built once for all workers of a run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from stories import build_site

try:
    import fcntl
except ImportError:  # Windows, where tests run without workers
    fcntl = None


def share_folder(temporary: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """Return the folder of a name, which `fill` has filled for the first who asked; nobody may change anything in it.

    Whoever asks meanwhile waits until it is filled. The lock ends with the process that holds it: where that is stopped
    halfway, the next one begins anew.

    Raises:
        RuntimeError: another worker could not fill it, and says why.
    """
    base = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each worker has a folder of its own there
    folder, filled, failed = (base / f"shared-{name}{end}" for end in ("", "-filled", "-failed"))
    with hold_lock(base / f"shared-{name}-lock"):
        if failed.exists():
            raise RuntimeError(f"Another worker could not make {name}: see its tests.")
        if not filled.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                fill(folder)
            except BaseException:
                failed.touch()
                raise
            filled.touch()
    return folder


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold off all other processes that take this lock; closing the file, or the end of the process, releases it."""
    with path.open("a") as stream:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


SAID = "said.json"
"""What was told while the example was built: beside its site, severities and texts."""


def share_example(temporary: pytest.TempPathFactory) -> Path:
    """Return the folder of the example's site."""

    def build(folder: Path) -> None:
        said: list[tuple[str, str]] = []
        config = Path(__file__).parents[1] / "mkdocs.yml"
        build_site(config, folder / "site", strict=True, log=lambda severity, text: said.append((severity, text)))
        (folder / SAID).write_text(json.dumps(said), "utf-8")

    return share_folder(temporary, "example", build) / "site"


def share_repository(temporary: pytest.TempPathFactory) -> Path:
    """Return the folder of the example's repository, with its past."""

    def write(folder: Path) -> None:
        # Not above: it reads much of okrsite, and few tests need it.
        from example.repository import write_repository

        write_repository(folder / "larkwell")

    return share_folder(temporary, "repository", write) / "larkwell"


def share_published_example(temporary: pytest.TempPathFactory) -> Path:
    """Return the folder of the example's site as `make site` builds it: with its past, and all that can leave a site."""

    def build(folder: Path) -> None:
        build_site(share_repository(temporary) / "mkdocs.yml", folder / "site", strict=True)

    return share_folder(temporary, "published-example", build) / "site"
