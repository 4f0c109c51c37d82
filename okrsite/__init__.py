"""okrsite: a folder of OKR files becomes a searchable static site on which everybody sees where the company goes.

Decides nothing but its version. What is known on a day is left to `pipeline`, what is made of it to `site` and `cli`;
ARCHITECTURE.md is the map of the rest.
"""

from __future__ import annotations

__version__ = "0.1.0"
