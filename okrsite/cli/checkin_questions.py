"""What `okrsite checkin` asks on a terminal: the values of everything that somebody owns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext

if TYPE_CHECKING:
    from okrsite.editing.checkin_texts import NewCheckIn, ReportedValues
    from okrsite.editing.kpi_values import KpiReport
    from okrsite.editing.new_checkins import ObjectiveCheckIn
    from okrsite.model.objectives import KeyResult, Objective
    from okrsite.model.organisation import Kpi
    from okrsite.snapshot import Snapshot


def ask_for_reports(call: CommandContext, snapshot: Snapshot, usual: NewCheckIn) -> list[ObjectiveCheckIn | KpiReport]:
    """Ask about each open objective and each KPI that somebody owns, and return what is answered.

    Enter leaves a thing as it is.

    Raises:
        EditRefusedError: nobody knows who is asked, or nothing is owned.
    """
    from msgspec.structs import replace

    from okrsite.editing.new_checkins import ObjectiveCheckIn, find_author, list_owned, list_owned_kpis
    from okrsite.editing.refused_edits import EditRefusedError

    typed = usual.by or _ask("Who are you (id or name)")
    person = find_author(snapshot, [typed])
    owned = list_owned(snapshot, person) if person else []
    kpis = list_owned_kpis(snapshot, person) if person else []
    if not owned and not kpis:
        raise EditRefusedError(
            f"'{typed}' owns no open objective of a running cycle and no KPI.",
            "Name the objective or key result to report on.",
        )
    reports: list[ObjectiveCheckIn | KpiReport] = []
    for objective, key_results in owned:
        call.write_note("")
        call.write_note(f"{objective.title} ({objective.ref})")
        values = {
            key_result.id: told
            for key_result in key_results
            if (told := _ask_for_values(call, snapshot, objective, key_result))
        }
        note = _ask("  What is to be said")
        if values or note:
            reports.append(ObjectiveCheckIn(objective, replace(usual, by=person, note=note, values=values)))
    return [*reports, *_ask_for_kpis(call, kpis, usual)]


def _ask_for_kpis(call: CommandContext, kpis: Sequence[Kpi], usual: NewCheckIn) -> Iterator[KpiReport]:
    from okrsite.editing.kpi_values import KpiReport
    from okrsite.sources.numbers import render_quantity

    for kpi in kpis:
        call.write_note("")
        call.write_note(f"{kpi.name} (KPI {kpi.id})")
        last = f"{render_quantity(kpi.values[-1][1], kpi.unit)} of {kpi.values[-1][0]}" if kpi.values else "nothing yet"
        if now := _ask(f"    Now [{last}]"):
            yield KpiReport(kpi, usual.date, now)


def _ask_for_values(
    call: CommandContext, snapshot: Snapshot, objective: Objective, key_result: KeyResult
) -> ReportedValues | None:
    """Ask about a key result; None where nothing is answered, and for one that takes its values from elsewhere."""
    from okrsite.editing.checkin_texts import ReportedValues

    aim = f", to {key_result.target.text}" if key_result.target else ""
    call.write_note(f"  {key_result.title}{aim}")
    now, steps = "", []
    if key_result.kind == "milestones":
        steps = [
            str(number)
            for number, step in enumerate(key_result.milestones, 1)
            if not step.done and click.confirm(f"    Done: {step.title}", default=False, err=True)
        ]
    elif key_result.kind == "yes-no":
        now = _ask_yes_or_no(call, "yes" if key_result.done else "no")
    elif key_result.kpi is None:
        now = _ask(f"    Now [{_find_last_value(snapshot, objective, key_result)}]")
    confidence = _ask("    Confidence")
    return ReportedValues(now, confidence, tuple(steps)) if now or confidence or steps else None


def _ask_yes_or_no(call: CommandContext, last: str) -> str:
    """Ask whether something is done, until the answer can be read."""
    from okrsite.sources.numbers import parse_boolean

    while True:
        answer = _ask(f"    Done, yes or no [{last}]")
        if not answer or isinstance(parse_boolean(answer), bool):
            return answer
        call.write_note("    Type yes or no, or Enter to leave it as it is.")


def _find_last_value(snapshot: Snapshot, objective: Objective, key_result: KeyResult) -> str:
    """Return the last value of a key result in words."""
    from okrsite.progress.current_values import compute_current_values
    from okrsite.sources.numbers import render_quantity

    cycle = snapshot.organisation.cycles[objective.cycle]
    values = compute_current_values(objective, key_result, cycle, snapshot.organisation.kpis, snapshot.today)
    if values.now is None:
        return values.level or "nothing yet"
    return render_quantity(values.now.value, key_result.unit)


def _ask(question: str) -> str:
    """Ask a question; Enter answers nothing."""
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()
