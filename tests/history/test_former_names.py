"""An address that was published leads on, whatever its objective, file or unit is called today, and nobody types it."""

from __future__ import annotations

import subprocess

import pytest
from former_pages import build_pages_by_address, find_target, read_repository
from git_repository import Repo

from okrsite.feeds.export import format_export
from okrsite.pages.site_pages import build_pages
from okrsite.pipeline import list_problems
from okrsite.snapshot import Snapshot

RESULT = "key_results: [{id: %s, title: Calls, from: 0, to: 10, now: 4}]"


def plan(title: str = "Win the market", key: str = "", result: str = "calls", more: str = "") -> str:
    named = f"id: {key}, " if key else ""
    return f"objectives:\n  - {{{named}title: {title}, owner: Anna, {more}{RESULT % result}}}\n"


def markdown(title: str = "Win the market") -> str:
    return (
        f"## {title}\n\n- Owner: Anna\n\n| Key result | Id | From | To | Now |\n| --- | --- | --- | --- | --- |\n"
        "| Calls | calls | 0 | 10 | 4 |\n"
    )


BASE = {
    "company/team.yml": "name: Company\n",
    "teams/sales/team.yml": "name: Sales\nmission: To sell what we make to those who need it\n",
    "teams/sales/2026-Q4.yml": plan(),
    "teams/shops/team.yml": "name: Shops\n",
    "teams/shops/2026-Q4.yml": plan("Sell well", "sell", more="supports: sales/win-the-market, "),
}
OLD = "objectives/sales/2026-Q4/win-the-market/"


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "repo", {"today": "2026-11-20"})
    made.commit("2026-10-05", "Goals", BASE)
    return made


def said(snapshot: Snapshot, *codes: str) -> list[str]:
    return [
        f"{each.code} {each.place.path}:{each.place.line}" for each in list_problems(snapshot) if each.code in codes
    ]


ERRORS = ("OKR301", "OKR302", "OKR307", "OKR312", "OKR403")


@pytest.mark.parametrize("committed", [True, False])
def test_a_title_that_is_renamed_takes_its_address_along(repo, committed):
    repo.write({"teams/sales/2026-Q4.yml": plan("Win every market")})
    if committed:
        repo.commit("2026-11-02", "A better title")
    snapshot = read_repository(repo)
    assert find_target(build_pages_by_address(snapshot), OLD) == "objectives/sales/2026-Q4/win-every-market/"
    assert said(snapshot, *ERRORS) == ["OKR312 content/teams/shops/2026-Q4.yml:2"]
    (link,) = snapshot.alignment.up["shops/2026-Q4/sell"]
    assert link.target == "sales/2026-Q4/win-every-market"
    (problem,) = [each for each in snapshot.problems if each.code == "OKR312"]
    assert "'sales/win-the-market'" in problem.message and "sales/win-every-market" in problem.hint


def test_an_id_that_is_renamed_twice_leads_on_from_both(repo):
    repo.commit("2026-10-20", "An id", {"teams/sales/2026-Q4.yml": plan(key="win")})
    repo.commit("2026-11-02", "Another", {"teams/sales/2026-Q4.yml": plan(key="markets")})
    pages = build_pages_by_address(read_repository(repo))
    for old in (OLD, "objectives/sales/2026-Q4/win/"):
        assert find_target(pages, old) == "objectives/sales/2026-Q4/markets/"


def test_a_file_in_the_other_spelling_keeps_its_addresses(repo):
    repo.commit(
        "2026-11-02", "Markdown", {"teams/sales/2026-Q4.yml": None, "teams/sales/2026-Q4.md": markdown("Win it")}
    )
    assert find_target(build_pages_by_address(read_repository(repo)), OLD) == "objectives/sales/2026-Q4/win-it/"


def test_a_link_to_a_file_that_is_written_in_the_other_spelling_leads_on(repo):
    repo.commit("2026-10-20", "A page", {
        "handbook.md": "# How\n\nAs [they do](teams/sales/2026-Q4.yml#win-the-market).\n",
        "teams/shops/2026-Q4.yml": plan("Sell well", "sell", more="supports: ../sales/2026-Q4.yml#win-the-market, "),
    })  # fmt: skip
    repo.commit("2026-11-02", "Markdown", {"teams/sales/2026-Q4.yml": None, "teams/sales/2026-Q4.md": markdown()})
    snapshot = read_repository(repo)
    assert 'href="../teams/sales/#win-the-market"' in str(build_pages_by_address(snapshot)["handbook/"].body)
    assert snapshot.alignment.up["shops/2026-Q4/sell"][0].target == "sales/2026-Q4/win-the-market"
    assert said(snapshot, *ERRORS) == ["OKR307 content/handbook.md:3", "OKR312 content/teams/shops/2026-Q4.yml:2"]


