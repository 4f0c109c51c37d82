"""The kinds of pages: for each a view of plain values, what fills it, and the name of its template.

Decides which parts stand on a page and in which order; what a part says is left to `parts`, numbers to `progress`.
"""
