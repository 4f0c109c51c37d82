"""What a site for the public says: the model without what is withheld, made once, before anything is written."""

from okrsite.audience.organisation import redact_organisation
from okrsite.audience.texts import collect_withheld_texts

__all__ = ["collect_withheld_texts", "redact_organisation"]
