"""The words of the site in its language: catalogues, renamed terms, days.

Whoever writes words for readers marks them with a function of `okrsite.languages.words`, as they are in English; which
words readers get is decided here alone.
"""
