"""A memo or an ordinary page whose file is renamed or moved leads on from the address that it had."""

from __future__ import annotations

import pytest
from former_pages import build_pages_by_address, find_target, read_repository
from git_repository import Repo

from okrsite.feeds.export import format_export
from okrsite.pages.page import make_url
from okrsite.pages.site_pages import build_pages
from okrsite.pipeline import list_problems

WORDS = "We write down what we want, and then we look at it again every week, together, with coffee.\n"
BASE = {
    "company/team.yml": "name: Company\n",
    "teams/sales/team.yml": "name: Sales\n",
    "handbook/how.md": f"# How we work\n\n{WORDS}",
    "teams/sales/memo-why.md": f"# Why we sell\n\n{WORDS}\nBecause.\n",
}


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "repo", {"today": "2026-11-20"})
    made.commit("2026-10-05", "Pages", BASE)
    return made


def move(repo: Repo, old: str, new: str, day: str = "2026-11-02", text: str | None = None) -> None:
    """Rename a file of the content, in a commit of its own."""
    target = repo.root / "content" / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (repo.root / "content" / old).rename(target)
    repo.commit(day, "Another name", {} if text is None else {new: text})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("handbook/how.md", "handbook/how-we-work.md"),
        ("handbook/how.md", "how.md"),
        ("handbook/how.md", "handbook/index.md"),
        ("teams/sales/memo-why.md", "teams/sales/memo-2026.md"),
        ("teams/sales/memo-why.md", "company/memo-why.md"),
        ("teams/sales/memo-why.md", "teams/sales/story.md"),
        ("handbook/how.md", "teams/sales/memo-how.md"),
    ],
)
def test_a_file_that_is_renamed_or_moved_leads_on(repo, old, new):
    move(repo, old, new)
    pages = build_pages_by_address(read_repository(repo))
    assert find_target(pages, make_url(old)) == make_url(new)
    assert "with coffee" in str(pages[make_url(new)].body)


def test_a_file_leads_on_from_all_addresses_that_it_had(repo):
    move(repo, "handbook/how.md", "handbook/work.md")
    move(repo, "handbook/work.md", "rules/work.md", "2026-11-04", f"# How we work\n\n{WORDS}More.\n")
    pages = build_pages_by_address(read_repository(repo))
    assert find_target(pages, "handbook/how/") == find_target(pages, "handbook/work/") == "rules/work/"


def test_a_renamed_file_that_is_not_committed_leads_on_as_it_is(repo):
    (repo.root / "content/handbook/how.md").rename(repo.root / "content/handbook/work.md")
    assert find_target(build_pages_by_address(read_repository(repo)), "handbook/how/") == "handbook/work/"
    assert "handbook/how/" not in build_pages_by_address(read_repository(repo, "public"))


def test_a_link_to_the_former_file_works_and_the_new_one_is_named(repo):
    repo.commit("2026-10-20", "Links", {"a.md": "# A\n\n[How](handbook/how.md), [why](teams/sales/memo-why.md)\n"})
    move(repo, "handbook/how.md", "handbook/work.md")
    move(repo, "teams/sales/memo-why.md", "teams/sales/memo-2026.md")
    snapshot = read_repository(repo)
    body = str(build_pages_by_address(snapshot)["a/"].body)
    assert 'href="../handbook/work/"' in body and 'href="../teams/sales/memo-2026/"' in body
    told = [problem for problem in list_problems(snapshot) if problem.code == "OKR307"]
    assert [problem.place.line for problem in told] == [3, 3]
    assert "handbook/work.md" in told[0].hint and "teams/sales/memo-2026.md" in told[1].hint


def test_who_has_an_address_today_keeps_it(repo):
    move(repo, "handbook/how.md", "handbook/work.md")
    repo.commit("2026-11-04", "Another page", {"handbook/how.md": "# Something else\n\nQuite new.\n"})
    assert "Quite new." in str(build_pages_by_address(read_repository(repo))["handbook/how/"].body)
    move(repo, "handbook/how.md", "handbook/other.md", "2026-11-06")
    assert "handbook/how/" not in build_pages_by_address(read_repository(repo))  # two had it


