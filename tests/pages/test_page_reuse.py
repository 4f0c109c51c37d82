"""Pages that read nothing that has changed are not made again, and those that did are: whatever is edited."""

from __future__ import annotations

import random
from datetime import timedelta

from edited_company import DAY, EDITS, EditedCompany, create_company, create_objective
from msgspec.structs import replace

from okrsite.feeds.site_files import SiteFileMaker
from okrsite.maps import LayoutFailure
from okrsite.pages import changed_inputs
from okrsite.pages.input_recorder import InputRecorder, TrackedMapping
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.known_pages import InputDigests, KnownPages
from okrsite.pages.site_pages import PageSet, build_pages
from okrsite.pages.tracked_cache import TrackedCache


def read_bodies(page_set: PageSet, before: dict[str, tuple]) -> dict[str, tuple]:
    """Return every page with its body: that of a page that was not made is the one of before."""
    bodies = {}
    for page in page_set.pages:
        body = before[page.uri][0] if page.uri in page_set.reused else page.body
        bodies[page.uri] = (body, page.title, page.headings, page.search, page.source, page.description, page.boost)
    return bodies


def test_a_site_of_some_new_pages_is_the_same_as_one_of_all_new_pages(project):
    """After each of twelve random edits, and on another day, the guide among the pages; `test_incremental_builds` has more."""
    chance = random.Random(1)
    company = create_company()
    known, bodies, reused = KnownPages(), {}, 0
    made = project({})
    for number in range(15):
        if number:
            chance.choice(list(EDITS.values()))(company, chance)
        snapshot = made.write(company.dump()).snapshot(DAY + timedelta(days=number > 12))
        again = build_pages(snapshot, known=known)
        whole = build_pages(snapshot)
        bodies = read_bodies(again, bodies)
        assert bodies == read_bodies(whole, {})
        assert again.problems == whole.problems
        assert again.attachments == whole.attachments
        assert set(again.files) <= set(whole.files)
        known, reused = again.collect_known_pages(), reused + len(again.reused)
    assert reused > 100


def test_a_worker_that_looks_for_changes_finds_the_same_ones(project, monkeypatch):
    """After each of six random edits; what it finds is what decides about the pages of large sites."""
    chance = random.Random(7)
    company = create_company()
    made = project(company.dump())
    known = build_pages(made.snapshot(DAY)).collect_known_pages()
    for number in range(6):
        chance.choice(list(EDITS.values()))(company, chance)
        snapshot = made.write(company.dump()).snapshot(DAY + timedelta(days=number > 4))
        page_sets = []
        for count in (1, 2):
            monkeypatch.setattr(changed_inputs, "choose_worker_count", lambda pages, count=count: count)
            page_sets.append(build_pages(snapshot, known=known))
        alone, shared = page_sets
        assert alone.reused == shared.reused
        assert alone.origins == shared.origins
        assert dict(alone.collect_digests()) == dict(shared.collect_digests())
        known = shared.collect_known_pages()


def test_each_of_two_processes_begins_with_its_own_inputs_and_the_largest_of_them():
    """Each name is in one piece; the digests of units' objectives are made of those of objectives, by the same process."""
    organisation = "snapshot.organisation."
    sizes = {f"{organisation}by_unit": 5, "bars": 9, f"{organisation}people": 8, f"{organisation}objectives": 9, "a": 2}
    sizes |= {"heads": 9, "b": 7}
    first, own = changed_inputs._share_out(sizes)
    assert first == [(f"{organisation}objectives", f"{organisation}by_unit"), ("heads",), (f"{organisation}people",)]
    assert own == [("bars",), ("b",), ("a",)]
    assert changed_inputs._share_out({"a": 1}) == ([], [("a",)])


def test_digests_that_a_worker_computes_are_those_that_are_computed_here(project):
    snapshot = project(create_company().dump()).snapshot(DAY)
    there, here, alone = (build_pages(snapshot) for _ in range(3))
    missing = there.digests.compute_missing()
    assert len(missing) > 100  # of a first build, none is known when its pages are made
    here.digests.take_missing(missing)
    computed = dict(alone.collect_digests())
    assert computed.items() <= dict(here.collect_digests()).items()
    assert len(build_pages(snapshot, known=here.collect_known_pages()).digests.compute_missing()) < len(missing) / 10


def test_what_was_derived_goes_when_its_digest_is_known(project):
    """Else it would need memory until the site is published."""
    made = []

    def make(key: str) -> int:
        made.append(key)
        return 1

    tracker = InputTracker(project(create_company().dump()).snapshot(DAY))
    get_numbers = tracker.declare_values("numbers", lambda: ["a"], make)
    read = ("numbers", "a")
    digests = InputDigests((), (read,), tracker)
    assert get_numbers()["a"] == 1 and digests.list_digests([read])[0]
    known = digests.collect()[read]
    assert made == ["a"]
    assert get_numbers()["a"] == 1 and made == ["a", "a"]  # it was let go
    assert digests.list_digests([read]) == (known,)


