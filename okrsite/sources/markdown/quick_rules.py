"""The block rules of the Markdown parser, each tried only where its first sign stands.

The parser asks all its rules about each line, although nearly all of them say no by the line's first sign. What it
finds is the same.
"""

from __future__ import annotations

from markdown_it import MarkdownIt, rules_block
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

_SIGNS: dict[RuleFuncBlockType, str] = {
    rules_block.fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*-+0123456789",
    rules_block.reference: "[",
    rules_block.html_block: "<",
    rules_block.heading: "#",
}
"""Signs with which the lines begin that a rule can take; one that isn't here is asked about every line."""
_BELOW_HEADS = frozenset("|-:")
"""Signs with which the line below the head of a table begins."""


def use_quick_rules(parser: MarkdownIt) -> MarkdownIt:
    """Have a parser try its rules by the first sign of a line, once all of them are enabled that should be."""
    parser.block.ruler = _QuickRuler(parser.block.ruler)
    return parser


class _QuickRuler(Ruler[RuleFuncBlockType]):
    """Gives one rule in the place of each chain of rules, which asks those that come into question."""

    def __init__(self, rules: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self._rules = rules
        self._chains: dict[str, list[RuleFuncBlockType]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - the parser calls it so
        chain = self._chains.get(chainName)
        if chain is None:
            chain = self._chains[chainName] = [_join_rules(self._rules.getRules(chainName))]
        return chain

    def get_active_rules(self) -> list[str]:
        return self._rules.get_active_rules()


def _join_rules(rules: list[RuleFuncBlockType]) -> RuleFuncBlockType:
    """Return a rule that asks some rules about a line, in their order, until one of them takes it."""
    signs = {sign for known in _SIGNS.values() for sign in known}
    by_sign = {sign: [rule for rule in rules if sign in _SIGNS.get(rule, sign)] for sign in signs}
    others = [rule for rule in rules if rule not in _SIGNS]
    without_table = {sign: _leave_out_table(asked) for sign, asked in by_sign.items()}
    others_without_table = _leave_out_table(others)

    def try_rules(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        text, starts, shifts = state.src, state.bMarks, state.tShift
        at = starts[line] + shifts[line]
        sign = text[at : at + 1]
        below = line + 1
        at = starts[below] + shifts[below] if below < end else len(text)
        is_head = text[at : at + 1] in _BELOW_HEADS
        asked = by_sign.get(sign, others) if is_head else without_table.get(sign, others_without_table)
        for rule in asked:  # noqa: SIM110 - a generator would take as long as a rule
            if rule(state, line, end, silent):
                return True
        return False

    return try_rules


def _leave_out_table(rules: list[RuleFuncBlockType]) -> list[RuleFuncBlockType]:
    return [rule for rule in rules if rule is not rules_block.table]
