"""What `okrsite import --dry-run --format json` prints: the tree that was found, and what to look at."""

from __future__ import annotations

import json

from okrsite.importing.found import Found, FoundKeyResult, FoundObjective


def write_contract(found: Found) -> str:
    """Return the tree as JSON."""
    return json.dumps(make_contract(found), ensure_ascii=False, indent=2) + "\n"


def make_contract(found: Found) -> dict[str, object]:
    """Return the tree as values of JSON."""
    return {
        "objectives": [_write_objective(one) for one in found.objectives],
        "problems": [
            {"path": one.path, "line": one.line, "message": one.message, "hint": one.hint} for one in found.problems
        ],
    }


def _write_objective(one: FoundObjective) -> dict[str, object]:
    return {
        "title": one.title,
        "owner": one.owner,
        "cycle": one.cycle,
        "team": one.team,
        "line": one.line,
        "parent": one.parent,
        "key_results": [_write_key_result(key_result) for key_result in one.key_results],
    }


def _write_key_result(one: FoundKeyResult) -> dict[str, object]:
    return {
        "title": one.title,
        "line": one.line,
        "owner": one.owner,
        "result": one.result,
        "progress": one.progress,
        "score": one.score,
        "done": one.done,
        "from": one.start,
        "to": one.target,
    }
