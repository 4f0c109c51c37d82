"""What an author writes leaves as in the log wherever it leaves: without comments, and its links settled."""

from __future__ import annotations

import json
import re

import pytest
from msgspec.structs import replace
from outputs import outputs
from stories import take_snapshot

from okrsite.model.lengths import MAX_PROSE
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.settings import read_site
from okrsite.snapshot import Snapshot

PDF = b"%PDF-1.4\n%%EOF\n"
AUDIENCES = [({"audience": "internal"}, "public"), ({"visibility": "draft"}, "internal")]
"""How a unit is withheld, and from which site."""
GOAL = {"id": "goal", "title": "Goal", "owner": "anna"}
RESULT = {"id": "k", "title": "K", "from": 0, "to": 10}


def company(mark: dict[str, str], goal: dict[str, object], **files: object) -> dict[str, str | bytes]:
    """A company with a goal, and a unit that is withheld with its goal, KPI, file and picture."""
    hidden = {"name": "Zqname", **mark, "kpis": {"zqkpi": {"name": "Zqkpi", "values": {"2026-11-13": 3}}}}
    typed = {
        "people.yml": {"anna": {"name": "Anna"}, "cora": {"name": "Cora", "team": "zqunit"}},
        "company/team.yml": {"name": "Company", "members": ["cora", "zqperson"], "lead": "zqperson"},
        "company/2026-Q4.yml": {"objectives": [{**GOAL, "key_results": [RESULT], **goal}]},
        "teams/zqunit/team.yml": hidden,
        "teams/zqunit/2026-Q4.yml": {"objectives": [{"id": "zqgoal", "title": "Zqtitle", "owner": "anna"}]},
        "people/zqperson/team.yml": {"name": "Zqname", **mark},
        **{name.replace("__", "."): value for name, value in files.items()},
    }
    texts = {path: value if isinstance(value, str) else json.dumps(value) for path, value in typed.items()}
    return texts | {"teams/zqunit/zqplan.pdf": PDF, "handbook/plan.pdf": PDF}


def snapshot(made, audience: str) -> Snapshot:
    site = read_site(made.config)
    return take_snapshot(replace(site, settings=replace(site.settings, audience=audience)))


def published(made, audience: str) -> str:
    found = outputs(snapshot(made, audience))
    return "\n".join(f"{path}\n{text}" for path, text in found.items() if not path.startswith("guide/"))


NOTE = (
    "Said *so* <!-- zqcomment -->, [open](../teams/zqunit/zqplan.pdf 'zqtitle'), ![open](../teams/zqunit/zqpicture.png)"
    " [open][zqname].\n\n[zqname]: ../teams/zqunit/2026-Q4.yml#zqgoal 'zqtitle'\n\n<!-- zqcomment that is never closed"
)


@pytest.mark.parametrize(("mark", "audience"), AUDIENCES, ids=["internal", "draft"])
def test_a_note_stands_once_on_the_page_of_its_objective_and_tells_nothing(project, mark, audience):
    goal = {"checkins": [{"date": "2026-11-02", "by": "anna", "note": NOTE, "now": {"k": 3}}]}
    found = outputs(snapshot(project(company(mark, goal)), audience))
    page = found["objectives/company/2026-Q4/goal.md"]
    assert page.count("Said <em>so</em> , open, ") == 1
    assert "zq" not in "".join(found.values())


@pytest.mark.parametrize(("mark", "audience"), AUDIENCES, ids=["internal", "draft"])
@pytest.mark.parametrize("field", ["why", "notes", "needs", "retrospective"])
def test_a_text_of_definitions_alone_says_nothing(project, mark, audience, field):
    text = "[zqname]: ../teams/zqunit/zqplan.pdf 'zqtitle'"
    assert "zq" not in published(project(company(mark, {field: text})), audience)


def test_prose_is_no_longer_than_what_is_read_as_markdown(project):
    """Whatever is longer would be printed as it is, with comments and all."""
    long = "a" * MAX_PROSE + " <!-- zqcomment -->"
    made = project(company({}, {}) | {"kpis.yml": json.dumps({"k": {"name": "K", "about": long}})})
    assert "OKR107" in made.codes()
    assert "zqcomment" not in published(made, "internal")


