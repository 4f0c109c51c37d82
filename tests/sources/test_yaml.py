"""YAML to the positioned tree: what is kept, what is refused, and what is said about it."""

import pytest
import yaml
from effort import times_as_much
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_trees import simplify

from okrsite.problems import CODES, Problem
from okrsite.sources import yaml_events
from okrsite.sources.records import ListNode, Node, Scalar
from okrsite.sources.yaml import read_yaml


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = getattr(yaml, request.param, None)
    if loader is None:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml_events, "_LOADER", loader)


each_parser = pytest.mark.usefixtures("_each_parser")


def spots(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


@each_parser
def test_nothing_is_resolved() -> None:
    tree, problems = read_yaml(
        "a.yml", "a: no\nb: 010\nc: 12:30\nd: 2026-13-45\ne: ~\nf: 'null'\ng: 1_000\nh: <= 4%\ni:\n"
    )
    assert not problems
    assert simplify(tree) == {
        "a": "no",
        "b": "010",
        "c": "12:30",
        "d": "2026-13-45",
        "e": "~",
        "f": "null",
        "g": "1_000",
        "h": "<= 4%",
        "i": "",
    }
    assert tree is not None
    absent = {entry.key.text for entry in tree if isinstance(entry.value, Scalar) and entry.value.is_absent}
    assert absent == {"e", "i"}


@each_parser
def test_values_know_their_places() -> None:
    text = "é: 😀 x\r\nlist:\r\n  - 'q'\r\n  - {a: 1}\r\nempty:\r\nlong: |\r\n  one\r\n  two\r\n"
    tree, problems = read_yaml("a.yml", text, first_line=2)
    assert not problems
    assert tree is not None

    def span(node: Node | None) -> tuple[int, int, int, int]:
        assert node is not None
        return (node.place.line, node.place.column, node.place.end_line, node.place.end_column)

    assert span(tree.get("é")) == (2, 4, 2, 7)
    listed = tree.get("list")
    assert isinstance(listed, ListNode)
    assert span(listed) == (4, 3, 5, 11)
    assert [span(item) for item in listed.items] == [(4, 5, 4, 8), (5, 5, 5, 11)]
    assert span(tree.get("empty")) == (6, 7, 6, 7)
    assert span(tree.entries[-1].key) == (7, 1, 7, 5)
    assert simplify(tree.get("long")) == "one\ntwo\n"


@each_parser
def test_every_duplicate_is_named_and_the_first_counts() -> None:
    tree, problems = read_yaml("a.yml", "a: 1\nb: {x: 1, x: 2}\na: 3\na: [4]\n")
    assert simplify(tree) == {"a": "1", "b": {"x": "1"}}
    assert spots(problems) == [("OKR104", 2, 11), ("OKR104", 3, 1), ("OKR104", 4, 1)]
    assert "line 1" in problems[1].message


def test_front_matter_counts_from_its_own_line() -> None:
    problems = read_yaml("a.md", "a: 1\na: 2\n", first_line=2)[1]
    assert spots(problems) == [("OKR104", 3, 1)]
    assert "line 2" in problems[0].message


@each_parser
def test_anchors_tags_and_merges_are_refused_all_at_once() -> None:
    tree, problems = read_yaml("a.yml", "a: &x 1\nb: *x\nc: !!python/object:os.system t\nd:\n  <<: *x\n")
    assert simplify(tree) == {"a": "1", "b": "", "c": "t", "d": {}}
    assert spots(problems) == [("OKR103", 1, 4), ("OKR103", 2, 4), ("OKR103", 3, 4), ("OKR103", 5, 3), ("OKR103", 5, 7)]


@each_parser
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: 1\n---\nb: 2\n", (2, 1)),
        ("a: 1\n---\n", (2, 1)),
        ("a:\n\tb: 1\n", (2, 1)),
        ("a: 1\n \tb: 1\n", (2, 2)),
        ("a: [1,\n\t2]\n", (2, 1)),
        ("-\ta: 1\n", (1, 2)),
        ("%TAG ! x\n---\na: 1\n", (1, 1)),
    ],
)
def test_other_yaml_that_is_refused(text: str, where: tuple[int, int]) -> None:
    problems = read_yaml("a.yml", text)[1]
    assert ("OKR103", *where) in spots(problems)
    assert all(problem.hint for problem in problems)


