"""Pages print the same by our environment as by Jinja's own."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from okrsite.pages.page_environment import PageEnvironment

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
