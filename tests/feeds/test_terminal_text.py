"""Texts for terminals and the logs of build servers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsite.feeds import terminal_text
from okrsite.feeds.terminal_text import escape_control_characters

PIECES = st.sampled_from([
    ":", "::", "#", "##", "[", "error", "section", "ſection", "SECTİON", "_", "start", "ſtart", "END", "end", " ", "x",
])  # fmt: skip


@given(st.lists(PIECES, max_size=8).map("".join))
def test_every_text_that_may_be_a_command_is_looked_at(text):
    """Most texts are told by a few signs to be none; no other text may be taken for one of them."""
    looked_at = terminal_text._COMMAND.sub(lambda match: terminal_text._BROKEN[match.group()], text)
    assert escape_control_characters(text) == looked_at


def test_what_a_build_server_takes_for_a_command_is_broken_up():
    assert escape_control_characters("a ::error::b") == "a : :error: :b"
    assert escape_control_characters("##[group]") == "# #[group]"
    assert escape_control_characters("Section_Start:1:x") == "Section Start:1:x"
    assert escape_control_characters("contributes_to: a") == "contributes_to: a"
