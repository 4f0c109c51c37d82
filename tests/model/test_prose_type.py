"""An author's Markdown is no text: whatever prints it as it was typed fails, instead of telling what nobody checked."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup, escape

import okrsite
from okrsite.problems import point_at
from okrsite.prose import NO_PROSE, Prose

NOTE = Prose("Fine <!-- not for everybody -->", point_at("company/2026-Q4.yml", 7))
ROOT = Path(okrsite.__file__).parent

WAYS_TO_PRINT: dict[str, Callable[[Prose], object]] = {
    "str": str,
    "an f-string": lambda note: f"{note}",
    "an f-string with a width": lambda note: f"{note:>40}",
    "str.format": "{}".format,
    "percent": lambda note: "%s" % note,  # noqa: UP031
    "joined": lambda note: ", ".join(["a", note]),
    "added": lambda note: "a" + note,
    "escaped": escape,
    "markup": Markup,
    "markup.format": Markup("<p>{}</p>").format,
    "a template": lambda note: Environment(autoescape=True).from_string("{{ note }}").render(note=note),
    "a template that escapes nothing": lambda note: Environment().from_string("{{ note }}").render(note=note),
    "a filter of a template": lambda note: (
        Environment(autoescape=True).from_string("{{ note | trim | title }}").render(note=note)
    ),
    "two joined in a template": lambda note: (
        Environment(autoescape=True).from_string("{{ 'a' ~ note }}").render(note=note)
    ),
    "JSON": json.dumps,
}


@pytest.mark.parametrize("way", WAYS_TO_PRINT)
def test_printing_prose_as_typed_fails(way):
    with pytest.raises(TypeError):
        WAYS_TO_PRINT[way](NOTE)


@pytest.mark.parametrize(("typed", "says"), [("", False), (" \n\t", False), ("x", True), ("<!-- x -->", True)])
def test_prose_that_says_nothing_is_false(typed, says):
    assert bool(Prose(typed)) is says
    assert not NO_PROSE


def test_the_same_words_are_equal_wherever_they_were_typed():
    assert Prose("a", point_at("x", 1)) == Prose("a", point_at("y", 2)) != Prose("b", point_at("x", 1))
    # A struct has a comparison of its own for this one.
    assert (Prose("a", point_at("x", 1)) != Prose("a", point_at("y", 2))) is False
    assert Prose("a") != "a"


def test_only_the_renderer_and_the_export_look_at_what_was_typed():
    """Whoever else needs an author's Markdown asks them: they know what a reader may see of it."""
    reading = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "markdown" and isinstance(node.ctx, ast.Load)
    }
    # The host's pages, and a site's configuration, have attributes of that name.
    of_others = {"site/mkdocs/page_rendering.py", "markdown_extensions.py", "pages/markdown/rendering.py"}
    assert reading - of_others == {
        "prose.py",
        "pages/prose/renderer.py",
        "feeds/export_texts.py",
        # These compare what two readings say, and hand nothing on.
        "editing/meaning.py",
        "editing/closings.py",
        # This tells two versions of a text apart, and hands on a digest of it.
        "history/versions.py",
        # This looks for values in a note that belong into a field, and names what it found in a problem.
        "model/values_in_notes.py",
        # This looks for a page's list of tags, and hands on prose.
        "pages/tag_names.py",
    }


def test_no_template_looks_at_what_was_typed():
    assert [path.name for path in (ROOT / "theme").rglob("*.html") if ".markdown" in path.read_text("utf-8")] == []
