"""The headers computed from a built site: strict, the same every time, and written as hosts read them."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from okrsite.cli.verify import HEADER_FORMATS
from okrsite.gate.file_inspection import Seen, make_seen_policy
from okrsite.gate.headers import AT_ROOT, FORMATS, make_policy
from okrsite.gate.inspection import compute_policy, inspect_site
from okrsite.gate.page import PageFacts
from okrsite.gate.theme import ThemeInlineCode

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def directives(text: str) -> dict[str, str]:
    return dict(each.split(" ", 1) for each in text.split("; "))


def test_the_policy_names_the_inline_scripts_of_all_pages_and_no_others(site):
    """There are none here: with palettes to choose from, the theme writes one."""
    bodies = {body for file in site.root.rglob("*.html") for body in SCRIPT.findall(file.read_text(encoding="utf-8"))}
    wanted = {f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies}
    assert set(directives(compute_policy(site.root).security_policy)["script-src"].split()) == {"'self'", *wanted}


def test_the_policy_allows_nothing_unsafe(site):
    found = compute_policy(site.root).security_policy
    assert "unsafe" not in found and "*" not in found and "http" not in found
    assert directives(found)["default-src"] == "'none'"
    assert directives(found)["style-src"] == "'self'"


@pytest.mark.parametrize(
    ("script", "written"),
    [("js/mermaid.min.js", True), ("MathJax.js?x", True), ("tex-svg.js", True), ("katex.min.js", False), ("mermaid/a.js", False)],
)  # fmt: skip
def test_style_sheets_may_be_written_where_a_page_loads_a_script_that_does_so(script, written):
    seen = Seen(pages=[PageFacts("a.html", (), (), (script,), (), ("a()",), ("b {}",))])
    found = directives(make_seen_policy(seen).security_policy)
    assert ("'unsafe-inline'" in found["style-src"]) == written
    # A browser that meets a hash passes over the permission.
    assert ("sha256" in found["style-src"]) != written
    assert "unsafe" not in found["script-src"]


def test_a_script_that_the_theme_did_not_write_gets_no_hash(site):
    before = compute_policy(site.root)
    file = site.root / "index.html"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("</body>", "<script>a()</script></body>"), encoding="utf-8")
    try:
        assert compute_policy(site.root) == before
    finally:
        file.write_text(text, encoding="utf-8")


def test_a_template_of_the_site_may_have_a_script(tmp_path):
    (tmp_path / "main.html").write_text(
        'x <script>f("{{ base_url }}")</script><script>g({{ page.title }})</script>', encoding="utf-8"
    )
    theme = ThemeInlineCode([tmp_path])
    assert theme.has_inline_code("script", 'f("../..")')
    assert not theme.has_inline_code("script", 'f("");a("")')
    assert not theme.has_inline_code("script", 'f("javascript:a")')
    assert not theme.has_inline_code("script", 'f("//evil.example")')
    assert not theme.has_inline_code("style", 'f("..")')
    # What a template puts outside of a string could be anything.
    assert not theme.has_inline_code("script", "g(x)")


def test_the_headers_file_of_the_site_passes_and_goes_stale(site):
    made = inspect_site(site.root, theme=site.theme)
    assert site.with_file(AT_ROOT, made.policy.format_headers_file()) == []
    stale = make_policy(["a()"], [], data_pictures=True).format_headers_file()
    assert [finding.code for finding in site.with_file(AT_ROOT, stale)] == ["GATE401"]


def test_pages_that_declare_the_policy_pass_if_all_of_them_do(site):
    made = inspect_site(site.root, theme=site.theme)
    before = {file: file.read_bytes() for file in site.root.rglob("*.html")}
    try:
        for data in before.values():
            assert made.policy.add_policy_to_page(data) == data, (
                "a build has written it already, and it is written once"
            )
        page = before[site.root / "index.html"]
        meta = made.policy.format_meta().encode("utf-8")
        assert page.count(meta) == 1
        (site.root / "index.html").write_bytes(page.replace(meta, b""))
        findings = inspect_site(site.root, theme=site.theme).findings
        assert [(finding.code, finding.path) for finding in findings] == [("GATE401", "index.html")]
    finally:
        for file, data in before.items():
            file.write_bytes(data)


def test_a_page_declares_its_policy_before_anything_it_applies_to():
    made = make_policy([], [], data_pictures=False)
    page = made.add_policy_to_page(b'<!doctype html><head><meta charset="utf-8"><script>a()</script>').decode()
    assert page.index("Content-Security-Policy") < page.index("<script>")
    assert "frame-ancestors" not in page
    with pytest.raises(ValueError, match="charset"):
        made.add_policy_to_page(b"<p>x</p>")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_each_format_carries_the_whole_policy(site, name):
    made = compute_policy(site.root)
    text = FORMATS[name](made)
    assert (made.page_policy if name == "meta" else made.security_policy) in text
    assert text == FORMATS[name](compute_policy(site.root))


def test_nginx_and_caddy_get_one_quoted_value_a_line(site):
    made = compute_policy(site.root)
    for line in made.format_nginx().splitlines():
        assert re.fullmatch(r'add_header [A-Za-z-]+ "[^"$\\]+" always;', line)
    for line in made.format_caddy().splitlines()[1:-1]:
        assert re.fullmatch(r'\t[A-Za-z-]+ "[^"{}\\]+"', line)
    # Netlify and Cloudflare cut longer lines.
    assert max(map(len, made.format_headers_file().splitlines())) < 2000


def test_line_ends_are_hashed_as_browsers_read_them():
    assert make_policy(["a\r\nb"], [], data_pictures=False) == make_policy(["a\nb"], [], data_pictures=False)


def test_every_format_can_be_asked_for():
    """The command names the formats without loading the gate."""
    assert sorted(FORMATS) == list(HEADER_FORMATS)
