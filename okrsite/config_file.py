"""The configuration file as the host reads it, for commands that run without it; what would differ is refused.

`build` asks the host what the file says, `export`, `check` and `explain` ask here. If the two understood a setting
differently, one would show what the other keeps back. Decides nothing about single settings.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import msgspec
import yaml

from okrsite.refusals import explain_refusal, suggest_way_out

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What a configuration file is called, in the order in which the host looks for them."""
_PLUGIN = "okrsite"
_LARGEST = 4 * 1024**2
"""Bytes; a navigation of 10,000 pages has a quarter of it."""


class ConfigurationError(Exception):
    """The configuration can't be used; the command ends with 2. `code` is a problem's code, `hint` the way out."""

    def __init__(self, message: str, hint: str = "", code: str = "OKR902") -> None:
        """Carry a sentence, a hint and a code."""
        super().__init__(message)
        self.hint = hint
        self.code = code


class _ForeignTag(msgspec.Struct, frozen=True):
    """A value whose tag only the host understands (`!relative`, `!!python/name`)."""

    tag: str
    line: int


class ConfigFile(msgspec.Struct, frozen=True):
    """What a configuration file says about the few things that okrsite asks of it."""

    name: str
    """The file's, for messages."""
    values: Mapping[str, object]

    def get_text(self, key: str, default: str) -> str:
        """Return the text under a key; `default` where there is none.

        Raises:
            ConfigurationError: something else stands there.
        """
        value = self.values.get(key, default)
        self._refuse_foreign_tags(key, value)
        if not isinstance(value, str) or (not value and default) or "\0" in value:
            raise ConfigurationError(f"{self.name}: '{key}' can't be {value!r}.", "It takes a text.")
        return value

    def get_template_folder(self) -> str:
        """Return the folder of templates that stand before the theme's; empty for none.

        Raises:
            ConfigurationError: something else than a text stands there.
        """
        theme = self.values.get("theme")
        folder = theme.get("custom_dir") if isinstance(theme, dict) else None
        self._refuse_foreign_tags("custom_dir", folder)
        if not isinstance(folder or "", str) or "\0" in (folder or ""):
            raise ConfigurationError(f"{self.name}: 'custom_dir' can't be {folder!r}.", "It takes a folder's name.")
        return folder or ""

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
            raise ConfigurationError(
                f"{self.name}: 'site_url' can't be {typed!r}.", "It takes a whole address, with https:// before it."
            )
        return urlunsplit(parts if parts.path.endswith("/") else parts._replace(path=f"{parts.path}/"))

    def get_plugin_options(self) -> Mapping[str, object]:
        """Return what stands under the plugin; nothing where it isn't named.

        Raises:
            ConfigurationError: it is named twice, or what stands there is no options.
        """
        declared = [options for name, options in self._list_plugins() if name.removeprefix("/") == _PLUGIN]
        if len(declared) > 1:
            raise ConfigurationError(
                f"{self.name} names the plugin {_PLUGIN} twice, and each of them would have its own settings.",
                "Write all settings below one of them, and delete the other.",
            )
        options = (declared[0] if declared else None) or {}
        self._refuse_foreign_tags(_PLUGIN, options)
        if not isinstance(options, dict):
            raise ConfigurationError(
                f"{self.name}: below '{_PLUGIN}' stands {options!r}.", "Settings go there, such as `audience: public`."
            )
        return options

    def _list_plugins(self) -> Iterator[tuple[str, object]]:
        """Yield the plugins with their options, from both forms in which the host takes them."""
        plugins = self.values.get("plugins") or []
        entries = [{name: options} for name, options in plugins.items()] if isinstance(plugins, dict) else plugins
        for entry in entries if isinstance(entries, list) else [None]:
            named = entry if isinstance(entry, dict) else {entry: None} if isinstance(entry, str) else {}
            name, options = next(iter(named.items()), (None, None))
            if not isinstance(name, str) or len(named) != 1:
                raise ConfigurationError(
                    f"{self.name}: the list 'plugins' can't be read.",
                    "Each line is a name with a dash before it, or a name with its settings below: see the guide.",
                )
            yield name, options

    def _refuse_foreign_tags(self, key: str, value: object) -> None:
        """Refuse a value in which something stands that can't be told from here, at any depth."""
        waiting, seen = [value], set()
        while waiting:
            item = waiting.pop()
            if isinstance(item, _ForeignTag):
                raise ConfigurationError(
                    f"{self.name}:{item.line}: what {item.tag} means for '{key}' is known to the host alone.",
                    "Type the value itself.",
                )
            if id(item) not in seen:
                seen.add(id(item))
                waiting += [*item, *item.values()] if isinstance(item, dict) else item if isinstance(item, list) else []


