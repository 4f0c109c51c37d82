"""Which extensions of Python-Markdown ordinary pages are rendered with, of those that the configuration names.

Let in are those that make markup of what stands in the page, with the options that say how it looks. Off stays what
would read or run something on the machine that builds (files that a page names, programs), and what isn't known. A
name of Python (`!!python/name:`) is looked up in a list, never imported because it stands somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from okrsite.config_file import MarkdownExtension
from okrsite.config_lines import find_typed_entry
from okrsite.config_loading import ForeignTag
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, create_problem
from okrsite.settings import Site

BUILT_IN = ("toc", "tables", "fenced_code")
"""What MkDocs uses without being asked."""

_SHORT = frozenset(
    {"abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs"}
    | {"legacy_em", "md_in_html", "nl2br", "sane_lists", "smarty", "tables", "toc"}
)
_PYMDOWNX = frozenset(
    {"arithmatex", "betterem", "blocks.admonition", "blocks.caption", "blocks.definition", "blocks.details"}
    | {"blocks.html", "blocks.tab", "caret", "critic", "details", "emoji", "escapeall", "extra", "fancylists"}
    | {"highlight", "inlinehilite", "keys", "magiclink", "mark", "progressbar", "quotes", "saneheaders"}
    | {"smartsymbols", "striphtml", "superfences", "tabbed", "tasklist", "tilde"}
)
_PASSED_OVER = frozenset({"meta", "markdown.extensions.meta", "full_yaml_metadata"})
"""What okrsite does itself: it reads the lines before a page."""
_READS_FILES = "reads files of the machine that builds the site"
_OFF = {
    "pymdownx.snippets": _READS_FILES,
    "pymdownx.b64": _READS_FILES,
    "pymdownx.pathconverter": "changes paths, which okrsite does itself",
    "markdown_include.include": _READS_FILES,
    "mdx_include": _READS_FILES,
    "mkdocs-click": "runs programs on the machine that builds the site",
    "markdown_exec": "runs programs on the machine that builds the site",
}
_UNKNOWN = "isn't one whose output okrsite knows how to check"

_NAMED = {
    "material.extensions.emoji.twemoji",
    "material.extensions.emoji.to_svg",
    "materialx.emoji.twemoji",
    "materialx.emoji.to_svg",
    "pymdownx.emoji.twemoji",
    "pymdownx.emoji.gemoji",
    "pymdownx.emoji.emojione",
    "pymdownx.emoji.to_alt",
    "pymdownx.emoji.to_svg",
    "pymdownx.emoji.to_png",
    "pymdownx.superfences.fence_code_format",
    "pymdownx.superfences.fence_div_format",
    "pymdownx.arithmatex.fence_mathjax_format",
    "pymdownx.arithmatex.fence_generic_format",
    "pymdownx.arithmatex.inline_mathjax_format",
    "pymdownx.arithmatex.inline_generic_format",
    "markdown.extensions.toc.slugify",
    "markdown.extensions.toc.slugify_unicode",
    "pymdownx.slugs.slugify",
    "pymdownx.slugs.uslugify",
    "pymdownx.slugs.uslugify_cased",
    "pymdownx.slugs.gfm",
}
"""Functions that options may name; all of them make text of text."""
_MADE = {"pymdownx.slugs.slugify", "pymdownx.arithmatex.arithmatex_fenced_format",
         "pymdownx.arithmatex.arithmatex_inline_format"}  # fmt: skip
"""Those that options may call, with plain arguments, to get such a function."""
_RENAMED = {"materialx.": "material.extensions."}
_FORCED: Mapping[str, Mapping[str, object]] = {
    # A style in an attribute is taken out of pages; this says the same in another way.
    "tables": {"use_align_attribute": True},
    "extra": {"tables": {"use_align_attribute": True}},
    # Formulas in an element, not in a script.
    "pymdownx.arithmatex": {"generic": True},
}


class RefusedExtension(msgspec.Struct, frozen=True):
    """An extension, or one of its options, that is not used."""

    name: str
    reason: str
    """Behind the name, as the rest of a sentence."""
    typed: tuple[str, ...]
    """What is typed where it is named, one below the other."""
    hint: str = "Take it out of `markdown_extensions`, or let MkDocs render ordinary pages (`ordinary_pages: mkdocs`)."


class ChosenExtensions(msgspec.Struct, frozen=True):
    """What pages are rendered with."""

    names: tuple[str, ...]
    options: Mapping[str, Mapping[str, Any]]
    refused: tuple[RefusedExtension, ...]
    """In the order in which the configuration names them."""

    def has(self, name: str) -> bool:
        """Whether an extension is used."""
        return name in self.names


def choose_extensions(typed: Iterable[MarkdownExtension], base: Path) -> ChosenExtensions:
    """Return what pages are rendered with; `base` is the folder of the configuration."""
    names: dict[str, None] = dict.fromkeys(BUILT_IN)
    options: dict[str, dict[str, Any]] = {}
    refused: list[RefusedExtension] = []
    for extension in typed:
        name = extension.name.removeprefix("markdown.extensions.")
        if extension.name in _PASSED_OVER:
            continue
        if name not in _SHORT and name.removeprefix("pymdownx.") not in _PYMDOWNX:
            refused.append(RefusedExtension(extension.name, _OFF.get(extension.name, _UNKNOWN), (extension.name,)))
            continue
        names[name] = None
        read = {
            key: _read_option(extension.name, key, value, base, refused) for key, value in extension.options.items()
        }
        options[name] = options.get(name, {}) | {key: value for key, value in read.items() if value is not _NOTHING}
    for name, forced in _FORCED.items():
        if name in names:
            options[name] = {**options.get(name, {}), **forced}
    return ChosenExtensions(tuple(names), options, tuple(refused))


def list_extension_problems(site: Site, organisation: Organisation) -> Iterator[Problem]:
    """Yield what ordinary pages are not rendered with, although the configuration names it, where there are any."""
    if site.host_renders_pages or not site.markdown or not (organisation.documents or organisation.index):
        return
    for refused in choose_extensions(site.markdown, site.base).refused:
        yield create_problem(
            "OKR313",
            find_typed_entry((site.config, *site.inherited), site.base, "markdown_extensions", *refused.typed),
            f"Ordinary pages are rendered without {refused.name}: it {refused.reason}.",
            refused.hint,
        )


_NOTHING = object()
_SLUGIFY = "Write `!!python/object/apply:pymdownx.slugs.slugify {{kwds: {{{}}}}}` in its place."
_RENEWED = {
    "pymdownx.slugs.uslugify": _SLUGIFY.format("case: lower"),
    "pymdownx.slugs.uslugify_cased": _SLUGIFY.format(""),
    "pymdownx.slugs.gfm": _SLUGIFY.format("case: lower-ascii"),
}
"""Functions that newer versions of their package call otherwise, and what to write."""
_MISSING = "Take the option out, or name what the package has in its place."


class _MissingFunctionError(LookupError):
    """A function that options may name isn't in the version that is installed; it says which."""


