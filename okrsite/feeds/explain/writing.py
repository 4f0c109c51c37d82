"""An account as text for a terminal."""

from __future__ import annotations

from okrsite.feeds.explain.accounts import SubjectExplanation
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.languages.words import get_language
from okrsite.problems import Place
from okrsite.progress.explanation import Term


def format_explanation(account: SubjectExplanation) -> str:
    """Return the account: a heading, then for each number its value, the sentence, and the terms with their places."""
    lines = [escape_control_characters(f"{account.ref}: {account.title}")]
    if account.place is not None and account.place.line:
        lines.append(f"  {_format_place(account.place)}")
    width = max((len(number.name) for number in account.numbers), default=0)
    for number in account.numbers:
        lines += [
            "",
            f"{number.name.ljust(width)}  {escape_control_characters(number.value)}",
            f"  {escape_control_characters(number.why.sentence)}",
        ]
        lines += [f"  - {_format_term(term)}" for term in number.why.terms]
    return "".join(f"{line}\n" for line in lines)


def _format_term(term: Term) -> str:
    about = f" [{term.ref}]" if term.ref else ""
    spot = f" ({_format_place(term.place)})" if term.place and term.place.line else ""
    return (
        f"{escape_control_characters(_choose_label(term))}: {escape_control_characters(term.value)}"
        f"{escape_control_characters(about)}{spot}"
    )


def _choose_label(term: Term) -> str:
    """Return what a term is called: in English as its rule calls it, with what it was taken from."""
    return term.label if get_language() == "en" else term.shown_label


def _format_place(place: Place) -> str:
    return escape_control_characters(f"{place.path}:{place.line}")
