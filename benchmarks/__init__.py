"""How build time grows, beside stock Material for MkDocs on pages of the same text.

`make bench`, or `python -m benchmarks`. `imagine` invents a company from a seed, `company` writes it in okrsite's
format, `material` as plain Markdown, and `run` builds both and compares. `history` compares the reading of a long past
with a `git log` per file (`make bench BENCH=history`). Nothing here is a test: a machine's seconds prove nothing,
ratios in one run tell something.
"""
