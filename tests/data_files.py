"""The data files of a site, put together again to the one document that `okrsite export` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def read_site_data(site: Path) -> dict[str, Any]:
    """Return all that the data files of a built site hold, as the export has it."""
    return join_data_files(lambda uri: (site / uri).read_text(encoding="utf-8"))


def join_data_files(read: Callable[[str], str]) -> dict[str, Any]:
    """Return all that data files hold as the export has it; `read` gives what is at an address."""
    index = json.loads(read("data/okr.json"))
    objectives: list[Any] = []
    kpis: list[Any] = []
    for team in index["teams"]:
        for cycle in team["cycles"]:
            data = json.loads(read(cycle["file"]))
            assert (data["team"], data["cycle"], len(data["objectives"])) == (
                team["id"],
                cycle["cycle"],
                cycle["objectives"],
            )
            objectives += data["objectives"]
        if team["kpis"] is not None:
            kpis += json.loads(read(team["kpis"]))["kpis"]
    teams = [{key: value for key, value in team.items() if key not in ("cycles", "kpis")} for team in index["teams"]]
    return {
        "schema_version": 1,
        **{key: index[key] for key in ("as_of", "commit", "problems", "organisation", "cycles")},
        "teams": teams,
        "people": json.loads(read(index["people"]))["people"],
        "memos": index["memos"],
        "objectives": objectives,
        "kpis": sorted(kpis, key=lambda kpi: kpi["id"]),
    }
