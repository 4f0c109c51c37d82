"""Each kind of page is one view and one template, and the two say the same: found by walking, so that none is left out."""

from __future__ import annotations

import re
from datetime import date

import msgspec
import pytest
from jinja2 import DictLoader, Environment, meta
from page_views import list_views
from project_tree import Project
from template_types import TemplateReader, list_field_types, list_own_names, list_templates, list_types, parse_template

from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.html.marks import render_bar, render_sign
from okrsite.pages.page_templates import THEME
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.render import Crumb, CycleSwitch, PageFrame, PageView
from okrsite.pages.views import BarView
from okrsite.prose import Prose

FRAME = {"frame": PageFrame, "edit_url": str, "reading_url": str, "changed": date | None, "has_tables": bool}
"""What the renderer adds to the fields of every view."""
MODEL = ("okrsite.model", "okrsite.alignment", "okrsite.history", "okrsite.sources", "okrsite.snapshot")
"""Packages whose objects no template may get: what they hold isn't ready to be printed."""


VIEWS = pytest.mark.parametrize("view", list_views(), ids=lambda view: view.__name__)


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Environment:
    """The environment of a build; which site it is for makes no difference."""
    tree = Project(tmp_path_factory.mktemp("company"), {}).write({"company/team.yml": "name: Company\n"})
    snapshot = tree.snapshot()
    return create_renderer(ViewContext(snapshot, ProseRenderer(snapshot))).environment


def find_variables(environment: Environment, template: str) -> set[str]:
    """What a template, the one that it extends and those that they include want to be given."""
    wanted = set()
    for name in list_templates(environment, template):
        tree = parse_template(environment, name)
        wanted |= meta.find_undeclared_variables(tree) - list_own_names(tree)
    return wanted - environment.globals.keys() - FRAME.keys()


@VIEWS
def test_the_variables_of_a_template_are_the_fields_of_its_view(view, environment):
    """Neither does a template ask for what nobody gives, nor does a view carry what nobody prints."""
    assert find_variables(environment, f"okr/pages/{view.template}") == set(view.__struct_fields__)


@VIEWS
def test_what_a_template_reads_is_there_and_what_it_calls_takes_that(view, environment):
    """From the fields of the view down to each attribute, and into the arguments of the functions that make parts."""
    reader = TemplateReader(environment)
    reader.read(f"okr/pages/{view.template}", {**list_field_types(view), **FRAME})
    assert reader.mistakes == []


@VIEWS
def test_a_view_holds_nothing_of_the_model(view):
    held = {hint for field in list_field_types(view).values() for hint in list_types(field)}
    assert Prose not in held and object not in held
    # References are texts.
    held -= {ObjectiveRef, KeyResultRef}
    assert [hint for hint in held if getattr(hint, "__module__", "").startswith(MODEL)] == []


@VIEWS
def test_a_view_says_what_it_is(view):
    assert view.__doc__ and view.__doc__ != PageView.__doc__


def test_each_template_of_a_page_belongs_to_one_view():
    named = [view.template for view in list_views()]
    assert sorted(named) == sorted(path.name for path in (THEME / "okr" / "pages").glob("*.html"))


def test_a_table_that_can_be_pushed_sideways_is_reached_by_keys_and_has_a_name():
    texts = {file.name: file.read_text("utf-8") for file in (THEME / "okr").rglob("*.html")}
    boxes = [(name, box) for name, text in texts.items() for box in re.findall(r"<div[^>]*okr-tablewrap[^>]*>", text)]
    assert len({name for name, _ in boxes}) > 3
    assert [each for each in boxes if 'tabindex="0" role="region" aria-label=' not in each[1]] == []


def find_mistakes(source: str, **variables: object) -> list[str]:
    """What a template reads that isn't there."""
    templates = Environment(loader=DictLoader({"page": source}))
    templates.globals.update(bar=render_bar, sign=render_sign)
    reader = TemplateReader(templates)
    reader.read("page", variables)
    return reader.mistakes


class Leaf(msgspec.Struct, frozen=True):
    """Something that a template prints."""

    title: str
    pairs: tuple[tuple[str, Crumb], ...] = ()


@pytest.mark.parametrize(
    "source",
    [
        "{{ leaf.titel }}",
        "{% if leaf %}{{ leaf.title.text }}{% endif %}",
        "{% for word, crumb in leaf.pairs %}{{ crumb.adress }}{% endfor %}",
        "{% for leaf in leaves[:3] if leaf.pears %}{% endfor %}",
        "{% set first = leaves[0] %}{% block main %}{% set other = first %}{{ show(leaf.titel) }}{% endblock %}",
        "{{ 'all' if leaves.number else leaf.title }}",
        "{% for entry in switch.entries %}{{ entry.now }}{% endfor %}",
        "{{ bar(leaf) }}",
        "{% for leaf in leaves %}{{ sign(leaf.title) }}{% endfor %}",
        "{{ bar() }}",
        "{{ sign(status, pill=True) }}",
        "{{ bar(bar(bars[0])) }}",
        "{% with now = switch.current %}{{ now.year }}{% endwith %}",
    ],
)
def test_a_misspelt_attribute_or_a_wrong_argument_is_found(source):
    variables = {"leaf": Leaf | None, "leaves": tuple[Leaf, ...], "switch": CycleSwitch, "bars": tuple[BarView, ...]}
    assert len(find_mistakes(source, **variables)) == 1
