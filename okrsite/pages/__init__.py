"""What each page says: a typed view per kind of page, templates that escape, plain `Page` values."""
