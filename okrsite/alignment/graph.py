"""One graph of all links: who contributes to whom, who supports whom, who needs whom, what carries on what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from okrsite.alignment.circles import find_circles
from okrsite.alignment.confirmations import Distinction, collect_confirmations, collect_distinctions
from okrsite.alignment.link_kinds import LINK_KINDS, LinkKind
from okrsite.alignment.links import Link, OutsideLink, PendingLink
from okrsite.alignment.references import ReferenceResolver
from okrsite.model.objectives import Objective, TypedLink
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Problem, create_problem


class Alignment(msgspec.Struct, frozen=True):
    """All links, found from both ends."""

    links: tuple[Link, ...]
    """In the order of the objectives that they were typed in."""
    up: Mapping[ObjectiveRef, tuple[Link, ...]] = msgspec.field(default_factory=dict)
    """Direct and indirect links that leave an objective."""
    down: Mapping[ObjectiveRef, tuple[Link, ...]] = msgspec.field(default_factory=dict)
    """Direct and indirect links that reach an objective."""
    needs: Mapping[ObjectiveRef, tuple[Link, ...]] = msgspec.field(default_factory=dict)
    needed_by: Mapping[ObjectiveRef, tuple[Link, ...]] = msgspec.field(default_factory=dict)
    continues: Mapping[ObjectiveRef, Link] = msgspec.field(default_factory=dict)
    continued_by: Mapping[ObjectiveRef, tuple[Link, ...]] = msgspec.field(default_factory=dict)
    confirmed: frozenset[tuple[ObjectiveRef, ObjectiveRef]] = frozenset()
    """Dependencies that the other side has answered: who needs it, who gives it."""
    distinctions: tuple[Distinction, ...] = ()
    """What was declared to be different, with its reason; without one it isn't here."""
    pending: tuple[PendingLink, ...] = ()
    """Links that wait for drafts, in the order of the objectives that they were typed in."""
    outside: Mapping[ObjectiveRef, tuple[OutsideLink, ...]] = msgspec.field(default_factory=dict)
    """Links up to goals of other organisations, by the objective that they leave; no other field has them."""

    def is_confirmed(self, link: Link) -> bool:
        """Whether the other side of a dependency has answered; until then it is drawn open."""
        return (link.source, link.target) in self.confirmed

    def is_aligned(self, ref: ObjectiveRef, dropped: Collection[ObjectiveRef]) -> bool:
        """Whether an objective links up to anything that was not dropped; what others drop they don't tell in time."""
        return bool(self.outside.get(ref)) or any(link.target not in dropped for link in self.up.get(ref, ()))

    def find_ancestors(self, ref: ObjectiveRef) -> tuple[ObjectiveRef, ...]:
        """Return everything above an objective, the nearest first."""
        return tuple(_walk_breadth_first(ref, lambda step: (link.target for link in self.up.get(step, ()))))

    def find_descendants(self, ref: ObjectiveRef) -> tuple[ObjectiveRef, ...]:
        """Return everything below an objective, the nearest first."""
        return tuple(_walk_breadth_first(ref, lambda step: (link.source for link in self.down.get(step, ()))))

    def find_lineage(self, ref: ObjectiveRef) -> tuple[ObjectiveRef, ...]:
        """Return the objectives that carry one another on, the oldest first, this one among them."""
        before: dict[ObjectiveRef, None] = {ref: None}
        step = ref
        while (link := self.continues.get(step)) and link.target not in before:
            step = link.target
            before[step] = None
        chain = dict.fromkeys(reversed(before))
        step = ref
        while (after := self.continued_by.get(step)) and after[0].source not in chain:
            step = after[0].source
            chain[step] = None
        return tuple(chain)


def _walk_breadth_first(
    start: ObjectiveRef, neighbours: Callable[[ObjectiveRef], Iterable[ObjectiveRef]]
) -> Iterator[ObjectiveRef]:
    seen = {start}
    layer = [start]
    while layer:
        following: list[ObjectiveRef] = []
        for step in layer:
            for reached in neighbours(step):
                if reached not in seen:
                    seen.add(reached)
                    following.append(reached)
                    yield reached
        layer = following