def test_a_folder_and_a_file_of_one_address_are_not_both_made(repo):
    move(repo, "handbook/how.md", "handbook/work.md")
    repo.commit("2026-11-04", "A folder", {"handbook/how/index.md": "# How\n\nQuite new.\n"})
    pages = build_pages(read_repository(repo)).pages
    assert [page.uri for page in pages if make_url(page.uri) == "handbook/how/"] == ["handbook/how/index.md"]


def test_names_that_were_exchanged_lead_nowhere_else(repo):
    repo.commit("2026-10-20", "A page", {"handbook/what.md": "# What we make\n\nTables and chairs, and a stool.\n"})
    folder = repo.root / "content/handbook"
    (folder / "how.md").rename(folder / "x.md")
    (folder / "what.md").rename(folder / "how.md")
    (folder / "x.md").rename(folder / "what.md")
    repo.commit("2026-11-02", "Exchanged")
    pages = build_pages_by_address(read_repository(repo))
    assert "with coffee" in str(pages["handbook/what/"].body) and "stool" in str(pages["handbook/how/"].body)


def test_a_page_that_is_deleted_leads_nowhere(repo):
    repo.commit("2026-11-02", "Gone", {"handbook/how.md": None})
    assert "handbook/how/" not in build_pages_by_address(read_repository(repo))


@pytest.mark.parametrize(
    "mark", ["visibility: draft", "audience: internal", "audiance: internal", "Draft: yes", "visibility: nobody"]
)
def test_the_public_learns_no_name_of_a_page_that_was_kept_back_then(repo, mark):
    secret = f"---\n{mark}\n---\n\n# Plans\n\n{WORDS}"
    repo.commit("2026-10-20", "Secrets", {"handbook/xyzzy.md": secret, "company/memo-xyzzy.md": secret})
    move(repo, "handbook/xyzzy.md", "handbook/plans.md", "2026-11-02", f"# Plans\n\n{WORDS}")
    move(repo, "company/memo-xyzzy.md", "company/memo-plans.md", "2026-11-04", f"# Plans\n\n{WORDS}")
    for audience in ("public",) if "audi" in mark else ("public", "internal"):
        snapshot = read_repository(repo, audience)
        pages = build_pages_by_address(snapshot)
        assert "handbook/plans/" in pages and "company/memo-plans/" in pages
        told = f"{list(pages)} {[str(page.body) for page in pages.values()]} {format_export(snapshot)}"
        assert "xyzzy" not in told


@pytest.mark.parametrize("mark", ["audience: internal", "visibility: draft"])
def test_the_public_learns_no_name_of_a_page_in_the_folder_of_a_unit_that_was_kept_back_then(repo, mark):
    repo.commit("2026-10-20", "A secret team", {
        "teams/secret/team.yml": f"name: Secret\n{mark}\n",
        "teams/secret/xyzzy.md": f"# Plans\n\n{WORDS}",
    })  # fmt: skip
    move(repo, "teams/secret/xyzzy.md", "handbook/plans.md")
    assert not any("xyzzy" in address for address in build_pages_by_address(read_repository(repo, "public")))


def test_nothing_leads_to_what_is_kept_back_now(repo):
    move(repo, "handbook/how.md", "handbook/xyzzy.md", text=f"---\naudience: internal\n---\n\n# How\n\n{WORDS}")
    assert "handbook/how/" not in build_pages_by_address(read_repository(repo, "public"))
    assert find_target(build_pages_by_address(read_repository(repo)), "handbook/how/") == "handbook/xyzzy/"


def test_a_public_page_leads_on_for_the_public_too(repo):
    move(repo, "handbook/how.md", "handbook/work.md")
    assert find_target(build_pages_by_address(read_repository(repo, "public")), "handbook/how/") == "handbook/work/"


def test_pages_that_are_taken_over_are_those_of_a_build_from_nothing(repo):
    repo.commit("2026-10-20", "A link", {"a.md": "# A\n\n[How](handbook/how.md)\n"})
    before = build_pages(read_repository(repo))
    move(repo, "handbook/how.md", "handbook/work.md", text=f"# Another title\n\n{WORDS}")
    snapshot = read_repository(repo)
    after, cold = build_pages(snapshot, known=before.collect_known_pages()), build_pages(snapshot)
    old, new = ({page.uri: page.body for page in pages.pages} for pages in (before, cold))
    assert [page.uri for page in after.pages] == [page.uri for page in cold.pages]
    for page in after.pages:
        assert (old[page.uri] if page.uri in after.reused else page.body) == new[page.uri], page.uri
