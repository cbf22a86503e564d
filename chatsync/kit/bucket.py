"""Files of the product in a bucket of any store that speaks S3 (docs/adr/0022).

Imported only where the settings name a bucket. It uses clients alone, which threads may share;
one is made in each process at its first use, never before a fork.
"""

import os
import secrets
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any, NoReturn

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import ReadBytesWrapper, clean_name

from chatsync.kit.bucket_place import BucketPlace

_MEGABYTE = 1024 * 1024
_IN_MEMORY = 8 * _MEGABYTE
_AT_ONCE = 8
_TRIAL = b"ChatSync keeps files here."


class Asking:
    """Every request to the store. Faults of the library come out as those of a folder.

    Once the store does not answer, one request at a time waits for it and the others fail at once:
    a web process has few threads, and pictures of one page could hold them all.
    """

    def __init__(self) -> None:
        self._is_silent = False
        self._waiting = threading.Lock()

    @contextmanager
    def __call__(self, name: str = "") -> Iterator[None]:
        waits = self._is_silent
        if waits and not self._waiting.acquire(blocking=False):
            raise OSError("the store of files does not answer")
        try:
            yield
            self._is_silent = False
        except ClientError as error:
            self._is_silent = False
            if error.response.get("Error", {}).get("Code") in {"404", "NoSuchKey"}:
                raise FileNotFoundError(f"there is no file {name} in the bucket") from error
            raise OSError(str(error)) from error
        except (BotoCoreError, Boto3Error) as error:
            self._is_silent = True
            raise OSError(str(error)) from error
        finally:
            if waits:
                self._waiting.release()


