"""Texts as YAML spells them: without quotes where they need none, in quotes, or as a block of lines.

What isn't plainly safe is read back in the place where it would stand, so that no rule of YAML, and no question of ours
about what looks like a slip, has to be known here twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from okrsite.late_patterns import compile_late
from okrsite.problems import Problem
from okrsite.sources.records import NULL_WORDS, MapNode, Node, Scalar
from okrsite.sources.yaml import read_yaml
from okrsite.sources.yaml_quotes import explain_signs, write_quoted

_SAFE = compile_late(r"(?!(?:null|Null|NULL)\Z)(?:[^\W\d_]|\d(?!\d{0,8}[.)] ))(?:[\w .%/+()-]*[\w.%/+)-])?\Z")
"""What stays the same text without quotes, between brackets too, and looks like a slip to nobody."""
_FITTING = compile_late(r"[^\W_]")
"""How a text without quotes begins: others are in quotes even where YAML would do without."""
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WIDTH = 110
"""Columns in which the lines of a folded text end."""


@lru_cache(maxsize=4096)
def spell_text(text: str, *, flow: bool, key: bool = False) -> str:
    """Return a text as one line of YAML.

    Args:
        text: The text; `null` and its like are words.
        flow: Whether it stands between brackets.
        key: Whether it is the name of a field.
    """
    if _SAFE.match(text) and "  " not in text:
        return text
    for spelled in _list_spellings(text, flow=flow):
        if _reads_back(spelled, text, flow=flow, key=key):
            return spelled
    return escape_text(text)


def _list_spellings(text: str, *, flow: bool) -> Iterator[str]:
    is_one_line = "\n" not in text and "\r" not in text
    if is_one_line and _FITTING.match(text) and text not in NULL_WORDS and not explain_signs(text, flow=flow):
        yield text
    if is_one_line:
        yield write_quoted(text)


def escape_text(text: str) -> str:
    """Return a text in double quotes on one line, with every sign escaped that can't stand there."""
    return '"' + "".join(_ESCAPED.get(sign) or (sign if _is_shown(sign) else _spell_sign(sign)) for sign in text) + '"'


def _is_shown(sign: str) -> bool:
    """Whether a character may stand in YAML as it is: letters, signs, emoji and what joins them."""
    return sign.isprintable() or (sign > "\u200b" and sign not in "\u2028\u2029\ufeff\ufffe\uffff")


def _spell_sign(sign: str) -> str:
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def spell_value(text: str, name: str) -> list[str]:
    """Return a text behind the name of its field: on one line, or as a block below, with two blanks before its lines.

    Args:
        text: The text; empty lines around it say nothing.
        name: The field's name as it is spelled, without its colon.
    """
    text = text.strip("\n")
    if "\n" in text:
        lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
        sign = "|2" if lines[0][:1].isspace() else "|"
        block = [f"{name}: {sign}", *(f"  {line}" if line else "" for line in lines)]
        # Of lines that hold blanks only, the blanks say nothing.
        return block if _block_reads_back(block, "\n".join(lines)) else [f"{name}: {escape_text(text)}"]
    one_line = [f"{name}: {spell_text(text, flow=False)}"]
    if len(text) <= _WIDTH or any(not word for word in text.split(" ")):
        return one_line
    block = [f"{name}: >-", *(f"  {line}" for line in _fold(text))]
    return block if _block_reads_back(block, text) else one_line


def _fold(text: str) -> Iterator[str]:
    """Yield the lines of a text that is broken at single blanks."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= _WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _reads_back(spelled: str, text: str, *, flow: bool, key: bool) -> bool:
    node, problems = read_yaml("", _make_document(spelled, flow=flow, key=key))
    top = _get_inner(node, "top", "inner") if flow else _get_inner(node, "top")
    if problems:
        # What is asked about a text itself, however it is spelled, says nothing against a spelling.
        _, usual = read_yaml("", _make_document(escape_text(text), flow=flow, key=key))
        problems = [] if _describe(problems) == _describe(usual) else problems
    if problems or top is None or len(top.entries) != 2:
        return False
    listed = node.get("list") if node is not None and not flow and not key else None
    entry = top.entries[0]
    values = [entry.key if key else entry.value, *(getattr(listed, "items", ()) if listed is not None else ())]
    # A text that stands in quotes is never absent.
    return all(isinstance(value, Scalar) and value.text == text and not value.is_absent for value in values)


def _make_document(spelled: str, *, flow: bool, key: bool) -> str:
    pair = f"{spelled}: a" if key else f"note: {spelled}"
    document = f"top:\n  inner: {{{pair}, to: 1}}\n" if flow else f"top:\n  {pair}\n  to: 1\n"
    return document if flow or key else f"{document}list:\n  - {spelled}\n"


def _describe(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in problems]


def _block_reads_back(lines: list[str], text: str) -> bool:
    document = "\n".join(["top:", *(f"  {line}" if line else "" for line in lines), "  to: 1"])
    node, problems = read_yaml("", f"{document}\n")
    top = _get_inner(node, "top")
    if problems:
        name = lines[0].partition(":")[0]
        _, usual = read_yaml("", f"top:\n  {name}: {escape_text(text)}\n  to: 1\n")
        problems = [] if _describe(problems) == _describe(usual) else problems
    value = top.entries[0].value if top is not None and len(top.entries) == 2 else None
    return not problems and isinstance(value, Scalar) and value.text.strip("\n") == text


def _get_inner(node: Node | None, *names: str) -> MapNode | None:
    for name in names:
        node = node.get(name) if isinstance(node, MapNode) else None
    return node if isinstance(node, MapNode) else None
