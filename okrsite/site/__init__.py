"""Finished pages meet a host: the only place that knows how a site is built and published."""