def build_alignment(organisation: Organisation) -> tuple[Alignment, list[Problem]]:
    """Resolve every reference and return the graph, with what is wrong in it."""
    problems: list[Problem] = []
    resolver = ReferenceResolver(organisation, problems)
    pending: list[PendingLink] = []
    links = [
        link
        for objective in organisation.objectives.values()
        for link in _resolve_links(objective, resolver, problems, pending)
    ]
    outside = {
        objective.ref: those
        for objective in (organisation.objectives.values() if organisation.remotes else ())
        if (those := _resolve_outside_links(objective, resolver))
    }
    upward = [link for link in links if link.serves]
    needs = [link for link in links if link.kind == "depends"]
    carried = [link for link in links if link.kind == "continues"]
    for group, code, said in (
        (upward, "OKR303", "These links form a circle"),
        (carried, "OKR303", "These objectives carry each other on in a circle"),
        (needs, "OKR304", "These objectives wait for each other in a circle"),
    ):
        problems += [_create_circle_problem(circle, code, said) for circle in find_circles(group)]
    alignment = Alignment(
        links=tuple(links),
        up=_group_links(upward, "source"),
        down=_group_links(upward, "target"),
        needs=_group_links(needs, "source"),
        needed_by=_group_links(needs, "target"),
        continues={link.source: link for link in carried},
        continued_by=_group_links(carried, "target"),
        confirmed=collect_confirmations(organisation, resolver, needs, upward),
        distinctions=collect_distinctions(organisation, resolver),
        pending=tuple(pending),
        outside=outside,
    )
    return alignment, problems


def _resolve_links(
    objective: Objective, resolver: ReferenceResolver, problems: list[Problem], pending: list[PendingLink]
) -> Iterator[Link]:
    seen: set[tuple[LinkKind, str | None, ObjectiveRef, str | None]] = set()
    for kind, result, references in _list_typed_links(objective):
        for reference in references:
            if LINK_KINDS[kind].serves and resolver.outside.is_outside(reference.text):
                continue
            ending = resolver.resolve(reference, objective, back=kind == "continues")
            if ending is None:
                if kind != "continues" and resolver.is_draft(reference, objective):
                    pending.append(PendingLink(objective.ref, LINK_KINDS[kind].serves, reference.place))
                continue
            target, target_result = ending.objective.ref, ending.key_result_id
            if target == objective.ref:
                problems.append(
                    create_problem(
                        "OKR305", reference.place, f"'{objective.title}' links to itself.", "Name the goal above it."
                    )
                )
            elif (kind, result, target, target_result) not in seen:
                seen.add((kind, result, target, target_result))
                yield Link(
                    kind,
                    objective.ref,
                    result,
                    target,
                    target_result,
                    reference.share,
                    reference.because,
                    reference.place,
                )


def _resolve_outside_links(objective: Objective, resolver: ReferenceResolver) -> tuple[OutsideLink, ...]:
    """Return an objective's links up to goals of other organisations, each once."""
    outside = resolver.outside
    links = (
        outside.resolve(reference, objective, kind, result)
        for kind, result, references in _list_typed_links(objective)
        for reference in references
        if LINK_KINDS[kind].serves and outside.is_outside(reference.text)
    )
    once = {(link.kind, link.source_result, link.target_ref): link for link in reversed([*filter(None, links)])}
    return tuple(reversed(once.values()))


def _list_typed_links(objective: Objective) -> Iterator[tuple[LinkKind, str | None, Iterable[TypedLink]]]:
    """Yield the links of an objective and then of its key results: kind, key result's id, links as they were typed."""
    for kind, rule in LINK_KINDS.items():
        yield kind, None, rule.get_links(objective)
    for kind, rule in LINK_KINDS.items():
        if rule.get_key_result_links:
            for key_result in objective.key_results:
                yield kind, key_result.id, rule.get_key_result_links(key_result)


def _group_links(links: Iterable[Link], end: Literal["source", "target"]) -> dict[ObjectiveRef, tuple[Link, ...]]:
    grouped: dict[ObjectiveRef, list[Link]] = {}
    for link in links:
        grouped.setdefault(link.source if end == "source" else link.target, []).append(link)
    return {ref: tuple(those) for ref, those in grouped.items()}


def _create_circle_problem(circle: tuple[Link, ...], code: str, said: str) -> Problem:
    steps = " → ".join(f"{link.source} ({link.place.path}:{link.place.line})" for link in circle)
    return create_problem(
        code, circle[0].place, f"{said}: {steps} → {circle[0].source}.", "Take one of these links out."
    )
