"""Where links to a forge lead, by what `edit_url` says of it, or MkDocs' own keys; the same as MkDocs for these."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from okrsite.config_loading import ConfigurationError
from okrsite.forge import ForgeAddresses, find_repository_place, read_forge
from okrsite.options import Settings
from okrsite.pages.edit_links import find_new_file_page, make_commit_link

FILE = "content/people.yml"


def read(place="", settings=None, **values) -> ForgeAddresses:
    return read_forge(settings or Settings(), values, place, "content/")


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://gitlab.example.org/a/b/", "https://gitlab.example.org/a/b/-"),
        ("https://gitlab.example.org/a/b/-", "https://gitlab.example.org/a/b/-"),
        ("https://code.example.org/a/b/-/", "https://code.example.org/a/b/-"),
    ],
)
def test_a_gitlab_is_known_by_its_name_or_by_the_dash_at_the_end(typed, root):
    forge = read(settings=Settings(edit_url=typed))
    assert forge.make_edit_link(FILE, 3) == f"{root}/edit/main/content/people.yml#L3"
    assert make_commit_link(forge, "abc1234") == f"{root}/commit/abc1234"


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/main/tools/goals/content/people.yml#L3"),
        ("https://x.org/_edit/main/{path}#L{line}", "https://x.org/_edit/main/tools/goals/content/people.yml#L3"),
        ("https://x.org/_edit/main/tools/goals/{path}", "https://x.org/_edit/main/tools/goals/content/people.yml"),
    ],
)
def test_the_folder_of_the_configuration_in_its_repository_stands_before_paths(typed, link):
    """A pattern that has it already, from before okrsite knew of it, keeps its meaning."""
    forge = read("tools/goals/", Settings(edit_url=typed))
    assert forge.make_edit_link(FILE, 3) == link


@pytest.mark.parametrize(
    ("place", "values", "link"),
    [
        ("tools/", {"repo_url": "https://github.com/a/b"}, "https://github.com/a/b/edit/main/docs/people.yml#L3"),
        ("tools/", {"edit_uri": "https://x.org/edit/docs/"}, "https://x.org/edit/docs/people.yml#L3"),
        ("", {"edit_uri_template": "https://x.org/{path!q}"}, "https://x.org/people.yml"),
    ],
)
def test_content_beside_the_configuration_is_edited_where_it_lies(place, values, link):
    """No forge knows what `..` in an address means."""
    forge = read_forge(Settings(), values, place, "../docs/")
    assert forge.make_edit_link("../docs/people.yml", 3) == link


OF_MKDOCS = {
    "an edit_uri": {"repo_url": "https://github.com/a/b", "edit_uri": "edit/main/content/"},
    "an edit_uri without its slash": {"repo_url": "https://github.com/a/b/", "edit_uri": "blob/main/tools/content"},
    "an edit_uri from the root": {"repo_url": "https://x.org/a/b", "edit_uri": "/c/edit/main/content/"},
    "an edit_uri that is whole": {"edit_uri": "https://x.org/a/b/edit/main/content/"},
    "an edit_uri that is whole beside a repository": {"repo_url": "https://x.org/a", "edit_uri": "https://y.org/b/"},
    "an edit_uri in a query": {"repo_url": "https://x.org/a/b", "edit_uri": "?query=root/path/"},
    "an edit_uri in a fragment": {"repo_url": "https://x.org/a/b", "edit_uri": "#root/path/"},
    "an empty edit_uri": {"repo_url": "https://github.com/a/b", "edit_uri": ""},
    "a template": {"repo_url": "https://x.org/a", "edit_uri_template": "edit?file={path!q}&title={path_noext}"},
    "a whole template": {"edit_uri_template": "https://x.org/{path_noext}/edit/{{a}}"},
    "a template beside an edit_uri": {"repo_url": "https://x.org/a", "edit_uri": "b/", "edit_uri_template": "c/{path}"},
    "nothing": {},
}


@pytest.mark.parametrize("case", OF_MKDOCS)
def test_the_keys_of_mkdocs_mean_what_they_mean_there(tmp_path, case):
    """But for the line, which MkDocs doesn't know of, and for braces that are typed as such."""
    (tmp_path / "content").mkdir()
    keys = OF_MKDOCS[case]
    typed = "".join(f"{key}: '{value}'\n" for key, value in keys.items())
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Case\ndocs_dir: content\n{typed}", encoding="utf-8")
    config = load_config(config_file=str(tmp_path / "mkdocs.yml"))
    file = File("teams/a/2026-Q4.md", str(tmp_path / "content"), "site", use_directory_urls=True)
    theirs = Page(None, file, config).edit_url
    ours = read(**keys).make_edit_link("content/teams/a/2026-Q4.md", 7)
    assert ours.removesuffix("#L7") == (theirs or "").replace("{", "").replace("}", "")


