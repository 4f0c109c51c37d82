"""Goals that companies bring along: loosely written documents, sheets and exports, read into one tree of objectives.

Decides what in a foreign file is an objective, a key result or a value of one, and what becomes of everything else.
Nothing is dropped in silence: each line or row has a fate (`found.Fate`), with its reason.
"""
