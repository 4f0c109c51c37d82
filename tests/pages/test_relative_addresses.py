"""Links that are relative to a page lead to where they should, from each page to each address."""

from __future__ import annotations

from itertools import product
from urllib.parse import urljoin

import pytest

from okrsite.address_style import set_directory_addresses
from okrsite.pages.addresses import make_relative_url
from okrsite.pages.page import make_url

URIS = (
    *("index.md", "map.md", "map/2026-Q4.md", "teams/index.md", "teams/a/index.md", "teams/ab/index.md"),
    *("teams/a/2026-Q4.md", "objectives/a/2026-Q4/a.md", "objectives/a/2026-Q4/b.md", "handbook/a#b.md"),
)
SITE = "https://example.org/goals/"


@pytest.mark.parametrize("directories", [True, False])
def test_a_relative_link_leads_to_the_address_from_each_page(directories):
    set_directory_addresses(directories)
    try:
        addresses = [*map(make_url, URIS), "data/okr.json", "teams/a/map.svg"]
        for uri, address, anchor in product(URIS, addresses, ("", "#here")):
            page = SITE + make_url(uri)
            link = make_relative_url(uri, address + anchor)
            assert urljoin(page, link) == SITE + (address or make_url("index.md")) + anchor
            assert not link.startswith("/")
    finally:
        set_directory_addresses(True)


@pytest.mark.parametrize(
    ("uri", "address", "link"),
    [
        ("index.md", "", "./"),
        ("index.md", "#goals", "#goals"),
        ("index.md", "teams/a/", "teams/a/"),
        ("teams/a/index.md", "", "../../"),
        ("teams/a/index.md", "teams/a/", "./"),
        ("teams/a/index.md", "teams/a/#goals", "#goals"),
        ("teams/a/index.md", "teams/a/2026-Q4/", "2026-Q4/"),
        ("teams/a/index.md", "teams/ab/#goals", "../ab/#goals"),
        ("teams/a/index.md", "teams/a", "../a"),
        ("map.md", "teams/map.md", "../teams/map.md"),
    ],
)
def test_a_relative_link_is_as_short_as_it_can_be(uri, address, link):
    assert make_relative_url(uri, address) == link
