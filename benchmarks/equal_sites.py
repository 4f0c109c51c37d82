"""Pages of equal text for Material for MkDocs and for Hugo, made of what okrsite built, and the proof that they are.

    python -m benchmarks.equal_sites write SITE FOLDER
    python -m benchmarks.equal_sites check FOLDER BUILT

`write` takes each page of a built site apart and writes it as Markdown below FOLDER: `material/` and `hugo/` are
projects, `pages.json` says which page became which. `check` compares a site that one of them built with that: the
number of pages, and the visible text of each.

Both hosts are given their best case. Pages are plain Markdown without a link or a picture, and no folder holds more
than ten of them, because Material's navigation grows with the pages of a folder even when it is pruned. Hugo's layout
is a title, a table of contents and the text, with one style sheet, and neither lists nor search.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks.page_markdown import write_markdown
from benchmarks.page_text import find_content, read_blocks, read_visible_text

_MATERIAL = """\
site_name: Example Company
site_url: https://okr.example.org/
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins: [search]
"""
_HUGO = """\
title = "Example Company"
baseURL = "https://okr.example.org/"
disableKinds = ["taxonomy", "term", "section", "RSS", "404"]
[markup.goldmark.extensions]
typographer = false
"""
_LAYOUT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<link rel="stylesheet" href="{{ "style.css" | relURL }}">
</head>
<body>
<header><a href="{{ "/" | relURL }}">{{ .Site.Title }}</a></header>
{{ .TableOfContents }}
<main>{{ .Content }}</main>
</body>
</html>
"""
_STYLE = "body { margin: auto; max-width: 60rem; font-family: sans-serif } table { border-collapse: collapse }\n"
_FANOUT = 10


class EqualPage(msgspec.Struct, frozen=True):
    """A page of okrsite's site and its place in the equal ones."""

    address: str
    """Of okrsite's page, such as `teams/billing/index.html`."""
    place: str
    """The folder of the equal page, such as `p0/p3/p4/`; empty for the home page."""
    digest: str
    """Of its visible text."""


class UnequalError(Exception):
    """A built site isn't equal to okrsite's; the message says where."""


def list_pages(site: Path) -> list[Path]:
    """Return the pages of a built site in a fixed order, the home page first; a page for errors isn't one of them."""
    pages = sorted(path for path in site.rglob("*.html") if path.relative_to(site).as_posix() != "404.html")
    home = site / "index.html"
    return [home, *(path for path in pages if path != home)]


def write_equal_sites(site: Path, folder: Path) -> int:
    """Write the projects `material` and `hugo` and `pages.json` into a folder; return the number of pages."""
    material, hugo = folder / "material", folder / "hugo"
    _put(material / "mkdocs.yml", _MATERIAL)
    _put(hugo / "config.toml", _HUGO)
    _put(hugo / "layouts" / "index.html", _LAYOUT)
    _put(hugo / "layouts" / "_default" / "single.html", _LAYOUT)
    _put(hugo / "static" / "style.css", _STYLE)
    pages = []
    for number, path in enumerate(list_pages(site)):
        content = find_content(path.read_text("utf-8"))
        blocks = read_blocks(content)
        title = next((block.text for block in blocks if block.kind == "heading"), path.parent.name)
        source = write_markdown(title, blocks)
        place = _choose_place(number)
        _put(material / "docs" / (f"{place[:-1]}.md" if place else "index.md"), source)
        _put(hugo / "content" / (f"{place[:-1]}.md" if place else "_index.md"), source)
        pages.append(EqualPage(path.relative_to(site).as_posix(), place, _digest(content)))
    (folder / "pages.json").write_bytes(msgspec.json.encode(pages))
    return len(pages)


def check_equal_site(folder: Path, built: Path) -> int:
    """Compare a built site with what was written; return the number of pages.

    Raises:
        UnequalError: a page is missing, is one too many, or has another text.
    """
    pages = msgspec.json.decode((folder / "pages.json").read_bytes(), type=list[EqualPage])
    expected = {f"{page.place}index.html": page for page in pages}
    there = {path.relative_to(built).as_posix() for path in list_pages(built)}
    if there != set(expected):
        wrong = sorted(there ^ set(expected))
        raise UnequalError(f"{len(wrong)} pages are missing or too many, such as {wrong[0]}.")
    unequal = [
        page.address
        for place, page in expected.items()
        if _digest(find_content((built / place).read_text("utf-8"))) != page.digest
    ]
    if unequal:
        raise UnequalError(f"{len(unequal)} pages have another text, such as the one of {unequal[0]}.")
    return len(pages)


def _choose_place(number: int) -> str:
    """Return the folder of a page: a tree in which no folder holds more than ten pages and ten folders."""
    if not number:
        return ""
    return "".join(f"p{digit}/" for digit in reversed(list(_list_digits(number))))


def _list_digits(number: int) -> Iterator[int]:
    # Digits from 1 to 10, so that each number has one spelling, and the numbers below a folder are its own.
    while number:
        number, digit = divmod(number - 1, _FANOUT)
        yield digit


def _digest(content: str) -> str:
    return hashlib.blake2b(read_visible_text(content).encode("utf-8"), digest_size=16).hexdigest()


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write or check; 1 where pages aren't equal."""
    task, first, second = arguments
    if task == "write":
        print(write_equal_sites(Path(first), Path(second)))
        return 0
    try:
        print(check_equal_site(Path(first), Path(second)))
    except UnequalError as error:
        print(f"{os.path.relpath(second)}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
