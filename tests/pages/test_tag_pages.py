"""A page for each tag: tags that are the same share it, and of very much each part of the company has its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_pages import PlannedSite
from project_tree import Project

from okrsite.model.folded_words import fold_words
from okrsite.pages import dividing
from okrsite.pages.kinds import tags
from okrsite.sources.file_names import is_device


def make_file(unit, *tagged):
    """Return a unit's file with an objective for each text of tags."""
    entries = [
        f"  - {{id: o{number}, title: {unit} {number}, tags: [{names}], key_results: [{{id: k, title: K}}]}}\n"
        for number, names in enumerate(tagged)
    ]
    return "objectives:\n" + "".join(entries)


@pytest.fixture
def company(tmp_path):
    """Two teams of one division; three spellings of one tag, and two tags that differ by a sign."""
    return Project(tmp_path).write(
        {
            "company/team.yml": "name: Company\n",
            "teams/sales/team.yml": "name: Sales\ntags: [growth]\n",
            "teams/sales/2026-Q4.yml": make_file("Sales", "Customer success, growth", "C++"),
            "teams/sales/2026-Q3.yml": make_file("Sales before", "customer-success"),
            "teams/service/team.yml": "name: Service\nparent: sales\n",
            "teams/service/2026-Q4.yml": make_file("Service", "customer success", "C#, x<b"),
        }
    )


def test_what_is_tagged_alike_stands_on_one_page_the_newest_cycle_first(company):
    site = PlannedSite(company.snapshot())
    assert site.list_uris("tags") == ["tags.md", "tags/c_23.md", "tags/c_2b_2b.md",
                                      "tags/customer-success.md", "tags/growth.md", "tags/x_3cb.md"]  # fmt: skip
    assert site.list_rows("tags/customer-success.md") == [
        "objectives/sales/2026-Q4/o0/",
        "objectives/service/2026-Q4/o0/",
        "objectives/sales/2026-Q3/o0/",
    ]
    assert "Tagged so: 3 objectives." in str(site.make("tags/customer-success.md").body)
    assert "Tagged so: 1 objective and 1 unit." in str(site.make("tags/growth.md").body)


def test_tags_lead_to_their_pages_from_wherever_they_stand(company):
    """From the objective, from its unit, and from the list, in which a tag's own text stays text."""
    site = PlannedSite(company.snapshot())
    assert {"tags/customer-success/", "tags/growth/"} <= set(site.list_links("objectives/sales/2026-Q4/o0.md"))
    assert "tags/growth/" in site.list_links("teams/sales/index.md")
    listed = str(site.make("tags.md").body)
    assert '<a href="x_3cb/">x&lt;b</a>' in listed and "2 of 3 objectives are running" in listed
    assert [link for uri in site.list_uris("tags") for link in site.find_dead_links(uri)] == []


def test_a_site_without_tags_has_no_page_of_them(project):
    snapshot = project({"company/team.yml": "name: Company\n"}).snapshot()
    assert PlannedSite(snapshot).list_uris("tags") == []


def test_a_tag_that_very_much_has_is_divided_by_unit(company, monkeypatch):
    """A page that shows three rows: each objective is on exactly one page, and the pages lead to each other."""
    monkeypatch.setattr(dividing, "MOST_ROWS", 3)
    monkeypatch.setattr(tags, "MOST_ROWS", 3)
    for team in ("north", "south"):
        company.write(
            {
                f"teams/{team}/team.yml": f"name: {team.capitalize()}\n",
                f"teams/{team}/2026-Q4.yml": make_file(team, "growth", "growth"),
            }
        )
    site = PlannedSite(company.snapshot())
    own = site.list_uris("tags/growth")
    listed = [row for uri in own for row in site.list_rows(uri)]
    assert len(own) > 1 and len(listed) == len(set(listed)) == 5
    assert [link for uri in own for link in site.find_dead_links(uri)] == []


def test_very_many_tags_are_listed_by_letter(company, monkeypatch):
    monkeypatch.setattr(tags, "MOST_TAGS", 2)
    site = PlannedSite(company.snapshot())
    lists = site.list_uris("tags-by-letter")
    assert len(lists) > 1
    reached = {link for uri in lists for link in site.list_links(uri)}
    assert {"tags/growth/", "tags/c_23/", "tags/c_2b_2b/"} <= reached
    assert [link for uri in ("tags.md", *lists) for link in site.find_dead_links(uri)] == []


