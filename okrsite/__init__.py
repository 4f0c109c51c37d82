"""okrsite: a folder of OKR files becomes a searchable static site on which everybody sees where the company goes."""

from __future__ import annotations

__version__ = "0.1.0"
