"""Lines that are plain text to Markdown, and can mean one thing only, are read as they are meant, at their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_trees import simplify

from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import ListNode, MapNode, Node
from okrsite.vocabulary import CYCLE_FILE

RIGHT = """## Grow

- Id: grow
- Owner: Anna
- Status: at risk

Why we do it.

| Key result | Id | From | To | Now |
| --- | --- | --- | --- | --- |
| Shops | shops | 1 | 9 | 4 |

- KR: Oven ready
  - [x] Flue
  - [ ] Belt

### Initiatives

- [x] Ask the tenants (Ben)

### Check-ins

- 2026-10-12, Anna: Slow. shops 4 (50%)
"""


def read(text: str) -> tuple[object, list[str]]:
    """Return what a file says, and the codes of its problems."""
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    assert node is not None
    return simplify(node), [problem.code for problem in problems]


def test_key_results_in_a_list_of_their_own_stay_there() -> None:
    inner = "  - KR: Oven ready\n    - Id: oven\n    - Due: 2026-12-01\n  - KR: Rolls 1 → 5\n"
    assert read(f"## Grow\n\n- Owner: Anna\n- Key results:\n{inner}")[1] == []


def test_the_text_to_begin_with_is_read_without_a_word():
    assert read(RIGHT)[1] == []


@pytest.mark.parametrize(
    ("right", "typed", "codes"),
    [
        ("- Owner: Anna", "-\u00a0Owner: Anna", []),
        ("- Owner: Anna", "\u2013 Owner: Anna", []),
        ("- Owner: Anna", "\u2014\u00a0Owner: Anna", []),
        ("- Owner: Anna", "\u2022\tOwner: Anna", []),
        ("- Owner: Anna", "\u00b7 **Owner:** Anna", []),
        ("- Owner: Anna", "-Owner: Anna", []),
        ("- Owner: Anna", "-**Owner**: Anna", []),
        ("- Owner: Anna", "-- Owner: Anna", []),
        ("- Owner: Anna", "-\tOwner: Anna", []),
        ("| Key result | Id | From | To | Now |", "Key result\tId\tFrom\tTo\tNow", []),
        ("- 2026-10-12, Anna", "-2026-10-12, Anna", []),
        ("- 2026-10-12, Anna", "-- 2026-10-12, Anna", []),
        ("- Owner: Anna", "\u2022Owner: Anna", []),
        ("- Owner: Anna", "\u2011 Owner: Anna", []),
        ("- Owner: Anna", "\u00a0- Owner: Anna", []),
        ("- Owner: Anna", "Owner: Anna", []),
        ("- Owner: Anna", "**Owner:** Anna", []),
        ("- Id: grow\n- Owner: Anna\n", "Id: grow\nOwner: Anna\n", []),
        ("- Owner: Anna\n- Status: at risk", "- Owner: Anna\nStatus: at risk", []),
        ("## Grow", "##Grow", []),
        ("## Grow", "##\u00a0Grow", []),
        ("### Initiatives", "###Initiatives", []),
        ("### Initiatives", "#### Initiatives", []),
        ("### Initiatives", "Initiatives:", []),
        ("### Initiatives", "**Initiatives**", []),
        ("### Check-ins", "**Check-ins:**", []),
        ("### Check-ins", "### Updates", []),
        ("### Check-ins", "### Weekly updates", []),
        ("### Check-ins", "## Check-ins", ["OKR119"]),
        ("## Grow", "### Grow", ["OKR119"]),
        ("## Grow", "# Grow", ["OKR119"]),
        ("\nWhy we do it.\n\n| Key", "| Key", []),
        ("Why we do it.\n\n| Key", "Why we do it.\n| Key", []),
        ("- KR: Oven ready", "\u2013 KR: Oven ready", []),
        ("- KR: Oven ready", "-KR: Oven ready", []),
        ("- KR: Oven ready", "Key results:\n\n- Oven ready", []),
        ("- KR: Oven ready", "**Key results**\n- Oven ready", []),
        ("  - [x] Flue", "  \u2013 [x] Flue", []),
        ("  - [x] Flue", "  - [X] Flue", []),
        ("  - [x] Flue", "  - [ x] Flue", []),
        ("  - [x] Flue", "  - [x ] Flue", []),
        ("  - [x] Flue", "  - [\u2713] Flue", []),
        ("  - [ ] Belt", "  - [] Belt", []),
        ("  - [ ] Belt", "  -[ ] Belt", []),
        ("- [x] Ask", "- [ x] Ask", []),
        ("- [x] Ask", "\u2022 [x] Ask", []),
        ("- 2026-10-12", "\u2013 2026-10-12", []),
        ("- 2026-10-12", "-\u00a02026-10-12", []),
    ],
)
def test_a_slip_says_what_was_meant(right, typed, codes):
    assert RIGHT.count(right) == 1
    expected, _ = read(RIGHT)
    said, problems = read(RIGHT.replace(right, typed))
    (objective,) = said["objectives"]
    (meant,) = expected["objectives"]
    if "Why we do it." in right and "Why we do it." not in typed:
        del meant["why"]
    assert objective == meant
    assert problems == codes


def test_a_table_from_a_spreadsheet_is_read_at_its_places():
    text = "## Grow\n\n- Owner: Anna\n\nKey result\tFrom\tTo\nShops | cafés\t1\t9\nDays\t\t5\nRain\n\nText.\n"
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    assert not problems
    (objective,) = simplify(node)["objectives"]
    assert [result["title"] for result in objective["key_results"]] == ["Shops | cafés", "Days", "Rain"]
    assert [result.get("to") for result in objective["key_results"]] == ["9", "5", None]
    assert objective["notes"] == "Text."
    shops = node.get("objectives").items[0].get("key_results").items[0]
    place = shops.get("to").place
    assert (place.line, place.column) == (6, len("Shops | cafés\t1\t") + 1)


@pytest.mark.parametrize(
    "prose",
    [
        "We said:\n\n\u2013 that it works\n\u2013 that it is cheap\n",
        "Note: this is no field.\n",
        "```\n##Grow\n-Owner: Anna\nKey results:\n- a\n```\n",
        "<!--\n##Grow\n\u2013 Owner: Anna\n-->\n\nText.\n",
        "-5 degrees, and #5 of the list\n",
        "A\ttext\twith tabs\n",
    ],
)
def test_what_is_prose_stays_prose(prose):
    (objective,) = read(RIGHT.replace("Why we do it.\n", prose))[0]["objectives"]
    assert objective["why"] == prose.strip("\n")
    assert objective["owner"] == "Anna"


@pytest.mark.parametrize(
    "opening", ["\u2014", "\u2013\u2013\u2013", "--", "----", "\u2014-", "\n---", " ---", "\u2212\u2212\u2212"]
)
def test_front_matter_is_read_whatever_its_lines_are_made_of(opening):
    said, problems = read(f"{opening}\nsummary: Bread\nvisibility: draft\n---\n\n{RIGHT}")
    assert said["summary"] == "Bread"
    assert said["visibility"] == "draft"
    assert len(said["objectives"]) == 1
    assert problems == ["OKR118"]


SIGNS = st.sampled_from(
    ("-", "\u2013", "\u2022", "##", "###", "|", "\t", "\u00a0", " ", "\n", "\n\n", "x", "---", "```", "<!--", "-->", "Owner: Anna",
     "Key results", "[ x]", "KR: K 1 → 2", "Check-ins:", "2026-10-12, A: b", "| KR | From |", "| --- | --- |")
)  # fmt: skip


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_every_value_stands_where_its_place_says(text):
    """Whatever is typed, a place lies within its file, and reading never fails."""
    node, problems = read_markdown("a.md", f"## O\n{text}", CYCLE_FILE.name)
    lines = f"## O\n{text}".split("\n")
    waiting: list[Node] = [node] if node else []
    places = [problem.place for problem in problems]
    while waiting:
        part = waiting.pop()
        places.append(part.place)
        if isinstance(part, MapNode):
            waiting += [entry.value for entry in part]
        elif isinstance(part, ListNode):
            waiting += part.items
    for place in places:
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert place.end_column <= len(lines[place.end_line - 1]) + 2


@pytest.mark.parametrize(
    "typed", ["  -- No oven\n  - No wind\n", "  - No oven\n  -- No wind\n", "  -- No oven\n  -- No wind\n"]
)
def test_two_dashes_below_a_field_begin_a_value(typed: str) -> None:
    head = "## Grow\n\n- Owner: Anna\n- Blockers:\n"
    assert read(f"{head}{typed}") == read(f"{head}  - No oven\n  - No wind\n")


def test_two_dashes_in_a_text_stay_there() -> None:
    assert "-- as ever" in str(read("## Grow\n\n- Owner: Anna\n\nSlow\n  -- as ever.\n")[0])


def test_a_key_result_in_the_first_line_is_read():
    """There is no line above to which it could belong."""
    assert read("KR1: Shops: 1 → 9, now 4\n") == read("\nKR1: Shops: 1 → 9, now 4\n")
