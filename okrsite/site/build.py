"""Building and serving a site, whatever the host."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from okrsite.problems import Severity
from okrsite.settings import ConfigurationError, Site, read_site

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
) -> BuildReport:
    """Build a site beside the last one and swap it in when it is whole.

    Raises:
        Unpublished: the content has errors; with `strict`, there are warnings.
        ConfigurationError: the configuration can't be used, or the output folder is not one to be replaced.
    """
    site = _site(config)
    target = (output or site.output).resolve()
    _check_target(target, site.base, site.content)
    from okrsite.site.mkdocs.host import build

    staging = _staging(target)
    try:
        stages = build(config, staging, strict=strict, today=today, log=log)
        staging.chmod(0o755)
        built = time.perf_counter()
        _swap(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    pages = sum(1 for _ in target.rglob("*.html"))
    return BuildReport(pages, (*stages, ("publish", time.perf_counter() - built)), target)


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


def _staging(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise ConfigurationError(
            f"The site can't be written to {target.parent}: {error.strerror or error}.", "Name another folder with -o."
        ) from error


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


def _swap(staging: Path, target: Path) -> None:
    """Put the new site in the old one's place by renaming; only whole sites ever have the target's name."""
    retired = staging.with_name(staging.name + "-old")
    if target.exists():
        target.rename(retired)
    try:
        staging.rename(target)
    except OSError:
        if retired.exists():
            retired.rename(target)
        raise
    shutil.rmtree(retired, ignore_errors=True)


def serve_site(config: Path, port: int = 8000, today: date | None = None, *, log: Log | None = None) -> None:
    """Show a live preview on this machine only, until it is interrupted.

    Raises:
        ConfigurationError: the configuration can't be used, or the port is taken.
    """
    _site(config)
    from okrsite.site.mkdocs.host import serve

    serve(config, port, today, log)
