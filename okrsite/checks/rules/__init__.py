"""The rules: one file and one code each. The docstring is what the guide says of it, in this form:

    OKR604: one sentence.

    What: what is found, exactly.
    Why: what is bad about it.
    Instead: what to do.
    Taught by: who teaches it, with the book or the page.
    Disagrees: who doesn't, and why; left out where nobody does.

`check` takes a snapshot and yields the problems. A new rule is a file here, its code in `okrsite/problems.py`, and a
file of cases in `tests/checks/cases/`; nothing else has to know of it.
"""
