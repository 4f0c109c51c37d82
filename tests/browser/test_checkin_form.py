"""The form for a check-in, against a page that stands for each forge's page for a new file and records what it is given."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conftest import served
from playwright.sync_api import Page
from project_tree import Project
from stories import build_site

pytestmark = pytest.mark.browser

OBJECTIVES = """
objectives:
  - id: bread
    title: Sell more bread
    owner: anna
    key_results:
      - {id: loaves, title: Loaves a day, from: 100 loaves, to: 200 loaves, now: 120 loaves, confidence: 80%}
      - {id: steps, title: Steps, levels: {commit: one, target: two, stretch: all}}
      - {id: oven, title: A new oven, done: false}
    checkins:
      - {date: 2026-10-09, by: anna, now: {loaves: 120}, confidence: {loaves: 80%}}
"""
CONTENT = {
    "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n",
    "company/team.yml": "name: Company\n",
    "company/2026.yml": "objectives: [{id: goal, title: Goal, owner: ben, key_results: [{id: k, title: K, done: false}]}]\n",
    "teams/bakery/team.yml": "name: Bakery\n",
    "teams/bakery/2026-Q4.yml": OBJECTIVES,
}
HOSTILE = [
    "Plain words.",
    'It\'s "good": `so` far -- #1 | {a: b} [c] & *d* \\ %20+',
    "--> <!-- <b>bold</b> <script>alert(1)</script>",
    "🎉 العربية עברית \u200f",
    "first\nsecond\n\n- third",
    "a\u202eb\u200bc",
    "null",
    "~",
    "x" * 2000,
]
PATTERNS = {
    "github": "{forge}/org/repo",
    "gitea": "{forge}/org/repo/_edit/main/{{path}}#L{{line}}",
    "gitlab": "{forge}/group/repo/-/edit/main/{{path}}#L{{line}}",
}


class Forge:
    """Answers any address with an empty page, and keeps what was asked for."""

    def __init__(self) -> None:
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(b"<!doctype html><title>New file</title><link rel=icon href=data:,>")

            def log_message(self, format, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@contextmanager
def running_forge() -> Iterator[Forge]:
    forge = Forge()
    yield forge
    forge.server.shutdown()
    forge.server.server_close()


@pytest.fixture(scope="module", params=list(PATTERNS))
def built_shop(request, chromium, tmp_path_factory):
    """A project whose site leads to a forge of one kind, with the site's address and the forge."""
    with running_forge() as forge:
        pattern = PATTERNS[request.param].format(forge=forge.address)
        made = Project(tmp_path_factory.mktemp("shop"), {"edit_url": pattern}).write(CONTENT)
        build_site(made.config, made.root / "site")
        with served(made.root / "site") as address:
            yield request.param, made, address, forge


@pytest.fixture
def shop(built_shop):
    """The same with nothing in it but what was built, and a forge that nobody has asked for anything."""
    _, made, _, forge = built_shop
    shutil.rmtree(made.root / "content")
    made.write(CONTENT)
    forge.asked.clear()
    return built_shop


@pytest.fixture
def open_form(tabs) -> Iterator[Callable[[str, str], Page]]:
    """Open a page as a reader does on 20 November."""
    with ExitStack() as lent:

        def open_page(address: str, path: str) -> Page:
            page = lent.enter_context(tabs.lend({}, permissions=["clipboard-read", "clipboard-write"]))
            page.clock.set_fixed_time(datetime(2026, 11, 20, 10, 30))
            page.goto(f"{address}{path}")
            return page

        yield open_page


def follow(page, forge: Forge) -> dict[str, str]:
    """Follow the form's link, and return the path and the text of the new file, wherever the forge has it from."""
    with page.context.expect_page() as opened:
        page.click(".okr-form__go")
    opened.value.wait_for_load_state()
    parts = urlsplit(forge.asked[-1])
    query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if "file_name" in query:
        assert parts.path == "/group/repo/-/new/main"
        opened.value.close()
        return {"path": query["file_name"], "text": page.evaluate("navigator.clipboard.readText()")}
    assert parts.path in ("/org/repo/new/main/content/teams/bakery", "/org/repo/_new/main/content/teams/bakery")
    folder = unquote(parts.path).partition("/main/")[2]
    text = query["value"] if "value" in query else page.evaluate("navigator.clipboard.readText()")
    opened.value.close()
    return {"path": f"{folder}/{query['filename']}", "text": text}


def fill(page, note: str, value: str = "150 loaves") -> None:
    page.locator("dialog input").first.fill(value)
    page.locator("dialog input").nth(1).fill("50%")
    page.locator("dialog select").first.select_option("target")
    page.fill("dialog textarea", note)
    page.fill("dialog input[type=date]", "2026-11-13")
    page.fill("dialog input[autocomplete=name]", "Ben Ito")


