"""MkDocs, at the door: plugin, pages, navigation. Nothing outside this folder imports it."""
