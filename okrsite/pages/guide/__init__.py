"""The guide of every site: its texts, and its tables of fields, settings and problems, made from the code.

Decides what the tables say and where links into the guide land; the pages are put together in `kinds.guide`.
"""
