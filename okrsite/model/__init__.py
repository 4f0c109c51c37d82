"""Positioned records become frozen values: units, people, cycles, objectives, key results, KPIs.

Decides what a record means, what is wrong with it by itself, and for whom it is. What a reference leads to is left to
`alignment`, numbers to `progress`.
"""
