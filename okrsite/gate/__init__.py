"""The gate: inspects a built site before it is published, and computes the headers it needs."""

from okrsite.gate.findings import RULES, Finding
from okrsite.gate.inspection import Examined, NotASite, examine, inspect, machine_paths

__all__ = ["RULES", "Examined", "Finding", "NotASite", "examine", "inspect", "machine_paths"]
