"""What stands on many pages becomes HTML here: a typed view goes in, safe HTML comes out.

Every value passes `escape` exactly once, unless it is `Markup` already; nothing is decided here. Page templates call
these functions by the names that `functions` gives them.
"""