def test_digests_of_some_inputs_are_those_that_all_of_them_have(project):
    snapshot = project(create_company().dump()).snapshot(DAY)
    some, all_of_them = build_pages(snapshot).digests, build_pages(snapshot).digests.collect()
    assert some.list_digests(all_of_them) == tuple(all_of_them.values())


def test_one_check_in_leaves_most_pages_alone(project):
    company = create_company()
    files = company.files
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    files["teams/finance/2026-Q4.yml"]["objectives"][1]["key_results"][0]["now"] = 7
    again = build_pages(made.write(company.dump()).snapshot(DAY), known=first.collect_known_pages())
    built = {page.uri for page in again.pages} - again.reused
    assert "objectives/finance/2026-Q4/bill-more.md" in built
    assert "teams/finance/index.md" in built
    assert "objectives/product/2026-Q4/ship.md" in again.reused
    assert len(again.reused) > len(first.known.pages) * 0.5


def test_a_note_and_a_value_that_print_alike_elsewhere_leave_the_pages_of_linked_objectives_alone(project):
    """On the pages of whoever it serves or is served by stand its title, status, and percent: none of them changed."""
    company = create_company()
    files = company.files
    goal = files["company/2026-Q4.yml"]["objectives"][0]
    goal["key_results"][0] |= {"to": 100_000, "now": 40_000}
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    goal["key_results"][0]["now"] = 40_010
    goal["notes"] = "Nothing that others print."
    again = build_pages(made.write(company.dump()).snapshot(DAY), known=first.collect_known_pages())
    whole = build_pages(made.snapshot(DAY))
    assert "objectives/company/2026-Q4/grow.md" not in again.reused
    assert {"objectives/sales/2026-Q4/win.md", "teams/product/2026-Q4.md"} <= again.reused
    before = read_bodies(first, {})
    assert read_bodies(again, before) == read_bodies(whole, {})


def test_a_check_in_of_after_the_day_leaves_other_pages_alone(project):
    company = create_company()
    files = company.files
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    files["teams/finance/2026-Q4.yml"]["objectives"][1]["checkins"].append(
        {"date": DAY + timedelta(days=3), "by": "anna", "note": "Said too early"}
    )
    again = build_pages(made.write(company.dump()).snapshot(DAY), known=first.collect_known_pages())
    assert "objectives/finance/2026-Q4/bill-more.md" not in again.reused
    assert "teams/sales/2026-Q4.md" in again.reused


def test_another_day_and_commit_leave_pages_alone_on_which_nothing_runs(project):
    """In a closed cycle and of people; in a running one, more is expected each day."""
    made = project(create_company().dump())
    first = build_pages(made.snapshot(DAY))
    later = replace(made.snapshot(DAY + timedelta(days=1)), commit="0123abc")
    again = build_pages(later, known=first.collect_known_pages())
    assert {uri for uri in first.known.pages if uri.startswith("objectives/") and "2026-Q3" in uri} <= again.reused
    assert "teams/sales/2026-Q3.md" in again.reused
    assert "objectives/sales/2026-Q4/win.md" not in again.reused


def test_another_day_leaves_data_files_of_closed_cycles_alone(project):
    made = project(create_company().dump())
    first = build_pages(made.snapshot(DAY), prepare_files=SiteFileMaker)
    later = made.snapshot(DAY + timedelta(days=1))
    again = build_pages(later, known=first.collect_known_pages(), prepare_files=SiteFileMaker)
    beside = {file.uri for file in first.files}
    assert "data/units/sales/2026-Q3.json" in beside
    assert "teams/sales/2026-Q3.md" in again.reused


def test_another_day_makes_only_pages_anew_that_are_others_on_it(project):
    """Whatever lies beside them counts, too. What a page shows of numbers is less than what they are made of."""
    company = create_company()
    company.options |= {"feeds": True, "calendars": True, "badges": True}
    made = project(company.dump(), **company.options)
    last = build_pages(made.snapshot(DAY), prepare_files=SiteFileMaker)
    for number in (1, 2, 3):
        snapshot = made.snapshot(DAY + timedelta(days=number))
        again = build_pages(snapshot, known=last.collect_known_pages(), prepare_files=SiteFileMaker)
        whole = build_pages(snapshot, prepare_files=SiteFileMaker)
        changed = {uri for uri, origin in again.origins.pages.items() if origin == "changed"}
        before, after = read_pages_with_files(last), read_pages_with_files(whole)
        assert {uri for uri in changed if before[uri] == after[uri]} == set()
        assert "objectives/sales/2026-Q4/win.md" in changed  # its charts say which day it is
        last = whole


