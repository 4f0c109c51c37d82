"""MkDocs, at the door: plugin, pages, navigation.

Decides which of the host's events does what, and how pages get into the theme's frame. All else is left to code that
knows no host; nothing outside this folder imports MkDocs.
"""
