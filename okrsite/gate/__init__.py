"""The gate: inspects a built site before it is published, and computes the headers it needs.

Decides what no file of a site may hold, whoever made it. What content may say is left to `model` and `pages.prose`, and
what becomes of a refused site to `site`.
"""

from okrsite.gate.findings import RULES, Finding
from okrsite.gate.inspection import (
    InspectionResult,
    NotASiteError,
    SiteInspector,
    inspect_site,
    list_findings,
)
from okrsite.gate.private_texts import list_machine_paths
from okrsite.gate.withheld import WithheldTextFinder

__all__ = [
    "RULES",
    "Finding",
    "InspectionResult",
    "NotASiteError",
    "SiteInspector",
    "WithheldTextFinder",
    "inspect_site",
    "list_findings",
    "list_machine_paths",
]