def _read_option(name: str, key: str, value: object, base: Path, refused: list[RefusedExtension]) -> Any:
    """Return an option as the extension takes it; what can't be used is added to `refused`."""
    if key == "custom_icons":
        folders = value if isinstance(value, list) else []
        # Relative to where MkDocs runs, usually; here to the configuration, from wherever it is called.
        return [str(base / folder) for folder in folders if isinstance(folder, str) and "\0" not in folder]
    if name == "pymdownx.superfences" and key == "custom_fences" and isinstance(value, list):
        fences = [_read_fence(entry) for entry in value]
        unused = [_name_fence(entry) for entry, fence in zip(value, fences, strict=True) if fence is None]
        refused += [RefusedExtension(f"{name}: {key}: {fence}", _UNKNOWN, (name, key, fence)) for fence in unused]
        return [fence for fence in fences if fence is not None]
    try:
        return _resolve(value)
    except _MissingFunctionError as error:
        reason = f"names {error}, which the installed version doesn't have, and MkDocs builds nothing with it"
        refused.append(RefusedExtension(f"{name}: {key}", reason, (name, key), _RENEWED.get(str(error), _MISSING)))
        return _NOTHING
    except LookupError:
        refused.append(RefusedExtension(f"{name}: {key}", _UNKNOWN, (name, key)))
        return _NOTHING


def _name_fence(entry: object) -> str:
    return str(entry.get("name") if isinstance(entry, dict) else entry)


def _read_fence(entry: object) -> dict[str, Any] | None:
    """Return a custom fence as the extension takes it; None for one that can't be used."""
    if not isinstance(entry, dict) or "validator" in entry:
        return None
    try:
        return {str(key): _resolve(value) for key, value in entry.items()}
    except LookupError:
        return None


def _resolve(value: object) -> Any:
    """Return an option with the functions that it names.

    Raises:
        LookupError: it names one that isn't on the list, or that isn't installed.
    """
    if isinstance(value, ForeignTag):
        return _resolve_tag(value)
    if isinstance(value, dict):
        return {key: _resolve(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolve(inner) for inner in value]
    return value


def _resolve_tag(tag: ForeignTag) -> Any:
    kind, _, path = tag.tag.partition(":")
    if kind == "!!python/name" and path in _NAMED:
        return _import_function(path)
    if kind == "!!python/object/apply" and path in _MADE and isinstance(tag.value, dict):
        arguments = tag.value.get("kwds", {})
        if isinstance(arguments, dict) and _are_plain(arguments):
            made = _import_function(path)(**arguments)
            if callable(made):  # of a mode that there isn't, nothing is made
                return made
    raise LookupError(path)


def _are_plain(arguments: Mapping[object, object]) -> bool:
    return all(isinstance(name, str) and isinstance(value, str | bool | int) for name, value in arguments.items())


def _import_function(path: str) -> Callable[..., Any]:
    for before, now in _RENAMED.items():
        if path.startswith(before):
            path = now + path.removeprefix(before)
    module, _, name = path.rpartition(".")
    try:
        found: Callable[..., Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise _MissingFunctionError(path) from error
    return found
