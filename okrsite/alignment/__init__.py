"""References become one graph, which can be asked from both ends.

Decides what a reference means, which links count, and what is missing or double among them. What is said about that is
left to `checks` and `pages`.
"""
