"""Style sheets, scripts, fonts and logos of a site: what the configuration names is published, and nothing else."""

from __future__ import annotations

import json

import pytest
from stories import build_site

from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source
from okrsite.settings import ConfigurationError
from okrsite.site.build_report import ContentErrors
from okrsite.site_assets import find_site_assets

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'
FILES = {
    "company/team.yml": "name: Company\n",
    "own/look.css": '@font-face { font-family: "Own"; src: url("fonts/own.woff2") format("woff2"), url(fonts/own.ttf?x#y); }\n'
    ".a { background: url('../pictures/leaf.svg'); }\n",
    "own/fonts/own.woff2": b"wOF2 and so on",
    "own/fonts/own.ttf": b"\0\1\0\0 and so on",
    "own/fonts/other.woff2": b"wOF2 and so on",
    "pictures/leaf.svg": SVG,
    "pictures/logo.svg": SVG,
    "pictures/other.svg": SVG,
    "own/do.js": 'console.log("done");\n',
    "own/module.js": "export {};\n",
    "own/other.js": 'console.log("other");\n',
}
NAMED = {
    "extra_css": ["own/look.css"],
    "extra_javascript": ["own/do.js", {"path": "own/module.js", "type": "module"}],
}
PUBLISHED = {"own/look.css", "own/fonts/own.woff2", "own/fonts/own.ttf", "pictures/leaf.svg", "pictures/logo.svg",
             "own/do.js", "own/module.js"}  # fmt: skip


def configure(project, files=FILES, named=NAMED, logo="pictures/logo.svg", **options):
    made = project(files, **options)
    text = made.config.read_text(encoding="utf-8").replace("font: false", f"font: false\n  logo: {logo}")
    typed = "".join(f"{key}: {json.dumps(value)}\n" for key, value in named.items())
    made.config.write_text(text + typed, encoding="utf-8")
    return made


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_what_the_configuration_names_and_what_its_style_sheets_load_is_published(project, audience):
    made = configure(project, audience=audience)
    build_site(made.config, made.root / "site")
    site = made.root / "site"
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {path for path in there if path.startswith(("own/", "pictures/"))} == PUBLISHED
    page = (site / "teams" / "index.html").read_text("utf-8")
    for loaded in ('href="../own/look.css"', 'src="../own/do.js"', 'src="../own/module.js" type="module"',
                   'src="../pictures/logo.svg"'):  # fmt: skip
        assert loaded in page


def test_check_says_of_the_others_only_that_they_are_not_published(project):
    made = configure(project)
    with open_source(BuildRequest(made.config)) as source:
        found = [problem.place.path for problem in list_problems(take_snapshot(source)) if problem.code == "OKR123"]
    assert found == ["content/own/fonts/other.woff2", "content/own/other.js", "content/pictures/other.svg"]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"extra_javascript": ["https://unpkg.com/mermaid.js"]}, "extra_javascript names https://unpkg"),
        ({"extra_css": ["//fonts.example.org/a.css"]}, "extra_css names //fonts"),
        ({"extra_css": ["own/nowhere.css"]}, "extra_css names own/nowhere.css, and no such file"),
        ({"extra_css": ["../mkdocs.yml"]}, "extra_css names ../mkdocs.yml, and no such file"),
    ],
)
def test_what_can_not_be_loaded_is_one_sentence_and_not_a_dead_link_on_each_page(project, named, words):
    made = configure(project, named=named)
    with pytest.raises(ConfigurationError) as error:
        build_site(made.config, made.root / "site")
    assert words in str(error.value)
    assert not (made.root / "site").exists()


def test_a_logo_that_runs_something_is_refused_by_the_gate(project):
    made = configure(project, {**FILES, "pictures/logo.svg": SVG.replace("<path", "<script>alert(1)</script><path")})
    with pytest.raises(ContentErrors):
        build_site(made.config, made.root / "site")


def test_no_name_leads_out_of_the_folder_to_a_link_or_to_a_page(tmp_path):
    content = tmp_path / "content"
    (content / "a").mkdir(parents=True)
    (tmp_path / "secret.css").write_text("a", encoding="utf-8")
    (content / "page.md").write_text("a", encoding="utf-8")
    (content / ".hidden.css").write_text("a", encoding="utf-8")
    (content / "a" / "link.css").symlink_to(tmp_path / "secret.css")
    (content / "linked").symlink_to(content / "a")
    (content / "a" / "b.css").write_text("x { background: url(../../secret.css), url(%2e%2e/x.png) }", encoding="utf-8")
    names = ["../secret.css", "a/../../secret.css", "page.md", ".hidden.css", "a/link.css", "linked/b.css", "/a/b.css",
             str(tmp_path / "secret.css"), "a\\b.css", "a/b.css\0", "", ".", "a", "https://x.org/a/b.css"]  # fmt: skip
    assert find_site_assets(content, names) == set()
    assert find_site_assets(content, ["./a/b.css?v=1#x", "a/b.css"]) == {"a/b.css"}


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("analytics: {provider: google, property: G-1}", "extra: analytics loads a script from another host"),
        ("alternate: [{name: English, link: /en/, lang: en}]", "extra: alternate names /en/"),
    ],
)
def test_what_would_be_wrong_on_every_page_is_one_sentence(project, extra, said):
    made = project({"company/team.yml": "name: Company\n"})
    made.config.write_text(f"{made.config.read_text('utf-8')}extra:\n  {extra}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=said):
        build_site(made.config, made.root / "site")


def test_the_rest_of_extra_is_as_in_material(project):
    made = project({"company/team.yml": "name: Company\n"})
    typed = (
        "analytics: {feedback: {title: Good}}\n  alternate: [{name: Deutsch, link: 'https://x.org/de/', lang: de}]\n"
    )
    typed += "  homepage: https://x.org\n  social: [{icon: fontawesome/brands/github, link: 'https://github.com/x'}]\n"
    made.config.write_text(f"{made.config.read_text('utf-8')}extra:\n  {typed}", encoding="utf-8")
    build_site(made.config, made.root / "site")
    page = (made.root / "site" / "map" / "index.html").read_text("utf-8")
    assert "https://x.org/de/" in page and "https://github.com/x" in page