@pytest.mark.parametrize("field", ["title", "blockers", "unaligned", "tags"])
def test_a_line_that_is_no_markdown_says_no_more_to_the_public(project, field):
    line = "A line <!-- zqcomment --> with [words](../teams/zqunit/zqplan.pdf 'zqtitle')"
    value = line if field in ("title", "unaligned") else [line]
    found = published(project(company({"audience": "internal"}, {field: value})), "public")
    assert re.search("A line +with words", found) and "zq" not in found


def test_a_line_that_leads_to_a_draft_is_words(project):
    line = "A line with [words](../teams/zqunit/2026-Q4.yml#zqgoal)"
    goal = {"blockers": [line], "unaligned": "As [typed](../handbook/plan.pdf)"}
    found = published(project(company({"visibility": "draft"}, goal)), "internal")
    assert "A line with words" in found and "As [typed](../handbook/plan.pdf)" in found and "zq" not in found


def test_no_id_is_made_of_a_comment(project):
    made = project(company({}, {"id": None, "title": "Grow <!-- zqcomment --> fast"}))
    assert "company/2026-Q4/grow--fast" in made.snapshot().organisation.objectives


# links in fields


@pytest.mark.parametrize(("mark", "audience"), AUDIENCES, ids=["internal", "draft"])
@pytest.mark.parametrize("link", ["../teams/zqunit/zqplan.pdf", "../teams/zqunit/2026-Q4.yml#zqgoal", "/teams/zqunit/"])
def test_a_link_leads_in_every_output_where_it_leads_on_pages(project, mark, audience, link):
    goal = {"initiatives": [{"title": "Work", "link": link}, {"title": "More", "link": "../handbook/plan.pdf"}]}
    person = {"anna": {"name": "Anna", "link": link.removeprefix("../"), "photo": link}}
    team = {"name": "Company", "links": [link, {"title": "A plan", "url": link}]}
    made = project(company(mark, goal, **{"people__yml": person, "company/team__yml": team}))
    found = outputs(snapshot(made, audience))
    (told,) = json.loads(found["export"])["objectives"]
    assert [work["link"] for work in told["initiatives"]] == [None, "handbook/plan.pdf"]
    assert "zq" not in "".join(found.values())
    assert "A plan" in found["company/index.md"]


# what tells a draft from nothing


@pytest.mark.parametrize(("mark", "audience"), AUDIENCES, ids=["internal", "draft"])
@pytest.mark.parametrize(
    "there",
    [
        "../teams/zqunit/2026-Q4.yml#zqgoal",
        "../teams/zqunit/2026-Q4.yml",
        "../teams/zqunit/",
        "../teams/zqunit/zqplan.pdf",
        "/people/zqperson/team.yml",
        "2026-Q4.yml#hidden",
        "../handbook/zqpage.md",
        "../handbook/zqpage.md#part",
    ],
)
def test_a_link_to_what_is_withheld_leaves_what_a_dead_one_leaves(project, mark, audience, there):
    """Nobody can tell by it whether there is something."""
    page = "\n".join(["---", *(f"{key}: {value}" for key, value in mark.items()), "---", "# P", "", "## Part"])
    hidden = {**GOAL, "id": "hidden", "title": "Zqhidden", **mark}
    files = company(mark, {}) | {
        "company/2026-Q4.yml": json.dumps({"objectives": [{**GOAL, "key_results": [RESULT]}, hidden]}),
        "handbook/zqpage.md": page,
    }
    prose = ProseRenderer(snapshot(project(files), audience))
    dead = there.replace("zq", "qz").replace("hidden", "nobody")
    for text in ("[the goal]({} 'title')", "![the goal]({})", "[![the goal](x.png)]({})", "[the goal][x]\n\n[x]: {}"):
        ways = [
            [
                make(text.format(typed), source="company/2026.md", page_uri="company/index.md")
                for make in (prose.render_block, prose.render_inline)
            ]
            + [
                prose.extract_plain_text(text.format(typed)),
                prose.render_document(text.format(typed), source="company/2026.md", page_uri="x.md"),
            ]
            for typed in (there, dead)
        ]
        assert ways[0] == ways[1]
        assert "<span" not in ways[0][0] and "the goal" in ways[0][0]


