"""What comes along with an address, or is forgotten at its beginning, makes no link that leads elsewhere."""

from __future__ import annotations

import pytest

from okrsite.sources.web_addresses import find_meant_address, find_missing_scheme, has_leftovers

WIKI = "https://wiki.bakery.example/ovens?a=1&b=2"


@pytest.mark.parametrize(
    "typed",
    [
        f"<script>{WIKI}",
        f"<b>{WIKI}</b>",
        f"{WIKI}<br>",
        f"{WIKI}<!-- new -->",
        f"“{WIKI}”",
        f"`{WIKI}`",
        f"**{WIKI}**",
        f"({WIKI})",
        f"[ovens]({WIKI})",
        f"&nbsp;{WIKI}",
        f"{WIKI}&nbsp;",
        f'<a href="{WIKI}">',
    ],
)
def test_leftovers_are_found_with_the_address_that_was_meant(typed: str) -> None:
    assert has_leftovers(typed)
    assert find_meant_address(typed) == WIKI


def test_of_two_addresses_none_is_meant() -> None:
    assert find_meant_address("<a>https://a.example</a> https://b.example") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("www.bakery.example", "https://www.bakery.example"),
        ("https//wiki.bakery.example/x", "https://wiki.bakery.example/x"),
        ("https:/wiki.bakery.example/x", "https://wiki.bakery.example/x"),
        ("//wiki.bakery.example/x", "https://wiki.bakery.example/x"),
        ("wiki.bakery.example/x", "https://wiki.bakery.example/x"),
        ("bakery.com", "https://bakery.com"),
        ("ana@bakery.example", "mailto:ana@bakery.example"),
    ],
)
def test_a_forgotten_beginning_is_found(typed: str, meant: str) -> None:
    assert find_missing_scheme(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        WIKI,
        "mailto:ana@bakery.example",
        "/files/ovens.pdf",
        "files/ovens.v2.pdf",
        "../team/ovens/",
        "notes.md",
        "index.html#ovens",
        "/go?to=https://a.example",
        "https://a.example/?to=https://b.example",
        "https://a.example/R%26D&more",
        "photos/ana.jpg",
    ],
)
def test_addresses_and_paths_stay_what_they_are(typed: str) -> None:
    assert not has_leftovers(typed)
    assert find_missing_scheme(typed) is None
