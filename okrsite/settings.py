"""What okrsite has to know of the configuration file: the site, and the plugin's own options.

Knows no host: of `mkdocs.yml` only the few keys are asked for that the core needs (`config_file` reads it).
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from okrsite.config_file import NAMES, MarkdownExtension, read_config
from okrsite.config_lines import name_line_of_setting
from okrsite.config_loading import ConfigurationError as ConfigurationError
from okrsite.config_loading import SettingError
from okrsite.forge import KEYS, ForgeAddresses, find_repository_place, read_forge
from okrsite.languages.catalogue import LANGUAGES
from okrsite.option_values import read_settings
from okrsite.options import PLACE
from okrsite.options import Settings as Settings
from okrsite.refused_looks import RefusedLook, find_refused_looks


class Site(msgspec.Struct, frozen=True):
    """What okrsite needs to know of the host's configuration."""

    config: Path
    """The configuration file."""
    base: Path
    """The folder to which paths in problems are relative: the configuration file's."""
    content: Path
    name: str
    url: str
    settings: Settings
    output: Path
    theme: Path | None = None
    """The folder with templates of the site's own, if there is one."""
    inherited: tuple[Path, ...] = ()
    """The files from which the configuration file takes further settings, the nearest first."""

    directory_addresses: bool = True
    """Whether addresses are spelled as folders (`teams/`), and not as files (`teams/index.html`)."""
    named_files: tuple[str, ...] = ()
    """Style sheets, scripts and pictures that every page loads, as the configuration names them."""
    refused_looks: tuple[RefusedLook, ...] = ()
    """What the configuration says of all pages and `build` refuses."""
    navigation: tuple[str, ...] = ()
    """What a navigation of the configuration's own leads to: pages by their files, and addresses."""
    exclude_docs: str = ""
    """Patterns of files that are no pages, as for git."""
    draft_docs: str = ""
    """Patterns of pages that aren't published yet."""
    hooks: bool = False
    """Whether scripts of the site's own change what the host does."""
    language: str = "en"
    """That of ordinary pages and the theme, as the theme is told it; without that, by okrsite's setting."""
    markdown: tuple[MarkdownExtension, ...] = ()
    """The extensions with which ordinary pages are rendered; without any they are Markdown as in all other texts."""
    plugins: tuple[str, ...] = ()
    """The host's plugins, by name."""
    forge: ForgeAddresses = ForgeAddresses()
    """Where its repository is on the web."""

    @property
    def content_prefix(self) -> str:
        """What paths of the content begin with in problems, in edits and in exports; see `make_content_prefix`."""
        return make_content_prefix(self.content, self.base)

    @property
    def words_language(self) -> str:
        """The language of okrsite's own words: by its setting, else the theme's where okrsite has it, else English."""
        if self.settings.language:
            return self.settings.language
        language = self.language.lower().partition("-")[0]
        return language if language in LANGUAGES else "en"

    @property
    def host_renders_pages(self) -> bool:
        """Whether ordinary pages are rendered by the host, with its plugins, and not by okrsite."""
        return self.settings.ordinary_pages == "mkdocs"

    def read_config_bytes(self) -> bytes:
        """Return what the configuration file and those that it inherits from hold, one behind the other.

        Raises:
            OSError: one can't be read any more.
        """
        return b"\n".join(path.read_bytes() for path in (self.config, *self.inherited))


def find_config(start: Path) -> Path:
    """Return the nearest mkdocs.yml in a folder or above it.

    Raises:
        ConfigurationError: there is none, or it lies in another one's content, which configures nothing.
    """
    folders = (start, *start.parents)
    paths = [folder / name for folder in folders for name in NAMES if (folder / name).is_file()]
    for outer in paths[1:]:
        try:
            content = read_site(outer).content.resolve()
        except ConfigurationError as error:
            raise ConfigurationError(
                f"{outer} can't be used, so whether {paths[0]} lies among its content isn't known: {error}",
                f"Say which one is meant with --config {paths[0]}.",
            ) from error
        if paths[0].resolve().is_relative_to(content):
            raise ConfigurationError(
                f"{paths[0]} lies among the content of {outer}, and whoever may write content configures nothing.",
                f"Delete it, or say which one is meant with --config {outer}.",
            )
    if paths:
        return paths[0]
    raise ConfigurationError(f"There is no mkdocs.yml in {start} or above it.", "Say where it is with --config FILE.")


def read_site(config: Path, place: str | None = None) -> Site:
    """Read what the core needs from the configuration file.

    Args:
        config: The file.
        place: The path of its folder inside its repository, with a slash at its end; None: as it lies there.

    Raises:
        ConfigurationError: the file, a setting or the content folder can't be used.
    """
    with name_line_of_setting(config):
        return _read_site(config, place)


def _read_site(config: Path, place: str | None) -> Site:
    read = read_config(config)
    templates = read.get_template_folder()
    base = config.parent.resolve()
    content = base / read.get_text("docs_dir", "docs")
    settings = read_settings(read.get_plugin_options())
    place = find_repository_place(base) if place is None else place
    site = Site(
        config=config.resolve(),
        base=base,
        content=content,
        name=read.get_text("site_name", "OKRs"),
        url=read.get_url(),
        settings=settings,
        output=base / read.get_text("site_dir", "site"),
        theme=base / templates if templates else None,
        inherited=tuple(path.resolve() for path in read.files[1:]),
        directory_addresses=read.uses_directory_addresses(),
        named_files=read.list_named_files(),
        refused_looks=find_refused_looks(read.values, content.name),
        navigation=read.list_navigation(),
        exclude_docs=read.get_optional_text("exclude_docs"),
        draft_docs=read.get_optional_text("draft_docs"),
        hooks=read.has_hooks(),
        language=read.get_theme_language() or settings.language or "en",
        markdown=read.list_markdown_extensions(),
        plugins=read.list_plugin_names(),
        forge=read_forge(settings, read.get_plain_values(KEYS), place, make_content_prefix(content, base)),
    )
    _check_site_url(site)
    return site


def _check_site_url(site: Site) -> None:
    """Refuse feeds without the address of the site: readers fetch them from anywhere, and they must lead back.

    Raises:
        SettingError: it isn't there.
    """
    if site.url or not site.settings.feeds:
        return
    raise SettingError(
        "The setting 'feeds' needs the address of the site, and `site_url` isn't set.",
        f"Write `site_url: https://okrs.example.com/` with the site's own address into {site.config.name}, "
        "or take `feeds: true` out.",
        *PLACE,
        "feeds",
    )


def make_content_prefix(content: Path, base: Path) -> str:
    """Return what paths of the content begin with, relative to the configuration file's folder.

    Args:
        content: The content folder.
        base: The folder of the configuration file.

    Returns:
        `content/`, or `../docs/` where that lies beside the configuration; empty where both folders are one.
    """
    try:
        prefix = os.path.relpath(content, base).replace(os.sep, "/")
    except ValueError:  # two drives on Windows: no path leads from one to the other
        prefix = content.name
    return "" if prefix == "." else f"{prefix}/"
