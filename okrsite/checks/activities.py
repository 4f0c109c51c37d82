"""Titles that name something to do: by their first verb in English, by their last one in German.

Decides by lists of words, and for silence where it isn't sure: a title that says what the work is good for (a number
behind a preposition, a share, `that`, `without`, `damit`) names no activity; nor does one in another language.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from okrsite.checks.title_words import fold_text, fold_words, is_number, split_words, strip_leading
from okrsite.late_patterns import compile_late

_LEADING = fold_words("successfully finally we to will please erfolgreich")
_ARTICLES = fold_words("a an the our its my new another first second next")
_PREPOSITIONS = fold_words("about across after at before between by during for from in into of on per to until with")
_BEFORE_AIMS = fold_words("to with for in at auf mit für an bei zu")
"""Prepositions with a number behind them that say what is reached: `in 3 cities`."""
_AIMS = fold_words(
    "that which who whom whose where so without within under below less fewer least than time better faster easier "
    "simpler love loved loves delight delights awesome great amazing best easy simple world-class next-generation "
    "generation culture trust mindset potential chapter history story future ourselves us "
    "damit sodass ohne innerhalb binnen unter weniger mindestens höchstens als schneller besser einfacher pünktlich "
    "rechtzeitig können kann wollen will dürfen darf müssen muss sollen lieben beste besten selbst "
    "vertrauen potenzial potenziale kapitel geschichte zukunft uns"
)
"""Words with which a title says more than that something is done."""
_DELIVERABLES = fold_words(
    "api app application backend beta blog catalogue chatbot crm dashboard database documentation erp feature features "
    "framework frontend guide guidelines handbook homepage infrastructure intranet manual migration module mvp "
    "newsletter page pages pipeline platform policy portal process prototype redesign release report roadmap rollout "
    "shop site software strategy system template templates tool tools warehouse webshop website wiki workflow"
)
_HELD = fold_words(
    "campaign campaigns demo demos event events interview interviews meeting meetings presentation presentations "
    "session sessions talk talks training trainings webinar webinars workshop workshops"
)
_ACTIVITIES = _HELD | fold_words(
    "audit audits call calls conference conferences experiment experiments hackathon hackathons kick-off kick-offs "
    "pilot pilots retro retros retrospective retrospectives survey surveys test tests"
)
_WITH_ANYTHING = fold_words("publish conduct implement introduce migrate")
_WITH_ARTICLE = fold_words("launch deploy install refactor redesign")
_WITH_NUMBER = fold_words("write send post launch train call contact visit interview survey film draft")
_WITH_DELIVERABLE = fold_words(
    "build create develop design deliver complete finish prepare define establish produce code program write rewrite "
    "draft document send post release ship upgrade"
)
_WITH_ACTIVITY = fold_words("hold run give attend host schedule make do have complete plan prepare organise organize")
_WITH_OUT = fold_words("roll carry")
_OTHERWISE = fold_words("rate rates time times costs quality frequency errors volume backlog")
"""Nouns behind which a verb was a noun as well: `Publish rate`."""

_DE_WITH_ANYTHING = fold_words(
    "verschicken versenden veröffentlichen publizieren durchführen abhalten organisieren veranstalten einführen "
    "implementieren umsetzen launchen ausrollen migrieren releasen fertigstellen deployen erstellen"
)
_DE_WITH_OBJECT = fold_words(
    "bauen entwickeln aufbauen erarbeiten definieren konzipieren planen vorbereiten abschließen aufsetzen schreiben "
    "verfassen dokumentieren posten produzieren halten machen schulen drehen"
)
_DE_OBJECT = compile_late(
    r"(?:app|apps|website|webseite|webshop|onlineshop|plattform|portal|system|tool|tools|crm|erp|dashboard|prototyp|mvp|"
    r"konzept|handbuch|dokumentation|leitfaden|schnittstelle|api|datenbank|migration|rollout|schulung|schulungen|"
    r"workshop|workshops|meeting|meetings|newsletter|artikel|beitrag|beitraege|blogpost|blogposts|posts|event|events|"
    r"veranstaltung|veranstaltungen|kampagne|kampagnen|praesentation|praesentationen|vortrag|vortraege|webinar|"
    r"webinare|video|videos|interviews|umfrage|umfragen|modul|feature|features)\Z"
)
_DE_PREPOSITIONS = fold_words("an auf aus bei durch für im in mit nach über um vom von zu zum zur")
_DE_CLAUSE = compile_late(r",\s*(?:die|der|das|den|dem|wer|was|wie|wo|dass|deren|dessen)\b")


def names_activity(title: str) -> bool:
    """Whether a title says what is done, in English or German, and nothing of what it is good for."""
    words = strip_leading(split_words(title), _LEADING)
    if len(words) < 2 or not (_is_english_activity(words) or _is_german_activity(words)):
        return False
    folded = fold_text(title)
    return not ("%" in folded or _says_aim(words) or _has_number_as_aim(words) or _DE_CLAUSE.search(folded))


def _says_aim(words: Sequence[str]) -> bool:
    """Whether one of a title's words tells what the work is good for."""
    return not _AIMS.isdisjoint(words) or any(word.endswith("kultur") for word in words)


