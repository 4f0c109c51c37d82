"""The example on nginx and Caddy, with the configuration that the project hands out: everything works in Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from conftest import settle
from kinds import SERVED_KINDS
from web_servers import SERVERS, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=SERVERS[::2])
def base(request, example) -> Iterator[str]:
    name = request.param.split()[0]
    if shutil.which(name) is None:
        pytest.skip(f"NO {name.upper()}: nothing was tried on it. Install {name}.")
    with served(request.param, example) as running:
        yield running.base


def test_pages_are_silent_and_search_and_maps_work(page, base):
    """Every kind of page is sent as `test_policy.py` has it sent; some are opened."""
    for kind in SERVED_KINDS:
        answer = page.request.get(base + kind)
        assert answer.status == 200
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    for kind in SERVED_KINDS[::5]:
        page.goto(base + kind)
        settle(page)
    page.goto(base)
    page.locator(".md-search__input").click()
    page.keyboard.type("Halve the wait in the slow districts")
    page.locator(".md-search-result__item").first.wait_for()
    page.goto(base + "map/")
    assert page.locator(".okr-tools").first.is_visible()


def test_a_script_that_is_not_ours_does_not_run(browser, base):
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s) }"
    )
    assert page.evaluate("() => window.ran") is None
    context.close()
