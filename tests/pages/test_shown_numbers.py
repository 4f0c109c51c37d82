"""Counts and means that pages of many objectives show are calculated again, of nothing but the export.

What an objective and a key result show is calculated from its terms in `tests/feeds/test_recompute.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from page_numbers import percent
from stories import read_example, read_export

from okrsite.pages.site_pages import build_pages

CLOSED = ("done", "dropped", "paused")
COLUMNS = {
    "On track": {"on track"},
    "At risk": {"at risk"},
    "Off track": {"off track"},
    "Outdated": {"outdated"},
    "Done": {"done"},
    "Other": {"not started", "no data", "paused"},
}
OUTCOMES = {
    "Reached": {"reached"},
    "Reached in part": {"reached in part"},
    "Missed": {"missed"},
    "No result": {"no result"},
}


@pytest.fixture(scope="module")
def data():
    return read_export(read_example())


@pytest.fixture(scope="module")
def bodies():
    made = build_pages(read_example())
    return {page.uri.removesuffix(".md").removesuffix("/index"): str(made.read_body(page)) for page in made.pages}


def read_words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def read_table(body, name=""):
    """The cells of a table's rows as words, by the words of its headings."""
    table = re.search(rf"{re.escape(name)}.*?<table.*?</table>", body, re.DOTALL)[0]
    rows = [
        [read_words(cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    ]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def mean(pairs):
    """The weighted mean of numbers that are there, each cut to what a bar can show."""
    known = [(min(1.0, max(0.0, number)), weight) for number, weight in pairs if number is not None]
    return sum(number * weight for number, weight in known) / sum(weight for _, weight in known) if known else None


def mean_progress(objectives):
    return mean((each["progress"], each["weight"]) for each in objectives if each["status"]["shown"] != "dropped")


def list_running(data):
    active = {cycle["id"] for cycle in data["cycles"] if cycle["state"] == "active"}
    return [each for each in data["objectives"] if each["cycle"] in active]


def name_units(data):
    return {team["id"]: team["name"] for team in data["teams"]}


def count(number):
    return str(number) if number else "–"


def test_units_in_lists_have_the_mean_of_what_runs(data, bodies):
    running = list_running(data)
    shown = dict(
        re.findall(r'<li class="okr-teams__d\d"><span><a href="[^"]*">(.*?)</a>.*?<b>(.*?)</b></li>', bodies["teams"])
    )
    assert len(shown) > 20
    for team in data["teams"]:
        again = mean_progress(each for each in running if each["team"] == team["id"])
        assert team["progress"] == (None if again is None else pytest.approx(again)), team["id"]
        if team["name"] in shown:
            assert shown[team["name"]] == percent(again), team["id"]


def test_a_unit_and_a_cycle_show_the_mean_of_the_objectives_on_their_pages(data, bodies):
    figure = re.compile(r'okr-goal__figure"><b>(\d+%|–)</b>')
    seen = 0
    for team in data["teams"]:
        own = [each for each in data["objectives"] if (each["team"], each["cycle"]) == (team["id"], "2026-Q4")]
        if own:
            shown = figure.search(bodies[team["url"].strip("/")].split("okr-unitbar", 1)[1])[1]
            assert shown == percent(mean_progress(own)), team["id"]
            seen += 1
    assert seen > 20
    for cycle in data["cycles"]:
        own = [each for each in data["objectives"] if each["cycle"] == cycle["id"]]
        assert figure.search(bodies[f"cycles/{cycle['id']}"])[1] == percent(mean_progress(own)), cycle["id"]


def test_the_pulse_counts_what_runs_by_team_and_status_and_of_how_many_there_was_news(data, bodies):
    running, names = list_running(data), name_units(data)
    table = read_table(bodies["pulse"], "Teams by status")
    assert [row["Team"] for row in table[:-1]] == list(dict.fromkeys(names[each["team"]] for each in running))
    for row in table:
        own = [each for each in running if row["Team"] in ("All", names[each["team"]])]
        for column, words in COLUMNS.items():
            assert row[column] == count(sum(each["status"]["shown"] in words for each in own)), (row["Team"], column)
        due = [each for each in own if each["status"]["shown"] not in CLOSED]
        heard = [each for each in due if each["status"]["shown"] != "outdated"]
        assert row["Reported"] == f"{len(heard)} of {len(due)}", row["Team"]


def test_the_pulse_and_the_home_page_count_what_needs_a_look(data, bodies):
    running = list_running(data)
    open_ones = [each for each in running if each["status"]["shown"] not in ("done", "dropped")]
    told = {
        "off track": sum(each["status"]["shown"] == "off track" for each in running),
        "at risk": sum(each["status"]["shown"] == "at risk" for each in running),
        "outdated": sum(each["status"]["shown"] == "outdated" for each in running),
        "without an owner": sum(each["owner"] is None for each in open_ones),
        "blocked": sum(bool(each["blockers"]) for each in open_ones),
    }
    assert all(told.values())
    for page in ("pulse", "index"):
        shown = read_words(re.search(r'class="okr-attn".*?</ul>', bodies[page], re.DOTALL)[0])
        for phrase, number in told.items():
            assert f"{number} {phrase}" in shown, (page, phrase)
    assert f"{len(running)} objectives of {len({each['team'] for each in running})} teams" in read_words(
        bodies["pulse"]
    )


def test_a_cycle_counts_its_objectives_by_status_and_after_its_end_by_outcome(data, bodies):
    names = name_units(data)
    for cycle, columns, field in (("2026-Q4", COLUMNS, "status"), ("2026-Q3", OUTCOMES, "outcome")):
        table = read_table(bodies[f"cycles/{cycle}"], "Teams by status")
        for row in table:
            own = [
                each
                for each in data["objectives"]
                if each["cycle"] == cycle and row["Team"] in ("All", names[each["team"]])
            ]
            for column, words in columns.items():
                if column in row:
                    assert row[column] == count(sum(each[field]["shown"] in words for each in own)), (
                        cycle,
                        row["Team"],
                    )


def test_cycles_side_by_side_have_mean_grades_and_where_nothing_is_graded_progress(data, bodies):
    table, names = read_table(bodies["compared-cycles/quarters"]), name_units(data)
    cycles = {cycle["name"]: cycle["id"] for cycle in data["cycles"]}
    seen = Counter()
    for row in table:
        for title, cycle in cycles.items():
            if title not in row:
                continue
            own = [
                each
                for each in data["objectives"]
                if each["cycle"] == cycle and row["Team"] in ("All", names[each["team"]])
            ]
            if not own:
                assert row[title] == "–"
                continue
            grade = mean((each["grade"], each["weight"]) for each in own)
            shown, number = row[title].split(" ")
            assert number == f"({len(own)})", (row["Team"], title)
            if grade is None:
                assert shown == percent(mean_progress(own)), (row["Team"], title)
            else:
                assert float(shown) == pytest.approx(grade, abs=0.00501), (row["Team"], title)
            seen["progress" if grade is None else "grade"] += 1
    assert min(seen["progress"], seen["grade"]) > 20


def test_grades_of_a_cycle_are_counted_by_band_and_add_up_to_its_mean(data, bodies):
    own = [each for each in data["objectives"] if each["cycle"] == "2026-Q3"]
    grades = [each["grade"] for each in own if each["grade"] is not None]
    words = read_words(bodies["cycles/2026-Q3"])
    assert (
        f"{len(own)} objectives of {len(grades)} graded, {mean((each['grade'], each['weight']) for each in own):.2f}"
        in words
    )
    low, high = sum(grade < 0.4 for grade in grades), sum(grade >= 0.7 for grade in grades)
    assert f"below 0.4 {low} 0.4 to below 0.7 {len(grades) - low - high} from 0.7 {high}" in words


def test_the_roadmap_shows_each_goal_and_what_serves_it_with_its_own_number(data, bodies):
    by_url = {each["url"]: each for each in data["objectives"]}
    body = bodies["roadmap"]
    bars = re.findall(
        r'okr-road__bar[^>]*>.*?href="\.\./([^"]*)".*?<span class="okr-status--\w+">(.*?)</span>(?:<b>(.*?)</b>)?', body
    )
    goals = re.findall(
        r'okr-road__goal.*?href="\.\./([^"]*)".*?<b>(.*?)</b></div><span class="okr-status--\w+">(.*?)</span>',
        body,
        re.DOTALL,
    )
    assert len(goals) == 3 and len(bars) > 40
    for url, word, shown in [*bars, *((url, word, shown) for url, shown, word in goals)]:
        objective = by_url[url]
        said = objective["outcome"] or objective["status"]
        assert (shown, read_words(word).split(" (")[0].lower()) == (percent(objective["progress"]), said["shown"]), url
    served = {url for url, _, _ in bars if by_url[url]["team"] != "company"}
    units = {by_url[url]["team"] for url in served}
    assert f"3 goals, {len(served)} objectives of {len(units)} units" in read_words(body)


@pytest.mark.parametrize(("page", "field"), [("pillars", "pillar"), ("tags", "tags")])
def test_pillars_and_tags_count_their_objectives_and_those_that_run(data, bodies, page, field):
    running = {each["ref"] for each in list_running(data)}
    lines = re.findall(
        r'<li><span><a href="[^"]*">(.*?)</a></span><span class="okr-meta">(\d+) of (\d+) objectives? ', bodies[page]
    )
    assert len(lines) > 2
    for name, now, number in lines:
        own = [each for each in data["objectives"] if unescape(name) in (each[field] or ())]
        own = own if field == "tags" else [each for each in data["objectives"] if each["pillar"] == unescape(name)]
        assert (int(now), int(number)) == (sum(each["ref"] in running for each in own), len(own)), name


def test_initiatives_are_counted_by_how_far_they_are(data, bodies):
    listed = {cycle["id"] for cycle in data["cycles"] if cycle["state"] in ("active", "planned")}
    works = [
        work
        for each in data["objectives"]
        if each["cycle"] in listed and each["status"]["shown"] not in ("done", "dropped")
        for work in each["initiatives"]
    ]
    told = Counter(work["status"] for work in works)
    words = {"todo": "to do", "doing": "under way", "done": "done", "dropped": "dropped"}
    said = ", ".join(f"{told[status]} {word}" for status, word in words.items() if told[status])
    assert said in read_words(bodies["initiatives"])
