"""Where a number comes from, down to file and line: what `okrsite explain` says.

`subjects` decides what a reference means, `accounts` which sentences and terms belong to it, `writing` how they stand
on a screen. Nothing is computed here: the calculations in `progress` left the sentences behind.
"""
