"""The theme's templates, compiled by a worker while the content is read: it takes as long as to make a hundred pages.

Decides which templates pages may need: those that the host asks for, and whatever they name. What is named by a
variable, such as an icon, is compiled when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from jinja2 import Environment, TemplateError
from jinja2.meta import find_referenced_templates
from mkdocs.config.defaults import MkDocsConfig

from okrsite.pages.template_cache import CompiledTemplates, TemplateCache
from okrsite.site.mkdocs.frame_cache import TEMPLATE
from okrsite.site.mkdocs.theme import use_own_templates


def compile_templates(config: MkDocsConfig) -> CompiledTemplates:
    """Return the templates of a configuration's theme as they are compiled where no other plugin has a say in that."""
    use_own_templates(config)
    env = config.theme.get_env()
    env.bytecode_cache = cache = TemplateCache()
    known: set[str] = set()
    pending = ["main.html", TEMPLATE, *sorted(config.theme.static_templates)]
    while pending:
        name = pending.pop()
        if name not in known:
            known.add(name)
            pending += _compile_template(env, name)
    return cache.list_compiled()


def use_compiled_templates(config: MkDocsConfig, compiled: CompiledTemplates) -> None:
    """Have each environment of a configuration's theme take templates that `compile_templates` has returned."""
    use_own_templates(config)
    create = partial(_create_environment, config.theme.get_env, TemplateCache(compiled))
    config.theme.get_env = create  # type: ignore[method-assign]  # the host asks its theme for it, and has no hook


def _create_environment(create: Callable[[], Environment], cache: TemplateCache) -> Environment:
    env = create()
    env.bytecode_cache = cache
    return env


def _compile_template(env: Environment, name: str) -> list[str]:
    """Compile a template; return those that it names. One with a mistake is left to whoever asks for it."""
    assert env.loader is not None
    try:
        env.get_template(name)
        source, _, _ = env.loader.get_source(env, name)
        return [named for named in find_referenced_templates(env.parse(source)) if named is not None]
    except (TemplateError, OSError, ValueError):
        return []
