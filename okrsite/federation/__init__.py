"""Other organisations: their exports, fetched, kept and read as what strangers say.

Decides what of another site's export is believed, and what happens where it isn't there. It knows nothing of the own
organisation: which links lead there `alignment` finds out.
"""
