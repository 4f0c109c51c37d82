"""A README among ordinary pages is the page of its folder, as it is for MkDocs and for hosts of repositories."""

from __future__ import annotations

import re

import pytest
from stories import build_site, read_example

from okrsite.model.folder_pages import OWN_FOLDERS, mark_folder_pages
from okrsite.model.organisation import Document
from okrsite.pages.addresses import find_document_uri
from okrsite.pages.site_pages import build_pages
from okrsite.pipeline import list_problems, take_snapshot
from okrsite.problems import Place
from okrsite.prose import NO_PROSE
from okrsite.request import BuildRequest, open_source

FILES = {
    "index.md": "[By file](manual/README.md), [by folder](manual/), [as before](manual/readme/)\n",
    "company/team.yml": "name: Company\n",
    "company/README.md": "# Of the company\n\nWords.\n",
    "teams/ovens/team.yml": "name: Ovens\n",
    "teams/ovens/README.md": "# Of the ovens\n\nWords.\n",
    "guide/README.md": "# A guide of ours\n\nWords.\n",
    "manual/README.md": "# The manual\n\nKneading. [Proving](proving.md#how-long), [tools](tools/README.md)\n",
    "manual/proving.md": "# Proving\n\n[Back](README.md#the-manual), [up](./)\n\n## How long\n\nLong.\n",
    "manual/tools/README.md": "# Tools\n\n[Up](../README.md)\n",
    "both/README.md": "# For the host of the repository\n\nWords.\n",
    "both/index.md": "# For the site\n\nWords.\n",
}
OPTIONS = {"edit_url": "https://git.example.org/bakery"}


def _build(made, more=""):
    made.config.write_text(made.config.read_text(encoding="utf-8") + more, encoding="utf-8")
    build_site(made.config, made.root / "site")
    return lambda path: (made.root / "site" / path).read_text(encoding="utf-8")


def _list_links(page: str) -> dict[str, str]:
    """Return where links of an article lead, by their words."""
    article = re.search(r"<article.*?</article>", page, re.S)
    assert article
    return {words: href for href, words in re.findall(r'<a[^>]* href="([^"]*)"[^>]*>([^<>]+)</a>', article[0])}


def test_a_readme_has_the_address_of_its_folder(project):
    """Links to the file, to the folder and to its former address lead there; so do the search and the form for edits."""
    read = _build(project(FILES, **OPTIONS))
    page = read("manual/index.html")
    assert "Kneading" in page and "manual/README.md" in page
    assert _list_links(page).items() >= {"Proving": "proving/#how-long", "tools": "tools/"}.items()
    proving = _list_links(read("manual/proving/index.html"))
    assert proving["up"] == "../" and proving["Back"].partition("#")[0] == "../"
    assert _list_links(read("manual/tools/index.html"))["Up"] == "../"
    home = _list_links(read("index.html"))
    assert home["By file"] == home["by folder"] == home["as before"] == "manual/"
    index = read("search/whole_index.json")
    assert '"manual/"' in index and "manual/readme/" not in index


def test_its_former_address_leads_on(project):
    page = _build(project(FILES))("manual/readme/index.html")
    assert "This page has a new address" in page and 'href="../"' in page


def test_where_addresses_are_files_it_is_the_index_of_its_folder(project):
    read = _build(project(FILES), "use_directory_urls: false\n")
    assert "Kneading" in read("manual/index.html")
    assert _list_links(read("manual/proving.html"))["up"] == "index.html"
    assert _list_links(read("index.html"))["By file"] == "manual/index.html"


def test_a_readme_beside_an_index_and_one_in_a_folder_of_okrsite_keep_addresses_of_their_own(project):
    read = _build(project(FILES))
    assert "For the site" in read("both/index.html") and "For the host" in read("both/readme/index.html")
    assert "Of the company" in read("company/readme/index.html")
    assert "Of the ovens" in read("teams/ovens/readme/index.html")
    assert "A guide of ours" in read("guide/readme/index.html")


