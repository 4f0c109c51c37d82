"""Everything hostile that can be typed, in Chromium, under the site's own policy: nothing runs, the console is silent."""

from __future__ import annotations

import io
import re
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import copy_with_search_in_parts, send_headers, served
from playwright.sync_api import Page
from pypdf import PdfReader

from okrsite.gate.inspection import compute_policy, list_findings

sys.path.insert(0, str(Path(__file__).parents[1] / "security"))
from corpus import VECTORS, share_hostile_site

pytestmark = pytest.mark.browser
PARTS = 4
"""Several tests share the pages that are visited."""
MANY_OF_A_KIND = ("people/p", "pillars/.", "company/memo-", "tags/.", "names/.")
"""Beginnings of the folders of pages that one template makes of one text each."""
CLICK = """(searches) => {
    // A review pack writes into its own address whether it is presented.
    const place = () => location.origin + location.pathname, before = place()
    for (const one of document.querySelectorAll('details')) one.open = true
    for (const one of document.querySelectorAll('summary, button, label, [role=button], input, select, svg a, [tabindex]')) {
        if (one.closest('form') && one.type === 'submit' || !searches && one.closest('.md-search')) continue
        one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))
        if (one.focus) one.focus({preventScroll: true})
        if (one.tagName !== 'A' && one.tagName !== 'a') one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))
    }
    return place() === before
}"""
# Of a page as the browser parses it, whatever could run or load something, but the scripts that the home page has too.
ALIVE = """async (folders) => {
    const parse = async (folder) => {
        const answer = await fetch("/" + folder)
        if (!answer.ok) throw new Error(`${folder}: ${answer.status}`)
        return new DOMParser().parseFromString(await answer.text(), "text/html")
    }
    const say = (script) => (script.getAttribute("src") ?? script.textContent).replace(/"base":"[./]*"/, "").replace(/([.]+[/])+/g, "")
    const ours = new Set([...(await parse("")).scripts].map(say))
    const alive = []
    const find = new XPathEvaluator().createExpression(`//*[self::*[contains("|iframe|object|embed|base|frame|applet|", concat("|", local-name(), "|"))]
        | self::*[local-name() = "meta"][@http-equiv = "refresh"]
        | @*[starts-with(local-name(), "on") or local-name() = "srcdoc"
            or contains("|href|src|action|formaction|data|poster|to|values|", concat("|", local-name(), "|")) and contains(., ":")
                and not(starts-with(., "http://") or starts-with(., "https://") or starts-with(., "mailto:"))]]`)
    for (const folder of folders) {
        const page = await parse(folder)
        for (const script of page.scripts) if (!ours.has(say(script))) alive.push(`${folder}: ${script.outerHTML.slice(0, 200)}`)
        const found = find.evaluate(page, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE)
        for (let at = 0; at < found.snapshotLength; at++) {
            alive.push(`${folder}: ${found.snapshotItem(at).outerHTML.slice(0, 200)}`)
        }
    }
    return alive
}"""
CANARY = "() => [window, ...Array.from(frames)].some(one => one.pwned !== undefined)"


@pytest.fixture(scope="module")
def built(chromium, tmp_path_factory) -> Path:
    return share_hostile_site(tmp_path_factory) / "site"


@pytest.fixture(scope="module")
def hostile(built) -> Iterator[str]:
    """The address of the hostile site, sent with the headers that the gate computes."""
    with _served_with_headers(built) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_in_parts(built, tmp_path_factory) -> Iterator[str]:
    """The address of a hostile site whose search index is kept as that of a large site."""
    folder = copy_with_search_in_parts(built, tmp_path_factory.mktemp("parts") / "site")
    assert list_findings(folder) == []
    with _served_with_headers(folder) as address:
        yield address


def list_folders(built: Path) -> list[str]:
    """Return the folders of all pages but those of the guide, which say nothing of the content."""
    folders = sorted(path.relative_to(built).parent.as_posix() for path in built.rglob("index.html"))
    return [folder for folder in folders if not folder.startswith("guide/")]


def list_visited(built: Path) -> list[str]:
    """Return the folders of the pages that are visited: each text stands in every field of an objective there.

    An objective is visited in one of the two spellings, which are one model, and its units in both. Of pages that are many
    of a kind (memos, people, pillars, tags, files with odd names, the one that says where an objective is now) some are
    visited, for what scripts make of that kind; `test_no_other_page_holds_anything_that_could_run` looks at the others.
    """
    folders = list_folders(built)
    numbered = re.compile(r"objectives/([ym])\d+/2026-Q4/(o|old)(\d+)")
    places: Counter[str] = Counter()

    def is_visited(folder: str) -> bool:
        if found := numbered.fullmatch(folder):
            spelling, page, number = found.groups()
            return int(number) % 10 == 0 if page == "old" else spelling == "ym"[int(number) % 2]
        kind = next((kind for kind in MANY_OF_A_KIND if re.match(kind, folder)), None)
        if kind is None:
            return True
        places[kind] += 1
        return places[kind] % 4 == MANY_OF_A_KIND.index(kind) % 4  # of each kind other texts

    visited = [folder for folder in folders if is_visited(folder)]
    of_objectives = [folder for folder in visited if re.search(r"/o\d+$", folder)]
    assert len(of_objectives) == len(VECTORS)
    assert len(places) == len(MANY_OF_A_KIND)
    return visited


