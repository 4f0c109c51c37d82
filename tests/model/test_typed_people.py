"""People in the spellings that are typed: found, asked about, or nobody, in every field that names one."""

from __future__ import annotations

import pytest

from okrsite.model.lookups import Lookups
from okrsite.model.names import PeopleDirectory
from okrsite.model.organisation import Person

PEOPLE = """
    ana: {name: Ana Berg, link: "mailto:a.berg@example.org"}
    jose: {name: José Müller}
    lmb: {name: Lene Marie Bø}
    priya: {name: Priya Nair}
    sam-hill: {name: Sam Hill}
    sam-wood: {name: Sam Wood}
"""
BASE = {"people.yml": PEOPLE, "company/team.yml": "name: C\n"}


def make_directory() -> PeopleDirectory:
    names = {"ana": "Ana Berg", "jose": "José Müller", "lmb": "Lene Marie Bø", "priya": "Priya Nair"}
    people = {key: Person(key, name) for key, name in names.items()}
    people |= {"sam-hill": Person("sam-hill", "Sam Hill"), "sam-wood": Person("sam-wood", "Sam Wood")}
    people["ana"] = Person("ana", "Ana Berg", link="mailto:a.berg@example.org")
    return PeopleDirectory(people)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ana", "ana"),
        ("@ANA", "ana"),
        ("Berg, Ana", "ana"),
        ("Müller, José", "jose"),
        ("Jose Muller", "jose"),
        ("Jose Mueller", "jose"),
        ("jose-müller", "jose"),
        ("José\u00a0Müller", "jose"),
        ("Lene Marie Bo", "lmb"),
        ("[Ana](mailto:ana@example.org)", "ana"),
        ("[Ana Berg](../people/ana.md)", "ana"),
        ("A.Berg@example.org", "ana"),
        ("priya.nair@example.com", "priya"),
        ("<priya@example.com>", "priya"),
        ("@sam.hill", "sam-hill"),
        ("Priya Nair (product)", "priya"),
        ("Priya Nayyar", "Priya Nayyar"),
        ("Dominik Weiss", "Dominik Weiss"),
    ],
)
def test_a_name_in_another_spelling_is_found(typed: str, key: str) -> None:
    directory = make_directory()
    assert directory.find_key(typed) == key
    assert not directory.is_several_people(typed)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Lene", ("lmb",)),
        ("Nair", ("priya",)),
        ("Priia", ("priya",)),
        ("Piya", ("priya",)),
        ("Pirya", ("priya",)),
        ("priyaa", ("priya",)),
        ("Anna", ("ana",)),
        ("Aan", ("ana",)),
        ("Ana Brg", ("ana",)),
        ("Priya Niar", ("priya",)),
        ("P. Nair", ("priya",)),
        ("pnair", ("priya",)),
        ("Lene Bø", ("lmb",)),
        ("Ana Sofia Berg", ("ana",)),
        ("Sam", ("sam-hill", "sam-wood")),
        ("Ana?", ("ana",)),
        ("Pryia (?)", ("priya",)),
        ("priyß", ("priya",)),
        ("Ana Berg@ferries", ("ana",)),
        ("Ana + Kim", ("ana",)),
        ("Ana Schmidt", ()),
        ("Ada", ()),
        ("Dominik", ()),
        ("", ()),
        ("ana", ()),
    ],
)
def test_a_name_that_is_nearly_somebodys_is_asked_about(typed: str, ids: tuple[str, ...]) -> None:
    assert make_directory().find_meant(typed) == ids


@pytest.mark.parametrize(
    "typed",
    [
        *("TBD", "t.b.d.", "tbc", "-", "–", "n/a", "None", "nobody", "?", "open", "(vacant)", "No one", "to be hired"),
        *("N. N.", "NN", "TBD (new hire)", "nobody yet", "still open", "Noch offen", "not known", "TBD?", "hiring"),
        *("no", "No", "keiner", "false"),
    ],
)
def test_what_stands_for_nobody_is_nobody_with_and_without_a_register(typed: str) -> None:
    for directory in (make_directory(), PeopleDirectory({})):
        assert directory.find_key(typed) is None
        assert directory.find_meant(typed) == ()
        assert not directory.is_several_people(typed)


def test_somebody_may_be_called_like_nobody() -> None:
    assert PeopleDirectory({"none": Person("none", "Noné Open")}).find_key("None") == "none"


def test_without_a_register_a_name_is_a_name() -> None:
    directory = PeopleDirectory({})
    assert [directory.find_key(typed) for typed in ("Anna", "a@example.org")] == ["Anna", "a@example.org"]
    assert directory.find_meant("Anna") == ()


