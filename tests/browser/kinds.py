"""One address for each kind of page: of the example, or of a company that has what the example hasn't (`rare_companies.py`).

`test_kinds.py` holds the list complete.
"""

from __future__ import annotations

KINDS = {
    "home": "",
    "teams": "teams/",
    "team": "teams/dispatch/",
    "company": "company/",
    "earlier cycle": "teams/dispatch/2026-Q3/",
    "shown cycle": "teams/dispatch/2026-Q4/",
    "objective": "objectives/dispatch/2026-Q4/slow-districts/",
    "graded objective": "objectives/company/2026-Q1/ghent/",
    "map": "map/",
    "gaps": "gaps/",
    "people": "people/",
    "person": "people/dana/",
    "person without goals": "people/anke/",
    "cycles": "cycles/",
    "cycle": "cycles/2026-Q4/",
    "cycles beside": "compared-cycles/quarters/",
    "pulse": "pulse/",
    "initiatives": "initiatives/",
    "pulse list": "pulse/at-risk/",
    "review pack": "review-packs/2026-Q4/",
    "team's review pack": "teams/dispatch/review-pack/",
    "digest": "digest/",
    "kpis": "kpis/",
    "changes": "changes/",
    "compared days": "changes/days/",
    "moved": "objectives/marketing/2026-Q4/explain-the-plan/",
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

ELSEWHERE = {
    "carriers": ("many teams", "objectives/company/2026-Q4/goal/north/"),
    "teams by status": ("many teams", "pulse/teams/north/"),
    "many teams": ("many teams", "teams/"),
    "other organisation": ("linked", "organisations/acme/"),
    "how a file was read": ("linked", "how-it-was-read/content/teams/a/2026-Q4-yml/"),
}
"""Kinds that the example hasn't: the company, and the address there."""

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}

SERVED_KINDS = (
    "", "teams/", "teams/dispatch/", "teams/dispatch/2026-Q3/", "company/", "objectives/dispatch/2026-Q4/slow-districts/",
    "map/", "people/", "people/dana/", "cycles/", "cycles/2026-Q4/", "guide/", "guide/first-objective/", "guide/problems/",
    "company/memo-2026/", "handbook/how-we-work/", "404.html",
)  # fmt: skip
