"""Jinja as the pages of a site use it: the same thousands of times, with functions that ask it for nothing."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro

from okrsite.escaping import escape


class PageContext(Context):
    """Calls functions as they are: none of ours wants the context, which Jinja finds out anew at each call."""

    def call(self, function: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        """Return what a function returns; macros of templates are called as Jinja does it."""
        if type(function) is Macro:
            return super().call(function, *args, **kwargs)
        kwargs.pop("_block_vars", None)  # what would be part of the context
        kwargs.pop("_loop_vars", None)
        return function(*args, **kwargs)


class PageTemplate(Template):
    """Escapes what it prints as plain strings, which are joined: Jinja's own way makes a `Markup` of each."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template that some code was compiled from."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escape
        return template


class PageEnvironment(Environment):
    """Knows all that templates may use before it reads the first one, and then reads each once."""

    context_class = PageContext
    template_class = PageTemplate

    def __init__(self, **options: Any) -> None:
        """Take the options of Jinja."""
        super().__init__(**options)
        self._templates: dict[str | Template, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template; each page asks for its own and for the one that it extends."""
        if globals is not None:
            return super().get_template(name, parent, globals)
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = super().get_template(name, parent)
        return template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template may use as a dictionary: each page copies it, which takes long of several in a row."""
        return {**self.globals, **(d or {})}
