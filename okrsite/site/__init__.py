"""Finished pages meet a host: how a site is built, inspected and put in its place.

Decides where a site may be written, which files there are ours, and when the last site goes. What pages say is left to
`pages`, and what may be published to `gate`.
"""
