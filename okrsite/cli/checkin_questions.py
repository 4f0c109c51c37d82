"""What `okrsite checkin` asks on a terminal: the values of everything that somebody owns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
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
    refuse = partial(_explain_refusal, call, snapshot)
    for objective, key_results in owned:
        call.write_note("")
        call.write_note(f"{objective.title} ({objective.ref})")
        empty = ObjectiveCheckIn(objective, replace(usual, by=person))
        values = {
            key_result.id: told
            for key_result in key_results
            if (told := _ask_for_values(call, snapshot, empty, key_result, refuse))
        }
        said = ObjectiveCheckIn(objective, replace(empty.report, values=values))
        note = _ask_for_note(call, said, refuse)
        if values or note:
            reports.append(ObjectiveCheckIn(objective, replace(said.report, note=note)))
    return [*reports, *_ask_for_kpis(call, snapshot, kpis, usual, refuse)]


def _ask_for_note(
    call: CommandContext, said: ObjectiveCheckIn, refuse: Callable[[ObjectiveCheckIn | KpiReport], str]
) -> str:
    """Ask what is to be said beside what is said of an objective already."""
    from msgspec.structs import replace

    def refuse_note(note: str) -> str:
        return refuse(replace(said, report=replace(said.report, note=note)))

    return _ask_writable(call, "  What is to be said", refuse_note)


def _explain_refusal(call: CommandContext, snapshot: Snapshot, one: ObjectiveCheckIn | KpiReport) -> str:
    """Return why a report can't be written and what to do about it; empty where it can be.

    An answer is tried at once: refused when all is answered, it would take the other answers along.
    """
    from okrsite.editing.changed_files import ChangedFiles
    from okrsite.editing.planned_reports import plan_report
    from okrsite.editing.refused_edits import EditRefusedError

    files = ChangedFiles(snapshot)
    try:
        planned = plan_report(snapshot, files, one)
        if files.changed_paths and (planned.is_kpi or snapshot.site.settings.checkins == "file"):
            call.refuse_errors(snapshot, files.texts)
    except EditRefusedError as error:
        return error.explain()
    return ""


def _ask_for_kpis(
    call: CommandContext,
    snapshot: Snapshot,
    kpis: Sequence[Kpi],
    usual: NewCheckIn,
    refuse: Callable[[ObjectiveCheckIn | KpiReport], str],
) -> Iterator[KpiReport]:
    from okrsite.editing.kpi_values import KpiReport
    from okrsite.sources.numbers import parse_quantity, render_english_quantity

    parse = partial(parse_quantity, decimal_comma=snapshot.site.settings.decimal_comma)
    for kpi in kpis:
        call.write_note("")
        call.write_note(f"{kpi.name} (KPI {kpi.id})")
        last = (
            f"{render_english_quantity(kpi.values[-1][1], kpi.unit)} of {kpi.values[-1][0]}"
            if kpi.values
            else "nothing yet"
        )

        def refuse_value(typed: str, kpi: Kpi = kpi) -> str:
            return _explain_misread(typed, parse) or refuse(KpiReport(kpi, usual.date, typed))

        if now := _ask_writable(call, f"    Now [{last}]", refuse_value):
            yield KpiReport(kpi, usual.date, now)


def _ask_for_values(
    call: CommandContext,
    snapshot: Snapshot,
    empty: ObjectiveCheckIn,
    key_result: KeyResult,
    refuse: Callable[[ObjectiveCheckIn | KpiReport], str],
) -> ReportedValues | None:
    """Ask about a key result; None where nothing is answered, and for one that takes its values from elsewhere.

    `empty` is the report of its objective without any values, and `refuse` says why one can't be written.
    """
    from msgspec.structs import replace

    from okrsite.editing.checkin_texts import ReportedValues
    from okrsite.editing.new_checkins import ObjectiveCheckIn
    from okrsite.sources.numbers import parse_boolean, parse_confidence, parse_quantity

    comma = snapshot.site.settings.decimal_comma

    def ask(question: str, field: str, parse: Callable[[str], object] | None = None) -> str:
        def refuse_value(typed: str) -> str:
            values = {key_result.id: replace(ReportedValues(), **{field: typed})}
            report = ObjectiveCheckIn(empty.objective, replace(empty.report, values=values))
            return (_explain_misread(typed, parse) if parse else "") or refuse(report)

        return _ask_writable(call, question, refuse_value)

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
        now = ask(f"    Done, yes or no [{'yes' if key_result.done else 'no'}]", "now", parse_boolean)
    elif key_result.takes_reports:
        question = f"    Now [{_find_last_value(snapshot, empty.objective, key_result)}]"
        is_number = key_result.kind in ("reach", "keep")
        now = ask(question, "now", partial(parse_quantity, decimal_comma=comma) if is_number else None)
    confidence = ask("    Confidence", "confidence", partial(parse_confidence, decimal_comma=comma))
    return ReportedValues(now, confidence, tuple(steps)) if now or confidence or steps else None


def _explain_misread(typed: str, parse: Callable[[str], object]) -> str:
    """Return why an answer can't be read and what to type; empty where it can be."""
    from okrsite.sources.misreads import Misread

    value = parse(typed)
    return f"{value.message} {value.hint}" if isinstance(value, Misread) else ""


def _ask_writable(call: CommandContext, question: str, refuse: Callable[[str], str]) -> str:
    """Ask until nothing is refused of an answer, or there is none: a slip would else be told when all is answered."""
    while (answer := _ask(question)) and (refused := refuse(answer)):
        call.write_note(f"    {refused}")
    return answer


def _find_last_value(snapshot: Snapshot, objective: Objective, key_result: KeyResult) -> str:
    """Return the last value of a key result in words."""
    from okrsite.progress.current_values import compute_current_values
    from okrsite.sources.numbers import render_english_quantity

    cycle = snapshot.organisation.cycles[objective.cycle]
    values = compute_current_values(objective, key_result, cycle, snapshot.organisation.kpis, snapshot.today)
    if values.now is None:
        return values.level or "nothing yet"
    return render_english_quantity(values.now.value, key_result.unit)


def _ask(question: str) -> str:
    """Ask a question; Enter answers nothing."""
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()
