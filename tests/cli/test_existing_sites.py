"""`okrsite init` where a site of MkDocs is there already: it says how goals come into that one."""

from __future__ import annotations

import re

import pytest
from command_line import call

SITES = {
    "with plugins": (
        "site_name: Bakery\ntheme:\n  name: material\n  font: false\nplugins:\n  - search\n",
        "write `  - okrsite` as a line of its own below `plugins:` in mkdocs.yml,",
        "  - okrsite\n",
    ),
    "without plugins": (
        "site_name: Bakery\ntheme: {name: material, font: false}\n",
        "write `plugins: [search, okrsite]` in mkdocs.yml,",
        "plugins: [search, okrsite]\n",
    ),
    "in the theme of MkDocs": (
        "site_name: Bakery\n",
        "write `plugins: [search, okrsite]` and `theme: {name: material}`, the theme",
        "plugins: [search, okrsite]\ntheme: {name: material}\n",
    ),
    "whose pages lie elsewhere": (
        "site_name: Bakery\ntheme: {name: material, font: false}\ndocs_dir: pages\n",
        "put goals into pages/company/ and pages/teams/",
        "plugins: [search, okrsite]\n",
    ),
}


@pytest.mark.parametrize(("typed", "advice", "added"), SITES.values(), ids=SITES)
def test_a_site_that_is_there_is_told_how_goals_come_into_it(tmp_path, typed, advice, added):
    """Whoever does what is said has a site without a problem; what was there stays as it was."""
    config = tmp_path / "mkdocs.yml"
    config.write_text(typed, encoding="utf-8")
    pages = tmp_path / ("pages" if "docs_dir" in typed else "docs")
    pages.mkdir()
    (pages / "index.md").write_text("# Bakery\n\nBread.\n", encoding="utf-8")
    done = call("init", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert advice in done.err and config.read_text(encoding="utf-8") == typed

    config.write_text(typed + added, encoding="utf-8")
    (command,) = re.findall(r"`okrsite (new team [^`]*)`", done.err)
    assert call(*command.split(), "-f", config).status == 0
    checked = call("check", "--strict", "-f", config)
    assert (checked.status, checked.out) == (0, "")
    assert (pages / "teams/sales/team.yml").is_file()


def test_a_site_with_okrsite_is_told_where_goals_go(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nplugins:\n  - okrsite:\n      today: 2026-10-01\n", "utf-8")
    done = call("init", tmp_path)
    assert "okrsite is in it already: put goals into docs/company/ and docs/teams/" in done.err


def test_a_site_of_which_init_would_overwrite_nothing_is_left_alone_too(tmp_path):
    """Beside `mkdocs.yaml` a new `mkdocs.yml` would be another site, and MkDocs would take that one."""
    (tmp_path / "mkdocs.yaml").write_text("site_name: A\n", encoding="utf-8")
    done = call("init", tmp_path)
    assert (done.status, "in mkdocs.yaml, and put goals into docs/" in done.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yaml"]


@pytest.mark.parametrize("typed", ["", "a: [", "site_name: A\nplugins: [{a: 1, b: 2}]\n", "docs_dir: 5\n"])
def test_a_configuration_that_can_not_be_read_is_to_be_corrected_first(tmp_path, typed):
    (tmp_path / "mkdocs.yml").write_text(typed, encoding="utf-8")
    done = call("init", tmp_path)
    assert (done.status, "correct mkdocs.yml first" in done.err) == (2, True)
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == typed
