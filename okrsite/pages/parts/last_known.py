"""An objective that is left out because something in it can't be read, in the words of the version before."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.history.events import LeftOutObjective
from okrsite.history.versions import PastKeyResult
from okrsite.languages.words import translate
from okrsite.model.organisation import Organisation
from okrsite.progress.target_changes import format_past_value


class LastKnownView(msgspec.Struct, frozen=True):
    """An objective that is left out, as git could read it last."""

    title: str
    day: date
    cycle: str
    """The cycle's name."""
    results: tuple[str, ...]
    """Each key result in words: `Calls answered: from 40 to 90, last at 47`."""


def build_last_known_view(before: LeftOutObjective, organisation: Organisation) -> LastKnownView:
    """Return what is shown of an objective in the place of today's."""
    cycle = organisation.cycles.get(before.cycle)
    return LastKnownView(
        str(before.objective.fields.get("title", before.objective.id)),
        before.day,
        cycle.name if cycle else before.cycle,
        tuple(_describe_key_result(key_result, organisation) for key_result in before.objective.results),
    )


def _describe_key_result(key_result: PastKeyResult, organisation: Organisation) -> str:
    fields = key_result.fields
    title = str(fields.get("title", key_result.id))
    value = fields.get("value")
    parts: list[str] = []
    if fields.get("measure") == "milestones":
        steps, done = (told if isinstance(told := fields.get(name), tuple) else () for name in ("milestones", "value"))
        parts.append(translate("{done} of {all} steps done", done=len(done), all=len(steps)))
    else:
        if "from" in fields and "to" in fields:
            start, target = (format_past_value(name, fields[name], organisation) for name in ("from", "to"))
            parts.append(translate("from {start} to {target}", start=start, target=target))
        elif "keep" in fields:
            parts.append(translate("to keep at {range}", range=format_past_value("keep", fields["keep"], organisation)))
        if isinstance(value, bool):
            parts.append(translate("done") if value else translate("not done yet"))
        elif value is not None:
            parts.append(translate("last at {value}", value=format_past_value("value", value, organisation)))
    return f"{title}: {', '.join(parts)}" if parts else title
