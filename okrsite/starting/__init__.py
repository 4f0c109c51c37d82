"""The first half hour: a repository of goals that works, where there was an empty folder.

Decides which files a repository begins with and what they say (`files/` holds them as templates), how names get into
them, and that nothing is written unless all of it can be and the content is then without a problem.
"""