def test_thousands_of_wrong_names_beside_thousands_of_people_cost_their_sum() -> None:
    people = {f"p{number}": Person(f"p{number}", f"Name{number} Surname{number}") for number in range(5000)}
    directory = PeopleDirectory(people)
    found = [directory.find_meant(f"Nmae{number}") for number in range(0, 5000, 7)]
    assert found[100] == ("p700",)


FIELDS = {
    "owner": "company/2026-Q4.yml",
    "key result owner": "company/2026-Q4.yml",
    "initiative owner": "company/2026-Q4.yml",
    "reviewer": "company/2026-Q4.yml",
    "contributors": "company/2026-Q4.yml",
    "by": "company/2026-Q4.yml",
    "facilitator": "company/2026-Q4.yml",
    "lead": "teams/t/team.yml",
    "members": "teams/t/team.yml",
    "kpi owner": "kpis.yml",
    "author": "company/memo-2026.md",
}


def name_in(field: str, name: str) -> dict[str, str]:
    """Return content in which one field names somebody."""
    named = {known: name if known == field else "ana" for known in FIELDS}
    return BASE | {
        "company/2026-Q4.yml": f"""
            session: {{date: 2026-10-01, facilitator: {named["facilitator"]}}}
            objectives:
              - title: A
                owner: {named["owner"]}
                reviewer: {named["reviewer"]}
                contributors: [priya, {named["contributors"]}]
                key_results: [{{title: B, from: 0, to: 9, owner: {named["key result owner"]}}}]
                initiatives: [{{title: C, owner: {named["initiative owner"]}}}]
                checkins: [{{date: 2026-10-09, by: {named["by"]}, note: Fine.}}]
        """,
        "teams/t/team.yml": f"name: T\nlead: {named['lead']}\nmembers: [{named['members']}, priya]\n",
        "kpis.yml": f"calls: {{name: Calls, owner: {named['kpi owner']}}}\n",
        "company/memo-2026.md": f"---\nauthor: {named['author']}\n---\nA story.\n",
    }


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_names_somebody_asks(project, field):
    made = project(name_in(field, "Priyaa"))
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR259")
    assert problem.place.path == f"content/{FIELDS[field]}"
    assert problem.severity == "warning"
    assert problem.message == "Nobody in people.yml is called 'Priyaa'."
    typed = next(line for line in name_in(field, "Priyaa")[FIELDS[field]].splitlines() if "Priyaa" in line)
    assert problem.hint.endswith(f"Write: {typed.strip().replace('Priyaa', 'priya')}")


@pytest.mark.parametrize("field", FIELDS)
def test_a_first_name_of_two_is_asked_about_with_both(project, field):
    (problem,) = (problem for problem in project(name_in(field, "Sam")).problems() if problem.code == "OKR259")
    assert problem.hint == "Which of the two do you mean: sam-hill or sam-wood?"


@pytest.mark.parametrize("field", FIELDS)
def test_nobody_gets_a_page_and_only_an_objective_needs_somebody(project, field):
    made = project(name_in(field, "tbd"))
    assert "tbd" not in made.snapshot().organisation.people
    owners = [(problem.place.line, problem.message) for problem in made.problems() if problem.code == "OKR253"]
    assert owners == ([(4, "'tbd' is nobody, so this objective has no owner.")] if field == "owner" else [])
    assert "OKR259" not in made.codes()


def test_markdown_asks_in_its_own_spelling(project):
    made = project(
        BASE
        | {
            "company/2026-Q4.md": """
            ## A

            - Owner: @Anna
            - Contributors: Priya, Lene
            - Reviewer: Müller, José

            | Key result | From | To | Owner |
            | --- | --- | --- | --- |
            | B | 0 | 9 | Priiya |

            ### Initiatives
            - [ ] C (Nair)

            ### Check-ins
            - 2026-10-09, @priya: Fine.
            - 2026-10-16, Pirya (at risk): Fine.
            """
        }
    )
    asked = [
        (problem.place.line, problem.hint.partition("Write: ")[2])
        for problem in made.problems()
        if problem.code == "OKR259"
    ]
    assert asked == [
        (3, "- Owner: ana"),
        (4, "- Contributors: Priya, lmb"),
        (9, "| B | 0 | 9 | priya |"),
        (12, "- [ ] C (priya)"),
        (16, "- 2026-10-16, priya (at risk): Fine."),
    ]
    objective = made.snapshot().organisation.objectives["company/2026-Q4/a"]
    assert (objective.reviewer, objective.checkins[0].by) == ("jose", "priya")


def test_a_kept_reading_notes_who_was_probably_meant() -> None:
    """Whoever joins the register can be the one who was meant: the file is read again then."""
    lookups = Lookups(make_directory(), lambda typed: None)
    lookups.find_meant("Priyaa")
    names = dict(lookups.names)
    assert Lookups(make_directory(), lambda typed: None).has_same_answers(names, {})
    people = dict(make_directory().known) | {"priyan": Person("priyan", "Priyan Roy")}
    assert not Lookups(PeopleDirectory(people), lambda typed: None).has_same_answers(names, {})


