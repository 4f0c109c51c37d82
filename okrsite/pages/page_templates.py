"""The templates of pages and what they may use, and how a worker compiles them before there is anything to print.

What a template is compiled to says nothing of a site: the names of filters and functions decide about it, and how
filters are called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from okrsite.languages.templates import TRANSLATING
from okrsite.number_style import write_numbers
from okrsite.pages.addresses import make_ref_url
from okrsite.pages.formatting import format_long_day, format_plural
from okrsite.pages.html.days import render_short_day
from okrsite.pages.page import make_url
from okrsite.pages.page_environment import PageEnvironment
from okrsite.pages.template_cache import CompiledTemplates, TemplateCache, create_template_cache
from okrsite.problems import Place
from okrsite.progress.explanation import format_percent

THEME = Path(__file__).parent.parent / "theme"


def create_page_environment(
    make_link: Callable[[str], str],
    make_edit_link: Callable[[Place | None], str],
    functions: Mapping[str, Callable[..., Markup]],
) -> PageEnvironment:
    """Return the templates and what they may use.

    Args:
        make_link: Makes an address from the site's root relative to the page that is being rendered.
        make_edit_link: Returns where a place of the content is edited.
        functions: What templates may call, by name.
    """
    environment = PageEnvironment(
        loader=FileSystemLoader(THEME),
        bytecode_cache=create_template_cache(),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        # Jinja computes filters of constants once for all pages, unless they ask for the context.
        link=pass_context(lambda context, url: make_link(url)),
        page_link=pass_context(lambda context, uri: make_link(make_url(uri))),
        # Templates are kept for other sites, which may write numbers otherwise, and in another language.
        percent=pass_context(lambda context, share: format_percent(share)),
        day=pass_context(lambda context, day: format_long_day(day)),
        short_time=pass_context(lambda context, day: render_short_day(day)),
        plural=pass_context(lambda context, number, one, many="": format_plural(number, one, many)),
        numbers=pass_context(lambda context, text: write_numbers(text)),
        ref_url=make_ref_url,
        edit=make_edit_link,
    )
    environment.globals.update(TRANSLATING)
    environment.globals.update(functions)
    return environment


def compile_page_templates() -> CompiledTemplates:
    """Return the templates of all kinds of pages, for `use_page_templates` in the process that waits for this one."""
    environment = create_page_environment(str, str, {})
    environment.bytecode_cache = cache = TemplateCache()
    pages = sorted(path.relative_to(THEME).as_posix() for path in (THEME / "okr" / "pages").glob("*.html"))
    for name in (*_SHARED, *pages):
        environment.get_template(name)
    return cache.list_compiled()


_SHARED = ("okr/layout.html", "okr/tables_line.html")
"""What pages extend or include."""


def use_page_templates(compiled: CompiledTemplates) -> None:
    """Take the templates that `compile_page_templates` has returned: none of them is compiled again here."""
    create_template_cache().take_compiled(compiled)
