"""Of numbers in the title of a key result it is said how they are typed, and no line is shown that says something else."""

from __future__ import annotations

import pytest

from okrsite.model.title_numbers import explain_numbers_in_title


def test_words_around_a_number_are_no_currency() -> None:
    """Three capitals are a code of a currency, and any three letters aren't."""
    told = explain_numbers_in_title("Umsatz von EUR 40 auf EUR 90", in_markdown=True)
    assert told is not None and told[1] == "Umsatz: EUR 40 → EUR 90"
    assert explain_numbers_in_title("Towns von nur 40 auf gut 90", in_markdown=True) is None


@pytest.mark.parametrize(("title", "is_part"), [("Towns: 62/90", True), ("Support 24/7", False)])
def test_a_part_is_no_more_than_the_whole(title: str, is_part: bool) -> None:
    assert (explain_numbers_in_title(title, in_markdown=True) is not None) is is_part
