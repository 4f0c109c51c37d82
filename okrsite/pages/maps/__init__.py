"""Which page carries which alignment map, as a diagram, a drawing, a nested list and files to download.

Decides which objectives are nodes of which map; layout and drawing are left to `okrsite.maps`.
"""
