"""Where the desk is reached."""

FORM = "/privacy/request"
"""The public form, in English; Urdu below /ur."""
