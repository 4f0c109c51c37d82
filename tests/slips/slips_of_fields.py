"""Slips in the names of fields: bullets in Markdown, keys in YAML and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from slip_kinds import Mutant, add_slip, edit_lines, replace_lines
from slip_places import Places, TypedLine

from okrsite import field_types as types
from okrsite.sources.markdown.labels import find_field
from okrsite.sources.yaml_names import NAMES
from okrsite.vocabulary import KEY_RESULT

_OTHERS = {
    "owner": ("Responsible", "Lead", "DRI", "Verantwortlich", "Assignee", "Accountable", "Besitzer", "Owner(s)", "Who"),
    "contributors": ("Helpers", "Team", "With help of", "Members", "Mitwirkende", "Beteiligte"),
    "contributes to": ("Parent", "Aligned to", "Supports goal", "Links to", "Zahlt ein auf", "Trägt bei zu"),
    "supports": ("Helps", "Unterstützt", "Support"),
    "depends on": ("Dependencies", "Depends", "Needs from", "Abhängig von", "Blocked by"),
    "ambition": ("Type", "Kind", "Ambitiousness", "Art"),
    "tags": ("Labels", "Keywords", "Tag", "Schlagworte"),
    "id": ("ID", "Ident", "Key", "Identifier", "Slug", "Kürzel"),
    "reviewer": ("Reviewed by", "Review", "Reviewers", "Prüfer"),
    "continues": ("Continued from", "Follows", "Setzt fort", "Carried over from"),
    "consult": ("Consulted", "Ask", "Fragen"),
    "inform": ("Informed", "Tell", "Informieren"),
    "confidence": ("Conf", "Zuversicht", "Confident", "Likelihood", "Probability"),
    "now": ("Current", "Actual", "Status quo", "Ist", "Aktuell", "Today"),
    "from": ("Start", "Baseline", "Von", "Begin", "Was"),
    "to": ("Target", "Goal", "Ziel", "Bis", "Aim"),
    "keep": ("Range", "Limit", "Halten", "Within"),
    "phases": ("Milestones by date", "Steps", "Phasen", "Interim"),
    "title": ("Titel", "Name", "Objective", "Headline"),
    "why": ("Because", "Reason", "Warum", "Background"),
    "lead": ("Leader", "Head", "Leitung", "Manager"),
    "parent": ("Belongs to", "Above", "Part of", "Eltern"),
    "mission": ("Purpose", "Auftrag", "Goal"),
    "values": ("Value", "Werte", "Data"),
    "key_results": ("krs", "results", "ergebnisse", "key-results", "keyResults", "Key results"),
    "checkins": ("check-ins", "updates", "checkIns", "check_ins"),
    "initiatives": ("tasks", "actions", "initiative"),
    "objectives": ("objective", "goals", "OKRs", "Objectives", "ziele"),
    "summary": ("Zusammenfassung", "abstract", "headline"),
    "members": ("people", "team", "Mitglieder"),
    "due": ("deadline", "until", "fällig"),
}


def _list_names(name: str) -> Iterator[str]:
    """Yield what becomes of a field's name on a Friday."""
    if len(name) > 2:
        middle = len(name) // 2
        yield name[:middle] + name[middle + 1 :]
        yield name[:middle] + name[middle] * 2 + name[middle + 1 :]
        yield name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]
        yield name[:-1]
        yield name[1:]
        yield f"{name[:middle]} {name[middle:]}"
    yield f"{name}s"
    yield name.upper()
    yield name.lower()
    yield name.capitalize()
    yield name.replace(" ", "")
    yield name.replace(" ", "-")
    yield name.replace("_", "-")
    yield name.replace("_", " ")
    yield from _OTHERS.get(name.lower(), ())


def _rename_bullet(line: TypedLine) -> Iterator[str]:
    for name in _list_names(line.label):
        yield line.text.replace(line.label, name, 1)


def _mark_bullet(line: TypedLine) -> Iterator[str]:
    for before, behind in (
        ("**", "**:"),
        ("**", ":**"),
        ("_", "_:"),
        ("`", "`:"),
        ("“", "”:"),
        ('"', '":'),
        ("[", "]:"),
        ("(", "):"),
        ("**", "**"),
        ("*", "*:"),
        ("<b>", "</b>:"),
        ("**", ":"),
        ("~~", "~~:"),
        ("", "\u00a0:"),
        ("\u200b", ":"),
        ("📌 ", ":"),
    ):
        yield line.text.replace(f"{line.label}:", f"{before}{line.label}{behind}", 1)


def _change_colon(line: TypedLine) -> Iterator[str]:
    for sign in ("", "=", " :", "::", "：", ";", " -", " –", ".", " =", " →", ",", "\t", ":\u00a0", ": :", " is"):
        yield line.text.replace(f"{line.label}:", f"{line.label}{sign}", 1)
    if line.value:
        yield line.text.replace(f"{line.label}: ", f"{line.label}:", 1)
        yield line.text.replace(f"{line.label}: ", f"{line.label} ", 1)
        known = find_field(line.label, "objective") or find_field(line.label, "key_result")
        # A text may end in any sign, and is shown so; that of a level or a grade as well.
        is_text = known in (KEY_RESULT.LEVELS, KEY_RESULT.RUBRIC) or (known and known.type in (types.PROSE, types.TEXT))
        if not is_text:
            yield f"{line.text}:"
            yield f"{line.text};"
            yield f"{line.text},"
            yield f"{line.text}."


