"""Ticks and values of KPIs change their own spans of a file, in both spellings, however it is formatted."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from formatted_files import ROOT, get_example, make_file, read
from generated_files import FileMaker, NoiseMaker, write_plainly
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from okrsite.editing.checkin_texts import NewCheckIn, ReportedValues
from okrsite.editing.kpi_values import KpiReport, plan_kpi_value
from okrsite.editing.markdown_trials import UnwritableError
from okrsite.editing.markdown_writer import write_markdown
from okrsite.editing.read_back import drop_places, read_team_text
from okrsite.editing.ticks import find_ticks, plan_ticks
from okrsite.editing.typed_files import TypedFile
from okrsite.editing.yaml_writer import write_yaml
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.tree import walk_content
from okrsite.vocabulary import CYCLE_FILE, TEAM

DAY = date(2026, 11, 20)
PATHS = {"yml": "content/teams/booking/2026-Q4.yml", "md": "content/teams/dispatch/2026-Q4.md"}
TEAMS = {file.path.rpartition(".")[2]: file for file in walk_content(ROOT / "content", ROOT)[0] if file.role == "team"}


def write(said: str, spelling: str, record) -> str:
    node, asked = parse_text("", said, "yml", record.name)
    assume(node is not None and not [one for one in asked if one.severity == "error"])
    if spelling == "plain":
        return said
    try:
        return write_yaml(node) if spelling == "yml" else write_markdown(node, record)
    except UnwritableError:
        assume(False)
        raise


_TICKED = ("yes-no", "milestones")


@pytest.mark.parametrize("spelling", ["yml", "md", "plain"])
@given(seed=st.integers(0, 2**32), noise=st.booleans(), data=st.data())
# Of noise, much can't be typed in the other spelling, or has nothing that is ticked.
@settings(max_examples=20, suppress_health_check=[HealthCheck.filter_too_much])
def test_everything_of_an_objective_is_ticked_off(spelling, seed, noise, data):
    maker = (NoiseMaker if noise else FileMaker)(Random(seed))
    text = write(write_plainly(maker.make_cycle_file()), spelling, CYCLE_FILE)
    path = PATHS["md" if spelling == "md" else "yml"]
    before = read(path, text)
    assume(before.made is not None and before.made.objectives)
    tickable = [one for one in before.made.objectives if any(result.kind in _TICKED for result in one.key_results)]
    assume(tickable)
    objective = data.draw(st.sampled_from(tickable))
    values = {
        one.id: ReportedValues("yes") if one.kind == "yes-no" else ReportedValues(steps=("1", "2"))
        for one in objective.key_results
        if one.kind in _TICKED
    }
    report = NewCheckIn(DAY, values=values)
    ticks = find_ticks(objective, report)
    assume(not ticks.is_empty)
    after = plan_ticks(make_file(path, text), objective, ticks, get_example().organisation, get_example().site.settings)
    made = read(path, after).made
    for old, new in zip(before.made.objectives, made.objectives, strict=True):
        if old.id != objective.id:
            assert drop_places(old) == drop_places(new)
            continue
        assert drop_places(replace(old, key_results=())) == drop_places(replace(new, key_results=()))
        for was, now in zip(old.key_results, new.key_results, strict=True):
            assert now.done is True if was.id in ticks.done else now.done == was.done
            assert all(step.done for step in now.milestones) or was.id not in values
            assert [step.title for step in was.milestones] == [step.title for step in now.milestones]
        assert find_ticks(new, report).is_empty
    assert len(after.splitlines()) - len(text.splitlines()) <= 2 * len(values)


@pytest.mark.parametrize("spelling", ["yml", "md", "plain"])
@given(seed=st.integers(0, 2**32), crlf=st.booleans(), day=st.dates(date(2026, 10, 1), date(2026, 11, 20)))
@settings(max_examples=20)
def test_a_kpi_gets_a_value(spelling, seed, crlf, day):
    maker = FileMaker(Random(seed))
    said = maker.make_team_file()
    assume("kpis" in said)
    text = write(write_plainly(said), spelling, TEAM)
    text = text.replace("\n", "\r\n") if crlf else text
    found = TEAMS["md" if spelling == "md" else "yml"]

    def read_kpis(typed: str):
        made = read_team_text(found, typed, get_example().organisation, get_example().site.settings)
        assume(made is not None)
        return made

    before = read_kpis(text)
    kpi = next(iter(before.kpis.values()), None)
    assume(kpi is not None)
    report = KpiReport(kpi, day, "6%")
    after = plan_kpi_value(TypedFile(found, b"", text), report, decimal_comma=False)
    made = read_kpis(after)
    assert dict(made.kpis[kpi.id].values) == {**dict(kpi.values), day: 6.0}
    assert drop_places(replace(made.kpis[kpi.id], values=())) == drop_places(replace(kpi, values=()))
    assert drop_places(made.unit) == drop_places(before.unit)
    again = KpiReport(made.kpis[kpi.id], day, "6%")
    assert plan_kpi_value(TypedFile(found, b"", after), again, decimal_comma=False) == after
    assert ("\r\n" in after) == crlf
