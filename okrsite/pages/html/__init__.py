"""What stands on many pages becomes HTML here: a typed view goes in, safe HTML comes out.

Decides which elements a view becomes; every value passes `escape` exactly once, unless it is `Markup` already. What a
view says is left to `parts` and `kinds`. Page templates call these functions by the names that `functions` gives them.
"""
