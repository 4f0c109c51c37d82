"""The house keeps its own rules."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    "late_patterns",
    "problems",
    "listed_problems",
    "amounts",
    "prose",
    "escaping",
    "number_style",
    "languages",
    "address_style",
    "data_scripts",
    "choices",
    "fields",
    "record_values",
    "field_types",
    "vocabulary",
    "refusals",
    "nearest",
    "synonyms",
    "activity",
    "unreadable_archives",
    "garbage",
    "workers",
    "spool",
    "batches",
    "whole_files",
    "new_files",
    "folder_walk",
    "config_loading",
    "config_lines",
    "config_file",
    "asset_names",
    "refused_looks",
    "options",
    "federation_options",
    "option_values",
    "forge",
    "settings",
    "clock",
    "sources",
    "federation",
    "site_assets",
    "model",
    "markdown_extensions",
    "plugin_problems",
    "excluded_files",
    "alignment",
    "history",
    "progress",
    "audience",
    "snapshot",
    "past_snapshots",
    "checks",
    "request",
    "analysis_memory",
    "analysis",
    "edited_content",
    "maps",
    "pages",
    "feeds",
    "editing",
    "importing",
    "changes",
    "reports",
    "search",
    "gate",
    "site",
    # The whole story, from a request to a published site. A host calls it and is called by it, so it stands between
    # what any host needs and the one host that there is, which it gets as an argument.
    "pipeline",
    "starting",
    "assistants",
    "site.mkdocs",
    "cli",
]
OUTSIDE = ("__init__", "__main__", "theme")
"""What begins a process or holds its version, and templates with what reads them."""


def package(parts: Sequence[str]) -> str:
    """Return what stands in the list: the package at the top, but for the host's, which lies in another."""
    return "site.mkdocs" if tuple(parts[:2]) == ("site", "mkdocs") else parts[0]


@dataclass(frozen=True)
class Facts:
    """What these tests ask about a module."""

    lines: int
    imports: frozenset[tuple[str, str]]
    """What stands behind `import` or `from`, and that with the name that is taken out of it."""
    names: frozenset[str]
    """Of its functions."""
    docstrings: tuple[str, ...]
    handmade_references: tuple[str, ...]
    compared_with_dropped: tuple[str, ...]

    @property
    def packages(self) -> set[str]:
        """What stands behind `import` and `from`."""
        return {package for package, _ in self.imports}


def collect_facts(code: str) -> Facts:
    nodes = list(ast.walk(ast.parse(code)))
    imports = {(alias.name, alias.name) for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return Facts(
        code.count("\n"),
        frozenset(imports | {(node.module, f"{node.module}.{alias.name}") for node in froms for alias in node.names}),
        frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef)),
        tuple(
            ast.get_docstring(node) or ""
            for node in nodes
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        ),
        tuple(find_handmade_references(nodes)),
        tuple(
            ast.unparse(node)
            for node in nodes
            if isinstance(node, ast.Compare) and re.search("'dropped'", ast.unparse(node), re.IGNORECASE)
        ),
    )


@pytest.fixture(scope="module")
def facts() -> dict[Path, Facts]:
    """Each module, parsed once for all tests."""
    return {path: collect_facts(path.read_text(encoding="utf-8")) for path in MODULES}


def test_only_the_door_knows_the_host(facts):
    hosts = {"mkdocs", "material", "properdocs"}
    outside = [path for path in MODULES if "mkdocs" not in path.relative_to(ROOT).parts]
    knowing = [str(path) for path in outside if hosts & {name.split(".")[0] for name in facts[path].packages}]
    assert knowing == []


def test_imports_point_one_way(facts):
    owners = {path: package(path.relative_to(ROOT).with_suffix("").parts) for path in MODULES}
    assert {own for own in owners.values() if own not in ORDER and own not in OUTSIDE} == set()
    upwards = [
        f"{path}: {name}"
        for path, own in owners.items()
        for name in sorted(facts[path].packages)
        if own in ORDER and name.startswith("okrsite.")
        if package(name.split(".")[1:]) in ORDER[ORDER.index(own) + 1 :]
    ]
    assert upwards == []


def test_no_modules_import_each_other(facts):
    """Imports for type checkers alone and those within functions count too: both hide that two modules are one."""
    names = {path: ".".join(path.relative_to(ROOT.parent).with_suffix("").parts) for path in MODULES}
    names = {path: name.removesuffix(".__init__") for path, name in names.items()}
    modules = frozenset(names.values())
    # `from package import module` is an import of the module.
    graph = {
        name: {full if full in modules else package for package, full in facts[path].imports} & modules - {name}
        for path, name in names.items()
    }
    circles = [sorted(group) for group in find_strongly_connected_components(graph) if len(group) > 1]
    assert circles == []


def test_a_module_holds_one_thing(facts):
    # The vocabulary and the registry of codes are tables: one thing each, however long.
    tables = ("vocabulary", "problems")
    lengths = [(path, module.lines) for path, module in facts.items()]
    long = [f"{path}: {lines}" for path, lines in lengths if lines > (400 if path.stem in tables else 310)]
    assert long == []


def test_no_two_files_of_tests_have_one_name():
    """pytest imports each by its name alone, and refuses the second one; its own `conftest.py` may be in each folder."""
    paths = (ROOT.parent / "tests").rglob("*.py")
    counts = Counter(path.name for path in paths if path.name != "conftest.py")
    assert {name: count for name, count in counts.items() if count > 1} == {}


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
def test_words_that_engineers_search_for_lead_somewhere(facts, word):
    """As the name of a file or a function; `retry` as a docstring that says that and why nothing is tried twice."""
    names = [path.stem for path in MODULES] + [name for module in facts.values() for name in module.names]
    texts = [text for module in facts.values() for text in module.docstrings]
    assert any(word in text for text in (texts if word == "retry" else names))


def test_every_code_is_used_somewhere():
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES if path.name != "problems.py")
    assert [code for code in CODES if code not in text] == []


def test_references_are_put_together_and_taken_apart_in_one_module(facts):
    """Elsewhere a reference comes from `ObjectiveRef.create`, or from what it belongs to, and tells its own parts."""
    elsewhere = [path for path in MODULES if path != ROOT / "model" / "refs.py"]
    handmade = [f"{path}: {code}" for path in elsewhere for code in facts[path].handmade_references]
    assert handmade == []


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
    assert collect_facts(code).handmade_references


def find_handmade_references(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield what puts a reference together of texts, or cuts one up."""
    for node in nodes:
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


def test_what_was_dropped_is_decided_once(facts):
    """Elsewhere `Measures.dropped`, `is_dropped` and `is_settled` are asked, and no word is compared."""
    compared = [f"{path}: {code}" for path, module in facts.items() for code in module.compared_with_dropped]
    assert compared == []
