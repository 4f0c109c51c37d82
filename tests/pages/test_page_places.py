"""Where pages lie: never out of the site, whatever names them; former addresses come from a past that may be forged."""

from __future__ import annotations

import os

import pytest
from edited_company import DAY, create_company
from msgspec.structs import replace
from planned_pages import PlannedSite

from okrsite.model.former_names import FormerNames
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.page import lies_inside


@pytest.mark.parametrize(
    "uri", ["index.md", "teams/sales/2026-Q4.md", "handbook/..a/b.md", "handbook/a b.md", "a:b.md"]
)
def test_a_page_of_the_site_lies_inside(uri):
    assert lies_inside(uri) or os.name == "nt"


@pytest.mark.parametrize(
    "uri", ["", "/index.md", "../index.md", "a/../../index.md", "a//index.md", "a/./index.md", "a/.."]
)
def test_what_leads_out_of_the_site_or_nowhere_does_not(uri):
    assert not lies_inside(uri)


def test_no_page_is_planned_out_of_the_site(project):
    snapshot = project({}).write(create_company().dump()).snapshot(DAY)
    ref = next(iter(snapshot.organisation.objectives))
    document = snapshot.organisation.documents[0]
    former = FormerNames(
        objectives={ObjectiveRef("sales/2026-Q4/../../../../../x"): ref, ObjectiveRef("sales/2026-Q4/old"): ref},
        pages={"../../../x": (ref.unit, ""), "/x": (ref.unit, ""), "teams/old": (ref.unit, "")},
        documents={"../../../x.md": document.place.path, "old.md": document.place.path},
    )
    planned = PlannedSite(replace(snapshot, organisation=replace(snapshot.organisation, former=former))).planned
    assert {"objectives/sales/2026-Q4/old.md", "teams/old/index.md", "old.md"} <= planned.keys()
    assert all(map(lies_inside, planned))
