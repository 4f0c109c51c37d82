"""The pages that other hosts are timed with have the text of okrsite's own, and the benchmark notices where they don't."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
from stories import build_site

from benchmarks import company
from benchmarks.equal_sites import UnequalError, check_equal_site, list_pages, write_equal_sites
from benchmarks.page_markdown import write_markdown
from benchmarks.page_text import Block, find_content, read_blocks, read_visible_text
from benchmarks.site_sizes import find_kind, measure_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a company of three teams."""
    folder = tmp_path_factory.mktemp("company")
    company.write(folder, teams=3)
    build_site(folder / "mkdocs.yml", folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def equal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the equal projects, of which Material has built its own."""
    folder = tmp_path_factory.mktemp("equal")
    assert write_equal_sites(site, folder) == len(list_pages(site))
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder / "material", env=environment, check=True)
    return folder


def test_material_builds_as_many_pages_of_the_same_text(site: Path, equal: Path) -> None:
    assert check_equal_site(equal, equal / "material" / "site") == len(list_pages(site)) > 50


@pytest.mark.skipif(not shutil.which("hugo"), reason="no Hugo here")
def test_hugo_builds_as_many_pages_of_the_same_text(site: Path, equal: Path) -> None:
    subprocess.run(["hugo", "--quiet", "--destination", "site"], cwd=equal / "hugo", check=True)
    assert check_equal_site(equal, equal / "hugo" / "site") == len(list_pages(site))


@pytest.fixture
def built(equal: Path, tmp_path: Path) -> Path:
    """Material's site, to be changed."""
    return Path(shutil.copytree(equal / "material" / "site", tmp_path / "site"))


def test_a_page_with_another_text_is_noticed(equal: Path, built: Path) -> None:
    page = list_pages(built)[40]
    content = find_content(page.read_text("utf-8"))
    page.write_text(page.read_text("utf-8").replace(content, content.replace("</p>", " and more</p>", 1)), "utf-8")
    with pytest.raises(UnequalError, match="1 pages have another text"):
        check_equal_site(equal, built)


def test_a_page_that_is_missing_or_one_too_many_is_noticed(equal: Path, built: Path) -> None:
    list_pages(built)[7].unlink()
    with pytest.raises(UnequalError, match="1 pages are missing or too many"):
        check_equal_site(equal, built)


def test_no_folder_of_material_holds_more_than_ten_pages_because_its_navigation_would_grow(equal: Path) -> None:
    docs = equal / "material" / "docs"
    folders = [docs, *(path for path in docs.rglob("*") if path.is_dir())]
    # The home page stands beside the first ten.
    assert max(len(list(folder.glob("*.md"))) for folder in folders) <= 11


def test_every_page_of_okrsite_has_a_kind_that_is_known(site: Path) -> None:
    sizes = measure_site(site)
    assert "other" not in sizes.kinds
    assert sizes.kinds["objective"].pages == 15 and sizes.kinds["home"].pages == 1
    assert sizes.pages == len(list_pages(site))
    assert find_kind("teams/billing/2026-Q4/index.html") == "unit's cycle"


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item",
        "12. no number, 3) neither",
        "+ plus",
        ": no definition",
        "> no quote",
        "a*b*c and __d__ and `e`",
        "[no](link) ![no](picture) <b>no tag</b> &amp; no entity",
        "{: .no } | no cell | \\* ~~no~~",
        "---",
        "===",
        "Key: value",
        "!!! note",
    ],
)
def test_marks_of_markdown_in_a_text_arrive_as_they_are(text: str) -> None:
    blocks = [Block("text", 0, text), Block("item", 0, text), Block("table", 0, "", (("a", "b"), (text, "c")))]
    source = write_markdown("Title", blocks).partition("\n---\n")[2]
    html = markdown.markdown(source, extensions=["tables", "toc", "fenced_code"])
    letters = "".join(text.split())
    assert read_visible_text(html) == f"{letters}{letters}ab{letters}c"


def test_visible_text_is_what_a_reader_reads() -> None:
    html = (
        '<p>One <b>two</b></p><svg><text>not <svg><text>this</text></svg> nor that</text></svg><div hidden="">'
        "<div>nor</div> this</div><!-- nor this --><select><option>nor</option></select><ul><li>three<ul><li>four</li>"
        "</ul></li></ul><table><caption>five</caption><tr><th>six</th><td>sev<i>en</i></td></tr></table><h2>&lt;8&gt;</h2>"
    )
    assert read_visible_text(html) == "Onetwothreefourfivesixseven<8>"
    assert read_blocks(html) == [
        Block("text", 0, "One two"),
        Block("item", 0, "three"),
        Block("item", 1, "four"),
        Block("table", 0, "", (("five",), ("six", "sev en"))),
        Block("heading", 2, "<8>"),
    ]