def read_pages_with_files(page_set: PageSet) -> dict[str, tuple]:
    """Return the body of every page that can be reused, and the files beside it."""
    contents = {file.uri: file.content for file in page_set.files}
    bodies = {page.uri: page.body for page in page_set.pages}
    known = page_set.collect_known_pages().pages
    return {uri: (bodies[uri], tuple(contents[file] for file in page.files)) for uri, page in known.items()}


def test_another_commit_alone_leaves_all_pages_alone(project):
    made = project(create_company().dump())
    first = build_pages(made.snapshot(DAY))
    again = build_pages(replace(made.snapshot(DAY), commit="0123abc"), known=first.collect_known_pages())
    assert again.reused == frozenset(first.known.pages)


def test_a_day_that_was_still_to_come_is_told_when_it_has_come(project):
    company = create_company()
    files = company.files
    files["teams/sales/2026-Q3.yml"]["objectives"][0]["checkins"].append(
        {"date": DAY + timedelta(days=1), "by": "anna", "note": "Said too early"}
    )
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    again = build_pages(made.snapshot(DAY + timedelta(days=1)), known=first.collect_known_pages())
    told = {page.uri: page.body for page in again.pages if page.uri not in again.reused}
    assert "Said too early" in told["objectives/sales/2026-Q3/win.md"]


def test_nothing_is_reused_after_a_page_read_something_else_at_the_beginning(project):
    made = project(create_company().dump())
    known = build_pages(made.snapshot(DAY)).collect_known_pages()
    assert build_pages(made.snapshot(DAY), known=known).reused
    assert not build_pages(made.snapshot(DAY), known=replace(known, outer=(("something else", "*"),))).reused


def test_an_input_of_which_nothing_is_known_counts_as_changed(project):
    made = project(create_company().dump())
    known = build_pages(made.snapshot(DAY)).collect_known_pages()
    sales = ("snapshot.organisation.units", "sales")
    digests = {read: digest for read, digest in known.digests.items() if read != sales}
    again = build_pages(made.snapshot(DAY), known=replace(known, digests=digests))
    assert again.reused
    assert again.reused == {uri for uri, page in known.pages.items() if sales not in page.inputs}


def test_an_input_that_nobody_declares_any_more_counts_as_changed(project):
    made = project(create_company().dump())
    known = build_pages(made.snapshot(DAY)).collect_known_pages()
    uri = "objectives/sales/2026-Q4/win.md"
    page = replace(known.pages[uri], inputs=(("weather", "*"),))
    digests = {**known.digests, ("weather", "*"): ""}
    again = build_pages(made.snapshot(DAY), known=replace(known, pages={**known.pages, uri: page}, digests=digests))
    assert again.reused == known.pages.keys() - {uri}


def list_causes(page_set: PageSet, uri: str) -> set[tuple[str, str, str]]:
    return {(change.name, change.key, change.kind) for change in page_set.origins.list_changes(uri)}


def test_of_each_page_it_is_known_why_it_was_made(project):
    """An objective has another title, one is new and one is gone; each page says which of them it has read."""
    company = create_company()
    files = company.files
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    assert set(first.origins.pages.values()) == {"all", "always"}
    assert first.origins.reason == "there is no last site"
    files["teams/finance/2026-Q4.yml"]["objectives"][0]["title"] = "Another title"
    files["teams/finance/2026-Q4.yml"]["objectives"][1]["id"] = "bill-less"
    again = build_pages(made.write(company.dump()).snapshot(DAY), known=first.collect_known_pages())
    origins = again.origins
    assert not origins.reason
    assert {uri for uri, origin in origins.pages.items() if origin == "reused"} == again.reused
    assert list(origins.pages) == [page.uri for page in again.pages]
    assert origins.pages["index.md"] == "always"
    assert origins.pages["objectives/finance/2026-Q4/bill-less.md"] == "new"
    objective = "snapshot.organisation.objectives"
    assert (objective, "finance/2026-Q4/bill", "changed") in list_causes(again, "objectives/finance/2026-Q4/bill.md")
    on_team_page = list_causes(again, "teams/finance/index.md")
    # It has read the objectives of the team in one piece, and is told which of them they are.
    assert (objective, "finance/2026-Q4/bill", "changed") in on_team_page
    assert (objective, "finance/2026-Q4/bill-more", "gone") in on_team_page
    assert not any(name == "snapshot.organisation.by_unit" for name, _, _ in on_team_page)
    assert not list_causes(again, "index.md")


