"""Whether uploaded files have a place, said before the first upload fails."""

from importlib.util import find_spec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Warning, register

from .storage import BACKENDS, LOCAL, S3


@register()
def uploads_have_a_place(app_configs, **kwargs):
    """MEDIA_STORAGE is known, and a bucket is named with all that it takes to reach it."""
    entry = settings.STORAGES["default"]
    if entry["BACKEND"] == BACKENDS[S3]:
        return [*_bucket_problems(entry.get("OPTIONS", {}))]
    if entry["BACKEND"] == BACKENDS[LOCAL] or "." in entry["BACKEND"]:
        return []
    return [
        Error(
            f"MEDIA_STORAGE is “{entry['BACKEND']}”, which is neither local nor s3. No file "
            "can be uploaded or shown.",
            hint="Write MEDIA_STORAGE=local or MEDIA_STORAGE=s3.",
            id="media.E001",
        )
    ]


def _bucket_problems(bucket: dict):
    if find_spec("storages") is None or find_spec("boto3") is None:
        yield Error(
            "MEDIA_STORAGE is s3, but the packages for it are not installed. No file can "
            "be uploaded or shown.",
            hint="Install the extra: pip install '.[s3]', or requirements-s3.lock.",
            id="media.E002",
        )
    if not bucket.get("bucket_name"):
        yield Error(
            "MEDIA_STORAGE is s3, but S3_BUCKET is empty. There is no place for files.",
            hint="Set S3_BUCKET to the name of a private bucket.",
            id="media.E003",
        )
    if bool(bucket.get("access_key")) != bool(bucket.get("secret_key")):
        yield Error(
            "Of S3_ACCESS_KEY and S3_SECRET_KEY only one is set. The bucket would refuse "
            "every question.",
            hint="Set both; or neither, where the machine itself has the right.",
            id="media.E004",
        )
    yield from _address_problems(bucket.get("endpoint_url") or "")


def _address_problems(endpoint: str):
    target = urlsplit(endpoint)
    if endpoint and (target.scheme not in ("https", "http") or not target.hostname):
        yield Error(
            f"S3_ENDPOINT_URL is “{endpoint}”, which is no address of a server.",
            hint="Write it whole, for example https://s3.example.org; leave it out for Amazon.",
            id="media.E005",
        )
    elif target.scheme == "http" and target.hostname not in ("127.0.0.1", "localhost", "::1"):
        yield Warning(
            "S3_ENDPOINT_URL is not https. Files travel unprotected between the site and "
            "the bucket.",
            hint="Use https, unless both are in one closed network.",
            id="media.W001",
        )
