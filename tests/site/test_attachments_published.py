"""Attachments on the site: those that are sound lie there byte for byte, and no way leads around a refusal."""

from __future__ import annotations

import pytest
from mkdocs.commands.build import build as host_build
from mkdocs.config.base import load_config
from stories import build_site

from okrsite.gate import inspect_site
from okrsite.site.build_report import ContentErrors

PDF = b"%PDF-1.7\n%%EOF\n"
FAKE = b"<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>"
FILES = {
    "company/team.yml": "name: Company\n",
    "teams/a/team.yml": "name: A team\n",
    "teams/a/2026-Q4.md": "## O\n\n- Id: o\n- Owner: a\n\n![Fake](fake.png) [Plan](plan.pdf)\n\n- [ ] KR: K\n",
    "teams/a/plan.pdf": PDF,
    "teams/a/drawing.svg": FAKE,
    "teams/a/run.html": b"<script>a()</script>",
}
BAD = {**FILES, "teams/a/fake.png": FAKE}


def names(site):
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_what_is_sound_is_published_and_what_is_of_no_kind_is_not(project, tmp_path):
    made = project(FILES)
    build_site(made.config, tmp_path / "site")
    assert (tmp_path / "site/teams/a/plan.pdf").read_bytes() == PDF
    assert not {"teams/a/drawing.svg", "teams/a/run.html"} & names(tmp_path / "site")
    assert inspect_site(tmp_path / "site").findings == ()


def test_one_that_is_not_what_it_says_stops_a_build(project, tmp_path):
    with pytest.raises(ContentErrors, match="1 error"):
        build_site(project(BAD).config, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_isolating_leaves_it_out_and_says_so_on_its_units_page(project, tmp_path):
    report = build_site(project(BAD).config, tmp_path / "site", isolate=True)
    assert report.left_out == ("content/teams/a/fake.png",)
    assert "teams/a/fake.png" not in names(tmp_path / "site")
    assert (tmp_path / "site/teams/a/plan.pdf").is_file()
    assert "fake.png" in (tmp_path / "site/teams/a/index.html").read_text(encoding="utf-8")
    assert inspect_site(tmp_path / "site").findings == ()


def test_a_preview_that_goes_on_with_errors_does_not_show_it(project, tmp_path):
    config = load_config(config_file=str(project(BAD).config), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    host_build(config)
    assert "teams/a/plan.pdf" in names(tmp_path / "site")
    assert not {"teams/a/fake.png", "teams/a/drawing.svg", "teams/a/run.html"} & names(tmp_path / "site")
