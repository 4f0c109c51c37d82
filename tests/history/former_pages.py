"""The pages of a repository's site, and to which of them its former addresses lead."""

from __future__ import annotations

import re

from git_repository import Repo
from msgspec.structs import replace
from stories import take_snapshot

from okrsite.pages.page import Page, make_url
from okrsite.pages.site_pages import build_pages
from okrsite.settings import read_site
from okrsite.snapshot import Snapshot


def read_repository(repo: Repo, audience: str = "internal") -> Snapshot:
    """Read a repository's site, as it is for an audience."""
    site = read_site(repo.root / "mkdocs.yml")
    return take_snapshot(replace(site, settings=replace(site.settings, audience=audience)))


def build_pages_by_address(snapshot: Snapshot) -> dict[str, Page]:
    """Return all pages by their addresses."""
    return {make_url(page.uri): page for page in build_pages(snapshot).pages}


def find_target(pages: dict[str, Page], address: str) -> str:
    """Return the address to which a page at a former one leads, from the site's root."""
    match = re.search(r'Its page is now <a href="([^"]*)"', str(pages[address].body))
    assert match, address
    steps = address.split("/")[:-1]
    for part in match[1].split("/"):
        steps = steps[:-1] if part == ".." else [*steps, part]
    return "/".join(steps)
