"""What each page says: a typed view per kind of page, templates that escape, plain `Page` values.

Decides which pages there are, at which addresses, and what stands on them. Nothing is measured here, and how pages get
into a site is left to `site`.
"""
