"""Which rules there are, and what their docstrings say about them."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

import msgspec

from okrsite.checks import rules
from okrsite.problems import Problem
from okrsite.snapshot import Snapshot

Check = Callable[[Snapshot], Iterator[Problem]]
_SECTION = re.compile(r"^(What|Why|Instead|Taught by|Disagrees): ", re.MULTILINE)


class Rule(msgspec.Struct, frozen=True):
    """A rule, as its file has it; texts are Markdown in one line, and empty where nothing is said."""

    code: str
    check: Check
    what: str
    why: str
    instead: str
    taught_by: str
    disagrees: str


def build_rule(module: ModuleType) -> Rule:
    """Return the rule of a module.

    Raises:
        ValueError: the docstring doesn't begin with a code.
    """
    head, *parts = _SECTION.split(module.__doc__ or "")
    code, sign, _ = head.partition(":")
    if not sign:
        raise ValueError(f"The docstring of {module.__name__} doesn't begin with its code.")
    said = {name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return Rule(
        code, module.check, *(said.get(name, "") for name in ("What", "Why", "Instead", "Taught by", "Disagrees"))
    )


RULES: tuple[Rule, ...] = tuple(
    sorted(
        (build_rule(import_module(f"{rules.__name__}.{found.name}")) for found in pkgutil.iter_modules(rules.__path__)),
        key=lambda rule: rule.code,
    )
)
"""All rules, in the order of their codes."""