def test_a_repository_alone_is_enough_on_a_forge_that_is_known():
    """MkDocs would lead to `docs/` on `master`, wherever the content is."""
    forge = read("tools/", repo_url="https://github.com/a/b")
    assert forge.make_edit_link(FILE, 3) == "https://github.com/a/b/edit/main/tools/content/people.yml#L3"
    assert read(repo_url="https://git.example.org/a/b") == ForgeAddresses()


def test_the_plugins_own_option_counts_before_the_keys_of_mkdocs():
    forge = read(settings=Settings(edit_url="https://x.org/e/{path}"), repo_url="https://y.org", edit_uri="z/")
    assert forge.make_edit_link(FILE, 1) == "https://x.org/e/content/people.yml"


@pytest.mark.parametrize(
    "values",
    [
        {"repo_url": "https://token@github.com/a/b"},
        {"edit_uri": "https://me:secret@x.org/edit/"},
        {"edit_uri_template": "edit/{file}"},
        {"edit_uri_template": "edit/{path"},
        {"edit_uri_template": "edit/{path.__class__}"},
        {"repo_url": ["https://x.org"]},
    ],
)
def test_what_can_not_be_an_address_is_refused_by_its_key(values):
    with pytest.raises(ConfigurationError, match=next(iter(values))) as error:
        read(**{"repo_url": "https://x.org", **values})
    assert error.value.hint


def test_what_stands_in_a_files_name_is_quoted():
    forge = read(repo_url="https://x.org/a", edit_uri="edit/main/content/")
    assert forge.make_edit_link('content/a b"<#?{line}.md', 1) == (
        "https://x.org/a/edit/main/content/a%20b%22%3C%23%3F%7Bline%7D.md#L1"
    )


@pytest.mark.parametrize(
    ("forge", "address"),
    [
        (read("t/", Settings(edit_url="https://github.com/a/b")),
         "https://github.com/a/b/new/main/t/content/teams/x?filename=checkins%2Fn.yml"),
        (read(repo_url="https://github.com/a/b", edit_uri="edit/main/t/content/"),
         "https://github.com/a/b/new/main/t/content/teams/x?filename=checkins%2Fn.yml"),
        (read("t/", Settings(edit_url="https://gitlab.com/a/b")),
         "https://gitlab.com/a/b/-/new/main/t?file_name=content%2Fteams%2Fx%2Fcheckins%2Fn.yml"),
        (read(repo_url="https://gitlab.com/a/b", edit_uri="-/edit/main/content/"),
         "https://gitlab.com/a/b/-/new/main/content?file_name=teams%2Fx%2Fcheckins%2Fn.yml"),
    ],
)  # fmt: skip
def test_the_form_for_a_check_in_leads_to_the_same_folder(forge, address):
    page = find_new_file_page(forge)
    assert page is not None
    assert page.make_url(page.find_folder("content/teams/x/checkins"), "n.yml") == address


def test_the_place_in_a_repository_is_found_without_git(tmp_path: Path):
    inside = tmp_path / "tools" / "goals"
    inside.mkdir(parents=True)
    assert find_repository_place(inside) == ""
    (tmp_path / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")  # as in a work tree of its own
    assert find_repository_place(inside) == "tools/goals/"
    assert find_repository_place(tmp_path) == ""
