"""A check-in changes its own span of a file and no other byte, in both spellings, however the file is formatted."""

from __future__ import annotations

import difflib
import re
from datetime import date

import pytest
from formatted_files import DAY, FORMATS, ROOT, get_example, list_objectives, make_file, read
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from okrsite.editing.checkin_texts import NewCheckIn, ReportedValues
from okrsite.editing.checkins import plan_checkin
from okrsite.editing.read_back import drop_places
from okrsite.editing.refused_edits import EditRefusedError

HOSTILE = [
    "Fine: so far",
    'It\'s "good" -- `so` far',
    "# no heading",
    "- no bullet",
    "1. no number",
    "[x] done | not done",
    "{#id} {braces}, [brackets] & *stars* _lines_",
    "ends with a colon:",
    "--> <!-- <b>bold</b>",
    "emoji 🎉 and العربية and עברית",
    "repeat 12 (50%)",
    "null",
    "~",
    "yes",
    "2026-11-01",
    "a\nsecond line\n\n- and a list",
    "x" * 2000,
    "trailing backslash \\",
    "%TAG !",
    "@mention",
    "key: value # comment",
]


def plan(path: str, text: str, objective, report: NewCheckIn) -> str:
    return plan_checkin(
        make_file(path, text), objective, report, get_example().organisation, get_example().site.settings
    ).text


@st.composite
def formatted_files(draw):
    """An objective of the example with its file in some odd format, which says what the file says."""
    objective = draw(st.sampled_from(list_objectives()))
    path = objective.place.path
    text = (ROOT / path).read_text(encoding="utf-8")
    steps = draw(st.lists(st.sampled_from(FORMATS), unique=True, max_size=3))
    for step in sorted(steps, key=FORMATS.index, reverse=True):  # line ends last
        text = step(text)
    before = read(path, text)
    assume(before.made is not None and not [one for one in before.problems if one.severity == "error"])
    return path, text, next(one for one in before.made.objectives if one.id == objective.id)


@st.composite
def reports(draw, objective):
    fitting = [
        known for known in objective.key_results if known.kind in ("reach", "keep") and not (known.kpi or known.sum_of)
    ]
    key_result = draw(st.sampled_from(fitting))
    numbers = [number for number in (key_result.now, key_result.start, key_result.target) if number]
    number = numbers[0].text if numbers else "5"
    other = re.sub(r"\d+", lambda match: str(int(match.group()) + draw(st.integers(0, 3))), number, count=1)
    values = ReportedValues(other, draw(st.sampled_from(["", "80%", "50%"])))
    note = draw(st.sampled_from(["", "Two venues fell through.", "no full stop", *HOSTILE]))
    day = draw(st.sampled_from([DAY, DAY, date(2026, 11, 8), date(2026, 10, 2)]))
    by = draw(st.sampled_from(["", "sana", "Somebody New"]))
    status = draw(st.sampled_from(["", "", "at risk"]))
    return NewCheckIn(day, by, note, status, {key_result.id: values}, always_listed=draw(st.booleans()))


