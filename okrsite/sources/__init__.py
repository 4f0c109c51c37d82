"""Bytes become records that know file, line and column of every value."""
