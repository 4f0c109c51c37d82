"""No text of an author becomes a tag: every function that makes a piece of a page is given views full of hostile text."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from okrsite.forge import read_forge
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.pages.html.embeds import render_embedded_map, render_embedded_rows, render_missing_map
from okrsite.pages.html.functions import make_template_functions
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.page_links import mark_link, resolve_links
from okrsite.settings import Settings

FACTS = SiteFacts(read_forge(Settings(edit_url="https://github.com/example/okrs"), {}, "", ""))
FUNCTIONS = {
    **make_template_functions(FACTS),
    "embedded_map": render_embedded_map,
    "embedded_rows": render_embedded_rows,
    "missing_map": render_missing_map,
}
TOKEN = re.compile(r"§(\d+)§")
DEPTH = 4
"""Structs within structs: rows hang below rows."""

hostile_texts = st.lists(
    st.one_of(
        st.sampled_from(
            ["</script><script>alert(1)</script>", '" onload="x', "' onload='x", "<b>", "&lt;b&gt;", "&amp;", "-->",
             '"<x>"', '" href="<x>" y="', "]]>", "</svg><p>", "&#39;"]
        ),
        st.text(alphabet="<>\"'&;#/=-! abx", min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


class EveryKey(Mapping[str, object]):
    """A mapping that knows the same value for every key."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __getitem__(self, key: str) -> object:
        return self.value

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def make_value(hint: Any, random: Random, depth: int = 0) -> Any:
    """Return a value of a type whose texts are numbered words or empty."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is str:
        return random.choice(["", f"§{random.randrange(100)}§"])
    if hint is Markup:
        return Markup(make_value(str, random))
    if hint in (bool, int, float):
        return hint(random.choice([0, 1, 2, 14]))
    if hint in (ObjectiveRef, KeyResultRef):
        objective = ObjectiveRef.create("a", "2026-Q4", "b")
        return objective if hint is ObjectiveRef else objective.make_key_result_ref("c")
    if hint is date:
        return date(2026, random.randint(1, 12), 1)
    if origin is typing.Literal:
        return random.choice(arguments)
    if origin in (typing.Union, types.UnionType):
        return make_value(random.choice(arguments), random, depth)
    if hint is types.NoneType:
        return None
    if origin is Mapping:
        return EveryKey(make_value(arguments[1], random, depth))
    if origin is tuple and arguments[-1] is not Ellipsis:
        return tuple(make_value(argument, random, depth) for argument in arguments)
    if origin in (tuple, Iterable, Sequence):
        number = random.choice([0, 1, 2]) if depth < DEPTH else 0
        return tuple(make_value(arguments[0], random, depth) for _ in range(number))
    if origin is frozenset:
        return frozenset(make_value(tuple[arguments[0], ...], random, depth))
    assert issubclass(hint, msgspec.Struct), hint
    hints = typing.get_type_hints(hint)
    return hint(**{name: make_value(hints[name], random, depth + 1) for name in hint.__struct_fields__})


def replace_words(value: Any, texts: Sequence[str]) -> Any:
    """Return the same value with hostile texts behind its words, which keep them apart."""
    if isinstance(value, Markup):
        return Markup(escape(replace_words(str(value), texts)))
    if type(value) is str:
        return TOKEN.sub(lambda match: match[0] + texts[int(match[1]) % len(texts)], value)
    if isinstance(value, tuple | frozenset):
        return type(value)(replace_words(part, texts) for part in value)
    if isinstance(value, EveryKey):
        return EveryKey(replace_words(value.value, texts))
    if isinstance(value, msgspec.Struct):
        fields = {name: replace_words(getattr(value, name), texts) for name in value.__struct_fields__}
        return type(value)(**fields)
    return value


def list_parameters(function: Callable[..., Markup]) -> dict[str, Any]:
    """Return the parameters of a function that a template passes, with their types."""
    hints = typing.get_type_hints(getattr(function, "func", function))
    return {name: hint for name, hint in hints.items() if name != "return" and hint is not SiteFacts}


def list_elements(html: Markup) -> list[tuple[object, ...]]:
    """Return every element of a piece with its attributes and texts; of addresses only that they are there."""
    tree = html5lib.parseFragment(resolve_links(html, "teams/a/index.md"), namespaceHTMLElements=False)

    def describe(element: Element) -> tuple[object, ...]:
        attributes = sorted((name, "" if name == "href" else value) for name, value in element.attrib.items())
        return element.tag, tuple(attributes), element.text or "", element.tail or ""

    return [describe(element) for element in tree.iter()]


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=25)
@given(seed=st.integers(0, 10**9), texts=hostile_texts)
@example(seed=1, texts=['"><script>alert(1)</script>'])
def test_hostile_text_is_printed_as_text_and_escaped_once(name: str, seed: int, texts: list[str]) -> None:
    """With hostile text in every field, a piece has the same tags and attributes, and the text as it was typed."""
    function, random = FUNCTIONS[name], Random(seed)
    harmless = {key: make_value(hint, random) for key, hint in list_parameters(function).items()}
    hostile = {key: replace_words(value, texts) for key, value in harmless.items()}

    def replace_in(part: object) -> object:
        if isinstance(part, tuple):
            return tuple(map(replace_in, part))
        return replace_words(part, texts)

    expected = [replace_in(element) for element in list_elements(function(**harmless))]
    assert list_elements(function(**hostile)) == expected


@given(st.text())
def test_no_escaped_text_looks_like_a_marked_link(text: str) -> None:
    """Links that are resolved when the page is known can't be forged by what an author types."""
    for forged in (text, f'href="<{text}>"', str(mark_link(text)), f'href="{mark_link(text)}"'):
        piece = Markup('<p title="{}">{}</p>').format(forged, forged)
        assert resolve_links(piece, "teams/a/index.md") == piece


def test_a_marked_link_leads_from_its_page_to_where_it_should() -> None:
    piece = Markup(f'<a href="{mark_link("objectives/a/2026-Q4/b/#why-c")}">b</a><a href="{mark_link("")}">home</a>')
    assert (
        resolve_links(piece, "objectives/a/2026-Q4/d.md")
        == '<a href="../b/#why-c">b</a><a href="../../../../">home</a>'
    )
    assert resolve_links(piece, "objectives/a/2026-Q4/b.md").startswith('<a href="#why-c">b</a>')


def test_an_address_is_escaped_once() -> None:
    piece = Markup(f'<a href="{mark_link("a&b#c")}">b</a>')
    assert resolve_links(piece, "x.md") == '<a href="../a&amp;b#c">b</a>'