@given(data=st.data())
@settings(max_examples=200)
def test_a_checkin_adds_its_line_replaces_its_values_and_changes_nothing_else(data):
    path, text, objective = data.draw(formatted_files())
    report = data.draw(reports(objective))
    ((key, told),) = report.values.items()
    after = plan(path, text, objective, report)
    removed, added = [], []
    for line in difflib.ndiff(text.splitlines(keepends=True), after.splitlines(keepends=True)):
        (removed if line[0] == "-" else added if line[0] == "+" else []).append(line[2:])
    # What is replaced are lines of the key result alone (or one that had no end before).
    key_result = objective.find_key_result(key)
    typed = {key_result.places[name].line for name in ("now", "confidence") if name in key_result.places}
    lines = text.splitlines(keepends=True)
    open_end = lines[-1] if not lines[-1].endswith("\n") else None
    replaced = [*(lines[number - 1] for number in typed), open_end]
    assert all(line in replaced or line.strip().startswith("checkins: []") for line in removed)
    assert bool(re.search(r"(?<!\r)\n", after)) == ("\r\n" not in text)
    assert after.endswith("\n") == text.endswith("\n")
    # The content differs by the check-in and those values only.
    before_made, after_made = read(path, text).made, read(path, after).made
    for old, new in zip(before_made.objectives, after_made.objectives, strict=True):
        if old.id != objective.id:
            assert drop_places(old) == drop_places(new)
            continue
        known = [drop_places(one) for one in old.checkins]
        more = [one for one in new.checkins if drop_places(one) not in known]
        assert len(new.checkins) - len(old.checkins) == len(more) <= 1
        assert drop_places(replace(old, checkins=(), key_results=())) == drop_places(
            replace(new, checkins=(), key_results=())
        )
        for one in more:
            assert one.date == report.date
            assert one.status == (report.status or None)
            assert bool(one.by) == bool(report.by)
        for was, now in zip(old.key_results, new.key_results, strict=True):
            blank = {"now": None, "confidence": None} if was.id == key else {}
            assert drop_places(replace(was, **blank)) == drop_places(replace(now, **blank))
        if told.now and all(one.date <= report.date for one in old.checkins) and key_result.now is not None:
            assert new.find_key_result(key).now.text == told.now
    # Reporting it again changes nothing.
    again = next(one for one in after_made.objectives if one.id == objective.id)
    assert plan(path, after, again, report) == after


@pytest.mark.parametrize("note", HOSTILE, ids=lambda note: note[:20].encode("ascii", "replace").decode())
@pytest.mark.parametrize("ref", ["booking/2026-Q4/five-questions#wizard", "dispatch/2026-Q4/slow-districts#wait"])
def test_hostile_notes_are_kept_word_for_word_or_refused(ref, note):
    """Of a note of several lines, Markdown may join the lines."""
    name, _, key = ref.partition("#")
    objective = get_example().organisation.objectives[name]
    path = objective.place.path
    text = (ROOT / path).read_text(encoding="utf-8")
    value = "47%" if key == "wizard" else "7 days"
    after = read(path, plan(path, text, objective, NewCheckIn(DAY, "sana", note, "", {key: ReportedValues(value)})))
    newest = next(one for one in after.made.objectives if one.id == objective.id).checkins[-1]
    assert " ".join(newest.note.markdown.split()).rstrip(".") == " ".join(note.split()).rstrip(".")
    assert newest.now[key].text == value


def test_what_cannot_be_reported_is_refused_in_a_sentence():
    objective = get_example().organisation.objectives["dispatch/2026-Q4/slow-districts"]
    path = objective.place.path
    text = (ROOT / path).read_text(encoding="utf-8")

    def refuse(**values: ReportedValues) -> str:
        with pytest.raises(EditRefusedError) as refused:
            plan(
                path,
                text,
                objective,
                NewCheckIn(DAY, values={key.replace("_", "-"): told for key, told in values.items()}),
            )
        return f"{refused.value} {refused.value.hint}"

    assert "Tick a step off with --step" in refuse(standby=ReportedValues("4"))
    assert "has no key result 'nothing'" in refuse(nothing=ReportedValues("4"))
    assert "EUR" in refuse(wait=ReportedValues("EUR 4"))
    assert "lots" in refuse(wait=ReportedValues("lots"))
    assert "%" in refuse(same_day=ReportedValues("0.46"))


def test_a_file_in_conflict_is_refused():
    objective = get_example().organisation.objectives["booking/2026-Q4/five-questions"]
    path = objective.place.path
    text = (ROOT / path).read_text(encoding="utf-8")
    conflict = text.replace(
        "    owner: sana\n", "<<<<<<< ours\n    owner: sana\n=======\n    owner: rosa\n>>>>>>> theirs\n", 1
    )
    with pytest.raises(EditRefusedError, match="can't be read"):
        plan(path, conflict, objective, NewCheckIn(DAY, note="Well.", values={"wizard": ReportedValues("47%")}))
