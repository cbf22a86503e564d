"""The settings `S3_…`: where files lie, if not in the data folder."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from chatsync.kit import env

BUCKET = "S3_BUCKET"
_BESIDE = (
    *("S3_ENDPOINT_URL", "S3_REGION", "S3_PREFIX", "S3_ADDRESSING"),
    *("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"),
)
_KEYS = ("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9-]{2,40}")
_PREFIX = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


@dataclass(frozen=True)
class BucketPlace:
    """A bucket of a store that speaks S3, and the key that opens it."""

    name: str
    endpoint: str
    region: str
    key_id: str
    secret: str = field(repr=False)
    prefix: str = ""
    in_path: bool = True
    """Whether the bucket's name stands in the path of an address, not in its host."""

    @property
    def host(self) -> str:
        """The machine that is really called."""
        host = urlsplit(self.endpoint).hostname or ""
        return host if self.in_path else f"{self.name}.{host}"


def bucket_place() -> BucketPlace | None:
    """The bucket of the settings; None: files lie in the data folder. Raises WrongSetting."""
    name = env.text(BUCKET)
    if not name:
        _refuse_leftovers()
        return None
    if not _NAME.fullmatch(name) or ".." in name:
        raise env.WrongSetting(
            f"{BUCKET} is {name!r}; it must be the name of a bucket: 3 to 63 small letters, "
            "digits, dots and hyphens."
        )
    key_id, secret = (env.text(key) for key in _KEYS)
    if not key_id or not secret:
        raise env.WrongSetting(f"{BUCKET} is set, so {_KEYS[0]} and {_KEYS[1]} must be set too.")
    region, own = _shaped("S3_REGION", _REGION), _endpoint()
    if not region and not own:
        raise env.WrongSetting(
            f"{BUCKET} is set without S3_ENDPOINT_URL, so it lies at Amazon: set S3_REGION too."
        )
    return BucketPlace(
        name=name,
        endpoint=own or _amazon(region),
        region=region or "us-east-1",
        key_id=key_id,
        secret=secret,
        prefix=_shaped("S3_PREFIX", _PREFIX),
        in_path=_stands_in_path(name, own),
    )


def _refuse_leftovers() -> None:
    for other in _BESIDE:
        if env.text(other):
            raise env.WrongSetting(
                f"{other} is set, but {BUCKET} is not: name the bucket, or take {other} out."
            )


def _shaped(name: str, shape: re.Pattern[str]) -> str:
    value = env.text(name).strip("/")
    if value and not shape.fullmatch(value):
        raise env.WrongSetting(f"{name} is {value!r}, which cannot be one.")
    return value


def _endpoint() -> str:
    address = env.url("S3_ENDPOINT_URL")
    parts = urlsplit(address)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise env.WrongSetting(
            "S3_ENDPOINT_URL must be the address of the store alone, such as "
            "https://s3.example.com: the bucket and the keys have settings of their own."
        )
    return address


def _amazon(region: str) -> str:
    return f"https://s3.{region}.amazonaws.com{'.cn' if region.startswith('cn-') else ''}"


def _stands_in_path(name: str, own: str) -> bool:
    """Amazon wants the name in the host, where its certificate fits; other stores mostly do not."""
    wanted = env.choice("S3_ADDRESSING", ("auto", "path", "host"), "auto")
    return wanted == "path" or (wanted == "auto" and (bool(own) or "." in name))