class Bucket(S3Storage):  # type: ignore[misc]  # the library has no types
    """Files in a bucket that nobody but this server reads."""

    piece = _MEGABYTE

    def __init__(self, place: BucketPlace) -> None:
        super().__init__(
            bucket_name=place.name,
            location=place.prefix,
            endpoint_url=place.endpoint,
            region_name=place.region,
            access_key=place.key_id,
            secret_key=place.secret,
            security_token=None,
            session_profile=None,
            # Checksums only where the protocol demands them: stores of others refuse the rest.
            client_config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if place.in_path else "virtual"},
                connect_timeout=3,
                read_timeout=15,
                retries={"mode": "standard", "total_max_attempts": 2},
                max_pool_connections=2 * _AT_ONCE,
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            # One part after the other in the caller's own thread: the memory of one part.
            transfer_config=TransferConfig(
                multipart_threshold=64 * _MEGABYTE,
                multipart_chunksize=16 * _MEGABYTE,
                use_threads=False,
            ),
        )
        self.host = place.host
        self.asking = Asking()
        self._making = threading.Lock()
        self._made: Any = None
        self._made_in = 0

    @property
    def connection(self) -> Any:
        """One for the process. The library would make one, with a session, for every thread."""
        with self._making:
            if self._made_in != os.getpid():
                self._made = self._create_session().resource(
                    "s3",
                    region_name=self.region_name,
                    endpoint_url=self.endpoint_url,
                    config=self.client_config,
                )
                self._made_in = os.getpid()
            return self._made

    @property
    def client(self) -> Any:
        return self.connection.meta.client

    def named(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(clean_name(name))}

    def _save(self, name: str, content: "File[bytes]") -> str:
        content.seek(0)
        held = ReadBytesWrapper(content)
        held.close = lambda: None  # the library closes what it was given; it is the caller's
        with self.asking(name):
            self.client.upload_fileobj(
                held,
                *self.named(name).values(),
                ExtraArgs={"ContentType": self.default_content_type},
                Config=self.transfer_config,
            )
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":  # noqa: ARG002  read alone
        """The file whole, on disk where it is large. The library would hold it in memory."""
        with ExitStack() as on_fault, self.asking(name):
            held = on_fault.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))
            copyfileobj(self.client.get_object(**self.named(name))["Body"], held, _MEGABYTE)
            held.seek(0)
            on_fault.pop_all()
            return File(held, name)

    def part(self, name: str, start: int, end: int) -> bytes:
        if start >= end:
            return b""
        with self.asking(name):
            found = self.client.get_object(**self.named(name), Range=f"bytes={start}-{end - 1}")
            return bytes(found["Body"].read())

    def size(self, name: str) -> int:
        with self.asking(name):
            return int(self.client.head_object(**self.named(name))["ContentLength"])

    def exists(self, name: str) -> bool:
        with self.asking(name):
            return bool(super().exists(name))

    def listed(self, folder: str) -> Iterator[tuple[str, datetime]]:
        """A thousand to a request."""
        for found in self._pages("list_objects_v2", folder, "Contents"):
            yield self._ours(found["Key"]), found["LastModified"]

    def delete(self, name: str) -> None:
        with self.asking(name):
            self.client.delete_object(**self.named(name))

    def delete_all(self, names: Iterable[str]) -> None:
        """One request each, some at a time: not every store takes a list of names."""
        gone = list(names)
        if not gone:
            return
        with ThreadPoolExecutor(min(_AT_ONCE, len(gone)), thread_name_prefix="bucket") as hands:
            list(hands.map(self.delete, gone))

    def end_unfinished(self, before: datetime) -> int:
        """A killed upload of a large file leaves parts that no list of files shows."""
        count = 0
        for found in self._pages("list_multipart_uploads", "", "Uploads"):
            if found["Initiated"] < before:
                ours = {"Bucket": self.bucket_name, "Key": found["Key"]}
                with self.asking():
                    self.client.abort_multipart_upload(**ours, UploadId=found["UploadId"])
                count += 1
        return count

    def _pages(self, question: str, folder: str, answers: str) -> Iterator[dict[str, Any]]:
        prefix = "".join(f"{part}/" for part in (self.location, folder) if part)
        asked = self.client.get_paginator(question)
        pages = iter(asked.paginate(Bucket=self.bucket_name, Prefix=prefix))
        while True:
            with self.asking(folder):
                page = next(pages, None)
            if page is None:
                return
            yield from page.get(answers, ())

    def _ours(self, key: str) -> str:
        return key.removeprefix(f"{self.location}/") if self.location else key

    def url(self, name: str, *_given: Any, **_more: Any) -> NoReturn:
        """No link leads past the app into the bucket."""
        raise ValueError(f"{name} has no address of its own")


def fault_of(bucket: Bucket) -> str:
    """Why the bucket cannot be used, in one sentence; empty where a trial went well.

    A bucket that keeps old versions would keep what people have erased. One with a lock on
    objects keeps versions too.
    """
    where = f"The bucket {bucket.bucket_name} at {bucket.host}"
    try:
        version, is_left = _tried(bucket)
    except OSError as error:
        return f"{where} cannot be used: {error}. Look at the settings that begin with S3_."
    if version:
        return (
            f"{where} keeps old versions of files, so that what people erase would stay there: "
            "take a bucket that was made without versions and without a lock on objects."
        )
    return f"{where} still hands out a file that was deleted." if is_left else ""


def _tried(bucket: Bucket) -> tuple[str, bool]:
    """Write, read and delete a small file: its version, and whether it is still there.

    It lies where a stray file is found, should this process be killed in between.
    """
    name = f"media/00/{secrets.token_hex(20)}"
    with bucket.asking(name):
        kept = bucket.client.put_object(**bucket.named(name), Body=_TRIAL)
    if bucket.part(name, 0, len(_TRIAL)) != _TRIAL:
        raise OSError("it hands out something else than what it was given")
    version = str(kept.get("VersionId") or "")
    if version:
        with suppress(ClientError):
            bucket.client.delete_object(**bucket.named(name), VersionId=version)
        return version, False
    bucket.delete(name)
    return "", bucket.exists(name)
