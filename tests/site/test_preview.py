"""A live preview: each page is made when it is asked for, and is the page that a build of everything would have made."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from wsgiref.util import setup_testing_defaults

import pytest
from edited_company import EDITS, EditedCompany, create_company
from mkdocs.commands.build import build as host_build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from project_tree import Project

from okrsite.request import BuildRequest
from okrsite.site.mkdocs.plugin import find_plugin
from okrsite.site.mkdocs.preview import Preview
from okrsite.site.mkdocs.preview_server import PreviewServer

URL = "http://127.0.0.1:8000/"
SEQUENCES = (
    ("a value", "a person's name", "a title", "a draft", "a document more"),
    ("a file that can't be read", "another id of an objective", "a unit more", "a file less", "a dependency"),
    ("who reads it", "an internal objective", "numbers that are internal"),
)
"""Edits one after the other."""


def load(project: Project, folder: Path) -> MkDocsConfig:
    config = load_config(config_file=str(project.config), site_dir=str(folder))
    config.site_url = URL
    return config


def write(root: Path, company: EditedCompany) -> Project:
    """Write what has changed of a company, and nothing else: as an editor does."""
    project = Project(root, {"today": company.day, **company.options})
    files = company.dump()
    content = root / "content"
    for path in [path for path in content.rglob("*") if path.is_file()]:
        if path.relative_to(content).as_posix() not in files:
            path.unlink()
    for path in sorted(content.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for path, text in files.items():
        target = content / path
        if not target.exists() or target.read_text("utf-8") != text:
            project.write({path: text})
    config = root / "mkdocs.yml"
    before = config.read_text("utf-8") if config.exists() else ""
    config.unlink(missing_ok=True)
    if project.config.read_text("utf-8") != before:
        assert project.config
    return project


CLOCK = re.compile(rb"Build Date UTC : [0-9: +-]+")
"""What the theme says at the end of the home page."""


@contextmanager
def show(project: Project) -> Iterator[Preview]:
    folder = project.root / "preview"
    folder.mkdir()
    config = load(project, folder)
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        preview = Preview(BuildRequest(project.config), lambda: load(project, folder), folder)
        preview.build()
        yield preview
    finally:
        find_plugin(config).read_navigation = None


def build_everything(project: Project) -> dict[str, bytes]:
    """Return the files of a preview by MkDocs alone, which makes all of them; but for what depends on the clock."""
    folder = project.root / "whole"
    shutil.rmtree(folder, ignore_errors=True)
    config = load(project, folder)
    # MkDocs keeps plugins for the next build of the same process, which is another site here.
    kept = [(plugin, dict(vars(plugin))) for plugin in config.plugins.values()]
    find_plugin(config).read_navigation = None
    try:
        config.plugins.on_startup(command="serve", dirty=False)
        host_build(config, serve_url=URL)
    finally:
        for plugin, state in kept:
            vars(plugin).clear()
            vars(plugin).update(state)
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def ask(preview: Preview, folder: Path, path: str) -> bytes | None:
    """Return what a browser would get at a path."""
    answer = preview.find_page(path) or preview.find_file(path)
    if answer is None and (folder / path).is_file():
        return (folder / path).read_bytes()
    return answer


def compare(preview: Preview, project: Project, only: str = "") -> None:
    expected = build_everything(project)
    assert len(expected) > 80
    for path, content in expected.items():
        if only in path:
            answer = ask(preview, project.root / "preview", path)
            assert answer is not None, path
            assert CLOCK.sub(b"", answer) == CLOCK.sub(b"", content), path


@pytest.mark.parametrize("steps", SEQUENCES, ids=" then ".join)
def test_after_each_edit_every_page_is_that_of_a_build_of_everything(tmp_path, steps):
    company, chance = create_company(("company", "sales", "shops")), Random(7)
    project = write(tmp_path, company)
    with show(project) as preview:
        for step in steps:
            EDITS[step](company, chance)
            if step == "who reads it":  # a setting: the server sees that the configuration has changed
                company.options["audience"] = "public"
                write(tmp_path, company)
                preview.rebuild()
            else:
                write(tmp_path, company)
                preview.update()
            assert preview.failure == ""
            compare(preview, project, ".html")
        compare(preview, project)


class Browser:
    """Asks a server without a network between them."""

    def __init__(self, preview: Preview) -> None:
        self.server = PreviewServer(preview, "127.0.0.1", 0, preview._folder, "/")
        self.status, self.headers = "", {}

    def get(self, path: str) -> str:
        """Return what is answered; the status and the headers are kept."""
        environ: dict[str, object] = {"PATH_INFO": path}
        setup_testing_defaults(environ)

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            self.status, self.headers = status[:3], dict(headers)

        self.server._looked = 0.0  # long enough ago
        return b"".join(self.server.answer_request(environ, start)).decode("utf-8", "replace")


@contextmanager
def browse(preview: Preview) -> Iterator[Browser]:
    """Have a browser, and let go of its socket, to which nobody listens: a later test would find it as garbage."""
    browser = Browser(preview)
    with closing(browser.server.socket):
        yield browser


@pytest.fixture
def shown(tmp_path):
    project = write(tmp_path, create_company(("company", "sales")))
    with show(project) as preview, browse(preview) as browser:
        yield project, browser


def edit(project: Project, path: str, before: str, after: str) -> None:
    file = project.root / "content" / path
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_an_edit_is_on_the_page_that_is_asked_for_next(shown):
    project, browser = shown
    assert "We win in 2026-Q4" in browser.get("/objectives/sales/2026-Q4/win/")
    edit(project, "teams/sales/2026-Q4.yml", "We win in 2026-Q4", "We win everything")
    for path in ("/objectives/sales/2026-Q4/win/", "/teams/sales/", "/people/dev/", "/data/units/sales/2026-Q4.json"):
        assert "We win everything" in browser.get(path), path
        assert browser.status == "200"


def test_browsers_are_told_of_an_edit_and_of_nothing_else(shown):
    project, browser = shown
    begin = browser.server._visible_epoch
    page = browser.get("/teams/")
    assert f"livereload({begin}," in page and browser.server._visible_epoch == begin
    edit(project, "teams/sales/team.yml", "Sales", "Sellers")
    assert "Sellers" in browser.get("/teams/")
    assert int(browser.get(f"/livereload/{begin}/1")) > begin


def test_pages_come_and_go_with_their_files(shown):
    project, browser = shown
    browser.get("/teams/sales/2026-Q3/")
    assert browser.status == "200"
    browser.get("/teams/sales")
    assert (browser.status, browser.headers["Location"]) == ("302", "/teams/sales/")
    (project.root / "content/teams/sales/2026-Q3.yml").unlink()
    project.write({"teams/new/team.yml": "name: Newcomers\n", "more.md": "# More of it\n"})
    browser.get("/objectives/sales/2026-Q3/win/")
    assert browser.status == "404"
    assert "Newcomers" in browser.get("/teams/new/")
    assert "More of it" in browser.get("/more/")
    assert 'href="more/"' in browser.get("/"), "it is in the navigation of every page"


def test_a_mistake_stands_on_its_page_until_it_is_mended(shown):
    project, browser = shown
    file = project.root / "content/teams/sales/2026-Q4.yml"
    before = file.read_bytes()
    for wrong in (b"objectives: [\n", b"\xff\xfe\xff", before.replace(b"to: 10", b"to: lots")):
        file.write_bytes(wrong)
        assert "in the content" in browser.get("/")
        file.write_bytes(before)
        assert "We win in 2026-Q4" in browser.get("/objectives/sales/2026-Q4/win/")


def test_a_configuration_that_cannot_be_used_is_said_and_forgotten_once_it_is_mended(shown):
    project, browser = shown
    good = project.config.read_text("utf-8")
    for wrong, said in (
        ("site_name: [", "parsing"),
        (good.replace("material", "none"), "none"),
        ("docs_dir: x\n", "x"),
    ):
        project.config.write_text(wrong, "utf-8")
        browser.server._rebuild()
        page = browser.get("/teams/")
        assert browser.status == "500" and said in page and "livereload(" in page
        project.config.write_text(good, "utf-8")
        assert "Sales" in browser.get("/teams/") and browser.status == "200"


def test_a_content_folder_that_is_away_is_said_and_forgotten_once_it_is_back(shown):
    project, browser = shown
    content, aside = project.root / "content", project.root / "aside"
    content.rename(aside)
    assert "There is no content folder" in browser.get("/") and browser.status == "500"
    aside.rename(content)
    assert "Sales" in browser.get("/teams/")


def test_an_attachment_is_the_one_that_lies_there(shown):
    project, browser = shown
    project.write({"company/plan.txt": "The first plan"})
    assert "The first plan" in browser.get("/company/plan.txt")
    project.write({"company/plan.txt": "Another plan"})
    assert "Another plan" in browser.get("/company/plan.txt")


def test_pages_of_other_plugins_are_built_anew_with_the_content(tmp_path):
    project = write(tmp_path, create_company(("company", "sales")))
    (tmp_path / "hook.py").write_text(
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config):\n"
        "    text = open(config.docs_dir + '/teams/sales/team.yml', encoding='utf-8').read()\n"
        "    files.append(File.generated(config, 'other.md', content='# Other\\n\\n' + text))\n",
        "utf-8",
    )
    project.config.write_text(project.config.read_text("utf-8") + "hooks: [hook.py]\n", "utf-8")
    with show(project) as preview, browse(preview) as browser:
        assert "name: Sales" in browser.get("/other/")
        edit(project, "teams/sales/team.yml", "Sales", "Sellers")
        assert "name: Sellers" in browser.get("/other/")


def test_problems_are_listed_once_and_again_when_they_are_others(shown, caplog):
    project, browser = shown
    caplog.set_level("INFO", "mkdocs")
    preview = browser.server._preview
    project.write({"handbook.md": "# Book\n\n[Nowhere](nothing.md)\n"})
    preview.update()
    caplog.clear()
    preview.report_problems()
    assert "nothing.md" in caplog.text
    caplog.clear()
    project.write({"handbook.md": "# Book\n\n[Nowhere](nothing.md) and more\n"})
    preview.update()
    preview.report_problems()
    assert "nothing.md" not in caplog.text
