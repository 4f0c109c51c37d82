"""A small site, really built, and poisoned one file at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from stories import build_site

from okrsite.gate.findings import Finding
from okrsite.gate.inspection import list_findings
from okrsite.gate.theme import ThemeInlineCode, load_installed_theme

CONTENT = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """\
objectives:
  - id: north
    title: Win the north
    owner: Anna
    why: See [the paper](https://example.org/paper?a=1&b=2) & `a < b`.
    key_results: [{id: shops, title: Shops <b>opened</b> & kept, from: 0, to: 3, now: 1}]
""",
}


class BuiltSite:
    """A built site whose files can be changed for the length of one inspection."""

    def __init__(self, root: Path, theme: ThemeInlineCode) -> None:
        self.root = root
        self.theme = theme

    def with_file(self, path: str, data: str | bytes, **options: object) -> list[Finding]:
        """Inspect the site with a file added or replaced."""
        file = self.root / path
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        try:
            return list_findings(self.root, theme=self.theme, **options)
        finally:
            if before is None:
                file.unlink()
                folder = file.parent
                while folder != self.root and not any(folder.iterdir()):
                    folder.rmdir()
                    folder = folder.parent
            else:
                file.write_bytes(before)

    def changed(self, path: str, old: str, new: str, **options: object) -> list[Finding]:
        """Inspect the site with a text of a file replaced, where it stands first."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} has no {old!r}"
        return self.with_file(path, text.replace(old, new, 1), **options)

    def in_content(self, markup: str) -> list[Finding]:
        """Inspect the site with a piece of HTML among an author's words."""
        return self.changed("index.html", '<footer class="okr-source">', markup + '<footer class="okr-source">')

    def in_frame(self, markup: str) -> list[Finding]:
        """Inspect the site with a piece of HTML in the frame that the theme draws around them."""
        return self.changed("index.html", '<div class="md-container"', markup + '<div class="md-container"')

    def with_entry(self, make: Callable[[Path], object], path: str, **options: object) -> list[Finding]:
        """Inspect the site with something in it that is no plain file; `make` makes it."""
        entry = self.root / path
        make(entry)
        try:
            return list_findings(self.root, theme=self.theme, **options)
        finally:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()


@pytest.fixture(scope="session")
def theme() -> ThemeInlineCode:
    return load_installed_theme()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, theme: ThemeInlineCode) -> Iterator[BuiltSite]:
    """A site with one objective, as `okrsite build` leaves it."""
    folder = tmp_path_factory.mktemp("gate")
    for path, text in CONTENT.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text, encoding="utf-8")
    document = {
        "site_name": "Test",
        "docs_dir": "content",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"okrsite": {"today": "2026-11-20"}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    build_site(folder / "mkdocs.yml", folder / "site")
    yield BuiltSite(folder / "site", theme)
