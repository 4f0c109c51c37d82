"""A repository with a scripted past, and the events that it must tell, one by one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from git_repository import BEN, Repo, objective, told

FILE = "teams/marketing/2026-Q4.yml"
EVENTS = "marketing/2026-Q4/events"
MARKDOWN = """
    ## Meet people

    - Id: events

    | Key result       | Id     | From | To  | Now |
    | ---------------- | ------ | ---- | --- | --- |
    | Repeat customers | repeat | 100  | 180 | 120 |
    """


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repository")


def test_a_long_story(tmp_path):
    repo = Repo(tmp_path / "r", {"timezone": "Europe/Berlin"})
    anna = {"people.yml": "anna: {name: Anna Berg}\nben: Ben Ito\n", "company/2026.yml": objective("goal", "Grow")}
    repo.commit("2026-09-01", "Before anything", {"../README.md": "Hello.\n"})
    repo.commit("2026-09-30", "Set goals", {**anna, FILE: objective(owner="anna")})
    # Half past eleven in London is the next day in Berlin; so is half past six in New York.
    repo.commit("2026-10-05T23:30:00+00:00", "Late at night", {FILE: objective(owner="Anna Berg", now="125")}, BEN)
    repo.commit("2026-10-07T18:30:00-04:00", "From New York", {FILE: objective(owner="B. Ito", now="130")}, BEN)
    repo.commit("2026-10-09", "Ben is Ben", {FILE: objective(owner="Ben Ito", now="130")})
    repo.commit("2026-10-10", "Oops", {FILE: objective(owner="ben", now="[131")}, BEN)
    repo.commit("2026-10-11", "Fix it", {FILE: objective(owner="ben", now="131")})
    linked = objective(owner="ben", now="131", contributes_to="company/goal", status="at risk")
    repo.commit("2026-10-12", "Link", {FILE: linked})
    repo.git("checkout", "-q", "-b", "eased")
    eased = linked.replace("to: 180", "to: 150")
    repo.commit("2026-10-13", "Ease the target", {FILE: eased}, BEN)
    repo.commit("2026-10-14", "Check in", {FILE: eased.replace("now: 131", "now: 133\n        confidence: 50%")}, BEN)
    repo.git("checkout", "-q", "main")
    repo.commit("2026-10-15", "Something else", {"company/2026.yml": objective("goal", "Grow a lot")})
    repo.merge("2026-10-16", "eased")
    repo.git("revert", "--no-edit", "-m", "1", "HEAD", author="Reverter")
    (repo.root / "content/teams/growth").mkdir(parents=True)
    repo.git("mv", f"content/{FILE}", "content/teams/growth/2026-Q4.yml")
    repo.commit("2026-10-20", "Marketing is Growth now")
    renamed = linked.replace("id: events", "id: meetups\n    aliases: [events]").replace(
        "Meet people", "Meet more people"
    )
    repo.commit("2026-10-21", "A better name", {"teams/growth/2026-Q4.yml": renamed})
    due = renamed.replace("now: 131", "now: 131\n        due: 2026-12-01")
    repo.commit("2026-10-22", "Sooner", {"teams/growth/2026-Q4.yml": due})
    after = "growth/2026-Q4/meetups"
    assert repo.told() == [
        "2026-09-30 Anna company/2026/goal created: - → Grow",
        "2026-09-30 Anna company/2026/goal#repeat value: - → 120",
        f"2026-09-30 Anna {after} created: - → Meet people",
        f"2026-09-30 Anna {after}#repeat value: - → 120",
        f"2026-10-06 Ben {after}#repeat value: 120 → 125",
        f"2026-10-08 Ben {after} owner: anna → B. Ito",
        f"2026-10-08 Ben {after}#repeat value: 125 → 130",
        f"2026-10-09 Anna {after} owner: B. Ito → ben",
        f"2026-10-11 Anna {after}#repeat value: 130 → 131",
        f"2026-10-12 Anna {after} status: - → at risk",
        f"2026-10-12 Anna {after} contributes_to: - → company/2026/goal",
        "2026-10-15 Anna company/2026/goal title: Grow → Grow a lot",
        f"2026-10-13 Ben {after}#repeat to: 180 → 150",
        f"2026-10-14 Ben {after}#repeat confidence: - → 0.5",
        f"2026-10-14 Ben {after}#repeat value: 131 → 133",
        f"2026-10-16 Reverter {after}#repeat to: 150 → 180",
        f"2026-10-16 Reverter {after}#repeat confidence: 0.5 → -",
        f"2026-10-16 Reverter {after}#repeat value: 133 → 131",
        f"2026-10-20 Anna {after} moved: {EVENTS} → growth/2026-Q4/events",
        f"2026-10-21 Anna {after} moved: growth/2026-Q4/events → {after}",
        f"2026-10-21 Anna {after} title: Meet people → Meet more people",
        f"2026-10-22 Anna {after}#repeat due: - → 2026-12-01",
    ]
    past = repo.past()
    target = next(event for event in past.list_events(after, "repeat") if event.kind == "to")
    assert (target.date, target.arrived, target.commit.subject) == (
        date(2026, 10, 13),
        date(2026, 10, 16),
        "Ease the target",
    )
    assert [notice.message for notice in past.notices] == [
        f"One past version of a file can't be read and is passed over, at last {FILE} in "
        f"{repo.git('log', '-1', '--format=%H', '--grep=Oops')[:10]}."
    ]


def test_a_change_of_spelling_changes_nothing(repo):
    repo.commit("2026-10-01", "YAML", {FILE: objective()})
    repo.commit("2026-10-02", "Markdown", {FILE: None, "teams/marketing/2026-Q4.md": MARKDOWN})
    repo.commit("2026-10-03", "On it goes", {"teams/marketing/2026-Q4.md": MARKDOWN.replace("120", "140")})
    assert repo.told() == [
        f"2026-10-01 Anna {EVENTS} created: - → Meet people",
        f"2026-10-01 Anna {EVENTS}#repeat value: - → 120",
        f"2026-10-03 Anna {EVENTS}#repeat value: 120 → 140",
    ]


def test_a_spelling_that_is_changed_in_two_commits_is_no_second_objective(repo):
    repo.commit("2026-10-01", "YAML", {FILE: objective()})
    repo.commit("2026-10-02", "Both", {"teams/marketing/2026-Q4.md": MARKDOWN})
    repo.commit("2026-10-03", "Markdown", {FILE: None})
    assert repo.told("created", "removed", "value", "moved") == repo.told()
    assert len(repo.told()) == 2


def test_an_alias_may_be_declared_long_after_the_id_changed(repo):
    repo.commit("2026-10-01", "Old", {FILE: objective("shows", "Trade shows")})
    repo.commit("2026-10-02", "Gone", {FILE: "summary: Nothing yet\n"})
    repo.commit("2026-10-03", "Back", {FILE: objective(now="150")})
    repo.commit("2026-10-04", "Declared", {FILE: objective(now="150", aliases="[shows]")})
    assert repo.told() == [
        f"2026-10-01 Anna {EVENTS} created: - → Trade shows",
        f"2026-10-01 Anna {EVENTS}#repeat value: - → 120",
        f"2026-10-02 Anna {EVENTS} removed: Trade shows → -",
        f"2026-10-03 Anna {EVENTS} created: - → Meet people",
        f"2026-10-03 Anna {EVENTS}#repeat value: - → 150",
    ]


def test_ids_made_of_titles_survive_a_new_wording(repo):
    text = """
        ## Meet people

        | Key result       | From | To  | Now |
        | ---------------- | ---- | --- | --- |
        | Repeat customers | 100  | 180 | 120 |
        | New customers    | 10   | 30  | 12  |
        """
    path = "teams/marketing/2026-Q4.md"
    repo.commit("2026-10-01", "Start", {path: text})
    repo.commit("2026-10-02", "Wording", {path: text.replace("Repeat customers", "Customers who come back")})
    repo.commit("2026-10-03", "Title", {path: text.replace("Repeat customers", "Customers who come back").replace("Meet people", "See people")})  # fmt: skip
    ref = "marketing/2026-Q4/see-people"
    assert repo.told()[3:] == [
        f"2026-10-02 Anna {ref}#customers-who-come-back result renamed: repeat-customers → customers-who-come-back",
        f"2026-10-02 Anna {ref}#customers-who-come-back title: Repeat customers → Customers who come back",
        f"2026-10-03 Anna {ref} moved: marketing/2026-Q4/meet-people → {ref}",
        f"2026-10-03 Anna {ref} title: Meet people → See people",
    ]


def test_key_results_come_go_and_are_renamed(repo):
    more = "      - {id: new, title: New customers, from: 0, to: 10}\n"
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.commit("2026-10-02", "More", {FILE: objective() + more})
    repo.commit("2026-10-03", "Id", {FILE: objective() + more.replace("id: new", "id: fresh, aliases: [new]")})
    repo.commit("2026-10-04", "Less", {FILE: objective()})
    assert repo.told()[2:] == [
        f"2026-10-02 Anna {EVENTS}#fresh result added: - → New customers",
        f"2026-10-03 Anna {EVENTS}#fresh result renamed: new → fresh",
        f"2026-10-04 Anna {EVENTS}#fresh result removed: New customers → -",
    ]


def test_every_kind_of_value_is_followed(repo):
    def text(levels: str, steps: str, done: str, keep: str) -> str:
        return f"""
            objectives:
              - id: o
                title: An objective
                key_results:
                  - {{id: l, title: L, levels: {{commit: one, target: two, stretch: three}}, now: {levels}}}
                  - {{id: m, title: M, milestones: {steps}}}
                  - {{id: y, title: "Y", done: {done}}}
                  - {{id: k, title: K, keep: {keep}, now: 3%}}
            """

    first = "[{title: Choose, done: true}, {title: Build}]"
    second = "[{title: Choose a vendor, done: true}, {title: Build}]"
    third = "[{title: Choose a vendor, done: true}, {title: Build, done: yes}]"
    repo.commit("2026-10-01", "1", {FILE: text("one", first, "false", "2%..4%")})
    repo.commit("2026-10-02", "2", {FILE: text("commit", second, "no", "<= 4%")})
    repo.commit("2026-10-03", "3", {FILE: text("stretch", third, "true", "<= 4%")})
    assert [line.removeprefix("2026-10-0").replace("marketing/2026-Q4/", "") for line in repo.told()] == [
        "1 Anna o created: - → An objective",
        "1 Anna o#l value: - → commit",
        "1 Anna o#m value: - → Choose",
        "1 Anna o#y value: - → False",
        "1 Anna o#k value: - → 3%",
        "2 Anna o#m milestones: Choose, Build → Choose a vendor, Build",
        "2 Anna o#k keep: 2%..4% → <= 4%",
        "3 Anna o#l value: commit → stretch",
        "3 Anna o#m value: Choose a vendor → Choose a vendor, Build",
        "3 Anna o#y value: False → True",
    ]


def test_a_unit_that_is_added_to_a_number_moves_no_target(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.commit("2026-10-02", "Unit", {FILE: objective(to="180 people")})
    assert repo.told()[2:] == [f"2026-10-02 Anna {EVENTS}#repeat unit: - → people"]


def test_two_files_that_change_places_keep_their_own_past(repo):
    sales = "teams/sales/2026-Q4.yml"
    repo.commit("2026-10-01", "Start", {FILE: objective("a", "Title a"), sales: objective("b", "Title b", to="999")})
    repo.commit("2026-10-02", "Swap", {FILE: objective("b", "Title b", to="999"), sales: objective("a", "Title a")})
    assert repo.told("moved", "removed", "to") == [
        "2026-10-02 Anna marketing/2026-Q4/b moved: sales/2026-Q4/b → marketing/2026-Q4/b",
        "2026-10-02 Anna sales/2026-Q4/a moved: marketing/2026-Q4/a → sales/2026-Q4/a",
    ]


def test_the_same_id_in_another_cycle_is_another_objective(repo):
    last = "teams/marketing/2026-Q3.yml"
    repo.commit("2026-09-01", "Start", {last: objective()})
    repo.commit("2026-10-01", "Next", {FILE: objective(now="150")})
    assert repo.told("moved") == []
    assert [event.ref for event in repo.past().events if event.kind == "created"] == [
        "marketing/2026-Q3/events",
        EVENTS,
    ]


def test_one_teams_end_is_not_another_teams_start(repo):
    """Two teams may use one id; that one drops it when the other starts is chance."""
    repo.commit("2026-10-01", "Start", {"teams/a/2026-Q4.yml": objective(title="Events of a"), "teams/b/team.yml": "name: B\n"})  # fmt: skip
    repo.commit("2026-10-02", "Swap", {"teams/a/2026-Q4.yml": "summary: None\n", "teams/b/2026-Q4.yml": objective(title="Events of b", to="9")})  # fmt: skip
    assert repo.told("moved") == []
    assert repo.told("removed") == ["2026-10-02 Anna a/2026-Q4/events removed: Events of a → -"]


class TestMerges:
    def branch(self, repo: Repo) -> None:
        repo.commit("2026-10-01", "Start", {FILE: objective()})
        repo.git("checkout", "-q", "-b", "side")

    def test_a_branch_that_is_thrown_away_never_happened(self, repo):
        self.branch(repo)
        repo.commit("2026-10-02", "Dream", {FILE: objective(to="900")}, BEN)
        repo.git("checkout", "-q", "main")
        repo.commit("2026-10-03", "Meanwhile", {FILE: objective(now="121")})
        repo.merge("2026-10-04", "side", "-s", "ours")
        assert repo.told("to") == []

    def test_a_change_that_both_sides_made_is_seen_once(self, repo):
        self.branch(repo)
        repo.commit("2026-10-02", "Ease", {FILE: objective(to="150")}, BEN)
        repo.git("checkout", "-q", "main")
        repo.commit("2026-10-03", "Ease too", {FILE: objective(to="150")})
        repo.merge("2026-10-04", "side")
        assert repo.told("to") == [f"2026-10-03 Anna {EVENTS}#repeat to: 180 → 150"]

    def test_a_settled_conflict_is_the_merges_own(self, repo):
        self.branch(repo)
        repo.commit("2026-10-02", "150", {FILE: objective(to="150")}, BEN)
        repo.git("checkout", "-q", "main")
        repo.commit("2026-10-03", "160", {FILE: objective(to="160")})
        with pytest.raises(Exception, match="returned non-zero"):
            repo.merge("2026-10-04", "side")
        repo.write({FILE: objective(to="155")})
        repo.git("commit", "-qam", "Meet in the middle", author="Maintainer")
        assert repo.told("to") == [
            f"2026-10-03 Anna {EVENTS}#repeat to: 180 → 160",
            f"2026-10-04 Maintainer {EVENTS}#repeat to: 160 → 155",
        ]

    def test_what_a_branch_took_back_never_reached_anybody(self, repo):
        self.branch(repo)
        repo.commit("2026-10-02", "150", {FILE: objective(to="150")}, BEN)
        repo.commit("2026-10-03", "No", {FILE: objective(now="125")}, BEN)
        repo.git("checkout", "-q", "main")
        repo.merge("2026-10-04", "side")
        assert repo.told()[2:] == [f"2026-10-03 Ben {EVENTS}#repeat value: 120 → 125"]

    def test_a_pull_that_merges_the_branch_into_itself_credits_everybody(self, repo):
        """`git pull` on a clone makes the others' work the second parent, and the branch's past the side."""
        self.branch(repo)
        repo.commit("2026-10-02", "Mine", {FILE: objective(now="125")}, BEN)
        repo.git("checkout", "-q", "main")
        repo.commit("2026-10-03", "Theirs", {"company/2026.yml": objective("goal", "Grow")})
        repo.git("checkout", "-q", "side")
        repo.merge("2026-10-04", "main", author=BEN)
        repo.git("checkout", "-q", "main")
        repo.git("merge", "-q", "--ff-only", "side")
        assert repo.told()[2:] == [
            f"2026-10-02 Ben {EVENTS}#repeat value: 120 → 125",
            "2026-10-03 Anna company/2026/goal created: - → Grow",
            "2026-10-03 Anna company/2026/goal#repeat value: - → 120",
        ]

    def test_content_that_begins_on_a_branch_begins_there(self, repo):
        repo.commit("2026-10-01", "Only a readme", {"../README.md": "Hello.\n"})
        repo.git("checkout", "-q", "-b", "side")
        repo.commit("2026-10-02", "Goals", {FILE: objective()}, BEN)
        repo.commit("2026-10-03", "Check in", {FILE: objective(now="130")}, BEN)
        repo.git("checkout", "-q", "main")
        repo.merge("2026-10-04", "side")
        assert repo.told() == [
            f"2026-10-02 Ben {EVENTS} created: - → Meet people",
            f"2026-10-02 Ben {EVENTS}#repeat value: - → 120",
            f"2026-10-03 Ben {EVENTS}#repeat value: 120 → 130",
        ]

    def test_a_folder_that_moves_on_a_branch_keeps_its_check_ins(self, repo):
        self.branch(repo)
        repo.commit("2026-10-02", "Check in", {FILE: objective(now="130")}, BEN)
        repo.git("mv", "content/teams/marketing", "content/teams/growth")
        repo.commit("2026-10-03", "Move")
        repo.commit("2026-10-04", "Again", {"teams/growth/2026-Q4.yml": objective(now="140")}, BEN)
        repo.git("checkout", "-q", "main")
        repo.merge("2026-10-05", "side")
        ref = "growth/2026-Q4/events"
        assert repo.told()[2:] == [
            f"2026-10-02 Ben {ref}#repeat value: 120 → 130",
            f"2026-10-03 Anna {ref} moved: {EVENTS} → {ref}",
            f"2026-10-04 Ben {ref}#repeat value: 130 → 140",
        ]


class TestDrafts:
    def test_what_was_a_draft_then_never_becomes_history(self, repo):
        repo.commit("2026-10-01", "Secret", {FILE: objective(title="SECRET", visibility="draft")})
        repo.commit("2026-10-02", "Still", {FILE: objective(title="SECRET", to="190", visibility="draft")})
        repo.commit("2026-10-03", "Public", {FILE: objective(to="200")})
        assert repo.told() == [
            f"2026-10-03 Anna {EVENTS} created: - → Meet people",
            f"2026-10-03 Anna {EVENTS}#repeat value: - → 120",
        ]

    @pytest.mark.parametrize(
        "secret",
        [
            objective(title="SECRET", draft="yes"),
            objective(title="SECRET (draft)"),
            objective(title="SECRET", why="Draft: yes"),
            objective(title="SECRET").replace("title: SECRET", "title: SECRET  # do not publish"),
        ],
    )
    def test_what_had_a_mark_that_nobody_read_never_becomes_history(self, repo, secret):
        repo.commit("2026-10-01", "Secret", {FILE: secret})
        repo.commit("2026-10-03", "Public", {FILE: objective(to="200")})
        repo.commit("2026-10-04", "Secret again", {FILE: secret})
        repo.commit("2026-10-05", "Public", {FILE: objective(to="210")})
        assert not any("SECRET" in told for told in repo.told())

    def test_a_unit_with_a_mark_that_nobody_read_has_no_history_until_it_is_gone(self, repo):
        team = "teams/marketing/team.md"
        secret = "---\nname: Marketing\n---\n\nDraft: yes\n"
        repo.commit("2026-10-01", "Secret", {FILE: objective(title="SECRET"), team: secret})
        repo.commit("2026-10-03", "Public", {FILE: objective(), team: "---\nname: Marketing\n---\n"})
        assert not any("SECRET" in told for told in repo.told())

    def test_what_is_a_draft_today_has_no_history(self, repo):
        repo.commit("2026-10-01", "Public", {FILE: objective()})
        repo.commit("2026-10-02", "Taken back", {FILE: objective(visibility="draft")})
        assert repo.told() == []

    def test_a_draft_that_is_not_committed_yet_counts(self, repo):
        repo.commit("2026-10-01", "Public", {FILE: objective()})
        repo.write({FILE: objective(visibility="draft")})
        assert repo.told() == []

    def test_a_units_draft_hides_all_of_it(self, repo):
        team = "teams/marketing/team.yml"
        repo.commit("2026-10-01", "Secret", {FILE: objective(title="SECRET"), team: "visibility: draft\n"})
        repo.commit("2026-10-02", "Secret too", {FILE: objective(title="SECRET", now="121")})
        assert repo.told() == []
        repo.commit("2026-10-03", "Public", {FILE: objective(now="122"), team: "name: Marketing\n"})
        assert repo.told("value", "title") == [f"2026-10-03 Anna {EVENTS}#repeat value: - → 122"]
        repo.commit("2026-10-04", "Gone", {FILE: None, team: "visibility: draft\n"})
        assert repo.told() == []

    def test_a_link_to_a_draft_is_not_told(self, repo):
        repo.commit("2026-10-01", "Start", {FILE: objective(), "company/2026.yml": objective("goal", "Grow")})
        repo.commit("2026-10-02", "Link", {FILE: objective(contributes_to="company/goal")})
        repo.commit("2026-10-03", "Hide", {"company/2026.yml": objective("goal", "Grow", visibility="draft")})
        assert repo.told("contributes_to") == []


def test_links_are_the_same_in_every_way_of_typing_them(repo):
    company = {"company/2026.yml": objective("goal", "Grow")}
    repo.commit("2026-10-01", "Start", {**company, FILE: objective(contributes_to="company/goal")})
    repo.commit("2026-10-02", "Full", {FILE: objective(contributes_to="company/2026/goal")})
    repo.commit("2026-10-03", "Path", {FILE: objective(contributes_to="../../company/2026.yml#goal")})
    repo.commit("2026-10-04", "Share", {FILE: objective(contributes_to="{to: company/goal, share: 40%}")})
    assert repo.told("contributes_to") == [
        f"2026-10-04 Anna {EVENTS} contributes_to: company/2026/goal → company/2026/goal (40%)"
    ]


def test_every_before_is_the_after_of_the_event_before_it(repo):
    """Whatever was merged in which order: the events of a field are one chain, and end where the file is today."""
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    for number in range(4):
        repo.git("checkout", "-q", "-b", f"b{number}", "main")
        repo.commit(f"2026-10-{10 - number:02}", "On a branch", {FILE: objective(now=str(130 + number))}, BEN)
        repo.git("checkout", "-q", "main")
        repo.commit(f"2026-10-{5 + number:02}", "On main", {FILE: objective(now=str(140 + number))})
        repo.merge(f"2026-10-{12 + number}", f"b{number}", "-X", ("ours", "theirs")[number % 2])
    values = [event for event in repo.past().list_events(EVENTS, "repeat") if event.kind == "value"]
    assert [told(event) for event in values if event.before is None] == [told(values[0])]
    assert all(one.after == other.before for one, other in pairwise(values))
    assert values[-1].after.value == 133