def _rename_key(line: TypedLine) -> Iterator[str]:
    if line.label not in NAMES and len(line.text) - len(line.text.lstrip()) <= 2:
        return  # the id of a person or a KPI: any is as good, and those who name the old one hear of it
    for name in _list_names(line.label):
        yield line.text.replace(f"{line.label}:", f"{name}:", 1)


def _exchange_fields(places: Places) -> Iterator[Mutant]:
    """The names of two neighbouring fields are exchanged."""
    lines = [line for line in places.lines if line.kind in ("field", "nested") and line.value]
    for first, second in pairwise(lines):
        if second.number == first.number + 1 and first.kind == second.kind:
            texts = (
                first.text.replace(first.label, second.label, 1),
                second.text.replace(second.label, first.label, 1),
            )
            if {first.label, second.label} & {"Ambition", "Horizon", "Due"}:
                yield replace_lines(places, first.number, second.number + 1, "\n".join(texts))


def _change_step(line: TypedLine) -> Iterator[str]:
    match = re.match(
        r"(?P<before> *- )\[(?P<mark>[ x])\] (?P<title>.*?)(?: \((?:due )?(?P<day>\d{4}-\d\d-\d\d)\))?$", line.text
    )
    if match is None:
        return
    before, mark, title, day = match.groups()
    yield from (f"{before}{title}{done}" for done in ((" ✅", " (done)") if mark == "x" else ("",)))
    if day:
        for words in (
            "(fällig {})",
            "- {}",
            "– {}",
            "({})",
            "due {}",
            ", due: {}",
            "[due {}]",
            "(due {}",
            "(by {})",
            "(due {}, Jo)",
            "(Jo, due {})",
            "(30%)",
        ):
            yield f"{before}[{mark}] {title} {words.format(day)}"
        year, month, number = day.split("-")
        yield f"{before}[{mark}] {title} (bis {number}.{month}.{year})"
        yield f"{before}[{mark}] {title} (échéance {number}/{month}/{year})"


def _change_initiative(line: TypedLine) -> Iterator[str]:
    match = re.match(r"(?P<before>- \[[ x]\] )(?P<title>.*) \((?P<name>[A-Z]\w+)\)$", line.text)
    if match:
        before, title, name = match.groups()
        yield f"{before}{title} ({name}) - due 2026-12-01"
        yield f"{before}@{name}: {title}"
        yield f"{before}{title} @{name}"
        yield f"{before}{title} ({name}) - in progress"
        yield f"{before}{title} ({name})\n  - ask the others first"


def _end_title(line: TypedLine) -> Iterator[str]:
    """A title with what belongs into a field of its own behind it."""
    match = re.match(
        r"(?P<title>## \w[^{}()]*|- KR: \w[^{}():]*)\Z|(?P<start> *- \{id: [\w-]+, title: )(?P<inner>[\w ]+)(?P<rest>,.*)",
        line.text,
    )
    for end in ("(Mira)", "@mira", "(due 2026-12-15)", "(bis 15.12.2026)", "{.red}") if match else ():
        if match["title"]:
            yield f"{match['title']} {end}"
        elif end[0] != "{":
            yield f"{match['start']}{match['inner']} {end}{match['rest']}"


add_slip(
    "details of a step", "fields", "its day in other words, a tick behind it", edit_lines("md", "step", _change_step)
)
add_slip(
    "details of an initiative",
    "fields",
    "its owner at another place",
    edit_lines("md", "initiative", _change_initiative),
)
add_slip(
    "details of a title",
    "fields",
    "a person, a day or an attribute behind the title of an objective or a key result",
    edit_lines("md", "heading kr", _end_title),
    "title",
    unchanged=False,
)
add_slip(
    "details of a title in YAML",
    "fields",
    "the same between braces",
    edit_lines("yml", "flow", _end_title),
    unchanged=False,
)
add_slip(
    "name of a field",
    "fields",
    "a letter too few or many, another case, other words, another language",
    edit_lines("md", "field nested", _rename_bullet),
)
add_slip(
    "marked name of a field",
    "fields",
    "bold, quotes, brackets around it",
    edit_lines("md", "field nested", _mark_bullet),
)
add_slip(
    "colon of a field", "fields", "missing, doubled, or another sign", edit_lines("md", "field nested", _change_colon)
)
add_slip("name of a key", "fields", "the same in YAML", edit_lines("yml", "key", _rename_key))
add_slip("name in front matter", "fields", "the same in front matter", edit_lines("md", "front", _rename_key))
add_slip(
    "names of fields exchanged", "fields", "two neighbours have each other's name", _exchange_fields, unchanged=False
)