def read_config(config: Path) -> ConfigFile:
    """Read a configuration file.

    Raises:
        ConfigurationError: it can't be read, is no YAML, or says something in a way in which the host would read
            something else: with a parent (`INHERIT`), or with a key that stands twice.
    """
    try:
        text = _read_text(config)
        loader = _Loader(text)
        root = loader.get_single_node()
        # Before values are made: that puts the keys of a merge (`<<`) among those that were typed.
        if isinstance(root, yaml.MappingNode):
            _refuse_repeated_keys(config.name, root)
        pairs = tuple(root.value) if isinstance(root, yaml.MappingNode) else ()
        document = loader.construct_document(root) if root is not None else None
    except OSError as error:
        raise ConfigurationError(
            f"{config} can't be read: {explain_refusal(error)}.", suggest_way_out(error)
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{config.name} can't be read: {error}.", "Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise ConfigurationError(
            f"{config.name}:{line}: this is not well-formed YAML.", str(error).splitlines()[0]
        ) from error
    except (ValueError, RecursionError, TypeError, OverflowError, AttributeError, IndexError) as error:
        raise ConfigurationError(
            f"{config.name} can't be read as YAML: {str(error)[:200]}.", "Look for a date or a number that is none."
        ) from error
    if not isinstance(document, dict):
        raise ConfigurationError(
            f"{config.name} holds no settings.", "It needs at least `site_name:` and `plugins: [search, okrsite]`."
        )
    if "INHERIT" in document:
        line = next((key.start_mark.line + 1 for key, _ in pairs if key.value == "INHERIT"), 1)
        raise ConfigurationError(
            f"{config.name}:{line}: INHERIT takes settings from another file, and okrsite reads one.",
            f"Copy what that file says into {config.name}, and delete the line.",
        )
    return ConfigFile(config.name, document)


def _read_text(config: Path) -> str:
    """Return the file's text; what isn't a file, such as a pipe or a device, might never end."""
    about = config.stat()
    if not stat.S_ISREG(about.st_mode):
        raise ConfigurationError(f"{config} is no file.", "Name the configuration file with --config FILE.")
    if about.st_size > _LARGEST:
        raise ConfigurationError(f"{config} is larger than any configuration.", "Name another one with --config FILE.")
    return config.read_text(encoding="utf-8")


class _Loader(yaml.SafeLoader):
    """Reads the host's file without running anything that it names."""


def _construct_foreign_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> _ForeignTag:
    return _ForeignTag(node.tag.replace("tag:yaml.org,2002:", "!!"), node.start_mark.line + 1)


def _construct_from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """Return the first variable that is set, read as YAML would read it, else the default: as pyyaml-env-tag does.

    Raises:
        yaml.constructor.ConstructorError: no names stand behind the tag.
    """
    default = None
    if isinstance(node, yaml.ScalarNode):
        names = [loader.construct_scalar(node)]
    elif isinstance(node, yaml.SequenceNode):
        parts = node.value
        if len(parts) > 1:
            default, parts = loader.construct_object(parts[-1]), parts[:-1]
        names = [loader.construct_scalar(part) for part in parts]
    else:
        raise yaml.constructor.ConstructorError(None, None, "names of variables are expected", node.start_mark)
    for name in names:
        if name in os.environ:
            value = os.environ[name]
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]  # types-PyYAML leaves it out
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return default


_Loader.add_multi_constructor("", _construct_foreign_tag)
_Loader.add_constructor("!ENV", _construct_from_environment)


def _refuse_repeated_keys(name: str, root: yaml.Node | None) -> None:
    """Refuse a key that stands twice at the top or below the plugins: which one counts, nobody sees.

    Raises:
        ConfigurationError: there is one.
    """
    waiting = [(root, True)]
    seen: set[int] = set()
    while waiting:
        node, top = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += [(item, False) for item in node.value]
        if not isinstance(node, yaml.MappingNode):
            continue
        lines: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode) and lines.setdefault(key.value, line) != line:
                raise ConfigurationError(
                    f"{name}:{line}: '{key.value}' stands twice; the first is on line {lines[key.value]}.",
                    "Keep one of the two.",
                )
            if not top or getattr(key, "value", "") == "plugins":
                waiting.append((value, False))
