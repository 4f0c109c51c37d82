"""An import as content: files that `check` accepts, links to parents, owners of the register, grades of past cycles."""

from __future__ import annotations

import pytest
from command_line import call

DOCUMENT = """\
# Booking OKRs Q4 2026

We write down what we want.

## Objective 1: Book within a minute

It is why people leave.

- KR1: Median time from 4 min to 1 min (Owner: Sana Malik)
- KR2: 20 bookings a day => 75%
- [x] KR3: A page for landlords

## Objective 2: Nobody calls twice

- KR1: Calls from 12 to 6 (Owner: Head of parts)
"""
PAST = """\
# Company OKRs Q1 2026

1. **CEO: Grow the base**
   1. CEO KR: 400 customers => 0.8
   1. **Head of parts: Stock that is right**
      1. KR: 99% of parts => 81%
      1. KR: A new depot => Done
"""


@pytest.fixture
def company(project):
    return project(
        {
            "people.yml": "sana: {name: Sana Malik}\notto: {name: Otto Brandt, role: Head of parts}\n",
            "company/team.yml": "name: Company\n",
            "teams/booking/team.yml": "name: Booking\n",
        }
    )


def bring(company, text: str, *arguments: object, name: str = "goals.md"):
    path = company.root / name
    path.write_text(text, encoding="utf-8")
    return call("import", path, *arguments, "-f", company.config)


def read(company, path: str) -> str:
    return (company.root / "content" / path).read_text(encoding="utf-8")


def test_a_document_becomes_a_file_of_its_team_and_cycle_that_check_accepts(company):
    done = bring(company, DOCUMENT)
    assert done.status == 0, done.err
    first, second = company.snapshot().organisation.list_objectives("booking", "2026-Q4")
    assert (first.ref, first.title) == ("booking/2026-Q4/book-within-a-minute", "Book within a minute")
    assert [(one.title, one.owner, one.kind) for one in first.key_results] == [
        ("Median time from 4 min to 1 min", "sana", "reach"),
        ("20 bookings a day", None, "reach"),
        ("A page for landlords", None, "yes-no"),
    ]
    assert second.key_results[0].owner == "otto"
    assert "It is why people leave." in read(company, "teams/booking/2026-Q4.md")
    assert [code for code in company.codes() if code not in ("OKR253",)] == []


def test_prose_of_a_document_introduces_the_file(company):
    bring(company, DOCUMENT)
    assert "We write down what we want." in read(company, "teams/booking/2026-Q4.md")


def test_a_second_import_changes_nothing(company):
    bring(company, DOCUMENT)
    before = read(company, "teams/booking/2026-Q4.md")
    done = bring(company, DOCUMENT)
    assert done.status == 0
    assert "Nothing was written: all of it is there already." in done.err
    assert "it stays as it is" in done.out
    assert read(company, "teams/booking/2026-Q4.md") == before


def test_what_is_there_stays_byte_by_byte_and_the_rest_is_added(company):
    own = "## Nobody calls twice\n\n- Owner: Sana\n\n- KR: Ours: 1 → 2\n"
    company.write({"teams/booking/2026-Q4.md": own})
    assert bring(company, DOCUMENT).status == 0
    text = read(company, "teams/booking/2026-Q4.md")
    assert text.startswith(own.rstrip())
    assert text.count("Nobody calls twice") == 1
    assert "Book within a minute" in text


def test_the_same_title_twice_is_two_objectives_and_still_nothing_changes_with_a_second_import(company):
    """Two teams of a document may have the same words: none of them is lost."""
    text = "# Booking OKRs Q4 2026\n\n" + "".join(
        f"## Objective {number}: Make it better\n\n- KR: result {number} here\n- KR: more of {number}\n\n"
        for number in (1, 2)
    )
    assert bring(company, text).status == 0
    before = read(company, "teams/booking/2026-Q4.md")
    assert [one.id for one in company.snapshot().organisation.list_objectives("booking", "2026-Q4")] == [
        "make-it-better",
        "make-it-better-2",
    ]
    assert bring(company, text).status == 0
    assert read(company, "teams/booking/2026-Q4.md") == before


def test_a_parent_becomes_a_link_and_scores_of_a_past_cycle_become_grades(company):
    done = bring(company, PAST, "--team", "company")
    assert done.status == 0, done.err
    top, below = company.snapshot().organisation.list_objectives("company", "2026-Q1")
    assert "- Supports: company/2026-Q1/grow-the-base" in read(company, "company/2026-Q1.md")
    assert top.key_results[0].grade == 0.8
    assert [one.grade for one in below.key_results] == [0.81, 1.0]
    assert below.owner == "otto"


