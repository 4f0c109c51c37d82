"""What the gate lets pass, and that each of its rules fails on a page that breaks it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from shared_folders import share_example

from okrsite.gate.findings import RULES
from okrsite.gate.inspection import NotASiteError, inspect_site, list_findings
from okrsite.gate.private_texts import list_machine_paths
from okrsite.gate.theme import load_installed_theme
from okrsite.search.files import SHARDS, STUB, TERMS, WHOLE
from okrsite.site.mkdocs.search_index import divide_search_index

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(8)


def index(**entry: str) -> str:
    whole = {"location": "", "title": "A", "text": "B", **entry}
    return json.dumps({"config": {}, "docs": [whole]})


def svg(inner: str, attributes: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inner}</svg>'
    )


CONTENT = {
    "GATE201 a comment with markup": "<!-- <b> -->",
    "GATE201 a CDATA section": "<svg><![CDATA[ x ]]></svg>",
    "GATE201 an instruction": "<?php ?>",
    "GATE201 an attribute with markup": '<p title="</title><b>">x</p>',
    "GATE201 an attribute twice": '<a href="teams/" href="map/">x</a>',
    "GATE201 a bare sign": "1 < 2",
    "GATE201 a tag without an end": "<b title=",
    "GATE202 a handler": '<p onclick="a()">x</p>',
    "GATE202 a handler in capitals, unquoted": "<p oNcLiCk=a()>x</p>",
    "GATE202 a handler without a value": "<p onclick>x</p>",
    "GATE202 a handler in a picture": '<svg onload="a()"></svg>',
    "GATE203 javascript": '<a href="javascript:a()">x</a>',
    "GATE203 javascript, as entities": '<a href="&#106;ava&Tab;script&colon;a()">x</a>',
    "GATE203 javascript, broken": '<a href="java\nscript:a()">x</a>',
    "GATE203 javascript, after spaces": '<a href=" &#1;JavaScript:a()">x</a>',
    "GATE203 javascript in a picture": '<svg><a xlink:href="javascript:a()">x</a></svg>',
    "GATE203 data": '<a href="data:text/html,x">x</a>',
    "GATE203 vbscript": '<a href="vbscript:x">x</a>',
    "GATE203 a file": '<a href="file:///etc/passwd">x</a>',
    "GATE203 another host without a scheme": '<a href="//evil.example">x</a>',
    "GATE203 another host by a backslash": '<a href="/\\evil.example">x</a>',
    "GATE203 a password": '<a href="https:///evil.example">x</a>',
    "GATE203 a picture as data": '<img src="data:image/svg+xml,x" alt="">',
    "GATE204 a script": "<script>a()</script>",
    "GATE204 a loaded script": '<script src="assets/okr/okr.js"></script>',
    "GATE204 a module": '<script type="module">a()</script>',
    "GATE205 a frame": '<iframe src="../"></iframe>',
    "GATE205 an object": "<object></object>",
    "GATE205 an embedding": "<embed>",
    "GATE205 a base": '<base href="/x/">',
    "GATE205 a form": '<form class="login"><input></form>',
    "GATE205 a link element": '<link rel="stylesheet" href="assets/okr/okr.css">',
    "GATE205 a meta element": '<meta name="referrer" content="unsafe-url">',
    "GATE205 an animation": '<svg><animate to="x"></animate></svg>',
    "GATE205 HTML inside a picture": "<svg><foreignObject>x</foreignObject></svg>",
    "GATE205 plain text": "<plaintext>",
    "GATE206 a style attribute": '<p style="position:fixed">x</p>',
    "GATE206 a style element": "<style>p { color: red }</style>",
    "GATE207 a picture": '<img src="https://evil.example/x.png" alt="">',
    "GATE207 one of several pictures": '<img srcset="assets/images/favicon.png 1x, https://evil.example/x.png 2x" alt="">',
    "GATE207 a picture without a scheme": '<img src="//evil.example/x.png" alt="">',
    "GATE207 a symbol": '<svg><use href="https://evil.example/x.svg#a"></use></svg>',
    "GATE207 a filling": '<svg><rect fill="url(https://evil.example/#a)"></rect></svg>',
    "GATE207 a film's picture": '<video poster="https://evil.example/x.png"></video>',
    "GATE209 an id of the frame": '<p id="__search">x</p>',
    "GATE210 a page that is not there": '<a href="teams/nobody/">x</a>',
    "GATE210 an anchor that is not there": '<a href="#nothing">x</a>',
    "GATE210 above the root": '<a href="../../x/">x</a>',
    "GATE210 from the host's root": '<a href="/teams/">x</a>',
    "GATE211 a document in an attribute": '<p srcdoc="x">x</p>',
    "GATE211 a button's own address": '<button formaction="teams/">x</button>',
    "GATE211 a beacon": '<a href="teams/" ping="https://evil.example/">x</a>',
}
FRAME = {
    "GATE202 a handler": '<body onload="a()">',
    "GATE204 a script": "<script>a()</script>",
    "GATE204 a script like the theme's": '<script>__md_scope=new URL("..",a()),location</script>',
    "GATE204 a loaded script with a content": '<script src="assets/okr/okr.js">a()</script>',
    "GATE204 an import map": '<script type="importmap">{}</script>',
    "GATE206 a style": "<style>p { color: red }</style>",
    "GATE207 a script from elsewhere": '<script src="https://evil.example/x.js"></script>',
    "GATE207 a style sheet from elsewhere": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "GATE207 a connection ahead of time": '<link rel="preconnect" href="https://evil.example">',
    "GATE208 a page that moves on": '<meta http-equiv="refresh" content="0; url=https://evil.example">',
    "GATE208 a page that runs": '<meta http-equiv="refresh" content="0;javascript:a()">',
    "GATE211 a cookie": '<meta http-equiv="set-cookie" content="a=b">',
    "GATE211 a form's address": '<form action="https://evil.example"></form>',
    "GATE302 data that are none": '<script type="application/json">{a}</script>',
    "GATE401 a policy of its own": '<meta http-equiv="Content-Security-Policy" content="script-src *">',
}
INDEXES = {
    "GATE301 an index with a picture": index(title="<img src=x onerror=a()>"),
    "GATE301 an index with half a tag": index(text="<img src=x onerror=a() "),
    "GATE301 an index with attributes": index(text='<p class="md-nav">x</p>'),
    "GATE301 an index without entries": "{}",
    "GATE203 an index that leads elsewhere": index(location="javascript:a()"),
    "GATE210 an index that leads nowhere": index(location="nowhere/"),
}
"""What no index holds, be it the one that Material loads on every page or the one that is loaded to search."""
FILES = {
    "GATE101 a source": ("notes.md", "# A"),
    "GATE101 a configuration": ("mkdocs.yml", "a: b"),
    "GATE101 a page of another kind": ("a.xhtml", "<p/>"),
    "GATE101 no ending": ("secrets", "a"),
    "GATE102 a hidden file": (".env", "A=b"),
    "GATE102 a hidden folder": (".git/config.txt", "a"),
    "GATE105 a page as a picture": ("a.png", "<script>a()</script>"),
    "GATE105 a page as a film": ("a.webp", b"RIFF0000WAVE"),
    "GATE105 a page as data": ("a.json", "<html></html>"),
    "GATE105 a page that is none": ("a.html", "alert(1)"),
    "GATE106 another encoding": ("a.html", "<p>\u00e9</p>".encode("latin-1")),
    "GATE106 a control character": ("a.html", "<p>\x00</p>"),
    "GATE106 a zero in a script": ("assets/a.js", "a('\x00')"),
    "GATE108 a script of an author": ("company/a.js", "a()"),
    "GATE108 a style sheet of an author": ("company/a.css", "p {}"),
    "GATE108 a script of an author's among pictures": ("assets/a.js", "a()"),
    "GATE109 a script of data that lie nowhere": ("data/a.json.js", "okrData(1)"),
    "GATE207 a style sheet that loads": ("assets/a.css", "p { background: url(https://evil.example/x) }"),
    "GATE207 a style sheet that imports": ("assets/a.css", "@import 'x.css';"),
    "GATE207 a style sheet that loads in other letters": (
        "assets/a.css",
        r"p { background: \75 r\l(//evil.example/x) }",
    ),
    "GATE207 a style sheet that imports in other letters": ("assets/a.css", r"@\000069mport 'x.css';"),
    **{f"{what} ({path})": (path, data) for what, data in INDEXES.items() for path in (STUB, WHOLE)},
    "GATE301 a part of an index with a picture": ("search/entries-0.json", index(title="<img src=x onerror=a()>")),
    "GATE210 a part of an index that leads nowhere": ("search/entries-0.json", index(location="nowhere/")),
    "GATE301 words with markup": ("search/terms-b.json", '{"terms": ["<b>", ""]}'),
    "GATE301 words to misspell with markup": ("search/terms-b.json", '{"terms": [], "words": "bold <b>"}'),
    "GATE301 words that are none": ("search/terms-b.json", '{"terms": {"b": ""}}'),
    "GATE301 words that find what is not there": ("search/terms-b.json", '{"terms": ["b", "-abcde"]}'),
    "GATE301 words that find something else": ("search/terms-b.json", '{"terms": ["b", "<img src=x>"]}'),
    "GATE302 data that are cut off": ("data/okr.json", '{"a": '),
    "GATE203 data with an address": ("data/okr.json", '{"a": [{"link": "javascript:a()"}]}'),
    "GATE203 a commit with an address": ("data/build.json", '{"commit": "0123abc", "commit_url": "javascript:a()"}'),
    "GATE302 a sitemap with entities": ("sitemap.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "GATE203 a sitemap that runs": ("sitemap.xml", "<urlset><url><loc>javascript:a()</loc></url></urlset>"),
    "GATE302 a packed file that is none": ("sitemap.xml.gz", b"\x1f\x8bxxxx"),
    "GATE203 a packed sitemap that runs": ("sitemap.xml.gz", gzip.compress(b"<a><loc>javascript:a()</loc></a>")),
    "GATE202 a feed with a handler": (
        "news.xml",
        '<feed><content type="html">&lt;p onclick="a()"&gt;</content></feed>',
    ),
    "GATE303 a formula": ("data/a.csv", 'a,b\n1,"=HYPERLINK(""x"")"\n'),
    "GATE303 a formula behind a sign": ("data/a.csv", "a\n-1+cmd|'x'!A1\n"),
    "GATE304 a picture with a script": ("a.svg", svg("<script>a()</script>")),
    "GATE304 a picture with a handler": ("a.svg", svg("", 'onload="a()"')),
    "GATE304 a picture that leads elsewhere": ("a.svg", svg('<a xlink:href="javascript:a()"/>')),
    "GATE304 a picture that loads": ("a.svg", svg('<image href="https://evil.example/x.png"/>')),
    "GATE304 a picture with an attribute that loads": ("a.svg", svg('<path fill="url(//evil.example/#a)"/>')),
    "GATE304 a picture that loads in other letters": ("a.svg", svg(r'<path style="fill: \55rl(//evil.example/#a)"/>')),
    "GATE304 a picture with a style that loads": ("a.svg", svg("<style>p { fill: url(//evil.example/) }</style>")),
    "GATE302 a picture with an instruction": ("a.svg", '<?xml-stylesheet href="x.css"?>' + svg("")),
    "GATE401 headers of another site": ("_headers", "/*\n  Content-Security-Policy: script-src *\n"),
}
# What the tests below poison in ways of their own.
ELSEWHERE = {"GATE103", "GATE104", "GATE107"}


def codes(findings: object) -> set[str]:
    return {finding.code for finding in findings}


def test_the_small_site_passes(site):
    assert list_findings(site.root, theme=site.theme) == []


def test_the_example_passes(tmp_path_factory):
    site = share_example(tmp_path_factory)
    seen = inspect_site(site, private=list_machine_paths(ROOT, site.parent))
    assert seen.findings == ()
    assert seen.pages == sum(1 for _ in site.rglob("*.html"))


@pytest.mark.parametrize("what", CONTENT)
def test_an_authors_words_hold_nothing_that_runs(site, what):
    findings = site.in_content(CONTENT[what])
    assert what.split()[0] in codes(findings)
    assert {finding.path for finding in findings} == {"index.html"}


@pytest.mark.parametrize("what", FRAME)
def test_the_frame_holds_nothing_but_the_theme(site, what):
    findings = site.in_frame(FRAME[what])
    assert what.split()[0] in codes(findings)


@pytest.mark.parametrize("what", FILES)
def test_no_other_file_is_a_way_in(site, what):
    path, data = FILES[what]
    findings = site.with_file(path, data)
    assert what.split()[0] in codes(findings)


def test_each_rule_is_shown_to_fail():
    assert {what.split()[0] for what in (*CONTENT, *FRAME, *FILES)} | ELSEWHERE == set(RULES)


@pytest.mark.parametrize(
    "markup",
    [
        '<p title="a > b">x</p>',
        "<p title='a'>x</p>",
        "<!-- a > b -->",
        '<a href="https://example.org/?a=1&amp;b=2#c">x</a>',
        '<a href="mailto:anna@example.org">x</a>',
        '<a href="index.html#north">x</a>',
        '<a href="data/okr.json">x</a>',
        '<img src="assets/images/favicon.png" alt="javascript:a()">',
        "<p>onclick=a() javascript:a() &lt;script&gt;</p>",
        '<svg viewBox="0 0 1 1"><defs><marker id="m"></marker></defs><path marker-start="url(#m)" d="M0 0"/></svg>',
        '<form class="okr-filter"><input type="checkbox"></form>',
        "<br/>",
        "<svg><title>Shops &lt;b&gt;</title></svg>",
    ],
)
def test_what_is_harmless_passes(site, markup):
    assert site.in_content(markup) == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.png", PNG),
        ("CNAME", "goals.example.org"),
        (".nojekyll", ""),
        ("data/a.csv", "a,b\n-3.5,+4 %\n"),
        ("a.svg", svg('<a href="teams/"><rect fill="url(#a)"/></a>')),
        *(
            (path, index(title="a &lt;img&gt; b", text="<p>x <code>a &lt; b</code></p>", location="teams/"))
            for path in (STUB, WHOLE)
        ),
        ("search/entries-0.json", index(title="a &lt;img&gt; b", location="teams/")),
        ("search/terms-b.json", '{"terms": ["b", "*", "bé", ""], "best": ""}'),
        ("news.xml", '<feed><id>tag:example.org,2026:1</id><link href="https://example.org/"/></feed>'),
    ],
)
def test_what_sites_publish_passes(site, path, data):
    assert site.with_file(path, data) == []


def test_a_file_that_the_search_asks_for_is_there(site):
    whole = site.root / WHOLE
    aside = whole.rename(site.root / "aside.json")
    try:
        [finding] = list_findings(site.root, theme=site.theme)
    finally:
        aside.rename(whole)
    assert (finding.path, finding.code, finding.hint) == (STUB, "GATE301", "Build the site again.")
    assert WHOLE in finding.message


def test_the_files_of_an_index_in_parts_are_there(site, tmp_path):
    parts = tmp_path / "site"
    shutil.copytree(site.root, parts)
    (parts / WHOLE).rename(parts / STUB)
    divide_search_index(parts, most_pages=0)
    assert list_findings(parts, theme=site.theme) == []
    words = next(parts.glob(f"{TERMS}*"))
    words.unlink()
    [finding] = list_findings(parts, theme=site.theme)
    assert (finding.path, finding.code) == (STUB, "GATE301")
    assert words.relative_to(parts).as_posix() in finding.message
    (parts / SHARDS).unlink()
    assert SHARDS in " ".join(finding.message for finding in list_findings(parts, theme=site.theme))


def test_a_script_that_the_frame_loads_may_lie_anywhere(site):
    folder = site.root / "javascripts"
    folder.mkdir()
    (folder / "extra.js").write_text("a()", encoding="utf-8")
    try:
        assert site.in_frame('<script src="javascripts/extra.js"></script>') == []
        assert codes(site.in_content('<script src="javascripts/extra.js"></script>')) == {"GATE204", "GATE108"}
    finally:
        shutil.rmtree(folder)


def test_the_themes_own_script_is_refused_among_an_authors_words(site):
    own = 'var target=document.getElementById(location.hash.slice(1));target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))'
    assert load_installed_theme().has_inline_code("script", own)
    assert "GATE204" in codes(site.in_content(f"<script>{own}</script>"))


def test_a_finding_says_where(site):
    text = (site.root / "index.html").read_text(encoding="utf-8")
    line = text[: text.index('<footer class="okr-source">')].count("\n") + 2
    [finding] = site.in_content('\n<p onclick="a()">x</p>')
    assert (finding.path, finding.line, finding.code) == ("index.html", line, "GATE202")


def test_links_are_followed_only_when_asked(site):
    text = '<a href="nowhere/">x</a><footer class="okr-source">'
    assert codes(site.changed("index.html", '<footer class="okr-source">', text)) == {"GATE210"}
    assert site.changed("index.html", '<footer class="okr-source">', text, links=False) == []


@pytest.mark.parametrize("spelled", ["R&D <plan>", "R&amp;D &lt;plan&gt;", "R%26D%20%3Cplan%3E"])
def test_what_is_private_is_found_in_every_spelling(site, spelled):
    findings = site.with_file("a.txt", f"x\n{spelled}", private=["R&D <plan>"])
    assert [(finding.code, finding.path, finding.line) for finding in findings] == [("GATE107", "a.txt", 2)]
    packed = gzip.compress(f"<a>{spelled.replace('R&D <plan>', 'R&amp;D &lt;plan&gt;')}</a>".encode())
    assert codes(site.with_file("b.xml.gz", packed, private=["R&D <plan>"])) == {"GATE107"}


def test_a_private_text_that_is_everywhere_by_accident_is_refused(site):
    with pytest.raises(ValueError, match="too short"):
        list_findings(site.root, theme=site.theme, private=["ab "])


def test_only_paths_that_nobody_else_means_are_private():
    assert list_machine_paths(Path("/src"), Path("/srv/www"), Path("/home/anna/okrs")) == [
        str(Path("/home/anna/okrs").absolute())
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are other things there")
def test_nothing_but_plain_files_lies_in_a_site(site):
    assert codes(site.with_entry(lambda path: path.symlink_to("/etc/hostname"), "a.txt")) == {"GATE103"}
    assert codes(site.with_entry(lambda path: path.symlink_to("/etc"), "etc")) == {"GATE103"}
    assert codes(site.with_entry(os.mkfifo, "pipe")) == {"GATE103"}

    def program(path: Path) -> None:
        path.write_text("a", encoding="utf-8")
        path.chmod(0o755)

    assert codes(site.with_entry(program, "a.txt")) == {"GATE104"}


def test_a_folder_without_pages_is_no_site(tmp_path):
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(NotASiteError):
        list_findings(tmp_path)
