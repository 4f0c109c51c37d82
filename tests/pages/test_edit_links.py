"""Where links to a forge lead, by what `edit_url` says of it."""

from __future__ import annotations

import pytest

from okrsite.pages.edit_links import make_commit_link, make_edit_link
from okrsite.settings import Settings


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
    settings = Settings(edit_url=typed)
    assert make_edit_link(settings, "content/people.yml", 3) == f"{root}/edit/main/content/people.yml#L3"
    assert make_commit_link(settings, "abc1234") == f"{root}/commit/abc1234"
