"""What axe finds on a page, by the rules of WCAG 2.2 AA."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def findings(page) -> list[str]:
    """What axe finds, as `rule: element`."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
