"""What a password must be (NIST SP 800-63B-4, OWASP ASVS 5.0 chapter 6).

Length, a list of common ones, words that stand near the person, and a guess at its strength; no
rules of composition, no expiry, pasting allowed.
"""

import re
from collections.abc import Iterable, Iterator

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

from chatsync.accounts.models import normal

LEAST = 12
ADVISED = 15
"""Demanded where a password alone opens a whole business; NIST asks it of every lone password."""
MOST = 256
_LEAST_SCORE = 3
_LOOKED_AT = 72  # zxcvbn takes seconds on more
_OWN_WORDS = ("chatsync", "whatsapp", "password")
_LEAST_WORD = 4
_common = CommonPasswordValidator().passwords


def hash_password(password: str) -> str:
    """The Argon2id hash to store."""
    return make_password(normal(password))


def refuse_weak(password: str, near: Iterable[str] = (), least: int = LEAST) -> None:
    """Raise ValidationError when the password is not good enough.

    `near` are words that stand near the person: name, business, address; `least` is how many
    characters it must have.
    """
    text = normal(password)
    if len(text) < least:
        raise ValidationError(
            _("Use at least %(least)d characters.")
            if least >= ADVISED
            else _("Use at least %(least)d characters; %(advised)d or more are better."),
            params={"least": least, "advised": ADVISED},
        )
    if len(text) > MOST:
        raise ValidationError(
            _("Use at most %(most)d characters."),
            params={"most": MOST},
        )
    words = set(_words(near))
    if text.lower() in _common or _leans_on(text, words):
        raise ValidationError(
            _("Easy to guess. Leave out names and common passwords; use a few random words.")
        )
    found = zxcvbn(text[:_LOOKED_AT], user_inputs=[*words, *_OWN_WORDS])
    if found["score"] < _LEAST_SCORE:
        raise ValidationError(_("Easy to guess. Use a few random words, or make it longer."))


def _words(near: Iterable[str]) -> Iterator[str]:
    for text in near:
        lowered = text.lower()
        yield from (part for part in re.split(r"\W+", lowered) if len(part) >= _LEAST_WORD)


def _leans_on(password: str, words: set[str]) -> bool:
    """Whether little is left of it without the words that stand near the person."""
    rest = password.lower()
    for word in sorted((*words, *_OWN_WORDS), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) < min(len(password), LEAST) - _LEAST_WORD
