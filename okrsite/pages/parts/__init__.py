"""Parts that stand on several kinds of pages: cards, rows, logs, lists of gaps, grades, KPIs, the time line.

Decides what a part says of an objective, a unit or a cycle; which page it stands on is left to `kinds`.
"""
