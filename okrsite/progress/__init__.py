"""The numbers: progress, expectation, status, grades, contribution, and how each came about.

Decides every formula, and says of each number, where somebody asks, how a reader can compute it again. How numbers are
printed is left to `pages` and `feeds`.
"""
