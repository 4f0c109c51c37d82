"""A site of MkDocs that is there already: how okrsite becomes a part of it, where none is begun anew."""

from __future__ import annotations

from pathlib import Path

from okrsite.config_file import NAMES, read_config
from okrsite.config_loading import ConfigurationError
from okrsite.sources.text import make_printable

_PLUGIN = "okrsite"


def find_own_config(folder: Path) -> Path | None:
    """Return the configuration file of MkDocs that lies in a folder; None where there is none."""
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def explain_addition(config: Path) -> str:
    """Return how goals come into the site of a configuration file: the line for it, and the folders to make.

    Args:
        config: The file; one that can't be read is spoken of as one that says nothing.

    Returns:
        Sentences in one line.
    """
    name = config.name
    try:
        read = read_config(config)
        plugins, content = read.list_plugin_names(), read.get_text("docs_dir", "docs")
    except ConfigurationError:
        return f"To add goals to a site that is there, correct {name} first: `mkdocs build` says what is wrong with it."
    content = make_printable(content.rstrip("/"))
    folders = (
        f"put goals into {content}/company/ and {content}/teams/: `okrsite new team sales --name Sales` begins a team, "
        "`okrsite new objective` writes its first objective"
    )
    if _PLUGIN in plugins:
        return f"okrsite is in it already: {folders}."
    line = (
        f"write `  - {_PLUGIN}` as a line of its own below `plugins:`"
        if "plugins" in read.values
        else f"write `plugins: [search, {_PLUGIN}]`"
    )
    theme = read.values.get("theme")
    chosen = theme.get("name") if isinstance(theme, dict) else theme
    material = (
        "" if chosen == "material" else " and `theme: {name: material}`, the theme in which okrsite's pages stand,"
    )
    return f"To add goals to this site, {line}{material} in {name}, and {folders}. Its own pages stay beside them."