def move_unit(repo: Repo, old: str = "teams/sales", new: str = "teams/market") -> None:
    (repo.root / "content" / old).rename(repo.root / "content" / new)


def test_memos_in_a_folder_that_is_renamed_lead_on_from_the_old_one(repo):
    repo.commit("2026-10-20", "A memo", {"teams/sales/memo-why.md": "# Why we sell\n\nBecause.\n"})
    move_unit(repo)
    repo.commit("2026-11-02", "Another name for sales")
    pages = build_pages_by_address(read_repository(repo))
    assert find_target(pages, "teams/sales/memo-why/") == "teams/market/memo-why/"
    assert "Because." in str(pages["teams/market/memo-why/"].body)


def test_no_address_is_made_for_a_memo_that_the_public_is_not_shown(repo):
    repo.commit(
        "2026-10-20", "A memo", {"teams/sales/memo-why.md": "---\naudience: internal\n---\n\n# Why\n\nBecause.\n"}
    )
    move_unit(repo)
    repo.commit("2026-11-02", "Another name for sales")
    assert not any("memo-why" in address for address in build_pages_by_address(read_repository(repo, "public")))


@pytest.mark.parametrize("committed", [True, False])
def test_a_unit_whose_folder_is_renamed_takes_all_its_addresses_along(repo, committed):
    repo.write({"handbook.md": "# How\n\nAs [they do](teams/sales/2026-Q4.yml#win-the-market).\n"})
    repo.commit("2026-10-20", "A page")
    move_unit(repo)
    if committed:
        repo.commit("2026-11-02", "Another name for sales")
    snapshot = read_repository(repo)
    pages = build_pages_by_address(snapshot)
    assert find_target(pages, OLD) == "objectives/market/2026-Q4/win-the-market/"
    assert find_target(pages, "teams/sales/") == "teams/market/"
    assert find_target(pages, "teams/sales/2026-Q4/") == "teams/market/2026-Q4/"
    assert snapshot.alignment.up["shops/2026-Q4/sell"][0].target == "market/2026-Q4/win-the-market"
    assert 'href="../teams/market/#win-the-market"' in str(pages["handbook/"].body)
    assert said(snapshot, *ERRORS) == ["OKR307 content/handbook.md:3", "OKR312 content/teams/shops/2026-Q4.yml:2"]


def test_fields_that_name_a_unit_by_its_former_id_find_it(repo):
    repo.commit("2026-10-20", "More", {
        "people.yml": "dana: {name: Dana, team: sales}\n",
        "teams/north/team.yml": "name: North\nparent: sales\n",
        "teams/shops/2026-Q4.yml": plan("Sell well", "sell", more="with: [sales], "),
    })  # fmt: skip
    move_unit(repo)
    repo.commit("2026-11-02", "Another name for sales")
    snapshot = read_repository(repo)
    organisation = snapshot.organisation
    assert organisation.units["north"].parent == organisation.people["dana"].team == "market"
    assert organisation.objectives["shops/2026-Q4/sell"].joint == ("market",)
    assert said(snapshot, *ERRORS, "OKR221") == [
        "OKR312 content/people.yml:1",
        "OKR312 content/teams/north/team.yml:2",
        "OKR312 content/teams/shops/2026-Q4.yml:2",
    ]


def test_a_unit_that_is_renamed_twice_and_whose_file_changes_leads_on(repo):
    move_unit(repo)
    repo.commit("2026-10-20", "Another name")
    move_unit(repo, "teams/market", "teams/reach")
    repo.write({"teams/reach/team.yml": "name: All quite new\nlead: Cem\n"})
    repo.commit("2026-11-02", "Another name")
    pages = build_pages_by_address(read_repository(repo))
    assert find_target(pages, "teams/sales/") == find_target(pages, "teams/market/") == "teams/reach/"


