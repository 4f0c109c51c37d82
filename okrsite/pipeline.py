"""The story on one screen: files become a model, the model is linked, measured and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from okrsite import settings as options
from okrsite.alignment.graph import align
from okrsite.checks import run_checks
from okrsite.history.commit import head_commit
from okrsite.model.loading import load_organisation
from okrsite.problems import Problem, in_order, ruled
from okrsite.progress.measure import measure
from okrsite.settings import Site
from okrsite.snapshot import Snapshot


def take_snapshot(site: Site, today: date | None = None, *, preview: bool = False) -> Snapshot:
    """Read a content folder and return everything that is known on a day.

    `preview` keeps drafts in.

    Raises:
        ConfigurationError: there is no content folder.
    """
    day = options.today(site.settings, today)
    organisation, problems = load_organisation(site.content, site.base, site.name, site.settings, drafts=preview)
    alignment, link_problems = align(organisation)
    measures = measure(organisation, alignment, site.settings, day)
    opinions = run_checks(organisation, alignment, measures, site.settings)
    found = ruled([*problems, *link_problems, *opinions], site.settings.rules)
    snapshot = Snapshot(site, organisation, alignment, measures, in_order(found), day, head_commit(site.base), preview)
    if organisation.draft_spans and not preview:
        return replace(snapshot, problems=in_order([*found, *_inside_drafts(snapshot)]))
    return snapshot


def _inside_drafts(snapshot: Snapshot) -> list[Problem]:
    """What is wrong inside drafts, which only a reading with drafts can tell; it quotes them where they stand."""
    with_drafts = take_snapshot(snapshot.site, snapshot.today, preview=True)
    public = {id(found) for found in replace(with_drafts, organisation=snapshot.organisation).public_problems}
    return [found for found in with_drafts.problems if id(found) not in public]


def read(config: Path | None = None, today: date | None = None, *, preview: bool = False) -> Snapshot:
    """Read the site of a configuration file (default: the nearest mkdocs.yml).

    Raises:
        ConfigurationError: the configuration can't be used.
    """
    site = options.read_site(config or options.find_config(Path.cwd()))
    return take_snapshot(site, today, preview=preview)
