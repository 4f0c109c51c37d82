"""What each site makes anew although it is always the same, made once in a process of tests.

Most of the build of a small site went into compiling Material's templates, listing its twelve thousand icons and
rendering the guide. Sites are the same byte for byte; builds that tests start in processes of their own run without
this.
"""

from __future__ import annotations

import os
import shutil
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from okrsite import config_loading
from okrsite.address_style import uses_directory_addresses
from okrsite.feeds import site_files
from okrsite.gate import theme as gate_theme
from okrsite.history import git
from okrsite.model import file_reading
from okrsite.number_style import NumberStyleKey, get_number_style_key, uses_decimal_comma
from okrsite.pages.kinds import guide
from okrsite.pages.page import Page
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.render import TemplateRenderer
from okrsite.pages.template_cache import CompiledTemplates, TemplateCache
from okrsite.problems import Problem
from okrsite.site import build_inputs
from okrsite.site.mkdocs import compact_html, preview
from okrsite.site.mkdocs import host as mkdocs_host
from okrsite.snapshot import Snapshot
from okrsite.sources.records import MapNode
from okrsite.workers import do_nothing

_INSTALLED = Path(sysconfig.get_paths()["purelib"]).resolve()
_LONG = 50_000
"""Characters of a file that are too many to be kept."""


class _ThemeLoader(FileSystemLoader):
    """Looks through the folders of installed themes once."""

    def list_templates(self) -> list[str]:
        names: set[str] = set()
        for folder in self.searchpath:
            is_installed = Path(folder).resolve().is_relative_to(_INSTALLED)
            names |= _list_installed_files(folder) if is_installed else set(FileSystemLoader(folder).list_templates())
        return sorted(names)


@cache
def _list_installed_files(folder: str) -> frozenset[str]:
    """Return the files of a theme's folder but those whose path begins with a point: MkDocs passes over them."""
    return frozenset(name for name in FileSystemLoader(folder).list_templates() if not name.startswith("."))


@contextmanager
def make_once() -> Iterator[None]:
    """Let builds in this process use what MkDocs has compiled and listed before, and what was made of the same text."""
    make_environment = Theme.get_env
    compiled = TemplateCache()

    def get_env(theme: Theme) -> Environment:
        environment = make_environment(theme)
        environment.loader = _ThemeLoader(theme.dirs)
        environment.bytecode_cache = compiled
        return environment

    build_guide_page = guide._build_guide_page
    pages: dict[object, Page] = {}

    def get_guide_page(name: str, snapshot: Snapshot, prose: ProseRenderer, renderer: TemplateRenderer) -> Page:
        # All that these pages say of a site: its name, and what its settings have in every page.
        site, organisation = snapshot.site, snapshot.organisation
        said = (repr(site.settings), site.url, uses_decimal_comma(), uses_directory_addresses())
        # A test that watches what is rendered sees the guide as well: it has another function to render.
        about = (name, organisation.name, *said, snapshot.preview, TemplateRenderer.render)
        if about not in pages:
            if len(pages) > 200:  # settings that no other test has
                pages.clear()
            pages[about] = build_guide_page(name, snapshot, prose, renderer)
        return pages[about]

    list_templates = gate_theme._list_templates

    @cache
    def list_installed_templates(folder: Path) -> tuple[Path, ...]:
        return tuple(list_templates(folder))

    def get_templates(folder: Path) -> Iterable[Path]:
        return list_installed_templates(folder) if folder.is_relative_to(_INSTALLED) else list_templates(folder)

    installation = build_inputs._describe_installation

    @cache
    def describe_installation() -> tuple[str | bytes, ...]:
        return tuple(installation(build_inputs.FileDigests()))

    compact = compact_html._compact

    @lru_cache(maxsize=500)
    def compact_known(html: str, unused: frozenset[str]) -> str:
        return compact(html, set(unused))

    parse_text = file_reading.parse_text
    write_markdown_page = lru_cache(maxsize=2000)(site_files.write_markdown_page)

    @lru_cache(maxsize=2000)
    def parse_known(_: NumberStyleKey, *file: str) -> tuple[MapNode | None, tuple[Problem, ...]]:
        node, problems = parse_text(*file)
        return node, tuple(problems)

    def parse_once(path: str, text: str, spelling: str, record: str) -> tuple[MapNode | None, list[Problem]]:
        if len(text) > _LONG:
            return parse_text(path, text, spelling, record)
        node, problems = parse_known(get_number_style_key(), path, text, spelling, record)
        return node, list(problems)

    load_file = config_loading._load_file
    loaded: dict[tuple[str, str], dict[str, Any]] = {}

    def load_once(config: Path, name: str) -> dict[str, Any]:
        try:
            text = config_loading._read_text(config)
        except Exception:  # whatever it is, it is said as always
            text = "!"
        if "!" in text or len(text) > _LONG:  # a tag may ask for the environment
            return load_file(config, name)
        if (name, text) not in loaded:
            loaded[name, text] = load_file(config, name)
        return deepcopy(loaded[name, text])

    programs: dict[tuple[str, str | None], str] = {}

    def find_once(name: str) -> str | None:
        about = (name, os.environ.get("PATH"))
        if (found := programs.get(about)) and os.access(found, os.X_OK):
            return found
        if found := shutil.which(name):
            programs[about] = found
        return found

    # It would look through all that tests have collected and left.
    no_garbage = SimpleNamespace(unfreeze=do_nothing, collect=do_nothing, freeze=do_nothing)

    use_compiled_templates = mkdocs_host.use_compiled_templates

    def use_those_of_worker(config: MkDocsConfig, compiled: CompiledTemplates) -> None:
        # A small site has no worker that compiles any: what it is handed instead knows no template of this process.
        if compiled:
            use_compiled_templates(config, compiled)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", get_env)
        patch.setattr(mkdocs_host, "use_compiled_templates", use_those_of_worker)
        patch.setattr(guide, "_build_guide_page", get_guide_page)
        patch.setattr(gate_theme, "_list_templates", get_templates)
        patch.setattr(compact_html, "_compact", lambda html, unused: compact_known(html, frozenset(unused)))
        patch.setattr(site_files, "write_markdown_page", write_markdown_page)
        patch.setattr(file_reading, "parse_text", parse_once)
        patch.setattr(config_loading, "_load_file", load_once)
        patch.setattr(git, "shutil", SimpleNamespace(which=find_once))
        patch.setattr(preview, "gc", no_garbage)
        # While its tests run, nobody works on okrsite: each build would read all of its files twice.
        patch.setattr(build_inputs, "_describe_installation", lambda digests: describe_installation())
        yield
