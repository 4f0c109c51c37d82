"""What a site for the public says: the model without what is withheld, made once, before anything is written."""

from okrsite.audience.organisation import published
from okrsite.audience.texts import withheld_texts

__all__ = ["published", "withheld_texts"]
