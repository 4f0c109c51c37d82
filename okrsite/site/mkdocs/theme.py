"""Puts okrsite's templates, style sheet and script into the theme of a MkDocs configuration."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from jinja2.ext import Extension
from markupsafe import Markup
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from okrsite.asset_names import is_elsewhere
from okrsite.config_file import read_config
from okrsite.config_lines import find_typed_entry
from okrsite.escaping import escape
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.languages.script_words import format_script_words
from okrsite.languages.templates import TRANSLATING
from okrsite.languages.words import get_language
from okrsite.late_patterns import compile_late
from okrsite.refused_looks import find_refused_looks
from okrsite.request import Source
from okrsite.settings import Settings, Site
from okrsite.site_assets import find_site_assets

log = logging.getLogger("mkdocs.plugins.okrsite")

THEME = Path(__file__).parents[2] / "theme"
OFFLINE_THEME = THEME.with_name("offline_theme")
"""What only offline copies have beside that."""
STYLE = "assets/okr/okr.css"
SCRIPT = "assets/okr/okr.js"
ICONS = "assets/okr/icons.css"
"""The icons that a configuration chooses; there is none where it chooses none."""
WORDS = "assets/okr/words.js"
SCRIPT_WORDS = "assets/okr/translations.js"
"""What our script says in the site's language; there is none where that is what the script says by itself."""

_STYLED_ICONS = ("admonition", "annotation", "tag")
_STYLES = compile_late(r"<style>(.*?)</style>", re.DOTALL)
_ADDRESS_OF_NOTHING = compile_late(r"""\shref=(["'])javascript:(?:void\(0\)|;)?;?\1""")
"""What Material writes where its script puts an address in later, as in the button that shares a search.

No page may hold it.
"""


class _HasSettings(Protocol):
    settings: Settings


class _Templates(FileSystemLoader):
    """The templates of a theme; where all are listed, those in hidden folders aren't looked for.

    The host passes over these, and Material has more than ten thousand icons there.
    """

    def list_templates(self) -> list[str]:
        """Return the names of all templates but hidden ones, in order."""
        names: set[str] = set()
        for place in self.searchpath:
            for folder, folders, files in os.walk(place, followlinks=self.followlinks):
                folders[:] = [name for name in folders if name[0] != "."]
                inside = "" if folder == place else f"{os.path.relpath(folder, place)}/".replace(os.sep, "/")
                names.update(f"{inside}{name}" for name in files if name[0] != ".")
        return sorted(names)


class _WithoutEmptyAddresses(Extension):
    """Takes addresses that run nothing out of templates, before they are compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template as it is compiled."""
        return _ADDRESS_OF_NOTHING.sub("", source)


