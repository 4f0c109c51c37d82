"""How a site looks that follows the guide's example of own looks to the letter."""

from __future__ import annotations

import base64
import re

from stories import build_site

from okrsite.pages.kinds.guide import read_guide_text

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'


def test_the_example_of_the_guide_has_its_logo_its_colours_its_navigation_and_its_own_words(project):
    made = project(
        {
            "company/team.yml": "name: Birch Street Bicycles\n",
            "company/memo-2026.md": "---\ntitle: The year\nauthor: Ana\ndate: 2026-01-12\n---\n\nWhy we are here.\n",
            "teams/workshop/team.yml": "name: Workshop\n",
            "teams/workshop/2026-Q4.md": "## A goal\n\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n  - Id: bread\n",
            "handbook/how-we-work.md": "# How we work\n\nTogether.\n",
            "index.md": "Words of our own.\n",
            "images/logo.png": PICTURE,
            "images/favicon.png": PICTURE,
        }
    )
    config = re.search(
        r'^```yaml title="mkdocs.yml with your own looks"\n(.*?)^```$', read_guide_text("settings"), re.M | re.S
    )
    (made.root / "mkdocs.yml").write_text(config[1], encoding="utf-8")
    (made.root / "theme" / "css").mkdir(parents=True)
    (made.root / "theme" / "css" / "own.css").write_text(
        ":root { --md-primary-fg-color: #0b6e4f; }\n", encoding="utf-8"
    )
    template = '{% extends "okr/main.html" %}\n{% block announce %}Goals are due on Friday.{% endblock %}\n'
    (made.root / "theme" / "main.html").write_text(template, encoding="utf-8")
    build_site(made.root / "mkdocs.yml", made.root / "site")
    page = (made.root / "site" / "index.html").read_text(encoding="utf-8")
    for expected in (
        "Words of our own.", "Goals are due on Friday.", 'src="images/logo.png"', 'href="images/favicon.png"',
        'href="css/own.css"', 'data-md-color-primary="teal"', 'href="https://goals.example.org/"',
    ):  # fmt: skip
        assert expected in page, expected
    tabs = re.findall(r'<a href="([^"]+)" class="md-tabs__link"', page)
    assert tabs == [
        ".",
        "company/",
        "teams/",
        "map/",
        "handbook/how-we-work/",
        "pulse/",
        "people/",
        "cycles/",
        "guide/",
    ]
    assert (made.root / "site" / "company" / "memo-2026" / "index.html").is_file()


def test_a_logo_in_svg_lies_in_the_folder_of_templates(project):
    made = project({"company/team.yml": "name: Company\n"})
    text = made.config.read_text(encoding="utf-8").replace(
        "font: false", "font: false\n  custom_dir: theme\n  logo: images/a.svg"
    )
    made.config.write_text(text, encoding="utf-8")
    (made.root / "theme" / "images").mkdir(parents=True)
    (made.root / "theme" / "images" / "a.svg").write_text(LOGO, encoding="utf-8")
    build_site(made.config, made.root / "site")
    assert (made.root / "site" / "images" / "a.svg").read_text(encoding="utf-8") == LOGO
    assert 'src="images/a.svg"' in (made.root / "site" / "index.html").read_text(encoding="utf-8")


def test_a_navigation_that_is_typed_counts_after_a_build_without_one_in_the_same_process(project):
    """`mkdocs serve` reads its configuration anew, and keeps the plugin."""
    made = project({"company/team.yml": "name: Company\n"}, navigation="typed")
    build_site(made.config, made.root / "site")
    text = made.config.read_text(encoding="utf-8").replace("font: false", "font: false\n  features: [navigation.tabs]")
    made.config.write_text(f"{text}nav:\n- index.md\n- map.md\n", encoding="utf-8")
    build_site(made.config, made.root / "site")
    page = (made.root / "site" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="([^"]+)" class="md-tabs__link"', page) == [".", "map/"]
