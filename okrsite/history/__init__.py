"""The past of every goal, from check-ins and git."""
