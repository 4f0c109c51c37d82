"""Content takes no name that belongs to the theme, to the site's own files or to whoever owns the site."""

from __future__ import annotations

import unicodedata

import pytest
from attachment_examples import GOOD, PNG
from stories import build_site

from okrsite.sources.attachments import find_kind
from okrsite.sources.reserved_names import explain_reserved_name, list_theme_files

TAKEN = [
    "robots.txt", "ROBOTS.TXT", "Ads.txt", "app-ads.txt", "security.txt", "humans.txt", "llms.txt", "llms-full.txt", "sitemap.txt",
    "favicon.ico", "favicon.png", "favicon-32x32.png", "apple-touch-icon.png", "apple-touch-icon-120x120-precomposed.png",
    "ｒobots.txt", "9f86d081884c7d659a2feaa0c55ad015.txt", "google-site-verification.txt", "sitemap.xml", "manifest.json", "404.html",
    "_headers", "_redirects", "CNAME", "cname.txt", "assets/images/favicon.png", "Assets/Images/FAVICON.png", "search/x.png",
    "search/search_index.json", "assets/okr/x.png", "assets/javascripts/a.txt", "data/okr.json", "data/manifest.json", "data/people.json",
    "data/units/a/2026-Q4.json", "Data/KPIs/a.json",
]  # fmt: skip
FREE = [
    "handbook/robots.txt", "teams/a/favicon.png", "notes.txt", "robots.pdf", "2026.txt", "index.csv", "assets/logo.png", "assets/images/team.png",
    "pictures/favicon.png", "data/figures.csv", "company/search/x.png", "manifest.pdf", "404.png", "security.pdf", "ads.csv", "researching.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", TAKEN)
def test_a_name_of_somebody_else_is_refused_with_a_way_out(path):
    for spelled in (path, path.upper(), unicodedata.normalize("NFD", path)):
        found = explain_reserved_name(spelled)
        assert found is not None and all(part.endswith(".") for part in found)


@pytest.mark.parametrize("path", FREE)
def test_other_names_are_free(path):
    assert explain_reserved_name(path) is None


def test_the_names_of_the_theme_are_read_from_its_folders():
    assert {"assets/images/favicon.png", "assets/okr/okr.js", "assets/okr/okr.css"} <= list_theme_files()
    assert all(explain_reserved_name(path) for path in list_theme_files())
    assert not any(
        path.endswith((".html", ".py")) or path.startswith((".icons", "partials")) for path in list_theme_files()
    )


def test_in_a_project_they_are_errors_and_what_the_owner_puts_into_the_theme_comes_first(project, tmp_path):
    made = project({"company/team.yml": "name: C\n"})
    taken = [path for path in TAKEN if find_kind(path) and path not in ("ROBOTS.TXT", "Assets/Images/FAVICON.png")]
    made.write({path: GOOD[find_kind(path)] for path in taken})
    found = {each.place.path: each for each in made.problems() if each.code == "OKR116"}
    assert found.keys() == {f"content/{path}" for path in taken}
    assert all("custom_dir" in each.hint for each in found.values())
    report = build_site(made.config, tmp_path / "site", isolate=True)
    assert len(report.left_out) == len(taken)
    assert not (tmp_path / "site/robots.txt").exists()
    assert (tmp_path / "site/assets/images/favicon.png").read_bytes() != PNG


def test_a_custom_folder_of_templates_wins_over_content(project, tmp_path):
    made = project({"company/team.yml": "name: C\n", "pictures/logo.png": PNG})
    text = made.config.read_text(encoding="utf-8").replace("font: false", "font: false\n  custom_dir: own")
    made.config.write_text(text, encoding="utf-8")
    (made.root / "own/pictures").mkdir(parents=True)
    (made.root / "own/pictures/logo.png").write_bytes(PNG + b"\n")
    (made.root / "own/robots.txt").write_text("User-agent: *\n", encoding="utf-8")
    said: list[str] = []
    build_site(made.config, tmp_path / "site", log=lambda severity, words: said.append(words))
    assert (tmp_path / "site/pictures/logo.png").read_bytes() == PNG + b"\n"
    assert (tmp_path / "site/robots.txt").read_text(encoding="utf-8") == "User-agent: *\n"
    assert any("pictures/logo.png is not published" in each for each in said)
