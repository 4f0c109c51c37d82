"""Positioned records become frozen values: units, people, cycles, objectives, key results, KPIs."""
