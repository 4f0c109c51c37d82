"""Our own export as what was found in it, for whoever wants to see it before it is written."""

from __future__ import annotations

from okrsite.feeds.export_objective_records import ExportedKeyResult, ExportedObjective
from okrsite.feeds.export_records import Export
from okrsite.importing.found import Fate, FateKind, Found, FoundKeyResult, FoundObjective
from okrsite.model.refs import split_kept_ref
from okrsite.number_style import format_english_plural


def describe_export(path: str, export: Export) -> Found:
    """Return the objectives of an export; those above others are known by their links.

    Args:
        path: Of the file or the folder that it was read from.
        export: What it holds.
    """
    places = {one.ref: place for place, one in enumerate(export.objectives)}
    teams = {team.id: team.name for team in export.teams}
    people = {person.id: person.name for person in export.people}
    objectives = []
    fates = []
    for place, one in enumerate(export.objectives):
        links = [link.ref for link in one.contributes_to] + [link.ref for link in one.supports]
        above = (places.get(split_kept_ref(ref)[0], place) for ref in links)
        parent = next((other for other in above if other < place), None)
        objectives.append(
            FoundObjective(
                title=one.title,
                line=place + 1,
                owner=_name(one.owner, people),
                cycle=one.cycle,
                team=teams.get(one.team, one.team),
                parent=parent,
                key_results=tuple(_describe_result(result, place + 1, people) for result in one.key_results),
                why=one.why or None,
                score=one.grade,
                progress=one.progress,
                source=path,
            )
        )
        fates += [Fate(place + 1, kind, text, _REASON) for kind, text in _list_fates(one)]
    return Found(tuple(objectives), tuple((path, fate) for fate in fates))


def explain_past(export: Export) -> str:
    """Return what isn't taken over, because git's history told it and nobody typed it; empty where there is nothing."""
    moved = sum(len(one.goalposts) for one in export.objectives)
    results = (result for one in export.objectives for result in one.key_results)
    values = sum(report.origin == "git" for result in results for report in result.checkins)
    told = [format_english_plural(moved, "moved target")] if moved else []
    told += [format_english_plural(values, "value of earlier days", "values of earlier days")] if values else []
    if not told:
        return ""
    what = " and ".join(told)
    return f"{what} that git's history told weren't written, as nobody typed them: keep that repository, too."


_REASON = "It stands in an export of okrsite; all that the export says of it is taken over."


def _list_fates(one: ExportedObjective) -> list[tuple[FateKind, str]]:
    return [("objective", one.title), *(("key result", result.title) for result in one.key_results)]


def _describe_result(one: ExportedKeyResult, line: int, people: dict[str, str]) -> FoundKeyResult:
    return FoundKeyResult(
        title=one.title,
        line=line,
        owner=_name(one.owner, people),
        progress=one.progress,
        score=one.grade,
        done=one.progress == 1 if one.kind == "yes-no" else None,
        start=_write(one.start, one.unit),
        target=_write(one.to, one.unit),
        now=_write(one.now, one.unit),
        due=one.due.isoformat() if one.due else None,
    )


def _name(person: str | None, people: dict[str, str]) -> str | None:
    return people.get(person, person) if person else None


def _write(value: float | str | None, unit: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return f"{value:g}{'' if unit == '%' else ' '}{unit}".strip()
