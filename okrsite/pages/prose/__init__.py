"""Authors' Markdown as safe HTML or as plain words: parsed, links resolved, sanitised.

Decides what of a text may be published; where the text stands on a page is left to `parts` and `kinds`.
"""
