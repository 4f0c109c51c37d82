"""Diagrams and formulas in Chromium, under the policy of a site that brings what draws them.

Mermaid, KaTeX and MathJax are megabytes: in their place stand scripts that do to a page what these do, and no more.
"""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect
from stories import build_site

pytestmark = pytest.mark.browser

MERMAID = """
globalThis.mermaid = {
  initialize(config) { this.config = config; globalThis.started = config; },
  async render(id, text) {
    // What Mermaid measures stands in the page meanwhile.
    const place = document.createElement("div");
    place.innerHTML = `<svg id="${id}"><style>#${id} text { font-size: 40px; }</style><text>${text.length}</text></svg>`;
    document.body.append(place);
    globalThis.measured = getComputedStyle(place.querySelector("text")).fontSize;
    place.remove();
    const far = text.includes("far") ? ":host, svg { position: fixed !important; inset: 0; z-index: 99999; }" : "";
    return { svg: `<svg id="${id}" width="200" height="100" style="max-width: 150px"><style>${far}</style></svg>` };
  },
};
"""
KATEX = """
document$.subscribe(({ body }) => {
  for (const formula of body.querySelectorAll(".arithmatex")) {
    const strut = document.createElement("span");
    strut.style.height = "3em";  // KaTeX sets styles one by one, which a policy doesn't forbid
    strut.className = "set";
    formula.replaceChildren(strut);
  }
});
"""
MATHJAX = """
document$.subscribe(() => {
  const sheet = document.createElement("style");
  sheet.textContent = ".arithmatex { border: 7px solid; }";
  document.head.append(sheet);
});
"""
CONFIG = """
site_name: Case
docs_dir: content
theme: {name: material, font: false}
plugins: [search, {okrsite: {today: 2026-11-20}}]
markdown_extensions:
- pymdownx.arithmatex
- pymdownx.superfences:
    custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "a.md": "# A\n\n``` mermaid\ngraph near\n```\n\nIt is $x$.\n\n``` mermaid\ngraph far\n```\n",
    "js/mermaid.min.js": MERMAID,
    "js/katex.min.js": KATEX,
    "js/mathjax.js": MATHJAX,
}


@pytest.fixture
def look(project, browser):
    """Build the site with some scripts, and open its page under the policy that the server sends and the page declares."""
    opened = []

    def look_at(*scripts: str):
        made = project(FILES)
        named = ", ".join(f"js/{script}" for script in scripts)
        (made.root / "mkdocs.yml").write_text(f"{CONFIG}extra_javascript: [{named}]\n", encoding="utf-8")
        said = []
        build_site(made.root / "mkdocs.yml", made.root / "site", log=lambda *what: said.append(what[1]))
        folder = made.root / "site"
        policy = next(
            line.partition(": ")[2]
            for line in (folder / "_headers").read_text("utf-8").splitlines()
            if "Content-Security-Policy" in line
        )

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *what):
                pass

            def end_headers(self):
                self.send_header("Content-Security-Policy", policy)
                super().end_headers()

        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(viewport={"width": 1000, "height": 800})
        page, heard = context.new_page(), []
        page.on("console", lambda message: heard.append(message.text))
        page.on("request", lambda request: None if "127.0.0.1" in request.url else heard.append(request.url))
        opened.append((server, context))
        page.goto(f"http://127.0.0.1:{server.server_port}/a/")
        return page, heard, policy, [line for line in said if "OKR313" in line]

    yield look_at
    for server, context in opened:
        context.close()
        server.shutdown()
        server.server_close()


def test_diagrams_are_drawn_with_their_styles_where_the_site_brings_mermaid(look):
    page, heard, policy, said = look("mermaid.min.js")
    expect(page.locator("div.mermaid")).to_have_count(2)
    assert "style-src 'self' 'unsafe-inline';" in policy and policy.count("unsafe") == 1
    assert page.evaluate("measured") == "40px"
    assert page.evaluate("started.suppressErrorRendering") is True
    assert "themeCSS" in page.evaluate("started.secure")
    assert heard == []
    assert len(said) == 1 and "formulas" in said[0]
    # The second one wants to lie over the page.
    boxes = [box.bounding_box() for box in page.locator(".okr-diagram").all()]
    assert len(boxes) == 2 and all(box["height"] < 400 for box in boxes)
    top = page.evaluate("document.elementFromPoint(500, 20).closest('.okr-diagram')")
    assert top is None


def test_without_it_they_are_text_and_nothing_is_fetched(look):
    page, heard, policy, said = look("katex.min.js")
    page.wait_for_selector(".set", state="attached")
    assert page.evaluate("document.querySelector('.set').style.height") == "3em"
    assert "unsafe-inline" not in policy
    assert "graph near" in page.inner_text("article") and page.locator(".mermaid").count() == 0
    assert heard == []
    assert len(said) == 1 and "diagrams" in said[0]


def test_mathjax_may_write_its_style_sheet(look):
    page, heard, policy, said = look("mathjax.js")
    expect(page.locator(".arithmatex")).to_have_css("border-top-width", "7px")
    assert "'unsafe-inline'" in policy
    assert heard == []
    assert len(said) == 1 and "diagrams" in said[0]
