"""Terms that a company calls otherwise: `terms: {objective: Goal, objectives: Goals}`.

Decides which words of a text of ours are the term, in each language, and how the other word stands in their place. Only
texts from the source and the catalogues come here, never what an author typed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from okrsite.languages.catalogue import LOCALE
from okrsite.late_patterns import compile_late

GLOSSARY = LOCALE / "glossary.toml"
TERMS = {
    "objective": "objectives",
    "key result": "key results",
    "initiative": "initiatives",
    "team": "teams",
    "company": "companies",
    "unit": "units",
    "check-in": "check-ins",
    "KPI": "KPIs",
}
"""The terms that can be renamed: the singular and the plural, by which the setting names them."""
# Parts that are filled, tags, and what is typed word for word keep their words.
_KEPT = r"\{[a-z_]+\}|<code>.*?</code>|<[^<>]*>|`[^`]*`"
_ARTICLE = compile_late(r"\b([Aa])n? ")
_VOWEL = compile_late(r"[aeiouAEIOU]")


@cache
def read_glossary() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the words of each term by language: those of the singular, as they may stand in a text.

    The plural of a term is an entry of its own, named by `TERMS`.

    Raises:
        OSError: it can't be read.
    """
    entries = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    return {name: {key: words if isinstance(words, list) else [words] for key, words in entry.items()}
            for name, entry in entries.items()}  # fmt: skip


class TermRenamer:
    """Puts other words in the place of terms, in texts of one language."""

    def __init__(self, language: str, terms: Mapping[str, str]) -> None:
        """Take the words by the names of the terms, which are those of `TERMS`."""
        glossary = read_glossary()
        self._language = language
        self._renamed = {
            form.casefold(): word for name, word in terms.items() for form in glossary[name].get(language, [])
        }
        forms = "|".join(re.escape(form) for form in sorted(self._renamed, key=len, reverse=True))
        article = "(?P<article>[Aa]n? )?" if language == "en" else "(?P<article>)"
        self._pattern = re.compile(rf"(?P<kept>{_KEPT})|\b{article}(?P<term>{forms})\b", re.IGNORECASE | re.DOTALL)

    def rename(self, text: str) -> str:
        """Return a text with the other words in the place of the terms, in capitals and small letters as these."""
        return self._pattern.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        if match["kept"]:
            return match[0]
        term = match["term"]
        word = self._renamed[term.casefold()]
        if self._language != "de":  # which writes names of things with a capital in any case
            # A word that has capitals further behind, such as OKR, has its own spelling.
            lower = term[0].islower() and word[1:] == word[1:].lower()
            word = (word[0].lower() if lower else word[0].upper()) + word[1:]
        article = match["article"] or ""
        if article:
            article = f"{article[0]}{'n' if _VOWEL.match(word) else ''} "
        return article + word
