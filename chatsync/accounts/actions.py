"""Writes about people."""

import re
import secrets
import unicodedata
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person, SignIn, TrustedBrowser
from chatsync.accounts.passwords import hash_password, refuse_weak
from chatsync.accounts.sessions import end_sign_ins
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Invalid, NotFound

TEMPORARY_FOR = timedelta(hours=72)
LOGIN_RULE = _("3 to 30 small letters, digits, dots, hyphens or underscores, such as sana.malik.")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
_LONGEST_NAME = 30
_LONGEST_FULL_NAME = 120
_TRIES = 5


def create_person(*, name: str, password_hash: str, email: str = "", login: str = "") -> Person:
    """Add somebody who can sign in. The address, where given, must be verified already.

    Without a sign-in name one is made from the address or the name. Raises Conflict when the
    address or the sign-in name belongs to somebody.
    """
    address = email.lower() or None
    for _attempt in range(_TRIES):
        person = Person(
            name=name,
            login=(login or _free_login(email or name)).lower(),
            email=address,
            password=password_hash,
        )
        try:
            with transaction.atomic():
                person.save(force_insert=True)
                if address:
                    EmailAddress.objects.create(
                        user=person, email=address, verified=True, primary=True
                    )
        except IntegrityError as error:
            if login or "login" not in str(error):
                raise Conflict(
                    _("This address or sign-in name is taken. Sign in instead.")
                ) from error
        else:
            return person
    raise Conflict(_("No free sign-in name was found. Try again."))


def create_person_without_mail(
    *, name: str, login: str, password: str, temporary: bool = True
) -> Person:
    """Add somebody who signs in with a name and has no address.

    A `temporary` password was chosen by somebody else: it must be replaced at the first sign-in,
    within 72 hours. Raises Invalid for a bad sign-in name or a weak password, Conflict when the
    name is taken.
    """
    wanted = usable_login(login)
    try:
        refuse_weak(password, [name, wanted])
    except ValidationError as weak:
        raise Invalid(
            weak.messages[0], errors=[{"loc": "password", "msg": weak.messages[0]}]
        ) from weak
    person = create_person(name=name, login=wanted, password_hash=hash_password(password))
    if temporary:
        _mark_temporary(person)
    return person


def usable_login(typed: str) -> str:
    """A sign-in name as it is stored; raises Invalid when it cannot be one."""
    login = typed.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Invalid(LOGIN_RULE, errors=[{"loc": "login", "msg": LOGIN_RULE}])
    return login


def set_temporary_password(person_id: UUID) -> str:
    """Give somebody a new password that they must replace at their next sign-in; returns it.

    It is valid for 72 hours. Every session and trusted browser ends; second factors stay (OWASP
    ASVS 6.4.3). Raises NotFound.
    """
    password = "-".join("".join(secrets.choice(_LEGIBLE) for _ in range(4)) for _ in range(4))
    with transaction.atomic():
        person = _locked(person_id)
        person.set_password(password)
        person.save(update_fields=["password"])
        _mark_temporary(person)
        end_all_sessions(person_id)
    return password


def end_all_sessions(person_id: UUID) -> None:
    """Sign somebody out everywhere, at once: pages, sockets, running files, trusted browsers."""
    with transaction.atomic():
        Person.objects.filter(id=person_id).update(session_epoch=F("session_epoch") + 1)
        TrustedBrowser.objects.filter(person_id=person_id).delete()
        end_sign_ins(person_id)


def end_other_sessions(request: HttpRequest, person: Person) -> None:
    """Sign somebody out everywhere but in this browser, which keeps its trust."""
    here = SignIn.objects.filter(session_key=str(request.session.session_key)).first()
    with transaction.atomic():
        person.session_epoch = F("session_epoch") + 1
        person.save(update_fields=["session_epoch"])
        person.refresh_from_db(fields=["session_epoch"])
        trusted = TrustedBrowser.objects.filter(person=person)
        if here and here.trusted_id:
            trusted = trusted.exclude(id=here.trusted_id)
        trusted.delete()
        end_sign_ins(person.id, but=str(request.session.session_key))
        update_session_auth_hash(request, person)


