"""The model for machines: the export with its schema, and problems in the formats of CI systems and editors.

Decides how a value is spelled in such a file. What the values are was decided before; where a file lies in a site is
left to `site`.
"""