@pytest.mark.parametrize(
    ("paths", "marked"),
    [
        (["a/README.md"], ["a/README.md"]),
        (["README.md"], []),
        (["a/readme.md", "b/Readme.md"], []),
        (["a.md", "a/README.md"], []),
        (["A/INDEX.md", "a/README.md"], []),
        (["a/README.md", "a/b/README.md", "a/b/index.md"], ["a/README.md"]),
        (["people/anna/README.md", "Teams/README.md", "map/README.md"], []),
    ],
)
def test_no_two_pages_get_one_address(paths, marked):
    """On disks that don't tell cases apart, too; `a.md` and the folder `a` have one address."""
    documents = mark_folder_pages(Document(path, path, NO_PROSE, Place(path)) for path in paths)
    assert [document.inside for document in documents] == paths
    assert [document.inside for document in documents if document.is_folder_page] == marked


def test_no_page_of_okrsite_has_the_address_of_a_folder_whose_readme_is_its_page(project):
    """Each folder of a site in which okrsite makes pages is known: its README would have the address of one of them."""
    options = {"digest": True, "feeds": False, "review_packs": "all"}
    made = project({**FILES, "kpis.yml": "bread: {name: Bread}\n"}, **options)
    with open_source(BuildRequest(made.config)) as source:
        planned = build_pages(take_snapshot(source))
        uris = [page.uri for page in planned.pages]
    folders = {uri.removesuffix(".md").removesuffix("/index") for uri in uris} - {"index"}
    tops = sorted(folder for folder in folders if "/" not in folder and folder not in ("manual", "both"))
    assert {"company", "teams", "map", "kpis", "pulse", "guide", "digest"} <= set(tops)
    documents = mark_folder_pages(Document(f"{top}/README.md", top, NO_PROSE, Place(top)) for top in tops)
    assert [document.inside for document in documents if document.is_folder_page] == []


def test_a_readme_beside_the_home_page_that_mkdocs_would_render_is_told_what_to_be_called(project):
    made = project({"README.md": "# Bakery\n\nBread.\n"}, ordinary_pages="mkdocs")
    with open_source(BuildRequest(made.config)) as source:
        (found,) = (each for each in list_problems(take_snapshot(source)) if each.code == "OKR402")
    assert found.place.path.endswith("README.md")
    assert "with the words of `index.md`: rename the file" in found.hint
    (made.root / "content/README.md").rename(made.root / "content/index.md")
    assert "Bread." in _build(made)("index.html")


def test_a_readme_beside_the_home_page_keeps_its_address_where_okrsite_renders_it(project):
    read = _build(project({"README.md": "# Bakery\n\nBread.\n"}))
    assert "Bread." in read("readme/index.html")


def test_an_index_that_comes_and_goes_moves_the_readme_in_the_next_builds(project):
    """Pages that are taken over from the last build are those of the addresses as they are now."""
    made = project(FILES)
    read = _build(made)
    made.write({"manual/index.md": "# Begin here\n\nAt the door.\n"})
    build_site(made.config, made.root / "site")
    assert "At the door" in read("manual/index.html") and "Kneading" in read("manual/readme/index.html")
    assert _list_links(read("index.html"))["By file"] == "manual/readme/"
    assert _list_links(read("manual/tools/index.html"))["Up"] == "../readme/"
    (made.root / "content/manual/index.md").unlink()
    build_site(made.config, made.root / "site")
    assert "Kneading" in read("manual/index.html") and "new address" in read("manual/readme/index.html")
    assert _list_links(read("manual/tools/index.html"))["Up"] == "../"


def test_every_folder_whose_page_is_okrsites_own_is_known():
    """A README would take its address. The example has all kinds of pages."""
    snapshot = read_example()
    documents = {find_document_uri(document, snapshot.site) for document in snapshot.organisation.documents}
    uris = [page.uri for page in build_pages(snapshot).pages]
    own = {uri.removesuffix(".md").removesuffix("/index") for uri in uris if uri not in documents}
    assert {folder for folder in own if "/" not in folder} - {"index"} <= OWN_FOLDERS
    assert len(own & OWN_FOLDERS) > 10
