"""What the Markdown spelling accepts, and that every value stands where it was typed."""

from __future__ import annotations

import pytest
from plain_trees import simplify

from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import ListNode, MapNode, Node, Scalar

HEAD = "## O\n\n- Id: o\n\n"


def read(text: str, record: str = "cycle_file") -> dict[str, object]:
    node, problems = read_markdown("a.md", text, record)
    assert problems == []
    found = simplify(node)
    assert isinstance(found, dict)
    return found


def objective(text: str) -> dict[str, object]:
    objectives = read(text)["objectives"]
    assert isinstance(objectives, list) and len(objectives) == 1
    return dict(objectives[0])


def key_result(line: str) -> object:
    results = objective(HEAD + line)["key_results"]
    assert isinstance(results, list) and len(results) == 1
    return results[0]


@pytest.mark.parametrize(
    "heading",
    ["## Grow", "## Objective: Grow", "## Objective 2: Grow", "## O1: Grow", "## O1 - Grow", "## O1. Grow", "## **Grow**", "## Grow ##",
     "## [Grow](x.md)", "Grow\n----", "## **O1:** Grow"],
)  # fmt: skip
def test_a_level_2_heading_is_an_objective(heading: str) -> None:
    assert objective(f"{heading}\n\n- Id: o\n")["title"] == "Grow"


def test_words_that_only_look_like_a_number_stay_in_the_title() -> None:
    assert objective("## O2 supply for hospitals\n- Id: o\n")["title"] == "O2 supply for hospitals"
    assert objective("## Objective facts {#facts}\n")["title"] == "Objective facts"
    assert key_result("- KR KRs of all teams are public\n") == {"title": "KRs of all teams are public"}


@pytest.mark.parametrize(
    "prefix",
    [
        "- KR: ",
        "- KR ",
        "- KR1: ",
        "- KR 2 - ",
        "- Key result 3: ",
        "- **KR1:** ",
        "- **KR 1** ",
        "1. KR: ",
        "* KR1. ",
        "- kr: ",
    ],
)
def test_a_bullet_or_number_with_kr_is_a_key_result(prefix: str) -> None:
    assert key_result(f"{prefix}Guests 1 → 2\n") == {"title": "Guests", "from": "1", "to": "2"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Guests: 120 → 180, now 142 (50%)", {"title": "Guests", "from": "120", "to": "180", "now": "142", "confidence": "50%"}),
        ("Guests, 120 -> 180", {"title": "Guests", "from": "120", "to": "180"}),
        ("Guests – from 120 to 180 – now 130", {"title": "Guests", "from": "120", "to": "180", "now": "130"}),
        ("Guests from 1 200 to 1,800", {"title": "Guests", "from": "1 200", "to": "1,800"}),
        ("Sales EUR 30k → EUR 40k", {"title": "Sales", "from": "EUR 30k", "to": "EUR 40k"}),
        ("Answer in 5 days → 3 days", {"title": "Answer in", "from": "5 days", "to": "3 days"}),
        ("Move a → b from 1 to 2", {"title": "Move a → b", "from": "1", "to": "2"}),
        ("Guests → 180", {"title": "Guests", "to": "180"}),
        ("Loss −5 → 0", {"title": "Loss", "from": "−5", "to": "0"}),
        ("Guests ~50 → 60", {"title": "Guests", "from": "~50", "to": "60"}),
        ("The playbook is used, now commit (30%)", {"title": "The playbook is used", "now": "commit", "confidence": "30%"}),
        ("Guests {#guests} 1 → 2", {"title": "Guests", "from": "1", "to": "2", "id": "guests"}),
        ("[ ] Signed", {"title": "Signed", "done": "false"}),
        ("Use `okr check` 1 → 2", {"title": "Use okr check", "from": "1", "to": "2"}),
        ("**Guests:** 1 → 2", {"title": "Guests", "from": "1", "to": "2"}),
        ("Guests **1** → **2**, now **1.5**", {"title": "Guests", "from": "1", "to": "2", "now": "1.5"}),
        ("[the list](x.md) is **done**", {"title": "the list is done"}),
    ],
)  # fmt: skip
def test_the_line_of_a_key_result_is_taken_apart(line: str, expected: dict[str, str]) -> None:
    assert key_result(f"- KR: {line}\n") == expected


@pytest.mark.parametrize(
    "hidden",
    ["```\n## P\n- KR: x 1 → 2\n```\n", "~~~\n## P\n~~~\n", "<!--\n## P\n-->\n", "- item\n\n  ## P\n"],
)
def test_nothing_inside_other_blocks_is_an_objective_or_a_key_result(hidden: str) -> None:
    found = objective(f"{HEAD}Text.\n\n{hidden}\n")
    assert "key_results" not in found


