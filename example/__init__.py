"""The example company's past: a git repository, written from `past.yml` and today's content."""
