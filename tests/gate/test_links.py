"""Where a link leads: the same as by going through its path step by step."""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from okrsite.gate.links import SiteLinks
from okrsite.gate.page import PageFacts

NAMES = st.sampled_from(["a", "b", "..", ".", "", "index.html", "a.json"])
PATHS = st.lists(NAMES, min_size=1, max_size=6).map("/".join).filter(lambda path: path and path[0] != "/")
FILES = frozenset({"index.html", "a/index.html", "a/b/index.html", "b/a.json", "a/a.json", "a.json"})


def create_page(path: str, *links: str) -> PageFacts:
    return PageFacts(path, frozenset(), links, (), ())


@given(page=st.sampled_from(["index.html", "a/index.html", "a/b/index.html"]), paths=st.lists(PATHS, max_size=5))
def test_links_lead_where_their_steps_lead(page, paths):
    """Several at once, because where one leads is remembered for the next."""
    pages = [create_page(page, *paths), *(create_page(path) for path in sorted(FILES - {page}) if "html" in path)]
    dead = [finding.message for finding in SiteLinks(FILES, pages).find_dead_links(with_known=False)]
    folder = posixpath.dirname(page)
    assert dead == [f"'{path}' leads to nothing on the site." for path in paths if not is_there(folder, path)]


def is_there(folder: str, path: str) -> bool:
    joined = posixpath.normpath(f"{folder}/{path}" if folder else path)
    if joined.startswith(".."):
        return False
    target = "" if joined == "." else joined
    return target in FILES or f"{target}/index.html".lstrip("/") in FILES


ANCHORS = st.sampled_from(["", "#here", "#gone"])
LINKS = st.builds(str.__add__, PATHS | st.just(""), ANCHORS).filter(bool)


@given(links=st.lists(st.tuples(st.sampled_from(["index.html", "404.html", "a/index.html", "b/index.html"]), LINKS)))
def test_each_link_of_many_pages_leads_where_it_would_lead_by_itself(links):
    """Most pages have the same links, and what is known of those of one page must hold for another one."""
    files = FILES | {"404.html", "b/index.html"}

    def find_dead(linked: list[tuple[str, str]]) -> list[tuple[str, str]]:
        pages = [
            PageFacts(path, frozenset({"here"} if path != "b/index.html" else ()), tuple(links), (), ())
            for path in sorted(files)
            if path.endswith(".html")
            for links in [dict.fromkeys(link for page, link in linked if page == path)]
        ]
        return sorted((each.path, each.message) for each in SiteLinks(files, pages).find_dead_links(with_known=False))

    assert find_dead(links) == sorted({found for link in links for found in find_dead([link])})
