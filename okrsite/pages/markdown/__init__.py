"""Ordinary pages as the site's own Markdown: rendered by Python-Markdown with the extensions of the configuration.

Whoever writes the configuration is trusted, authors are not: `markdown_extensions` decides what may run, `sanitiser`
what may stay, and `printing` gives links and pictures their places, as for all other prose.
"""
