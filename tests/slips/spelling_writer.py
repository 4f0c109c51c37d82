"""Writes what was read from a file in the other spelling, so that each slip can be tried in both.

Works on the positioned tree that both spellings become; a test proves that what is written says the same.
"""

from __future__ import annotations

import json
import re

from okrsite import field_types as types
from okrsite.fields import Field
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.vocabulary import CYCLE_FILE, KEY_RESULT, OBJECTIVE

# What stays the same text in YAML without quotes, between brackets too.
_PLAIN = re.compile(r"(?!(?:null|Null|NULL|~)\Z)[^\W_](?:[\w .%/()+-]*[\w.%/()+-])?\Z")
_LINE_FIELDS = ("title", "from", "to", "now", "confidence")
_COLUMNS = (
    "title",
    "id",
    "kpi",
    "from",
    "to",
    "keep",
    "now",
    "confidence",
    "owner",
    "unit",
    "weight",
    "due",
    "grade",
    "status",
)
_SECTIONS = (OBJECTIVE.KEY_RESULTS, OBJECTIVE.INITIATIVES, OBJECTIVE.CHECKINS)
_PROSE = (OBJECTIVE.WHY, OBJECTIVE.NOTES, OBJECTIVE.RETROSPECTIVE)


def write_yaml(node: MapNode) -> str:
    """Return a file's fields as YAML: records of the second, fourth … objective in lines, of the others in braces."""
    lines = []
    for entry in node:
        if entry.key.text == CYCLE_FILE.OBJECTIVES.name and isinstance(entry.value, ListNode):
            lines.append("objectives:")
            for position, objective in enumerate(entry.value.items):
                lines += _indent_item(_write_block(objective, flow_records=position % 2 == 0))
        else:
            lines += _write_entry(entry.key.text, entry.value, flow_records=True)
    return "\n".join(lines) + "\n"


def _write_block(node: Node, *, flow_records: bool) -> list[str]:
    if not isinstance(node, MapNode):
        return [_write_flow(node)]
    return [line for entry in node for line in _write_entry(entry.key.text, entry.value, flow_records=flow_records)]


def _write_entry(key: str, value: Node, *, flow_records: bool) -> list[str]:
    if isinstance(value, Scalar):
        if "\n" in value.text:
            return [f"{key}: |-", *(f"  {line}".rstrip() for line in value.text.split("\n"))]
        return [f"{key}: {_write_flow(value)}"]
    if isinstance(value, MapNode):
        inner = _write_block(value, flow_records=flow_records)
        flow = _write_flow(value)
        return [f"{key}: {flow}"] if flow_records and len(flow) < 90 else [f"{key}:", *(f"  {line}" for line in inner)]
    if all(isinstance(item, Scalar) for item in value.items) and len(_write_flow(value)) < 60:
        return [f"{key}: {_write_flow(value)}"]
    lines = [f"{key}:"]
    for item in value.items:
        block = [_write_flow(item)] if flow_records else _write_block(item, flow_records=False)
        lines += [f"  {line}" for line in _indent_item(block, deep=False)]
    return lines


def _indent_item(lines: list[str], deep: bool = True) -> list[str]:
    margin = "  " if deep else ""
    return [f"{margin}{'- ' if position == 0 else '  '}{line}" for position, line in enumerate(lines)]


def _write_flow(node: Node) -> str:
    if isinstance(node, MapNode):
        return "{" + ", ".join(f"{entry.key.text}: {_write_flow(entry.value)}" for entry in node) + "}"
    if isinstance(node, ListNode):
        return "[" + ", ".join(_write_flow(item) for item in node.items) + "]"
    return node.text if _PLAIN.match(node.text) else json.dumps(node.text, ensure_ascii=False)


def write_markdown(node: MapNode, prose: str) -> str:
    """Return a file's fields as Markdown; `prose` is the field that stands as text below the front matter."""
    front = [entry for entry in node if entry.key.text not in (prose, "objectives")]
    lines = []
    if front:
        lines += ["---"]
        for entry in front:
            lines += _write_entry(entry.key.text, entry.value, flow_records=True)
        lines += ["---", ""]
    if text := _get_text(node, prose):
        lines += [*text.split("\n"), ""]
    objectives = node.get("objectives")
    for position, objective in enumerate(objectives.items if isinstance(objectives, ListNode) else ()):
        assert isinstance(objective, MapNode)
        lines += _write_objective(objective, as_table=position % 2 == 0)
    return "\n".join(lines).rstrip("\n") + "\n"


def _write_objective(objective: MapNode, *, as_table: bool) -> list[str]:
    lines = [f"## {_get_text(objective, 'title')}", ""]
    for entry in objective:
        known = OBJECTIVE.find_field(entry.key.text)
        if known is not None and known not in (OBJECTIVE.TITLE, *_PROSE, *_SECTIONS):
            lines += _write_bullet(known, entry.value)
    lines += ["", *_write_prose(objective, "why")]
    lines += _write_key_results(_list_records(objective, "key_results"), as_table=as_table)
    lines += _write_prose(objective, "notes")
    if initiatives := _list_records(objective, "initiatives"):
        lines += ["### Initiatives", "", *map(_write_initiative, initiatives), ""]
    if checkins := _list_records(objective, "checkins"):
        lines += ["### Check-ins", "", *map(_write_checkin, checkins), ""]
    if text := _write_prose(objective, "retrospective"):
        lines += ["### Retrospective", "", *text]
    return lines


