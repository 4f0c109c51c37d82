"""What changed of the inputs of pages is told in words, things first, and nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import okrsite
from okrsite.pages.input_words import describe_change, describe_changes, has_words, list_clauses
from okrsite.pages.page_origins import Change
from okrsite.pages.site_pages import build_pages
from okrsite.pipeline import take_snapshot
from okrsite.request import BuildRequest, open_source

OBJECTIVES = "snapshot.organisation.objectives"
NUMBERS = "snapshot.measures.objectives"
CLOSE, HOLDS = "finance/2026-Q4/close", "company/2026-Q4/holds"


def test_every_part_of_the_snapshot_that_pages_of_the_example_read_has_words():
    """Whoever lets pages read another one gives it words in `input_words`; what is declared has a name in words."""
    with open_source(
        BuildRequest(Path(okrsite.__file__).parents[1] / "mkdocs.yml", today=date(2026, 11, 20))
    ) as source:
        known = build_pages(take_snapshot(source)).collect_known_pages()
    assert len(known.digests) > 1000
    assert {name for name, key in known.digests if not has_words(name, key)} == set()


def test_what_changed_is_told_before_what_follows_elsewhere():
    changes = [
        Change("statuses", CLOSE, "changed"),
        Change(NUMBERS, HOLDS, "changed"),
        Change("snapshot.measures.key_results", f"{CLOSE}#days", "changed"),
        Change("snapshot.organisation.by_unit", "finance", "changed"),
        Change(OBJECTIVES, CLOSE, "changed"),
    ]
    assert describe_changes(changes) == (
        "the objective finance/2026-Q4/close changed; the numbers of company/2026-Q4/holds changed"
    )


def test_of_what_is_computed_of_an_objective_the_most_telling_is_enough():
    """Its status and its card on maps say no more than its numbers; where they alone changed, they are told."""
    key_result = Change("snapshot.measures.key_results", f"{HOLDS}#rate", "changed")
    card, status = Change("map nodes", HOLDS, "changed"), Change("statuses", HOLDS, "changed")
    assert list_clauses([card, status, key_result, Change(NUMBERS, HOLDS, "changed")]) == (
        "the numbers of company/2026-Q4/holds changed",
    )
    assert list_clauses([card, status]) == ("the status of company/2026-Q4/holds changed",)
    assert list_clauses([card, key_result]) == ("the numbers of company/2026-Q4/holds#rate changed",)
    assert list_clauses([card]) == ("the card of company/2026-Q4/holds on maps changed",)


def test_numbers_that_changed_with_the_day_are_told_by_themselves():
    changes = [Change("days in cycles", "2026-Q4", "changed"), Change(NUMBERS, HOLDS, "changed")]
    assert describe_changes(changes) == "the numbers of company/2026-Q4/holds changed; another day of 2026-Q4 has come"


def test_what_is_new_or_gone_is_called_so():
    assert describe_change(Change(OBJECTIVES, CLOSE, "new")) == "the objective finance/2026-Q4/close is new"
    assert describe_change(Change("heads", CLOSE, "gone")) == "the objective finance/2026-Q4/close is gone"
    assert describe_change(Change("snapshot.organisation.people", "anna", "gone")) == "the person anna is gone"
    assert describe_change(Change("snapshot.alignment.up", CLOSE, "new")) == f"the links of {CLOSE} changed"


def test_keys_are_ids_and_what_is_read_whole_has_none():
    assert describe_change(Change("unsettled", "('product', '2026-Q3')", "changed")) == (
        "what product, 2026-Q3 has to settle changed"
    )
    assert describe_change(Change("snapshot.organisation.cycles", "*", "changed")) == "the cycles changed"
    assert describe_change(Change("parts of 2026-Q4", "product", "new")) == "the parts of 2026-Q4 changed (product)"
    assert describe_change(Change("longest list", "*", "changed")) == "the longest list changed"


def test_of_many_changes_some_are_told_and_the_others_counted():
    changes = [Change(OBJECTIVES, f"sales/2026-Q4/o{number:02}", "changed") for number in range(20)]
    said = describe_changes(changes)
    assert said.startswith("the objective sales/2026-Q4/o00 changed; the objective sales/2026-Q4/o01 changed; ")
    assert said.endswith("; and 14 more")
    assert len(list_clauses(changes)) == 20


def test_links_that_changed_at_both_ends_are_told_once():
    changes = [Change("snapshot.alignment.up", HOLDS, "changed"), Change("snapshot.alignment.down", HOLDS, "new")]
    assert list_clauses(changes) == ("the links of company/2026-Q4/holds changed",)