@pytest.mark.parametrize(("mark", "audience"), AUDIENCES, ids=["internal", "draft"])
def test_no_field_names_a_unit_that_is_withheld(project, mark, audience):
    """In whichever field something may refer to a unit, a person, an objective or a KPI."""
    seen = "zqunit/2026-Q4/zqgoal"
    result = {
        **{"id": "fed", "title": "Fed", "kpi": "zqunit/zqkpi", "owner": "zqperson"},
        "supports": [] if audience == "public" else [seen],
    }
    twin = {**result, "id": "twin", "title": "Fed too"}
    goal = {
        **{"consult": ["zqunit", "Legal", "@ZQperson"], "inform": ["zqunit", "zqperson"], "with": ["zqunit"]},
        **{"depends_on": [seen], "confirms": [seen], "differs_from": [{"to": seen, "because": "so"}]},
        **{"reviewer": "zqperson", "contributors": ["zqperson", "cora"], "owner": "zqperson"},
        **{"initiatives": [{"title": "W", "owner": "zqperson"}], "key_results": [RESULT, result, twin]},
        **{"checkins": [{"date": "2026-11-02", "by": "zqperson", "note": "Said."}]},
    }
    kpis = {"open": {"name": "Open", "owner": "zqperson", "values": {"2026-11-02": 1}}}
    memo = "---\ntitle: Memo\nauthor: zqperson\n---\nIt was.\n"
    session = {"session": {"date": "2026-10-02", "facilitator": "zqperson"}, "objectives": [{**GOAL, **goal}]}
    other = {"name": "B", "parent": "zqunit", "lead": "zqperson", "members": ["zqperson"]}
    files = {
        "kpis__yml": kpis,
        "company/memo-2026__md": memo,
        "company/2026-Q4__yml": session,
        "teams/b/team__yml": other,
    }
    found = published(project(company(mark, {}, **files)), audience)
    assert "zq" not in found.casefold().replace("zqu&", "")
    assert "Legal" in found and "Cora" in found


def test_the_public_is_told_of_no_id_that_names_nothing(project):
    """Or else a unit would show by vanishing when it is made an internal one."""
    goal = {"consult": ["legal", "Works council", "cora", "@anna", "company"]}
    made = project(company({"audience": "internal"}, goal))
    for audience, told in (("public", ["Works council", "cora", "@anna", "company"]), ("internal", goal["consult"])):
        (objective,) = json.loads(outputs(snapshot(made, audience))["export"])["objectives"][:1]
        assert objective["consult"] == told


# days of KPIs


@pytest.mark.parametrize(("day", "status"), [("2026-11-13", "on track"), ("2026-11-19", "on track")])
def test_when_an_internal_kpi_had_a_value_is_not_told(project, day, status):
    """Neither its day, nor that the objective is outdated when it isn't."""
    kpi = {"secret": {"name": "Secret", "audience": "internal", "values": {"2026-09-30": 0, day: 9}}}
    mark = {"audience": "internal"}
    result = {"id": "fed", "title": "Fed", "kpi": "secret", "to": 10}
    checkin = {"date": "2026-10-05", "by": "anna", "note": "Begun."}
    goal = {"key_results": [result], "checkins": [checkin]}
    made = project(company(mark, goal, kpis__yml=kpi))
    public = snapshot(made, "public")
    found = published(made, "public")
    assert public.measures.objectives["company/2026-Q4/goal"].last_report.isoformat() == "2026-10-05"
    assert public.measures.objectives["company/2026-Q4/goal"].status.shown == status
    assert day not in found and f"{int(day[-2:])} November" not in found
