"""Pages print the same by our environment as by Jinja's own."""

from __future__ import annotations

import marshal

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.page_environment import PageEnvironment
from okrsite.pages.page_templates import compile_page_templates, create_page_environment
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.template_cache import TemplateCache

TEMPLATES = {
    "page.html": '{% extends "frame.html" %}{% block main %}{{ text }}{{ html }}{{ number }}{{ nothing }}'
    '{% for each in [text, html] %}{{ join(each, last=loop.last) }}{% endfor %}{{ html ~ text }}{{ "<" ~ text }}'
    '{{ (text, html) | join(", ") }}{{ text | upper }}{{ html | length }}{% include "part.html" %}{% endblock %}',
    "frame.html": "{% macro mark(what) %}<b>{{ what }}</b>{% endmacro %}<i>{% block main %}{% endblock %}</i>"
    "{{ mark(text) }}{{ mark(html) }}{% set all %}{{ text }}{{ html }}{% endset %}{{ all }}{{ shout(all) }}",
    "part.html": "{{ text }}{{ html }}",
    "missing.html": "{{ missing }}",
}
VALUES = {"text": "<a> & \"b\" 'c'", "html": Markup("<u>&amp;</u>"), "number": 1.5, "nothing": None}


def create_environment(kind: type[Environment]) -> Environment:
    environment = kind(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals.update(
        join=lambda value, last: Markup("<p>{}{}</p>").format(value, last), shout=lambda value: f"{value}!"
    )
    return environment


def test_what_is_printed_is_escaped_as_by_jinja():
    ours, theirs = create_environment(PageEnvironment), create_environment(Environment)
    for _ in range(2):
        printed = ours.get_template("page.html").render(VALUES)
        assert printed == theirs.get_template("page.html").render(VALUES)
    assert printed.count("&lt;a&gt; &amp; &#34;b&#34; &#39;c&#39;") >= 8
    assert ours.get_template("page.html") is ours.get_template("page.html")


def test_a_variable_that_is_not_there_is_an_error():
    with pytest.raises(UndefinedError):
        create_environment(PageEnvironment).get_template("missing.html").render()


def test_globals_of_one_template_are_its_own():
    environment = create_environment(PageEnvironment)
    own = environment.get_template("missing.html", globals={"missing": "<here>"})
    assert own.render() == "&lt;here&gt;"


def test_templates_that_a_worker_compiles_are_those_that_pages_would_compile(project):
    snapshot = project({"company/team.yml": "name: Company\n"}).snapshot()
    compiled = compile_page_templates()
    environment = create_renderer(ViewContext(snapshot, ProseRenderer(snapshot))).environment
    environment.bytecode_cache = own = TemplateCache()
    names = environment.list_templates(filter_func=lambda name: name.startswith("okr/pages/"))
    for name in names:
        environment.get_template(name)
    assert {about: marshal.loads(code) for about, code in own.list_compiled().items()}.items() <= {
        about: marshal.loads(code) for about, code in compiled.items()
    }.items()
    assert len(own.list_compiled()) == len(names)


def test_a_template_that_a_worker_compiled_is_not_compiled_again(monkeypatch):
    cache = TemplateCache()
    cache.take_compiled(compile_page_templates())
    monkeypatch.setattr(Environment, "_compile", lambda *_: pytest.fail("compiled again"))
    for _ in range(2):
        environment = create_page_environment(str, str, {})
        environment.bytecode_cache = cache
        assert environment.get_template("okr/pages/home.html").name == "okr/pages/home.html"