def test_a_file_of_another_cycle_leads_on_from_the_first(repo):
    repo.git("mv", "content/teams/sales/2026-Q4.yml", "content/teams/sales/2027-Q1.yml")
    repo.commit("2026-11-02", "Not this quarter")
    pages = build_pages_by_address(read_repository(repo))
    assert find_target(pages, OLD) == "objectives/sales/2027-Q1/win-the-market/"
    assert find_target(pages, "teams/sales/2026-Q4/") == "teams/sales/2027-Q1/"


def test_who_has_an_address_today_keeps_it(repo):
    text = plan("Win every market") + plan("Win the market", result="mails").removeprefix("objectives:\n")
    repo.commit("2026-11-02", "Two", {"teams/sales/2026-Q4.yml": plan("Win every market")})
    repo.commit("2026-11-04", "Again", {"teams/sales/2026-Q4.yml": text})
    assert "Its page is now" not in str(build_pages_by_address(read_repository(repo))[OLD].body)


def test_what_two_had_one_after_the_other_leads_nowhere(repo):
    second = plan("Win the market", result="mails").removeprefix("objectives:\n")
    repo.commit("2026-10-20", "One", {"teams/sales/2026-Q4.yml": plan("Win every market")})
    repo.commit("2026-11-02", "Two", {"teams/sales/2026-Q4.yml": plan("Win every market") + second})
    third = second.replace("Win the market", "Win the town")
    repo.commit("2026-11-04", "Three", {"teams/sales/2026-Q4.yml": plan("Win every market") + third})
    pages = build_pages_by_address(read_repository(repo))
    assert OLD not in pages and "objectives/sales/2026-Q4/win-every-market/" in pages


def test_what_was_removed_leads_nowhere(repo):
    repo.commit("2026-11-02", "None", {"teams/sales/2026-Q4.yml": None, "teams/shops/2026-Q4.yml": plan("Sell")})
    assert OLD not in build_pages_by_address(
        read_repository(repo)
    ) and "teams/sales/2026-Q4/" not in build_pages_by_address(read_repository(repo))


def test_an_alias_that_somebody_typed_counts_more_than_the_past(repo):
    other = plan("Win the town", more="aliases: win-the-market, ", result="mails").removeprefix("objectives:\n")
    repo.commit("2026-11-02", "Two", {"teams/sales/2026-Q4.yml": plan("Win every market") + other})
    snapshot = read_repository(repo)
    assert find_target(build_pages_by_address(snapshot), OLD) == "objectives/sales/2026-Q4/win-the-town/"
    assert said(snapshot, *ERRORS) == []


def test_a_key_result_is_found_by_the_id_that_it_had(repo):
    repo.commit("2026-10-20", "A link", {
        "teams/shops/2026-Q4.yml": plan("Sell well", "sell", more="supports: sales/win-the-market#calls, ")
    })  # fmt: skip
    repo.commit("2026-11-02", "An id", {"teams/sales/2026-Q4.yml": plan(result="phone-calls")})
    snapshot = read_repository(repo)
    assert snapshot.alignment.up["shops/2026-Q4/sell"][0].target_result == "phone-calls"
    assert said(snapshot, *ERRORS) == ["OKR312 content/teams/shops/2026-Q4.yml:2"]


def test_anchors_on_the_page_of_the_unit_stay(repo):
    repo.commit("2026-11-02", "A title", {"teams/sales/2026-Q4.yml": plan("Win every market")})
    page = str(build_pages_by_address(read_repository(repo))["teams/sales/"].body)
    assert '<span id="win-the-market"></span>' in page and '<span id="win-the-market_calls"></span>' in page


def test_the_anchor_of_a_key_result_leads_to_its_objective_when_it_has_another_id(repo):
    repo.commit("2026-11-02", "An id", {"teams/sales/2026-Q4.yml": plan(result="phone-calls")})
    assert '<span id="win-the-market_calls"></span>' in str(
        build_pages_by_address(read_repository(repo))["teams/sales/"].body
    )


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_pages_that_are_taken_over_are_those_of_a_build_from_nothing(repo, audience):
    before = build_pages(read_repository(repo, audience))
    move_unit(repo)
    text = plan("Win every market", result="phone-calls")
    repo.commit("2026-11-02", "Other names", {"teams/market/2026-Q4.yml": text})
    snapshot = read_repository(repo, audience)
    after, cold = build_pages(snapshot, known=before.collect_known_pages()), build_pages(snapshot)
    old, new = ({page.uri: page.body for page in pages.pages} for pages in (before, cold))
    assert [page.uri for page in after.pages] == [page.uri for page in cold.pages]
    for page in after.pages:
        assert (old[page.uri] if page.uri in after.reused else page.body) == new[page.uri], page.uri


