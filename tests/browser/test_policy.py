"""The example in Chromium under the policy that the gate computes: everything works, and the console is silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import send_headers, served, settle
from kinds import SERVED_KINDS

from okrsite.gate.inspection import compute_policy

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["headers", "meta"])
def base(request, example) -> Iterator[str]:
    """The address of the example, which says its policy in headers, or in each page as on a Pages host."""
    # Every page declares the policy since it was built; some hosts send it as well.
    sent = compute_policy(example).headers if request.param == "headers" else ()
    with served(example, send_headers(sent)) as address:
        yield address


@pytest.mark.parametrize("base", ["headers"], indirect=True)
def test_no_page_says_a_word(page, base):
    """Under the policy that they declare themselves, `test_accessibility.py` opens and hears all kinds of pages."""
    for kind in SERVED_KINDS:
        assert page.goto(base + kind).status == 200
        settle(page)


def test_the_policy_is_in_force(browser, base):
    context = browser.new_context()
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.goto(base)
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s) }"
    )
    page.evaluate(
        "() => document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\" onclick=\"window.ran = 1\" id=x>x</p>')"
    )
    page.evaluate("() => document.getElementById('x').click()")
    assert page.evaluate("() => window.ran") is None
    assert page.evaluate("() => getComputedStyle(document.getElementById('x')).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in text for text in heard)
    context.close()


def test_search_works_under_it(page, base):
    page.goto(base)
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("Halve the wait in the slow ")
    page.keyboard.type("districts")
    page.locator(".md-search-result__item").first.wait_for()
    page.locator("a.md-search-result__link").first.click()
    page.wait_for_url("**/teams/dispatch/**")


def test_sending_the_search_goes_nowhere(page, base):
    page.goto(base + "teams/")
    page.locator(".md-search__input").click()
    page.keyboard.type("xylophone")
    page.locator(".md-search-result__meta", has_text="No matching").wait_for()
    page.keyboard.press("Enter")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.url.startswith(base + "teams/")


def test_the_colours_can_be_switched_under_it(page, base):
    page.goto(base)
    page.locator("label[for='__palette_1']").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.goto(base + "teams/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_the_script_of_the_maps_works_under_it(page, base):
    page.goto(base + "map/")
    picture = page.locator("svg:has(a[data-ref])").first
    before = picture.bounding_box()["width"]
    page.get_by_role("button", name="Larger").first.click()
    assert picture.bounding_box()["width"] > before
    page.locator(".okr-tools select").first.select_option(index=1)
    assert page.locator("svg a[data-ref][display=none]").count() > 0
