"""Which words of pages come past the catalogues: the example company is built in a language in which each one shows.

`untranslated.json` has how many texts of each kind of page do; they may only become fewer. To see them:
`python tests/languages/list_untranslated.py`, with the beginning of a page's address for one kind alone; with `--write`
it counts anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from msgspec.structs import replace
from planned_pages import PlannedSite
from pseudo_language import list_english, list_english_texts, speak_widely
from stories import take_snapshot

from okrsite.progress.key_result_explanations import explain_expected_progress
from okrsite.settings import read_site

COUNTS = Path(__file__).parent / "untranslated.json"
SITE = Path(__file__).parents[2] / "mkdocs.yml"


def collect_untranslated() -> dict[str, dict[str, str]]:
    """Return by kind of page each English text, with the first page that has it."""
    site = read_site(SITE)
    snapshot = take_snapshot(replace(site, settings=replace(site.settings, language="de")))
    planned = PlannedSite(snapshot)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for uri in planned.planned:
        kind = uri.removesuffix(".md").partition("/")[0]
        if kind == "guide":  # a document of its own, and no words around what others typed
            continue
        page = planned.make(uri)
        beside = [page.title, page.description, *(text for entry in page.search for text in (entry.title, entry.text))]
        for text in (*list_english(str(page.body)), *list_english_texts(beside)):
            found[kind].setdefault(text, uri)
    return found


@pytest.fixture(scope="module")
def untranslated():
    with pytest.MonkeyPatch.context() as patch:
        speak_widely(patch)
        return collect_untranslated()


def test_no_kind_of_page_says_more_in_english_than_before(untranslated):
    listed = json.loads(COUNTS.read_text("utf-8"))
    more = {
        kind: f"{len(texts)} instead of {listed.get(kind, 0)}, such as {list(texts)[:5]}"
        for kind, texts in untranslated.items()
        if len(texts) > listed.get(kind, 0)
    }
    assert more == {}


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
