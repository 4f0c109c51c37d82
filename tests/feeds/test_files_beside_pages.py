"""All that lies beside pages, with every setting on: a preview finds the same as a build writes, in both address styles."""

from __future__ import annotations

import pytest
from git_repository import Repo, goal

from okrsite.feeds.site_files import SiteFileMaker
from okrsite.pages.site_pages import build_pages
from okrsite.pipeline import take_snapshot
from okrsite.request import BuildRequest, make_source, read_existing_site
from okrsite.site.edited_site import EditedSite

SETTINGS = ("feeds", "calendars", "badges", "markdown_pages")


@pytest.mark.parametrize("addresses", ["folders", "files"])
def test_a_preview_finds_each_file_that_a_build_writes(tmp_path, addresses):
    made = Repo(tmp_path / "repo", {"today": "2026-11-20", **dict.fromkeys(SETTINGS, True)})
    made.commit("2026-10-02", "Goals", goal(120) | {"teams/a/team.yml": "name: A\n", "handbook.md": "# How we work\n"})
    config = made.root / "mkdocs.yml"
    if addresses == "files":
        config.write_text(f"{config.read_text()}use_directory_urls: false\n")
    source = make_source(BuildRequest(config), read_existing_site(config))
    files = {file.uri: file.content for file in build_pages(take_snapshot(source), prepare_files=SiteFileMaker).files}
    endings = {uri.rpartition(".")[2] for uri in files}
    assert {"atom", "ics", "svg", "md", "txt"} <= endings
    assert {"changes.atom", "llms.txt", "people/anna/calendar.ics", "teams/a/badge.svg"} <= files.keys()
    site = EditedSite(source)
    assert [uri for uri, content in files.items() if site.find_file(uri) != content] == []
