"""The start configuration: numbers, apps and customers from one JSON file."""

from pathlib import Path

import msgspec

from sandbox.auth import is_loopback_url
from sandbox.state import App, Customer, Json, Number, World, remember_customer, save_number

_FEWEST_CUSTOMERS = 4
_DEFAULT_CUSTOMERS = Path(__file__).parent / "data" / "customers.json"


def _text(wish: Json, key: str, fallback: str = "") -> str:
    value = wish.get(key, fallback)
    return "" if value is None else str(value).strip()


def read_app(wish: Json, known: App | None) -> App:
    """Read an app; what is not given stays as it was. ValueError names the missing field."""
    app = App(
        app_id=_text(wish, "app_id"),
        secret=_text(wish, "secret", known.secret if known else ""),
        verify_token=_text(wish, "verify_token", known.verify_token if known else ""),
        callback_url=_text(wish, "callback_url", known.callback_url if known else ""),
        trusting=bool(wish.get("trusting", known.trusting if known else False)),
    )
    for key in ("app_id", "secret"):
        if not getattr(app, key):
            raise ValueError(f"an app needs {key}")
    return app


def read_number(wish: Json, known: Number | None) -> Number:
    """Read a number; what is not given stays as it was. ValueError names the missing field."""
    number = Number(
        phone_number_id=_text(wish, "phone_number_id"),
        waba_id=_text(wish, "waba_id", known.waba_id if known else ""),
        display_phone_number=_text(
            wish, "display_phone_number", known.display_phone_number if known else ""
        ),
        verified_name=_text(wish, "verified_name", known.verified_name if known else ""),
        token=_text(wish, "token", known.token if known else ""),
        app_id=_text(wish, "app_id", known.app_id if known else ""),
        throughput=int(wish.get("throughput") or (known.throughput if known else 80)),
        registered=bool(wish.get("registered", known.registered if known else True)),
        quality=_text(wish, "quality", known.quality if known else "GREEN"),
        limit=_text(wish, "limit", known.limit if known else "TIER_2K"),
        sending=_text(wish, "sending", known.sending if known else "AVAILABLE"),
        trouble=_text(wish, "trouble", known.trouble if known else ""),
        pin=_text(wish, "pin", known.pin if known else ""),
        profile=dict(wish.get("profile") or (known.profile if known else {})),
    )
    for key in ("phone_number_id", "waba_id", "display_phone_number", "token"):
        if not getattr(number, key):
            raise ValueError(f"a number needs {key}")
    if not (number.phone_number_id.isdigit() and number.waba_id.isdigit()):
        raise ValueError("phone_number_id and waba_id are decimal ids")
    number.verified_name = number.verified_name or number.display_phone_number
    return number


def _read_customer(wish: Json) -> Customer:
    customer = Customer(
        name=_text(wish, "name"),
        wa_id=_text(wish, "wa_id").removeprefix("+") or None,
        user_id=_text(wish, "user_id") or None,
        username=_text(wish, "username") or None,
        on_whatsapp=bool(wish.get("on_whatsapp", True)),
    )
    if not customer.key:
        raise ValueError("a customer needs wa_id or user_id")
    return customer


def load_config(world: World, path: Path | None) -> None:
    """Fill the world from a file; without enough customers some well-known ones are added."""
    config: Json = {}
    if path is not None:
        config = msgspec.json.decode(path.read_bytes(), type=dict)
    for wish in config.get("apps") or ():
        app = read_app(wish, None)
        if app.callback_url and not is_loopback_url(app.callback_url):
            raise ValueError(f"callback_url of app {app.app_id} must be on this machine")
        world.apps[app.app_id] = app
    for wish in config.get("numbers") or ():
        save_number(world, read_number(wish, None), subscribed=wish.get("subscribed", True))
    for wish in config.get("customers") or ():
        remember_customer(world, _read_customer(wish))
    if len(world.customers) < _FEWEST_CUSTOMERS:
        for wish in msgspec.json.decode(_DEFAULT_CUSTOMERS.read_bytes()):
            remember_customer(world, _read_customer(wish))
