"""Building and serving a site, whatever the host."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from okrsite.gate import examine, machine_paths
from okrsite.gate.headers import AT_ROOT
from okrsite.gate.theme import installed
from okrsite.history.travel import then
from okrsite.problems import Severity
from okrsite.settings import ConfigurationError, Site, read_site
from okrsite.site.publishing import locked, seal, staging, swap

Log = Callable[[Severity, str], None]
"""Takes what is said during a build, a problem or a remark at a time, with its severity."""


class Unpublished(Exception):  # noqa: N818  # it says what happened; the last site stays as it is
    """Nothing was published because of what the content says; the log has said what that is."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made."""

    pages: int
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    output: Path


def build_site(
    config: Path,
    output: Path | None = None,
    *,
    strict: bool = False,
    today: date | None = None,
    log: Log | None = None,
    as_of: str | None = None,
) -> BuildReport:
    """Build a site beside the last one, inspect it, and swap it in when it is whole.

    Args:
        config: The configuration file.
        output: Where to; by default where the configuration says.
        strict: Publish nothing on warnings either.
        today: What today means.
        log: Takes what is said, a line at a time.
        as_of: A day or commit: the repository is read as it stood then, and the work tree is not touched.

    Raises:
        Unpublished: the content has errors, with `strict` warnings, or the gate found something in the built pages.
        ConfigurationError: the configuration can't be used, the output folder is not one to be replaced, or another
            build is writing to it.
    """
    site = _site(config)
    target = (output or site.output).resolve()
    _check_target(target, site.base, site.content)
    from okrsite.site.mkdocs.host import build

    with ExitStack() as stack:
        stack.enter_context(locked(target))
        folder = stack.enter_context(staging(target))
        standpoint = None
        if as_of is not None:
            found = stack.enter_context(then(config, as_of))
            config, standpoint, today = found.config, found.standpoint, today or found.day
        with _seldom_collecting():
            hosted = build(config, folder, strict=strict, today=today, log=log, standpoint=standpoint)
        begun = time.perf_counter()
        _inspect(folder, site.base, hosted.theme_folders, log)
        inspected = time.perf_counter()
        seal(folder)
        pages = sum(1 for _ in folder.rglob("*.html"))
        swap(folder, target)
    done = time.perf_counter()
    return BuildReport(
        pages, (*hosted.stages, ("inspection", inspected - begun), ("publishing", done - inspected)), target
    )


def _inspect(folder: Path, base: Path, theme_folders: tuple[Path, ...], log: Log | None) -> None:
    """Let the gate look at every file, and write down the policy under which the pages work.

    Raises:
        Unpublished: the gate found something.
    """
    seen = examine(folder, theme=installed(theme_folders), private=machine_paths(base, folder))
    for finding in seen.findings:
        if log is not None:
            line = f":{finding.line}" if finding.line else ""
            log("error", f"{finding.path}{line}: {finding.code} {finding.message} {finding.hint}".strip())
    if seen.findings:
        raise Unpublished(
            f"Nothing was published: the built pages hold {len(seen.findings)} "
            f"thing{'s' if len(seen.findings) != 1 else ''} that no page may hold."
        )
    (folder / AT_ROOT).write_text(seen.policy.headers_file(), encoding="utf-8", newline="\n")
    # For hosts that send no headers of ours: the page declares the policy itself.
    for page in folder.rglob("*.html"):
        page.write_bytes(seen.policy.stamped(page.read_bytes()))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage in circles less often: a build keeps what it makes, and each look goes through all of it."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _site(config: Path) -> Site:
    """Read the configuration; the host would complain about a missing folder in words of its own."""
    site = read_site(config)
    if not site.content.is_dir():
        raise ConfigurationError(
            f"There is no content folder {site.content.name}/ in {site.base}.",
            f"Say in {config.name} where it is (`docs_dir: content`).",
            "OKR901",
        )
    return site


def _check_target(target: Path, base: Path, content: Path) -> None:
    """Refuse to replace a folder that is no site: somebody's home, the repository, the content."""
    if target in (base, content, *base.parents) or content in target.parents or target.is_relative_to(content):
        raise ConfigurationError(
            f"The site can't be written to {target}, which holds its own sources.", "Name another folder with -o."
        )
    if (
        target.is_dir()
        and any(target.iterdir())
        and not (target / "sitemap.xml").exists()
        and not (target / "404.html").exists()
    ):
        raise ConfigurationError(
            f"{target} is not empty and holds no built site.", "Name another folder with -o, or empty it yourself."
        )


def serve_site(config: Path, port: int = 8000, today: date | None = None, *, log: Log | None = None) -> None:
    """Show a live preview on this machine only, until it is interrupted.

    Raises:
        ConfigurationError: the configuration can't be used, or the port is taken.
    """
    _site(config)
    from okrsite.site.mkdocs.host import serve

    serve(config, port, today, log)