def test_tabs_inside_of_text_are_text() -> None:
    tree, problems = read_yaml("a.yml", "a: |\n  one\n  \ttwo\nb: 'x\n  \ty'\nc:\tz\n")
    assert not problems
    assert simplify(tree) == {"a": "one\n\ttwo\n", "b": "x y", "c": "z"}


@each_parser
@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("title: Grow: fast\n", (1, 8), '"Grow: fast"'),
        ("a: 1\ntitle: @anna\n", (2, 8), '"@anna"'),
        ("title: %x\n", (1, 8), '"%x"'),
        ("keep: >= 99.9%\n", (1, 7), '">= 99.9%"'),
        ("title: | x\n", (1, 8), '"| x"'),
        ("title: **bold**\n", (1, 8), '"**bold**"'),
        ('title: "Go" team\n', (1, 8), "behind the closing quotation mark"),
        ("title: 'it's on'\n", (1, 8), '"it\'s on"'),
        ("title: [x] done\nb: 1\n", (1, 8), '"[x] done"'),
        ("- [x] done\n- b\n", (1, 3), '"[x] done"'),
        ("title: - x\n", (1, 8), "dash"),
        ("title: 'never\nb: 1\n", (1, 8), "closed on this line"),
        ('title: "never\nb: 1\n', (1, 8), "closed on this line"),
        ("title:Grow\nb: 1\n", (1, 6), "Write: title: Grow"),
        ("a: 1\ntitle:Grow\nb: 1\n", (2, 6), "Write: title: Grow"),
        ("title: x\n  owner: y\n", (2, 3), "Begin it in column 1, as line 1 does"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "Begin it in column 3, as line 2 does, or in column 1, as line 1 does"),
        ("k:\n  - t: x\n   f: 1\n", (3, 4), "Begin it in column 5, as line 2 does"),
        ("a: b\njust words\nd: e\n", (2, 1), "without a field's name"),
        ("a: {x\nb: 1\n", (1, 4), "bracket `{`"),
        ("a: [1\n", (1, 4), "bracket `[`"),
        ("? [a]\n: b\n", (1, 3), "name can't be a list"),
        ("{a: 1}: 2\n", (1, 1), "name can't be a list"),
        ("? ''\n: b\n", (1, 3), "name is missing"),
    ],
)
def test_a_syntax_error_is_explained(text: str, where: tuple[int, int], says: str) -> None:
    problems = read_yaml("a.yml", text)[1]
    assert spots(problems)[0] == ("OKR102", *where)
    assert says in f"{problems[0].message} {problems[0].hint}"


@each_parser
@pytest.mark.parametrize("text", ['a: "\\q"', 'a: "\\ud800x"', 'a: "\\UFFFFFFFF"', 'a: "\\x0"'])
def test_odd_escapes_are_problems(text: str) -> None:
    assert read_yaml("a.yml", text)[1]


@each_parser
def test_an_escape_brings_in_nothing_invisible() -> None:
    tree, problems = read_yaml("a.yml", 'a: "x\\u202ey\\0\\tz\\nä"')
    assert simplify(tree) == {"a": "xy\tz\nä"}
    assert spots(problems) == [("OKR115", 1, 4)]


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\u2028", "\ud800", "\ufeff", "\uffff"])
def test_signs_that_yaml_cannot_read_do_not_hide_the_rest(sign: str) -> None:
    tree, problems = read_yaml("a.yml", f"a: x{sign}y\nb: 1\nb: 2\n", first_line=3)
    assert simplify(tree) == {"a": "x\ufffdy", "b": "1"}
    assert spots(problems) == [("OKR115", 3, 5), ("OKR104", 5, 1)]


@each_parser
@pytest.mark.parametrize("text", ["", "\n\n", "# only this\n", "---\n# x\n", "~", "null\n"])
def test_nothing_but_comments_is_a_warning(text: str) -> None:
    tree, problems = read_yaml("a.yml", text)
    assert tree is None
    assert [problem.code for problem in problems] == ["OKR106"]