def seek(page: Page, text: str) -> None:
    """Search for a text, and wait for the answer to this one: what was said of the one before is taken away first."""
    box, answer = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    box.fill("")
    box.press("End")  # the theme looks when a key is let go
    answer.filter(has_text="Type to start searching").wait_for()
    box.fill(text)
    box.press("End")
    answer.filter(has_text="match").wait_for()


@contextmanager
def _served_with_headers(folder: Path) -> Iterator[str]:
    with served(folder, send_headers(compute_policy(folder).headers)) as address:
        yield address


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page that is listened to: a word on its console, a dialog, a window or a request elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened, heard = context.new_page(), []
    opened.on("console", lambda message: heard.append(f"{opened.url}: {message.text}"))
    opened.on("pageerror", lambda error: heard.append(f"{opened.url}: {error}"))
    opened.on("dialog", lambda dialog: (heard.append(f"{opened.url}: {dialog.message}"), dialog.dismiss()))
    opened.on("popup", lambda other: heard.append(f"{opened.url}: opened {other.url}"))
    opened.on(
        "request",
        lambda request: (
            None if request.url.startswith(("http://127.0.0.1:", "data:", "blob:")) else heard.append(request.url)
        ),
    )
    yield opened
    context.close()
    # Of a search that is no query in its own language the theme says so; that is its word, not the vector's.
    assert [each for each in heard if "Invalid query: " not in each and "QueryParseError" not in each] == []


def test_no_other_page_holds_anything_that_could_run(page, hostile, built):
    visited = set(list_visited(built))
    folders = [f"{quote(folder)}/" for folder in list_folders(built) if folder not in visited]
    assert len(folders) > 3 * len(VECTORS)
    page.goto(hostile)
    assert page.evaluate(ALIVE, folders) == []


def test_it_would_be_seen(browser, built, tmp_path):
    faults = ("<p onclick=f()>", "<script>f()</script>", "<a href=javascript:f()>x</a>", "<base href=/>")
    shutil.copy(built / "index.html", tmp_path)
    for number, text in enumerate(faults):
        (tmp_path / f"{number}.html").write_text(text, "utf-8")
    context = browser.new_context()
    page = context.new_page()
    with served(tmp_path) as address:
        page.goto(f"{address}0.html")
        assert len(page.evaluate(ALIVE, [f"{number}.html" for number in range(len(faults))])) == len(faults)
    context.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_runs_on_any_page_whatever_is_clicked(page, hostile, built, part):
    for folder in list_visited(built)[part::PARTS]:
        address = "" if folder == "." else f"{quote(folder)}/"
        assert page.goto(hostile + address, wait_until="load").status == 200, address
        # The search is the same on all pages, and reads its index on each: below, every title is searched for.
        assert page.evaluate(CLICK, folder == "."), f"{address} went elsewhere"
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert not page.evaluate(CANARY), address


@pytest.mark.parametrize("index", ["whole", "in parts"])
def test_nothing_runs_when_every_title_is_searched_for(page, index, request):
    page.goto(request.getfixturevalue("hostile" if index == "whole" else "hostile_in_parts"))
    page.locator(".md-search__input").click()
    for text in VECTORS:
        seek(page, text)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert not page.evaluate(CANARY), text
    seek(page, "title")
    page.locator(".md-search-result__item").first.wait_for()
    assert (
        page.locator(".md-search-result :is(script, img, iframe, svg:not([class]), [onerror], [onload])").count() == 0
    )
    assert not page.evaluate(CANARY)


def test_an_address_from_elsewhere_runs_nothing(page, hostile):
    for address in ("?q=<img src=x onerror=window.pwned=1>", "map/?team=<script>window.pwned=1</script>&x=\"'>",
                    "map/?open=__proto__&level=constructor#\"><img src=x onerror=window.pwned=1>",
                    "#javascript:window.pwned=1"):  # fmt: skip
        page.goto(hostile + address, wait_until="load")
        page.evaluate("() => new Promise(done => setTimeout(done, 100))")
        assert not page.evaluate(CANARY), address


def test_the_canary_sings(browser):
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<img src=x: onerror=window.pwned=1>")
    page.wait_for_function(CANARY)
    context.close()


def test_what_is_printed_of_it_says_titles_as_they_were_typed(page, hostile):
    """Another program reads the sheets; what a font joins to one sign, or draws in several, is told apart no more."""
    page.goto(f"{hostile}review-packs/2026-Q4/")
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = _fold("".join(sheet.extract_text() for sheet in reader.pages))
    page.emulate_media(media="print")
    shown = page.locator(".okr-pack h2, .okr-pack a").all()
    titles = {one.inner_text() for one in shown if one.is_visible()}
    plain = [title for title in titles if title.isascii() and "<" in title]
    assert len(plain) > 3 and [title for title in plain if _fold(title) not in printed] == []
    assert not any("/JavaScript" in str(sheet.get("/AA", "")) for sheet in reader.pages)
    assert "/OpenAction" not in reader.trailer["/Root"] or "/JS" not in str(reader.trailer["/Root"]["/OpenAction"])


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
