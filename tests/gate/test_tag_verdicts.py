"""What the gate says of a tag doesn't depend on whether it saw at a glance that little can be wrong with it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrsite.gate import tags
from okrsite.gate.markup import parse_html
from okrsite.gate.tags import judge_tag

names = st.sampled_from(["a", "li", "div", "path", "polyline", "svg", "form", "use", "link"])
attributes = st.tuples(
    st.sampled_from(["id", "href", "class", "title", "points", "aria-label", "src", "xlink:href", "onclick"]),
    st.text(alphabet="ab/.#?%-=:& \u00e4\t;\\", max_size=8)
    | st.sampled_from(["//a", "https://a.b/", "javascript:a", ""]),
)


@settings(max_examples=400)
@given(name=names, pairs=st.lists(attributes, max_size=4), inside=st.booleans())
@example(name="a", pairs=[("title", " id="), ("href", "x")], inside=True)
@example(name="a", pairs=[("href", "a/"), ("href", "javascript:a")], inside=True)
@example(name="li", pairs=[("id", "a"), ("id", "b")], inside=False)
def test_tags_that_are_judged_at_a_glance_are_judged_alike(
    name: str, pairs: list[tuple[str, str]], inside: bool
) -> None:
    """A tag with its attributes gets the verdict of a look at each of them, wherever its id and its link stand."""
    typed = "".join(f' {key}="{value}"' for key, value in pairs)
    tag = f"<{name}{typed}>"
    if parse_html(tag).tags != [tag]:
        return
    if tags._HARMLESS.fullmatch(tag):
        # Of two attributes that say nothing the first counts, so no look is taken whether one stands twice.
        kept = "".join(f' {key}="{value}"' for key, value in dict(reversed(pairs)).items())
        once = f"<{name}{kept}>"
        assert tags._TagInspector(once, content=inside).inspect_tag() in (None, tags.TagVerdict((), "", ()))
        return
    assert judge_tag(tag, content=inside) == tags._TagInspector(tag, content=inside).inspect_tag()