def test_another_tagged_objective_makes_no_page_of_other_tags_anew(company):
    """A page of a tag is made of what has that tag, and of nothing else."""
    before = PlannedSite(company.snapshot())
    read = {}
    for uri in ("tags/growth.md", "tags/c_23.md"):
        with before.tracker.recorder.record() as inputs:
            before.make(uri)
        read[uri] = {one: before.tracker.compute_digest(one) for one in inputs}
    company.write({"teams/sales/2026-Q3.yml": make_file("Sales before", "growth")})
    after = PlannedSite(company.snapshot()).tracker
    changed = {uri: any(after.list_changed(known)) for uri, known in read.items()}
    assert changed == {"tags/growth.md": True, "tags/c_23.md": False}


@given(st.text(min_size=1, max_size=200))
def test_any_tag_ends_an_address(tag):
    """Lower case, no sign that an address or a file's name can't hold, short, and never the name of another page."""
    slug = fold_words(tag)
    assert slug and set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(slug) <= 101 and slug != "index" and not is_device(slug)


PAGES = {
    "company/team.yml": "name: Company\n",
    "tags.md": "# Words\n\n`<!-- material/tags -->` prints it:\n\n<!-- material/tags { include: [x] } -->\n",
    "handbook/a.md": "---\ntags: ['<b>', Customer Success, customer-success, '', {a: b}, [c], 7]\n---\n\n# A <i>\n\nText.\n",
    "handbook/b.md": "---\ntags: Growth\n---\n\n# B\n\nText.\n",
    "handbook/none.md": "---\ntags: {a: b}\n---\n\n# C\n\nText.\n",
    "handbook/draft.md": "---\ntags: Hidden\nvisibility: draft\n---\n\n# D\n\nText.\n",
    "teams/sales/team.yml": "name: Sales\ntags: [growth]\n",
    "teams/sales/2026-Q4.yml": make_file("Sales", "customer success"),
}


def with_plugin(project, files, more="markdown_extensions: [admonition]\n"):
    made = project(files)
    text = made.config.read_text("utf-8").replace("plugins:\n", "plugins:\n- tags\n")
    made.config.write_text(text + more, encoding="utf-8")
    return PlannedSite(made.snapshot())


@pytest.mark.parametrize("more", ["", "markdown_extensions: [admonition]\n"])
def test_ordinary_pages_have_tags_where_the_plugin_for_them_is_there(project, more):
    site = with_plugin(project, PAGES, more)
    names = ("tags/7.md", "tags/_3cb_3e.md", "tags/customer-success.md", "tags/growth.md", "tags.md")
    assert site.list_uris("tags") == [*names]
    page, tag = site.make("handbook/a.md"), str(site.make("tags/customer-success.md").body)
    assert '<a href="../../tags/_3cb_3e/">&lt;b&gt;</a>' in page.body
    assert "Customer Success" in page.search[0].text
    assert "Tagged so: 1 objective and 1 page." in tag and '<a href="../../handbook/a/">A</a>' in tag
    assert "okr-facts" not in site.make("handbook/none.md").body
    listed = str(site.make("tags.md").body)
    assert listed.count('class="okr-people"') == 1 and "material/tags" in listed and "Hidden" not in listed
    assert "1 unit, 1 page" in listed


def test_without_the_plugin_their_tags_are_another_program_s(project):
    site = PlannedSite(project(PAGES | {"tags.md": "# Words\n\n<!-- okr: tags -->\n"}).snapshot())
    assert site.list_uris("tags") == ["tags.md", "tags/customer-success.md", "tags/growth.md"]
    assert "okr-facts" not in site.make("handbook/a.md").body


def test_an_own_page_of_that_address_without_the_list_is_an_error_that_says_what_to_write(project):
    files = PAGES | {"tags.md": "# Words\n\nNothing.\n"}
    made = with_plugin(project, files)
    (found,) = made.conflicts
    assert found.code == "OKR402"
    assert "<!-- material/tags -->" in found.hint


def test_what_is_typed_as_tags_of_a_page_never_fails(project):
    files = {"company/team.yml": "name: Company\n"}
    for number, typed in enumerate(
        ("{}", "[[]]", "~", "[~]", "2026-01-01", "'" + "x" * 500 + "'", "[" + "a, " * 500 + "b]")
    ):
        files[f"handbook/p{number}.md"] = f"---\ntags: {typed}\n---\n\n# P\n\nText.\n"
    site = with_plugin(project, files)
    assert "tags/a.md" in site.list_uris("tags") and all(len(uri) < 120 for uri in site.list_uris("tags"))
