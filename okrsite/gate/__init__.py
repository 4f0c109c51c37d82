"""The gate: inspects a built site before it is published, and computes the headers it needs."""

from okrsite.gate.findings import RULES, Finding
from okrsite.gate.inspection import Examined, NotASite, examine, inspect, machine_paths
from okrsite.gate.withheld import Withheld

__all__ = ["RULES", "Examined", "Finding", "NotASite", "Withheld", "examine", "inspect", "machine_paths"]
