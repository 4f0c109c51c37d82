"""The numbers: progress, expectation, status, grades, contribution; each carries its explanation.

Decides every formula, and says with each number how a reader can compute it again. How numbers are printed is left to
`pages` and `feeds`.
"""
