"""References become one graph: resolved with suggestions, from both ends, without circles."""
