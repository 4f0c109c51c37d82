"""What the host's configuration says, where okrsite has to agree with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from msgspec.structs import replace

from okrsite.settings import ConfigurationError, Settings, Site, read_site


def read_host_site(config: MkDocsConfig, settings: Settings, *, offline: bool = False) -> Site:
    """Return what the host says, if the commands that run without it read the same.

    For an `offline` copy it was told to spell addresses as files.

    Raises:
        ConfigurationError: they can't read the file, or read something else.
    """
    path = Path(config.config_file_path or "").resolve()
    read = read_site(path)
    name = config.site_name.unescape() if isinstance(config.site_name, Markup) else config.site_name
    differing = {
        "docs_dir": Path(config.docs_dir).resolve() != read.content.resolve(),
        "site_name": name != read.name,
        "the settings of okrsite": settings != read.settings,
        "use_directory_urls": config.use_directory_urls != (read.directory_addresses and not offline),
    }
    if any(differing.values()):
        what = ", ".join(name for name, differs in differing.items() if differs)
        raise ConfigurationError(
            f"For this build something else than {path.name} decides about {what}: a hook or another plugin.",
            f"Write into {path.name} what is meant, so that `okrsite check` and `export` go by the same.",
        )
    return replace(
        read,
        content=Path(config.docs_dir),
        name=name,
        url=config.site_url or "",
        output=Path(config.site_dir),
        theme=None,
    )


def list_built_templates(env: Environment, config: MkDocsConfig, files: Files) -> Iterator[str]:
    """Yield the templates that the host makes a file of, beside its pages; one that isn't there it passes over."""
    for name in config.theme.static_templates:
        try:
            env.get_template(name)
        except TemplateNotFound:
            continue
        yield name
    yield from (name for name in config.extra_templates if files.get_file_from_path(name))
