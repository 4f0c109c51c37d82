"""Puts okrsite's templates, style sheet and script into the theme of a MkDocs configuration."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

from okrsite.escaping import escape

THEME = Path(__file__).parents[2] / "theme"
STYLE = "assets/okr/okr.css"
SCRIPT = "assets/okr/okr.js"
WORDS = "assets/okr/words.js"


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


def _create_environment(create: Callable[[], Environment]) -> Environment:
    env = create()
    if type(env.loader) is FileSystemLoader:
        env.loader = _Templates(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
    return env


def prepare_theme(config: MkDocsConfig) -> str:
    """Put our templates between the site's own and Material's, and our style sheet before its own; escape its name.

    Returns:
        Why the site's theme can't be used and what to write instead; empty where it can.
    """
    if config.theme.name != "material":
        return (
            f"okrsite's pages stand in the theme material, and {Path(config.config_file_path).name} names "
            f"{config.theme.name}. Write `theme: {{name: material}}`; a `custom_dir` may change how it looks."
        )
    # Material prints it into attributes as it is, and a quote would end them. What escapes it leaves a `Markup` alone.
    config.site_name = Markup(escape(config.site_name))
    # By itself Material fetches its fonts from elsewhere, which tells others who reads what.
    config.theme["font"] = False
    if not isinstance(config.theme.get_env, partial):
        create = partial(_create_environment, config.theme.get_env)
        config.theme.get_env = create  # type: ignore[method-assign]  # the host asks its theme for it, and has no hook
    folder = str(THEME)
    if folder not in config.theme.dirs:
        custom = config.theme.custom_dir
        config.theme.dirs.insert(1 if custom and custom in config.theme.dirs[:1] else 0, folder)
    _drop_foreign_polyfills(config)
    if STYLE not in config.extra_css:
        config.extra_css.insert(0, STYLE)
    if SCRIPT not in config.extra_javascript:
        script = ExtraScriptValue(SCRIPT)
        script.defer = True
        config.extra_javascript.insert(0, script)
    return ""


def _drop_foreign_polyfills(config: MkDocsConfig) -> None:
    """Take out what Material's plugin for reading without a server would load from another host, in silence."""
    polyfills = config.extra.get("polyfills")
    if isinstance(polyfills, list):
        config.extra["polyfills"] = [url for url in polyfills if not str(url).startswith(("https://", "http://", "//"))]


def list_theme_pictures(config: MkDocsConfig) -> frozenset[str]:
    """Return the pictures of the content folder that the configuration names."""
    return frozenset(filter(None, (config.theme.get("logo"), config.theme.get("favicon"))))
