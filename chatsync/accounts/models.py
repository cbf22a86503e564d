"""People who sign in. They are global: one person may belong to several workspaces."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7


def normal(password: str) -> str:
    """The one form of a password that is hashed: keyboards spell letters in several (NFC)."""
    return unicodedata.normalize("NFC", password)


class PersonManager(BaseUserManager["Person"]):
    """Looks people up by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody with a sign-in name and a password; an e-mail address is optional."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField(_("sign-in name"), max_length=150, unique=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254, null=True, blank=True, unique=True)
    language = models.CharField(max_length=8, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    operator_since = models.DateTimeField(null=True, blank=True)
    """When they became one; null for those who were it before this was noted."""
    must_change_password = models.BooleanField(default=False)
    """The password was set by somebody else: nothing is open until the person sets their own."""
    password_valid_until = models.DateTimeField(null=True, blank=True)
    """After this a temporary password signs nobody in; null for one's own."""
    second_factor_required = models.BooleanField(default=False)
    known_browsers = models.TextField(blank=True, default="", db_default="")
    """Kinds of browsers they signed in with, one a line: a sign-in with another is told them."""
    session_epoch = models.PositiveIntegerField(default=0)
    """Part of what a session vouches for: raising it ends every session of the person."""
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True)
    """Since then it opens nothing; a job takes names and addresses away."""

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Without an @ nobody's sign-in name can be somebody else's address.
            models.CheckConstraint(
                condition=~models.Q(login__contains="@") & models.Q(login=Lower("login")),
                name="person_login_plain",
            ),
            models.CheckConstraint(
                condition=models.Q(email__isnull=True) | models.Q(email=Lower("email")),
                name="person_email_lower",
            ),
        ]

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(normal(raw_password) if raw_password else raw_password)

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(normal(raw_password) if raw_password else raw_password)

    def get_session_auth_hash(self) -> str:
        """What Django keeps in a session, and compares: of the password and the epoch."""
        plain = f"{self.session_epoch}:{self.password}"
        return salted_hmac("chatsync.accounts.session", plain, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """None: a session of an older secret key ends."""
        return iter(())

    def has_expired_password(self, at: datetime | None = None) -> bool:
        """Whether the temporary password is past its time."""
        until = self.password_valid_until
        return until is not None and (at or now()) > until

    @property
    def must_have_factor(self) -> bool:
        """Whether nothing is open without a second factor, whatever their workspaces want."""
        return self.second_factor_required or self.is_operator

    @property
    def is_staff(self) -> bool:
        """No Django admin is installed; allauth asks for the attribute."""
        return False


class TrustedBrowser(models.Model):
    """A browser that need not show the second factor, for a while. Its cookie's digest, no more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(unique=True)
    browser = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=now, editable=False)
    ends_at = models.DateTimeField()


class SignIn(models.Model):
    """A signed-in browser: what its owner needs to recognise it. No address is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=80)
    """Family and system, such as "Chrome on Windows"."""
    factor = models.CharField(max_length=20, blank=True, default="")
    """How it was opened beyond a password: totp, webauthn, recovery_codes, trusted, audit; or
    empty."""
    trusted = models.ForeignKey(
        TrustedBrowser, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(default=now, editable=False)
    seen_at = models.DateTimeField(default=now)
    """Coarse: noted at most every five minutes."""


class OwnExportState(models.TextChoices):
    MAKING = "making"
    READY = "ready"


class OwnExport(models.Model):
    """A file with all that is stored about somebody who signs in; theirs alone, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=now)
    state = models.CharField(
        max_length=8, choices=OwnExportState.choices, default=OwnExportState.MAKING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stored_as = models.CharField(max_length=200, blank=True, default="")
    size = models.BigIntegerField(null=True)
