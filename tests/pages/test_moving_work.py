"""An initiative names the key results that it should move: read in both spellings, told on both ends, kept from the public."""

from __future__ import annotations

from datetime import date

import pytest
from planned_pages import PlannedSite

TODAY = date(2026, 11, 20)
YAML = """
objectives:
  - id: grow
    title: Grow
    owner: anna
    initiatives:
      - {title: Call <all>, status: doing, moves: [deals, old-name, deals]}
      - {title: Print leaflets}
    key_results:
      - {id: deals, title: "Deals & more", from: 0, to: 10, now: 5}
      - {id: new-name, title: Renamed, from: 0, to: 10, now: 5, aliases: [old-name]}
"""
MARKDOWN = """## Grow

- Id: grow
- Owner: Anna

- KR: Deals & more: 0 → 10, now 5
  - Id: deals
- KR: Renamed: 0 → 10, now 5
  - Id: new-name
  - Aliases: old-name

### Initiatives

- [ ] Call <all>
  - Status: doing
  - Moves: deals, old-name
- [ ] Print leaflets
"""
REF = "sales/2026-Q4/grow"


@pytest.mark.parametrize(("name", "text"), [("2026-Q4.yml", YAML), ("2026-Q4.md", MARKDOWN)])
def test_both_spellings_say_what_work_should_move(project, name, text):
    """A former id counts as the one of today, and one that is typed twice once."""
    made = project({"company/team.yml": "name: C\n", f"teams/sales/{name}": text})
    snapshot = made.snapshot(TODAY)
    works = snapshot.organisation.objectives[REF].initiatives
    assert [work.moves for work in works] == [("deals", "new-name"), ()]
    assert [one.code for one in snapshot.problems if one.severity == "error"] == []


def test_an_id_that_is_not_there_is_an_error_that_names_the_nearest(project):
    made = project({"company/team.yml": "name: C\n", "teams/sales/2026-Q4.yml": YAML.replace("[deals,", "[deels,")})
    snapshot = made.snapshot(TODAY)
    (problem,) = [one for one in snapshot.problems if one.code == "OKR219"]
    assert (problem.message, problem.place.line) == ("This objective has no key result 'deels'.", 6)
    assert "Do you mean 'deals'?" in problem.hint
    assert snapshot.organisation.objectives[REF].initiatives[0].moves == ("new-name", "deals")


def test_pages_say_it_on_both_ends(project):
    site = PlannedSite(project({"company/team.yml": "name: C\n", "teams/sales/2026-Q4.yml": YAML}).snapshot(TODAY))
    for uri in ("initiatives.md", f"objectives/{REF}.md"):
        assert f"objectives/{REF}/#grow_deals" in site.list_links(uri)
        assert "Deals &amp; more" in str(site.make(uri).body)
        assert site.find_dead_links(uri) == []
    body = str(site.make(f"objectives/{REF}.md").body)
    assert body.count("Moved by: Call &lt;all&gt; (doing)") == 2


def test_the_public_is_not_told_of_a_key_result_that_is_internal(project):
    """Neither its id nor that the work moves anything else than what they see."""
    text = YAML.replace("title: Renamed,", "title: Renamed, audience: internal,")
    made = project({"company/team.yml": "name: C\n", "teams/sales/2026-Q4.yml": text}, audience="public")
    (work, _) = made.snapshot(TODAY).organisation.objectives[REF].initiatives
    assert work.moves == ("deals",)