def test_a_name_that_was_turned_round_in_a_list_stays_one(project):
    text = "## A\n\n- Owner: ana\n- Contributors: Nair, Priya, José\n- KR: B 0 → 9\n"
    made = project(BASE | {"company/2026-Q4.md": text})
    assert made.snapshot().organisation.objectives["company/2026-Q4/a"].contributors == ("priya", "jose")
    assert "OKR259" not in made.codes()


@pytest.mark.parametrize("typed", ["Ana and Priya", "Ana & Priya Nair", "ana, priya"])
def test_two_people_where_one_belongs_are_asked_about(project, typed):
    made = project(name_in("by", f'"{typed}"'))
    (problem,) = (problem for problem in made.problems() if problem.code in ("OKR259", "OKR216"))
    assert problem.hint == "Which of the two do you mean: ana or priya?"
    owner = project(name_in("owner", f'"{typed}"'))
    assert [problem.code for problem in owner.problems() if problem.code in ("OKR259", "OKR216")] == ["OKR216"]


@pytest.mark.parametrize("typed", ["ana priya", "ana – priya", "ana (priya)", "ana (with priya)", "Ana or Priya Nair"])
def test_two_people_without_a_comma_are_two(project, typed):
    for field in ("owner", "key result owner", "reviewer", "lead"):
        codes = [problem.code for problem in project(name_in(field, f'"{typed}"')).problems()]
        assert "OKR216" in codes, field


@pytest.mark.parametrize("typed", ["the team", "Everybody", "all of us", "we", "Team"])
def test_everybody_is_no_one_who_answers(project, typed):
    for field in ("owner", "key result owner"):
        assert "OKR216" in project(name_in(field, typed)).codes(), field
    assert "OKR216" not in project(name_in("contributors", typed)).codes()


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ("n/a", None), ("?", None), ("–", None), ("to be decided", None), ("TBD (new hire)", None), ("N.N.", None),
        ("by Priya", "priya"), ("Priya (coach)", "priya"),
    ],
)  # fmt: skip
def test_the_author_of_a_checkin_in_markdown_in_other_words(project, typed, by):
    text = f"## A\n\n- Owner: ana\n- KR: B 0 → 9\n  - Id: b\n\n### Check-ins\n\n- 2026-10-09, {typed}: Fine. b 4\n"
    made = project(BASE | {"company/2026-Q4.md": text})
    (checkin,) = made.snapshot().organisation.objectives["company/2026-Q4/a"].checkins
    assert (checkin.by, checkin.note.markdown) == (by, "Fine.")
    assert "OKR259" not in made.codes()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Priyaa?", "priya"), ("Prya (?)", "priya"), ("Nair?", "priya"), ("Ana, Priya", ""), ("ana/priya", ""),
        ("Ana Berg, Priya", ""), ("ana + priya", ""),
    ],
)  # fmt: skip
def test_the_author_of_a_checkin_in_markdown_is_asked_about(project, typed, hint):
    line = f"- 2026-10-09, {typed}: Fine. b 4"
    made = project(
        BASE | {"company/2026-Q4.md": f"## A\n\n- Owner: ana\n- KR: B 0 → 9\n  - Id: b\n\n### Check-ins\n\n{line}\n"}
    )
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR259")
    assert problem.place.line == 9
    assert problem.hint.endswith(f"Write: {line.replace(typed, hint)}" if hint else "ana or priya?")


def test_a_note_with_a_colon_keeps_its_words(project):
    notes = ["Two venues: both fell through.", "rain, wind: no trips.", "What we saw, and why: fog."]
    lines = "\n".join(f"- 2026-10-1{at}, {note}" for at, note in enumerate(notes))
    made = project(BASE | {"company/2026-Q4.md": f"## A\n\n- Owner: ana\n- KR: B 0 → 9\n\n### Check-ins\n\n{lines}\n"})
    checkins = made.snapshot().organisation.objectives["company/2026-Q4/a"].checkins
    assert [(checkin.by, checkin.note.markdown) for checkin in checkins] == [(None, note) for note in notes]


def test_an_author_with_a_number_is_known_from_a_field_and_from_no_checkin(project):
    """`Phase 2: …` begins a note however often it does; `Cem Keller 7: …` has an author who owns the objective."""
    lines = "- 2026-10-10, Cem Keller 7: Slow.\n- 2026-10-11, Phase 2: begun.\n- 2026-10-12, Phase 2: done."
    text = f"## A\n\n- Owner: Cem Keller 7\n- KR: B 0 → 9\n\n### Check-ins\n\n{lines}\n"
    made = project({"company/team.yml": "name: Company\n", "company/2026-Q4.md": text})
    checkins = made.snapshot().organisation.objectives["company/2026-Q4/a"].checkins
    told = [(checkin.by, checkin.note.markdown) for checkin in checkins]
    assert told == [("Cem Keller 7", "Slow."), (None, "Phase 2: begun."), (None, "Phase 2: done.")]
    assert "OKR118" not in made.codes()


