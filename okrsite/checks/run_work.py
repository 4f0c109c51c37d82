"""Titles that name what runs anyway, “Keep the lights on”, in English and German.

Decides by a few phrases, and for silence where a title also speaks of a change (“Continue to grow in the north”).
"""

from __future__ import annotations

from okrsite.checks.title_words import fold_words, split_words, strip_leading

_LEADING = fold_words("we to will our wir")
_CHANGES = fold_words(
    "better change changing cut double expand expanding faster fewer grow growing growth halve higher improve "
    "improving improvement increase increasing innovate less lower learn learning more moving raise reduce reducing "
    "than until ausbauen besser erhöhen lernen mehr senken steigern verbessern verringern wachsen wachstum weniger"
)
_RUNNING = fold_words("alive lights operational operating running stable")
_OPERATIONS = fold_words("operation operations betrieb tagesgeschäft grundbetrieb regelbetrieb support verfügbarkeit")
_SECURING = fold_words("ensure guarantee secure")
_DE_KEEPING = fold_words("aufrechterhalten beibehalten fortführen fortsetzen weiterbetreiben weiterführen aufrecht")
_DE_SECURING = fold_words("sicherstellen gewährleisten sichern")
_PHRASES = ("business as usual", "day-to-day business", "daily business", "day-to-day operations", "keep the lights on")
_DE_BUSINESS = fold_words("tagesgeschäft regelbetrieb")


def names_run_work(title: str) -> bool:
    """Whether a title names what runs anyway, and no change of it."""
    words = strip_leading(split_words(title), _LEADING)
    if len(words) < 2 or not _CHANGES.isdisjoint(words):
        return False
    line = f" {' '.join(words)} "
    if any(f" {phrase} " in line for phrase in _PHRASES):
        return True
    return _is_english_upkeep(words) or _is_german_upkeep(words)


def _is_english_upkeep(words: tuple[str, ...]) -> bool:
    verb, following = words[0], words[1]
    if verb == "keep":
        return following.endswith("ing") or not _RUNNING.isdisjoint(words[1:])
    return verb in ("continue", "maintain") or (verb in _SECURING and words[-1] in _OPERATIONS)


def _is_german_upkeep(words: tuple[str, ...]) -> bool:
    if words[0] == "weiterhin" or words[-1] in _DE_KEEPING:
        return True
    return not _OPERATIONS.isdisjoint(words) and (words[-1] in _DE_SECURING or not _DE_BUSINESS.isdisjoint(words))
