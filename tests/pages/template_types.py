"""Reads templates as a type checker would: from the types of a view's fields down to attributes and arguments.

Knows only what the templates of pages are made of. What comes out of a filter or a macro has no type here, and passes.
"""

from __future__ import annotations

import collections.abc
import inspect
import types
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from jinja2 import Environment, nodes


def list_field_types(struct: type[msgspec.Struct]) -> dict[str, object]:
    """The types of a struct's fields, by name."""
    hints = get_type_hints(struct)
    return {name: hints[name] for name in struct.__struct_fields__}


def list_types(hint: object) -> Iterator[object]:
    """A type and all types that it is made of, the fields of structs among them; each struct once."""
    seen: set[object] = set()
    waiting = [hint]
    while waiting:
        waiting_for = waiting.pop()
        if waiting_for in seen or waiting_for is Ellipsis:
            continue
        seen.add(waiting_for)
        yield waiting_for
        waiting.extend(get_args(waiting_for))
        if is_struct(waiting_for):
            waiting.extend(list_field_types(waiting_for).values())


def is_struct(hint: object) -> bool:
    """Whether a type is a struct, whose fields are known."""
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def is_taken(given: object, wanted: object) -> bool:
    """Whether a parameter takes what it is given, as far as its type is known."""
    if Any in (given, wanted) or wanted is object or given == wanted or given is wanted:
        return True
    if get_origin(wanted) in (Union, types.UnionType):
        return any(is_taken(given, part) for part in get_args(wanted))
    if get_origin(given) in (Union, types.UnionType):
        return all(is_taken(part, wanted) for part in get_args(given))
    kind, wanted_kind = get_origin(given) or given, get_origin(wanted) or wanted
    if kind is Literal or not (isinstance(kind, type) and isinstance(wanted_kind, type)):
        return kind is Literal and wanted_kind is str
    if not issubclass(kind, wanted_kind):
        return False
    items, wanted_items = ([part for part in get_args(hint) if part is not Ellipsis] for hint in (given, wanted))
    return not items or not wanted_items or len(items) != len(wanted_items) or all(map(is_taken, items, wanted_items))


def parse_template(environment: Environment, name: str) -> nodes.Template:
    """The syntax tree of a template."""
    return environment.parse(environment.loader.get_source(environment, name)[0], name)


def list_templates(environment: Environment, name: str) -> list[str]:
    """A template, the one that it extends, and those that they include; not those whose macros they import."""
    tree = parse_template(environment, name)
    others = [node.template.value for node in tree.find_all((nodes.Extends, nodes.Include))]
    return [name, *(inner for other in others for inner in list_templates(environment, other))]


def list_own_names(tree: nodes.Template) -> set[str]:
    """What a template defines itself: macros, what it imports, and blocks that it sets."""
    imported = {
        alias if isinstance(alias, str) else alias[1]
        for node in tree.find_all(nodes.FromImport)
        for alias in node.names
    }
    blocks = {block.target.name for block in tree.find_all(nodes.AssignBlock) if isinstance(block.target, nodes.Name)}
    return imported | blocks | {macro.name for macro in tree.find_all(nodes.Macro)}


