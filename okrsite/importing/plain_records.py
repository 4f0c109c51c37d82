"""Records as interfaces of general tools hand them out: issues with fields, pages with properties, items of boards.

Decides which value of a record is which field, by the kind that the interface names; what goals are is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.importing.plain_values import Plain, PlainMapping

_ISSUE_FIELDS = {"issuetype": "type", "summary": "title"}
"""What Jira calls fields that others call otherwise."""
_INSIDE = ("displayName", "name", "value", "plain_text", "start")
"""Where the words of a value are that is a mapping."""


def flatten_record(value: PlainMapping) -> PlainMapping:
    """Return a record with its values as fields of its own; what is none comes back as it is."""
    fields, properties = value.get("fields"), value.get("properties")
    if isinstance(fields, PlainMapping) and ("key" in value or "id" in value):
        return _copy(value, _read_issue(value, fields))
    if isinstance(properties, PlainMapping) and value.get("object") == "page":
        read = {name: _read_property(one) for name, one in properties.items()}
        return _copy(value, {"id": value.get("id"), **{name: one for name, one in read.items() if one is not None}})
    if value.get("is_goal") is not None and isinstance(value.get("milestones"), list):
        return _copy(value, {"key_results" if key == "milestones" else key: one for key, one in value.items()})
    page = value.get("items_page")
    items = page.get("items") if isinstance(page, PlainMapping) else value.get("items")
    if isinstance(items, list) and any(isinstance(one, PlainMapping) and "column_values" in one for one in items):
        return _copy(value, {"name": value.get("name"), "objectives": _group_items(items)})
    return value


def _read_issue(value: PlainMapping, fields: PlainMapping) -> dict[str, Plain]:
    read: dict[str, Plain] = {"id": value.get("id"), "key": value.get("key")}
    for name, one in fields.items():
        if name == "parent" and isinstance(one, PlainMapping):
            read["parent"] = one.get("key") or one.get("id")
        elif (text := _read_inside(one)) is not None:
            read[_ISSUE_FIELDS.get(name, name)] = text
    return {name: one for name, one in read.items() if one is not None}


def _read_property(one: Plain) -> Plain:
    """Return the value of a property that says its kind, as pages of databases have them."""
    if not isinstance(one, PlainMapping) or not isinstance(kind := one.get("type"), str):
        return one
    inner = one.get(kind)
    if kind in ("title", "rich_text") and isinstance(inner, list):
        return "".join(str(_read_inside(part) or "") for part in inner) or None
    if kind == "relation" and isinstance(inner, list):
        keys = [item.get("id") for item in inner if isinstance(item, PlainMapping)]
        return keys[0] if keys else None
    if kind in ("formula", "rollup") and isinstance(inner, PlainMapping):
        return _read_property(inner)
    return _read_inside(inner)


def _read_inside(value: Plain) -> Plain:
    """Return the words of a value that may be a mapping with a name, or a list of such."""
    if isinstance(value, PlainMapping):
        return next((value[name] for name in _INSIDE if value.get(name) is not None), None)
    if isinstance(value, list):
        texts = [str(text) for item in value if (text := _read_inside(item)) is not None]
        return ", ".join(texts) or None
    return value


def _group_items(items: list[Plain]) -> list[Plain]:
    """Return the groups of a board as objectives, with their items as key results."""
    groups: dict[str, PlainMapping] = {}
    for item in items:
        if not isinstance(item, PlainMapping):
            continue
        name = str(_read_group(item.get("group")) or "Items")
        if name not in groups:
            groups[name] = _copy(item, {"title": name, "key_results": []})
        columns = item.get("column_values")
        values = {
            str(_read_column(column) or column.get("id")): column.get("text")
            for column in (columns if isinstance(columns, list) else ())
            if isinstance(column, PlainMapping) and column.get("text")
        }
        results = groups[name]["key_results"]
        if isinstance(results, list):
            results.append(_copy(item, {"title": item.get("name"), **_rename_people(values)}))
    return list(groups.values())


def _read_group(group: Plain) -> Plain:
    return group.get("title") if isinstance(group, PlainMapping) else group


def _read_column(column: PlainMapping) -> Plain:
    inner = column.get("column")
    return inner.get("title") if isinstance(inner, PlainMapping) else column.get("title")


def _rename_people(values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return columns with those of people as owners: boards call them so."""
    return {"owner" if name.lower() in ("person", "people") else name: one for name, one in values.items()}


def _copy(value: PlainMapping, fields: Mapping[str, Plain]) -> PlainMapping:
    copied = PlainMapping(fields)
    copied.line = value.line
    return copied
