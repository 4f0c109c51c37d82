"""An account as text for a terminal."""

from __future__ import annotations

from okrsite.feeds.explain.accounts import Account
from okrsite.feeds.terminal_text import one_line
from okrsite.problems import Place
from okrsite.progress.explanation import Term


def as_text(account: Account) -> str:
    """Return the account: a heading, then for each number its value, the sentence, and the terms with their places."""
    lines = [one_line(f"{account.ref}: {account.title}")]
    if account.place is not None and account.place.line:
        lines.append(f"  {_spot(account.place)}")
    width = max((len(number.name) for number in account.numbers), default=0)
    for number in account.numbers:
        lines += ["", f"{number.name.ljust(width)}  {one_line(number.value)}", f"  {one_line(number.why.sentence)}"]
        lines += [f"  - {_term(term)}" for term in number.why.terms]
    return "".join(f"{line}\n" for line in lines)


def _term(term: Term) -> str:
    about = f" [{term.ref}]" if term.ref else ""
    spot = f" ({_spot(term.place)})" if term.place and term.place.line else ""
    return f"{one_line(term.label)}: {one_line(term.value)}{one_line(about)}{spot}"


def _spot(place: Place) -> str:
    return one_line(f"{place.path}:{place.line}")
