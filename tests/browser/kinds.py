"""One address of the example for each kind of page."""

from __future__ import annotations

KINDS = {
    "home": "",
    "teams": "teams/",
    "team": "teams/dispatch/",
    "company": "company/",
    "earlier cycle": "teams/dispatch/2026-Q3/",
    "objective": "objectives/dispatch/2026-Q4/slow-districts/",
    "graded objective": "objectives/company/2026-Q1/ghent/",
    "map": "map/",
    "gaps": "gaps/",
    "people": "people/",
    "person": "people/dana/",
    "cycles": "cycles/",
    "cycle": "cycles/2026-Q4/",
    "cycles beside": "compared-cycles/quarters/",
    "pulse": "pulse/",
    "initiatives": "initiatives/",
    "pulse list": "pulse/at-risk/",
    "review pack": "review-packs/2026-Q4/",
    "team's review pack": "teams/dispatch/review-pack/",
    "digest": "digest/",
    "roadmap": "roadmap/",
    "pillars": "pillars/",
    "pillar": "pillars/first-visits/",
    "tags": "tags/",
    "tag": "tags/logistics/",
    "guide": "guide/",
    "guide prose": "guide/first-objective/",
    "guide fields": "guide/fields/",
    "guide settings": "guide/settings/",
    "guide problems": "guide/problems/",
    "memo": "company/memo-2026/",
    "handbook": "handbook/how-we-work/",
    "not found": "404.html",
}

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}

SERVED_KINDS = (
    "", "teams/", "teams/dispatch/", "teams/dispatch/2026-Q3/", "company/", "objectives/dispatch/2026-Q4/slow-districts/",
    "map/", "people/", "people/dana/", "cycles/", "cycles/2026-Q4/", "guide/", "guide/first-objective/", "guide/problems/",
    "company/memo-2026/", "handbook/how-we-work/", "404.html",
)  # fmt: skip
