"""Words: marking them for the catalogues where they are translated later; making them storable."""


def gettext_noop(message: str) -> str:
    """Mark a source string for extraction and hand it back unchanged."""
    return message


def storable(text: str) -> str:
    """Without what PostgreSQL refuses: NUL, and halves of characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
