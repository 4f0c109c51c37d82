"""Which words of pages come past the catalogues: the example company is built in a language in which each one shows.

There are none. To see those that a change brings: `python tests/languages/list_untranslated.py`, with the beginning of a
page's address for one kind alone.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from msgspec.structs import replace
from planned_pages import PlannedSite
from pseudo_language import list_english, list_english_texts, speak_widely
from stories import read_example, take_snapshot

from okrsite.progress.key_result_explanations import explain_expected_progress
from okrsite.settings import read_site
from okrsite.snapshot import Snapshot

SITE = Path(__file__).parents[2] / "mkdocs.yml"


def collect_untranslated(typed: frozenset[str]) -> dict[str, dict[str, str]]:
    """Return by kind of page each English text, with the first page that has it; words that are `typed` are none."""
    site = read_site(SITE)
    asked = replace(site.settings, language="de", feeds=True, calendars=True, badges=True, tables=True)
    snapshot = take_snapshot(replace(site, settings=asked, url="https://goals.example/"))
    planned = PlannedSite(snapshot)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for uri in planned.planned:
        kind = uri.removesuffix(".md").partition("/")[0]
        if kind == "guide":  # a document of its own, and no words around what others typed
            continue
        page = planned.make(uri)
        beside = [page.title, page.description, *(entry.title for entry in page.search)]
        beside += [entry.text for entry in page.search if kind != "handbook"]  # which shows lines to be typed
        for text in (*list_english(str(page.body), typed), *list_english_texts(beside, typed)):
            found[kind].setdefault(text, uri)
    return found


def list_typed_words(snapshot: Snapshot) -> frozenset[str]:
    """Return the words that stay in their letters although authors typed them: ids, and units of measure in git's past."""
    organisation = snapshot.organisation
    ids = {*organisation.units, *organisation.kpis, *(person.id for person in organisation.people.values())}
    results = [key_result for objective in organisation.objectives.values() for key_result in objective.key_results]
    units = [*(key_result.unit for key_result in results), *(kpi.unit for kpi in organisation.kpis.values())]
    ids |= {key_result.id for key_result in results} | {ref.id for ref in organisation.objectives}
    ids |= {alias for objective in organisation.objectives.values() for alias in objective.aliases}
    return frozenset({*ids, *(word for unit in units for word in unit.split())})


@pytest.fixture(scope="module")
def untranslated():
    typed = list_typed_words(read_example())
    with pytest.MonkeyPatch.context() as patch:
        speak_widely(patch)
        return collect_untranslated(typed)


def test_no_page_says_anything_in_english(untranslated):
    assert untranslated == {}


def test_nothing_is_remembered_of_the_real_language_that_was_spoken_before(project, monkeypatch):
    """Explanations that many key results share are kept by the words that are spoken."""
    files = {"company/2026-Q4.md": "## Growth\n\n- KR: Bread: 0 → 9, now 3\n"}

    def explain():
        snapshot = project(files, language="de").snapshot()
        (objective,) = snapshot.organisation.objectives.values()
        (key_result,) = objective.key_results
        measure = snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
        cycle = snapshot.organisation.cycles[objective.cycle]
        return explain_expected_progress(key_result, measure, cycle).sentence

    assert "der Zeit" in explain()
    speak_widely(monkeypatch)
    assert list_english_texts([explain()]) == []


def test_what_is_translated_and_what_authors_typed_is_not_listed():
    """Else the counts would be those of something else: a page of one word of ours, one of theirs, and one forgotten."""
    from pseudo_language import widen

    page = f'<p title="Forgotten">{widen("Teams of {name}")} Цустомер 2026 <code>team.yml</code> JSON</p><p>Owns Дата 3</p>'
    assert list_english(page.replace("{name}", "Дата")) == ["Forgotten", "Owns … …"]