def test_what_the_form_makes_passes_check_and_counts(shop, open_form):
    kind, made, address, forge = shop
    page = open_form(address, "objectives/bakery/2026-Q4/bread/")
    page.click("#check-in")
    # Gitea is sent the same query as GitHub, to another folder.
    notes = HOSTILE[1:3] if kind == "gitea" else HOSTILE
    for number, note in enumerate(notes):
        fill(page, note, f"{150 + number} loaves")
        file = follow(page, forge)
        assert file["path"] == "content/teams/bakery/checkins/2026-11-13-ben-ito-bread.yml"
        path = made.root / file["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file["text"].encode("utf-8"))
        snapshot = made.snapshot()
        assert [problem for problem in snapshot.problems if problem.severity != "info"] == [], note
        checkin = snapshot.organisation.objectives["bakery/2026-Q4/bread"].checkins[-1]
        assert checkin.by == "ben"
        assert checkin.note.markdown.strip() == note.replace("\u202e", "").replace("\u200b", "").strip()
        assert (checkin.now["loaves"].value, checkin.now["steps"]) == (150 + number, "target")
        assert made.key_result("bakery/2026-Q4/bread#loaves").current_values.now.value == 150 + number
    assert len(forge.asked) == len(notes)  # nothing but what was followed


def test_what_check_refuses_is_refused_at_the_field_and_leads_nowhere(shop, open_form):
    _, _, address, forge = shop
    page = open_form(address, "objectives/bakery/2026-Q4/bread/")
    page.click("#check-in")
    assert page.get_attribute(".okr-form__go", "href") is None
    fill(page, "Well.", "3 EUR")
    assert page.locator(".okr-form__fault").first.text_content() == "It is measured in loaves."
    assert page.get_attribute(".okr-form__go", "href") is None
    page.click(".okr-form__go", force=True)
    assert forge.asked == []
    page.locator("dialog input").first.fill("3 loaves")
    assert page.get_attribute(".okr-form__go", "href")
    page.fill("dialog input[type=date]", "2027-11-13")  # later than the reader's day
    assert page.get_attribute(".okr-form__go", "href") is None


def test_two_people_check_in_at_once_and_both_files_count(shop, open_form):
    _, made, address, forge = shop
    names = []
    for name, value in (("Anna Berg", "150 loaves"), ("Ben Ito", "150 loaves")):
        page = open_form(address, "teams/bakery/")
        page.click("a.okr-checkin")  # fetched from the objective's page
        page.wait_for_selector("dialog[open]")
        fill(page, f"{name} was here.", value)
        page.fill("dialog input[autocomplete=name]", name)
        file = follow(page, forge)
        path = made.root / file["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(file["text"], encoding="utf-8")
        names.append(path.name)
    assert len(set(names)) == 2
    checkins = made.snapshot().organisation.objectives["bakery/2026-Q4/bread"].checkins
    assert [one.by for one in checkins] == ["anna", "anna", "ben"]


def test_without_a_script_the_link_opens_an_empty_file_with_a_name(shop, browser):
    kind, _, address, forge = shop
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}objectives/bakery/2026-Q4/bread/")
    page.click("#check-in")
    context.close()
    query = parse_qs(urlsplit(forge.asked[-1]).query)
    name = "checkins/YYYY-MM-DD-name.yml"
    assert query == ({"file_name": [f"content/teams/bakery/{name}"]} if kind == "gitlab" else {"filename": [name]})


def test_people_find_their_forms_on_their_pages_and_keys_are_enough(project, open_form):
    with running_forge() as forge:
        made = project(CONTENT, edit_url=f"{forge.address}/org/repo")
        build_site(made.config, made.root / "site")
        with served(made.root / "site") as address:
            page = open_form(address, "people/anna/")
            page.focus("a.okr-checkin")
            page.keyboard.press("Enter")
            page.wait_for_selector("dialog[open]")
            assert page.text_content("#okr-form-title") == "Check in: Sell more bread"
            page.keyboard.press("Escape")
            page.wait_for_selector("dialog", state="detached")
            page.goto(f"{address}objectives/bakery/2026-Q4/bread/#check-in")
            page.wait_for_selector("dialog[open]")


def test_a_site_for_the_public_and_one_without_a_repository_have_no_form(project):
    for name, options in (
        ("public", {"edit_url": "https://github.com/org/repo", "audience": "public"}),
        ("none", {}),
        ("unknown", {"edit_url": "https://forge.example/show?file={path}"}),
    ):
        made = project(CONTENT, **options)
        (made.root / "mkdocs.yml").unlink(missing_ok=True)
        made.options.clear()
        made.options.update(options)
        build_site(made.config, made.root / name)
        pages = [path.read_text(encoding="utf-8") for path in (made.root / name).rglob("*.html")]
        assert not any("okr-checkin" in page for page in pages)
