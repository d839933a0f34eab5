"""Files in a private bucket that speaks S3, read in pieces and never linked to.

What the bucket answers wrongly, or not at all, is a `StorageAway`; a file that is not
there is a `FileNotFoundError`, as on a disk.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from .storage import PATIENCE, StorageAway, Stored

BUFFER = 256 * 1024
MISSING = 404


@contextmanager
def as_files() -> Iterator[None]:
    """Failures of the bucket as those of a disk."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        raise StorageAway(f"The bucket did not answer as it should: {error}") from error


def client_config(endpoint_url: str | None) -> Config:
    """How any server that speaks S3 is asked.

    The names hold digests; other servers than Amazon's answer with checksums of the whole
    file where a part was asked for.
    """
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path" if endpoint_url else "auto"},
        retries={"max_attempts": 3, "mode": "standard"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        **PATIENCE,
    )


class PrivateS3Storage(S3Storage):
    """A bucket behind this site: its files have the addresses of this site."""

    def __init__(self, **options) -> None:
        told = {
            "file_overwrite": False,
            "default_acl": None,
            "client_config": client_config(options.get("endpoint_url")),
        }
        super().__init__(**(told | options))

    def url(self, name, parameters=None, expire=None, http_method=None) -> str:
        return settings.MEDIA_URL + filepath_to_uri(name).lstrip("/")

    def exists(self, name) -> bool:
        with as_files():
            return super().exists(name)

    def size(self, name) -> int:
        with as_files():
            return super().size(name)

    def delete(self, name) -> None:
        with as_files():
            super().delete(name)

    def listdir(self, name):
        with as_files():
            return super().listdir(name)

    def get_modified_time(self, name):
        with as_files():
            return super().get_modified_time(name)

    def inventory(self) -> Iterator[Stored]:
        """Every file, by as few questions as there are thousands of files."""
        prefix = f"{self.location}/" if self.location else ""
        pages = self.connection.meta.client.get_paginator("list_objects_v2")
        with as_files():
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
                for entry in page.get("Contents", ()):
                    name = entry["Key"].removeprefix(prefix)
                    if name and not name.endswith("/"):
                        yield Stored(name, entry["Size"], entry["LastModified"])

    def _save(self, name, content) -> str:
        with as_files():
            return super()._save(name, content)

    def _open(self, name, mode="rb"):
        if mode != "rb":
            return super()._open(name, mode)
        size = self.size(name)
        raw = Ranged(self.bucket.Object(self._normalize_name(name)), size)
        file = File(io.BufferedReader(raw, BUFFER), name)
        file.size = size
        return file


class Ranged(io.RawIOBase):
    """An object of a bucket as a file: bytes come from the place that is read, and a
    jump asks anew. What is never read is never sent."""

    def __init__(self, source, size: int) -> None:
        super().__init__()
        self._source, self._size = source, size
        self._place, self._body = 0, None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        starts = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}
        place = max(0, starts[whence] + offset)
        if place != self._place:
            self._let_go()
        self._place = place
        return place

    def readinto(self, buffer) -> int:
        if self._place >= self._size:
            return 0
        with as_files():
            if self._body is None:
                answer = self._source.get(Range=f"bytes={self._place}-")
                self._body = answer["Body"]
            piece = self._body.read(len(buffer))
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def close(self) -> None:
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None
