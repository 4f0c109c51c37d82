"""The pipeline as tests enter it: for a configuration file, or for a site that was read."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from okrsite import analysis, pipeline
from okrsite.feeds.export import format_export
from okrsite.history.as_of import AsOfCommit
from okrsite.request import BuildRequest, Source
from okrsite.settings import Site, read_site
from okrsite.site.build_report import BuildReport
from okrsite.site.mkdocs.host import open_mkdocs
from okrsite.site.publishing import Log
from okrsite.snapshot import Snapshot

_SITES: dict[bytes, Site] = {}
"""What configuration files say, by their bytes: thousands of tests have the same few."""


def build_site(config: Path, output: Path | None = None, *, log: Log | None = None, **asked: Any) -> BuildReport:
    """Build a site with MkDocs; what else is asked for are fields of a `BuildRequest`."""
    return pipeline.build_site(BuildRequest(config, output, **asked), open_mkdocs, log)


def read_snapshot(config: Path, today: date | None = None, *, preview: bool = False) -> Snapshot:
    """Read the site of a configuration file, without a cache; of the same file elsewhere it is known what it says."""
    return take_snapshot(_read_known_site(config), today, preview=preview)


@cache
def read_example() -> Snapshot:
    """Read the example company, once for all tests of a process."""
    return read_snapshot(Path(__file__).parents[1] / "mkdocs.yml")


def _read_known_site(config: Path) -> Site:
    text = config.read_bytes() if config.is_file() else b"!"
    known = _SITES.get(text)
    if known is None:
        site = read_site(config)
        # Only what says the same everywhere, whatever the environment, and names folders beside itself.
        if b"!" not in text and site.theme is None and site.content.is_relative_to(site.base):
            _SITES[text] = site
        return site
    base = config.parent.resolve()
    content, output = (base / folder.relative_to(known.base) for folder in (known.content, known.output))
    return replace(known, config=config.resolve(), base=base, content=content, output=output)


def take_snapshot(
    site: Site,
    today: date | None = None,
    *,
    preview: bool = False,
    cache: Path | None = None,
    as_of_commit: AsOfCommit | None = None,
    without: frozenset[str] = frozenset(),
    isolate: bool = False,
) -> Snapshot:
    """Read a site, for those whom its settings name."""
    request = BuildRequest(site.config, preview=preview, isolate=isolate)
    return pipeline.take_snapshot(Source(request, site, today, as_of_commit, cache, without))


def read_export(snapshot: Snapshot) -> dict[str, Any]:
    """Return what a program reads that is given the export of a snapshot."""
    document: dict[str, Any] = json.loads(format_export(snapshot))
    return document


def redact_snapshot(whole: Snapshot) -> Snapshot:
    """Return a snapshot without what is internal."""
    site = replace(whole.site, settings=replace(whole.site.settings, audience="public"))
    return analysis.analyse_organisation(analysis.redact_snapshot(Source(BuildRequest(site.config), site), whole, None))
