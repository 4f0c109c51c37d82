"""What the gate says of a tag doesn't depend on whether it saw at a glance that little can be wrong with it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrsite.gate import tags
from okrsite.gate.markup import is_sound, list_telling_tags, parse_html
from okrsite.gate.page import PageInspector
from okrsite.gate.tags import judge_tag
from okrsite.gate.theme import ThemeInlineCode

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
    assert tags.judge_plain_tag(tag) is None or is_sound(tag)
    if parse_html(tag).tags != [tag]:
        return
    if tags.judge_plain_tag(tag) is tags.NOTHING:
        # Of two attributes that say nothing the first counts, so no look is taken whether one stands twice.
        kept = "".join(f' {key}="{value}"' for key, value in dict(reversed(pairs)).items())
        once = f"<{name}{kept}>"
        assert tags._TagInspector(once, content=inside).inspect_tag() in (None, tags.TagVerdict((), "", ()))
        return
    assert judge_tag(tag, content=inside) == tags._TagInspector(tag, content=inside).inspect_tag()


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<", ">", '"', '<a href="', "b", "<script", "<STYLE>", "</script>", "/", "!--", "-->"]
        ),
        max_size=8,
    ).map("".join)
)
@example("<p><style></p>")
@example('<a title="</p>">')
def test_sound_tags_of_a_text_are_all_that_it_has(text: str) -> None:
    """Where each tag that is found at a glance is sound, taking the text apart finds the same, and no script."""
    found = list_telling_tags(text)
    if all(map(is_sound, found)):
        parsed = parse_html(text)
        assert [tag for tag in parsed.tags if tag in found or not tag.startswith("</")] == found
        assert not parsed.trouble
        assert not parsed.raws


def test_a_fault_is_found_on_each_page_that_has_it() -> None:
    """What is known of tags by then hides nothing: neither a fault of a tag, nor what makes a script of what follows."""
    inspector = PageInspector(ThemeInlineCode())
    for body in ("<style>p{}</style>", "<script>1</script>", '<p onclick="a">', "<p><b", '<a href="javascript:a">'):
        page = f"<main><p>{body}</main>"
        first, second = (inspector.inspect_page("a.html", page) for _ in range(2))
        assert first[1]
        assert first == second
