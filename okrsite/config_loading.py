"""The configuration file as values: YAML with the tags of the host, and what it inherits, merged as the host does it.

Runs nothing that a file names. What two readers could understand differently, such as a key that stands twice, is
refused.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import yaml

from okrsite.refusals import explain_refusal, suggest_way_out

_LARGEST = 4 * 1024**2
"""Bytes; a navigation of 10,000 pages has a quarter of it."""
_PARENT = "INHERIT"
MOST_PARENTS = 20
"""Files that one inherits from, each from the next."""


class ConfigurationError(Exception):
    """The configuration can't be used; the command ends with 2. `code` is a problem's code, `hint` the way out."""

    def __init__(self, message: str, hint: str = "", code: str = "OKR902") -> None:
        """Carry a sentence, a hint and a code."""
        super().__init__(message)
        self.hint = hint
        self.code = code


class SettingError(ConfigurationError):
    """A setting can't be used; whoever knows the files says in which line it is typed (`config_lines`)."""

    def __init__(self, message: str, hint: str, *names: str) -> None:
        """Carry a sentence, a hint, and where the setting stands: the names of keys, from the outside to the inside."""
        super().__init__(message, hint)
        self.names = names


class ForeignTag(msgspec.Struct, frozen=True):
    """A value whose tag only the host understands (`!relative`, `!!python/name`)."""

    tag: str
    file: str
    """The name of the file in which it stands."""
    line: int
    value: object = None
    """What stands behind the tag, as it would be without one."""


def load_config_files(config: Path) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """Return what a configuration file says with all that it inherits, and the files that say it, its own first.

    A parent's lists are replaced, its mappings completed, key by key, as MkDocs merges them.

    Raises:
        ConfigurationError: a file can't be read, is no YAML, or says something in a way in which the host would read
            something else.
    """
    values, files = _load_file(config, config.name), [config]
    if not values:
        raise ConfigurationError(
            f"{config.name} holds no settings.", "It needs at least `site_name:` and `plugins: [search, okrsite]`."
        )
    while _PARENT in values:
        parent = find_parent_file(files[-1], values)
        assert parent is not None
        del values[_PARENT]
        if len(files) > MOST_PARENTS:
            raise ConfigurationError(
                f"{config.name}: INHERIT leads from file to file without an end.", "Delete one of these lines."
            )
        name = os.path.relpath(parent, config.parent)
        if not parent.exists():
            raise ConfigurationError(
                f"{files[-1].name}: INHERIT leads to {name}, and there is no such file.", "Correct the path."
            )
        files.append(parent)
        above = _load_file(parent, name)
        _merge_into(above, values)
        values = above
    return values, tuple(files)


def find_parent_file(config: Path, values: Mapping[str, object] | None = None) -> Path | None:
    """Return the file that a configuration file inherits from, whether or not it is there; None for none.

    Args:
        config: The configuration file.
        values: What it says, where that is known already.

    Raises:
        ConfigurationError: the file can't be read, or what it inherits from is no path.
    """
    values = _load_file(config, config.name) if values is None else values
    if _PARENT not in values:
        return None
    typed = values[_PARENT]
    if not isinstance(typed, str) or not typed or "\0" in typed:
        raise ConfigurationError(f"{config.name}: INHERIT can't be {typed!r}.", "It takes the path of a file.")
    return Path(os.path.normpath(config.parent / typed))


def _merge_into(above: dict[str, Any], below: Mapping[str, Any]) -> None:
    """Complete and replace what a parent says by what its child says, as `mergedeep.merge` does it."""
    for key, value in below.items():
        if isinstance(value, Mapping) and isinstance(above.get(key), dict):
            _merge_into(above[key], value)
        else:
            above[key] = deepcopy(value)


def _load_file(config: Path, name: str) -> dict[str, Any]:
    """Return what one file says, by itself; `name` is that of the file in messages.

    Raises:
        ConfigurationError: it can't be read, is no YAML, holds something else than settings, or a key twice.
    """
    try:
        loader = _Loader(_read_text(config))
        loader.name = name
        root = loader.get_single_node()
        # Before values are made: that puts the keys of a merge (`<<`) among those that were typed.
        if isinstance(root, yaml.MappingNode):
            _refuse_repeated_keys(name, root)
        document = loader.construct_document(root) if root is not None else None
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"There is no {config}.", "Name the configuration file with -f, or leave that out in its folder."
        ) from error
    except OSError as error:
        raise ConfigurationError(
            f"{config} can't be read: {explain_refusal(error)}.", suggest_way_out(error)
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{name} can't be read: {error}.", "Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise ConfigurationError(f"{name}:{line}: this is not well-formed YAML.", str(error).splitlines()[0]) from error
    except (ValueError, RecursionError, TypeError, OverflowError, AttributeError, IndexError) as error:
        raise ConfigurationError(
            f"{name} can't be read as YAML: {str(error)[:200]}.", "Look for a date or a number that is none."
        ) from error
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise ConfigurationError(
            f"{name} holds no settings.", "It needs at least `site_name:` and `plugins: [search, okrsite]`."
        )
    return document


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


def _construct_foreign_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> ForeignTag:
    if isinstance(node, yaml.MappingNode):
        value: object = loader.construct_mapping(node, deep=True)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = node.value
    return ForeignTag(node.tag.replace("tag:yaml.org,2002:", "!!"), str(loader.name), node.start_mark.line + 1, value)


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
            resolve: Callable[[type[yaml.Node], str, tuple[bool, bool]], str] = loader.resolve
            return loader.construct_object(yaml.ScalarNode(resolve(yaml.ScalarNode, value, (True, False)), value))
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
