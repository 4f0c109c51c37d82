"""Charts of key results and KPIs: values over the days of a cycle, beside what was expected of them.

Decides where a value and a day stand in the drawing; the values themselves come from `progress`.
"""