@pytest.mark.parametrize(
    "hidden",
    ["> ## P\n> - Id: p\n", "    ## P\n", "<div>\n## P\n</div>\n", "<div>\n    ## P\n</div>\n", "> | KR | To |\n"],
)
def test_what_stands_in_quotations_and_html_is_text_with_a_word_about_it(hidden: str) -> None:
    node, problems = read_markdown("a.md", f"{HEAD}Text.\n\n{hidden}\n", "cycle_file")
    assert simplify(node) == {"objectives": [{"title": "O", "id": "o", "why": f"Text.\n\n{hidden.rstrip()}"}]}
    assert {problem.code for problem in problems} == {"OKR118"}


def test_a_table_is_read_whatever_the_order_of_its_columns() -> None:
    text = "To | # | **Key result** | `From`\n---|---|---|---\n2 | 1 | A \\| B | 1\n| 3 | 2 | C {#c} |\n"
    assert objective(HEAD + text)["key_results"] == [
        {"to": "2", "title": "A | B", "from": "1"},
        {"to": "3", "title": "C", "id": "c"},
    ]


def test_links_may_be_named_elsewhere_in_the_file() -> None:
    found = objective("## O\n\n- Supports: [that][goal] (because it helps)\n\n[goal]: ../company/2026.md#that\n")
    assert found["supports"] == [{"to": "../company/2026.md#that", "because": "it helps"}]


def test_prose_before_the_first_key_result_is_why_and_the_rest_notes_in_its_order() -> None:
    found = objective(HEAD + "One.\n\n- KR: K 1 → 2\n\nTwo.\n\n- KR: L 1 → 2\n\n### Risks\n\nThree.\n")
    assert found["why"] == "One."
    assert found["notes"] == "Two.\n\n### Risks\n\nThree."


def test_a_number_in_a_sentence_is_no_value_of_a_checkin() -> None:
    found = objective(
        HEAD + "- KR: K 1 → 9 {#k}\n\n### Check-ins\n\n- 2026-10-01, Ann: Sold 3 units\n- 2026-10-02, Ann: k 4 (5%)\n"
    )
    assert found["checkins"] == [
        {"date": "2026-10-01", "by": "Ann", "note": "Sold 3 units"},
        {"date": "2026-10-02", "by": "Ann", "now": {"k": "4"}, "confidence": {"k": "5%"}},
    ]


def test_a_mistyped_key_result_in_a_checkin_is_handed_on_to_be_reported() -> None:
    found = objective(HEAD + "- KR: K 1 → 9 {#repeat}\n\n### Check-ins\n\n- 2026-10-01, Ann: repaet 4\n")
    assert found["checkins"] == [{"date": "2026-10-01", "by": "Ann", "now": {"repaet": "4"}}]


def test_every_value_stands_where_it_was_typed() -> None:
    text = "## O {#o}\r\n\r\n- **Owner**: *Anna*\r\n\r\n|KR|Now|\r\n|--|---|\r\n|é K|\t**5** |\r\n\r\n- [x] KR: Done\r\n  - Due: 2026-10-01\r\n"
    node, _ = read_markdown("a.md", text, "cycle_file")
    found: dict[str, tuple[int, int, int]] = {}

    def collect(part: Node, name: str) -> None:
        if isinstance(part, Scalar):
            found[name] = (part.place.line, part.place.column, part.place.end_column)
        for entry in part if isinstance(part, MapNode) else ():
            collect(entry.value, entry.key.text)
        for number, item in enumerate(part.items if isinstance(part, ListNode) else ()):
            collect(item, f"{name} {number}")

    assert node is not None
    collect(node, "")
    lines = text.split("\r\n")
    shown = {name: lines[line - 1][start - 1 : end - 1] for name, (line, start, end) in found.items()}
    assert shown == {"title": "Done", "id": "o", "owner": "*Anna*", "now": "**5**", "done": "x", "due": "2026-10-01"}


def test_an_empty_cell_and_an_empty_field_know_where_a_value_would_be_typed() -> None:
    node, _ = read_markdown(
        "a.md", "## O\n\n- Owner:\n\n| KR | Now | To |\n|---|---|---|\n| K |   | 3 |\n", "cycle_file"
    )
    objectives = node.get("objectives") if node else None
    assert isinstance(objectives, ListNode) and isinstance(objectives.items[0], MapNode)
    results = objectives.items[0].get("key_results")
    assert isinstance(results, ListNode) and isinstance(results.items[0], MapNode)
    now, owner = results.items[0].get("now"), objectives.items[0].get("owner")
    assert isinstance(now, Scalar) and isinstance(owner, Scalar)
    assert (now.is_absent, now.place.line, now.place.column) == (True, 7, 7)
    assert (owner.is_absent, owner.place.line, owner.place.column) == (True, 3, 9)


def test_a_memo_is_its_text_without_the_title_that_front_matter_repeats() -> None:
    assert read("---\ntitle: The year\nauthor: Anna\n---\n\n# The year\n\nIt was.\n", "memo") == {
        "title": "The year",
        "author": "Anna",
        "body": "It was.",
    }
    assert read("---\ntitle: The year\n---\n\n# Another\n\nIt was.\n", "memo")["body"] == "# Another\n\nIt was."