def _create_environment(create: Callable[[], Environment]) -> Environment:
    env = create()
    env.add_extension(_WithoutEmptyAddresses)
    env.globals.update(TRANSLATING)
    if type(env.loader) is FileSystemLoader:
        env.loader = _Templates(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
    return env


def prepare_theme(config: MkDocsConfig, source: Source | None) -> str:
    """Put our templates between the site's own and Material's, and our style sheet before its own; escape its name.

    Args:
        config: The host's configuration.
        source: What is read, if the gate looks at the site; None: MkDocs runs alone, and leaves it to its user what
            leads nowhere.

    Returns:
        Why the site's theme can't be used and what to write instead, the last reason where there are several: the
        others are logged. Empty where it can.
    """
    if config.theme.name != "material":
        return (
            f"okrsite's pages stand in the theme material, and {Path(config.config_file_path).name} names "
            f"{config.theme.name}. Write `theme: {{name: material}}`; a `custom_dir` may change how it looks."
        )
    if source is not None:
        *others, last = (*_list_refused_looks(config, source.site), *_list_missing_files(config, source.site)) or ("",)
        for other in others:
            log.error("OKR902 %s", escape_control_characters(other))
        if last:
            return last
    # Material prints it into attributes as it is, and a quote would end them. What escapes it leaves a `Markup` alone.
    config.site_name = Markup(escape(config.site_name))
    # By itself Material fetches its fonts from elsewhere, which tells others who reads what.
    config.theme["font"] = False
    use_own_templates(config)
    if source is not None and source.request.offline:
        config.theme.dirs.append(str(OFFLINE_THEME))
        # Its links begin at the root of a web server.
        config.theme.static_templates.discard("404.html")
    _drop_foreign_polyfills(config)
    if STYLE not in config.extra_css:
        config.extra_css.insert(0, STYLE)
    if SCRIPT not in config.extra_javascript:
        script = ExtraScriptValue(SCRIPT)
        script.defer = True
        config.extra_javascript.insert(0, script)
    return ""


def use_own_templates(config: MkDocsConfig) -> None:
    """Put our templates between the site's own and Material's; nothing is done twice."""
    if not isinstance(config.theme.get_env, partial):
        create = partial(_create_environment, config.theme.get_env)
        config.theme.get_env = create  # type: ignore[method-assign]  # the host asks its theme for it, and has no hook
    folder = str(THEME)
    if folder not in config.theme.dirs:
        custom = config.theme.custom_dir
        config.theme.dirs.insert(1 if custom and custom in config.theme.dirs[:1] else 0, folder)


# Before the search plugin, which asks for it.
@event_priority(100)
def set_theme_language(plugin: _HasSettings, config: MkDocsConfig) -> None:
    """Tell the theme our language where `theme: language` says none; a hook of our plugin."""
    settings = plugin.settings
    if settings.language and not read_config(Path(config.config_file_path)).get_theme_language():
        config.theme["language"] = settings.language


def add_language(config: MkDocsConfig) -> dict[str, str]:
    """Tell our templates in which language our words are; have pages load those of our script.

    Returns:
        The file with them, by its place in the site; nothing where none is needed.
    """
    config.extra["okr_language"] = get_language()
    words = format_script_words()
    if not words:
        return {}
    if SCRIPT_WORDS not in config.extra_javascript:
        script = ExtraScriptValue(SCRIPT_WORDS)
        script.defer = True
        config.extra_javascript.insert(0, script)  # before the script that asks for them
    return {SCRIPT_WORDS: words}


def move_icons(config: MkDocsConfig) -> dict[str, str]:
    """Have pages load the icons that the configuration chooses for admonitions and annotations from a style sheet.

    The theme writes them into a style in each page, and none may hold one.

    Returns:
        The style sheet, by its place in the site; nothing where none is needed.
    """
    icons = config.theme.get("icon")
    if not isinstance(icons, dict) or not any(icons.get(key) for key in _STYLED_ICONS):
        return {}
    try:
        written = config.theme.get_env().get_template("partials/icons.html").render(config=config)
    except TemplateNotFound:  # an icon that there isn't: the theme says so
        return {}
    config.theme["icon"] = {key: value for key, value in icons.items() if key not in _STYLED_ICONS}
    config.extra_css.insert(config.extra_css.index(STYLE) + 1, ICONS)
    return {ICONS: "\n".join(_STYLES.findall(written)) + "\n"}


def _drop_foreign_polyfills(config: MkDocsConfig) -> None:
    """Take out what Material's plugin for reading without a server would load from another host, in silence."""
    polyfills = config.extra.get("polyfills")
    if isinstance(polyfills, list):
        config.extra["polyfills"] = [url for url in polyfills if not str(url).startswith(("https://", "http://", "//"))]


def _list_refused_looks(config: MkDocsConfig, site: Site) -> Iterator[str]:
    """Yield what the host's configuration, with what plugins did to it, says of all pages and none may hold."""
    values = {
        "extra": dict(config.extra),
        "extra_css": list(config.extra_css),
        "extra_javascript": [str(script) for script in config.extra_javascript],
        "theme": {key: config.theme.get(key) for key in ("logo", "favicon")},
    }
    for look in find_refused_looks(values, Path(config.docs_dir).name):
        place = find_typed_entry((site.config, *site.inherited), site.base, *look.typed)
        yield f"{place.path}:{place.line}: {look.message} {look.hint}"


def _list_missing_files(config: MkDocsConfig, site: Site) -> Iterator[str]:
    """Yield the files that every page would load and that aren't there, with what to do.

    What isn't typed a plugin brings along, and may write it later: the gate sees whether it has.

    Each page would have a dead link of it, or one to another host.
    """
    named = {
        "extra_css": list(config.extra_css),
        "extra_javascript": [str(script) for script in config.extra_javascript],
        **{f"theme: {key}": [config.theme[key]] for key in ("logo", "favicon") if config.theme.get(key)},
    }
    content = Path(config.docs_dir)
    for key, names in named.items():
        for name in names:
            if is_elsewhere(name) or name not in site.named_files:
                continue
            path = name.partition("?")[0].removeprefix("./")
            places = [content if find_site_assets(content, [path]) else None, *map(Path, config.theme.dirs)]
            if not any(place is not None and (place / path).is_file() for place in places):
                place = find_typed_entry((site.config, *site.inherited), site.base, key.partition(":")[0], name)
                yield (
                    f"{place.path}:{place.line}: {key} names {name}, and no such file can be published: neither "
                    f"{content.name}/ nor the theme has one. Correct the name, or put the file there."
                )
