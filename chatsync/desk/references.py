"""The reference of a request: what a person holds of it, and writes into a subject."""

import re
import secrets

_LETTERS = "23456789CDFGHJKMNPQRTVWXY"
"""No vowels, so that no word appears, and nothing that is misread for something else."""

_FOUND = re.compile(rf"\bPR-?([{_LETTERS}]{{4}})-?([{_LETTERS}]{{4}})\b", re.IGNORECASE)


def new_reference() -> str:
    """One of 25⁸: nobody finds a request by trying."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"PR-{drawn[:4]}-{drawn[4:]}"


def references_in(text: str) -> list[str]:
    """What looks like a reference in a text, as we write it."""
    return [f"PR-{found[1]}-{found[2]}".upper() for found in _FOUND.finditer(text)]