def require_second_factor(person_id: UUID, required: bool = True) -> None:
    """Let somebody in only with a second factor; without one they can but set one up."""
    Person.objects.filter(id=person_id).update(second_factor_required=required)


def make_operator(*, email: str, name: str = "") -> tuple[Person, str | None]:
    """Make somebody an operator of this installation: whoever has the address, or a new person.

    Returns them and, for a new person and this once, a temporary password. Whoever is lifted is
    signed out everywhere and keeps their password; no operator goes on without a second factor.
    Raises Invalid for a bad address, Conflict for a person who is switched off.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as bad:
        raise Invalid(_("This is not an e-mail address. It looks like name@example.com.")) from bad
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).filter(email=address).first()
        if person is None:
            return _new_operator(address, " ".join(name.split())[:_LONGEST_FULL_NAME])
        if not person.is_active:
            raise Conflict(_("The person with this address is switched off. Use another address."))
        if not person.is_operator:
            _lift(person.id)
            end_all_sessions(person.id)
    return Person.objects.get(id=person.id), None


def enroll_totp(person_id: UUID, secret: str = "") -> str:
    """Give somebody a code generator (RFC 6238) in place of any other; its secret, base32.

    A fresh one unless `secret` is given. Raises NotFound.
    """
    secret = secret or str(generate_totp_secret())
    with transaction.atomic():
        person = _locked(person_id)
        mine = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
        mine.delete()
        Authenticator.objects.create(
            user=person, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}
        )
        TrustedBrowser.objects.filter(person=person).delete()
    return secret


def clear_second_factors(person_id: UUID) -> None:
    """Take every second factor from somebody who lost theirs, and sign them out everywhere."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=person_id).delete()
        end_all_sessions(person_id)


def rename(person_id: UUID, name: str) -> None:
    """Change the name that colleagues see."""
    Person.objects.filter(id=person_id).update(name=name)


def prefer_language(person_id: UUID, language: str) -> None:
    """Remember in which language somebody reads."""
    Person.objects.filter(id=person_id).update(language=language)


def rename_login(person_id: UUID, login: str) -> None:
    """Change the name somebody signs in with; raises Conflict when it is taken."""
    try:
        with transaction.atomic():
            Person.objects.filter(id=person_id).update(login=login)
    except IntegrityError as taken:
        raise Conflict(_("This sign-in name is taken. Choose another one.")) from taken


def change_address(person_id: UUID, email: str | None) -> None:
    """Set somebody's proved address, or take it away; raises Conflict when it is taken."""
    try:
        with transaction.atomic():
            person = _locked(person_id)
            person.email = email
            person.save(update_fields=["email"])
            EmailAddress.objects.filter(user=person).delete()
            if email:
                EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    except IntegrityError as taken:
        raise Conflict(_("This address or sign-in name is taken. Sign in instead.")) from taken


def _locked(person_id: UUID) -> Person:
    person = Person.objects.select_for_update(no_key=True).filter(id=person_id).first()
    if person is None:
        raise NotFound(_("This person does not exist."))
    return person


def _new_operator(address: str, name: str) -> tuple[Person, str]:
    person = create_person(
        name=name or address.partition("@")[0], password_hash=make_password(None), email=address
    )
    _lift(person.id)
    password = set_temporary_password(person.id)
    return Person.objects.get(id=person.id), password


def _lift(person_id: UUID) -> None:
    Person.objects.filter(id=person_id).update(is_operator=True, operator_since=now())


def _mark_temporary(person: Person) -> None:
    person.must_change_password = True
    person.password_valid_until = now() + TEMPORARY_FOR
    person.save(update_fields=["must_change_password", "password_valid_until"])


def _free_login(source: str) -> str:
    """A sign-in name nobody has yet: from the words of an address or a name."""
    plain = (
        unicodedata.normalize("NFKD", source.partition("@")[0]).encode("ascii", "ignore").decode()
    )
    base = re.sub(r"[^a-z0-9.]+", "", plain.lower()).strip(".")[:_LONGEST_NAME] or "member"
    if not Person.objects.filter(login=base).exists():
        return base
    return f"{base}{secrets.randbelow(9000) + 1000}"
