"""What records that were read say, without their places."""

from __future__ import annotations

from okrsite.sources.records import ListNode, MapNode, Node, Scalar


def simplify(node: Node | None) -> object:
    """Return a tree of records as texts, lists and dictionaries."""
    if isinstance(node, MapNode):
        return {entry.key.text: simplify(entry.value) for entry in node}
    if isinstance(node, ListNode):
        return [simplify(item) for item in node.items]
    assert node is None or isinstance(node, Scalar)
    return node.text if node else None
