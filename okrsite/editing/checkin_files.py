"""A check-in that becomes a file of its own, beside the objectives of its unit."""

from __future__ import annotations

from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.checkin_texts import NewCheckIn, write_fields
from okrsite.editing.checkins import is_known, refuse_unreportable
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.yaml_values import YamlValue, write_block_map
from okrsite.model.objectives import Objective
from okrsite.sources.file_names import propose_id
from okrsite.sources.tree import CHECKINS
from okrsite.vocabulary import CHECKIN_FILE

_MOST_OF_A_DAY = 100
"""Check-ins of one person on one objective and day that get a name."""


def plan_checkin_file(files: ChangedFiles, objective: Objective, report: NewCheckIn) -> str | None:
    """Add a file for a check-in; nothing is written yet. Returns its path, None where it is there already.

    Raises:
        EditRefusedError: it names something that takes no report.
    """
    refuse_unreportable(objective, report)
    if is_known(objective, report):
        return None
    named: dict[str, YamlValue] = {CHECKIN_FILE.OBJECTIVE.name: f"{objective.cycle}/{objective.id}"}
    text = "".join(f"{line}\n" for line in write_block_map({**named, **write_fields(report)}))
    folder = objective.place.path.rpartition("/")[0]
    who = propose_id(report.by)
    name = "-".join(part for part in (report.date.isoformat(), who, objective.id) if part)
    for number in range(1, _MOST_OF_A_DAY):
        path = f"{folder}/{CHECKINS}/{name}{f'-{number}' if number > 1 else ''}.yml"
        if not files.is_taken(path):
            files.create(path, text)
            return path
    raise EditRefusedError(f"{folder}/{CHECKINS}/ has too many check-ins of {report.date}.", "Put them into one.")