def test_a_mapping_notes_what_is_read_of_it():
    recorder = InputRecorder()
    mapping = TrackedMapping("m", {"a": 1, "b": 2}, recorder)
    with recorder.record() as one:
        assert mapping["a"] == 1
        assert mapping.get("c") is None
        assert "d" not in mapping
    assert one == {("m", "a"), ("m", "c"), ("m", "d")}
    for read_all in (list, len, dict, lambda held: held.values(), lambda held: held.items(), lambda held: held == {}):
        with recorder.record() as whole:
            read_all(mapping)
        assert ("m", "*") in whole
    assert recorder.outer_inputs == frozenset()


def test_a_value_that_was_made_for_another_page_brings_its_inputs_along():
    recorder = InputRecorder()
    mapping = TrackedMapping("m", {"a": 1}, recorder)
    cache: TrackedCache[str, int] = TrackedCache(recorder)
    with recorder.record() as first:
        assert cache.get("k", lambda: mapping["a"]) == 1
    with recorder.record() as second:
        assert cache.get("k", lambda: 0) == 1
    assert first == second == {("m", "a")}


def build_again(made, company: EditedCompany, first: PageSet) -> tuple[PageSet, dict[str, str]]:
    """Build with the pages of an earlier build known, and check that the site is the same as one of all new pages."""
    snapshot = made.write(company.dump()).snapshot(DAY)
    again = build_pages(snapshot, known=first.collect_known_pages())
    bodies = read_bodies(again, read_bodies(first, {}))
    assert bodies == read_bodies(build_pages(snapshot), {})
    return again, {uri: body for uri, (body, *_) in bodies.items()}


def test_the_same_words_twice_depend_twice_on_where_their_link_leads(project):
    """What was rendered for one objective is used again for the next, in whose file the same stands."""
    company = create_company()
    files = company.files
    for objective_values in files["teams/sales/2026-Q4.yml"]["objectives"]:
        objective_values["why"] = "Because of [that](../../handbook.md#part)."
    files["handbook.md"] = "# How we work\n\n## Part\n\nWords.\n"
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    files["handbook.md"] = "# How we work\n\n## Another part\n\nWords.\n"
    again, bodies = build_again(made, company, first)
    for key in ("win", "win-more"):
        uri = f"objectives/sales/2026-Q4/{key}.md"
        assert uri not in again.reused
        assert "#part" not in bodies[uri]


def test_a_cycle_of_which_nothing_is_left_is_no_input_any_more(project):
    """Pages depended on how its page is divided, and it has none."""
    company = create_company()
    files = company.files
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    for path in [path for path in files if "2026-Q3" in path]:
        del files[path]
        (made.root / "content" / path).unlink()
    _, bodies = build_again(made, company, first)
    assert "cycles/2026-Q3.md" in first.known.pages
    assert "cycles/2026-Q3.md" not in bodies


def test_a_new_objective_takes_the_address_that_was_a_former_id(project):
    company = create_company()
    files = company.files
    files["teams/sales/2026-Q4.yml"]["objectives"][1]["aliases"] = ["older"]
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    uri = "objectives/sales/2026-Q4/older.md"
    assert uri in first.known.pages
    files["teams/sales/2026-Q4.yml"]["objectives"].append(create_objective("sales", "older", "2026-Q4"))
    again, bodies = build_again(made, company, first)
    assert uri not in again.reused
    assert "We older in 2026-Q4" in bodies[uri]


def test_a_person_with_files_of_their_own_takes_the_address_of_their_page(project):
    company = create_company()
    files = company.files
    made = project(company.dump())
    first = build_pages(made.snapshot(DAY))
    files["people/dev/team.yml"] = {"name": "Dev", "mission": "Keep it running"}
    again, bodies = build_again(made, company, first)
    assert "people/dev.md" not in again.reused
    assert "Keep it running" in bodies.get("people/dev.md", bodies.get("people/dev/index.md", ""))


def test_a_map_that_could_not_be_drawn_is_tried_again(project, monkeypatch):
    """Nothing of the content has changed; the machine was too slow, or had no Graphviz."""
    made = project(create_company().dump())
    with monkeypatch.context() as without:
        without.setattr(
            "okrsite.pages.maps.drawing.lay_out_diagrams",
            lambda diagrams, jobs=None: [LayoutFailure(diagram.id, "It took too long.") for diagram in diagrams],
        )
        first = build_pages(made.snapshot(DAY))
    assert {problem.code for problem in first.problems} >= {"OKR401"}
    again, bodies = build_again(made, create_company(), first)
    assert "okr-map__svg" in bodies["objectives/sales/2026-Q4/win.md"]
    assert "OKR401" not in {problem.code for problem in again.problems}
