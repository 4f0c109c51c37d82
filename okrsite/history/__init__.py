"""The past of every objective, from git.

Decides which commit changed what, and under which of today's names that is told. Numbers that follow from it are left
to `progress`, sentences to `pages`.
"""
