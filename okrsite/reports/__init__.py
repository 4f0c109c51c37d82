"""The digest of a week, and the agenda of its review: what happened as records, and what is written of them."""
