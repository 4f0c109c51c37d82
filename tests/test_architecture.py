"""The house keeps its own rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

import okrsite
from okrsite.alignment.circles import find_strongly_connected_components
from okrsite.problems import CODES

ROOT = Path(okrsite.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
MAP = (ROOT.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
IGNORED = re.compile(r"#\s*type:\s*ignore")
IGNORED_WITH_REASON = re.compile(r"#\s*type:\s*ignore\[[a-z, -]+\]  # \w")
# From ARCHITECTURE.md: a package may import what stands before it, never what comes after.
ORDER = [
    "problems",
    "amounts",
    "prose",
    "escaping",
    "number_style",
    "choices",
    "fields",
    "record_values",
    "field_types",
    "vocabulary",
    "refusals",
    "nearest",
    "synonyms",
    "activity",
    "workers",
    "spool",
    "whole_files",
    "config_file",
    "settings",
    "clock",
    "sources",
    "model",
    "alignment",
    "history",
    "progress",
    "audience",
    "checks",
    "snapshot",
    "request",
    "analysis_memory",
    "analysis",
    "edited_content",
    "maps",
    "pages",
    "feeds",
    "search",
    "gate",
    "site",
    # The whole story, from a request to a published site. A host calls it and is called by it, so it stands between
    # what any host needs and the one host that there is, which it gets as an argument.
    "pipeline",
    "site.mkdocs",
    "cli",
]
OUTSIDE = ("__init__", "__main__", "theme")
"""What begins a process or holds its version, and templates with what reads them."""


def package(parts: Sequence[str]) -> str:
    """Return what stands in the list: the package at the top, but for the host's, which lies in another."""
    return "site.mkdocs" if tuple(parts[:2]) == ("site", "mkdocs") else parts[0]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_door_knows_the_host(path):
    if "mkdocs" not in path.relative_to(ROOT).parts:
        hosts = {name.split(".")[0] for name in imports(path)} & {"mkdocs", "material", "properdocs"}
        assert not hosts


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    own = package(path.relative_to(ROOT).with_suffix("").parts)
    assert own in ORDER or own in OUTSIDE
    if own in OUTSIDE:
        return
    later = set(ORDER[ORDER.index(own) + 1 :])
    named = {package(name.split(".")[1:]) for name in imports(path) if name.startswith("okrsite.")}
    assert not named & later


def test_no_modules_import_each_other():
    """Imports for type checkers alone and those within functions count too: both hide that two modules are one."""
    names = {path: ".".join(path.relative_to(ROOT.parent).with_suffix("").parts) for path in MODULES}
    names = {path: name.removesuffix(".__init__") for path, name in names.items()}
    modules = frozenset(names.values())
    graph = {name: list_imported_modules(path, modules) - {name} for path, name in names.items()}
    circles = [sorted(group) for group in find_strongly_connected_components(graph) if len(group) > 1]
    assert circles == []


