"""The gate: inspects a built site before it is published, and computes the headers it needs."""

from okrsite.gate.findings import RULES, Finding
from okrsite.gate.inspection import InspectionResult, NotASiteError, inspect_site, list_findings, list_machine_paths
from okrsite.gate.withheld import WithheldTextFinder

__all__ = [
    "RULES",
    "Finding",
    "InspectionResult",
    "NotASiteError",
    "WithheldTextFinder",
    "inspect_site",
    "list_findings",
    "list_machine_paths",
]