# ------------------------------------------------------------------------------------------------ what the public sees


SECRET = {
    "an objective": {"teams/sales/2026-Q4.yml": plan("Buy Xyzzy Ltd", more="audience: internal, ")},
    "a file": {"teams/sales/2026-Q4.yml": "audience: internal\n" + plan("Buy Xyzzy Ltd")},
    "a draft": {"teams/sales/2026-Q4.yml": plan("Buy Xyzzy Ltd", more="visibility: draft, ")},
}


def everything(snapshot: Snapshot) -> str:
    pages = build_pages_by_address(snapshot)
    return f"{list(pages)} {[str(page.body) for page in pages.values()]} {format_export(snapshot)}".casefold()


@pytest.mark.parametrize("how", SECRET)
def test_the_public_learns_no_name_of_what_was_kept_back_then(tmp_path, how):
    made = Repo(tmp_path / "repo", {"today": "2026-11-20"})
    made.commit("2026-10-05", "Goals", {**BASE, **SECRET[how], "teams/shops/2026-Q4.yml": plan("Sell well")})
    made.commit("2026-11-02", "It is out", {"teams/sales/2026-Q4.yml": plan("Buy a competitor")})
    assert "xyzzy" not in everything(read_repository(made, "public"))


@pytest.mark.parametrize("mark", ["audience: internal", "visibility: draft"])
def test_the_public_learns_no_name_of_a_unit_that_was_kept_back_then(repo, mark):
    secret = {"teams/xyzzy/team.yml": f"name: Xyzzy\n{mark}\n", "teams/xyzzy/2026-Q4.yml": plan("Secret plan", "plan")}
    repo.commit("2026-10-20", "A secret team", secret)
    (repo.root / "content/teams/xyzzy").rename(repo.root / "content/teams/lighthouse")
    repo.commit("2026-11-02", "It is out", {"teams/lighthouse/team.yml": "name: Lighthouse\n"})
    assert "xyzzy" not in everything(read_repository(repo, "public"))
    if "draft" in mark:
        assert "xyzzy" not in everything(read_repository(repo))


@pytest.mark.parametrize("mark", ["audience: internal, ", "visibility: draft, "])
def test_nothing_leads_to_what_is_kept_back_now(repo, mark):
    repo.commit("2026-11-02", "No longer", {"teams/sales/2026-Q4.yml": plan("Buy Xyzzy Ltd", more=mark)})
    told = everything(read_repository(repo, "public"))
    assert "xyzzy" not in told and OLD not in build_pages_by_address(read_repository(repo, "public"))


def test_a_public_address_leads_on_for_the_public_too(repo):
    repo.commit("2026-11-02", "A better title", {"teams/sales/2026-Q4.yml": plan("Win every market")})
    move_unit(repo)
    repo.commit("2026-11-04", "Another name")
    pages = build_pages_by_address(read_repository(repo, "public"))
    assert find_target(pages, OLD) == "objectives/market/2026-Q4/win-every-market/"
    assert find_target(pages, "teams/sales/") == "teams/market/"


# ------------------------------------------------------------------------------------------ where there is no past at all


def clone(repo: Repo, tmp_path, *how: str):
    subprocess.run(["git", "clone", "-q", *how, repo.root.as_uri(), str(tmp_path / "clone")], check=True)
    made = Repo.__new__(Repo)
    made.root, made.options, made.clock = tmp_path / "clone", repo.options, repo.clock
    return made


def test_in_a_shallow_clone_it_is_said_that_nothing_will_lead_on(repo, tmp_path):
    shallow = clone(repo, tmp_path, "--depth", "1")
    assert said(read_repository(shallow), *ERRORS) == []
    shallow.write({"teams/sales/2026-Q4.yml": plan("Win every market"), "teams/shops/2026-Q4.yml": plan("Sell")})
    snapshot = read_repository(shallow)
    lines = [(each.place.line, each.message, each.hint) for each in snapshot.problems if each.code == "OKR403"]
    assert [line for line, *_ in lines] == [2]
    assert "sales/2026-Q4/win-the-market" in lines[0][1] and "`aliases: [win-the-market]`" in lines[0][2]