def list_imported_modules(path: Path, modules: frozenset[str]) -> set[str]:
    """Return which of the modules a file imports; `from package import module` is an import of the module."""
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            imported |= {full if full in modules else node.module for full in inner.values()}
    return imported & modules


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_holds_one_thing(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    # The vocabulary and the registry of codes are tables: one thing each, however long.
    assert lines <= (400 if path.stem in ("vocabulary", "problems") else 310)


def test_every_error_of_types_that_is_ignored_is_named_and_has_its_reason_on_the_line():
    """Whoever reads such a line sees which error is meant and why it is none, or why nothing better can be done."""
    sources = [path for folder in ("okrsite", "tests", "benchmarks") for path in (ROOT.parent / folder).rglob("*.py")]
    assert len(sources) > len(MODULES)
    bare = [
        f"{path.relative_to(ROOT.parent)}:{number}"
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if IGNORED.search(line) and not IGNORED_WITH_REASON.search(line)
    ]
    assert bare == []


def test_the_map_of_the_house_names_what_is_there():
    """Each module and folder of a table's first column; modules that its second column names stand in these folders."""
    missing = []
    for where, decides in re.findall(r"^\| (`[^|]*) \| (.*) \|$", MAP, re.MULTILINE):
        names = re.findall(r"`([^`]+)`", where)
        tops = [ROOT, ROOT / "pages", ROOT.parent / "frontend" / "src", ROOT.parent]
        missing += [name for name in names if not any((top / name).exists() for top in tops)]
        folders = [top / name for top in tops for name in ("", *names)]
        missing += [
            name
            for name in re.findall(r"`([a-z_/]+)`", decides)
            if not any((folder / ending).exists() for folder in folders for ending in (name, f"{name}.py"))
        ]
    assert missing == []


@pytest.mark.parametrize(
    ("beginning", "most"), [("From the beginning", 14), ("From `supports:`", 11), ("From the note", 11)]
)
def test_walks_through_the_code_lead_along_files_that_are_there_and_are_short(beginning, most):
    (walk,) = re.findall(rf"^\*\*{beginning}.*?(?=^\*\*|^## )", MAP, re.MULTILINE | re.DOTALL)
    files = re.findall(r"`([a-z_/]+\.(?:py|html))`", walk)
    assert 5 < len(files) <= most
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("word", ["cache", "diff", "rename", "redact", "similarity", "slug", "timeout", "retry"])
def test_words_that_engineers_search_for_lead_somewhere(word):
    """As the name of a file or a function; `retry` as a docstring that says that and why nothing is tried twice."""
    names = [path.stem for path in MODULES]
    texts = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names.append(node.name)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                texts.append(ast.get_docstring(node) or "")
    assert any(word in text for text in (texts if word == "retry" else names))


def test_every_code_is_used_somewhere():
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES if path.name != "problems.py")
    assert [code for code in CODES if code not in text] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_references_are_put_together_and_taken_apart_in_one_module(path):
    """Elsewhere a reference comes from `ObjectiveRef.create`, or from what it belongs to, and tells its own parts."""
    if path != ROOT / "model" / "refs.py":
        assert list(find_handmade_references(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        'f"{objective.ref}#{key_result.id}"',
        'f"{link.target}#{link.target_result}"',
        'f"{unit}/{cycle}/{objective.id}"',
        'ObjectiveRef("a/b/c")',
        'KeyResultRef(f"{ref}#{key}")',
        'ref.partition("#")',
        'objective.ref.split("/")',
    ],
)
def test_handmade_references_are_found(code):
    assert list(find_handmade_references(code))


def find_handmade_references(code: str) -> Iterator[str]:
    """Yield what puts a reference together of texts, or cuts one up."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.JoinedStr(values=parts):
                for before, sign in pairwise(parts):
                    if is_text(sign, "#") and isinstance(before, ast.FormattedValue) and is_reference(before.value):
                        yield ast.unparse(node)
                slashes = any(
                    is_text(one, "/") and is_text(two, "/") for one, two in zip(parts, parts[2:], strict=False)
                )
                if slashes and re.search("unit|cycle", ast.unparse(node)):
                    yield ast.unparse(node)
            case ast.Call(func=ast.Name(id="ObjectiveRef" | "KeyResultRef"), args=[_, *_]):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=text, attr="split" | "partition" | "rpartition")):
                if is_reference(text):
                    yield ast.unparse(node)


def is_text(node: ast.expr, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def is_reference(node: ast.expr) -> bool:
    """Whether an expression is called like a reference: `ref`, `objective.ref`, `link.target`."""
    match node:
        case ast.Name(id=name):
            return name == "ref"
        case ast.Attribute(attr=name):
            return name in ("ref", "source", "target", "source_ref", "target_ref")
    return False


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_was_dropped_is_decided_once(path):
    """Elsewhere `Measures.dropped`, `is_dropped` and `is_settled` are asked, and no word is compared."""
    compared = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and re.search("'dropped'", ast.unparse(node), re.IGNORECASE)
    ]
    assert compared == []
