"""What a merge request does to goals: two snapshots, compared, and written for people and programs.

Decides which thing of before is which of after, what of it changed, and what follows from that. Whatever is compared
was read for one audience, and drafts are in neither snapshot.
"""