def _has_number_as_aim(words: Sequence[str]) -> bool:
    """Whether a number says what is reached, or there is a second one: `Write 4 posts to attract 5,000 readers`."""
    if sum(map(is_number, words)) > 1:
        return True
    return any(before in _BEFORE_AIMS and is_number(word) for before, word in pairwise(words[1:]))


def _is_english_activity(words: Sequence[str]) -> bool:
    verb, following = words[0], words[1]
    if verb in _WITH_OUT:
        return following == "out" and len(words) > 2
    if (verb, following) == ("set", "up"):
        return _find_head(words[2:]) in _DELIVERABLES
    if following in _OTHERWISE:
        return False
    if verb in _WITH_ANYTHING:
        return verb == "migrate" or following not in _PREPOSITIONS
    if verb in _WITH_ARTICLE and following in _ARTICLES and len(words) > 2:
        return True
    if verb in _WITH_NUMBER and is_number(following) and len(words) > 2:
        return True
    head = _find_head(words[1:])
    return (verb in _WITH_DELIVERABLE and head in _DELIVERABLES) or (verb in _WITH_ACTIVITY and head in _ACTIVITIES)


def _find_head(words: Sequence[str]) -> str:
    """Return the noun that a verb is about: the last word before the first preposition; empty where there is none."""
    end = next((place for place, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    return words[end - 1] if end else ""


def _is_german_activity(words: Sequence[str]) -> bool:
    end = next((place for place, word in enumerate(words) if word == "bis"), len(words))
    if end < 2:
        return False
    verb, before = words[end - 1], words[: end - 1]
    if verb in _DE_WITH_ANYTHING:
        return True
    return verb in _DE_WITH_OBJECT and _DE_OBJECT.search(before[-1]) is not None and _DE_PREPOSITIONS.isdisjoint(before)


_PLAIN = fold_words(
    "workshops webinars newsletters articles blogposts tweets podcasts trainings schulungen webinare blogbeiträge "
    "blogartikel vorträge"
)
"""What is counted as own work without a verb."""
_COUNTED = (
    _HELD
    | _PLAIN
    | fold_words(
        "newsletter article post posts blogpost tweet podcast video videos schulung artikel beitrag beiträge "
        "blogbeitrag kampagne kampagnen vortrag präsentation präsentationen veranstaltung veranstaltungen gespräche "
        "mails e-mails emails"
    )
)
"""What is counted as own work with a verb."""
_PARTICIPLES = fold_words(
    "held run published posted written sent shipped released conducted done made hosted organised organized recorded "
    "produced delivered given "
    "gehalten abgehalten durchgeführt veröffentlicht verschickt versandt versendet geschrieben verfasst organisiert "
    "veranstaltet produziert erstellt geführt"
)
_PERIOD = compile_late(r"(?: (?:per|a|an|each|every|pro|je|im|in|this|next|by|bis)\b.*)\Z")
_BY_OTHERS = compile_late(r"\b(?:by|von|durch)\b")
_NUMBER_OF = compile_late(r"\A(?:#|no\.?|number of|anzahl(?: der| an| von)?|zahl der)\s+")


def counts_own_work(title: str) -> bool:
    """Whether a title names a count of what one does oneself: `Workshops held`, `Number of newsletters per month`."""
    words = split_words(title)
    if _COUNTED.isdisjoint(words) or _says_aim(words):
        return False
    folded = fold_text(title)
    if "%" in folded or _BY_OTHERS.search(folded):
        return False
    words = split_words(_PERIOD.sub("", _NUMBER_OF.sub("", folded)))
    words = words[1:] if len(words) > 1 and is_number(words[0]) else words
    if 2 <= len(words) <= 5 and words[-1] in _PARTICIPLES and words[-2] in _COUNTED:
        return True
    return 1 <= len(words) <= 2 and (words[-1] in _PLAIN or words == ("blog", "posts"))