@each_parser
@pytest.mark.parametrize("text", ["- a\n- b\n", "words", "'null'", "[]"])
def test_the_top_must_hold_fields(text: str) -> None:
    tree, problems = read_yaml("a.yml", text)
    assert tree is None
    assert [problem.code for problem in problems] == ["OKR202"]


@each_parser
@pytest.mark.parametrize(
    "text", ["a: " + "[" * 20 + "]" * 20, "a: " + "[" * 100_000, "a: " + "{a: " * 2000, "- " * 100_000, "? " * 5000]
)
def test_depth_has_an_end(text: str) -> None:
    tree, problems = read_yaml("a.yml", text)
    assert tree is None
    assert [problem.code for problem in problems] == ["OKR107"]


@each_parser
@pytest.mark.parametrize("depth", [21, 1000, 1001, 1020, 100_000])
@pytest.mark.parametrize("opening", ["[", "{"])
@pytest.mark.parametrize("closed", [False, True])
def test_depth_ends_at_our_own_level_even_where_the_parser_ends_too(depth: int, opening: str, closed: bool) -> None:
    # libyaml ends at 1,000 levels from 0.2.6 (PyYAML 6.0.4) on, and says so before it has told of the first of them.
    text = "b: &x 1\na: " + opening * depth + ("]" if opening == "[" else "}") * depth * closed + "\nc: *x\n"
    tree, problems = read_yaml("a.yml", text)
    assert tree is None
    assert spots(problems) == [("OKR103", 1, 4), ("OKR107", 2, 23)]


@each_parser
@pytest.mark.parametrize("typed", ["[ ? ]", "[?]", "[? , b]", "[?, b]"])
def test_a_question_mark_between_brackets_is_refused_by_each_parser_alike(typed: str) -> None:
    # libyaml reads a field without a name there from 0.2.6 (PyYAML 6.0.4) on.
    tree, problems = read_yaml("a.yml", f"a: {typed}\nb: 1\n")
    assert tree is None
    assert spots(problems) == [("OKR102", 1, 4 + typed.index("?"))]
    assert "in quotes" in problems[0].hint


def test_the_deepest_that_is_read() -> None:
    assert not read_yaml("a.yml", "a: " + "[" * 19 + "]" * 19)[1]


def test_the_bomb_that_doubles_with_each_anchor_does_nothing() -> None:
    bomb = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 60))
    problems = read_yaml("a.yml", bomb)[1]
    assert {problem.code for problem in problems} == {"OKR103"}


@pytest.mark.parametrize(
    "piece",
    [
        "k: 1\n",
        "{a,",
        "- [x]: y\n",
        "a: 'x\n",
        "#\n",
        "\x00",
        "  ",
        "a: b:",
        '"\\',
        "- |\n x\n",
        "\t\n",
        ": ",
        "- {a, b}\n",
        "– a: b\n",
    ],
)
def test_time_grows_with_size_only(piece: str) -> None:
    assert times_as_much(lambda size: read_yaml("a.yml", (piece * size)[:size]), 16 * 1024, 16) < 4 * 16


YAML_LIKE = st.lists(
    st.sampled_from(["a", "b: ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", ", ", "'", '"', "\\", "&x ", "*x", "!t ", "|", ">", "#", "?", ": ", "---\n", "...", "%", "@", "<<", "é", "\r", "\u2028", "\0"]),
    max_size=40,
).map("".join)  # fmt: skip


@each_parser
@settings(deadline=None)
@given(text=st.one_of(YAML_LIKE, st.text(alphabet=st.characters(), max_size=80)))
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    tree, problems = read_yaml("a.yml", text)
    assert tree is not None or problems
    lines = text.count("\n") + text.count("\r") + 1
    for problem in problems:
        assert problem.code in CODES
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
        assert (problem.place.line, problem.place.column) <= (problem.place.end_line, problem.place.end_column)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text(alphabet="abc", min_size=1),
        st.one_of(
            st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), max_size=20),
            st.lists(st.text(alphabet="xyz: -#", max_size=5)),
        ),
    )
)
def test_what_yaml_writes_is_read_back(values: dict[str, object]) -> None:
    if not values:
        return
    text = yaml.dump(values, default_style="'", allow_unicode=True, sort_keys=False)
    tree, problems = read_yaml("a.yml", text)
    assert not problems
    assert simplify(tree) == values
