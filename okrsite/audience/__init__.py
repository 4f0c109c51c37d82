"""What a site for the public says: the model without what is withheld, made once, before anything is written.

Decides which objects, fields and words of the measured model the public gets. Who is meant by a mark was decided in
`model`; the rest is linked and measured anew by `alignment` and `progress`.
"""

from okrsite.audience.organisation import redact_organisation
from okrsite.audience.texts import collect_withheld_texts

__all__ = ["collect_withheld_texts", "redact_organisation"]
