"""The quick choice of block rules finds the very blocks that the Markdown parser finds with all of its rules."""

from __future__ import annotations

import random

import pytest
from markdown_it import MarkdownIt

from okrsite.sources.markdown.quick_rules import use_quick_rules

PIECES = (
    *(
        "# Title",
        "## T",
        "#no",
        "- item",
        "* item",
        "+ item",
        "1. one",
        "12) twelve",
        "- [ ] box",
        "-",
        "1.",
        "> quote",
    ),
    *(
        ">",
        "```",
        "~~~ text",
        "---",
        "===",
        "***",
        "_ _ _",
        "| a | b |",
        "| - | - |",
        "|---|:-:|",
        "--|--",
        ": x",
        "a|b",
    ),
    *("<div>", "</div>", "<!-- remark", "-->", "[name]: https://example.com", "[a", "]: b 'c", "words", "more words."),
    *("    code", "\tcode", "  ", "", "", "\\", "&amp;", "é", "10000000000. x"),
)


@pytest.mark.parametrize("seed", range(8))
def test_random_documents_have_the_same_blocks(seed):
    """Lines of all kinds in random order, indented at random: lists in quotes, tables in lists, open code."""
    chance = random.Random(seed)
    plain = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
    quick = use_quick_rules(MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"]))
    for _ in range(400):
        lines = [
            chance.choice(("", "", "", " ", "  ", "   ", "    ", "\t", "> ", "- ", "  - ")) + chance.choice(PIECES)
            for _ in range(chance.randrange(1, 12))
        ]
        text = "\n".join(lines) + chance.choice(("", "\n"))
        names: tuple[dict[str, object], dict[str, object]] = ({}, {})
        assert quick.parse(text, names[0]) == plain.parse(text, names[1]), text
        assert names[0] == names[1]