class TemplateReader:
    """Follows the variables of a template with their types, and notes each attribute that is none."""

    _UNKNOWN: ClassVar[object] = Any

    def __init__(self, environment: Environment) -> None:
        """Read templates of an environment."""
        self._environment = environment
        self.mistakes: list[str] = []

    def read(self, name: str, variables: Mapping[str, object]) -> None:
        """Read a template, what it extends and what it includes."""
        self._read_all(parse_template(self._environment, name).body, dict(variables))

    def _read_all(self, body: list[nodes.Node], scope: dict[str, object]) -> None:
        for node in body:
            self._read_node(node, scope)

    def _read_node(self, node: nodes.Node, scope: dict[str, object]) -> None:
        match node:
            case nodes.Extends() | nodes.Include():
                self.read(node.template.value, scope)
            case nodes.Import() | nodes.FromImport():
                pass
            case nodes.For():
                inner = {**scope, "loop": self._UNKNOWN}
                self._assign(node.target, self._find_item_type(self._find_type(node.iter, scope)), inner)
                if node.test is not None:
                    self._find_type(node.test, inner)
                self._read_all(node.body, inner)
                self._read_all(node.else_, scope)
            case nodes.Assign():
                self._assign(node.target, self._find_type(node.node, scope), scope)
            case nodes.With():
                inner = dict(scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    self._assign(target, self._find_type(value, scope), inner)
                self._read_all(node.body, inner)
            case nodes.Macro():
                self._read_all(node.body, {**scope, **{argument.name: self._UNKNOWN for argument in node.args}})
            case nodes.Block():
                self._read_all(node.body, dict(scope))
            case nodes.Expr():
                self._find_type(node, scope)
            case _:
                self._read_all(list(node.iter_child_nodes()), scope)

    def _assign(self, target: nodes.Node, hint: object, scope: dict[str, object]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = hint
        elif isinstance(target, nodes.Tuple):
            hints = get_args(hint) if get_origin(hint) is tuple else ()
            for place, item in enumerate(target.items):
                self._assign(item, hints[place] if len(hints) == len(target.items) else self._UNKNOWN, scope)

    def _find_item_type(self, hint: object) -> object:
        match get_origin(hint), get_args(hint):
            case origin, (item, end) if origin is tuple and end is Ellipsis:
                return item
        return self._UNKNOWN

    def _find_type(self, node: nodes.Expr, scope: dict[str, object]) -> object:
        """The type of an expression, without None: templates ask for that where it can be."""
        match node:
            case nodes.Name():
                return _strip_none(scope.get(node.name, self._UNKNOWN))
            case nodes.Getattr():
                return self._find_attribute_type(self._find_type(node.node, scope), node)
            case nodes.Call():
                return self._check_call(node, scope)
            case nodes.Const():
                return type(node.value)
            case nodes.Getitem():
                hint = self._find_type(node.node, scope)
                return hint if isinstance(node.arg, nodes.Slice) else self._find_item_type(hint)
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._find_type(child, scope)
            else:
                self._read_node(child, scope)
        return self._UNKNOWN

    def _check_call(self, node: nodes.Call, scope: dict[str, object]) -> object:
        """Note each argument that a function doesn't take: one too many, one too few, or one of another type."""
        given = [self._find_type(argument, scope) for argument in node.args]
        named = {keyword.key: self._find_type(keyword.value, scope) for keyword in node.kwargs}
        function = self._environment.globals.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if function is None:
            return self._UNKNOWN
        taken = getattr(function, "args", ())
        hints = get_type_hints(getattr(function, "func", function))
        try:
            bound = inspect.signature(getattr(function, "func", function)).bind(*taken, *given, **named)
        except TypeError as error:
            self.mistakes.append(f"line {node.lineno}: {node.node.name}: {error}")
            return hints["return"]
        for place, (name, hint) in enumerate(bound.arguments.items()):
            if place >= len(taken) and not is_taken(hint, hints[name]):
                self.mistakes.append(f"line {node.lineno}: {node.node.name} takes {hints[name]}, not {hint}")
        return hints["return"]

    def _find_attribute_type(self, hint: object, node: nodes.Getattr) -> object:
        if not is_struct(hint):
            # Texts, numbers and tuples have nothing that a template may ask for; a day has.
            if hint in (str, int, float, bool) or get_origin(hint) in (tuple, collections.abc.Mapping):
                self.mistakes.append(f"line {node.lineno}: .{node.attr} of {hint}")
            return self._UNKNOWN
        fields = list_field_types(hint)
        if node.attr in fields:
            return _strip_none(fields[node.attr])
        found = getattr(hint, node.attr, None)
        if isinstance(found, property):
            return _strip_none(get_type_hints(found.fget)["return"])
        self.mistakes.append(f"line {node.lineno}: {hint.__name__} has no {node.attr}")
        return self._UNKNOWN


def _strip_none(hint: object) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        left = [part for part in get_args(hint) if part is not type(None)]
        return left[0] if len(left) == 1 else Any
    return hint