def test_in_markdown_the_line_is_shown_as_it_is_typed_there(repo, tmp_path):
    repo.commit("2026-11-02", "Markdown", {"teams/sales/2026-Q4.yml": None, "teams/sales/2026-Q4.md": markdown()})
    shallow = clone(repo, tmp_path, "--depth", "1")
    shallow.write({"teams/sales/2026-Q4.md": markdown("Win every market")})
    (problem,) = [each for each in read_repository(shallow).problems if each.code == "OKR403"]
    assert (problem.place.line, problem.severity) == (1, "warning")
    assert "`- Aliases: win-the-market`" in problem.hint


def test_a_folder_that_is_renamed_in_a_shallow_clone_is_said_once(repo, tmp_path):
    shallow = clone(repo, tmp_path, "--depth", "1")
    move_unit(shallow)
    (problem,) = [each for each in read_repository(shallow).problems if each.code == "OKR403"]
    assert problem.place.path == "content/teams/market/team.yml" and "`aliases: [sales]`" in problem.hint
    shallow.write({"teams/market/team.yml": "name: Market\naliases: [sales]\n"})
    assert said(read_repository(shallow), "OKR403") == []


def test_nothing_is_said_where_the_past_knows_or_somebody_typed_it(repo, tmp_path):
    repo.write({"teams/sales/2026-Q4.yml": plan("Win every market"), "teams/shops/2026-Q4.yml": plan("Sell")})
    assert said(read_repository(repo), *ERRORS) == []
    shallow = clone(repo, tmp_path, "--depth", "1")
    typed = plan("Win every market", more="aliases: [win-the-market], ")
    shallow.write({"teams/sales/2026-Q4.yml": typed})
    assert said(read_repository(shallow), *ERRORS) == []


# ----------------------------------------------------------------------------------------------------- aliases of units


def test_a_former_id_of_a_unit_that_is_typed_is_as_good_as_its_own(repo):
    repo.write({
        "teams/sales/team.yml": "name: Sales\naliases: [vertrieb]\nkpis: {rate: {name: Rate, values: {2026-11-01: 5}}}\n",
        "people.yml": "dana: {name: Dana, team: vertrieb}\n",
        "teams/north/team.yml": "name: North\nparent: vertrieb\n",
        "teams/shops/2026-Q4.yml": plan("Sell well", "sell", more="supports: vertrieb/win-the-market, with: [vertrieb], "),
        "teams/north/2026-Q4.yml": "objectives: [{id: n, title: N, owner: Dana, key_results: [{id: k, title: K, kpi: vertrieb/rate, to: 9}]}]\n",
    })  # fmt: skip
    snapshot = read_repository(repo)
    assert said(snapshot, *ERRORS, "OKR221", "OKR220") == []
    organisation = snapshot.organisation
    assert organisation.people["dana"].team == organisation.units["north"].parent == "sales"
    assert organisation.objectives["shops/2026-Q4/sell"].joint == ("sales",)
    assert organisation.objectives["north/2026-Q4/n"].key_results[0].kpi == "sales/rate"
    assert snapshot.alignment.up["shops/2026-Q4/sell"][0].target == "sales/2026-Q4/win-the-market"
    assert find_target(build_pages_by_address(snapshot), "teams/vertrieb/") == "teams/sales/"


@pytest.mark.parametrize("alias", ["shops", "sales"])
def test_a_former_id_that_is_a_units_id_is_an_error(repo, alias):
    repo.write({"teams/sales/team.yml": f"name: Sales\naliases: [{alias}]\n"})
    assert said(read_repository(repo), "OKR210") == ["OKR210 content/teams/sales/team.yml:2"]


def test_a_former_id_of_two_units_is_an_error_and_leads_nowhere(repo):
    repo.write({f"teams/{unit}/team.yml": "name: X\naliases: [old]\n" for unit in ("sales", "shops")})
    snapshot = read_repository(repo)
    assert said(snapshot, "OKR210") == ["OKR210 content/teams/shops/team.yml:2"]
    assert "teams/old/" not in build_pages_by_address(snapshot)