@pytest.mark.parametrize("typed", ["~~Ana~~ Priya", "Ana -> Priya", "Ana → Priya", "ana => priya"])
def test_an_owner_in_the_place_of_another_is_two_people(typed: str) -> None:
    assert make_directory().is_several_people(typed)


@pytest.mark.parametrize(("typed", "key"), [("<ana>", "ana"), ("<Ana Berg>", "ana")])
def test_brackets_around_a_name_are_no_part_of_it(typed: str, key: str) -> None:
    assert make_directory().find_key(typed) == key


@pytest.mark.parametrize("typed", ["12", "yes", "true", "2026"])
def test_a_number_or_an_answer_is_nobodys_name(project, typed: str) -> None:
    goal = f"objectives: [{{title: Grow, owner: {typed}, key_results: [{{title: K, done: no}}]}}]"
    made = project({**BASE, "company/2026-Q4.yml": goal})
    (found,) = [each for each in made.problems() if each.code == "OKR202"]
    assert "is nobody's name" in found.message


def test_a_name_with_a_role_behind_a_comma_is_asked_about(project) -> None:
    made = project({"people.yml": "ana: Ana Berg, Head of sales\nben: Ben\n", "company/team.yml": "name: C\n"})
    (found,) = [each for each in made.problems() if each.code == "OKR118"]
    assert "ana: {name: Ana Berg, role: Head of sales}" in found.hint


def test_a_word_in_angle_brackets_is_read_without_them_and_asked_about(project) -> None:
    goal = "objectives: [{title: Grow, owner: <ana>, tags: [<shops>, north], key_results: [{title: K, done: no}]}]"
    made = project({**BASE, "company/2026-Q4.yml": goal})
    found = [each.message for each in made.problems() if each.code == "OKR118"]
    assert [message.split(" stands in angle brackets")[0] for message in found] == ["'<ana>'", "'<shops>'"]
    (objective,) = made.snapshot().organisation.objectives.values()
    assert (objective.owner, objective.tags) == ("ana", ("shops", "north"))


@pytest.mark.parametrize(
    ("second", "is_told"),
    [
        ("ana-b: {name: Ana Berg}", True),
        ("ana-b: {name: ana berg, role: Pilot}", True),
        ("ana-b: {name: Ana Berg, team: company}", True),
        ("ana-b: {name: Ana Bergh}", False),
    ],
)
def test_two_entries_that_nothing_tells_apart_are_asked_about(project, second: str, is_told: bool) -> None:
    files = {"people.yml": f"ana: {{name: Ana Berg, role: Pilot}}\n{second}\n", "company/team.yml": "name: C\n"}
    told = [problem.place.line for problem in project(files).problems() if problem.code == "OKR262"]
    assert told == ([2] if is_told else [])


def test_namesakes_with_other_roles_are_two_people(project) -> None:
    people = "ana: {name: Ana Berg, role: Pilot}\nana-b: {name: Ana Berg, role: Cook}\n"
    problems = project({"people.yml": people, "company/team.yml": "name: C\n"}).problems()
    assert [problem for problem in problems if problem.code == "OKR262"] == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("AB", "OKR259"),
        ("PN", "OKR259"),
        ("ZZ", None),
        ("<@U02AB3C4D>", "OKR202"),
        ("etc.", "OKR202"),
        ("14 planners", "OKR202"),
        ("all of planning", "OKR259"),
        ("the whole team", "OKR259"),
        ("vacant until March", None),
    ],
)
def test_what_is_no_one_persons_name_is_asked_about_where_people_are_named(
    project, typed: str, code: str | None
) -> None:
    text = f"## Sail\n\n- Owner: Ana\n- Contributors: Priya, {typed}\n\n- KR: Trips: 4 → 9\n"
    problems = project({**BASE, "teams/ferry/2026-Q4.md": text}).problems()
    told = [problem.code for problem in problems if problem.place.line == 4]
    assert told == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "name"), [("Tim Cok", "Tim Cook"), ("Adam Breg", "Adam Berg"), ("Gordon Lii", "Gordon Li")]
)
def test_letters_at_the_end_of_a_name_are_no_salutation(typed: str, name: str) -> None:
    """`Tim` ends in the letter of `M. Cook`, `Adam` does, and `Gordon` ends like `Don`."""
    assert PeopleDirectory({"found": Person("found", name)}).find_meant(typed) == ("found",)
