"""Marking words for the catalogues where they are written down but translated later."""


def gettext_noop(message: str) -> str:
    """Mark a source string for extraction and hand it back unchanged."""
    return message
