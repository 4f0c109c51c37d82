"""How interfaces wrap what they hand out: GraphQL's edges and nodes, JSON:API's attributes, lists that say they are.

Decides nothing about goals: it only takes the wrapping off, so that trees are read by their usual names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.importing.plain_records import flatten_record
from okrsite.importing.plain_values import Plain, PlainMapping

_MOST_TIMES = 20
"""That a resource is put in the place of its name, on average: what is related to much could go on without end."""
_FEWEST_RESOURCES = 1_000
_Resource = tuple[str, str]
"""Type and id of a resource of JSON:API."""


def unwrap_dialects(value: Plain) -> Plain:
    """Return a value without edges, nodes and attributes, and with what JSON:API includes in its place."""
    return _Unwrapper(dict(_list_resources(value))).unwrap(value, ())


class _Unwrapper:
    """Takes the wrapping off one document."""

    def __init__(self, resources: Mapping[_Resource, PlainMapping]) -> None:
        self._resources = resources
        self._left = _FEWEST_RESOURCES + _MOST_TIMES * len(resources)

    def unwrap(self, value: Plain, above: tuple[_Resource, ...]) -> Plain:
        """Return a value without what wraps it; `above` are the resources that it stands in."""
        if isinstance(value, list):
            return [self.unwrap(item, above) for item in value]
        if not isinstance(value, PlainMapping):
            return value
        value = flatten_record(value)
        for key in ("edges", "nodes"):
            if isinstance(inner := value.get(key), list):
                return [self.unwrap(_get_node(item), above) for item in inner]
        if value.get("object") == "list":
            inner = value.get("data") or value.get("results")
            return self.unwrap(inner, above) if isinstance(inner, list) else None
        if self._resources and isinstance(value.get("attributes"), PlainMapping):
            return self._merge(value, above)
        kept = {key: inner for key, inner in value.items() if not (self._resources and key == "included")}
        return _copy(value, {key: self.unwrap(inner, above) for key, inner in kept.items()})

    def _merge(self, value: PlainMapping, above: tuple[_Resource, ...]) -> PlainMapping:
        """Return a resource with its attributes as its own fields, and what it is related to inside of it."""
        self._left -= 1
        attributes, related = value["attributes"], value.get("relationships")
        fields = {key: inner for key, inner in value.items() if key not in ("attributes", "relationships", "links")}
        fields |= attributes if isinstance(attributes, PlainMapping) else {}
        name = _name_resource(value)
        inside = (*above, name) if name is not None else above
        for key, relation in related.items() if isinstance(related, PlainMapping) else ():
            linked = relation.get("data") if isinstance(relation, PlainMapping) else None
            if key in fields:
                continue
            if found := [self._merge(one, inside) for one in self._find(linked, inside)]:
                fields[key] = found if isinstance(linked, list) else found[0]
            elif isinstance(linked, PlainMapping):
                fields[key] = linked.get("id")
        return _copy(value, fields)

    def _find(self, linked: Plain, above: tuple[_Resource, ...]) -> Iterator[PlainMapping]:
        """Yield the included resources that a relation names, but none in which it stands itself."""
        for item in linked if isinstance(linked, list) else [linked]:
            name = _name_resource(item) if isinstance(item, PlainMapping) else None
            if name is not None and name not in above and self._left > 0 and name in self._resources:
                yield self._resources[name]


def _get_node(edge: Plain) -> Plain:
    """Return what an edge leads to."""
    return edge["node"] if isinstance(edge, PlainMapping) and "node" in edge else edge


def _list_resources(value: Plain) -> Iterator[tuple[_Resource, PlainMapping]]:
    """Yield what a document of JSON:API includes."""
    included = value.get("included") if isinstance(value, PlainMapping) else None
    for item in included if isinstance(included, list) else ():
        name = _name_resource(item) if isinstance(item, PlainMapping) else None
        if name is not None and isinstance(item.get("attributes"), PlainMapping):
            yield name, item


def _name_resource(value: PlainMapping) -> _Resource | None:
    kind, key = value.get("type"), value.get("id")
    return (kind, key) if isinstance(kind, str) and isinstance(key, str) else None


def _copy(value: PlainMapping, fields: Mapping[str, Plain]) -> PlainMapping:
    copied = PlainMapping(fields)
    copied.line = value.line
    return copied
