"""What pages print as HTML is what `markupsafe` makes of it, as a plain string."""

from __future__ import annotations

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.model.refs import ObjectiveRef
from okrsite.prose import Prose


@given(st.text() | st.text(alphabet="<>&\"' a") | st.integers() | st.text().map(Markup) | st.floats())
def test_values_are_escaped_as_markupsafe_does_it(value: object) -> None:
    escaped = escape(value)
    assert type(escaped) is str, "joined to a Markup, another type would change"
    assert escaped == str(markupsafe.escape(value))


def test_a_reference_is_escaped_like_a_text() -> None:
    assert escape(ObjectiveRef("a&b/2026-Q4/c")) == "a&amp;b/2026-Q4/c"


def test_what_an_author_typed_is_printed_by_nobody() -> None:
    with pytest.raises(TypeError):
        escape(Prose("**words**"))
