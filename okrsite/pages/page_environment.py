"""Jinja as the pages of a site use it: the same thousands of times, with functions that ask it for nothing."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping

from jinja2 import Environment
from jinja2.runtime import Context, Macro


class PageContext(Context):
    """Calls functions as they are: none of ours wants the context, which Jinja finds out anew at each call."""

    def call(self, function: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        """Return what a function returns; macros of templates are called as Jinja does it."""
        if type(function) is Macro:
            return super().call(function, *args, **kwargs)
        kwargs.pop("_block_vars", None)  # what would be part of the context
        kwargs.pop("_loop_vars", None)
        return function(*args, **kwargs)


class PageEnvironment(Environment):
    """Knows all that templates may use before it reads the first one."""

    context_class = PageContext

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Return what a template may use as a dictionary: each page copies it, which takes long of several in a row."""
        return {**self.globals, **(d or {})}
