"""Small content that asks for much: what comes of it stays in proportion. Bounded by counting, never by time."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hostile_sizes import INPUTS, company, goal, objectives, ordinary, page, team

from okrsite import nearest
from okrsite.alignment import gaps
from okrsite.feeds.problem_formats import FORMATS, encode_problems, format_text
from okrsite.listed_problems import MOST_ALIKE, shorten_problems
from okrsite.model.names import PeopleDirectory, list_people, make_page_slug
from okrsite.nearest import MOST_COMPARED, NameSuggester
from okrsite.pages import site_pages
from okrsite.pages.cycle_switches import MAX_SWITCH, select_nearby_cycles
from okrsite.pages.maps.drawing import MapDrawer
from okrsite.pages.page_limits import compute_entries_per_page
from okrsite.pages.parts import directives
from okrsite.pages.parts.contributors import MAX_DEPTH
from okrsite.pages.prose.limits import LEAST_EXPANDED, MAX_ADDRESS, MAX_TITLE, PieceCounter
from okrsite.pages.prose.outline import make_unique_anchor
from okrsite.pages.prose.text_problems import collect_text_problems
from okrsite.pages.site_pages import build_pages
from okrsite.problems import count_by_severity, create_problem, point_at, sort_problems


@pytest.fixture(autouse=True)
def without_guide(monkeypatch):
    """The guide is the same for all content."""
    monkeypatch.setattr(site_pages, "build_guide_pages", lambda *_: ())


def calls_of(project) -> int:
    """Read content, look for problems in its texts and write them down; return how many functions are called."""
    calls = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        snapshot = project.snapshot()
        format_text(sort_problems([*snapshot.problems, *collect_text_problems(snapshot).problems]))
    finally:
        sys.setprofile(None)
    return calls


# Each is a kind by itself; the others are measured by `measure_hostile_sizes.py`.
GROWING = {
    "long-address-used-often": 400, "headings-alike": 300, "headings-numbered": 150, "dead-links": 200,
    "dead-links-among-many-pages": 100, "broken-definitions": 150, "comments-unclosed": 150, "unknown-keys": 150,
    "checkins": 80, "references-that-lead-nowhere": 20, "names-of-one-address": 100, "units-that-are-not-there": 16,
}  # fmt: skip


@pytest.mark.parametrize("name", GROWING)
def test_twice_as_much_costs_about_twice_as_much(project, tmp_path, monkeypatch, name):
    monkeypatch.setattr(nearest, "MOST_COMPARED", MOST_COMPARED // 50)  # or only larger sizes would reach it

    def measured(times: int) -> int:
        made = type(project({}))(tmp_path / str(times)).write(INPUTS[name].make(GROWING[name] * times))
        return calls_of(made)

    measured(1)  # what is prepared once is prepared now
    small, middling, large = measured(1), measured(2), measured(4)
    # From two to four is twice the step from one to two; if the cost were quadratic it would be four times.
    assert large - middling <= 3 * max(middling - small, 2_000), (small, middling, large)


def body(project, files, uri: str) -> str:
    return next(str(page.body) for page in build_pages(project(files).snapshot()).pages if page.uri == uri)


def texts(project, files) -> list[str]:
    """The problems in texts, as `okrsite check` finds them."""
    return [
        f"{problem.place.line} {problem.code}"
        for problem in sort_problems(collect_text_problems(project(files).snapshot()).problems)
    ]


@pytest.mark.parametrize("definition", [f"[x]: https://e.org/{'a' * 1000}", f'[x]: https://e.org/ "{"t" * 900}"'])
def test_what_definitions_add_has_a_budget_and_a_problem_says_so(project, definition):
    files = page(f"{definition}\n\n" + "[x] " * 3000)
    found = body(project, files, "page.md")
    assert 50 < found.count('href="https://e.org') <= LEAST_EXPANDED / 900 + 5
    assert found.count("[x]") > 2500
    assert len(found) < 3 * LEAST_EXPANDED
    assert texts(project, files) == ["3 OKR311"]


def test_an_ordinary_text_with_many_definitions_is_read_as_ever(project):
    links = "".join(f"[x{each}] " for each in range(300))
    definitions = "".join(f"[x{each}]: https://example.org/some/page/{each}\n" for each in range(300))
    files = page(f"{links}\n\n{definitions}")
    assert body(project, files, "page.md").count('href="https://example.org') == 300
    assert texts(project, files) == []


@pytest.mark.parametrize(
    "link",
    [
        f"[words](https://e.org/{'a' * MAX_ADDRESS})",
        f'[words](https://e.org/ "{"t" * (MAX_TITLE + 1)}")',
        f"[words](b/{'a' * MAX_ADDRESS}.md)",
        f"<https://e.org/{'a' * MAX_ADDRESS}>",
        f"![words](https://e.org/{'a' * MAX_ADDRESS})",
        f"[words]\n\n[words]: https://e.org/{'a' * MAX_ADDRESS}",
    ],
)
def test_a_link_that_is_too_long_stays_text_on_pages_and_in_fields(project, link):
    files = {**page(link), **company(f"why: |\n      {link.replace(chr(10), chr(10) + '      ')}", "owner: a")}
    files["page.md"] = page(link)["page.md"]
    page_set = build_pages(project(files).snapshot())
    assert {problem.code for problem in page_set.problems} == {"OKR311"}
    assert {problem.place.path for problem in page_set.problems} == {"content/page.md", "content/company/2026-Q4.yml"}
    assert all(problem.place.line > 2 and problem.hint for problem in page_set.problems)
    for uri in ("page.md", "objectives/company/2026-Q4/g.md"):
        (text,) = [str(other_page.body) for other_page in page_set.pages if other_page.uri == uri]
        assert "a" * 1000 not in re.sub(r">[^<]*<", "><", text)


def test_a_link_that_is_just_as_long_is_one(project):
    address = "https://e.org/" + "a" * (MAX_ADDRESS - 14)
    files = page(f'[words]({address} "{"t" * MAX_TITLE}")')
    assert f'href="{address}"' in body(project, files, "page.md")
    assert texts(project, files) == []


def test_anchors_are_found_without_counting_from_the_beginning():
    taken: dict[str, int] = {}

    class Counting(dict):
        asked = 0

        def __contains__(self, key: object) -> bool:
            Counting.asked += 1
            return super().__contains__(key)

    taken = Counting()
    found = [make_unique_anchor(title, taken) for title in ["a", "a-1", "a", "a", *(["b"] * 2000)]]
    assert found[:4] == ["a", "a-1", "a-2", "a-3"]
    assert found[-1] == "b-1999" and len(set(found)) == len(found)
    assert Counting.asked < 3 * len(found)


def test_pieces_of_the_model_have_a_limit_on_a_page_and_are_made_once(project, monkeypatch):
    laid_out = []
    monkeypatch.setattr(MapDrawer, "__init__", _counting(MapDrawer.__init__, laid_out))
    many = team("t", *(goal(f"o{each}") for each in range(100)))
    lists = "<!-- okr: status team=t -->\n\n" * 200
    maps = "<!-- okr: map t -->\n\n" * 30
    files = {**page(lists), "maps.md": f"# M\n\n{maps}", "more.md": f"# M\n\n{maps}", **many}
    snapshot = project(files).snapshot()
    page_set = build_pages(snapshot)
    bodies = {other_page.uri: str(other_page.body) for other_page in page_set.pages}
    assert bodies["page.md"].count('class="okr okr-embed"') == 10
    assert bodies["maps.md"].count('<svg class="okr-map__svg"') in (10, 20)
    assert len(laid_out) == 2, "the maps of all pages, and the one that is embedded"
    over = [problem for problem in page_set.problems if problem.code == "OKR311"]
    assert {problem.place.path for problem in over} == {"content/page.md", "content/maps.md", "content/more.md"}
    assert "OKR311" in {problem.code for problem in collect_text_problems(snapshot).problems}


def _counting(method, calls):
    def counted(*arguments, **named):
        calls.append(1)
        return method(*arguments, **named)

    return counted


def test_all_pages_together_have_a_limit_too(project):
    counter = PieceCounter(project(page("")).snapshot())
    answers = [counter.count_piece(f"{each}.md", "map", "company") for each in range(300)]
    assert [answer is None for answer in answers] == [True] * 200 + [False] * 100
    assert "All pages together" in answers[-1][1]


def test_a_long_list_is_cut_and_leads_on(project, monkeypatch):
    monkeypatch.setattr(directives, "MAX_ROWS", 25)
    files = {**page("<!-- okr: status -->\n"), **team("t", *(goal(f"o{each}") for each in range(30)))}
    found = body(project, files, "page.md")
    assert found.count('class="okr-row"') == 25
    assert '<a href="../cycles/2026-Q4/">6 more</a>' in found


def alike(number: int, code: str = "OKR307") -> tuple:
    return tuple(create_problem(code, point_at("content/a.md", each + 1), f"link {each}") for each in range(number))


def test_problems_that_are_alike_are_listed_up_to_a_limit_in_every_format():
    problems = sort_problems(
        [*alike(17_500), *alike(3, "OKR301"), create_problem("OKR307", point_at("content/b.md", 1), "another file")]
    )
    text = format_text(problems)
    assert text.count("OKR307") == MOST_ALIKE + 2 and text.count("OKR301") == 3
    assert "content/a.md:51:1: warning OKR307 And 17,450 more like this in the file." in text
    assert "another file" in text
    for name in FORMATS:
        written = encode_problems(problems, name).decode()
        assert "And 17,450 more like this" in written, name
        assert len(written) < 100_000, name
    assert f'"warning": {17_501}' in encode_problems(problems, "json").decode().replace('":', '": ').replace("  ", " ")


def test_what_is_left_out_of_a_list_is_as_severe_as_the_worst_of_it():
    found = alike(60)
    worse = (*found[:59], create_problem("OKR307", point_at("content/a.md", 70), "worse"))
    listed_ones = shorten_problems(
        (*worse[:59], type(worse[0])("OKR307", "error", point_at("content/a.md", 70), "worse"))
    )
    assert len(listed_ones) == MOST_ALIKE + 1 and listed_ones[-1].severity == "error"
    assert shorten_problems(alike(MOST_ALIKE + 1)) == alike(MOST_ALIKE + 1), "one more is listed as it is"
    assert count_by_severity(worse)["warning"] == 60


def test_a_file_is_read_once_for_all_its_problems(project, monkeypatch):
    files = page("".join(f"[a](b{each}.md)\n" for each in range(400)))
    snapshot = project(files).snapshot()
    opened = []
    monkeypatch.setattr(Path, "open", _counting(Path.open, opened))
    problems = sort_problems(collect_text_problems(snapshot).problems)
    assert len(problems) == 400 and len(opened) == 1
    assert [problem.place.line for problem in problems] == list(range(3, 403))


def test_hints_are_looked_for_until_there_were_enough():
    near, names = NameSuggester(), [f"grow-revenue-{each}" for each in range(10_000)]
    hints = [near.find_similar(f"gorw-revenue-{each}", names, 60) for each in range(400)]
    assert hints[0] and not hints[-1]
    assert sum(map(bool, hints)) <= MOST_COMPARED / len(names) + 1
    assert NameSuggester().find_closest("marketnig", ["marketing", "sales"]) == "marketing"
    assert NameSuggester().find_closest("m" * 300, ["m" * 299]) == ""


@pytest.mark.parametrize("name", ["chain", "chain-in-markdown", "units-below-each-other", "continued-again-and-again"])
def test_what_is_very_deep_is_listed_to_a_depth_and_leads_on(project, name):
    size = {"units-below-each-other": 30, "continued-again-and-again": 30}.get(name, MAX_DEPTH + 2)
    made = build_pages(project(INPUTS[name].make(size)).snapshot())
    bodies = {page.uri: str(page.body) for page in made.pages}
    assert max(map(len, bodies.values())) < 300_000
    if name.startswith("chain"):
        goal_page = bodies["objectives/company/2026-Q4/g.md"]
        carried = goal_page.partition('id="carried"')[2].partition("</section>")[0]
        assert carried.count('class="okr-row"') == MAX_DEPTH
        assert "1 more below it</a>" in carried
    if name.startswith("units"):
        assert "18 more above</a>" in bodies["teams/t29/index.md"]
    if name.startswith("continued"):
        assert "more before</a>" not in bodies["objectives/t/2000/o.md"]
        assert "9 more before</a>" in bodies["objectives/t/2029/o.md"]


def test_where_everything_serves_everything_each_page_lists_its_share(project):
    sizes = []
    for size in (40, 80):
        made = build_pages(project(INPUTS["five-goals-each"].make(size)).snapshot())
        pages = [len(page.body) for page in made.pages if page.uri.startswith("objectives/")]
        sizes.append(sum(pages) / len(pages))
    assert sizes[0] < 350_000, "characters of an objective's page"
    assert sizes[1] < sizes[0], "and it doesn't grow with the number of others"


def test_ancestors_in_a_long_chain_are_kept_up_to_a_limit(project, monkeypatch):
    snapshot = project(INPUTS["units-passed-by"].make(30)).snapshot()
    kept = []

    class Kept(dict):
        def __setitem__(self, ref, found):
            super().__setitem__(ref, found)
            kept.append(sum(map(len, self.values())))

    def found(most: int):
        monkeypatch.setattr(gaps, "MAX_KEPT", most)
        finder = gaps._GapFinder(
            snapshot.organisation, snapshot.alignment, frozenset(snapshot.organisation.objectives), frozenset()
        )
        object.__setattr__(finder, "_above", Kept())
        kept.clear()
        return list(finder.find_skipped_units()), max(kept)

    (everything, all_of_them), (bounded, some) = found(10_000), found(40)
    assert len(everything) > 100 and everything == bounded
    assert all_of_them > 200 and some < 40 * 4


def test_pages_share_what_there_is():
    assert compute_entries_per_page([3, 5, 250], 1000, least=20, most=250) == 250
    assert compute_entries_per_page([250] * 100, 5000, least=20, most=250) == 50
    assert compute_entries_per_page([5] * 50 + [250] * 50, 5250, least=20, most=250) == 100
    assert compute_entries_per_page([250] * 100, 100, least=20, most=250) == 20
    assert compute_entries_per_page([], 0, least=20, most=250) == 250


def test_a_page_switches_between_the_cycles_around_its_own():
    cycles = list(range(200))
    assert select_nearby_cycles(cycles[:MAX_SWITCH], 3) == cycles[:MAX_SWITCH]
    assert list(select_nearby_cycles(cycles, 100)) == cycles[70:130]
    assert (
        list(select_nearby_cycles(cycles, 0)) == cycles[:60] and list(select_nearby_cycles(cycles, 199)) == cycles[140:]
    )


def test_addresses_of_people_with_one_slug_stay_short():
    names = [f"a{'!' * each}" for each in range(1, 300)]
    ids = [person.id for person in list_people(PeopleDirectory({}), names).values()]
    assert len(set(ids)) == len(names) and max(map(len, ids)) < 25
    assert ids[:3] == [make_page_slug("a"), "a-2", "a-2-2"]


def test_the_ordinary_company_is_ordinary(project):
    """What everything is compared with has no problem that would make it cheaper."""
    made = project(ordinary(20_000))
    assert "error" not in {each.severity for each in made.problems()}
    assert objectives(goal("g")).startswith("objectives:")
