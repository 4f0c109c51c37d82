"""What the names of style sheets, scripts and pictures that every page loads tell of them."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.late_patterns import compile_late

_DIAGRAMS = compile_late(r"mermaid.*\.js$")
_FORMULAS = compile_late(r"(?:katex|mathjax|tex-(?:mml-)?(?:chtml|svg)).*\.js$")
_WRITING = compile_late(r"(?:mermaid|mathjax|tex-(?:mml-)?(?:chtml|svg)).*\.js$")
_ELSEWHERE = compile_late(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def draws_diagrams(names: Iterable[str]) -> bool:
    """Whether a script among files that pages load is Mermaid, as far as names tell."""
    return any(_DIAGRAMS.search(_get_file_name(name)) for name in names)


def sets_formulas(names: Iterable[str]) -> bool:
    """Whether a script among files that pages load is KaTeX or MathJax, as far as names tell."""
    return any(_FORMULAS.search(_get_file_name(name)) for name in names)


def writes_styles(names: Iterable[str]) -> bool:
    """Whether a script among files that pages load writes style sheets into them: Mermaid does, and MathJax."""
    return any(_WRITING.search(_get_file_name(name)) for name in names)


def _get_file_name(name: str) -> str:
    return name.partition("#")[0].partition("?")[0].rpartition("/")[2].lower()


def is_elsewhere(name: str) -> bool:
    """Whether what the configuration names lies on another host."""
    return bool(_ELSEWHERE.match(name))
