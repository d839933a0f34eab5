"""Where uploaded files lie: in a folder, or in a bucket that speaks S3.

Readers never notice: files are served by this site at the same addresses, and nothing
in a bucket needs to be public.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.core.files.storage import Storage

LOCAL, S3 = "local", "s3"
BACKENDS = {
    LOCAL: "django.core.files.storage.FileSystemStorage",
    S3: "bluecampaign.media.s3.PrivateS3Storage",
}
PATIENCE = {"connect_timeout": 5, "read_timeout": 30}


class StorageAway(OSError):
    """The storage does not answer, or not as it should; a file may well be there."""


class Stored(NamedTuple):
    """A file as the storage lists it."""

    name: str
    size: int
    modified: datetime


def storage_of(env) -> dict:
    """The entry in STORAGES for uploaded files, as the environment names it.

    What is unknown becomes a backend that does not exist: a check says so.
    """
    kind = env.str("MEDIA_STORAGE", default=LOCAL) or LOCAL
    options = {"OPTIONS": bucket_of(env)} if kind == S3 else {}
    return {"BACKEND": BACKENDS.get(kind, kind), **options}


def bucket_of(env) -> dict:
    """The options of a bucket on the server that the environment names."""
    return {
        "bucket_name": env.str("S3_BUCKET", default=""),
        "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("S3_REGION", default="") or None,
        "access_key": env.str("S3_ACCESS_KEY", default="") or None,
        "secret_key": env.str("S3_SECRET_KEY", default="") or None,
        "location": env.str("S3_PREFIX", default="").strip("/"),
    }


def stored_files(storage: Storage) -> Iterator[Stored]:
    """Every file in a storage."""
    listed = getattr(storage, "inventory", None)
    return listed() if listed else _walked(storage, "")


def _walked(storage: Storage, folder: str) -> Iterator[Stored]:
    if folder == "" and not storage.exists(""):
        return
    folders, names = storage.listdir(folder)
    for name in sorted(names):
        path = f"{folder}{name}"
        try:
            yield Stored(path, storage.size(path), storage.get_modified_time(path))
        except FileNotFoundError:
            continue  # It was taken away meanwhile.
    for below in sorted(folders):
        yield from _walked(storage, f"{folder}{below}/")
