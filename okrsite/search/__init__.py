"""The search index in parts, of which a reader's browser loads the few that a query needs."""
