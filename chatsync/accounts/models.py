"""People who sign in. They are global: one person may belong to several workspaces."""

import unicodedata
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
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
    created_at = models.DateTimeField(default=now, editable=False)

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

    @property
    def is_staff(self) -> bool:
        """No Django admin is installed; allauth asks for the attribute."""
        return False
