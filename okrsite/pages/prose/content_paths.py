"""Paths of content as problems name them, relative to the configuration file."""

from __future__ import annotations

import os

from okrsite.settings import Site
from okrsite.snapshot import Snapshot


def make_content_prefix(snapshot: Snapshot) -> str:
    """Return what paths of the content begin with in problems: `content/`, or nothing where content is the base."""
    return make_site_content_prefix(snapshot.site)


def make_site_content_prefix(site: Site) -> str:
    """Return what paths of the content of a site begin with: `../docs/` where that lies beside the configuration."""
    try:
        prefix = os.path.relpath(site.content, site.base).replace(os.sep, "/")
    except ValueError:  # two drives on Windows: no path leads from one to the other
        prefix = site.content.name
    return "" if prefix == "." else f"{prefix}/"
