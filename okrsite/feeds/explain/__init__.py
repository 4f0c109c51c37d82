"""Where a number comes from, down to file and line: what `okrsite explain` says.

Decides which object a reference means, which sentences and terms belong to it, and how they stand on a screen. The
sentences themselves, and every number in them, are left to `progress`.
"""
