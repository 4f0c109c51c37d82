"""What okrsite takes, beside stock Material for MkDocs and Hugo on pages of the same text, and what it is to take.

`make bench`, or `python -m benchmarks`. `imagine` invents a company from a seed and `company` writes it in okrsite's
format; `builds` builds it, `equal_sites` makes the same pages for the others and proves that they are, `preview` and
`browser_once` look at it as readers do. `targets` holds what is to be reached, `tables` prints it, and `run` is the
command. `history` and `maps_once` compare the past and small maps with a process for each. Whatever is measured runs in
a process of its own (`processes`). Nothing here is a test: a machine's seconds prove nothing, ratios in one run tell
something.
"""
