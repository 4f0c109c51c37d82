"""Where a number comes from, down to file and line: what `okrsite explain` says.

`subjects` finds what a reference means, `accounts` gathers the sentences and terms that the calculations left behind,
`writing` puts them on a screen. Nothing is computed here.
"""
