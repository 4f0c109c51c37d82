"""Changes to the files that people type.

Decides which characters of a file an edit replaces. An edit changes its own span and no other byte: comments, order,
quotes, the padding of tables and the ends of lines stay. What is written is read back first: unless the content then
says what was meant and nothing else, no file is touched.
"""