def test_a_score_in_a_running_cycle_is_a_note(company):
    bring(company, "# Booking OKRs Q4 2026\n\n## Objective: A\n\n- KR: Bread by six (0.4)\n- KR: d\n")
    (one,) = company.snapshot().organisation.list_objectives("booking", "2026-Q4")
    assert one.key_results[0].grade is None
    assert "Score: 0.4" in read(company, "teams/booking/2026-Q4.md")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# OKRs\n\n## Objective: A\n\n- KR: b\n- KR: c\n", "Nothing says whose the goals here are."),
        ("# Rockets OKRs Q4 2026\n\n## Objective: A\n\n- KR: b\n- KR: c\n", "“Rockets” is no unit of yours."),
        ("# Booking OKRs\n\n## Objective: A\n\n- KR: b\n- KR: c\n", "Nothing says which cycle the goals here are of."),
    ],
)
def test_what_says_no_team_or_cycle_is_told_and_nothing_is_written(company, text, said):
    done = bring(company, text)
    assert done.status == 1
    assert said in done.err
    assert "Nothing was written." in done.err
    assert not list((company.root / "content").rglob("2026*"))


def test_a_new_team_is_begun_where_that_is_wanted(company):
    done = bring(company, "# Rockets OKRs Q4 2026\n\n## Objective: A\n\n- KR: b\n- KR: c\n", "--new-teams")
    assert done.status == 0, done.err
    assert read(company, "teams/rockets/team.yml") == "name: Rockets\n"
    assert [one.title for one in company.snapshot().organisation.list_objectives("rockets", "2026-Q4")] == ["A"]


@pytest.mark.parametrize(("option", "value"), [("--team", "nobody"), ("--cycle", "soon")])
def test_a_unit_or_cycle_that_is_none_is_refused(company, option, value):
    done = bring(company, DOCUMENT, option, value)
    assert done.status == 1
    assert f"'{value}'" in done.err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Minutes\n\nWe met.\n", "What became of each line stands below."),
        ("", "Nothing stands there: export it again."),
    ],
)
def test_a_document_without_goals_writes_nothing(company, text, why):
    """Which one it is, and where to look, is said."""
    done = bring(company, text)
    assert done.status == 0
    assert f"There are no goals in {company.root / 'goals.md'}. {why}" in done.err


def test_shares_and_grades_have_the_decimal_sign_of_the_site(project):
    """With a point they could be read in two ways, and nothing would be written."""
    company = project({"teams/booking/team.yml": "name: Booking\n"}, decimal_comma=True)
    text = "# Booking OKRs {}\n\n## Objective: A\n\n- KR1: Bread by six => {}\n- KR2: d\n"
    assert bring(company, text.format("Q4 2026", "37.5%")).status == 0
    assert bring(company, text.format("Q1 2026", "0.7"), name="past.md").status == 0
    organisation = company.snapshot().organisation
    (running,), (past,) = (organisation.list_objectives("booking", cycle) for cycle in ("2026-Q4", "2026-Q1"))
    assert (running.key_results[0].now.value, past.key_results[0].grade) == (37.5, 0.7)


def test_people_named_together_answer_and_contribute(company):
    bring(
        company, "# Booking OKRs Q4 2026\n\n## Objective: A\n\nOwner: Sana Malik with Otto Brandt\n\n- KR: b\n- KR: c\n"
    )
    (one,) = company.snapshot().organisation.list_objectives("booking", "2026-Q4")
    assert (one.owner, one.contributors) == ("sana", ("otto",))


def test_what_does_not_fit_into_one_file_is_refused_before_it_is_written(company):
    """All rows of a company in one team and one cycle: the way out is to say whose each is, not to make files smaller."""
    rows = "".join(f"Grow the business in town {number},{'more of it ' * 40}\n" for number in range(800))
    done = bring(company, f"Objective,Why\n{rows}", "--team", "booking", "--cycle", "2026-Q4", name="all.csv")
    assert done.status == 1
    assert "800 objectives of booking in 2026-Q4 don't fit into one file" in done.err
    assert "--map" in done.err
    assert not (company.root / "content/teams/booking/2026-Q4.md").exists()


def test_thousands_of_one_title_get_ids_of_their_own_and_large_imports_are_yaml(company):
    """Rows that differ by their numbers alone are as many goals; what fills files by the hundred needn't be Markdown."""
    rows = "".join(f"Grow,Reach more,{number}\n" for number in range(1, 2001))
    text = f"Objective,Key result,Target\n{rows}"
    done = bring(company, text, "--team", "booking", "--cycle", "2026-Q4", name="all.csv")
    assert done.status == 0, done.err
    (one,) = company.snapshot().organisation.list_objectives("booking", "2026-Q4")
    assert one.place.path.endswith("2026-Q4.yml")
    assert [result.id for result in one.key_results] == ["reach-more", *(f"reach-more-{n}" for n in range(2, 2001))]
