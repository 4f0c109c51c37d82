"""Bytes become records that know file, line and column of every value.

Decides what lies where in the content folder, how YAML, Markdown and numbers are read, and which files are published as
they are. What a record means is left to `model`.
"""
