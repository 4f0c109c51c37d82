"""Values of objectives and key results: those within a line, and labelled ones (`Owner: Ana`, `Score: 0.7`).

Decides which field of ours takes a value; what none takes is kept as a note.
"""

from __future__ import annotations

import re

from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.found import DraftKeyResult, DraftObjective
from okrsite.importing.line_parts import LineParts, clean_owner
from okrsite.importing.values import read_done, read_movement, read_score, read_share


def make_key_result(parts: LineParts, line: int, owner: str | None = None) -> DraftKeyResult:
    """Return a key result with the values of its line; the line's own owner answers where no other one is given."""
    return DraftKeyResult(
        title=parts.title,
        line=line,
        owner=owner or parts.owner,
        result=parts.result,
        progress=parts.progress,
        score=parts.score,
        done=parts.done,
        start=parts.start,
        target=parts.target,
    )


def set_key_result_field(target: DraftKeyResult, name: str, value: str) -> None:
    """Give a key result the value of a field (`words.Label.name`)."""
    words = value.strip()
    if not words:
        return
    if name == "owner":
        target.owner = clean_owner(words) or target.owner
    elif name == "score":
        target.score = _choose_known(read_score(words), target.score)
        if target.score is None:
            target.notes.append(f"Score: {words}")
    elif name == "progress":
        _set_progress(target, words)
    elif name in ("status", "result"):
        _set_status(target, name, words)
    elif name == "target":
        target.target = words
    elif name == "from":
        target.start = words
    elif name == "to":
        target.target = words
    elif name == "now":
        target.now = words
        movement = read_movement(words)
        if movement and target.start is None:
            target.start = movement.start
    elif name == "due":
        target.due = words
    else:
        target.notes.append(f"{name.capitalize()}: {words}")


def set_objective_field(target: DraftObjective, name: str, value: str) -> None:
    """Give an objective the value of a field (`words.Label.name`)."""
    words = value.strip()
    if not words:
        return
    if name == "owner":
        target.owner = clean_owner(words) or target.owner
    elif name == "team":
        target.team = clean_owner(words) or target.team
    elif name == "cycle":
        target.cycle = find_cycle(words) or target.cycle
    elif name == "due" and (cycle := find_cycle(words)):
        target.cycle = target.cycle or cycle
        target.notes.append(f"Due: {words}")
    elif name == "score":
        target.score = _choose_known(read_score(words), target.score)
    elif name == "progress":
        target.progress = _choose_known(read_share(words), target.progress)
    elif name == "status":
        score = read_score(words)
        if score is not None and re.match(r"[01]?[.,]\d", words):
            target.score = score
        target.status = words
    elif name == "why":
        target.why = f"{target.why}\n\n{words}" if target.why else words
    else:
        target.notes.append(f"{name.capitalize()}: {words}")


def _set_progress(target: DraftKeyResult, words: str) -> None:
    share = read_share(words)
    if share is None:
        match = re.search(r"\d{1,3}(?:[.,]\d+)?\s?%", words)
        share = read_share(match[0]) if match else None
    target.progress = _choose_known(share, target.progress)
    if share is None:
        target.result = target.result or words
    if target.done is None:
        target.done = read_done(words)


def _set_status(target: DraftKeyResult, name: str, words: str) -> None:
    score = read_score(words)
    if score is not None and re.match(r"(?:0[.,]\d|1[.,]0)", words):
        target.score = score
        return
    if (share := read_share(words)) is not None and ("%" in words or "/" in words):
        target.progress = _choose_known(target.progress, share)
    done = read_done(words)
    target.done = target.done if target.done is not None else done
    if name == "result" or target.result is None:
        target.result = words


def _choose_known(one: float | None, other: float | None) -> float | None:
    return one if one is not None else other
