"""Texts in the source that look like words for readers, and that no function of the catalogues marks.

A guess, for whoever marks them: of Python and scripts, texts in quotation marks with two words or a capital; of
templates, the words between tags and in attributes that are shown. What really reaches a page in English finds
`tests/languages/test_untranslated.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MARKING = frozenset(
    (
        *("translate", "translate_html", "mark_text", "mark_plural", "translate_plural"),
        *("translate_html_plural", "translate_in", "translate_html_in", "mark_sentence", "mark_plural_sentence"),
    )
)
_NO_WORDS = frozenset(("Literal", "Meta", "ValueError", "KeyError", "TypeError", "compile", "ConfigurationError"))
"""Calls whose texts are no words for readers."""
_WORDS = re.compile(r"[A-Za-z’']{2,} [A-Za-z’']{2,}|^[A-Z][a-z]+[.?!]?$|^[a-z]+ \Z|\A [a-z]{2,}")
_SHOWN = re.compile(r"\b(?:title|aria-label|alt|placeholder|aria-description)=\"([^\"]*)\"")
_TEMPLATE_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<(?:script|style|code)\b.*?</(?:script|style|code)>|<(?:\"[^\"]*\"|[^<>\"])*>", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_SCRIPT_TEXT = re.compile(
    r"(?P<mark>\btranslate(?:Plural)?\()|\"(?P<plain>(?:[^\"\\\n]|\\.)*)\"|`(?P<filled>(?:[^`\\]|\\.)*)`"
)
_SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL)


def list_unmarked(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a file with such a text, and the text."""
    source = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".py":
            return sorted(_list_in_python(ast.parse(source)))
        case ".html":
            return sorted(_list_in_template(source))
    return sorted(_list_in_script(source))


def _list_in_python(tree: ast.Module) -> Iterator[tuple[int, str]]:
    skipped = {id(node) for node in _list_docstrings(tree)}
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Call) and _name_call(node) in MARKING | _NO_WORDS:
            waiting += [keyword.value for keyword in node.keywords]
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if _looks_like_words(text):
                yield node.lineno, text
            waiting += [part for part in node.values if not isinstance(part, ast.Constant)]
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _looks_like_words(node.value):
                yield node.lineno, node.value
            continue
        waiting += ast.iter_child_nodes(node)


def _list_docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.annotation
        if isinstance(node, ast.AnnAssign):
            yield node.annotation


def _name_call(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _looks_like_words(text: str) -> bool:
    plain = re.sub(r"<[^<>]*>?|\{\}", " ", text) if "<" in text else text
    return bool(_WORDS.search(plain)) and not re.search(r"[\\^$|]|class=|://", plain)


def _list_in_template(source: str) -> Iterator[tuple[int, str]]:
    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", "\0", match[0])

    source = _TEMPLATE_CODE.sub(blank, source)
    for match in _SHOWN.finditer(source):
        if _LETTERS.search(match[1]):
            yield source.count("\n", 0, match.start()) + 1, match[1].replace("\0", "")
    for number, line in enumerate(_TAG.sub(blank, source).split("\n"), 1):
        for text in re.split(r"\0+", line):
            if _LETTERS.search(text):
                yield number, text.strip()


def _list_in_script(source: str) -> Iterator[tuple[int, str]]:
    source = _SCRIPT_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)
    marked = 0
    for match in _SCRIPT_TEXT.finditer(source):
        if match["mark"]:
            marked = 2 if "Plural" in match["mark"] else 1
            continue
        text = match["plain"] if match["plain"] is not None else match["filled"]
        if marked:
            marked -= 1
        elif _looks_like_words(re.sub(r"\$\{[^}]*\}", "{}", text)):
            yield source.count("\n", 0, match.start()) + 1, text
