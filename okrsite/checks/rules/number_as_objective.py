"""OKR604: an objective is a number.

What: the title of an objective has a share, an amount of money, a number that something is raised or lowered to, or a
count from ten on (“Increase revenue by 20 %”, “10 Mio. Umsatz”, “Win 100 customers”). Numbers in words, small counts,
names such as ISO 27001, and `100 %` for “all” are let pass; so is what is a task (OKR605) or runs anyway (OKR609).
Why: a number tells nobody what for; it is soon out of date, and there is nothing left that the key results could
measure.
Instead: say in words what will be different, and let a key result have the number.
Taught by: Christina Wodtke, *Radical Focus* (an objective is qualitative); Felipe Castro (memorable, in words); Paul
Niven and Ben Lamorte, *Objectives and Key Results*.
Disagrees: teams, many of them in sales, whose goal is a number that everybody knows by heart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from okrsite.checks.activities import names_activity
from okrsite.checks.run_work import names_run_work
from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import fold_text, fold_words, quote_shortened, split_words, strip_leading
from okrsite.late_patterns import compile_late
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot

_FEWEST = 10
_SHARE = compile_late(r"(?<![\w.,/-])(\d[\d.,]*) ?(?:%|(?:percent|per cent|prozent)\b)")
_MONEY = compile_late(
    r"[€$£¥] ?\d|(?<![\w.,/-])\d[\d.,]* ?(?:[km]|mio\.?|mrd\.?|bn)? ?"
    r"(?:[€$£]|(?:eur|euro|euros|usd|chf|gbp|dollars?|tsd|mio|mrd|millions?|millionen|billions?|milliarden?)\b)"
)
_AMOUNT = compile_late(r"[0-9][0-9.,'’]*[km]?\Z")
_YEAR = compile_late(r"(?:19|20)[0-9]{2}\Z")
_LEADING = fold_words("we to will wir")
_CHANGING = fold_words(
    "achieve boost bring cut decrease drop expand get grow hit improve increase lift lower raise reach reduce scale "
    "erhöhen erreichen reduzieren senken steigern verbessern verringern wachsen steigerung erhöhung senkung "
    "reduzierung reduktion wachstum"
)
_AIMS = fold_words("by to from auf um von")
_WINNING = fold_words(
    "achieve acquire add attract certify close collect convert earn find gain hire hit make onboard open plant reach "
    "recruit sell serve sign train win"
)
_DE_WINNING = fold_words(
    "abschließen akquirieren einstellen eröffnen erreichen gewinnen schulen verkaufen zertifizieren"
)
_PERIODS = fold_words(
    "second seconds minute minutes hour hours day days week weeks month months year years degree degrees sekunden "
    "minuten stunden tage tagen wochen monate monaten jahre jahren grad"
)


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective that is a number."""
    for objective in list_open_objectives(snapshot):
        title = objective.title
        if names_number(title) and not names_run_work(title) and not names_activity(title):
            yield create_problem(
                "OKR604",
                objective.place,
                f"{quote_shortened(title)} is a number.",
                "Say in words what will be different, and let a key result have the number.",
            )


def names_number(title: str) -> bool:
    """Whether a title names a number that could be a key result's target."""
    folded = fold_text(title)
    if not any(letter.isdigit() for letter in folded):
        return False
    if _MONEY.search(folded) or any(share[1].rstrip(".,") != "100" for share in _SHARE.finditer(folded)):
        return True
    words = strip_leading(split_words(_SHARE.sub(" ", folded)), _LEADING)
    if not words:
        return False
    changes = words[0] in _CHANGING or words[-1] in _CHANGING
    if changes and any(before in _AIMS and _is_amount(word) for before, word in pairwise(words)):
        return True
    return _counts_many(words)


def _counts_many(words: tuple[str, ...]) -> bool:
    """Whether the first words are a count, or a verb such as `win` with a count."""
    if _is_many(words[0]):
        return len(words) > 1 and words[1] not in _PERIODS and not words[1].isdigit()
    if len(words) < 3 or not _is_many(words[1]) or words[2] in _PERIODS:
        return False
    return words[0] in _WINNING or words[-1] in _DE_WINNING


def _is_amount(word: str) -> bool:
    """Whether a word is a number, and no year."""
    return _AMOUNT.match(word) is not None and _YEAR.match(word) is None


def _is_many(word: str) -> bool:
    if not _is_amount(word) or word.startswith("0"):
        return False
    digits = "".join(letter for letter in word if letter in "0123456789")
    return word[-1] in "km" or len(digits) > len(str(_FEWEST)) or int(digits) >= _FEWEST