def _write_prose(objective: MapNode, name: str) -> list[str]:
    text = _get_text(objective, name).strip("\n")
    return [*text.split("\n"), ""] if text else []


def _write_bullet(known: Field[object], value: Node) -> list[str]:
    """Return a field as one bullet, or with bullets below where a list holds commas."""
    if isinstance(value, ListNode):
        texts = [_write_link(item) if isinstance(item, MapNode) else _get_scalar(item) for item in value.items]
        if len(texts) > 1 and any("," in text or ";" in text for text in texts):
            return [f"- {known.label}:", *(f"  - {text}" for text in texts)]
        return [f"- {known.label}: {', '.join(texts)}"]
    if isinstance(value, MapNode):
        text = _write_link(value) if value.get("to") else _write_pairs(known, value)
        return [f"- {known.label}: {text}"]
    return [f"- {known.label}: {value.text}"]


def _write_link(link: MapNode) -> str:
    reason = [_get_text(link, "share")] if link.get("share") else []
    reason += [f"because {_get_text(link, 'because')}"] if link.get("because") else []
    return f"{_get_text(link, 'to')} ({', '.join(reason)})" if reason else _get_text(link, "to")


def _write_pairs(known: Field[object], pairs: MapNode) -> str:
    sign, end = (" ", "; ") if known.type is types.ONE_RECORD else (": ", ", ")
    return end.join(f"{entry.key.text}{sign}{_get_scalar(entry.value)}" for entry in pairs)


def _write_key_results(key_results: list[MapNode], *, as_table: bool) -> list[str]:
    if not key_results:
        return []
    names = [name for name in _COLUMNS if any(key_result.get(name) for key_result in key_results)]
    fit = all(entry.key.text in _COLUMNS for key_result in key_results for entry in key_result)
    if fit and as_table:
        heads = ["Key result", *(KEY_RESULT.find_field(name).label for name in names if name != "title")]
        rows = [[_get_text(key_result, name).replace("|", "\\|") for name in names] for key_result in key_results]
        return [_write_row(heads), _write_row(["---"] * len(heads)), *map(_write_row, rows), ""]
    return [line for key_result in key_results for line in _write_key_result(key_result)] + [""]


def _write_row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _write_key_result(key_result: MapNode) -> list[str]:
    title, start, target, now, confidence = (_get_text(key_result, name) for name in _LINE_FIELDS)
    line = f"- KR: {title}"
    inline = bool(start and target)
    if inline:
        line += f": {start} → {target}{f', now {now}' if now else ''}{f' ({confidence})' if confidence else ''}"
    lines = [line]
    for entry in key_result:
        name = entry.key.text
        if name == "title" or (inline and name in _LINE_FIELDS):
            continue
        if name == "milestones":
            for step in _list_records(key_result, name):
                further = [f"{key} {_get_text(step, key)}" for key in ("due", "weight") if step.get(key)]
                mark = "x" if _get_text(step, "done") in ("true", "yes") else " "
                lines.append(
                    f"  - [{mark}] {_get_text(step, 'title')}{f' ({chr(44).join(further)})' if further else ''}"
                )
        elif known := KEY_RESULT.find_field(name):
            lines += [f"  {bullet}" for bullet in _write_bullet(known, entry.value)]
    return lines


def _write_initiative(work: MapNode) -> str:
    status, owner, link = (_get_text(work, name) for name in ("status", "owner", "link"))
    line = f"- [{'x' if status == 'done' else ' '}] {_get_text(work, 'title')}{f' ({owner})' if owner else ''}"
    line += f"\n  - Link: {link}" if link else ""
    return line + (f"\n  - Status: {status}" if status not in ("", "todo", "done") else "")


def _write_checkin(checkin: MapNode) -> str:
    by, status, note = (_get_text(checkin, name) for name in ("by", "status", "note"))
    line = f"- {_get_text(checkin, 'date')}{f', {by}' if by else ''}{f' ({status})' if status else ''}:"
    line += f" {' '.join(note.split())}" if note else ""
    now, confidence = checkin.get("now"), checkin.get("confidence")
    values = {entry.key.text: _get_scalar(entry.value) for entry in now} if isinstance(now, MapNode) else {}
    shares = (
        {entry.key.text: _get_scalar(entry.value) for entry in confidence} if isinstance(confidence, MapNode) else {}
    )
    parts = []
    for key in dict.fromkeys((*values, *shares)):
        value, share = values.get(key, ""), shares.get(key, "")
        parts.append(f"{key}{f' {value}' if value else ''}{f' ({share})' if share else ''}")
    return f"{line} {', '.join(parts)}".rstrip()


def _list_records(node: MapNode, name: str) -> list[MapNode]:
    value = node.get(name)
    return [item for item in value.items if isinstance(item, MapNode)] if isinstance(value, ListNode) else []


def _get_text(node: MapNode, name: str) -> str:
    value = node.get(name)
    return value.text if isinstance(value, Scalar) else ""


def _get_scalar(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""
