"""The configuration file as the host reads it, for commands that run without it; what would differ is refused.

`build` asks the host what the file says, `export`, `check` and `explain` ask here. If the two understood a setting
differently, one would show what the other keeps back. Decides nothing about single settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import msgspec

from okrsite.config_loading import ConfigurationError, ForeignTag, SettingError, load_config_files
from okrsite.late_patterns import compile_late

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What a configuration file is called, in the order in which the host looks for them."""
_PLUGIN = "okrsite"
_BLANK = compile_late(r"\s")
_LANGUAGE = compile_late(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class MarkdownExtension(msgspec.Struct, frozen=True):
    """An extension of Python-Markdown that the configuration names."""

    name: str
    options: Mapping[str, object]
    """As they are typed; functions of Python that they name are a `ForeignTag`."""


class ConfigFile(msgspec.Struct, frozen=True):
    """What a configuration file says about the few things that okrsite asks of it."""

    name: str
    """The file's, for messages."""
    values: Mapping[str, object]
    """Its own, and those of the files that it inherits from."""
    files: tuple[Path, ...]
    """These files, its own first."""

    def get_text(self, key: str, default: str) -> str:
        """Return the text under a key; `default` where there is none.

        Raises:
            SettingError: something else stands there.
        """
        value = self.values.get(key, default)
        self._refuse_foreign_tags(key, value)
        if not isinstance(value, str) or (not value and default) or "\0" in value:
            raise SettingError(f"'{key}' can't be {value!r}.", "It takes a text.", key)
        return value

    def get_optional_text(self, key: str) -> str:
        """Return the text under a key; empty where there is none, or nothing.

        Raises:
            SettingError: something else stands there.
        """
        return "" if self.values.get(key) is None else self.get_text(key, "")

    def get_template_folder(self) -> str:
        """Return the folder of templates that stand before the theme's; empty for none.

        Raises:
            ConfigurationError: something else than a text stands there.
        """
        folder = self._get_theme_option("custom_dir") or ""
        self._refuse_foreign_tags("custom_dir", folder)
        if not isinstance(folder, str) or "\0" in folder:
            raise SettingError(f"'custom_dir' can't be {folder!r}.", "It takes a folder's name.", "theme", "custom_dir")
        return folder

    def get_url(self) -> str:
        """Return the site's address as the host completes it, with a slash at the end; empty for none.

        Raises:
            ConfigurationError: it is none.
        """
        typed = self.get_text("site_url", "") if self.values.get("site_url") is not None else ""
        if not typed:
            return ""
        try:
            parts = urlsplit(typed)
        except ValueError:
            parts = urlsplit("")
        if not (parts.scheme and parts.netloc):
            hint = "It takes a whole address, with https:// before it."
            raise SettingError(f"'site_url' can't be {typed!r}.", hint, "site_url")
        url = urlunsplit(parts if parts.path.endswith("/") else parts._replace(path=f"{parts.path}/"))
        if _BLANK.search(url):
            raise SettingError(
                f"'site_url' can't be {typed!r}: no address has a blank in it, and many who read a link end it there.",
                f"Write `site_url: {_BLANK.sub('%20', typed.strip())}` if the site lies there.",
                "site_url",
            )
        return url

    def get_plain_values(self, keys: Iterable[str]) -> Mapping[str, object]:
        """Return what stands under some keys at the top, where anything does.

        Raises:
            ConfigurationError: something stands there that can't be told from here.
        """
        values = {key: self.values[key] for key in keys if key in self.values}
        for key, value in values.items():
            self._refuse_foreign_tags(key, value)
        return values

    def get_theme_language(self) -> str:
        """Return the language that the theme is told; empty where it isn't told, or not in a word."""
        language = self._get_theme_option("language")
        return language if isinstance(language, str) and _LANGUAGE.fullmatch(language) else ""

    def list_named_files(self) -> tuple[str, ...]:
        """Return the style sheets, scripts and pictures that every page loads, as they are named; what can't be none.

        Whatever else stands there the host refuses.
        """
        pictures = [self._get_theme_option(key) for key in ("logo", "favicon")]
        lists = [self.values.get(key) for key in ("extra_css", "extra_javascript")]
        entries = [entry for entries in lists if isinstance(entries, list) for entry in entries]
        names = [entry.get("path") if isinstance(entry, dict) else entry for entry in (*entries, *pictures)]
        return tuple(name for name in names if isinstance(name, str) and name)

    def list_navigation(self) -> tuple[str, ...]:
        """Return what the navigation leads to, in order: pages by their files, and addresses."""
        waiting, found = [self.values.get("nav")], []
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                found.append(item)
            elif isinstance(item, dict | list):
                waiting += reversed([*item.values()] if isinstance(item, dict) else item)
        return tuple(found)

    def has_hooks(self) -> bool:
        """Whether scripts of the site's own change what the host does."""
        return bool(self.values.get("hooks"))

    def list_markdown_extensions(self) -> tuple[MarkdownExtension, ...]:
        """Return the extensions for ordinary pages, in order; what can't be one the host refuses."""
        return tuple(
            MarkdownExtension(str(name), options if isinstance(options, dict) else {})
            for named in self._list_named("markdown_extensions")
            for name, options in named.items()
        )

    def list_plugin_names(self) -> tuple[str, ...]:
        """Return the names of all plugins that are on, without the theme's name before them.

        Raises:
            ConfigurationError: the list can't be read.
        """
        return tuple(
            name.rpartition("/")[2]
            for name, options in self._list_plugins()
            if not (isinstance(options, dict) and options.get("enabled") is False)
        )

    def uses_directory_addresses(self) -> bool:
        """Return whether the host spells addresses as folders; its plugin for reading without a server prevents it.

        Raises:
            ConfigurationError: something else than true or false stands there.
        """
        return self._get_switch(self.values, True, "use_directory_urls") and not self.is_read_offline()

    def is_read_offline(self) -> bool:
        """Return whether Material's plugin for reading without a server is there and switched on.

        Raises:
            ConfigurationError: something else than true or false says so.
        """
        found = [(name, options) for name, options in self._list_plugins() if name.rpartition("/")[2] == "offline"]
        return any(
            self._get_switch(options if isinstance(options, dict) else {}, True, "plugins", name, "enabled")
            for name, options in found
        )

    def _get_switch(self, values: Mapping[str, object], default: bool, *names: str) -> bool:
        """Return what stands under the last one of some names, in what stands under the others."""
        key = names[-1]
        value = values.get(key)
        self._refuse_foreign_tags(key, value)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise SettingError(f"'{key}' can't be {value!r}.", "It takes true or false.", *names)
        return value

    def get_plugin_options(self) -> Mapping[str, object]:
        """Return what stands under the plugin; nothing where it isn't named.

        Raises:
            ConfigurationError: it is named twice, or what stands there is no options.
        """
        declared = [options for name, options in self._list_plugins() if name.removeprefix("/") == _PLUGIN]
        if len(declared) > 1:
            raise SettingError(
                f"The plugin {_PLUGIN} is named twice, and each of them would have its own settings.",
                "Write all settings below one of them, and delete the other.",
                "plugins",
                _PLUGIN,
            )
        options = (declared[0] if declared else None) or {}
        self._refuse_foreign_tags(_PLUGIN, options)
        if not isinstance(options, dict):
            hint = "Settings go there, such as `audience: public`."
            raise SettingError(f"Below '{_PLUGIN}' stands {options!r}.", hint, "plugins", _PLUGIN)
        return options

    def _list_plugins(self) -> Iterator[tuple[str, object]]:
        """Yield the plugins with their options, from both forms in which the host takes them."""
        for named in self._list_named("plugins"):
            name, options = next(iter(named.items()), (None, None))
            if not isinstance(name, str) or len(named) != 1:
                raise SettingError(
                    "The list 'plugins' can't be read.",
                    "Each line is a name with a dash before it, or a name with its settings below: see the guide.",
                    "plugins",
                )
            yield name, options

    def _list_named(self, key: str) -> Iterator[Mapping[object, object]]:
        """Yield the entries of a list, each by its name with its options, from both forms in which the host takes it.

        What can't be an entry, or the list, is one without a name.
        """
        typed = self.values.get(key) or []
        entries = [{name: options} for name, options in typed.items()] if isinstance(typed, dict) else typed
        for entry in entries if isinstance(entries, list) else [None]:
            yield entry if isinstance(entry, dict) else {entry: None} if isinstance(entry, str) else {}

    def _get_theme_option(self, key: str) -> object:
        """Return what stands under a key below the theme; None for nothing, and where the theme is a name alone."""
        theme = self.values.get("theme")
        return theme.get(key) if isinstance(theme, dict) else None

    def _refuse_foreign_tags(self, key: str, value: object) -> None:
        """Refuse a value in which something stands that can't be told from here, at any depth."""
        waiting, seen = [value], set()
        while waiting:
            item = waiting.pop()
            if isinstance(item, ForeignTag):
                raise ConfigurationError(
                    f"{item.file}:{item.line}: what {item.tag} means for '{key}' is known to the host alone.",
                    "Type the value itself.",
                )
            if id(item) not in seen:
                seen.add(id(item))
                waiting += [*item, *item.values()] if isinstance(item, dict) else item if isinstance(item, list) else []


def read_config(config: Path) -> ConfigFile:
    """Read a configuration file, with what it inherits.

    Raises:
        ConfigurationError: a file can't be read, is no YAML, or says something in a way in which the host would read
            something else, such as a key that stands twice.
    """
    values, files = load_config_files(config)
    return ConfigFile(config.name, values, files)
