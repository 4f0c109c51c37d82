"""Blocks of a page as Markdown that means the same to Python-Markdown (Material) and to Goldmark (Hugo)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from benchmarks.page_text import Block

# As entities, which both leave alone: a backslash doesn't work before the same characters in both.
_SPECIAL = re.compile(r"[&<>*_`\\\[\]{}|~]")
_AT_START = re.compile(r"[#+:=!^-]|[0-9]+[.)]")


def write_markdown(title: str, blocks: Sequence[Block]) -> str:
    """Return a page's source, with its title in front as both hosts read it."""
    parts = [f"---\ntitle: {json.dumps(title)}\n---\n"]
    deepest = -1  # how far the next item may be indented; -1: it begins a list
    base = 0
    for block in blocks:
        if block.kind == "item":
            if deepest < 0 or block.level < base:
                base = block.level
            indent = min(block.level - base, max(deepest, 0))
            # The lines of a list stand together, and everything else between empty lines.
            parts.append(f"{'' if deepest >= 0 else chr(10)}{'    ' * indent}- {_escape_block(block.text)}\n")
            deepest = indent + 1
        else:
            # A comment would do to part a list from code; nothing is needed before other blocks.
            deepest = -1
            parts.append(f"\n{_write_block(block)}\n")
    return "".join(parts)


def _write_block(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {_escape(block.text)}"
    if block.kind == "table":
        width = max(len(row) for row in block.rows)
        rows = [[*map(_escape, row), *[""] * (width - len(row))] for row in block.rows]
        lines = [rows[0], ["---"] * width, *rows[1:]]
        return "\n".join(f"| {' | '.join(row)} |" for row in lines)
    if block.kind == "code":
        # A fence, because an indented block after a list would belong to its last item.
        return f"```\n{block.text.strip(chr(10))}\n```"
    return _escape_block(block.text)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)


def _escape_block(text: str) -> str:
    """Escape a text at whose beginning a mark would begin a list, a heading or something else."""
    escaped = _escape(text)
    match = _AT_START.match(escaped)
    if not match:
        return escaped
    mark = escaped[match.end() - 1]
    return f"{escaped[: match.end() - 1]}&#{ord(mark)};{escaped[match.end() :]}"
